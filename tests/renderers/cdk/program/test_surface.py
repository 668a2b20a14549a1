"""What is known of the CDK without importing it, and how that is kept."""

from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from renderers.cdk.program.errors import UnavailableError
from renderers.cdk.program.installed import library
from renderers.cdk.program.installed.library import installed_library
from renderers.cdk.program.installed.surface import surface
from renderers.cdk.program.installed.types import Method, Named
from renderers.cdk.program.playing.jsii_player import prepare_jsii
from renderers.cdk.program.recording.values import Value

# Small, and between them with keywords, acronyms, constants and nested types.
_MODULES: Final = ("aws_ec2", "aws_ecs", "aws_elasticache", "aws_iam", "aws_logs", "aws_rds", "aws_s3", "aws_wafv2")


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
