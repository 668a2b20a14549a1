"""What each kind has to say so that rules over several kinds see it."""

from typing import Any

import pytest

from archspec.checks.capabilities import CAPABILITIES, is_data_store, is_service
from archspec.components.base import ComponentBase, HealthCheck, Placement
from archspec.components.registry import KIND_NAMES, all_kinds, is_kind

each_model = pytest.mark.parametrize("model", [kind.model for kind in all_kinds()], ids=KIND_NAMES)

MEANINGS: dict[str, Any] = {"placement": Placement, "web_acl": bool, "health_check": HealthCheck}
"""The types of the fields that rules read by name."""


@each_model
def test_a_public_address_is_a_switch_that_is_off(model: type[ComponentBase]) -> None:
    """The field that the facts name is there, and the safe value is its default."""
    field = model.facts.public_address
    if field is not None:
        assert model.model_fields[field].annotation is bool
        assert model.model_fields[field].default is False


@each_model
def test_what_stands_in_a_subnet_says_in_which(model: type[ComponentBase]) -> None:
    """A data store or a service without a tier would pass unseen; the default is no public one."""
    if is_data_store(model) or is_service(model):
        assert model.model_fields["placement"].default in {"private", "isolated"}


@each_model
def test_a_field_means_the_same_in_every_kind(model: type[ComponentBase]) -> None:
    """Rules read it by its name."""
    for name, meaning in MEANINGS.items():
        if name in model.model_fields:
            assert model.model_fields[name].annotation == meaning, name


@each_model
def test_a_named_entry_can_be_watched_and_protected(model: type[ComponentBase]) -> None:
    """What answers for host names has a health check and a firewall."""
    if "hostnames" in model.model_fields:
        assert {"health_check", "web_acl"} <= model.model_fields.keys()


@pytest.mark.parametrize("name", CAPABILITIES)
def test_a_capability_is_had_by_some_kind_and_called_as_none(name: str) -> None:
    """A fault names either, so no name may mean both."""
    assert any(CAPABILITIES[name](kind.model) for kind in all_kinds())
    assert not is_kind(name)
