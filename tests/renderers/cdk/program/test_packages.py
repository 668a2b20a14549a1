"""The CDK's packages read out of their wheels, compared with what tarfile and Node's own loader make of them."""

import hashlib
import io
import json
import re
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from renderers.cdk.program.errors import UnavailableError
from renderers.cdk.program.installed.library import find_node, installed_library
from renderers.cdk.program.installed.surface import _lines_of
from renderers.cdk.program.playing import node_process
from renderers.cdk.program.playing.node_process import NodeProcess

_PROGRAM: Final = Path(node_process.__file__).parent
_DIGESTS: Final = """
const { filesOf } = require(`${process.argv[1]}/tarball.js`);
const { hash } = require('node:crypto');
const digests = [...filesOf(process.argv[2])].map(([name, content]) => [name, hash('sha256', content)]);
process.stdout.write(JSON.stringify(Object.fromEntries(digests)));
"""
_OURS: Final = """
const { Kept } = require(`${process.argv[1]}/kept.js`);
const { Modules } = require(`${process.argv[1]}/modules.js`);
const { Packages } = require(`${process.argv[1]}/packages.js`);
const [tarballs, requests] = JSON.parse(require('node:fs').readFileSync(0));
const modules = new Modules(new Packages(tarballs, new Kept(null)), new Kept(null), '/', {});
const found = ([folder, request]) => { try { return modules.resolve(folder, request); } catch { return null; } };
process.stdout.write(JSON.stringify(requests.map(found)));
"""
_NODES: Final = """
const { createRequire } = require('node:module');
const [root, requests] = JSON.parse(require('node:fs').readFileSync(0));
const found = ([folder, request]) => {
  try { return createRequire(`${root}/${folder}/x.js`).resolve(request).slice(root.length + 1); } catch { return null; }
};
process.stdout.write(JSON.stringify(requests.map(found)));
"""


def _run(program: str, *arguments: str | Path, given: object = None) -> Any:  # noqa: ANN401  JSON
    command = [find_node(), "-e", program, "--", *arguments]
    text = json.dumps(given)
    done = subprocess.run(command, input=text, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603
    return json.loads(done.stdout)


def _digests(tarball: Path) -> dict[str, str]:
    """Return what tarfile finds."""
    found = {}
    with tarfile.open(tarball) as archive:
        for member in archive:
            if (content := archive.extractfile(member) if member.isfile() else None) is not None:
                found[member.name.partition("/")[2]] = hashlib.sha256(content.read()).hexdigest()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("package", installed_library().packages)
def test_a_tarball_holds_what_tarfile_finds_in_it(package: str) -> None:
    """Every file of the installed wheels, by name and content."""
    tarball = installed_library().packages[package]
    assert _run(_DIGESTS, _PROGRAM, tarball) == _digests(tarball)


@pytest.mark.parametrize("format_", [tarfile.USTAR_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("length", [2, 92, 93, 100, 150, 180])
def test_long_names_and_odd_members_are_read(tmp_path: Path, format_: int, length: int) -> None:
    """Sizes around a block, a name in two fields or in a record of its own, and what is no file."""
    with tarfile.open(tmp_path / "it.tgz", "w:gz", format=format_) as archive:
        for size in (0, 1, 511, 512, 513):
            member = tarfile.TarInfo(f"package/{'d' * (length // 2)}/{'n' * (length // 2)}{size}")
            member.size = size
            archive.addfile(member, io.BytesIO(b"x" * size))
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE):
            odd = tarfile.TarInfo(f"package/odd{kind.decode()}")
            odd.type, odd.linkname = kind, "/etc/passwd"
            archive.addfile(odd)
    assert _run(_DIGESTS, _PROGRAM, tmp_path / "it.tgz") == _digests(tmp_path / "it.tgz")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheels where Node's own loader finds them."""
    root = tmp_path_factory.mktemp("unpacked")
    for name, tarball in installed_library().packages.items():
        with tarfile.open(tarball) as archive:
            archive.extractall(root / "unpacked", filter="data")
        (root / "node_modules" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "unpacked/package").rename(root / "node_modules" / name)
    return root / "node_modules"


def _requests(root: Path) -> list[tuple[str, str]]:
    """Return, for every file, what it may require: its neighbours, its parents, and every package there is."""
    exported = json.loads((root / "aws-cdk-lib/package.json").read_bytes())["exports"]
    packages = {path.parent for path in root.rglob("package.json") if path.parent.parent.name != "dist"}
    # Node has a module of this name itself, and both loaders give that.
    names = {path.relative_to(root).as_posix().rpartition("node_modules/")[2] for path in packages} - {"punycode"}
    bare = sorted(names | {f"{name}/package.json" for name in names} | {f"aws-cdk-lib/{sub[2:]}" for sub in exported})
    folders = sorted({path.parent.relative_to(root).as_posix() for path in root.rglob("*.js")})
    relative = ["./", ".", "..", "../", "./index", "./lib", "../lib", "./lib/", "./index.js", "./nothing", "./package"]
    near = [(folder, request) for folder in folders for request in relative]
    files = [(path.parent.relative_to(root).as_posix(), f"./{path.stem}") for path in sorted(root.rglob("*.js"))]
    return near + files + [(folder, name) for folder in folders[:: len(folders) // 40] for name in bare]


@pytest.mark.slow
def test_a_module_is_the_one_that_node_finds(unpacked: Path) -> None:
    """Tens of thousands of requests, from everywhere in the packages."""
    requests = _requests(unpacked)
    assert len(requests) > 10_000
    tarballs = {name: str(path) for name, path in installed_library().packages.items()}
    ours = _run(_OURS, _PROGRAM, given=[tarballs, requests])
    nodes = _run(_NODES, given=[str(unpacked), requests])
    differing = [case for case in zip(requests, ours, nodes, strict=True) if case[1] != case[2]]
    assert not differing[:10]
    assert sum(found is not None for found in ours) > 5_000


_DAMAGE: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "emptied": lambda _whole: b"",
    "cut short": lambda whole: whole[:200],
    "zeros": lambda whole: bytes(len(whole)),
    "something else": lambda _whole: b"no gzip" * 1000,
}


@pytest.mark.parametrize("damage", _DAMAGE)
def test_a_damaged_wheel_is_named(damage: str, tmp_path: Path) -> None:
    """It is not what archspec can mend, so the message says what to install again, in either language."""
    aws_cdk_lib, constructs, *others = installed_library().tarballs
    broken = tmp_path / constructs.name
    broken.write_bytes(_DAMAGE[damage](constructs.read_bytes()))
    damaged = replace(installed_library(), tarballs=(aws_cdk_lib, broken, *others))
    job = {"context": {}, "stacks": [], "assets": {}, "outdir": str(tmp_path / "out"), "validate": False}
    message = f"^{re.escape(str(broken))}: cannot be read: .*; install aws-cdk-lib again: pip install"
    process = NodeProcess(damaged, None, validate=False)
    with closing(process), pytest.raises(UnavailableError, match=message):
        process.answer(job)
    with pytest.raises(UnavailableError, match=message):
        _lines_of(broken)
