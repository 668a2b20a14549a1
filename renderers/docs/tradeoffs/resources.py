"""What a deployment consists of, counted by service, and what each resource is billed by."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from archspec.architecture.offers import GENERATED
from archspec.bilingual import Text
from archspec.components import Role
from archspec.parts.pages import pages_of
from archspec.parts.resources import (
    ALARM,
    CERTIFICATE,
    FUNCTION,
    HEALTH_CHECK,
    NAT_GATEWAY,
    RECORD,
    SECRET,
    SECURITY_GROUP,
    STACK,
    SUBNET,
    VPC,
    WEB_ACL,
    Billing,
    Resource,
    ResourceType,
    exactly,
)
from archspec.views.infrastructure import behind_web_acls
from renderers.docs.deployment import Deployment
from renderers.docs.inputs import PageInputs
from renderers.docs.markdown import Markdown, code, table
from renderers.docs.words import Words

BILLING: Final[Mapping[Billing, Text]] = {
    "hour": Text(en="by the hour, used or not", pt="por hora, com ou sem uso"),
    "running": Text(en="by the second, while it runs", pt="por segundo, enquanto roda"),
    "month": Text(en="by the month, used or not", pt="por mês, com ou sem uso"),
    "usage": Text(en="by what is used", pt="pelo que se usa"),
    "nothing": Text(en="free of charge", pt="sem custo"),
}

ROLES: Final = (
    Role.LOAD_BALANCER,
    Role.COMPUTE,
    Role.DATABASE,
    Role.CACHE,
    Role.STORAGE,
    Role.CDN,
    Role.DNS,
    Role.ACTOR,
)
"""Components in the order of the table, between the network and what serves all of them."""
_NETWORK: Final = (VPC, SUBNET, NAT_GATEWAY, SECURITY_GROUP)
_SERVING_ALL: Final = (RECORD, HEALTH_CHECK, CERTIFICATE, WEB_ACL, SECRET, FUNCTION, ALARM, STACK)


def resources_of(deployment: Deployment) -> list[Resource]:
    """Return what a deployment creates of each type, none left out of which there may be one."""
    own = (resource for role in ROLES for resource in _of_role(deployment, role))
    counted = [*_network(deployment), *own, *_serving_all(deployment)]
    return [total for one in _types([deployment]) if (total := _total(one, counted)).high]


def _types(deployments: Collection[Deployment]) -> list[ResourceType]:
    """Return the types in the order of the table: what serves all is last, whichever component asks for it."""
    own = (resource.type for role in ROLES for deployment in deployments for resource in _of_role(deployment, role))
    found = dict.fromkeys([*_NETWORK, *own])
    return [*(one for one in found if one not in _SERVING_ALL), *_SERVING_ALL]


def _total(of: ResourceType, resources: Iterable[Resource]) -> Resource:
    found = [resource for resource in resources if resource.type == of]
    shared = [_largest(name, found) for name in dict.fromkeys(one.shared for one in found) if name is not None]
    counted = [*(one for one in found if one.shared is None), *shared]
    return Resource(of, sum(one.low for one in counted), sum(one.high for one in counted))


def _largest(shared: str, resources: Iterable[Resource]) -> Resource:
    return max((one for one in resources if one.shared == shared), key=lambda one: one.high)


def _of_role(deployment: Deployment, role: Role) -> Iterator[Resource]:
    for name, component in deployment.architecture.components.items():
        if component.facts.role is role:
            yield from pages_of(component).resources(deployment.described(name))


def _network(deployment: Deployment) -> Iterator[Resource]:
    vpc = deployment.plan.vpc
    if vpc is not None and vpc.existing is None:
        yield exactly(1, VPC)
        yield exactly(len(vpc.subnets), SUBNET)
        yield exactly(vpc.nat_gateways, NAT_GATEWAY)
    yield exactly(len(deployment.plan.security_groups), SECURITY_GROUP)


def _serving_all(deployment: Deployment) -> Iterator[Resource]:
    plan = deployment.plan
    yield exactly(len(plan.records), RECORD)
    yield exactly(len(plan.health_checks), HEALTH_CHECK)
    yield exactly(sum(certificate.existing_arn is None for certificate in plan.certificates), CERTIFICATE)
    yield exactly(len(behind_web_acls(deployment.architecture)), WEB_ACL)
    yield exactly(_secrets(deployment), SECRET)
    yield exactly(len(_functions(deployment)), FUNCTION)
    yield exactly(len(plan.alarms), ALARM)
    yield exactly(len(plan.stacks), STACK)


def _secrets(deployment: Deployment) -> int:
    """Return how many secrets are made for clients: those of containers, and of their users in caches."""
    generated = [
        secret for container in deployment.containers for secret in container.secrets if secret.kind == GENERATED
    ]
    return len(generated) + len(deployment.cache_users)


def _functions(deployment: Deployment) -> Collection[str]:
    return {flow.source for flow in deployment.flows} - deployment.architecture.components.keys()


def resources_table(inputs: PageInputs, words: Words) -> Markdown | None:
    """Return every type of resource with its number in each environment, and what it is billed by."""
    counted = {
        environment: {resource.type: resource for resource in resources_of(deployment)}
        for environment, deployment in inputs.deployments.items()
    }
    rows = [
        [
            one.service,
            words(one.noun[1]),
            *(resources[one].number if one in resources else "" for resources in counted.values()),
            words(BILLING[one.billing]),
        ]
        for one in _types(inputs.deployments.values())
        if any(one in resources for resources in counted.values())
    ]
    numbers = [words["number"] if environment is None else code(environment) for environment in counted]
    return table([words["service"], words["resource"], *numbers, words["billed"]], rows) if rows else None
