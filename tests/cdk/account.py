"""An account of moto, with what a deployment finds there, and the stacks of a deployment in it."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import boto3
import pytest
from moto import mock_aws
from moto.acm.models import acm_backends
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.route53.models import route53_backends

from archspec.components.base import Acts, ComponentBase
from tests.cdk.deployment import Deployment
from tests.cdk.moto_types import more_types
from tests.cdk.template import text

_ORDER: Final = ("Zone", "Registry", "Edge", "Main")
_BOOTSTRAP_VERSION: Final = "/cdk-bootstrap/hnb659fds/version"


@dataclass(frozen=True)
class Account:
    """An account with the stacks of a deployment."""

    deployment: Deployment

    def region(self, stack: str) -> str:
        """Return the region a stack is deployed to."""
        return "us-east-1" if stack == "Edge" else self.deployment.architecture.region

    def client(self, service: str, stack: str = "Main") -> Any:  # noqa: ANN401  boto3 has no types
        """Return a client of a service in the region of a stack."""
        return boto3.client(service, region_name=self.region(stack))

    def physical_id(self, logical_id: str, stack: str = "Main") -> str:
        """Return what a resource is called in the account."""
        found = self.client("cloudformation", stack).describe_stack_resource(
            StackName=stack, LogicalResourceId=logical_id
        )
        return str(found["StackResourceDetail"]["PhysicalResourceId"])


@contextmanager
def deployed(deployment: Deployment, parameters: Mapping[str, str]) -> Iterator[Account]:
    """Deploy the stacks of a deployment, one after the other, into an account of their own.

    A stack is given the parameters it has, and the outputs of those before it that are called like one.
    """
    with pytest.MonkeyPatch.context() as patch, more_types():
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        with mock_aws():
            account = Account(deployment)
            _make_zones(deployment)
            _make_certificates(deployment)
            known = dict(parameters)
            for stack in _ORDER:
                if stack in deployment.templates:
                    _bootstrap(account, stack)
                    _create(account, stack, known)
                    known |= _outputs(account, stack)
            yield account


def _make_zones(deployment: Deployment) -> None:
    """Make the hosted zones that the spec says are there, under their ids."""
    architecture = deployment.architecture
    zones = route53_backends[DEFAULT_ACCOUNT_ID]["aws"].zones
    for zone in architecture.components.values():
        zone_id = _zone_id(zone)
        if zone_id is not None:
            name = f"{getattr(zone, 'domain', None) or architecture.domain}."
            made = boto3.client("route53").create_hosted_zone(Name=name, CallerReference=zone_id)
            kept = zones.pop(made["HostedZone"]["Id"].rpartition("/")[2])
            kept.resource_id = zone_id
            zones[kept.resource_id] = kept


def _zone_id(component: ComponentBase) -> str | None:
    existing = getattr(component, "existing", None) if Acts.RESOLVES in component.facts.acts else None
    return None if existing is None else str(existing.zone_id)


def _make_certificates(deployment: Deployment) -> None:
    """Make the certificates that the spec says are there, under their ARNs."""
    for component in deployment.architecture.components.values():
        certificate = getattr(component, "certificate", None)
        if certificate is not None:
            arn = certificate.existing.arn
            region = arn.split(":")[3]
            made = boto3.client("acm", region_name=region).request_certificate(DomainName="example.com")
            known = acm_backends[DEFAULT_ACCOUNT_ID][region]._certificates
            known[arn] = known.pop(made["CertificateArn"])


def _bootstrap(account: Account, stack: str) -> None:
    """Make what `cdk bootstrap` makes: a version, and a bucket with the code of functions."""
    account.client("ssm", stack).put_parameter(Name=_BOOTSTRAP_VERSION, Value="30", Type="String", Overwrite=True)
    s3 = account.client("s3", "Edge")
    for function in account.deployment.templates[stack].of_type("AWS::Lambda::Function"):
        code = function.properties["Code"]
        bucket = text(code["S3Bucket"]).replace("${AWS::AccountId}", DEFAULT_ACCOUNT_ID)
        s3.create_bucket(Bucket=bucket)
        s3.put_object(Bucket=bucket, Key=code["S3Key"], Body=_code())


@cache
def _code() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.py", "")
    return packed.getvalue()


def _create(account: Account, stack: str, parameters: Mapping[str, str]) -> None:
    body = account.deployment.templates[stack].body
    given = [
        {"ParameterKey": name, "ParameterValue": value}
        for name, value in parameters.items()
        if name in body.get("Parameters", {})
    ]
    account.client("cloudformation", stack).create_stack(
        StackName=stack, TemplateBody=json.dumps(body), Parameters=given, Capabilities=["CAPABILITY_IAM"]
    )


def _outputs(account: Account, stack: str) -> Mapping[str, str]:
    [described] = account.client("cloudformation", stack).describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", ())}


def incomplete(account: Account) -> Iterator[str]:
    """Return each stack that is not whole, and each resource of a template that is not there."""
    for stack, template in account.deployment.templates.items():
        client = account.client("cloudformation", stack)
        [described] = client.describe_stacks(StackName=stack)["Stacks"]
        if described["StackStatus"] != "CREATE_COMPLETE":
            yield f"{stack} is {described['StackStatus']}"
        pages = client.get_paginator("list_stack_resources").paginate(StackName=stack)
        found = {item["LogicalResourceId"] for page in pages for item in page["StackResourceSummaries"]}
        yield from (f"{stack} lacks {name}" for name in template.resources.keys() - found)
