"""The model as a Python user meets it."""

import pytest
from pydantic import ValidationError

from archspec import Architecture, Arrow, Connection, FargateService, Network, RdsInstance
from archspec.architecture import CONNECTION_RULES, ConnectionClass, logical_id
from archspec.components import Actor, ExistingZone, Image, Route53Zone
from archspec.components.credentials import looks_secret, names_secret

HEAD = {"name": "a", "title": "A", "language": "en", "region": "sa-east-1"}


@pytest.mark.parametrize("text", ["a -> b", "a->b", "a  ->  b"])
def test_an_arrow_is_read_with_any_spacing(text: str) -> None:
    """And is written one way."""
    arrow = Arrow.parse(text)
    assert (arrow, str(arrow)) == (Arrow("a", "b"), "a -> b")


def test_an_arrow_may_have_a_name() -> None:
    """A second connection between the same two."""
    assert Arrow.parse("a -> b #second") == Arrow("a", "b", "second")
    assert str(Arrow("a", "b", "second")) == "a -> b #second"


@pytest.mark.parametrize("text", ["a", "a -> ", "A -> b", "a - > b", "a -> b second", "", 3])
def test_what_is_no_arrow_is_refused(text: object) -> None:
    """The message says how to write one."""
    with pytest.raises(ValueError, match="write source -> target"):
        Arrow.parse(text)


def test_python_users_see_every_mistake() -> None:
    """A constructor reports them all, with their paths."""
    with pytest.raises(ValidationError) as raised:
        Architecture.model_validate(
            {**HEAD, "components": {"user": Actor()}, "connections": {"user -> api": {}, "user -> database": {}}}
        )
    text = str(raised.value)
    assert "there is no component 'api'" in text
    assert "there is no component 'database'" in text


def test_an_architecture_can_be_written_in_python() -> None:
    """With values instead of text."""
    architecture = Architecture(
        name="a",
        title="A",
        language="en",
        region="sa-east-1",
        network=Network(availability_zones=3),
        components={
            "api": FargateService(cluster="main", image=Image(repository="api", tag="1")),
            "store": RdsInstance(engine="postgres", engine_version="17.9", instance_class="db.m7g.large"),
        },
        connections={Arrow("api", "store"): Connection(access="read_write")},
    )
    assert list(architecture.of_kind(RdsInstance)) == ["store"]
    source, target = architecture.ends(Arrow("api", "store"))
    assert (type(source), type(target)) == (FargateService, RdsInstance)


def test_a_zone_may_exist() -> None:
    """Then it is only referred to."""
    zone = Route53Zone(existing=ExistingZone(zone_id="Z0123456789"))
    assert zone.existing is not None


@pytest.mark.parametrize(
    ("component_id", "expected"), [("api", "Api"), ("load_balancer", "LoadBalancer"), ("api_1", "Api1"), ("a__b", "AB")]
)
def test_logical_ids_are_pascal_case(component_id: str, expected: str) -> None:
    """Letters and digits only, as CloudFormation asks."""
    assert logical_id(component_id) == expected


def test_each_class_of_connection_is_used() -> None:
    """No class exists without a pair of kinds."""
    assert {rule.opens for rule in CONNECTION_RULES.values()} == set(ConnectionClass)


@pytest.mark.parametrize("name", ["PASSWORD", "DB_PASSWORD", "API_KEY", "GITHUB_TOKEN", "CLIENT_SECRET", "PRIVATE_KEY"])
def test_names_of_secrets(name: str) -> None:
    """A name that says so."""
    assert names_secret(name)


@pytest.mark.parametrize("name", ["PASSWORD_FILE", "TOKEN_URL", "SECRET_NAME", "KEYBOARD", "TOKENIZER", "PUBLIC_KEY"])
def test_names_that_are_not_of_secrets(name: str) -> None:
    """Places of secrets and other words."""
    assert not names_secret(name)


@pytest.mark.parametrize("value", ["info", "https://example.com/a/b", "eu-west-1", "/var/lib/data/files/of/app"])
def test_ordinary_values(value: str) -> None:
    """Settings are not taken for secrets."""
    assert not looks_secret(value)
