"""How many CloudFormation resources each part of a plan becomes; tests count those of the templates."""

from typing import TYPE_CHECKING, Final, assert_never

from archspec.architecture.offers import GENERATED
from archspec.components import (
    Actor,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from archspec.planning.stacks import StackId, alarm_stack

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
_WEB_ACL: Final = 3
"""A web ACL, its log group, and what joins them."""
_SERVICE: Final = 9
"""A service, its task definition, log group, two roles, the policy of one of them, and scaling by two policies."""
_DATABASE: Final = 5
"""An instance, its subnet, parameter and log groups, and the role that monitors it."""
_SECRET_OF_DATABASE: Final = 2
"""A secret, and what tells it of the instance."""
_ROTATION: Final = 3
"""A schedule, the application with the function, and the policy that keeps the secret from being deleted."""
_EXTENSIONS: Final = 5
"""A custom resource, a function, its log group, role and policy."""
_ROLE: Final = 2
"""A role and its policy."""
_CACHE: Final = 3
"""A replication group, its subnet group and its log group."""
_USERS: Final = 2
"""A user group, and the user that can do nothing."""
_USER: Final = 2
"""A user and its secret."""
_BUCKET: Final = 2
"""A bucket and its policy."""


def shared_resources(plan: "Plan", stack: "Stack") -> int:
    """Return how many resources of a stack belong to no component: network, cluster, access logs, alarm topic."""
    components = plan.architecture.components
    match stack.id:
        case "Zone":
            return 0
        case "Registry":
            return len(plan.repositories)
        case "Edge":
            topic = _ALARM_TOPIC if has_alarms(plan, stack.id) else 0
            return (_ACCESS_LOGS if stack.components else 0) + topic + len(plan.health_checks)
        case "Main":
            kinds = {type(components[name]) for name in stack.components}
            return (
                (_network(plan.vpc) if plan.vpc else 0)
                + (_ACCESS_LOGS if kinds & {S3Bucket, ApplicationLoadBalancer} else 0)
                + (_ALARM_TOPIC if has_alarms(plan, stack.id) else 0)
                + len(_created_clusters(plan))
                + bool(plan.by_component.called_services)
            )
        case _:
            assert_never(stack.id)


def has_alarms(plan: "Plan", stack: StackId) -> bool:
    """Tell whether a stack has alarms, in itself or in a stack inside it."""
    return any(alarm_stack(plan.architecture, alarm) == stack for alarm in plan.alarms)


def _network(vpc: "Vpc") -> int:
    if vpc.existing is not None:
        return 0
    routed = [subnet for subnet in vpc.subnets if subnet.placement != "isolated"]
    return _VPC + _SUBNET * len(vpc.subnets) + len(routed) + _GATEWAY * vpc.nat_gateways


def _created_clusters(plan: "Plan") -> set[str]:
    services = plan.architecture.of_kind(FargateService).values()
    known = plan.architecture.clusters
    return {made.cluster for made in services if made.cluster not in known or known[made.cluster].existing is None}


def component_resources(plan: "Plan", name: str) -> int:  # noqa: PLR0911  one flat case for each kind
    """Return how many resources a component becomes, without what `stack_sizes` counts one by one."""
    component = plan.architecture.components[name]
    match component:
        case Actor():
            return 0
        case Route53Zone():
            return 1
        case S3Bucket():
            return _BUCKET
        case CloudfrontDistribution():
            return _distribution(plan, name, component)
        case ApplicationLoadBalancer():
            return _load_balancer(plan, name)
        case FargateService():
            return _service(plan, name)
        case RdsInstance():
            return _database(plan, name, component)
        case ElasticacheReplicationGroup():
            return _cache(plan, name, component)
        case _:
            assert_never(component)


def _distribution(plan: "Plan", name: str, cdn: CloudfrontDistribution) -> int:
    origins = [
        plan.architecture.components[arrow.target]
        for arrow in plan.architecture.arrows_from(name)
        if isinstance(plan.architecture.components[arrow.target], S3Bucket)
    ]
    signed = len(origins) if cdn.origin_access == "origin_access_control" else 0
    paged = sum(_has_pages(origin) for origin in origins) if cdn.default_root_object else 0
    records = 2 * len(plan.by_component.records.get(name, ()))
    return 1 + (_WEB_ACL if cdn.web_acl else 0) + signed + paged + _certificates(plan, name) + records


def _has_pages(origin: object) -> bool:
    return isinstance(origin, S3Bucket) and origin.website is not None and origin.website.single_page


def _certificates(plan: "Plan", name: str) -> int:
    certificate = plan.by_component.certificates.get(name)
    return int(certificate is not None and certificate.existing_arn is None)


def web_acl_resources(plan: "Plan", name: str) -> int:
    """Return how many resources the web ACL of a load balancer becomes, with what joins the two."""
    balancer = plan.architecture.of_kind(ApplicationLoadBalancer)[name]
    return _WEB_ACL + 1 if balancer.web_acl and plan.by_component.listeners[name].internet_facing else 0


def _load_balancer(plan: "Plan", name: str) -> int:
    planned = plan.by_component.listeners[name]
    listeners = (planned.certificate is not None) + (planned.http != "closed")
    return 1 + listeners + _certificates(plan, name) + len(plan.by_component.records.get(name, ()))


def _service(plan: "Plan", name: str) -> int:
    granted = any(grant.principal == "task_role" for grant in plan.by_component.grants.get(name, ()))
    return _SERVICE + granted + (name in plan.by_component.called_services)


def generated_secrets(plan: "Plan", name: str) -> int:
    """Return how many secrets are made for a service."""
    return sum(secret.kind == GENERATED for secret in plan.by_component.containers[name].secrets)


def _database(plan: "Plan", name: str, database: RdsInstance) -> int:
    grants = [grant for grant in plan.by_component.grants.get(name, ()) if grant.principal == "database_role"]
    imports = any("s3:GetObject" in grant.actions for grant in grants)
    exports = any("s3:PutObject" in grant.actions for grant in grants)
    own_secret = _SECRET_OF_DATABASE if database.master_credentials != "managed_by_rds" else 0
    rotated = _ROTATION if database.master_credentials == "rotated_secret" else 0
    extended = _EXTENSIONS if database.extensions else 0
    return _DATABASE + _ROLE * (imports + exports) + own_secret + rotated + extended


def _cache(plan: "Plan", name: str, cache: ElasticacheReplicationGroup) -> int:
    match cache.authentication:
        case "rbac":
            return _CACHE + _USERS + _USER * len(plan.by_component.cache_users.get(name, ()))
        case "auth_token":
            return _CACHE + 1
        case "none":
            return _CACHE
        case _:
            assert_never(cache.authentication)
