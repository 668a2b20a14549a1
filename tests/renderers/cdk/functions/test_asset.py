"""The deployment asset: what is in it, that it is always the same, and that it is enough."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import botocore
import pytest

from archspec.errors import UsageError
from renderers.cdk.functions import asset
from renderers.cdk.functions.asset import database_extensions_asset
from renderers.cdk.functions.ca import BUNDLE
from tests.renderers.cdk.functions import lambda_process
from tests.renderers.cdk.functions.cloudformation import Callback, request
from tests.renderers.cdk.functions.postgres import HOST, MASTER, PASSWORD, Cluster
from tests.renderers.cdk.functions.stage import serving_secret

DISTRIBUTIONS = ("asn1crypto", "pg8000", "python-dateutil", "scramp", "six")


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_holds_the_handler_the_authorities_and_the_driver(tmp_path: Path) -> None:
    """Our two files are as they are here; the rest is the modules, metadata and licences of five distributions."""
    contents = _contents(database_extensions_asset(tmp_path))
    assert contents["index.py"] == asset.HANDLER.read_bytes()
    assert contents["rds-global-bundle.pem"] == BUNDLE.read_bytes()
    modules = {name.split("/")[0] for name in contents if ".dist-info/" not in name}
    expected = {"asn1crypto", "dateutil", "index.py", "pg8000", "rds-global-bundle.pem", "scramp", "six.py"}
    assert modules == expected
    assert {Path(name).suffix for name in contents} == {".py", ".pem", ""}


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_each_distribution_keeps_its_licence_and_version(tmp_path: Path, name: str) -> None:
    """Licences ask to be passed on, and pg8000 and scramp look their own versions up."""
    names = _contents(database_extensions_asset(tmp_path)).keys()
    prefix = f"{name.replace('-', '_')}-{distribution(name).version}.dist-info/"
    kept = {Path(path).name for path in names if path.startswith(prefix)}
    assert kept == {"LICENSE", "METADATA"}


def test_it_is_small_and_knows_no_machine(tmp_path: Path) -> None:
    """Nothing compiled, no tests, no time zones, no path of the place it was made at."""
    contents = _contents(database_extensions_asset(tmp_path))
    assert sum(map(len, contents.values())) < 2_000_000
    for content in contents.values():
        assert sys.prefix.encode() not in content
        assert str(tmp_path).encode() not in content


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """What is deployed depends on versions alone."""
    first, second = database_extensions_asset(tmp_path / "a"), database_extensions_asset(tmp_path / "b/c")
    assert _contents(first) == _contents(second)


def test_lambdas_user_may_read_it(tmp_path: Path) -> None:
    """A strict umask here is no reason for `Permission denied` there."""
    before = os.umask(0o077)
    try:
        folder = database_extensions_asset(tmp_path)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o644}


def test_a_missing_driver_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is the command that helps."""
    monkeypatch.setattr(asset, "DRIVER", "no-such-driver")
    message = r"the function that creates extensions needs no-such-driver: pip install 'archspec-aws\[cdk\]'"
    with pytest.raises(UsageError, match=message):
        database_extensions_asset(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file where the cache should be is a mistake of the caller's."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"file/database-extensions: cannot be written: Not a directory"):
        database_extensions_asset(tmp_path / "file")


Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install made-up distributions, the first of which is the driver."""
    site = tmp_path / "site-packages"
    monkeypatch.syspath_prepend(site)
    monkeypatch.setattr(asset, "DRIVER", "first")

    def add(name: str, *requires: str, version: str = "1.0", files: tuple[str, ...] = ()) -> None:
        info = site / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir(parents=True)
        lines = [f"Requires-Dist: {requirement}\n" for requirement in requires]
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{''.join(lines)}")
        for file in files:
            (site / file).write_text("")
        (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))

    return add


def test_requirements_are_followed(tmp_path: Path, install: Install) -> None:
    """What is required is copied once, however it is spelled; extras and what pip left out are not."""
    install("first", "Second_One (>=1)", 'extra-one; extra == "more"', 'old; python_version < "3"', files=("first.py",))
    install("second-one", "first>=1", 'third ; python_version > "3"', files=("second.py",))
    install("third", files=("third.py", "third.txt"))
    install("extra-one", files=("extra.py",))
    names = _contents(database_extensions_asset(tmp_path / "cache")).keys()
    assert names == {"index.py", "rds-global-bundle.pem", "first.py", "second.py", "third.py"}


def test_a_missing_requirement_is_named(tmp_path: Path, install: Install) -> None:
    """A broken installation is told before it is deployed."""
    install("first", "no-such-requirement", files=("first.py",))
    with pytest.raises(UsageError, match="needs no-such-requirement: pip install"):
        database_extensions_asset(tmp_path / "cache")


def test_compiled_files_are_refused(tmp_path: Path, install: Install) -> None:
    """What runs here may not run on Lambda's processor."""
    install("first", files=("first.py", "_first.cpython-311-x86_64-linux-gnu.so"))
    with pytest.raises(UsageError, match=r"first 1\.0 has compiled files, for one processor only: _first\."):
        database_extensions_asset(tmp_path / "cache")


def test_an_installation_without_a_record_is_refused(tmp_path: Path, install: Install) -> None:
    """An editable installation, or a system's package, does not say which files it has."""
    install("first")
    with pytest.raises(UsageError, match=r"the files of first 1\.0 are not known; install it anew: pip install"):
        database_extensions_asset(tmp_path / "cache")


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """Make a folder with the SDK, as Lambda's runtime has it, less what the SDK and the driver share."""
    site = Path(botocore.__file__).parents[1]
    folder = tmp_path / "runtime"
    folder.mkdir()
    for name in ("boto3", "botocore", "jmespath", "s3transfer", "urllib3"):
        (folder / name).symlink_to(site / name)
    return folder


def _run(order: dict[str, Any], **environment: str) -> list[str]:
    command = [sys.executable, "-I", "-S", "-B", "-W", "error", str(lambda_process.__file__)]
    done = subprocess.run(  # noqa: S603  our own program
        command, input=json.dumps(order), env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    imported: list[str] = json.loads(done.stdout)
    return imported


def _zipped(folder: Path, tmp_path: Path) -> Path:
    """Return the asset as Lambda has it: packed, and unpacked somewhere else."""
    with zipfile.ZipFile(tmp_path / "asset.zip", "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder))
    with zipfile.ZipFile(tmp_path / "asset.zip") as archive:
        archive.extractall(tmp_path / "task")
    return tmp_path / "task"


@pytest.mark.slow
def test_the_asset_runs_alone(tmp_path: Path, runtime: Path, callback: Callback) -> None:
    """With the standard library and the SDK, the asset answers a request, and imports from nowhere else."""
    task = _zipped(database_extensions_asset(tmp_path / "cache"), tmp_path)
    event = request("Delete", callback.url)
    imported = _run({"asset": str(task), "runtime": str(runtime), "event": event})
    assert callback.last["Status"] == "SUCCESS"
    outside = [file for file in imported if not file.startswith((str(task), str(runtime)))]
    assert outside == [str(lambda_process.__file__)]
    assert {f"{task}/index.py", f"{task}/pg8000/native.py", f"{task}/scramp/core.py"} <= set(imported)


@pytest.mark.slow
def test_the_asset_creates_an_extension_alone(
    tmp_path: Path, runtime: Path, callback: Callback, cluster: Cluster
) -> None:
    """Secret, TLS, login and statements need no module that is not in the asset."""
    task = _zipped(database_extensions_asset(tmp_path / "cache"), tmp_path)
    cluster.create_database("app_of_the_asset")
    place = {"Host": HOST, "Port": str(cluster.port), "Database": "app_of_the_asset", "SecretArn": "arn"}
    event = request("Create", callback.url, **place, Extensions=["hstore"])
    order = {"asset": str(task), "runtime": str(runtime), "event": event, "authority": str(cluster.authority)}
    with serving_secret(MASTER, PASSWORD) as url:
        keys = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"), "testing")
        _run(order, AWS_ENDPOINT_URL=url, **keys)
    assert callback.last["Status"] == "SUCCESS"
    assert cluster.extensions("app_of_the_asset") == {"hstore"}
