"""The lock file, which whoever sends a pull request writes: nothing in it crashes, hangs, or reaches a terminal raw."""

import copy
import json
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archspec.build.lock import Lock
from archspec.cli import main
from archspec.errors import ArchspecError, SpecError
from archspec.loading.lock_file import (
    MAX_BYTES,
    LockedEnvironment,
    StatefulResource,
    lock_text,
    read_lock,
    read_lock_text,
)
from renderers.cdk.stateful import replacements
from tests.checks.examples import DATABASE, SERVICE, architecture

FILE = "shop.lock.json"
DATABASE_ID = "Main/DatabaseB269D8BB"
SOUND: dict[str, Any] = {
    "version": 2,
    "environments": {
        "production": {
            "components": {"api": "Main", "worker": "Services12", "database": "Guards1"},
            "resources": {
                DATABASE_ID: {
                    "type": "AWS::RDS::DBInstance",
                    "properties": {"DBName": "app", "StorageEncrypted": True},
                },
                "Main/VpcIsolated": {
                    "type": "AWS::EC2::Subnet",
                    "properties": {"CidrBlock": "10.0.0.0/24", "VpcId": {"Fn::GetAtt": ["Vpc", "VpcId"]}},
                },
            },
        },
        "default": {"components": {}, "resources": {}},
    },
}
SPEC = """archspec: 1
name: shop
title: Shop
language: en
region: eu-west-1
components:
  files: {kind: s3_bucket}
"""


def _problems(text: str) -> list[str]:
    with pytest.raises(SpecError) as refused:
        read_lock(text, FILE)
    return [str(problem) for problem in refused.value.problems]


def _edited(*path: str, value: object) -> str:
    document = copy.deepcopy(SOUND)
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(document, indent=1)


PRODUCTION = ("environments", "production")
INSTANCE = (*PRODUCTION, "resources", DATABASE_ID)


def test_what_is_written_is_read() -> None:
    """Every environment comes back as it was, in whatever order it was written."""
    environments = read_lock(json.dumps(SOUND), FILE)
    assert read_lock(lock_text(environments), FILE) == environments
    assert lock_text(dict(reversed(list(environments.items())))) == lock_text(environments)
    assert environments["production"].components == SOUND["environments"]["production"]["components"]


def test_the_first_version_is_read() -> None:
    """It holds resources alone, and says nothing of components."""
    resources = {DATABASE_ID: {"type": "AWS::RDS::DBInstance", "properties": {"DBName": "app"}}}
    read = read_lock(json.dumps({"version": 1, "environments": {"production": resources}}), FILE)
    database = StatefulResource("AWS::RDS::DBInstance", {"DBName": "app"})
    assert read == {"production": LockedEnvironment({DATABASE_ID: database}, None)}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("version",), 3, "version 3 is newer than this library reads (2); upgrade archspec-aws"),
        (("version",), 10**30, "is newer than this library reads (2); upgrade archspec-aws"),
        (("version",), 0, "version: is the version of the format, 2"),
        (("version",), -1, "version: is the version of the format, 2"),
        (("version",), True, "version: is the version of the format, 2"),
        (("version",), 2.0, "version: is the version of the format, 2"),
        (("version",), "2", "version: is the version of the format, 2"),
        (("version",), None, "version: is the version of the format, 2"),
        (("environments",), [], "environments: a list is no map"),
        (("environments",), "x", "environments: 'x' is no map"),
        (("extra",), 1, "a lock has no field 'extra'"),
        ((*PRODUCTION, "extra"), 1, "environments.production has no field 'extra'"),
        (PRODUCTION, [], "environments.production: a list is no map"),
        (PRODUCTION, {}, "environments.production: resources is missing"),
        (("environments", "Prod uction"), {"resources": {}}, "'Prod uction' is not the name of an environment"),
        (("environments", "../../etc"), {"resources": {}}, "'../../etc' is not the name of an environment"),
        ((*PRODUCTION, "components"), [], "environments.production.components: a list is no map"),
        ((*PRODUCTION, "components", "A-b"), "Main", "'A-b' is not the id of a component"),
        (
            (*PRODUCTION, "components", "api"),
            "Edge",
            "'Edge' is not such as Main, Services1 or Guards1",
        ),
        ((*PRODUCTION, "components", "api"), "Services0", "'Services0' is not such as Main"),
        ((*PRODUCTION, "components", "api"), "Services1\n", r"'Services1\n' is not such as Main"),
        ((*PRODUCTION, "components", "api"), 1, "components.api: 1 is not such as Main"),
        ((*PRODUCTION, "resources"), [], "environments.production.resources: a list is no map"),
        ((*PRODUCTION, "resources", "Main/"), {}, "'Main/' is not a stack and a logical id"),
        ((*PRODUCTION, "resources", "Main/Services1/X"), {}, "'Main/Services1/X' is not a stack and a logical id"),
        ((*PRODUCTION, "resources", "Main/X"), [], "resources.Main/X: a list is no map"),
        ((*PRODUCTION, "resources", "Main/X"), {}, "resources.Main/X: properties is missing"),
        ((*INSTANCE, "properties"), [], "properties: a list is no map"),
        ((*INSTANCE, "properties", "DB Name"), 1, "'DB Name' is not the name of a property"),
        ((*INSTANCE, "type"), "AWS::RDS", "type: 'AWS::RDS' is not such as AWS::S3::Bucket"),
        ((*INSTANCE, "type"), {}, "type: a map is not such as AWS::S3::Bucket"),
        ((*INSTANCE, "properties", "DBName"), "a\x1b[31m", "is no text of a template"),
        ((*INSTANCE, "properties", "DBName"), "a\n::error::x", "is no text of a template"),
        ((*INSTANCE, "properties", "DBName"), "\u202eemag", "is no text of a template"),
        ((*INSTANCE, "properties", "DBName"), "x" * 5000, "is no text of a template"),
        ((*INSTANCE, "properties", "DBName"), {"a\x07": 1}, "is no key of a template"),
        ((*INSTANCE, "properties", "DBName"), 10**40, "is no number of a template"),
        ((*INSTANCE, "properties", "DBName"), json.loads("[" * 20 + "]" * 20), "nested more than 16 levels deep"),
    ],
)
def test_what_is_wrong_is_said_in_its_place(path: tuple[str, ...], value: object, said: str) -> None:
    """A value of another form has a line with the place, the value, and what to do; no other line is printed."""
    problems = _problems(_edited(*path, value=value))
    assert [problem for problem in problems if said in problem]
    for problem in problems:
        assert problem.startswith(f"{FILE}:")
        assert problem.isprintable()
        assert "restore the file" in problem or "upgrade" in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no lock file"),
        (" \n", "is no lock file"),
        ("[]", "is no lock file"),
        ("null", "is no lock file"),
        ("1", "is no lock file"),
        ("{}", "version is missing, so this is no lock file"),
        ('{"version": 2}', "environments is missing"),
        ('{"version": 1, "version": 2, "environments": {}}', "duplicate key 'version'"),
        ('{"version": 2, "environments": {"a": {"resources": {}}, "a": {"resources": {}}}}', "duplicate key 'a'"),
        ('{"version": NaN}', "NaN is no value"),
        ('{"version": -Infinity}', "-Infinity is no value"),
        ('{"version": ' + "9" * 5000 + "}", "digits"),
        ('{"version": 2, "environments": {"\\ud800": {}}}', "half of a surrogate pair"),
        ("[" * 10**5, "nested more than 64 levels deep"),
        ('{"version": ' * 100, "nested more than 64 levels deep"),
        ('{"version": 2,}', "comma"),
        ("version: 2\n", "is not JSON"),
        ("\ufeff{}", "is not JSON"),
    ],
)
def test_a_foreign_file_is_refused(text: str, said: str) -> None:
    """A file that is no lock is named, with the next step in the same line."""
    problems = _problems(text)
    assert said in problems[0]
    assert all(problem.startswith(FILE) and problem.isprintable() for problem in problems)


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> feature"])
def test_a_merge_that_went_wrong_has_its_own_message(mark: str) -> None:
    """The line of the first mark, and how to go on."""
    text = json.dumps(SOUND, indent=1).replace("\n", f"\n{mark}\n", 1)
    (problem,) = _problems(text)
    assert problem.startswith(f"{FILE}:2:1: holds both sides of a merge; take the file of one side")


def test_problems_are_counted_at_last() -> None:
    """Ten thousand mistakes are not ten thousand lines."""
    components = {f"c{number}": "Nowhere" for number in range(10_000)}
    assert len(_problems(_edited(*PRODUCTION, "components", value=components))) <= 200


def test_what_would_be_lost_is_shown_without_control_characters() -> None:
    """Whatever a text of a lock holds, a message about it is printable, and short."""
    before = {
        DATABASE_ID: StatefulResource("AWS::RDS::DBInstance", {"DBName": "\x1b]0;x\x07\n::error::", "A": "x" * 9999})
    }
    (loss,) = replacements(before, {DATABASE_ID: StatefulResource("AWS::RDS::DBInstance", {})})
    assert str(loss).isprintable()
    assert len(str(loss)) < 1000


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small spec in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "shop.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


@pytest.fixture
def impatient() -> Iterator[None]:
    """End a test that waits for something."""
    signal.alarm(20)
    yield
    signal.alarm(0)


def _plan(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `plan` says on standard error, which has to refuse the lock."""
    assert main(["plan", "shop.yaml"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert all(line.isprintable() and line.startswith(FILE) for line in said.err.splitlines())
    return said.err


@pytest.mark.parametrize(
    "text", ['{"version": 2, "environments": {"\\u001b]0;x\\u0007": {}}}', '{"a\\n::error::b": 1}']
)
def test_nothing_of_a_lock_reaches_the_terminal_raw(spec: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Escape sequences, bells and line breaks are shown as what they are."""
    spec.with_name(FILE).write_text(text, encoding="utf-8")
    assert _plan(capsys).count("\n") >= 1


@pytest.mark.usefixtures("impatient")
def test_a_lock_is_a_file_beside_its_spec(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a link, to whatever it leads, nor a folder, nor a pipe is one; none is waited for."""
    lock = spec.with_name(FILE)
    secret = spec.with_name("secret.txt")
    secret.write_text("hunter2", encoding="utf-8")
    for target in (secret, spec.with_name("nowhere"), lock, Path("/dev/zero"), spec.parent):
        lock.symlink_to(target)
        said = _plan(capsys)
        assert "is a link" in said
        assert "hunter2" not in said
        lock.unlink()
    lock.mkdir()
    assert "is no file" in _plan(capsys)
    lock.rmdir()
    os.mkfifo(lock)
    assert "is no file" in _plan(capsys)


def test_a_huge_lock_is_not_read(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its size is known before it is in memory."""
    with spec.with_name(FILE).open("wb") as stream:
        stream.truncate(50 * MAX_BYTES)
    assert f"has more than {MAX_BYTES // 2**20} MB" in _plan(capsys)


def test_a_lock_that_is_no_text_is_refused(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place of the first byte that starts no character is named."""
    spec.with_name(FILE).write_bytes(b'{\n"\xff')
    assert _plan(capsys).startswith(f"{FILE}:2:2: is not UTF-8: byte 0xff")


def test_a_lock_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """What the system says is passed on."""
    with pytest.raises(SpecError, match="cannot be read: File name too long"):
        read_lock_text(tmp_path / ("x" * 300))


def test_writing_replaces_the_file_and_follows_no_link(spec: Path) -> None:
    """A link that comes to be while a lock is made is replaced, never written through."""
    from archspec.planning import plan  # noqa: PLC0415  the command line imports it late as well

    lock = Lock.beside(spec)
    elsewhere = spec.with_name("elsewhere.txt")
    elsewhere.write_text("mine", encoding="utf-8")
    made = plan(architecture({"api": SERVICE}), "production")
    assert lock.record(made, {})
    assert not lock.record(made, {}), "the same again changes nothing"
    lock.path.unlink()
    lock.path.symlink_to(elsewhere)
    with pytest.raises(SpecError, match="is a link"):
        lock.record(made, {})
    assert elsewhere.read_text("utf-8") == "mine"
    assert sorted(path.name for path in spec.parent.iterdir()) == ["elsewhere.txt", FILE, "shop.yaml"]


def test_a_lock_of_the_first_version_moves_nothing() -> None:
    """Who was where is not known, so nothing is moved: the spec as it was deployed has to be synthesized first."""
    known = {"production": LockedEnvironment({}, None)}
    lock = Lock(Path(FILE), known)
    small = architecture({"api": SERVICE, "database": DATABASE}, connections={"api -> database": {}})
    assert not lock.plan(small, "production").nested_stacks
    services = {f"service_{number}": SERVICE for number in range(60)}
    with pytest.raises(ArchspecError, match="is of version 1, which does not say where services are"):
        lock.plan(architecture(services), "production")
    assert lock.plan(architecture(services), "staging").nested_stacks


CASES = int(os.environ.get("ARCHSPEC_FUZZ_CASES", "3000"))


def test_damaged_locks_are_refused_or_read(spec: Path) -> None:
    """Whatever a byte or a value is changed to, there is a refusal for the user or a lock; never another error."""
    rng = random.Random(9)  # noqa: S311  the same cases in every run
    refusals: list[tuple[bytes, SpecError]] = []
    for number in range(CASES):
        text = _damaged(rng) if number % 2 else _other_value(rng)
        spec.with_name(FILE).write_bytes(text)
        try:
            lock = Lock.beside(spec)
        except SpecError as error:
            refusals.append((text, error))
        else:
            assert read_lock(lock_text(lock.environments), FILE) == lock.environments
    assert len(refusals) > CASES / 2
    for text, refusal in refusals:
        assert all(str(problem).isprintable() for problem in refusal.problems), text
        assert 0 < len(refusal.problems) <= 200


def _damaged(rng: random.Random) -> bytes:
    data = bytearray(json.dumps(SOUND, indent=rng.choice((None, 1))).encode())
    for _ in range(rng.choice((1, 1, 2, 5))):
        start = rng.randrange(len(data) + 1)
        stop = min(len(data), start + rng.choice((1, 1, 3, 40)))
        new = rng.choice((b"", b"\x00", b"\x1b[31m", b"\xff", b"[", b"}", b'"', b"\\ud800", b"1e999", b"\n<<<<<<< x\n"))
        data[start:stop] = rng.choice((new, data[start:stop] * rng.choice((2, 50))))
    return bytes(data)


_WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 3, 10**30, 0.5, 1e308, float("inf"), float("nan"), "", " ", "x" * 20_000),
    *("A\nB", "\x1b[31m", "\u202e", "\ud800", "::error::x", "${Token[1]}", "{{resolve:x}}", "../../etc/passwd"),
    *([], {}, [None], [[[[]]]], {"": ""}, {"__proto__": 1}, {"version": 1}, ["x"] * 300),
)


def _other_value(rng: random.Random) -> bytes:
    document = copy.deepcopy(SOUND)
    place: Any = document
    for _ in range(rng.randrange(1, 6)):
        keys = list(place) if isinstance(place, dict) else list(range(len(place))) if isinstance(place, list) else []
        if not keys:
            break
        key = rng.choice(keys)
        if rng.random() < 0.3 or not isinstance(place[key], dict | list):
            _change(rng, place, key)
            break
        place = place[key]
    return json.dumps(document, ensure_ascii=rng.random() < 0.9).encode(errors="surrogatepass")


def _change(rng: random.Random, place: Any, key: Any) -> None:  # noqa: ANN401  a map or a list
    match rng.randrange(3):
        case 0:
            place[key] = copy.deepcopy(rng.choice(_WRONG))
        case 1 if isinstance(place, dict):
            place[rng.choice(("x", "\x1b", "a b", "A" * 300, "Main/X", "production", ""))] = place.pop(key)
        case _:
            del place[key]


def test_the_text_of_a_lock_is_read_as_it_is(spec: Path) -> None:
    """Where there is no lock there is no text; where there is one, it is the file's."""
    assert read_lock_text(spec.with_name(FILE)) is None
    spec.with_name(FILE).write_text("{}", encoding="utf-8")
    assert read_lock_text(spec.with_name(FILE)) == "{}"
