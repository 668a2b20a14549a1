"""Names that JavaScript, CloudFormation or a file system would lose, join or refuse."""

from typing import Any, Final

import pytest
from pydantic import ValidationError

from archspec.architecture import Architecture
from archspec.errors import Mistakes, PlanError
from archspec.kinds.fargate_service import FargateService
from archspec.kinds.s3_bucket import S3Bucket
from archspec.planning import plan
from tests.cdk.synthesis import synthesized
from tests.checks.examples import CACHE, DATABASE, SERVICE, architecture

INHERITED: Final = (
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "prototype",
    "toLocaleString",
    "toString",
    "valueOf",
    "__defineGetter__",
    "__lookupSetter__",
    "length",
    "name",
    "then",
    "toJSON",
    "resolve",
)
"""What every object or function of JavaScript has, or what makes one look like something else."""
DEVICES: Final = ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)))


def _said(error: ValidationError) -> str:
    causes = [details["ctx"]["error"] for details in error.errors()]
    return "; ".join(mistake.message for cause in causes if isinstance(cause, Mistakes) for mistake in cause.mistakes)


def _service(**fields: object) -> FargateService:
    return FargateService.model_validate({**SERVICE, **fields})


@pytest.mark.parametrize("field", ["environment", "secrets"])
def test_a_variable_is_not_named_after_the_prototype(field: str) -> None:
    """JavaScript would set the object's prototype, and the variable would be gone."""
    with pytest.raises(ValidationError, match="JavaScript keeps for itself"):
        _service(**{field: {"__proto__": "generated"}})


def test_a_tag_is_not_named_after_the_prototype() -> None:
    """Neither of a component nor of the architecture."""
    with pytest.raises(ValidationError, match="JavaScript keeps for itself"):
        S3Bucket.model_validate({"tags": {"__proto__": "x"}})
    with pytest.raises(ValidationError, match="JavaScript keeps for itself"):
        architecture({}, tags={"__proto__": "x"})


@pytest.mark.slow
def test_names_that_objects_inherit_reach_the_template() -> None:
    """As variables, secrets and tags; the CDK keeps them apart from what objects have of themselves."""
    plain = {name: f"plain {name}" for name in INHERITED[::2]}
    hidden = dict.fromkeys(INHERITED[1::2], "generated")
    tags = {name: f"tag {name}" for name in INHERITED if name != "name"}
    service = {**SERVICE, "environment": plain, "secrets": hidden, "tags": tags}
    main = synthesized(architecture({"api": service}, tags={"team": "web"})).main
    (task,) = main.of_type("AWS::ECS::TaskDefinition")
    (container,) = task.properties["ContainerDefinitions"]
    given = {item["Name"]: item["Value"] for item in container["Environment"]}
    assert given | plain == given
    assert {item["Name"] for item in container["Secrets"]} == set(hidden)
    assert task.tags.items() >= tags.items()


@pytest.mark.slow
def test_components_and_clusters_may_have_inherited_names() -> None:
    """Their ids are keys of objects, too."""
    components = {
        "constructor": {**SERVICE, "cluster": "constructor", "image": {"repository": "constructor", "tag": "1"}},
        "prototype": {"kind": "s3_bucket"},
        "then": {**DATABASE},
    }
    arrows: dict[str, object] = {"constructor -> prototype": {}, "constructor -> then #constructor": {}}
    deployed = synthesized(architecture(components, connections=arrows, clusters={"constructor": {}}))
    assert deployed.component("constructor", "AWS::ECS::Service") is not None
    assert deployed.component("prototype", "AWS::S3::Bucket") is not None
    assert deployed.component("then", "AWS::RDS::DBInstance") is not None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("FOO_BAR", "foo_bar"),
        ("FOO_BAR", "Foo_Bar"),
        ("FOO_BAR", "FOOBAR"),
        ("FOO_BAR", "FOO__BAR"),
        ("FOO_BAR", "_FOO_BAR"),
        ("FOO_BAR", "FOO_BAR_"),
        ("A_12", "A1_2"),
    ],
)
def test_secrets_of_one_id_are_refused(first: str, second: str) -> None:
    """An id has letters and digits only, whichever kind of secret it is of."""
    arn = "arn:aws:ssm:sa-east-1:111122223333:parameter/a"
    with pytest.raises(ValidationError) as raised:
        _service(secrets={first: "generated", second: arn})
    assert _said(raised.value) == f"{second!r} and {first!r} are the same name in CloudFormation; rename one of them"


def test_variables_may_differ_in_case_alone() -> None:
    """Programs read both `http_proxy` and `HTTP_PROXY`, and no id is made of either."""
    given = {"http_proxy": "a", "HTTP_PROXY": "b", "HTTPPROXY": "c"}
    assert dict(_service(environment=given).environment) == given


def test_a_variable_is_a_setting_or_a_secret() -> None:
    """ECS takes a name once."""
    with pytest.raises(ValidationError) as raised:
        _service(environment={"A": "x"}, secrets={"A": "generated"})
    assert _said(raised.value) == "'A' is in environment too; keep it in one of them"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"clusters": {"a-b": {}, "ab": {}}}, "'ab' and 'a-b' are the same name in CloudFormation; rename one of them"),
        (
            {"clusters": {"a-b": {}, "a--b": {}}},
            "'a--b' and 'a-b' are the same name in CloudFormation; rename one of them",
        ),
        (
            {"tags": {"team": "a", "TEAM": "b"}},
            "'TEAM' and 'team' differ in case alone, and IAM takes them for one tag; keep one",
        ),
        (
            {"components": {"a": {**SERVICE, "cluster": "x-y"}, "b": {**SERVICE, "cluster": "xy"}}},
            "'xy' and 'x-y' are the same name in CloudFormation; rename one of them",
        ),
        (
            {
                "components": {
                    "a": {**SERVICE, "image": {"repository": "aa", "tag": {"parameter": "t_ag"}}},
                    "b": {**SERVICE, "image": {"repository": "bb", "tag": {"parameter": "tag"}}},
                }
            },
            "'tag' and 't_ag' are the same parameter in CloudFormation; rename one, or use one name",
        ),
        (
            {
                "components": {"a": SERVICE, "b": CACHE},
                "connections": {"a -> b #x_y": {}, "a -> b #xy": {}, "a -> b #other": {}},
            },
            "has the same name in CloudFormation as a -> b #x_y; give one of them another name after #",
        ),
        (
            {"components": {"a": {"kind": "s3_bucket", "tags": {"Owner": "x"}}}, "tags": {"owner": "y"}},
            "'Owner' and 'owner' differ in case alone, and IAM takes them for one tag; keep one",
        ),
    ],
)
def test_other_names_that_would_be_one_are_refused(fields: dict[str, Any], message: str) -> None:
    """Clusters, tags, parameters and arrows."""
    with pytest.raises(ValidationError) as raised:
        architecture(fields.pop("components", {}), **fields)
    assert _said(raised.value) == message


@pytest.mark.parametrize(
    ("components", "connections", "name"),
    [
        (
            {
                "api": {**SERVICE, "secrets": {"FOO": "generated"}},
                "api_foo": {**DATABASE, "master_credentials": "static_secret"},
            },
            {},
            "ApiFooSecret",
        ),
        (
            {"api": {**SERVICE, "secrets": {"A_B": "generated"}}, "api_a": {**SERVICE, "secrets": {"B": "generated"}}},
            {},
            "ApiABSecret",
        ),
        (
            {"api": {**SERVICE, "secrets": {"TO_STORE_USER": "generated"}}, "store": CACHE},
            {"api -> store": {}},
            "ApiToStoreUserSecret",
        ),
    ],
)
def test_secrets_that_share_an_id_with_another_part_are_refused_by_the_plan(
    components: dict[str, Any], connections: dict[str, Any], name: str
) -> None:
    """Before Node, which would name no component."""
    with pytest.raises(PlanError, match=f"the resource '{name}' would be there twice"):
        plan(architecture(components, connections=connections))


@pytest.mark.parametrize("name", DEVICES)
def test_no_output_is_named_after_a_device(name: str) -> None:
    """A repository with such a folder cannot be checked out on Windows."""
    with pytest.raises(ValidationError, match="is a device to Windows"):
        Architecture(name=name, title="A", language="en", region="sa-east-1")
    with pytest.raises(ValidationError, match="is a device to Windows"):
        architecture({}, environments={name: {}})


@pytest.mark.parametrize("name", ["con1", "console", "com", "com10", "lpt", "nul-l", "aux-1", "coms"])
def test_names_that_only_begin_like_a_device_are_taken(name: str) -> None:
    """Windows reserves the whole name."""
    assert architecture({}, environments={name: {}}).environments == {name: {}}


@pytest.mark.parametrize(
    "name", ["CON", "con.txt", "con ", "con.", "com¹", "a.", "a ", "..", ".", "a/b", "a\\b", "-a", "a:b", ""]
)
def test_other_names_of_no_file_have_no_form(name: str) -> None:
    """The form of a name leaves no room for the rest of what file systems refuse."""
    with pytest.raises(ValidationError):
        Architecture(name=name, title="A", language="en", region="sa-east-1")


@pytest.mark.parametrize("key", ["aws:a", "AWS:a", "Aws:team", "archspec:architecture", "ARCHSPEC:component"])
def test_tags_with_a_meaning_are_not_the_specs(key: str) -> None:
    """A policy names resources by them, so a tag of the spec could open what another architecture has."""
    with pytest.raises(ValidationError, match="are reserved"):
        architecture({}, tags={key: "x"})
