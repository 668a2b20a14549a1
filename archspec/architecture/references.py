"""What must hold between the parts of an architecture for AWS to accept it."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from archspec.architecture.connection import Connection
from archspec.architecture.ids import deployed_id
from archspec.architecture.kind import (
    connection_rule,
    connections_of,
    entries,
    hosted_zones,
    kinds_with_zones,
    possible_targets,
)
from archspec.components import limits
from archspec.components.arns import Arn
from archspec.components.base import ComponentBase, facts_file
from archspec.components.credentials import MASK, looks_secret
from archspec.errors import Mistake
from archspec.suggestions import Hints, did_you_mean, one_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archspec.architecture.arrow import Arrow
    from archspec.architecture.model import Architecture


_CORRECT: Final = "add it, or correct the name"
_LONGEST_SHOWN: Final = 59


def reference_mistakes(architecture: "Architecture") -> list[Mistake]:
    """Return everything in the architecture that refers to nothing, clashes, or is impossible in AWS."""
    return [
        *_colliding_ids(architecture),
        *_connections(architecture),
        *_of_kinds(architecture),
        *_hostnames(architecture),
        *_certificates(architecture),
        *_availability_zones(architecture),
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
    arrow: "Arrow", connection: Connection, source: ComponentBase, target: ComponentBase
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
    known = [access.word for access in rule.access]
    if connection.access is not None and known and connection.access not in known:
        yield Mistake(
            (*path, "access"), f"{_shown(connection.access)} is not allowed; {one_of(connection.access, known)}"
        )


def _shown(word: str) -> str:
    return MASK if looks_secret(word) else repr(word if len(word) <= _LONGEST_SHOWN else f"{word[:_LONGEST_SHOWN]}…")


def _impossible(source: ComponentBase, target: ComponentBase) -> str:
    targets = possible_targets(type(source))
    possible = (
        f"an arrow from {source.kind} may lead to {', '.join(targets)}"
        if targets
        else (f"no arrow may start at {source.kind}")
    )
    return f"AWS has no way to connect {source.kind} to {target.kind}; {possible}"


def _of_kinds(architecture: "Architecture") -> Iterator[Mistake]:
    """Return what each kind says of its own components."""
    by_kind: dict[str, dict[str, ComponentBase]] = {}
    for name, component in architecture.components.items():
        by_kind.setdefault(component.kind, {})[name] = component
    for components in by_kind.values():
        kind = connections_of(next(iter(components.values())))
        yield from kind.mistakes(architecture, components)


def _hostnames(architecture: "Architecture") -> Iterator[Mistake]:
    taken: dict[str, str] = {}
    without_domain = False
    zones = {zone.domain or architecture.domain for _, zone in hosted_zones(architecture)}
    for component_id, entry in entries(architecture):
        path = ("components", component_id, "hostnames")
        if entry.hostnames and architecture.domain not in zones and not without_domain:
            without_domain = True
            yield Mistake(path, _no_domain(architecture.domain))
        for i, hostname in enumerate(entry.hostnames):
            if hostname in taken:
                yield Mistake((*path, i), f"{hostname!r} already leads to {taken[hostname]!r}; a name has one target")
            taken.setdefault(hostname, component_id)


def _no_domain(domain: str | None) -> str:
    if domain is None:
        return "need the domain they belong to; add domain: example.com to the spec"
    kinds = " or ".join(kinds_with_zones())
    return f"need a zone for {domain}; add a component of kind {kinds}"


def _certificates(architecture: "Architecture") -> Iterator[Mistake]:
    """Return a mistake for each certificate of another region than AWS takes them from."""
    for component_id, entry in entries(architecture):
        region = entry.certificate_region or architecture.region
        arn = entry.certificate.existing.arn if entry.certificate else None
        if arn is not None and (found := Arn.parse(arn).region) != region:
            message = f"is a certificate in {found}, and {component_id!r} presents those in {region}; name one there"
            yield Mistake(("components", component_id, "certificate", "existing", "arn"), message)


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
