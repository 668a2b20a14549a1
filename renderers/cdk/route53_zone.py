"""Hosted zones."""

from functools import partial
from typing import Final

from archspec.kinds.route53_zone.model import Route53Zone
from renderers.cdk.aws import cdk, note, route53, section
from renderers.cdk.builder import OUTPUTS_ALONE, AccessLogs, Builder, Phase, nothing_known, stateful_types
from renderers.cdk.built import Built
from renderers.cdk.stack_build import StackBuild


def _build(build: StackBuild, component_id: str, zone: Route53Zone) -> Built:
    """Make a hosted zone, and say which name servers the registrar has to name."""
    domain = str(zone.domain or build.architecture.domain)
    section(component_id, domain)
    made = route53.PublicHostedZone(build.scope, build.id(component_id), zone_name=domain)
    made.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
    build.tag(made, component_id)
    cdk.CfnOutput(
        build.scope,
        build.id(component_id, "ZoneId"),
        value=made.hosted_zone_id,
        description=f"Parameter {build.id(component_id, 'ZoneId')} of the stacks that add names to {domain}",
    )
    servers = made.hosted_zone_name_servers
    assert servers is not None  # noqa: S101  the CDK knows them for every zone it makes
    cdk.CfnOutput(
        build.scope,
        build.id(component_id, "NameServers"),
        value=cdk.Fn.join(" ", servers),
        description=f"Name servers to enter at the registrar of {domain}",
    )
    return Built(construct=made, hosted_zone=made)


def _use(build: StackBuild, component_id: str, zone: Route53Zone) -> Built:
    """Refer to a zone that names or certificates of this stack need: an existing one, or that of the Zone stack."""
    if component_id not in _needed(build):
        return Built()
    used = route53.HostedZone.from_hosted_zone_attributes(
        build.scope,
        build.id(component_id),
        zone_name=str(zone.domain or build.architecture.domain),
        hosted_zone_id=zone.existing.zone_id if zone.existing else _zone_parameter(build, component_id),
    )
    return Built(construct=used, hosted_zone=used)


def _needed(build: StackBuild) -> set[str | None]:
    records = {record.zone for record in build.plan.records if record.component in build.created}
    return records | {proof.zone for proof in build.plan.certificates if proof.component in build.created}


def _zone_parameter(build: StackBuild, component_id: str) -> str:
    note("No stack refers to another; the Zone stack prints the value.")
    name = build.id(component_id, "ZoneId")
    parameter = cdk.CfnParameter(
        build.scope,
        name,
        type="AWS::Route53::HostedZone::Id",
        description=f"Output {name} of the Zone stack",
    )
    return parameter.value_as_string


BUILDER: Final[Builder[Route53Zone]] = Builder(
    phase=Phase.RESOURCES,
    access_logs=AccessLogs.NONE,
    build=_build,
    known=nothing_known,
    use=_use,
    stateful=partial(stateful_types, "archspec.kinds.route53_zone"),
    nesting=OUTPUTS_ALONE,
)
