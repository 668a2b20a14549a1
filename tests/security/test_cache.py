"""What another job left behind, in a cache, beside it and in the environment: none of it runs or is deployed.

The folders have the form in which archspec once kept the CDK in the user's cache: each case ran foreign code then, gave
other output, failed for ever or hung, or it is a neighbour of one that did.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from renderers.cdk.aws import Construct, asset, cdk, ec2, lambda_, s3
from renderers.cdk.functions.asset import database_extensions_asset
from renderers.cdk.program.installed import kept
from renderers.cdk.program.installed.library import installed_library
from renderers.cdk.program.installed.surface import surface
from renderers.cdk.program.programs import StackProgram, StackProps
from renderers.cdk.program.recording.recorder import record
from tests.folders import files_in
from tests.renderers.cdk.program.playing import play_in_node

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parents[2]
_SPEC: Final = ("saas_enterprise.yaml", "saas_enterprise.en.yaml")
_FLAGS: Final = {"@aws-cdk/aws-ec2:restrictDefaultSecurityGroup": True}


@dataclass(frozen=True)
class Hostile:
    """A cache folder that somebody else filled, as `~/.cache/archspec` below a home."""

    home: Path

    @property
    def root(self) -> Path:
        """The folder that held everything kept."""
        return self.home / ".cache/archspec"

    @property
    def library(self) -> Path:
        """The folder in it that held the CDK."""
        installed = installed_library()
        matter = (2, [(path.name, path.stat().st_size) for path in installed.tarballs])
        key = hashlib.sha256(repr(matter).encode()).hexdigest()[:12]
        return self.root / f"aws-cdk-lib-{installed.version}-{key}"

    @property
    def modules(self) -> Path:
        """The folder that Node loaded packages from."""
        return self.library / "node_modules"

    @property
    def marker(self) -> Path:
        """What foreign code makes."""
        return self.home / "foreign-code-ran"

    @property
    def javascript(self) -> str:
        """Foreign code for Node."""
        return f"require('fs').writeFileSync({json.dumps(str(self.marker))}, 'x');"

    @property
    def python(self) -> str:
        """Foreign code for Python."""
        return f"open({str(self.marker)!r}, 'w').close()"

    def plant(self, path: Path | str, content: str | None = None) -> None:
        """Write a file below the folder of the CDK; foreign code unless told otherwise."""
        target = self.library / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.javascript if content is None else content)

    def link(self, path: Path | str, target: Path | str) -> None:
        """Make a link below the folder of the CDK."""
        (self.library / path).parent.mkdir(parents=True, exist_ok=True)
        (self.library / path).symlink_to(target)

    def environment(self) -> dict[str, str]:
        """Return the variables, each of which once chose the folder."""
        return {"HOME": str(self.home), "XDG_CACHE_HOME": str(self.root.parent), "ARCHSPEC_CACHE": str(self.root)}


def _package(hostile: Hostile, **description: object) -> None:
    hostile.plant("node_modules/aws-cdk-lib/package.json", json.dumps({"name": "aws-cdk-lib", **description}))
    hostile.plant("node_modules/aws-cdk-lib/evil.js")


def _loaded(hostile: Hostile, file: str) -> None:
    hostile.modules.mkdir(parents=True, exist_ok=True)
    hostile.plant("evil.js")
    hostile.plant("loaded.json", json.dumps([file]))


def _above(hostile: Hostile, above: Path) -> None:
    hostile.modules.mkdir(parents=True, exist_ok=True)
    hostile.plant(above / "node_modules/aws-cdk-lib/core/index.js")
    hostile.plant(above / "node_modules/constructs/index.js")


def _surface(hostile: Hostile, lines: str) -> None:
    header = "archspec surface {:012d}\n"
    hostile.plant("surface.jsonl", header.format(len(header.format(0)) + len(lines)) + lines)


def _forged_surface(hostile: Hostile) -> None:
    """Name members of JavaScript's own, with which one gets at the maker of functions."""
    members = {"kind": "class", "bases": [], "new": [], "methods": {"of": ["constructor", [], None, 2]}}
    names = ("App", "aws_ec2.Vpc", "aws_s3.Bucket", "aws_lambda.Function")
    _surface(hostile, "".join(f"{name}\t{json.dumps(members)}\n" for name in names))


def _handlers(hostile: Hostile) -> None:
    for provider in ("aws-ec2/restrict-default-security-group-handler", "core/nodejs-entrypoint-handler"):
        hostile.plant(f"node_modules/aws-cdk-lib/custom-resource-handlers/dist/{provider}/index.js")


def _assets(hostile: Hostile) -> None:
    for name in ("database-extensions", f"database-extensions-{'0' * 16}"):
        for file in ("index.py", "sitecustomize.py", "six.py", "__pycache__/index.cpython-311.pyc"):
            hostile.plant(hostile.root / "assets" / name / file, hostile.python)


def _fingerprints(hostile: Hostile) -> None:
    """Forge what the CDK itself keeps of the digests of files; its name is that of a folder, its keys of files."""
    for name in ("e72038baeb8a72ec", "fd3495d2b0dcbed2"):
        hostile.plant(hostile.home / f".cdk/cache/fingerprints/{name}.json", json.dumps([["x", "0" * 64]]))
    hostile.plant(hostile.home / ".cdk.json", '{"context": {"aws:cdk:enable-path-metadata": true}}')


def _instead_of_root(make: Callable[[Path], object]) -> Callable[[Hostile], None]:
    def poison(hostile: Hostile) -> None:
        hostile.root.parent.mkdir(parents=True)
        make(hostile.root)

    return poison


def _instead(name: str, make: Callable[[Path], object]) -> Callable[[Hostile], None]:
    def poison(hostile: Hostile) -> None:
        (hostile.library / name).parent.mkdir(parents=True, exist_ok=True)
        make(hostile.library / name)

    return poison


def _moded(mode: int) -> Callable[[Hostile], None]:
    def poison(hostile: Hostile) -> None:
        hostile.plant("node_modules/aws-cdk-lib/core/index.js")
        hostile.root.chmod(mode)

    return poison


def _elsewhere(hostile: Hostile, name: str) -> None:
    hostile.plant(hostile.home / "elsewhere/aws-cdk-lib/core/index.js")
    hostile.plant(hostile.home / "elsewhere/node_modules/aws-cdk-lib/core/index.js")
    hostile.link(name, hostile.home / "elsewhere")


def _everything(hostile: Hostile) -> None:
    for name, poison in CACHES.items():
        if name not in _ALONE:
            poison(hostile)


def _of_modules(*files: str) -> Callable[[Hostile], None]:
    def poison(hostile: Hostile) -> None:
        for file in files:
            hostile.plant(Path("node_modules", file))

    return poison


CACHES: Final[Mapping[str, Callable[[Hostile], None]]] = {
    "the core is foreign": _of_modules("aws-cdk-lib/core/index.js"),
    "constructs is foreign": _of_modules(
        "constructs/index.js", "constructs/lib/index.js", "constructs/lib/construct.js"
    ),
    "the assembly schema is foreign": _of_modules("@aws-cdk/cloud-assembly-schema/lib/index.js", "@aws-cdk/x/index.js"),
    "a bundled package is foreign": _of_modules("aws-cdk-lib/node_modules/minimatch/dist/commonjs/index.js"),
    "a file before a folder": _of_modules("aws-cdk-lib/core.js", "aws-cdk-lib/aws-s3.js", "constructs.js"),
    "an addon": _of_modules("aws-cdk-lib/core.node", "aws-cdk-lib/core/index.node"),
    "the warnings that every class loads": _of_modules("aws-cdk-lib/.warnings.jsii.js", "aws-cdk-lib/core/lib/app.js"),
    "main names another file": lambda hostile: _package(hostile, main="evil.js"),
    "exports name another file": lambda hostile: _package(hostile, exports={"./core": "./evil.js", ".": "./evil.js"}),
    "exports leave the package": lambda hostile: _package(hostile, exports={"./core": "../../../evil.js"}),
    "an emptied package.json": lambda hostile: hostile.plant("node_modules/aws-cdk-lib/package.json", ""),
    "a package.json of ES modules": lambda hostile: hostile.plant("package.json", '{"type": "module"}'),
    "loaded.json leaves the folder": lambda hostile: _loaded(hostile, "../evil.js"),
    "loaded.json goes up far": lambda hostile: _loaded(hostile, f"aws-cdk-lib/../../{hostile.library.name}/../evil.js"),
    "loaded.json is absolute": lambda hostile: _loaded(hostile, str(hostile.library / "evil.js")),
    "loaded.json is no list": lambda hostile: hostile.plant("loaded.json", "{"),
    "node_modules beside the folder": lambda hostile: _above(hostile, hostile.root),
    "node_modules in the cache": lambda hostile: _above(hostile, hostile.root.parent),
    "node_modules in the home": lambda hostile: _above(hostile, hostile.home),
    "a link to other packages": lambda hostile: _elsewhere(hostile, "node_modules"),
    "a link to another core": lambda hostile: _elsewhere(hostile, "node_modules/aws-cdk-lib"),
    "compiled code": lambda hostile: hostile.plant("compiled/v24.19.0-x64-cf738c9d-0/712488c2"),
    "types with members of JavaScript's own": _forged_surface,
    "types that are no JSON": lambda hostile: _surface(hostile, "App\t{\naws_ec2.Vpc\t[]\n"),
    "types of the right length": lambda hostile: _surface(hostile, "\0" * 10_198_325),
    "no types": lambda hostile: _surface(hostile, ""),
    "handlers of custom resources": _handlers,
    "the function that is deployed": _assets,
    "fingerprints of the CDK's": _fingerprints,
    "the cache is a file": _instead_of_root(Path.touch),
    "the cache is a pipe": _instead_of_root(os.mkfifo),
    "the cache is a link to itself": _instead_of_root(lambda root: root.symlink_to(root.name)),
    "the cache is a link to /etc": _instead_of_root(lambda root: root.symlink_to("/etc")),
    "the folder is a file": _instead("", lambda folder: folder.touch()),
    "the folder is a link to itself": _instead("", lambda folder: folder.symlink_to(folder.name)),
    "the packages are a file": _instead("node_modules", Path.touch),
    "the types are a pipe": _instead("surface.jsonl", os.mkfifo),
    "the types are a folder": _instead("surface.jsonl", Path.mkdir),
    "the types have no end": _instead("surface.jsonl", lambda file: file.symlink_to("/dev/zero")),
    "what was loaded is a pipe": _instead("loaded.json", os.mkfifo),
    "compiled is a pipe": _instead("compiled", os.mkfifo),
    "anybody may write there": _moded(0o777),
    "the group may write there": _moded(0o770),
    "nobody may read there": _moded(0o000),
}
# What stands where the others would have to be, or cannot be looked into.
_FIRST: Final = ("the cache", "the folder", "the packages", "the types", "a link", "what was", "compiled is", "nobody")
_ALONE: Final = frozenset(name for name in CACHES if name.startswith(_FIRST))


def _build(scope: Construct) -> None:
    """Make what takes code of all kinds: the CDK's, ours, that of custom resources."""
    ec2.Vpc(scope, "Vpc", availability_zones=["eu-west-1a"], nat_gateways=0)
    bucket = s3.Bucket(scope, "Bucket")
    code = lambda_.Code.from_asset(asset("extensions"))
    lambda_.Function(scope, "Function", runtime=lambda_.Runtime.PYTHON_3_13, handler="index.handler", code=code)
    cdk.CfnOutput(scope, "Name", value=bucket.bucket_name)


def _assembly(folder: Path) -> dict[str, bytes]:
    """Record and play in this process as `archspec synth` does, with nothing remembered."""
    surface.cache_clear()
    kept._keeping.cache_clear()
    program = StackProgram("Main", StackProps(region="eu-west-1"), record(_build))
    assets = {"extensions": database_extensions_asset(folder / "assets")}
    play_in_node([program], context=_FLAGS, assets=assets, outdir=folder / "out")
    return files_in(folder / "out")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Play where nothing is hostile, so that what is kept is there, too."""
    found = _assembly(tmp_path_factory.mktemp("clean"))
    names = {name.partition("/")[2] or name for name in found}
    assert {"Main.template.json" if "Main.template.json" in names else "manifest.json", "index.js", "six.py"} <= names
    return found


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hostile]:
    """Let every variable that once chose the cache name a hostile one."""
    made = Hostile(tmp_path / "home")
    made.home.mkdir()
    for name, value in made.environment().items():
        monkeypatch.setenv(name, value)
    yield made
    if made.root.is_dir() and not made.root.is_symlink():
        made.root.chmod(0o700)


def _state(folder: Path) -> list[tuple[str, int, int, int]]:
    found = ((path, path.lstat()) for path in sorted(folder.rglob("*")))
    return [(str(path), state.st_mode, state.st_size, state.st_mtime_ns) for path, state in found]


@pytest.mark.parametrize("cache", CACHES)
def test_nothing_in_a_cache_matters(cache: str, hostile: Hostile, clean: dict[str, bytes], tmp_path: Path) -> None:
    """No foreign code runs, what comes out is right, and what lies there is left alone."""
    CACHES[cache](hostile)
    before = _state(hostile.home)
    assert _assembly(tmp_path) == clean
    assert not hostile.marker.exists()
    assert _state(hostile.home) == before


@pytest.mark.parametrize("variable", ["HOME", "XDG_CACHE_HOME", "ARCHSPEC_CACHE", "TMPDIR"])
@pytest.mark.parametrize("value", ["", "relative", "/nowhere/at/all", "/dev/null", "/etc/passwd"])
def test_the_variables_that_chose_a_cache_are_of_no_consequence(
    variable: str, value: str, clean: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever they say, and where they say nothing at all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable, value) if value else monkeypatch.delenv(variable, raising=False)
    assert _assembly(tmp_path) == clean
    assert not (tmp_path / "relative").exists()


_OPTIONS: Final[Mapping[str, Callable[[Hostile], str]]] = {
    "NODE_OPTIONS": lambda hostile: f"--require {hostile.library}/evil.js",
    "NODE_PATH": lambda hostile: str(hostile.modules),
    "NODE_COMPILE_CACHE": lambda hostile: str(hostile.library / "compiled"),
    "NODE_EXTRA_CA_CERTS": lambda hostile: str(hostile.library / "evil.js"),
    "NODE_REPL_EXTERNAL_MODULE": lambda hostile: str(hostile.library / "evil.js"),
    "CDK_OUTDIR": lambda hostile: str(hostile.library),
    "CDK_CONTEXT_JSON": lambda _hostile: '{"aws:cdk:enable-path-metadata": true}',
    "TMPDIR": lambda hostile: str(hostile.library),
    "INIT_CWD": lambda hostile: str(hostile.library),
}


@pytest.mark.parametrize("option", _OPTIONS)
def test_no_variable_brings_code_to_node(
    option: str, hostile: Hostile, clean: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run in the hostile folder itself, with a variable of Node's or of the CDK's that points into it."""
    _everything(hostile)
    hostile.plant("evil.js")
    monkeypatch.setenv(option, _OPTIONS[option](hostile))
    monkeypatch.chdir(hostile.library)
    assert _assembly(tmp_path) == clean
    assert not hostile.marker.exists()


@dataclass(frozen=True)
class Job:
    """An installation of our own in a folder, and a home, as each job of CI has one."""

    folder: Path
    home: Path

    def start(self, *arguments: str, before: str = "", after: str = "") -> subprocess.Popen[str]:
        """Start archspec, in a Python that does something before and after."""
        program = f"import sys\n{before}\nfrom archspec.cli import main\ncode = main()\n{after}\nsys.exit(code)"
        settings = {**os.environ, "HOME": str(self.home), "PYTHONPATH": str(self.folder)}
        for name in ("ARCHSPEC_CACHE", "XDG_CACHE_HOME"):
            settings.pop(name, None)
        command = [sys.executable, "-c", program, *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=settings, cwd=self.folder, stdout=pipe, stderr=pipe, text=True)  # noqa: S603

    def run(self, *arguments: str, before: str = "", after: str = "") -> subprocess.CompletedProcess[str]:
        """Run archspec."""
        process = self.start(*arguments, before=before, after=after)
        said, complained = process.communicate(timeout=240)
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)

    def synth(self, name: str) -> dict[str, bytes]:
        """Return the files of an assembly, which has to succeed without a word on standard error."""
        done = self.run("synth", _SPEC[0], "--env", "production", "-o", name)
        assert (done.returncode, done.stderr) == (0, "")
        return self.output(name)

    def output(self, name: str) -> dict[str, bytes]:
        """Return the files of an assembly, but for the digest of the code that made it."""
        return {file: content for file, content in files_in(self.folder / name).items() if file != ".archspec.json"}

    @property
    def kept(self) -> Path:
        """Where this installation keeps things."""
        return self.folder / "renderers" / Path(kept.FOLDER).relative_to(ROOT / "renderers")


def _installed(folder: Path) -> Job:
    """Copy the packages; the libraries are shared."""
    for package in ("archspec", "renderers"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("cdk-lib*", "aws-cdk-lib*"))
    for name in _SPEC:
        shutil.copy(ROOT / "specs" / name, folder)
    (folder / "home").mkdir()
    return Job(folder, folder / "home")


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """Return an installation that the tests below share."""
    return _installed(tmp_path_factory.mktemp("job"))


@pytest.fixture(scope="module")
def expected(job: Job) -> dict[str, bytes]:
    """Return what it makes of the reference the first time."""
    return job.synth("expected")


def test_two_jobs_with_a_hostile_cache(job: Job, expected: dict[str, bytes]) -> None:
    """One saves a cache with everything in it that it could think of; the other restores it and deploys."""
    saved = Hostile(job.folder / "saved")
    _everything(saved)
    shutil.copytree(saved.home, job.home, dirs_exist_ok=True, symlinks=True)
    shutil.copytree(saved.home, job.folder, dirs_exist_ok=True, symlinks=True)
    assert job.synth("restored") == expected
    assert not list(job.folder.rglob(saved.marker.name))


def test_a_repository_of_es_modules_is_no_trouble(job: Job, expected: dict[str, bytes]) -> None:
    """Node asks the folders above a program what its files are; ours is answered by the package itself."""
    (job.folder / "package.json").write_text('{"type": "module", "main": "evil.js"}')
    assert job.synth("module") == expected


def test_a_first_run_and_a_later_one_give_the_same(job: Job, expected: dict[str, bytes]) -> None:
    """What was kept is worth the same as the wheels."""
    assert len(list(job.kept.iterdir())) == 2
    assert job.synth("later") == expected
    shutil.rmtree(job.kept)
    assert job.synth("first") == expected


def test_where_nothing_can_be_kept_that_is_said_once(job: Job, expected: dict[str, bytes]) -> None:
    """A file stands where Python, too, would keep its bytecode: the exit code is 0, and the output right."""
    above = job.kept.parent
    moved = above.rename(above.with_name("moved"))
    above.touch()
    try:
        done = job.run("synth", _SPEC[0], "--env", "production", "-o", "unkept")
        quiet = job.run("synth", _SPEC[0], "--env", "production", "-o", "quiet", "-q")
    finally:
        above.unlink()
        moved.rename(above)
    assert done.returncode == 0
    assert done.stderr.count(str(job.kept)) == 1
    assert done.stderr.count("\n") == 1
    assert (quiet.returncode, quiet.stderr) == (0, "")
    assert job.output("unkept") == job.output("quiet") == expected


def test_a_disk_that_is_full_is_no_trouble(job: Job, expected: dict[str, bytes]) -> None:
    """No file can grow beyond a megabyte, so nothing is kept, and a run that has room mends that."""
    shutil.rmtree(job.kept)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))"
    done = job.run("synth", _SPEC[0], "--env", "production", "-o", "full", before=limit)
    assert (done.returncode, done.stderr) == (0, "")
    assert job.output("full") == expected
    assert not list(job.kept.glob("aws-cdk-lib-*"))
    assert job.synth("mended") == expected
    assert len(list(job.kept.glob("aws-cdk-lib-*"))) == 2


def test_several_processes_may_begin_at_once(job: Job, expected: dict[str, bytes]) -> None:
    """All find whole files or none, and nothing but whole files is left."""
    shutil.rmtree(job.kept)
    names = ["one", "two", "three"]
    running = [job.start("synth", _SPEC[0], "--env", "production", "-o", name) for name in names]
    assert [process.communicate()[1] for process in running] == ["", "", ""]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert [job.output(name) == expected for name in names] == [True, True, True]
    assert sorted(path.suffix for path in job.kept.iterdir()) == [".modules", ".surface"]


def test_no_command_starts_jsii(job: Job, expected: dict[str, bytes]) -> None:
    """Its own cache, which it does not verify, is never read: neither by synth nor by build."""
    after = "print(sorted({'jsii', 'aws_cdk', 'constructs'} & set(sys.modules)))"
    for arguments in (["synth", _SPEC[0], "--env", "production", "-o", "jsii"], ["build", _SPEC[0], "--only", "cdk"]):
        done = job.run(*arguments, after=after)
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]")
    assert job.output("jsii") == expected


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_to_what_is_kept_changes_nothing(
    seed: int, clean: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes, lengths, modes and kinds of files change; the output does not, and the next run finds all of it whole."""
    chance = random.Random(seed)  # noqa: S311  the same damage each time
    folder = tmp_path / "__pycache__/cdk"
    folder.mkdir(parents=True)
    for suffix in ("modules", "surface"):
        shutil.copy(kept.FOLDER / f"{installed_library().key}.{suffix}", folder)
    monkeypatch.setattr(kept, "FOLDER", folder)
    for file in chance.sample(sorted(folder.iterdir()), chance.randint(1, 2)):
        _damage(file, chance)
    assert _assembly(tmp_path / "damaged") == clean
    whole = [path for path in folder.iterdir() if kept.read_kept(path.name) is not None]
    assert sorted(path.suffix for path in whole) == [".modules", ".surface"]


def _damage(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    match chance.randrange(6):
        case 0:
            file.write_bytes(content[: chance.randrange(len(content))])
        case 1:
            for _ in range(chance.randint(1, 100)):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            file.write_bytes(content)
        case 2:
            start = chance.randrange(len(content))
            file.write_bytes(content[:start] + chance.randbytes(1000) + content[start:])
        case 3:
            file.chmod(chance.choice([0o666, 0o777, 0o464]))
        case 4:
            file.unlink()
            makers: list[Callable[[Path], object]] = [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")]
            chance.choice(makers)(file)
        case _:
            file.unlink()
