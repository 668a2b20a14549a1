"""ARNs and ids of AWS: each names one thing, at a place there is."""

from typing import Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError

from archspec.architecture import ExistingVpc
from archspec.components.arns import ARN_RULE, Arn, CertificateArn, SecretArn
from archspec.errors import PlanError
from archspec.kinds.route53_zone import ExistingZone
from archspec.kinds.s3_bucket import ExistingBucket
from archspec.planning import plan
from tests.cdk.synthesis import synthesized
from tests.checks.examples import SERVICE, architecture

SECRET: Final = "arn:aws:secretsmanager:sa-east-1:111122223333:secret:shop/db-AbCdEf"
PARAMETER: Final = "arn:aws:ssm:sa-east-1:111122223333:parameter/shop/key"
CERTIFICATE: Final = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-1111-2222-3333-444455556666"
WILD: Final = "has a wildcard, so it names more than one; write the ARN of one"
NOWHERE: Final = "is in no region of partition aws; write one such as sa-east-1"
ELSEWHERE: Final = "is in another partition than its region, which is in aws; begin it with arn:aws:"
NOBODYS: Final = "names no account; write its 12 digits"
NAME: Final = (
    "has a name that nothing of the service can have, or something behind the name, such as a key or a version; write"
    " the ARN as AWS shows it"
)


def _refusal(kind: Any, value: str) -> str | None:  # noqa: ANN401  a type with annotations
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        (details,) = error.errors()
        return str(details["ctx"]["error"]) if "error" in details.get("ctx", {}) else details["type"]
    return None


@pytest.mark.parametrize(
    "arn",
    [
        SECRET,
        SECRET.removesuffix("-AbCdEf"),
        SECRET.replace("shop/db", "a_b+c=d.e@f-g/h"),
        SECRET.replace("sa-east-1", "eu-west-1").replace("111122223333", "000000000001"),
        SECRET.replace("shop/db", "a" * 512),
        PARAMETER,
        PARAMETER.replace("shop/key", "key"),
        PARAMETER.replace("shop/key", "/".join("abcdefghijklmno")),
    ],
)
def test_an_arn_of_one_secret_is_taken(arn: str) -> None:
    """Whole and partial names, other regions and accounts, parameters of one level and of fifteen."""
    assert _refusal(SecretArn, arn) is None
    assert str(Arn.parse(arn)) == arn


@pytest.mark.parametrize(
    ("arn", "refusal"),
    [
        (SECRET.replace("shop/db-AbCdEf", "*"), WILD),
        (SECRET.replace("shop/db", "shop/*"), WILD),
        (SECRET.replace("AbCdEf", "??????"), WILD),
        (SECRET.replace("111122223333", "*"), WILD),
        (SECRET.replace("sa-east-1", "*"), WILD),
        (SECRET.replace("arn:aws:", "arn:*:"), WILD),
        (PARAMETER.replace("shop/key", "*"), WILD),
        (PARAMETER.replace("key", "ke?"), WILD),
        (SECRET.replace("sa-east-1", "sa-est-1"), NOWHERE),
        (SECRET.replace("sa-east-1", ""), NOWHERE),
        (SECRET.replace("arn:aws:", "arn:aws-cn:").replace("sa-east-1", "cn-north-1"), NOWHERE),
        (SECRET.replace("arn:aws:", "arn:aws-cn:"), ELSEWHERE),
        (SECRET.replace("arn:aws:", "arn:aws-us-gov:"), ELSEWHERE),
        (SECRET.replace("arn:aws:", "arn::"), ELSEWHERE),
        (SECRET.replace("111122223333", ""), NOBODYS),
        (SECRET.replace("111122223333", "1111"), NOBODYS),
        (SECRET.replace("111122223333", "١١١١٢٢٢٢٣٣٣٣"), NOBODYS),
        (SECRET + ":password::", NAME),
        (SECRET + "::AWSPREVIOUS:", NAME),
        (SECRET + '"', NAME),
        (SECRET + "\x1b[31m", NAME),
        (SECRET + "\n", NAME),
        (SECRET + " ", NAME),
        (SECRET + "\u202e", NAME),
        (SECRET + "${Token[TOKEN.1]}", NAME),
        (SECRET + "{{resolve:ssm:a}}", NAME),
        (SECRET.replace("shop/db-AbCdEf", ""), NAME),
        (SECRET.replace("shop/db", "ação"), NAME),
        (SECRET.replace("secret:", "secrets:"), NAME),
        (SECRET.replace("shop/db", "a" * 600), NAME),
        (PARAMETER.replace("parameter/", "parameter"), NAME),
        (PARAMETER + "/", NAME),
        (PARAMETER + ":3", NAME),
        (PARAMETER.replace("shop", "shop//x"), NAME),
        (PARAMETER.replace("shop/key", "/".join("abcdefghijklmnop")), NAME),
        (SECRET.replace("secretsmanager", "s3"), ARN_RULE),
        (SECRET.replace("secretsmanager", "SecretsManager"), ARN_RULE),
        (SECRET.replace("arn:", "ARN:"), ARN_RULE),
        (f" {SECRET}", ARN_RULE),
        ("hunter2", ARN_RULE),
        ("arn:aws:secretsmanager", ARN_RULE),
        (PARAMETER + "x" * 20_000, "string_too_long"),
    ],
    ids=ascii,
)
def test_an_arn_of_anything_else_is_refused(arn: str, refusal: str) -> None:
    """Each with its own rule."""
    assert _refusal(SecretArn, arn) == refusal


@pytest.mark.parametrize(
    ("arn", "refusal"),
    [
        (CERTIFICATE, None),
        (CERTIFICATE.replace("0f1e2d3c-1111-2222-3333-444455556666", "*"), WILD),
        (CERTIFICATE.replace("us-east-1", "us-east-9"), NOWHERE),
        (CERTIFICATE.replace("arn:aws:", "arn:aws-cn:"), ELSEWHERE),
        (
            CERTIFICATE.replace("arn:aws:", "arn:aws:x:"),
            "is not the ARN of a certificate; copy it from AWS Certificate Manager",
        ),
        (CERTIFICATE + "/${AWS::AccountId}", NAME),
    ],
)
def test_a_certificate_is_one_at_a_place_there_is(arn: str, refusal: str | None) -> None:
    """CloudFront and load balancers take those of AWS Certificate Manager."""
    assert _refusal(CertificateArn, arn) == refusal


@pytest.mark.parametrize(
    ("kind", "values", "taken"),
    [
        (ExistingVpc, {"vpc_id": "vpc-0123456789abcdef0"}, True),
        (ExistingVpc, {"vpc_id": "vpc-01234567"}, True),
        (ExistingVpc, {"vpc_id": "vpc-0123456789"}, False),
        (ExistingVpc, {"vpc_id": "vpc-*"}, False),
        (ExistingVpc, {"vpc_id": "vpc-01234567", "public_subnets": ["subnet-0123456789abcdef0"]}, True),
        (ExistingVpc, {"vpc_id": "vpc-01234567", "public_subnets": ["subnet-0123456789a"]}, False),
        (ExistingZone, {"zone_id": "Z0123456789ABCDEFGHIJ"}, True),
        (ExistingZone, {"zone_id": "/hostedzone/Z0123456789"}, False),
        (ExistingZone, {"zone_id": "Z*"}, False),
        (ExistingBucket, {"name": "files.example.com"}, True),
        (ExistingBucket, {"name": "192.168.0.1"}, False),
        (ExistingBucket, {"name": "files-s3alias"}, False),
        (ExistingBucket, {"name": "sthree-files"}, False),
        (ExistingBucket, {"name": "*"}, False),
    ],
)
def test_ids_have_the_form_aws_gives_them(kind: Any, values: dict[str, Any], *, taken: bool) -> None:  # noqa: ANN401
    """Neither shortened nor with signs that stand for others."""
    try:
        kind.model_validate(values)
    except ValidationError:
        assert not taken
    else:
        assert taken


def _task_secrets(arn: str) -> tuple[Any, Any]:
    """Return what the template of a service with a secret refers to, and what its execution role may read."""
    subject = architecture({"api": {**SERVICE, "secrets": {"KEY": arn}}})
    main = synthesized(subject).main
    (task,) = main.of_type("AWS::ECS::TaskDefinition")
    (secret,) = task.properties["ContainerDefinitions"][0]["Secrets"]
    reading = [
        statement["Resource"]
        for policy in main.of_type("AWS::IAM::Policy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if "secretsmanager:GetSecretValue" in statement["Action"] or "ssm:GetParameters" in statement["Action"]
    ]
    return secret["ValueFrom"], reading


@pytest.mark.slow
def test_a_role_may_read_the_secret_and_no_other() -> None:
    """The ARN of the spec is the resource of the permission."""
    assert _task_secrets(SECRET) == (SECRET, [SECRET])
    partial = SECRET.removesuffix("-AbCdEf")
    assert _task_secrets(partial) == (partial, [f"{partial}-??????"])


@pytest.mark.slow
def test_a_role_may_read_the_parameter_and_no_other() -> None:
    """Its name is the one in the ARN, of one level or of several."""
    for name in ("key", "shop/key"):
        value, (resource,) = _task_secrets(PARAMETER.replace("shop/key", name))
        for found in (value, resource):
            assert found["Fn::Join"][1][-1].endswith(f":parameter/{name}")


def test_a_parameter_elsewhere_is_refused_by_the_plan() -> None:
    """A task reads parameters of its own account and region."""
    subject = architecture({"api": {**SERVICE, "secrets": {"KEY": PARAMETER.replace("sa-east-1", "us-east-1")}}})
    with pytest.raises(PlanError, match="is a parameter of account 111122223333 in us-east-1"):
        plan(subject)
