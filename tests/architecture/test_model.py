"""The model as a Python user meets it."""

import pytest
from pydantic import ValidationError

from archspec import Architecture, Arrow, Connection, FargateService, Network, RdsInstance
from archspec.architecture import ConnectionClass, logical_id, possible_arrows
from archspec.components.credentials import looks_secret, names_secret
from archspec.kinds.actor import Actor
from archspec.kinds.fargate_service import Image
from archspec.kinds.route53_zone import ExistingZone, Route53Zone

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
    assert {rule.opens for rule in possible_arrows().values()} == set(ConnectionClass)


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


def _refusal(**fields: object) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(ValidationError) as raised:
        Architecture.model_validate({**HEAD, **fields})
    (details,) = raised.value.errors()
    return details["loc"], str(details["ctx"]["error"])


def test_logs_are_kept_as_long_as_cloudwatch_offers() -> None:
    """From a day to ten years, in its steps."""
    offered = "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653"
    message = f"is not a retention CloudWatch Logs offers; choose {offered} days"
    for days in (0, 2, 91, 3654):
        assert _refusal(logs={"retention_days": days}) == (("logs", "retention_days"), message)
    for days in map(int, offered.split(", ")):
        found = Architecture.model_validate({**HEAD, "logs": {"retention_days": days}})
        assert found.logs.retention_days == days
    assert Architecture.model_validate(HEAD).logs.retention_days == 90


@pytest.mark.parametrize(
    ("fields", "path", "message"),
    [
        (
            {"network": {"existing": {"vpc_id": "my-vpc"}}},
            ("network", "existing", "vpc_id"),
            "is not a VPC id; copy it from Amazon VPC",
        ),
        (
            {"network": {"existing": {"vpc_id": "vpc-00000001", "public_subnets": ["subnet-00000001", "subnet-x"]}}},
            ("network", "existing", "public_subnets", 1),
            "is not a subnet id; copy it from Amazon VPC",
        ),
        (
            {"clusters": {"ecs": {"existing": {"name": "arn:aws:ecs"}}}},
            ("clusters", "ecs", "existing", "name"),
            "is not a cluster name; use letters, digits, hyphens and underscores",
        ),
        ({"region": "sa-east-9"}, ("region",), "is not a region of AWS; did you mean 'sa-east-1'?"),
    ],
)
def test_what_is_there_already_is_named(fields: dict[str, object], path: tuple[str | int, ...], message: str) -> None:
    """By the names AWS gave it."""
    assert _refusal(**fields) == (path, message)


def test_a_copy_has_indexes_of_its_own() -> None:
    """What is derived from components and connections follows those of the copy."""
    arrow = Arrow("user", "dns")
    components = {"user": {"kind": "actor"}, "dns": {"kind": "route53_zone", "domain": "example.com"}}
    subject = Architecture.model_validate({**HEAD, "components": components, "connections": {"user -> dns": {}}})
    assert subject.arrows_from("user") == (arrow,)
    assert list(subject.of_kind(Route53Zone)) == ["dns"]
    fewer = subject.model_copy(update={"components": {"user": subject.components["user"]}, "connections": {}})
    assert fewer.arrows_from("user") == ()
    assert not fewer.of_kind(Route53Zone)
    assert subject.arrows_from("user") == (arrow,)
