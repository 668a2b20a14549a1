"""What reaches a terminal or the log of a CI system: nothing invisible, and no command, whoever wrote the text.

The oracle is the parsers of the CI systems, restated here: GitHub's runner trims a line and looks for `::`, and for
`##[` anywhere (ActionCommand.cs in actions/runner); Azure's agent looks for `##vso[` anywhere (Command.cs in
microsoft/azure-pipelines-agent), TeamCity for `##teamcity[`.
"""

import ast
import json
import os
import re
import stat
import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from hypothesis import given
from hypothesis import strategies as st

from archspec.cli import main
from archspec.cli.commands import cli
from archspec.cli.excerpt import excerpt
from archspec.cli.legible import inert, json_text, legible
from archspec.cli.terminal import Styled, echo, echo_over
from tests.regenerate import ROOT

COMMAND = "::error file=a.py,line=1::pwned"
PAYLOADS = {
    "escape": "a\x1b]0;owned\x07\x1b[2J\x1b[1;1Hb",
    "c1": "a\x9b31mb\x90c\x85d",
    "return": "harmless\rFAKED: 0 failures\b\b",
    "newline": f"first\n{COMMAND}",
    "vertical": f"first\x0b{COMMAND}\x0c{COMMAND}\x1c{COMMAND}\x85{COMMAND}",
    "separators": f"first\u2028{COMMAND}\u2029{COMMAND}",
    "bidi": "abc\u202edcba\u2066x\u2069\u200f",
    "zero width": "a\u200bb\u200dc\u2060d\ufeffe\u00adf",
    "ignorable": "a\u034fb\u115fc\u3164d\U000e0100e\ufe0f",
    "tags": "a\U000e0041\U000e0042\U000e007f",
    "surrogate": "a\ud800b\udcffc",
    "github": COMMAND,
    "github old": "x ##[error]pwned ##[add-mask]a",
    "azure": "x ##vso[task.setvariable variable=PATH]evil",
    "teamcity": "x ##teamcity[buildStatus status='SUCCESS']",
    "gitlab": "\x1b[0Ksection_start:1560896352:my\r\x1b[0KHeader",
}

Write = Callable[[str], Sequence[str]]
"""Writes files with a payload into the working directory, and returns the arguments to run."""


def harm(output: str, styles: int = 0) -> list[str]:
    """Return what a terminal or a CI system would obey in an output, beside that many escapes of ours."""
    found = [f"U+{ord(character):04X}" for character in output if _is_invisible(character)]
    found = found[styles:] if set(found[:styles]) <= {"U+001B"} else found
    for line in re.split("\r\n|\r|\n", output):
        bare = "".join(character for character in line if not _is_invisible(character))
        if bare.strip().startswith("::") or re.search(r"##[a-z]*\[", bare):
            found.append(line)
    return found


def _is_invisible(character: str) -> bool:
    ignorable = ord(character) in {0x34F, 0x115F, 0x3164, 0xFE0F, 0xE0100}
    return character != "\n" and (unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or ignorable)


def _spec(**changes: object) -> dict[str, object]:
    api = {"kind": "fargate_service", "cluster": "main", "image": {"repository": "api", "tag": "1"}, "why": "Serves."}
    fields: dict[str, object] = {
        "archspec": 1,
        "name": "small",
        "title": "Small",
        "language": "en",
        "region": "us-east-1",
        "components": {"api": api | {"tasks": {"min": 1}}},
    }
    return fields | changes


def _written(spec: object, name: str = "small.json") -> list[str]:
    Path(name).write_text(json.dumps(spec), encoding="utf-8")
    return [name]


def _component(**changes: object) -> dict[str, object]:
    spec = _spec()
    assert isinstance(spec["components"], dict)
    spec["components"] = {"api": spec["components"]["api"] | changes}
    return spec


def _waiver(text: str) -> object:
    waiver = {"rule": "AAC-ECS-001", "component": "api", "reason": text, "owner": text, "expires": "2026-12-01"}
    return _spec(waivers=[waiver])


def _overlay(text: str) -> object:
    return _spec(environments={text: {"account": "111122223333"}, "b": {"region": text, text: 1}})


def _translation(text: str) -> list[str]:
    Path("pt.yaml").write_text(json.dumps({"title": text, text: text}), encoding="utf-8")
    return _written(_spec(translations={"pt-BR": "pt.yaml"}))


def _raw_line(text: str) -> list[str]:
    # One line of JSON with characters as they are, as an excerpt shows it.
    line = json.dumps(_component(why="Serves."), ensure_ascii=False).replace('"Small"', f'"{text} {text}"')
    Path("small.json").write_bytes(line.encode("utf-8", "surrogatepass"))
    return ["small.json"]


def _yaml_lines(text: str) -> list[str]:
    lines = [f"{key}: {json.dumps(value)} # {text}" for key, value in _spec().items()]
    Path("small.yaml").write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    return ["small.yaml"]


def _python(text: str) -> list[str]:
    Path("small.py").write_text(f"raise ValueError({text!r})", encoding="utf-8")
    return ["small.py"]


def _printing_python(text: str) -> list[str]:
    Path("small.py").write_text(f"print({text!r})", encoding="utf-8")
    return ["small.py"]


def _argument(text: str) -> str:
    """Return a text as Python gives it to a program that got its bytes, whatever they are."""
    return os.fsdecode(text.replace("/", "").encode("utf-8", "surrogatepass"))


def _file_name(text: str) -> list[str]:
    return _written(_component(why=3), f"{_argument(text)}.json")


def _folder_name(text: str) -> list[str]:
    folder = _argument(text)
    Path(folder).mkdir()
    Path(folder, "small.yaml").write_text(json.dumps(_spec(title=3)), encoding="utf-8")
    return [folder]


def _lock(text: str) -> list[str]:
    held = {"stack": text, "type": text, "properties": {text: text}, text: text}
    document = {"version": 1, "environments": {"default": {text: held, "Main/Db": held}}, text: text}
    Path("small.lock.json").write_text(json.dumps(document), encoding="utf-8")
    return _written(_spec())


def _manifest(text: str) -> list[str]:
    Path("build/small").mkdir(parents=True)
    document = {"version": 1, "archspec": 1, "files": {text: text, f"../{text}": text}}
    Path("build/small/manifest.json").write_text(json.dumps(document), encoding="utf-8")
    return _written(_spec())


WRITERS: Mapping[str, Write] = {
    "title": lambda text: _written(_spec(title=text)),
    "why": lambda text: _written(_component(why=text)),
    "component": lambda text: _written(_spec(components={text: {"kind": text}})),
    "field": lambda text: _written(_spec(**{text: text, "region": text})),
    "tag": lambda text: _written(_component(image={"repository": text, "tag": text})),
    "connection": lambda text: _written(_spec(connections=[f"api -> {text}", text])),
    "environment": lambda text: _written(_overlay(text)),
    "waiver": lambda text: _written(_waiver(text)),
    "unused waiver": lambda text: _written(_spec(waivers=[{"rule": text, "component": text}])),
    "translation": _translation,
    "translation's path": lambda text: _written(_spec(translations={"pt-BR": text})),
    "line": _raw_line,
    "comment": _yaml_lines,
    "python": _python,
    "print": _printing_python,
    "missing file": lambda text: [f"{_argument(text)}.yaml"],
    "file": _file_name,
    "folder": _folder_name,
    "lock": _lock,
}

COMMANDS: Mapping[str, Sequence[str]] = {
    "check": ["check", "-v", "--all", "--as-of", "2026-11-24"],
    "check in JSON": ["check", "--all", "--format", "json"],
    "check in Portuguese": ["check", "--lang", "pt-BR"],
    "plan": ["plan"],
    "plan in JSON": ["plan", "--format", "json"],
    "build": ["build", "--only", "mermaid,docs"],
}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _run(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return all that a run prints; a payload is never a fault of ours."""
    code = main(arguments)
    printed = capsys.readouterr()
    assert code in {0, 1, 2}, printed.err
    assert "Traceback" not in printed.err
    return printed.out + printed.err


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("place", WRITERS)
def test_a_spec_reaches_the_terminal_as_text(place: str, payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a file or its name holds, each command prints nothing that is obeyed."""
    paths = WRITERS[place](PAYLOADS[payload])
    for command in COMMANDS.values():
        assert harm(_run([*command, *paths], capsys)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "arguments",
    [
        ["{}"],
        ["check", "--{}"],
        ["check", "x", "--fail-on", "{}"],
        ["check", "x", "--as-of", "{}"],
        ["check", "small.json", "--env", "{}"],
        ["plan", "small.json", "{}"],
        ["plan", "small.json", "--env", "{}"],
        ["build", "small.json", "--only", "{}"],
        ["build", "small.json", "--only", "mermaid", "--check", "-o", "{}"],
        ["build", "small.json", "--only", "mermaid", "-o", "{}"],
        ["explain", "{}"],
        ["explain", "AAC-{}"],
        ["rules", "--lang", "{}"],
        ["schema", "{}"],
        ["init", "{}"],
    ],
    ids=" ".join,
)
def test_an_argument_reaches_the_terminal_as_text(
    arguments: list[str], payload: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Click quotes what it refuses, and commands name the folders they write."""
    _written(_spec())
    text = _argument(PAYLOADS[payload])
    assert harm(_run([argument.format(text) for argument in arguments], capsys)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_manifest_reaches_the_terminal_as_text(payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It names files to compare and to remove."""
    paths = _manifest(PAYLOADS[payload])
    for more in ([], ["--check"]):
        assert harm(_run(["build", *paths, "--only", "mermaid", *more], capsys)) == []


@pytest.mark.parametrize("payload", [name for name in PAYLOADS if name != "surrogate"])
@pytest.mark.parametrize("says", ["dies", "refuses"])
def test_what_node_says_reaches_the_terminal_as_text(
    says: str, payload: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The CDK's refusals quote the spec, and its validator and Node write what they like."""
    text = PAYLOADS[payload]
    answer = json.dumps({"refused": f"bad\n{text}\n  {text}", "section": [text, text], "fault": False})
    Path("answer").write_text(text if says == "dies" else answer, encoding="utf-8")
    script = "cat answer >&2; exit 9" if says == "dies" else "read -r line; cat answer; echo; read -r line"
    node = Path("node").absolute()
    node.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    node.chmod(node.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("JSII_NODE", str(node))
    printed = _run(["synth", *_written(_spec()), "-o", "out"], capsys)
    assert "stopped with exit code 9" in printed if says == "dies" else "the CDK refuses" in printed
    assert harm(printed) == []


@pytest.mark.parametrize("command", [COMMAND, "##[group]x", "##vso[build.x]", "##teamcity[x]"])
def test_no_line_that_is_wrapped_begins_with_a_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever comes before it, and so wherever the line breaks."""
    lines = []
    for before in range(20, 110):
        paths = _written(_waiver(f"{'x' * before} {command}"))
        printed = _run(["check", *paths, "--as-of", "2026-11-24"], capsys)
        assert harm(printed) == []
        lines += printed.splitlines()
    # The test proves something only where a line did begin so.
    assert any(line.strip().startswith("\\::error") for line in lines) or command != COMMAND


@pytest.mark.parametrize("payload", PAYLOADS)
def test_colour_is_ours_alone(payload: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With colour, a payload brings no escape sequence more than a plain word does."""
    counts = []
    for text in ("word", PAYLOADS[payload]):
        for writer in ("title", "waiver", "line"):
            paths = WRITERS[writer](text)
            printed = _run(["check", *paths, "-v", "--color", "always", "--as-of", "2026-11-24"], capsys)
            if printed.startswith("\x1b"):
                ours = len(re.findall(r"\x1b\[[0-9]{1,3}m", printed))
                counts.append(ours)
                assert harm(printed, styles=ours) == []
    assert counts


def test_a_payload_stays_legible(capsys: pytest.CaptureFixture[str]) -> None:
    """A backslash shows where something was; letters of any language, blanks and emoji stay."""
    echo("a\x1b[31mb\u202ec\n::d", " ::e", "\ud800")
    echo("  ::error::f ##[g] ##h##vso[i]")
    echo("ação, 東京\u3000\u00a0한국어 ❤\ufe0f 🚀 # ## :: [x]")
    assert capsys.readouterr().out.split("\n") == [
        r"a\x1b[31mb\u202ec\n::d ::e\ud800",
        r"  \::error::f #\#[g] ##h#\#vso[i]",
        "ação, 東京\u3000\u00a0한국어 ❤\ufe0f 🚀 # ## :: [x]",
        "",
    ]


def test_styles_are_no_way_around(capsys: pytest.CaptureFixture[str]) -> None:
    """A command made of two parts of a line is none, either."""
    echo(Styled(":", bold=True), ":error::x", color=False)
    echo("#", Styled("#", fg="red"), "[error]x", color=False)
    echo(Styled("a\x1b[8mb", fg="red"), color=True)
    assert capsys.readouterr().out == "\\::error::x\n#\\#[error]x\n\x1b[31ma\\x1b[8mb\x1b[0m\n"


def test_progress_is_text_too(capsys: pytest.CaptureFixture[str]) -> None:
    """It names specs and files, and is written over the line before."""
    echo_over("wrote a\x1b]0;x\x07\n::error::b")
    assert capsys.readouterr().err == "\rwrote a\\x1b]0;x\\x07\\n::error::b\x1b[K"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_is_harmless(text: str) -> None:
    """As a line, after blanks, and as JSON, which still says the same."""
    assert harm(inert(legible(text))) == []
    assert harm(inert(legible("\t \u00a0" + text))) == []
    for only_ascii in (False, True):
        written = json_text({text: [text]}, indent=2, only_ascii=only_ascii)
        assert harm(written) == []
        assert json.loads(written) == {text: [text]}


@given(st.lists(st.sampled_from(["##[", "::", "#", "[", "vso", " ", "\ufe0f", "\u00ad", ":", "x", "\n", "\u3164"])))
def test_any_mixture_of_pieces_is_harmless(pieces: list[str]) -> None:
    """Texts made of what commands are made of."""
    text = "".join(pieces)
    assert harm(inert(legible(text))) == []
    assert json.loads(json_text(text, indent=2, only_ascii=False)) == text
    assert harm(json_text([text], indent=2, only_ascii=False)) == []


def test_json_stays_data_in_any_encoding(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an output is not UTF-8, JSON keeps to ASCII, which is UTF-8 as well."""
    assert main(["rules", "--lang", "pt-BR", "--format", "json"]) == 0
    expected = json.loads(capsys.readouterr().out)

    class Latin(StringIO):
        encoding = "latin-1"

    output = Latin()
    monkeypatch.setattr("sys.stdout", output)
    assert main(["rules", "--lang", "pt-BR", "--format", "json"]) == 0
    assert output.getvalue().isascii()
    assert json.loads(output.getvalue()) == expected


def test_an_excerpt_keeps_its_columns() -> None:
    """What is underlined stays below its line: one sign stands for each that is not shown."""
    shown = excerpt("a\x1b\u202e: bad\x9b\n", 1, 1, sensitive=False)
    assert shown is not None
    assert shown.text == "a\ufffd\ufffd: bad\ufffd"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_completions_hold_no_payload(payload: str) -> None:
    """Names of environments that a spec may have are offered, and no others."""
    _written(_overlay(PAYLOADS[payload]))
    completion = ShellComplete(cli, {}, "archspec", "_ARCHSPEC_COMPLETE")
    items = completion.get_completions(["check", "small.json", "--env"], "")
    assert harm("".join(item.value for item in items)) == []


def test_one_place_prints() -> None:
    """Nothing else in the program writes to a standard stream, so that no line can be forgotten."""
    files = [*(ROOT / "archspec").rglob("*.py"), *(ROOT / "renderers").rglob("*.py")]
    assert {
        (file.relative_to(ROOT).as_posix(), printer)
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (printer := _printer(node))
    } == {
        ("archspec/cli/terminal.py", "click.style"),
        ("archspec/cli/terminal.py", "sys.stdout"),
        ("archspec/cli/terminal.py", "sys.stderr"),
        # Ask whether somebody watches.
        ("archspec/cli/build.py", "sys.stderr"),
        ("archspec/cli/check.py", "sys.stdout"),
        ("archspec/cli/plan.py", "sys.stdout"),
        # Into a text, of which each line is printed.
        ("archspec/cli/run.py", "error.show"),
        # Opens, flushes and closes them, and has one fixed sentence for when there is no memory left.
        ("archspec/cli/process.py", "sys.stdout"),
        ("archspec/cli/process.py", "sys.stderr"),
        ("archspec/cli/process.py", "os.write"),
    }


def _printer(node: ast.AST) -> str | None:
    """Return the name by which a node reaches a standard stream, if it does."""
    if isinstance(node, ast.Attribute):
        name = ast.unparse(node)
        printers = {"os.write", "click.style", "error.show", "traceback.print_exc", "traceback.print_exception"}
        streams = ("sys.stdout", "sys.stderr", "sys.__std", "click.echo", "click.secho")
        return name if name in printers or name.startswith(streams) else None
    if isinstance(node, ast.Name) and node.id in {"print", "pprint"}:
        return node.id
    if isinstance(node, ast.ImportFrom) and node.module in {"click", "sys"}:
        return ast.unparse(node)
    return None


def test_the_oracle_finds_harm() -> None:
    """Each payload, printed as it is, would be noticed."""
    assert [name for name, text in PAYLOADS.items() if not harm(text)] == []
    assert harm(textwrap.indent(COMMAND, "  "))
    assert harm("a -> b: c :: d, # ## [x]") == []
