"""Load balancers in tests."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from archspec.architecture import Architecture
from archspec.components.base import Acts, facts_file
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer
from archspec.parts.testing import (
    Needs,
    Part,
    Parts,
    Surroundings,
    Testing,
    Values,
    bound_entry,
    certificates,
    choices,
    entry_parts,
    field,
)

_HOSTS: Final = st.sampled_from(("api.example.com", "*.example.com"))


def _parts(compliant_on: date | None) -> Parts:
    policies = facts_file("tls_policies", __package__)
    policy = st.sampled_from(policies["recommended" if compliant_on else "policies"])
    unwise = choices(ApplicationLoadBalancer, compliant_on, {"http": {"forward"}, "web_acl": {False}})
    return unwise | {"tls_policy": field("tls_policy", policy)} | entry_parts()


def _bound(around: Surroundings) -> Parts:
    """Present a certificate of the region, and do without a firewall where nobody comes from outside."""
    parts = bound_entry(around) | {"certificate": certificates(around.region)}
    if any(Acts.OUTSIDE in facts.acts for facts in around.sources):
        return parts
    return parts | {"web_acl": field("web_acl", st.booleans())}


def _routes(number: int) -> Part:
    """Draw the paths and hosts of a target; the first may take every request."""
    paths = st.sampled_from((f"/{number}/*", f"/v{number}?/*.html")).map(lambda path: [path])
    hosts = st.lists(_HOSTS, unique=True, max_size=2)
    if number:
        return st.fixed_dictionaries({"paths": paths}, optional={"hosts": hosts})
    return st.fixed_dictionaries({}, optional={"paths": paths, "hosts": hosts})


def _mended(architecture: Architecture, name: str, balancer: ApplicationLoadBalancer) -> Values:
    """Give an origin of a distribution the name that it is asked under, and another one a certificate."""
    sources = (architecture.components[arrow.source] for arrow in architecture.connections if arrow.target == name)
    if balancer.hostnames:
        return {}
    if any(Acts.FRONTS in source.facts.acts for source in sources):
        return {"hostnames": [f"origin-{name.replace('_', '-')}-x"]}
    if balancer.certificate or balancer.http == "forward":
        return {}
    arn = f"arn:aws:acm:{architecture.region}:111122223333:certificate/1"
    return {"certificate": {"existing": {"arn": arn}}}


TESTING: Final[Testing[ApplicationLoadBalancer]] = Testing(
    model=ApplicationLoadBalancer,
    smallest={},
    parts=_parts,
    required=frozenset(),
    held=frozenset({"hostnames"}),
    removable=frozenset(),
    bound=_bound,
    routes=_routes,
    needs=Needs(zones=2, target=False, host_names=True),
    mended=_mended,
)
