"""Hosted zones."""

from archspec.components import Route53Zone
from renderers.cdk.aws import cdk, note, route53, section
from renderers.cdk.stack_build import StackBuild


def build_zone(build: StackBuild, component_id: str, zone: Route53Zone) -> None:
    """Make a hosted zone, and say which name servers the registrar has to name."""
    domain = str(zone.domain or build.architecture.domain)
    section(component_id, domain)
    made = route53.PublicHostedZone(build.scope, build.id(component_id), zone_name=domain)
    made.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
    build.tag(made, component_id)
    build.handles[component_id] = made
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


def use_zones(build: StackBuild) -> None:
    """Refer to the zones that names and certificates of this stack need: existing ones, or those of the Zone stack."""
    for component_id in dict.fromkeys(_needed(build)):
        zone = build.architecture.of_kind(Route53Zone)[component_id]
        build.zones[component_id] = route53.HostedZone.from_hosted_zone_attributes(
            build.scope,
            build.id(component_id),
            zone_name=str(zone.domain or build.architecture.domain),
            hosted_zone_id=zone.existing.zone_id if zone.existing else _zone_parameter(build, component_id),
        )
        build.handles[component_id] = build.zones[component_id]


def _needed(build: StackBuild) -> list[str]:
    created = set(build.stack.components)
    records = [record.zone for record in build.plan.records if record.component in created]
    proofs = [proof.zone for proof in build.plan.certificates if proof.component in created and proof.zone is not None]
    return [*records, *proofs]


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
