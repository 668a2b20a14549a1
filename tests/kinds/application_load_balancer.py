"""Load balancers: they listen where the spec says, and face the internet where an arrow comes from outside."""

from collections.abc import Iterator
from typing import Final

import pytest

from archspec.architecture import Architecture, Connection
from archspec.components.base import ComponentBase, Location, Placement, facts_file
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.oracle import (
    Oracle,
    Promise,
    Variables,
    faces_the_internet,
    keeps_nothing,
    no_actions,
    no_helper,
)
from tests.cdk.template import Resource, differences, reference
from tests.components.certificates import ARNS
from tests.components.refusing import refusals

_BALANCER: Final = "AWS::ElasticLoadBalancingV2::LoadBalancer"
_LISTENER: Final = "AWS::ElasticLoadBalancingV2::Listener"
_HTTP, _HTTPS = 80, 443


def listener_ports(balancer: ApplicationLoadBalancer) -> tuple[int, ...]:
    """Return the ports a load balancer has to listen on, HTTPS first."""
    encrypted = bool(balancer.certificate or balancer.hostnames)
    return (*((_HTTPS,) if encrypted else ()), *((_HTTP,) if balancer.http != "closed" else ()))


def listeners_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Load balancers listen on the ports of the spec, and on port 80 do what the spec says."""
    for name, balancer in deployment.architecture.of_kind(ApplicationLoadBalancer).items():
        made = deployment.component(name, _BALANCER)
        listeners = [] if made is None else list(_listeners(deployment, made))
        ports = {int(listener.properties["Port"]) for listener in listeners}
        if ports != set(listener_ports(balancer)):
            yield f"{name} listens on {sorted(ports)}"
        for listener in listeners:
            yield from _listener(name, balancer, listener)


def _listeners(deployment: Deployment, balancer: Resource) -> Iterator[Resource]:
    for listener in deployment.main.of_type(_LISTENER):
        if reference(listener.properties["LoadBalancerArn"]) == balancer.id:
            yield listener


def _listener(name: str, balancer: ApplicationLoadBalancer, listener: Resource) -> Iterator[str]:
    actions = {action["Type"] for action in listener.properties["DefaultActions"]}
    encrypted = listener.properties["Protocol"] == "HTTPS"
    if int(listener.properties["Port"]) == _HTTP:
        if encrypted or (actions == {"redirect"}) != (balancer.http == "redirect"):
            yield f"{name} answers plain HTTP with {', '.join(sorted(actions))}"
    elif not encrypted or not listener.properties.get("Certificates"):
        yield f"{name} has no certificate on {listener.properties['Port']}"


def listeners_take_the_tls_of_the_spec(deployment: Deployment) -> Iterator[str]:
    """Each encrypted listener has the security policy of the spec."""
    for name, balancer in deployment.architecture.of_kind(ApplicationLoadBalancer).items():
        for listener in deployment.resources(_LISTENER):
            if listener.tags.get(COMPONENT_TAG) == name and listener.properties["Protocol"] == "HTTPS":
                yield from differences(name, listener, {"SslPolicy": balancer.tls_policy})


def balancers_have_the_firewall_of_the_spec(deployment: Deployment) -> Iterator[str]:
    """Load balancers that face the internet have a web ACL where the spec asks for one, and no others have."""
    guarded = {
        reference(item.properties["ResourceArn"]) for item in deployment.resources("AWS::WAFv2::WebACLAssociation")
    }
    for name, balancer in deployment.architecture.of_kind(ApplicationLoadBalancer).items():
        made = deployment.component(name, _BALANCER)
        expected = balancer.web_acl and faces_the_internet(deployment.architecture, name)
        if made is not None and (made.id in guarded) != expected:
            yield f"{name} {'lacks' if expected else 'has'} a web ACL"


def balancers_log_who_asks(deployment: Deployment) -> Iterator[str]:
    """Each load balancer logs its requests to a bucket that the templates create."""
    for balancer in deployment.resources(_BALANCER):
        attributes = {item["Key"]: item["Value"] for item in balancer.properties["LoadBalancerAttributes"]}
        if not deployment.refers(attributes.get("access_logs.s3.bucket"), "AWS::S3::Bucket"):
            yield f"{balancer.id} logs elsewhere"


def _tier(architecture: Architecture, name: str, _balancer: ApplicationLoadBalancer) -> Placement:
    return "public" if faces_the_internet(architecture, name) else "isolated"


def _public(architecture: Architecture, name: str, _balancer: ApplicationLoadBalancer) -> bool:
    return faces_the_internet(architecture, name)


def _ports(balancer: ApplicationLoadBalancer, source: ComponentBase, _connection: Connection) -> tuple[int, ...]:
    """Let people come to every listener; whatever is in AWS comes to the first."""
    offered = listener_ports(balancer)
    return offered if source.facts.location is Location.OUTSIDE else offered[:1]


def _variables(balancer: ApplicationLoadBalancer) -> Variables:
    return Variables(frozenset({"URL" if balancer.hostnames else "HOST"}), frozenset())


ORACLE: Final[Oracle[ApplicationLoadBalancer]] = Oracle(
    resource_type=_BALANCER,
    promises=(
        listeners_are_as_specified,
        listeners_take_the_tls_of_the_spec,
        balancers_have_the_firewall_of_the_spec,
        balancers_log_who_asks,
    ),
    tier=_tier,
    public=_public,
    outlives=keeps_nothing,
    records=("A",),
    ports=_ports,
    actions=no_actions,
    variables=_variables,
    helper=no_helper,
    is_encrypted={},
    stores_nothing=frozenset(
        {_BALANCER, _LISTENER, "AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ElasticLoadBalancingV2::TargetGroup"}
    ),
)


@pytest.mark.parametrize("promise", ORACLE.promises, ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment."""
    assert list(promise(deployment)) == []


def test_a_security_policy_is_one_of_load_balancers() -> None:
    """A name that is none gets one that is."""
    listeners = facts_file("tls_policies", "archspec.kinds.application_load_balancer")
    ((path, message),) = refusals(ApplicationLoadBalancer, {"tls_policy": "TLSv1.2_2021"})
    assert path == ("tls_policy",)
    assert listeners["recommended"][0] in message


@pytest.mark.parametrize(("arn", "refusal"), ARNS)
def test_an_existing_certificate_is_an_arn(arn: str, refusal: str | None) -> None:
    """That of AWS Certificate Manager."""
    expected = [(("certificate", "existing", "arn"), refusal)] if refusal else []
    assert refusals(ApplicationLoadBalancer, {"certificate": {"existing": {"arn": arn}}}) == expected


def test_recommended_policies_exist() -> None:
    """What is recommended is on offer, and what we default to is recommended."""
    policies = facts_file("tls_policies", "archspec.kinds.application_load_balancer")
    assert set(policies["recommended"]) <= set(policies["policies"])
    assert ApplicationLoadBalancer().tls_policy in policies["recommended"]
