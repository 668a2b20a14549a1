"""What a hostile output folder may make the program write or remove: nothing outside it, and nothing of others."""

import json
import os
import random
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import archspec
from archspec import folders
from archspec.build.build import Outcome, build, compare
from archspec.build.manifest import MANIFEST, Manifest, Record, as_reason, read_manifest, sha256
from archspec.build.outputs import Changes, Difference, kept_lines, update_outputs
from archspec.cli import main
from archspec.errors import SpecError, UsageError
from archspec.folders import names_below
from archspec.loading import Spec
from tests.folders import files_in

AS_OF: Final = date(2026, 11, 24)
TEXTS: Final = ("mermaid", "docs", "findings")
"""What is made in milliseconds."""
SPEC: Final[Mapping[str, Any]] = {
    "archspec": 1,
    "name": "shop",
    "title": "Shop",
    "language": "en",
    "region": "sa-east-1",
    "components": {"customer": {"kind": "actor", "label": "Customer"}},
}
KEEP: Final = b"a file of somebody else"


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of somebody else, beside the working directory, which holds a spec."""
    work, outside = tmp_path / "work", tmp_path / "outside"
    for folder in (work, outside, outside / "docs"):
        folder.mkdir()
    for name in ("findings.json", "docs/page.md", "secret"):
        (outside / name).write_bytes(KEEP)
    monkeypatch.chdir(work)
    Path("shop.json").write_text(json.dumps(SPEC), encoding="utf-8")
    return outside


def _untouched(outside: Path) -> bool:
    return files_in(outside) == dict.fromkeys(("findings.json", "docs/page.md", "secret"), KEEP)


def _silent(_message: str) -> None:
    pass


def _spec() -> Spec:
    return archspec.load("shop.json")


def _built(out: Path = Path("out")) -> Outcome[Changes]:
    (outcome,) = build([_spec()], out, as_of=AS_OF, only=TEXTS).specs
    return outcome


def _compared(out: Path = Path("out")) -> Outcome[Difference]:
    (outcome,) = compare([_spec()], out, as_of=AS_OF, only=TEXTS).specs
    return outcome


def _refusal() -> str:
    """Return why neither a build nor a comparison is possible, which is one line and ends with what to do."""
    built, compared = _built().result, _compared().result
    assert isinstance(built, UsageError)
    assert isinstance(compared, UsageError)
    for said in (str(built), str(compared)):
        assert said.isprintable()
        assert said.endswith(("or write to another folder", "and build again")), said
    return str(built)


def _remade(path: Path, make: Callable[[Path], object]) -> None:
    """Put something else in the place of a file or a folder."""
    if path.is_dir():
        path.rename(path.with_name("moved"))
    else:
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)


def _link_out(path: Path) -> None:
    path.symlink_to(Path.cwd().parent / "outside/secret")


def _link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(here)


def _write(path: Path) -> None:
    path.write_bytes(KEEP)


@pytest.mark.parametrize("built_before", [False, True])
@pytest.mark.parametrize("place", ["", "docs", "docs/en", "mermaid"])
@pytest.mark.parametrize("target", ["outside", "nowhere", "inside", "root", "loop"])
def test_no_folder_is_reached_by_a_link(outside: Path, place: str, target: str, *, built_before: bool) -> None:
    """Neither the folder of a spec nor one in it, wherever the link leads, and before any file is written."""
    folder = Path("out/shop")
    if built_before:
        assert isinstance(_built().result, Changes)
    Path("out/other").mkdir(parents=True)
    targets = {"outside": str(outside), "nowhere": str(outside / "new"), "inside": str(Path("out/other").resolve())}
    where = {**targets, "root": "/", "loop": (folder / place).name}[target]
    _remade(folder / place, lambda path: path.symlink_to(where))
    before = files_in(Path("out"))
    assert " is a link; remove it, or write to another folder" in _refusal()
    assert files_in(Path("out")) == before
    assert _untouched(outside)
    assert not (outside / "new").exists()


def test_the_output_folder_itself_may_be_a_link(outside: Path) -> None:
    """It is named by the user, who may mean what it leads to."""
    Path("elsewhere").mkdir()
    Path("out").symlink_to("elsewhere")
    assert isinstance(_built().result, Changes)
    assert not _compared().result
    assert Path("elsewhere/shop/findings.json").is_file()
    assert _untouched(outside)


@pytest.mark.parametrize("place", ["", "docs", "docs/en"])
def test_a_system_that_opens_nothing_relative_to_a_folder(
    outside: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There, as on Windows, each part of a path is looked at before it is used."""
    monkeypatch.setattr(folders, "_BY_DESCRIPTOR", False)
    assert isinstance(_built().result, Changes)
    assert not _compared().result
    _remade(Path("out/shop", place), lambda path: path.symlink_to(outside, target_is_directory=True))
    assert " is a link; remove it, or write to another folder" in _refusal()
    assert _untouched(outside)


@pytest.mark.parametrize("make", [os.mkfifo, _socket, _link_out, _link_to_device, Path.mkdir])
def test_a_manifest_is_a_file(outside: Path, make: Callable[[Path], object]) -> None:
    """Anything else in its place is neither followed, waited for nor replaced."""
    _built()
    _remade(Path("out/shop") / MANIFEST, make)
    mode = Path("out/shop", MANIFEST).lstat().st_mode
    assert f"out/shop/{MANIFEST}: cannot be read: is " in _refusal()
    assert Path("out/shop", MANIFEST).lstat().st_mode == mode
    assert _untouched(outside)


@pytest.mark.parametrize("name", ["findings.json", "docs/en/README.md", "mermaid/logical.en.mmd"])
@pytest.mark.parametrize("make", [os.mkfifo, _socket, _link_to_device, _link_nowhere, _link_out, _write])
def test_what_no_build_wrote_is_not_replaced(outside: Path, name: str, make: Callable[[Path], object]) -> None:
    """Where the manifest does not name it; nothing else is written then."""
    path = Path("out/shop", name)
    path.parent.mkdir(parents=True)
    make(path)
    status = path.lstat()
    assert _refusal() == f"{path}: is there already, and no build wrote it; remove it, or write to another folder"
    assert (path.lstat().st_ino, path.lstat().st_mode) == (status.st_ino, status.st_mode)
    assert [entry for entry in Path("out/shop").rglob("*") if not entry.is_dir()] == [path]
    assert _untouched(outside)


@pytest.mark.parametrize("make", [os.mkfifo, _socket, _link_to_device, _link_out, _write])
def test_what_is_in_the_place_of_an_output_is_replaced(outside: Path, make: Callable[[Path], object]) -> None:
    """Outputs are made anew, whatever somebody put there; a link's target is not what is written."""
    _built()
    path = Path("out/shop/findings.json")
    whole = path.read_bytes()
    _remade(path, make)
    result = _built().result
    assert isinstance(result, Changes)
    assert result.written == ("findings.json",)
    assert (path.read_bytes(), stat.S_ISREG(path.lstat().st_mode)) == (whole, True)
    assert _untouched(outside)


@pytest.mark.parametrize("place", ["findings.json", "docs/en/README.md"])
def test_a_folder_in_the_place_of_an_output(outside: Path, place: str) -> None:
    """It is nobody's to remove."""
    _built()
    _remade(Path("out/shop", place), Path.mkdir)
    assert _refusal() == f"out/shop/{place}: cannot be written: is a folder; remove it, or write to another folder"
    assert _untouched(outside)


def test_a_file_in_the_place_of_a_folder(outside: Path) -> None:
    """It is found out before anything is written."""
    Path("out/shop").mkdir(parents=True)
    Path("out/shop/docs").write_bytes(KEEP)
    assert _refusal() == "out/shop/docs: cannot be written: is no folder; remove it, or write to another folder"
    assert files_in(Path("out")) == {"shop/docs": KEEP}
    assert _untouched(outside)


def test_outputs_without_their_manifest_are_taken_over_unless_they_differ(outside: Path) -> None:
    """As in a checkout of a repository that holds the outputs but not the manifest."""
    _built()
    Path("out/shop", MANIFEST).unlink()
    result = _built().result
    assert isinstance(result, Changes)
    assert result.written == ()
    Path("out/shop", MANIFEST).unlink()
    Path("out/shop/findings.json").write_bytes(KEEP)
    assert "out/shop/findings.json: is there already" in _refusal()
    assert _untouched(outside)


def _forged(folder: Path, files: Mapping[str, bytes], **fields: object) -> None:
    """Write a manifest that no build wrote: it names files with the digests of some contents."""
    manifest = {"version": 1, "files": {name: sha256(content) for name, content in files.items()}, **fields}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("make", [_write, Path.mkdir, os.mkfifo, _socket, _link_out])
def test_a_file_that_changed_since_is_kept_and_named(
    outside: Path, make: Callable[[Path], object], capsys: pytest.CaptureFixture[str]
) -> None:
    """A manifest is no reason to remove what holds something else."""
    folder = Path("out/shop")
    folder.mkdir(parents=True)
    (folder / "notes").mkdir()
    make(folder / "notes/README.md")
    _forged(folder, {"notes/README.md": b"what a build wrote", "notes/gone.md": b""})
    for check in (["--check"], []):
        main(["build", "shop.json", "-o", "out", "--only", "docs", *check])
    said = capsys.readouterr()
    assert "kept" not in said.err
    assert main(["build", "shop.json", "-o", "out"]) in {0, 2}
    line = "kept out/shop/notes/README.md: changed since it was written; remove it if it is not needed"
    assert capsys.readouterr().err.splitlines()[0] == line
    assert (folder / "notes/README.md").is_symlink() or (folder / "notes/README.md").exists()
    assert "notes/README.md" not in read_manifest(folder).files
    assert _untouched(outside)


def test_a_kept_file_is_nothing_a_build_would_remove(outside: Path) -> None:
    """What would go is extra; what somebody changed is not, and after a build nobody speaks of it again."""
    files = {"a.txt": b"a", "b.txt": b"b"}
    after = Manifest(version=1, files={name: sha256(content) for name, content in files.items()})
    update_outputs(outside.parent / "o", after, files, _silent)
    (outside.parent / "o/a.txt").write_bytes(KEEP)
    nothing = Manifest(version=1, files={})
    changes = update_outputs(outside.parent / "o", nothing, {}, _silent)
    assert (changes.removed, changes.kept) == (("b.txt",), ("a.txt",))
    assert [line.partition(": ")[2] for line in kept_lines(changes)] == [
        "changed since it was written; remove it if it is not needed"
    ]
    again = update_outputs(outside.parent / "o", nothing, {}, _silent)
    assert (again.removed, again.kept) == ((), ())


def test_a_hard_link_is_cut_not_written_through(outside: Path) -> None:
    """The other name of the file keeps what it held."""
    _built()
    path = Path("out/shop/findings.json")
    path.unlink()
    path.hardlink_to(outside / "findings.json")
    assert isinstance(_built().result, Changes)
    assert path.stat().st_nlink == 1
    assert _untouched(outside)


def test_temporary_files_are_not_followed(outside: Path) -> None:
    """A link with the name of a temporary file is neither written through nor removed."""
    folder = Path("out/shop")
    folder.mkdir(parents=True)
    planted = folder / ".findings.json.0badc0de.archspec-tmp"
    planted.symlink_to(outside / "secret")
    assert isinstance(_built().result, Changes)
    assert planted.is_symlink()
    assert [path.name for path in folder.rglob("*.archspec-tmp")] == [planted.name]
    assert _untouched(outside)


def test_a_folder_swapped_for_a_link_while_writing(outside: Path) -> None:
    """Each write opens its way anew and takes no link: the old folder is gone, and nothing is outside."""
    files = {"docs/a.md": b"a", "docs/page.md": b"b"}
    after = Manifest(version=1, files={name: sha256(content) for name, content in files.items()})

    def swap(_message: str) -> None:
        if not Path("out/docs").is_symlink():
            Path("out/docs").rename("moved")
            Path("out/docs").symlink_to(outside / "docs")

    with pytest.raises(UsageError, match=r"out/docs/page\.md: cannot be written: is a link"):
        update_outputs(Path("out"), after, files, swap)
    assert _untouched(outside)
    assert not list(Path().rglob("*.archspec-tmp"))


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_outputs_are_plain_files(outside: Path, mask: int) -> None:
    """Readable by all, executable by none, whatever the mask and whatever was there."""
    before = os.umask(mask)
    try:
        _built()
        Path("out/shop/findings.json").write_bytes(KEEP)
        Path("out/shop/findings.json").chmod(0o400)
        _built()
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in Path("out").rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert _untouched(outside)


DIGEST: Final = "0" * 64
NAMES: Final = (
    *(
        "../secret",
        "/etc/passwd",
        "a/../../secret",
        "..",
        ".",
        "",
        "a//b",
        "./a",
        "a/",
        "~\n",
        "a\\..\\b",
        "C:b",
        "C:/b",
    ),
    *("a:stream", "//host/share", "\\\\host\\share", MANIFEST, MANIFEST.upper(), "a\0b", "a\x1b[2Jb", "a\u202eb"),
    *("a\x07b", "a\r::error::b", "a\u2028b", "a/" * 600 + "b", "a\ud800b"),
)


def _manifests() -> Mapping[str, bytes]:
    """Return files that are no manifest, by what is wrong with them."""
    record = {"inputs": DIGEST, "files": ["a"]}
    whole = {"version": 1, "files": {"a": DIGEST}, "products": {"docs": record}}
    wrong: dict[str, object] = {
        "version": {**whole, "version": 2},
        "version as text": {**whole, "version": "1"},
        "version as truth": {**whole, "version": True},
        "unknown field": {**whole, "\x1b]0;owned\x07": 1},
        "unknown field of a product": {**whole, "products": {"docs": {**record, "x": 1}}},
        "list": [whole],
        "files as list": {**whole, "files": ["a"]},
        "digest": {**whole, "files": {"a": "\x1b[31m"}},
        "digest in capitals": {**whole, "files": {"a": "A" * 64}},
        "digest with a line break": {**whole, "files": {"a": DIGEST + "\n"}},
        "no digest": {**whole, "files": {"a": ""}},
        "digest as number": {**whole, "files": {"a": 0}},
        "inputs": {**whole, "products": {"docs": {**record, "inputs": "::error::x"}}},
        "unknown file": {**whole, "products": {"docs": {**record, "files": ["b"]}}},
        "product": {**whole, "products": {"\x1b[2J": record}},
        "reason": {**whole, "products": {"docs": {**record, "refused": {"b": "x\n::error::y"}}}},
        "escaping reason": {**whole, "products": {"docs": {**record, "refused": {"b": "\x1b[2J"}}}},
        "long reason": {**whole, "products": {"docs": {**record, "refused": {"b": "x" * 3000}}}},
        "reason outside": {**whole, "products": {"docs": {**record, "refused": {"../b": "x"}}}},
        "many files": {"version": 1, "files": {f"{number:x}": DIGEST for number in range(100_001)}},
        **{f"file {name[:20]!r}": {"version": 1, "files": {name: DIGEST}} for name in NAMES},
        **{f"unfinished {name[:20]!r}": {"version": 1, "files": {}, "unfinished": {name: DIGEST}} for name in NAMES},
    }
    texts = {name: json.dumps(manifest).encode() for name, manifest in wrong.items()}
    twice = f'{{"version": 1, "files": {{"a": "{DIGEST}", "a": "{DIGEST}"}}}}'
    return {
        **texts,
        "empty": b"",
        "noise": bytes(range(256)),
        "UTF-16": json.dumps(whole).encode("utf-16"),
        "file twice": twice.encode(),
        "field twice": b'{"version": 1, "version": 1, "files": {}}',
        "nesting": b"[" * 200_000,
        "nested fields": b'{"a":' * 200_000,
        "digits": b'{"version": ' + b"1" * 10_000 + b"}",
        "size": b" " * (16 * 2**20 + 1),
        "conflict": b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n",
    }


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in _manifests().items()])
def test_a_manifest_is_validated_like_a_spec(outside: Path, content: bytes) -> None:
    """What no build wrote is refused in one printable line, and is left as it is."""
    folder = Path("out/shop")
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_bytes(content)
    (folder / "a").write_bytes(b"")
    said = _refusal()
    assert said.startswith(f"out/shop/{MANIFEST}: ")
    assert len(said) < 500
    assert files_in(folder) == {MANIFEST: content, "a": b""}
    assert _untouched(outside)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {MANIFEST, MANIFEST.upper()}])
def test_no_product_can_write_outside(outside: Path, name: str) -> None:
    """Were a renderer to give such a name, its manifest could not be made."""
    assert not names_below(name)
    with pytest.raises(ValueError, match="outside its folder"):
        Manifest(version=1, files={name: DIGEST})
    assert _untouched(outside)


def test_a_forged_manifest_on_the_command_line(outside: Path) -> None:
    """Exit code 2 and one line, whichever command reads it."""
    Path("out/shop").mkdir(parents=True)
    for folder, name in (("out/shop", MANIFEST), ("out", ".archspec.json")):
        Path(folder, name).write_bytes(b'{"version": 1, "files": {"../../\\u001b[2J": "x"}}')
    for command in (["build"], ["build", "--check"], ["synth"]):
        run = [sys.executable, "-m", "archspec", *command, "shop.json", "-o", "out"]
        done = subprocess.run(run, capture_output=True, text=True, check=False)  # noqa: S603  our own command
        assert done.returncode == 2
        assert "is no manifest this version wrote" in done.stderr
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stderr + done.stdout
    assert _untouched(outside)


def test_a_forged_picture_is_no_link_of_a_page(outside: Path) -> None:
    """A page links to the pictures that a product makes, not to what a manifest names."""
    folder = Path("out/shop")
    (folder / "diagrams").mkdir(parents=True)
    files = {"diagrams/logical.en.svg": b"<svg/>", "diagrams/logical.en.exe": b"MZ", "evil/logical.en.png": b""}
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    _forged(folder, files, products={"diagrams": {"inputs": DIGEST, "files": sorted(files)}})
    build([_spec()], Path("out"), as_of=AS_OF, only=["docs"])
    pages = b"".join(content for name, content in files_in(folder / "docs").items())
    assert b"../../diagrams/logical.en.svg" in pages
    assert b".exe" not in pages
    assert b"evil/" not in pages
    assert _untouched(outside)


def test_committed_outputs_that_agree_with_their_manifest_are_still_compared(outside: Path) -> None:
    """Whoever edits a page can edit the digest, too: `build --check` makes everything anew."""
    _built()
    folder = Path("out/shop")
    page = folder / "docs/en/checks.md"
    honest = sha256(page.read_bytes())
    page.write_bytes(b"# All is well\n")
    manifest = (folder / MANIFEST).read_text("utf-8").replace(honest, sha256(page.read_bytes()))
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    result = _compared().result
    assert isinstance(result, Difference)
    assert result.changed == ("docs/en/checks.md",)
    assert _untouched(outside)


@pytest.mark.slow
def test_an_assembly_keeps_what_somebody_changed(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`synth` writes by the same rules: nothing through a link, nothing of others, and what is kept is named."""
    Path("shop.json").write_text(json.dumps({**SPEC, "account": "111122223333"}), encoding="utf-8")
    Path("cdk.out").mkdir()
    Path("cdk.out/notes.md").write_bytes(KEEP)
    _forged(Path("cdk.out"), {"notes.md": b"what a synthesis wrote"})
    manifest = Path("cdk.out/.archspec.json")
    Path("cdk.out", MANIFEST).rename(manifest)
    Path("cdk.out", MANIFEST).write_bytes(KEEP)
    assert main(["synth", "shop.json", "-o", "cdk.out"]) == 2
    assert "cdk.out/manifest.json: is there already, and no build wrote it" in capsys.readouterr().err
    Path("cdk.out", MANIFEST).unlink()
    assert main(["synth", "shop.json", "-o", "cdk.out"]) == 0
    said = capsys.readouterr().err
    assert said == "kept cdk.out/notes.md: changed since it was written; remove it if it is not needed\n"
    assert Path("cdk.out/notes.md").read_bytes() == KEEP
    Path("linked").symlink_to("cdk.out")
    assert main(["synth", "shop.json", "-o", "linked"]) == 0
    assert capsys.readouterr().out == "linked: unchanged\n"
    assert _untouched(outside)


@pytest.mark.parametrize("seed", range(10))
def test_damaged_manifests(outside: Path, seed: int) -> None:
    """Whatever a manifest says: a refusal in words, or a build that touches nothing outside and nothing of others."""
    chance = random.Random(seed)  # noqa: S311  no secret: every run damages the same
    folder = Path("out")
    files = {"a/b.txt": b"1", "c.txt": b"2"}
    after = Manifest(version=1, files={name: sha256(content) for name, content in files.items()})
    update_outputs(folder, after, files, _silent)
    (folder / "mine.txt").write_bytes(KEEP)
    whole = (folder / MANIFEST).read_bytes()
    for _ in range(30):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 5))):
            start = chance.randrange(len(data))
            new = chance.choice((b"", b'"', b"{", b"..", b"/", b"\\u0000", b"mine.txt", bytes([chance.randrange(256)])))
            data[start : start + chance.choice((0, 1, 7))] = new
        (folder / MANIFEST).write_bytes(data)
        said = ""
        try:
            update_outputs(folder, after, files, _silent)
        except UsageError as error:
            said = str(error)
            (folder / MANIFEST).write_bytes(whole)
        assert said.isprintable()
        assert (folder / "mine.txt").read_bytes() == KEEP
        assert _untouched(outside)


@pytest.mark.parametrize("field", ["name", "environments", "decisions", "components"])
@pytest.mark.parametrize(
    "text", ["../evil", "a/b", "a\\b", "..", ".", "", "a\n", "a\0", "A", "a:b", "a b", "é", "a" * 99]
)
def test_no_name_of_a_spec_holds_a_separator(outside: Path, field: str, text: str) -> None:
    """Names of files come from names and ids, which are words."""
    decision = {"status": "accepted", "date": "2026-11-24", "context": "c", "options": {"a": "x", "b": "y"}}
    values = {
        "name": text,
        "environments": {text: {}},
        "decisions": {text: {**decision, "outcome": "a"}},
        "components": {text: {"kind": "actor", "label": "Customer"}},
    }
    Path("shop.json").write_text(json.dumps({**SPEC, field: values[field]}), encoding="utf-8")
    with pytest.raises(SpecError):
        _spec()
    assert _untouched(outside)


def test_environments_may_be_called_like_products(outside: Path) -> None:
    """Their folders hold other files, so none meets another's."""
    names = ("docs", "mermaid", "diagrams", "findings", "manifest", "en", "cdk")
    spec = {**SPEC, "environments": {name: {} for name in names}}
    Path("shop.json").write_text(json.dumps(spec), encoding="utf-8")
    assert isinstance(_built().result, Changes)
    assert not _compared().result
    assert _untouched(outside)


def test_a_reason_is_one_line() -> None:
    """What a manifest holds must be what a manifest may hold."""
    reason = as_reason(ValueError("a\n::error::b\x1b[2J" + "x" * 9999))
    assert Record(inputs="", files=(), refused={"a": reason}).refused == {"a": reason}
