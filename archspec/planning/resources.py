"""How many CloudFormation resources each part of a plan becomes; tests count those of the templates."""

from typing import TYPE_CHECKING, Final, assert_never

from archspec.architecture.offers import GENERATED
from archspec.planning.kind import Guards, StackId, planning_of, spot_of
from archspec.planning.stacks import alarm_stack

if TYPE_CHECKING:
    from archspec.planning.network import Vpc
    from archspec.planning.plan import Plan
    from archspec.planning.stacks import Stack

_SUBNET: Final = 3
"""A subnet, its route table and their association."""
_GATEWAY: Final = 2
"""A NAT gateway and its address."""
_VPC: Final = 11
"""The VPC and its internet gateway with their attachment; flow logs with a group, a role and its policy; what empties
the default security group, which is a custom resource, a function, its role and its log group."""
_ACCESS_LOGS: Final = 2
"""A bucket and its policy."""
_ALARM_TOPIC: Final = 3
"""A topic, its policy and its key."""
WEB_ACL_RESOURCES: Final = 3
"""A web ACL, its log group, and what joins them."""


def shared_resources(plan: "Plan", stack: "Stack") -> int:
    """Return how many resources of a stack belong to no component: network, cluster, access logs, alarm topic."""
    match stack.id:
        case "Zone":
            return 0
        case "Registry":
            return len(plan.repositories)
        case "Edge":
            return _logs_and_topic(plan, stack) + len(plan.health_checks)
        case "Main":
            return (
                (_network(plan.vpc) if plan.vpc else 0)
                + _logs_and_topic(plan, stack)
                + len(_created_clusters(plan))
                + bool(plan.by_component.called_services)
            )
        case _:
            assert_never(stack.id)


def _logs_and_topic(plan: "Plan", stack: "Stack") -> int:
    components = (plan.architecture.components[name] for name in stack.components)
    logged = any(planning_of(component).size.access_logs for component in components)
    return (_ACCESS_LOGS if logged else 0) + (_ALARM_TOPIC if has_alarms(plan, stack.id) else 0)


def has_alarms(plan: "Plan", stack: StackId) -> bool:
    """Tell whether a stack has alarms, in itself or in a stack inside it."""
    return any(alarm_stack(plan.architecture, alarm) == stack for alarm in plan.alarms)


def _network(vpc: "Vpc") -> int:
    if vpc.existing is not None:
        return 0
    routed = [subnet for subnet in vpc.subnets if subnet.placement != "isolated"]
    return _VPC + _SUBNET * len(vpc.subnets) + len(routed) + _GATEWAY * vpc.nat_gateways


def _created_clusters(plan: "Plan") -> set[str]:
    clusters = {needs.cluster for needs in plan.by_component.container_needs.values()}
    known = plan.architecture.clusters
    return {slug for slug in clusters if slug not in known or known[slug].existing is None}


def component_resources(plan: "Plan", name: str) -> int:
    """Return how many resources a component becomes, without what `stack_sizes` counts one by one."""
    spot = spot_of(plan.architecture, name)
    return planning_of(spot.component).size.resources(plan, spot)


def guards_of(plan: "Plan", name: str) -> Guards:
    """Return what of a component may leave Main without it, besides its alarms."""
    spot = spot_of(plan.architecture, name)
    return planning_of(spot.component).nesting.guards(plan, spot)


def created_certificates(plan: "Plan", name: str) -> int:
    """Return how many certificates are issued for an entry."""
    certificate = plan.by_component.certificates.get(name)
    return int(certificate is not None and certificate.existing_arn is None)


def generated_secrets(plan: "Plan") -> int:
    """Return how many secrets are made for services."""
    return sum(secret.kind == GENERATED for made in plan.containers for secret in made.secrets)
