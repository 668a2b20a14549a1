"""What is known of the CDK without importing it, and how that is kept."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from archspec.errors import UsageError
from renderers.cdk.program import library
from renderers.cdk.program.errors import UnavailableError
from renderers.cdk.program.jsii_player import prepare_jsii
from renderers.cdk.program.library import installed_library
from renderers.cdk.program.surface import FILE, keep_surface, surface
from renderers.cdk.program.types import Method, Named
from renderers.cdk.program.values import Value

# Small, and between them with keywords, acronyms, constants and nested types.
_MODULES: Final = ("aws_ec2", "aws_ecs", "aws_elasticache", "aws_iam", "aws_logs", "aws_rds", "aws_s3", "aws_wafv2")
_PLAY: Final = """
import sys
from pathlib import Path
from renderers.cdk.aws import ec2
from tests.renderers.cdk.program.playing import play_in_node
from renderers.cdk.program.recorder import record
from renderers.cdk.program.stacks import StackProgram, StackProps
program = record(lambda scope: {"vpc": ec2.Vpc(scope, "Vpc")})
play_in_node([StackProgram("Main", StackProps(), program)], context={}, assets={}, outdir=Path(sys.argv[1]))
"""


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Use a cache that is empty, and forget what was read from another."""
    monkeypatch.setenv("ARCHSPEC_CACHE", str(tmp_path / "cache"))
    surface.cache_clear()
    yield tmp_path / "cache"
    surface.cache_clear()


def test_a_type_has_what_it_inherits() -> None:
    """Members come from the bases of a class, and from those of their bases."""
    secret = surface().member("aws_rds.DatabaseInstance", "secret")
    assert secret is not None
    assert secret.js == "secret"
    node = surface().member("aws_rds.DatabaseInstance", "node")
    assert node is not None
    grant = surface().member("aws_s3.Bucket", "grant_read")
    assert isinstance(grant, Method)
    assert grant.returns == Named("aws_iam.Grant")


@pytest.mark.parametrize("name", ["", "A", "aws_rds", "aws_rds.", "aws_rds.D", "aws_rds.DatabaseInstance.x", "~", "\n"])
def test_a_type_that_does_not_exist_is_not_found(name: str) -> None:
    """A look-up finds a whole name or nothing."""
    assert surface().declaration(name) is None


def test_every_type_is_found_by_its_name() -> None:
    """The first and the last of a module as well as those between."""
    for module in ("", "aws_accessanalyzer.", "aws_ec2.", "constructs."):
        names = surface().names(module)
        assert names
        assert all(surface().declaration(f"{module}{name}") is not None for name in names)


def test_an_interface_is_whatever_has_its_members() -> None:
    """That is how type checkers see it, and how the CDK's own classes fit."""
    certificate, wanted = "aws_certificatemanager.ICertificate", "aws_elasticloadbalancingv2.IListenerCertificate"
    assert wanted not in {declaration.name for declaration in surface().lineage(certificate)}
    assert surface().is_a(certificate, wanted)
    assert surface().is_a("aws_ec2.Vpc", "aws_ec2.IVpc")
    assert not surface().is_a("aws_ec2.IVpc", "aws_ec2.Vpc")
    assert not surface().is_a("aws_ecs.Cluster", "aws_ec2.IVpc")


def test_a_stand_in_hides_no_member_of_the_cdk() -> None:
    """What a stand-in keeps for itself has names that the CDK does not use."""
    own = {name for name in dir(Value) if not name.startswith("_")}
    for module in _MODULES:
        for name in surface().names(f"{module}."):
            assert not own & set(surface().member_names(f"{module}.{name}"))


@pytest.mark.slow
@pytest.mark.parametrize("module", _MODULES)
def test_names_are_those_of_the_bindings(module: str) -> None:
    """Every class, property, method, parameter and enum member has the Python name that jsii gave it."""
    prepare_jsii()
    bindings = import_module(f"aws_cdk.{module}")
    for name in surface().names(f"{module}."):
        bound = getattr(bindings, name)
        declaration = surface().declaration(f"{module}.{name}")
        assert declaration is not None
        missing = [member for member in declaration.names() if not hasattr(bound, member)]
        assert not missing, f"{module}.{name}"


@pytest.mark.slow
def test_a_file_cut_short_is_written_again(own_cache: Path) -> None:
    """Whatever is left of a file that another process did not finish, it is not believed."""
    file = installed_library().folder / FILE
    assert own_cache in file.parents
    heard: list[str] = []
    keep_surface(installed_library(), heard.append)
    whole = file.read_bytes()
    for remains in (whole[: len(whole) // 2], b""):
        file.write_bytes(remains)
        keep_surface(installed_library(), heard.append)
        assert file.read_bytes() == whole
    keep_surface(installed_library(), heard.append)
    assert len(heard) == 3
    assert surface().declaration("aws_ec2.Vpc") is not None
    assert [path.name for path in file.parent.iterdir()] == [FILE]


@pytest.mark.slow
def test_two_processes_may_begin_at_once(tmp_path: Path) -> None:
    """Both find whole files, and nothing is left behind."""
    environment = {**os.environ, "ARCHSPEC_CACHE": str(tmp_path / "cache")}
    outs = [tmp_path / "one", tmp_path / "two"]
    both = [subprocess.Popen([sys.executable, "-c", _PLAY, out], env=environment) for out in outs]  # noqa: S603  this Python
    assert [process.wait() for process in both] == [0, 0]
    assert [(out / "manifest.json").is_file() for out in outs] == [True, True]
    (folder,) = (tmp_path / "cache").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["compiled", "loaded.json", "node_modules", FILE]


def test_the_cdk_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the message says what to install."""
    monkeypatch.setattr(library, "find_spec", lambda _name: None)
    with pytest.raises(UnavailableError) as refused:
        installed_library()
    assert str(refused.value) == "aws_cdk is not installed: pip install 'archspec-aws[cdk]'"


def test_an_incomplete_cdk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of the name is no installation."""
    monkeypatch.setattr(library, "_package", lambda name: tmp_path / name)
    with pytest.raises(UnavailableError) as refused:
        installed_library()
    assert str(refused.value) == f"{tmp_path / 'aws_cdk'} is incomplete: pip install 'archspec-aws[cdk]'"


def test_a_cache_that_cannot_be_written_names_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some containers have a home that is read-only."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("ARCHSPEC_CACHE", str(tmp_path / "file"))
    with pytest.raises(UsageError, match="set ARCHSPEC_CACHE to a folder that can be"):
        keep_surface(installed_library(), lambda _message: None)


def test_the_cache_follows_the_users_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own variable comes before the one of the XDG, and that before the home folder."""
    monkeypatch.delenv("ARCHSPEC_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert installed_library().folder.parent == tmp_path / "home/.cache/archspec"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert installed_library().folder.parent == tmp_path / "xdg/archspec"
    monkeypatch.setenv("ARCHSPEC_CACHE", str(tmp_path / "own"))
    assert installed_library().folder.parent == tmp_path / "own"
    assert installed_library().folder.name.startswith(f"aws-cdk-lib-{installed_library().version}-")
