"""What a stranger's spec may make the program read: files of its own folder, and nothing of them is repeated."""

import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import archspec
from archspec import SpecError
from archspec.folders import read_below, read_regular
from archspec.loading import files
from tests.loading.fuzzing import TOKENS

SPEC: Final = """archspec: 1
name: shop
title: Shop
language: en
region: sa-east-1
components: {api: {kind: actor, label: Customer}}
connections: {}
"""
MARK: Final = "MARK"
"""A text that the files of others hold, and no message may."""
SECRETS: Final = f"""{MARK}_user: {MARK}_password
title: a: {MARK}
"""
TIME_LIMIT: Final = 60
"""Seconds after which a process counts as hanging, on the slowest machine."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a spec, which is the working directory; beside it, a file of somebody else."""
    (tmp_path / "secret.yaml").write_text(SECRETS, encoding="utf-8")
    specs = tmp_path / "specs"
    specs.mkdir()
    monkeypatch.chdir(specs)
    return specs


def spec_with_translation(name: str) -> None:
    """Write a spec that names a translation."""
    Path("shop.yaml").write_text(f"{SPEC}translations: {{pt-BR: {json.dumps(name)}}}\n", encoding="utf-8")


def refused(path: str = "shop.yaml") -> list[str]:
    """Return what is said of a spec, which never holds the mark."""
    with pytest.raises(SpecError) as raised:
        archspec.load(path)
    said = [str(problem) for problem in raised.value.problems]
    assert not [line for line in said if MARK.lower() in line.lower()]
    return said


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line as a process that has to end."""
    command = [sys.executable, "-m", "archspec", *arguments]
    return subprocess.run(  # noqa: S603  our own command
        command, capture_output=True, text=True, check=False, timeout=TIME_LIMIT, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "/etc/../etc/shadow",
        "/proc/self/environ",
        "/proc/kmsg",
        "/dev/zero",
        "/dev/stdin",
        "//host/share/pt.yaml",
        "../secret.yaml",
        "./../secret.yaml",
        "texts/../../secret.yaml",
        "texts/..",
        "..",
        ".",
        "..\\secret.yaml",
        "texts\\pt.yaml",
        "\\\\host\\share\\pt.yaml",
        "C:\\secret.yaml",
        "C:secret.yaml",
        "pt.yaml:stream",
        "file:///etc/passwd",
        "https://example.com/pt.yaml",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_as_it_stands(folder: Path, name: str) -> None:
    """On every system, without a look at what is there; the message is about the spec, and says what to write."""
    (folder / "texts").mkdir()
    spec_with_translation(name)
    (line,) = refused()
    assert line.startswith("shop.yaml:8:23: translations.pt-BR: ")
    assert line.endswith("is no path below the spec's folder; write one relative to it, with slashes and without ..")


@pytest.mark.parametrize("name", ["~/.aws/credentials", ".env", "id_rsa", "pt.txt", "pt.yaml.bak", "pt", "pt.YAML~"])
def test_a_file_of_another_kind_is_not_opened(folder: Path, name: str) -> None:
    """Translations are YAML or JSON; a `.env` of the same folder is neither."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    spec_with_translation(name)
    assert refused() == [f"shop.yaml:8:23: translations.pt-BR: {name!r} is no .yaml, .yml or .json file; name one"]


@pytest.mark.parametrize("name", ["nowhere.yaml", "no/where.yaml", "shop.yaml/pt.yaml", "x" * 190 + "/" * 5, "é.yaml"])
def test_a_file_that_is_not_there(folder: Path, name: str) -> None:
    """Whatever keeps it from being there."""
    assert folder.is_dir()
    name = name if name.endswith(".yaml") else "é" * 190 + ".yaml"
    spec_with_translation(name)
    (line,) = refused()
    assert line.endswith("is no file beside the spec; add it, or remove the entry")


def _link(target: str) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        (folder / "pt.yaml").symlink_to(target)
        return "pt.yaml"

    return make


def _folder_link(folder: Path) -> str:
    (folder / "texts").symlink_to("..", target_is_directory=True)
    return "texts/secret.yaml"


def _root_link(folder: Path) -> str:
    (folder / "texts").symlink_to("/", target_is_directory=True)
    return "texts/etc/passwd.yaml"


def _chain(folder: Path) -> str:
    (folder / "one.yaml").symlink_to("two.yaml")
    (folder / "two.yaml").symlink_to("texts/three.yaml")
    (folder / "texts").mkdir()
    (folder / "texts/three.yaml").symlink_to("../../secret.yaml")
    return "one.yaml"


def _sibling(folder: Path) -> str:
    (folder.parent / "specs-of-others").mkdir()
    (folder.parent / "specs-of-others/pt.yaml").write_text(SECRETS, encoding="utf-8")
    (folder / "pt.yaml").symlink_to("../specs-of-others/pt.yaml")
    return "pt.yaml"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_link("../secret.yaml"), id="beside the folder"),
        pytest.param(_link("/etc/passwd"), id="absolute"),
        pytest.param(_link("/proc/self/environ"), id="proc"),
        pytest.param(_link("/proc/kmsg"), id="kernel messages"),
        pytest.param(_link("/dev/zero"), id="device"),
        pytest.param(_link("/dev/stdin"), id="standard input"),
        pytest.param(_link("/nowhere/at/all.yaml"), id="nowhere"),
        pytest.param(_folder_link, id="folder"),
        pytest.param(_root_link, id="root"),
        pytest.param(_chain, id="chain"),
        pytest.param(_sibling, id="folder whose name starts alike"),
    ],
)
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, make: Callable[[Path], str]) -> None:
    """Not even to tell whether there is anything."""
    spec_with_translation(make(folder))
    (line,) = refused()
    assert line.endswith(" leads out of the spec's folder; put the file itself there")


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(50 * 2**20)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (Path.mkdir, "is no regular file"),
        (_fifo, "is no regular file"),
        (_socket, "is no regular file"),
        (_sparse, "holds more than 16 MB"),
        (_loop, "is a link"),
    ],
)
def test_what_is_no_file_of_text_is_not_read(folder: Path, make: Callable[[Path], None], reason: str) -> None:
    """Nothing is waited for; as a process, since it might hang."""
    make(folder / "pt.yaml")
    spec_with_translation("pt.yaml")
    done = run("check", "shop.yaml")
    message = f"'pt.yaml' cannot be read: {reason}"
    assert (done.returncode, done.stderr) == (2, f"shop.yaml:8:23: translations.pt-BR: {message}\n")


@pytest.mark.parametrize("name", ["pt.yaml", "./pt.yaml", "texts/pt.yml", "texts//pt.yml", "linked.yaml", "pt.json"])
def test_a_file_below_the_folder_is_read(folder: Path, name: str) -> None:
    """By a link, too, as long as it stays inside."""
    (folder / "texts").mkdir()
    for path in ("pt.yaml", "texts/pt.yml", "pt.json"):
        (folder / path).write_text('{"title": "Loja"}', encoding="utf-8")
    (folder / "linked.yaml").symlink_to("texts/pt.yml")
    spec_with_translation(name)
    assert archspec.load("shop.yaml").in_language("pt-BR").title == "Loja"


@pytest.mark.parametrize(
    "text",
    [
        f"{MARK}=hunter2\n",
        f"{MARK}: hunter2\n",
        f"title: Loja\n{MARK}: hunter2\n",
        f"components: {{{MARK}: {{label: x}}}}\n",
        f"components: {{api: {{{MARK}: x}}}}\n",
        f"components: {{api: {{label: {{{MARK}: x}}}}}}\n",
        f"components: {{api: {{kind: {MARK}}}}}\n",
        f"connections: {{{MARK} -> x: {{}}, {MARK}->x: {{}}}}\n",
        f"region: {MARK}\n",
        f"environments: {{{MARK}: {{account: '1'}}}}\n",
        f"waivers: [{MARK}]\n",
        f"waivers: [{{reason: {MARK}}}]\n",
        f"{MARK}: 1\n{MARK}: 2\n",
        f"a: *{MARK}\n",
        f"a: &{MARK} [*{MARK}]\n",
        f"a: !{MARK} b\n",
        f"a: !!{MARK} b\n",
        f"? [{MARK}]\n: 1\n",
        f"<<: {MARK}\n",
        f"a: '{MARK}\n",
        f'a: "\\{MARK}"\n',
        f"a: b: {MARK}\n",
        f"\t{MARK}\n",
        f"%{MARK}\n",
        f"@{MARK}\n",
        f"--- {MARK}\n--- {MARK}\n",
        f"- {MARK}\n",
        f"{MARK}\n",
        f"root:x:0:0:{MARK}:/root:/bin/bash\ndaemon:*:{MARK}::::\n",
        f"-----BEGIN {MARK} KEY-----\n{MARK}+/==\n-----END {MARK} KEY-----\n",
        f"[default]\naws_secret_access_key = {MARK}\n",
        f"title:\n  {MARK}: x\n   {MARK}: y\n",
    ],
)
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_nothing_of_a_file_that_is_no_translation_is_repeated(folder: Path, text: str, suffix: str) -> None:
    """A spec may name any file of its folder: messages give line, column and rule."""
    (folder / f"values.{suffix}").write_text(text, encoding="utf-8")
    spec_with_translation(f"values.{suffix}")
    for line in refused():
        assert line.startswith(f"values.{suffix}:")


@pytest.mark.parametrize(
    "text",
    [
        f'{{"{MARK}": 1, "{MARK}": 2}}',
        f'{{"{MARK}": 1}}',
        f'{{"title": {{"{MARK}": 1}}}}',
        f'{{"connections": {{"{MARK}->x": {{}}, "{MARK} -> x": {{}}}}}}',
        f'["{MARK}"]',
        f'"{MARK}"',
        f'{{"a": "{MARK}',
        f'{{"a": "\\{MARK}"}}',
        f'{{"a": {MARK}}}',
        f'{{"a": 1,}} {MARK}',
        f'{{"{MARK}": "\\ud800"}}',
        f'{{"{MARK}": NaN}}',
    ],
)
def test_nothing_of_other_json_is_repeated(folder: Path, text: str) -> None:
    """The parser's own words hold no text either."""
    (folder / "values.json").write_text(text, encoding="utf-8")
    spec_with_translation("values.json")
    assert refused()


@pytest.mark.parametrize("seed", range(20))
def test_noise_with_a_mark_is_not_repeated(folder: Path, seed: int) -> None:
    """Whatever a file is, it loads or is refused, and nothing of it is seen."""
    chance = random.Random(seed)  # noqa: S311  no secret: every run reads the same
    parts = (*TOKENS, MARK.encode(), MARK.encode(), b"title: ", b"components: ", b"api: ", b"\n", b"\n")
    for _ in range(20):
        name = chance.choice(("values.yaml", "values.json"))
        (folder / name).write_bytes(b"".join(chance.choices(parts, k=chance.randint(1, 30))))
        spec_with_translation(name)
        try:
            archspec.load("shop.yaml")
        except SpecError as error:
            shown = [line for line in str(error).splitlines() if MARK in line]
            # What is a translation is quoted, as a text that is too long.
            assert not [line for line in shown if " title: " not in line and ".label: " not in line]


@pytest.mark.parametrize("output", ["text", "json"])
def test_the_command_line_repeats_nothing(folder: Path, output: str) -> None:
    """Neither in its messages nor in a document, and no excerpt shows the line."""
    (folder / "values.yaml").write_text(f"{MARK}: {MARK}\n{MARK}: {MARK}\n", encoding="utf-8")
    spec_with_translation("values.yaml")
    done = run("check", ".", "--format", output)
    assert done.returncode == 2
    assert MARK not in done.stdout + done.stderr
    assert "duplicate key ****; the first one is on line 1" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "text",
    [
        f"name: {MARK}\n{MARK}: x\n",
        f"name: x\nname: {MARK}\n{MARK}: 1\n{MARK}: 2\n",
        f"name: *{MARK}\n",
        f"root:x:0:0:{MARK}\n",
    ],
)
def test_a_spec_that_is_a_link_to_another_file(folder: Path, text: str) -> None:
    """A pull request may replace a spec by a link; what does not say that it is a spec is not quoted."""
    (folder.parent / "secret.yaml").write_text(text, encoding="utf-8")
    (folder / "shop.yaml").symlink_to("../secret.yaml")
    assert refused()


def test_a_spec_may_be_a_link(folder: Path) -> None:
    """Whoever names it may; its translations are beside the link."""
    (folder.parent / "shared.yaml").write_text(f"{SPEC}translations: {{pt-BR: pt.yaml}}\n", encoding="utf-8")
    (folder / "shop.yaml").symlink_to("../shared.yaml")
    (folder / "pt.yaml").write_text("title: Loja\n", encoding="utf-8")
    assert archspec.load("shop.yaml").in_language("pt-BR").title == "Loja"


@pytest.mark.parametrize(
    "path", ["/dev/zero", "/dev/null", "/dev/tty", "/proc/kmsg", "/proc/self/mem", "fifo", "socket"]
)
def test_a_spec_that_never_ends_is_not_waited_for(folder: Path, path: str) -> None:
    """Named on the command line, it is refused in words."""
    _fifo(folder / "fifo")
    _socket(folder / "socket")
    done = run("check", path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr


def test_a_spec_on_standard_input(folder: Path) -> None:
    """A file that is redirected is a spec like any other."""
    (folder / "shop.yaml").write_text(SPEC, encoding="utf-8")
    with (folder / "shop.yaml").open("rb") as stream:
        command = [sys.executable, "-m", "archspec", "check", "/dev/stdin"]
        done = subprocess.run(command, stdin=stream, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("target", ["../secret.yaml", "/etc/passwd", "/proc/kmsg", "/nowhere.yaml", "../specs/../.."])
def test_a_folder_of_specs_is_not_left_by_a_link(folder: Path, target: str) -> None:
    """A link may hide a spec from a check, so it is refused and not passed over."""
    (folder / "shop.yaml").write_text(SPEC, encoding="utf-8")
    (folder / "other.yaml").symlink_to(target)
    with pytest.raises(SpecError) as raised:
        archspec.load_all([folder])
    message = "is a link that leads out of the folder, and is not followed; name it itself, or replace it"
    assert str(raised.value) == f"other.yaml:1:1: {message}"


def test_a_folder_of_specs_may_hold_anything_else(folder: Path) -> None:
    """FIFOs, sockets, folders, links to nowhere and to a neighbour; as a process, since it might hang."""
    (folder / "shop.yaml").write_text(SPEC, encoding="utf-8")
    _fifo(folder / "fifo.yaml")
    _socket(folder / "socket.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "dangling.yaml").symlink_to("nowhere.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "again.yaml").symlink_to("shop.yaml")
    (folder / "spaces.yaml").write_text(" " * 1_000_000 + "a", encoding="utf-8")
    done = run("check", ".")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_of_too_many_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their number and their bytes are bounded, and the message says what to do."""
    for name in ("a", "b", "c"):
        (folder / f"{name}.yaml").write_text(SPEC.replace("shop", name), encoding="utf-8")
    monkeypatch.setattr(files, "MAX_FILES", 2)
    with pytest.raises(SpecError, match=r"holds more than 2 YAML files; name the specs in it"):
        archspec.load_all([folder])
    monkeypatch.setattr(files, "MAX_FILES", 3)
    assert len(archspec.load_all([folder])) == 3
    monkeypatch.setattr(files, "MAX_FOLDER_BYTES", 2 * len(SPEC))
    with pytest.raises(SpecError, match=r"MB of YAML; name the specs in it"):
        archspec.load_all([folder])


def test_a_size_that_is_a_lie_is_not_believed() -> None:
    """Files of /proc are regular, and say that they hold nothing."""
    path = Path("/proc/self/status")
    assert path.stat().st_size == 0
    assert b"Name:" in read_regular(path, 1 << 20)
    with pytest.raises(OSError, match="holds more than"):
        read_regular(path, 10)


def test_a_folder_swapped_for_a_link_is_noticed(folder: Path) -> None:
    """What was resolved a moment ago may be something else now: the way there is opened link by link."""
    (folder / "texts").symlink_to("..", target_is_directory=True)
    with pytest.raises(OSError, match="is a link"):
        read_below(folder, "texts/secret.yaml", 1000)


@pytest.mark.parametrize("target", ["../", "/proc", "services"])
def test_a_build_context_is_not_read(folder: Path, target: str) -> None:
    """It is for a pipeline: whatever is there is not even looked at."""
    os.mkfifo(folder / "services")
    (folder / "context").symlink_to(target)
    image = "{repository: api, tag: '1', build_context: context}"
    text = SPEC.replace("{kind: actor, label: Customer}", f"{{kind: fargate_service, cluster: c, image: {image}}}")
    (folder / "shop.yaml").write_text(text, encoding="utf-8")
    done = run("build", "shop.yaml", "--only", "mermaid,docs,findings", "--fail-on", "never")
    assert (done.returncode, done.stderr) == (0, "")
