"""What must hold between the parts of an architecture for AWS to accept it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from archspec.architecture.connection import CONNECTION_RULES, Connection, ConnectionClass, connection_rule
from archspec.architecture.ids import deployed_id
from archspec.components import (
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    FargateService,
    Route53Zone,
    kind_of,
    limits,
)
from archspec.components.arns import Arn
from archspec.components.base import facts_file
from archspec.errors import Mistake
from archspec.suggestions import Hints, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archspec.architecture.arrow import Arrow
    from archspec.architecture.model import Architecture


_CORRECT: Final = "add it, or correct the name"


def reference_mistakes(architecture: "Architecture") -> list[Mistake]:
    """Return everything in the architecture that refers to nothing, clashes, or is impossible in AWS."""
    return [
        *_colliding_ids(architecture),
        *_connections(architecture),
        *_routes(architecture),
        *_origins(architecture),
        *_hostnames(architecture),
        *_certificates(architecture),
        *_zones(architecture),
        *_availability_zones(architecture),
        *_clusters(architecture),
        *_decisions(architecture),
        *_waivers(architecture),
        *_translations(architecture),
    ]


def _colliding_ids(architecture: "Architecture") -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for component_id, component in architecture.components.items():
        name = deployed_id(component_id, component).lower()
        if name in first:
            message = f"{component_id!r} and {first[name]!r} are the same name in CloudFormation; rename one of them"
            yield Mistake(("components", component_id), message)
        first.setdefault(name, component_id)


def dangling_mistakes(arrows: "Iterable[Arrow]", components: "Collection[str]") -> Iterator[Mistake]:
    """Return a mistake for each end of an arrow that is no component."""
    hints = Hints(components, "add it, or correct the arrow")
    for arrow in arrows:
        for end in (arrow.source, arrow.target):
            if end not in components:
                yield Mistake(("connections", str(arrow)), f"there is no component {end!r}; {hints.on(end)}")


def _connections(architecture: "Architecture") -> Iterator[Mistake]:
    components = architecture.components
    yield from dangling_mistakes(architecture.connections, components)
    yield from _crowds(architecture.connections)
    for arrow, connection in architecture.connections.items():
        source, target = architecture.ends(arrow)
        if source is not None and target is not None:
            yield from _connection(arrow, connection, source, target)


def _crowds(arrows: "Iterable[Arrow]") -> Iterator[Mistake]:
    """Return a mistake for each two components with more arrows from one to the other than there may be."""
    limit = limits.ARROWS_BETWEEN_TWO
    between: Counter[tuple[str, str]] = Counter()
    for arrow in arrows:
        between[arrow.source, arrow.target] += 1
        if between[arrow.source, arrow.target] == limit.most + 1:
            message = f"is one more than the {limit.most} arrows there may be from one component to another"
            yield Mistake(("connections", str(arrow)), f"{message}; {limit.advice}")


def _connection(
    arrow: "Arrow", connection: Connection, source: AnyComponent, target: AnyComponent
) -> Iterator[Mistake]:
    path = ("connections", str(arrow))
    rule = connection_rule(source, target)
    if rule is None:
        yield Mistake(path, _impossible(source, target))
        return
    for field in sorted(connection.model_fields_set - rule.options - {"label", "why"}):
        allowed = ", ".join(sorted(rule.options | {"label", "why"}))
        kinds = f"{source.kind} to {target.kind}"
        yield Mistake((*path, field), f"does not apply to a connection from {kinds}; it takes {allowed}")
    if rule.opens is ConnectionClass.NETWORK and isinstance(target, FargateService) and target.port is None:
        message = f"{arrow.target!r} listens on no port; give it one, as in port: 3000, or remove the arrow"
        yield Mistake(path, message)


def _impossible(source: AnyComponent, target: AnyComponent) -> str:
    targets = [kind_of(to) for of, to in CONNECTION_RULES if of is type(source)]
    possible = (
        f"an arrow from {source.kind} may lead to {', '.join(targets)}"
        if targets
        else (f"no arrow may start at {source.kind}")
    )
    return f"AWS has no way to connect {source.kind} to {target.kind}; {possible}"


def _routes(architecture: "Architecture") -> Iterator[Mistake]:
    """Where a load balancer has several services, each request must belong to one."""
    routes: dict[str, dict[tuple[object, ...], Arrow]] = defaultdict(dict)
    for arrow, connection in architecture.connections.items():
        source, target = architecture.ends(arrow)
        if isinstance(source, ApplicationLoadBalancer) and isinstance(target, FargateService):
            route = (tuple(sorted(connection.hosts)), tuple(sorted(connection.paths)))
            other = routes[arrow.source].setdefault(route, arrow)
            if other is not arrow:
                what = "the same hosts and paths" if any(route) else "no hosts or paths"
                message = f"has {what} as {other}, so a request has two places to go; give one of them paths or hosts"
                yield Mistake(("connections", str(arrow)), message)


def _origins(architecture: "Architecture") -> Iterator[Mistake]:
    defaults: dict[str, list[Arrow]] = defaultdict(list)
    for arrow, connection in architecture.connections.items():
        source, target = architecture.ends(arrow)
        rule = connection_rule(source, target) if source and target else None
        if rule and rule.opens is ConnectionClass.ORIGIN and not connection.paths:
            defaults[arrow.source].append(arrow)
    for component_id in architecture.of_kind(CloudfrontDistribution):
        arrows = defaults[component_id]
        if not arrows:
            message = "has no default origin; connect it to a bucket or a load balancer, without paths"
            yield Mistake(("components", component_id), message)
        for arrow in arrows[1:]:
            yield Mistake(("connections", str(arrow)), f"is a second default origin beside {arrows[0]}; give it paths")


def _hostnames(architecture: "Architecture") -> Iterator[Mistake]:
    taken: dict[str, str] = {}
    without_domain = False
    zones = {zone.domain or architecture.domain for zone in architecture.of_kind(Route53Zone).values()}
    for component_id, component in architecture.components.items():
        if not isinstance(component, CloudfrontDistribution | ApplicationLoadBalancer):
            continue
        path = ("components", component_id, "hostnames")
        if component.hostnames and architecture.domain not in zones and not without_domain:
            without_domain = True
            yield Mistake(path, _no_domain(architecture.domain))
        for i, hostname in enumerate(component.hostnames):
            if hostname in taken:
                yield Mistake((*path, i), f"{hostname!r} already leads to {taken[hostname]!r}; a name has one target")
            taken.setdefault(hostname, component_id)


def _no_domain(domain: str | None) -> str:
    if domain is None:
        return "need the domain they belong to; add domain: example.com to the spec"
    return f"need a zone for {domain}; add a component of kind route53_zone"


def _certificates(architecture: "Architecture") -> Iterator[Mistake]:
    """Return a mistake for each certificate of another region; CloudFront takes those of us-east-1 (ACM User Guide)."""
    for component_id, component in architecture.components.items():
        match component:
            case CloudfrontDistribution():
                region = "us-east-1"
            case ApplicationLoadBalancer():
                region = architecture.region
            case _:
                continue
        arn = component.certificate.existing.arn if component.certificate else None
        if arn is not None and (found := Arn.parse(arn).region) != region:
            message = f"is a certificate in {found}, and {component_id!r} presents those in {region}; name one there"
            yield Mistake(("components", component_id, "certificate", "existing", "arn"), message)


def _zones(architecture: "Architecture") -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for component_id, zone in architecture.of_kind(Route53Zone).items():
        domain = zone.domain or architecture.domain
        if domain is None:
            message = "has no domain; add domain: example.com to it or to the spec"
            yield Mistake(("components", component_id), message)
        elif domain in first:
            message = f"answers for {domain}, as {first[domain]!r} does; give each zone its own domain"
            yield Mistake(("components", component_id), message)
        else:
            first[domain] = component_id


def _availability_zones(architecture: "Architecture") -> Iterator[Mistake]:
    zones = architecture.network.availability_zones
    path = ("network", "availability_zones")
    offered = len(facts_file("regions")["regions"][architecture.region]["availability_zones"])
    if zones > offered:
        yield Mistake(path, f"{zones} is more than {architecture.region} has; write {offered} or fewer")
    if zones > 1:
        return
    for component_id, component in architecture.components.items():
        if component.least_zones > 1:
            message = f"1 is too few for {component_id!r} ({component.kind}), which AWS places in two or more"
            yield Mistake(path, message)
            return


def _clusters(architecture: "Architecture") -> Iterator[Mistake]:
    if not architecture.clusters:
        return
    hints = Hints(architecture.clusters, _CORRECT)
    for component_id, service in architecture.of_kind(FargateService).items():
        if service.cluster not in architecture.clusters:
            message = f"there is no cluster {service.cluster!r}; {hints.on(service.cluster)}"
            yield Mistake(("components", component_id, "cluster"), message)


def _decisions(architecture: "Architecture") -> Iterator[Mistake]:
    decisions, components = Hints(architecture.decisions, _CORRECT), Hints(architecture.components, _CORRECT)
    for slug, decision in architecture.decisions.items():
        path = ("decisions", slug)
        if decision.outcome not in decision.options:
            hint = did_you_mean(decision.outcome, decision.options)
            yield Mistake((*path, "outcome"), f"{decision.outcome!r} is none of the options; {hint}")
        if decision.supersedes is not None and decision.supersedes not in architecture.decisions:
            message = f"there is no decision {decision.supersedes!r}; {decisions.on(decision.supersedes)}"
            yield Mistake((*path, "supersedes"), message)
        for i, component_id in enumerate(decision.components):
            if component_id not in architecture.components:
                message = f"there is no component {component_id!r}; {components.on(component_id)}"
                yield Mistake((*path, "components", i), message)


def _waivers(architecture: "Architecture") -> Iterator[Mistake]:
    known: dict[str, Collection[str]] = {
        "component": architecture.components,
        "connection": {str(arrow): arrow for arrow in architecture.connections} if architecture.waivers else {},
        "environment": architecture.environments,
    }
    hints = {field: Hints(names, _CORRECT) for field, names in known.items()}
    for i, waiver in enumerate(architecture.waivers):
        for field, names in known.items():
            subject = getattr(waiver, field)
            if subject is not None and str(subject) not in names:
                message = f"there is no {field} {str(subject)!r}; {hints[field].on(str(subject))}"
                yield Mistake(("waivers", i, field), message)


def _translations(architecture: "Architecture") -> Iterator[Mistake]:
    if architecture.language in architecture.translations:
        message = f"{architecture.language!r} is the language of the spec itself; remove the entry"
        yield Mistake(("translations", architecture.language), message)
