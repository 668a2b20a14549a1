"""How a run ends, whatever happens to its streams, its signals, its folders and its memory.

Each is a process of its own. Signals are sent when a state is observed; where a run must not end before, it writes to a
pipe that nobody empties.
"""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

import pytest

import archspec.cli.check as check_module
from archspec.cli import main
from renderers.cdk.program.playing import scratch
from tests.folders import files_in

ARCHSPEC = [sys.executable, "-m", "archspec"]
SPEC = """archspec: 1
name: small
title: Pequeno e ágil
language: pt-BR
region: us-east-1
components:
  api: {kind: fargate_service, cluster: main, image: {repository: api, tag: "1"}, why: Atende →.}
"""

PRINTING = [
    ["rules"],
    ["rules", "--format", "json"],
    ["explain", "AAC-DB-001"],
    ["schema"],
    ["--help"],
    ["check", "--help"],
    ["--version"],
    ["check", "small.yaml"],
    ["check", "small.yaml", "--format", "json"],
    ["plan", "small.yaml"],
    ["init", "new"],
]
"""Commands that are clean, and say so on standard output."""

REFUSING = ["> /dev/full", "1< /dev/null"]


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    # What measures a process is imported before our first line, where an interrupt still meets Python's own way.
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    Path("small.yaml").write_text(SPEC, encoding="utf-8")


def _shell(line: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of bash, in which `archspec` is this one."""
    script = f'set -o pipefail; archspec() {{ "{sys.executable}" -m archspec "$@"; }}; {line}'
    return subprocess.run(  # noqa: S603
        ["bash", "-c", script],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=os.environ | environment,
        check=False,
        timeout=120,
    )


@contextmanager
def _pipe_without_reader() -> Iterator[int]:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


@contextmanager
def _full_pipe() -> Iterator[tuple[int, int]]:
    """Make a pipe that takes no more, so that whoever writes to it waits."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writing, b"x" * 4096)
    with suppress(BlockingIOError):
        while True:
            os.write(writing, b"x")
    os.set_blocking(writing, True)
    try:
        yield reading, writing
    finally:
        for end in (reading, writing):
            with suppress(OSError):
                os.close(end)


# --- streams


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_reader_that_has_left_is_no_error(arguments: list[str]) -> None:
    """Whatever is printed first finds nobody, and nothing complains."""
    with _pipe_without_reader() as gone:
        done = subprocess.run([*ARCHSPEC, *arguments], stdout=gone, stderr=subprocess.PIPE, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("reader", ["true", "head -1", "head -c 1", "head -20"])
def test_a_reader_that_leaves_is_no_error(reader: str) -> None:
    """After any part of the output."""
    done = _shell(f"archspec schema | {reader}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("arguments", "code"), [(["rules"], 0), (["check", "no.yaml"], 2), (["nonsense"], 2)])
def test_a_verdict_needs_no_reader_of_errors(arguments: list[str], code: int) -> None:
    """What is unusable stays so, although nobody hears why."""
    with _pipe_without_reader() as gone:
        for streams in ({"stderr": gone}, {"stderr": gone, "stdout": subprocess.PIPE}):
            done = subprocess.run([*ARCHSPEC, *arguments], check=False, **streams)  # type: ignore[call-overload]  # noqa: S603
            assert done.returncode == code


@pytest.mark.parametrize(
    ("arguments", "redirection"),
    [
        *((arguments, ">&-") for arguments in PRINTING),
        *(([command], redirection) for command in ("rules", "schema", "--help") for redirection in REFUSING),
    ],
)
def test_an_output_that_takes_nothing_is_unusable(arguments: list[str], redirection: str) -> None:
    """Closed, full, or open for reading only: one line says so, and Python adds none at its end."""
    done = _shell(f"archspec {' '.join(arguments)} {redirection}")
    assert done.returncode == 2
    reason = "No space left on device" if "full" in redirection else "Bad file descriptor"
    assert done.stderr.startswith("archspec: ")
    assert done.stderr.endswith(f"{reason}\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("redirection", [">&-", "> /dev/full", "<&- >&-", "2>&-", "2> /dev/full", "<&- >&- 2>&-"])
def test_what_prints_nothing_needs_no_output(redirection: str) -> None:
    """A clean `check -q` is clean, and what is unusable is unusable, with any streams."""
    assert _shell(f"archspec check -q small.yaml {redirection}").returncode == 0
    assert _shell(f"archspec check -q no.yaml {redirection}").returncode == 2


@pytest.mark.parametrize("redirection", ["<&- >&-", "<&- >&- 2>&-"])
def test_no_file_takes_the_place_of_a_closed_stream(redirection: str) -> None:
    """What is printed does not end up in a file that was opened meanwhile."""
    build = "archspec build small.yaml --only mermaid,docs --as-of 2026-11-24"
    _shell(f"{build} -o expected")
    _shell(f"{build} -o made {redirection}")
    assert files_in(Path("made")) == files_in(Path("expected"))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
@pytest.mark.parametrize("arguments", ["check small.yaml", "plan small.yaml", "check --format json small.yaml"])
def test_any_encoding_can_be_printed(arguments: str, encoding: str) -> None:
    """Accents and arrows are written as the encoding can, and JSON stays JSON."""
    done = subprocess.run(  # noqa: S603
        [*ARCHSPEC, *arguments.split()],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    if "json" in arguments:
        assert json.loads(done.stdout.decode(encoding))["version"] == 1


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_any_locale_will_do(locale: str) -> None:
    """With and without Python's own way to UTF-8."""
    for more in ({}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = _shell("archspec build small.yaml --only mermaid", LC_ALL=locale, **more)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("environment", "option", "colored"),
    [
        ({}, "", False),
        ({}, "--color always", True),
        ({"NO_COLOR": "1"}, "--color always", True),
        ({}, "--color never", False),
    ],
)
def test_colour_is_for_terminals_or_on_request(environment: Mapping[str, str], option: str, *, colored: bool) -> None:
    """An option is stronger than a variable."""
    done = _shell(f"archspec plan small.yaml {option}", **environment)
    assert ("\x1b[1m" in done.stdout) is colored


# --- signals


@contextmanager
def _started(arguments: Sequence[str], stdout: int, **more: object) -> Iterator["subprocess.Popen[bytes]"]:
    """Start Python; what goes wrong in a test leaves no process behind, and none waits for ever."""
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload]  # noqa: S603
    watchdog = Timer(100, process.kill)
    watchdog.start()
    try:
        with process:
            yield process
    finally:
        watchdog.cancel()
        process.kill()


@pytest.mark.parametrize(
    "module",
    [
        "archspec.cli.signals",
        "archspec.cli.process",
        "click.exceptions",
        "click",
        "archspec.cli.run",
        "pydantic_core",
        "archspec.architecture",
    ],
)
def test_an_interrupt_between_imports_leaves_no_traceback(module: str) -> None:
    """From the first line of ours on: the module has just been imported when the signal is sent."""
    traced = ["-X", "importtime", "-m", "archspec", "check", "small.yaml"]
    with _full_pipe() as (_reading, writing), _started(traced, writing) as process:
        assert process.stderr is not None
        assert any(line.decode().split("|")[-1].strip() == module for line in process.stderr)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait() == 130
    assert b"Traceback" not in said


@pytest.mark.parametrize("milliseconds", [0, 10, 20, 30, 40, 60, 80, 120, 200, 400])
def test_an_interrupt_at_any_time_is_quiet(milliseconds: int) -> None:
    """Before our first line Python itself may complain; after it, the code is 130 and nothing is said."""
    checked = ["-m", "archspec", "check", "small.yaml"]
    with _full_pipe() as (_reading, writing), _started(checked, writing) as process:
        time.sleep(milliseconds / 1000)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    if process.returncode == 130:
        assert said == b""
    else:
        assert process.returncode in {1, -signal.SIGINT}
        assert b"archspec/cli/process.py" not in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_that_is_ignored_stays_so(number: signal.Signals) -> None:
    """As under nohup, or in the background of a script."""
    before = signal.signal(number, signal.SIG_IGN)
    traced = ["-X", "importtime", "-m", "archspec", "rules"]
    with _full_pipe() as (reading, writing), _started(traced, writing) as process:
        signal.signal(number, before)
        assert process.stderr is not None
        assert any(b"archspec.cli.run" in line for line in process.stderr)
        process.send_signal(number)
        os.close(writing)
        while os.read(reading, 65536):
            pass
        process.communicate()
        assert process.returncode == 0


@contextmanager
def _synthesis(node: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a synthesis whose Node is a script for sh; what goes wrong leaves no process behind."""
    script = Path("node").absolute()
    script.write_text(f"#!/bin/sh\n{node}\n", encoding="utf-8")
    script.chmod(0o755)
    with _started(
        ["-m", "archspec", "synth", "small.yaml", "-o", "out"],
        subprocess.PIPE,
        env=os.environ | {"JSII_NODE": str(script)} | environment,
    ) as process:
        yield process


def _appears(path: Path, process: "subprocess.Popen[bytes]") -> str:
    """Wait until a file holds a line, or the process has ended."""
    while process.poll() is None:
        if path.is_file() and (text := path.read_text("utf-8")).endswith("\n"):
            return text
        time.sleep(0.005)
    raise AssertionError(process.stderr.read() if process.stderr else None)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


WAITING = (
    'read -r job; echo "$job" > job; echo "$TMPDIR" > scratch; touch "$TMPDIR/left"; echo $$ > pid; exec sleep 100'
)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_node_works_leaves_nothing(number: signal.Signals, times: int) -> None:
    """Node ends, and the folders are gone; a signal that comes twice hurries nobody."""
    with _synthesis(WAITING) as process:
        node = int(_appears(Path("pid"), process))
        for _ in range(times):
            process.send_signal(number)
        _, said = process.communicate()
    assert (process.returncode, said) == (130 if number == signal.SIGINT else -number, b"")
    assert not _lives(node)
    outdir = Path(json.loads(Path("job").read_text("utf-8"))["outdir"])
    assert not outdir.parent.exists()
    assert not Path(Path("scratch").read_text("utf-8").strip()).exists()
    assert not Path("out").exists()


def test_node_may_be_the_first_to_be_interrupted() -> None:
    """Ctrl-C reaches the whole group; whoever hears of it first, nothing is left."""
    script = f"trap 'exit 1' INT; {WAITING}".replace("exec sleep 100", "read -r end")
    with _synthesis(script) as process:
        node = int(_appears(Path("pid"), process))
        os.kill(node, signal.SIGINT)
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode in {2, 130}
    assert not _lives(node)
    assert not Path(Path("scratch").read_text("utf-8").strip()).exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("state", ["build/small", "build/small/docs"])
def test_a_build_that_is_stopped_leaves_whole_files(number: signal.Signals, state: str) -> None:
    """At whatever point: the code is the signal's unless the build was done, and no temporary file stays."""
    building = ["-m", "archspec", "build", "small.yaml", "--only", "mermaid,docs"]
    with _started(building, subprocess.DEVNULL) as process:
        while process.poll() is None and not Path(state).exists():
            time.sleep(0.001)
        process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode in {0, 130 if number == signal.SIGINT else -number}
    assert said == b""
    assert [file for file in files_in(Path("build")) if "archspec-tmp" in str(file)] == []


# --- folders


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("check '$OLDPWD/small.yaml'", 0, ""),
        ("plan '$OLDPWD/small.yaml'", 0, ""),
        ("build '$OLDPWD/small.yaml' --only mermaid -o '$OLDPWD/made'", 0, ""),
        ("rules", 0, ""),
        ("check small.yaml", 2, "small.yaml:1:1: does not exist"),
        ("build small.yaml -o made", 2, "small.yaml:1:1: does not exist"),
        ("init", 2, "archspec: the working directory no longer exists\n"),
    ],
)
def test_a_working_directory_may_be_gone(arguments: str, code: int, said: str) -> None:
    """What does not need it does not mind."""
    done = _shell(f"mkdir gone; cd gone; rmdir ../gone; archspec {arguments}".replace("'", '"'))
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith(said)
    assert bool(done.stderr) is bool(said)


@pytest.mark.parametrize("command", ["check {}", "check --format json {}", "plan {}", "build --only mermaid,docs {}"])
def test_a_name_need_not_be_unicode(command: str) -> None:
    """A file and a folder named in another encoding."""
    name = b"x\xe9"
    Path(os.fsdecode(name)).mkdir()
    place = name + b"/" + name + b".yaml"
    Path(os.fsdecode(place)).write_text(SPEC, encoding="utf-8")
    done = subprocess.run(  # noqa: S603
        [*ARCHSPEC, *(place if word == "{}" else word for word in command.split())],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_thousands_of_arguments_are_read() -> None:
    """Each that does not exist is told."""
    done = subprocess.run([*ARCHSPEC, "check", *map(str, range(3000))], capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert b"0:1:1: does not exist" in done.stderr


@pytest.mark.parametrize("home", ["/dev/null", "/proc/none"])
def test_a_home_that_cannot_be_written_is_no_fault(home: str) -> None:
    """Nothing is kept there."""
    places = {"HOME": home, "XDG_CACHE_HOME": ""}
    assert _shell("archspec check small.yaml", **places).returncode == 0
    assert _shell("archspec synth small.yaml -o out", **places).returncode == 0


def test_a_home_nobody_knows_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a line in the list of users, as in some containers."""

    def unknown(_kind: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", classmethod(unknown))
    assert main(["synth", "small.yaml", "-o", "out"]) == 0


@pytest.mark.parametrize("memory", ["/no/such/folder", "/dev/null", "/proc", "full"])
def test_memory_is_not_needed(memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no folder in memory, or no room in it, the temporary folder does."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    if memory == "full":
        monkeypatch.setattr(scratch, "_MEMORY", str(tmp_path / "work"))
        monkeypatch.setattr(scratch, "_ROOM", 2**80)
    else:
        monkeypatch.setattr(scratch, "_MEMORY", memory)
    with scratch.scratch_folder() as folder:
        assert Path(folder).parent == tmp_path
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (
            """read -r job; echo '{"refused": "ENOSPC: no space left", "section": null}'; read -r end""",
            ": there is no room left; set TMPDIR to a folder with more\n",
        ),
        (
            "echo 'FATAL ERROR: JavaScript heap out of memory' >&2; echo '1: 0xb0' >&2; kill -ABRT $$",
            " stopped with exit code -6: FATAL ERROR: JavaScript heap out of memory\n",
        ),
        ("read -r job; kill -KILL $$", " stopped with exit code -9: it was killed; there may not be enough memory\n"),
    ],
)
def test_what_node_lacks_is_said_in_one_line(node: str, said: str) -> None:
    """Room or memory."""
    with _synthesis(node) as process:
        _, errors = process.communicate()
    assert process.returncode == 2
    assert errors.decode().endswith(said)
    assert errors.count(b"\n") == 1


# --- what the system refuses


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a/b"), "a/b: No space left on device"),
        (OSError(errno.EROFS, "Read-only file system", b"x\xe9"), r"x\udce9: Read-only file system"),
        (OSError(errno.EMFILE, "Too many open files", "x.yaml"), "x.yaml: Too many open files"),
        (PermissionError(errno.EACCES, "Permission denied", Path("x")), "x: Permission denied"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "the working directory no longer exists"),
        (OSError("a\n::error::b"), r"a\n::error::b"),
        (MemoryError(), "there is not enough memory"),
        (ImportError("x.so: failed to map", path="/lib/x.so"), "x.so: failed to map"),
        (
            SystemError("initialization of x failed"),
            "Python itself failed, which it does where there is not enough memory: initialization of x failed",
        ),
    ],
    ids=str,
)
def test_what_the_system_refuses_is_no_fault_of_ours(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it comes up, a line names the place and the reason, and the exit code is 2."""
    monkeypatch.setattr(check_module, "load_each", _raising(error))
    assert main(["check", "x"]) == 2
    assert capsys.readouterr().err == f"archspec: {said}\n"
    assert main(["check", "x", "--debug"]) == 2
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("x"),
        RecursionError(),
        ImportError("cannot import", path="a.py"),
        ModuleNotFoundError("b"),
        KeyError(1),
    ],
    ids=repr,
)
def test_anything_else_is(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last resort stays."""
    monkeypatch.setattr(check_module, "load_each", _raising(error))
    assert main(["check", "x"]) == 3
    assert f"a fault of archspec, not of your spec: {type(error).__name__}" in capsys.readouterr().err


def _raising(error: Exception) -> Callable[..., object]:
    def fail(*_args: object, **_options: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("mebibytes", [16, 20, 24, 32, 40])
def test_little_memory_is_said(mebibytes: int) -> None:
    """A run that gets too little is clean all the same, or says so; Python itself may not even start."""
    done = _shell(f"ulimit -v {mebibytes * 1024}; archspec check small.yaml")
    assert done.returncode in {0, 2} or "archspec/cli/run.py" not in done.stderr


def test_signals_of_a_caller_are_its_own() -> None:
    """Who calls `main` with arguments keeps its handlers, also in a build."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    assert main(["build", "small.yaml", "--only", "mermaid"]) == 0
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before
