"""Plans as text for people: sections of aligned columns, at most 100 columns wide."""

import ipaddress
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, TypeAlias, assert_never

from archspec.architecture import HTTPS, Architecture, Arrow, ExistingVpc, InfrastructureFlow, connections_of
from archspec.architecture.offers import GENERATED
from archspec.components.credentials import MASK
from archspec.loading.quoting import quoted
from archspec.planning.alarms import Alarm
from archspec.planning.document import shown_value
from archspec.planning.endpoints import HTTP, Certificate, Listeners, Route
from archspec.planning.grants import Grant, identity_of
from archspec.planning.network import Vpc
from archspec.planning.plan import Plan
from archspec.planning.security import CidrPeer, CloudFrontPeer, GroupPeer, Peer, Reason, Rule
from archspec.planning.settings import Container, Output, Secret, Setting

WIDTH: Final = 100
_INDENT: Final = "  "
_GAP: Final = "  "

Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a plan: a title, and the lines under it."""

    title: str
    lines: tuple[str, ...]


def plan_sections(made: Plan) -> Iterator[Section]:
    """Return the parts of a plan that have something in them."""
    for sections in _SECTIONS:
        yield from (section for section in sections(made) if section.lines)


def _stacks(made: Plan) -> Iterator[Section]:
    rows = [
        (
            stack.name,
            stack.region,
            stack.account or "not set",
            ", ".join(stack.components),
            f"{made.resources[stack.id]:,}",
            "yes" if stack.termination_protection else "no",
        )
        for stack in made.stacks
    ]
    header = ("Stack", "Region", "Account", "Components", "Resources", "Protected")
    yield Section("Stacks, in the order they are deployed", _table(header, rows))
    inside = [(nested.id, ", ".join(nested.components), f"{nested.resources:,}") for nested in made.nested_stacks]
    yield Section("Stacks inside Main", _table(("Stack", "Components", "Resources"), inside))
    yield Section("Notes", tuple(line for note in made.notes for line in _wrapped(note)))


def _network(made: Plan) -> Iterator[Section]:
    vpc = made.vpc
    if vpc is None:
        return
    if vpc.existing is not None:
        lines = (*_wrapped(f"VPC {vpc.existing.vpc_id}, which is there already"), *_existing_subnets(vpc, vpc.existing))
    else:
        gateways = f"{vpc.nat_gateways} NAT {'gateway' if vpc.nat_gateways == 1 else 'gateways'}"
        lines = (
            *_wrapped(f"VPC {vpc.cidr}, {gateways}"),
            *_subnets(vpc),
            *_wrapped(f"Kept free: {', '.join(_free_ranges(vpc))}"),
        )
    yield Section("Network", lines)


def _subnets(vpc: Vpc) -> tuple[str, ...]:
    """Return the addresses of each tier, by zone."""
    ranges = {(subnet.placement, subnet.zone): subnet.cidr for subnet in vpc.subnets}
    rows = [
        (tier.placement, *(ranges.get((tier.placement, zone), "kept free") for zone in vpc.zones)) for tier in vpc.tiers
    ]
    return _table(("Tier", *vpc.zones), rows)


def _existing_subnets(vpc: Vpc, existing: ExistingVpc) -> tuple[str, ...]:
    tiers = {
        "private": existing.private_subnets,
        "public": existing.public_subnets,
        "isolated": existing.isolated_subnets,
    }
    return _table(("Tier", *vpc.zones), [(tier, *subnets) for tier, subnets in tiers.items() if subnets])


def _free_ranges(vpc: Vpc) -> list[str]:
    """Return the addresses of the VPC that are in no subnet."""
    free = [ipaddress.IPv4Network(vpc.cidr)]
    for subnet in vpc.subnets:
        taken = ipaddress.IPv4Network(subnet.cidr)
        home = next(network for network in free if taken.subnet_of(network))
        free.remove(home)
        free.extend(home.address_exclude(taken))
    return [str(network) for network in ipaddress.collapse_addresses(free)]


def _security_groups(made: Plan) -> Iterator[Section]:
    rows = [(group.id, group.owner) for group in made.security_groups]
    yield Section("Security groups", _table(("Group", "Of"), rows))


def _rules(made: Plan) -> Iterator[Section]:
    header = ("Direction", "From", "To", "Port", "Opened by")
    yield Section("Security-group rules", _table(header, map(_rule, made.rules)))


def _rule(rule: Rule) -> Row:
    ends = (rule.group, _peer(rule.peer))
    source, target = ends if rule.direction == "egress" else ends[::-1]
    return (rule.direction, source, target, str(rule.port), "; ".join(map(_reason, rule.reasons)))


def _peer(peer: Peer) -> str:
    match peer:
        case GroupPeer():
            return peer.owner
        case CidrPeer():
            return peer.cidr
        case CloudFrontPeer():
            return "CloudFront"
        case _:
            assert_never(peer)


def _reason(reason: Reason) -> str:
    match reason:
        case Arrow():
            return str(reason)
        case InfrastructureFlow():
            return reason.purpose.name
        case _:
            assert_never(reason)


def _flows(made: Plan) -> Iterator[Section]:
    rows = [
        (flow.purpose.name, flow.source, flow.target, str(flow.port), flow.purpose.summary)
        for flow in made.infrastructure_flows
    ]
    header = ("Name", "From", "To", "Port", "Why")
    yield Section("Infrastructure flows, open without a connection", _table(header, rows))


def _grants(made: Plan) -> Iterator[Section]:
    rows = [
        (_principal(made, grant), ", ".join(grant.actions), grant.arrow.target, str(grant.arrow))
        for grant in made.grants
    ]
    yield Section("Grants", _table(("Who", "May", "On", "Granted by"), rows))


def _principal(made: Plan, grant: Grant) -> str:
    source = grant.arrow.source
    return identity_of(made.architecture.components[source]).summary.format(source=source)


def _cache_users(made: Plan) -> Iterator[Section]:
    rows = [(user.id, user.access, str(user.arrow)) for user in made.cache_users]
    yield Section("Cache users", _table(("User", "Access", "Granted by"), rows))


def _containers(made: Plan) -> Iterator[Section]:
    for container in made.containers:
        rows = _told(made.architecture, container)
        yield Section(f"Container of {container.component}", _table(("Variable", "Value", "Asked by"), rows))


def _told(architecture: Architecture, container: Container) -> Iterator[Row]:
    for setting in container.settings:
        yield (setting.name, _value(architecture, setting), str(setting.arrow or "the service itself"))
    for secret in container.secrets:
        yield (secret.name, _source(architecture, secret), str(secret.arrow or "the service itself"))


def _value(architecture: Architecture, setting: Setting) -> str:
    value = shown_value(setting)
    if isinstance(value, str):
        return MASK if value == MASK else quoted(value)
    return _output(architecture, value)


def _output(architecture: Architecture, output: Output) -> str:
    said = connections_of(architecture.components[output.component]).outputs[output.attribute]
    return said.format(target=output.component)


def _source(architecture: Architecture, secret: Secret) -> str:
    """Return where a secret comes from."""
    if secret.arrow is None:
        return "generated secret" if secret.kind == GENERATED else f"secret {secret.arn}"
    said = connections_of(architecture.components[secret.arrow.target]).secrets[secret.kind].summary
    return said.format(target=secret.arrow.target, field=secret.field)


def _certificates(made: Plan) -> Iterator[Section]:
    rows = [(part.id, part.component, ", ".join(part.names), _issuer(part)) for part in made.certificates]
    yield Section("Certificates", _table(("Certificate", "Of", "Names", "Origin"), rows))


def _issuer(certificate: Certificate) -> str:
    return certificate.existing_arn or f"issued, proven by a record in {certificate.zone}"


def _records(made: Plan) -> Iterator[Section]:
    rows = [(record.id, record.name, record.zone, record.component) for record in made.records]
    yield Section("Alias records", _table(("Record", "Name", "Zone", "Leads to"), rows))


def _health_checks(made: Plan) -> Iterator[Section]:
    rows = [
        (check.id, f"https://{check.name}{check.path}", f"after {check.failure_threshold} failures")
        for check in made.health_checks
    ]
    yield Section("Health checks", _table(("Health check", "Probes", "Down"), rows))


def _listeners(made: Plan) -> Iterator[Section]:
    for listeners in made.listeners:
        routes = sorted(listeners.routes, key=lambda route: (route.priority is None, route.priority))
        header = ("Priority", "Hosts", "Paths", "Health check", "Connection")
        lines = (*_wrapped(_listening(listeners)), *_table(header, map(_route, routes)))
        yield Section(f"Listeners of {listeners.component}", lines)


def _listening(listeners: Listeners) -> str:
    facing = "Internet-facing" if listeners.internet_facing else "Internal"
    https = f"HTTPS on {HTTPS} with {listeners.certificate.id}" if listeners.certificate else "no HTTPS"
    http = {
        "redirect": f"HTTP on {HTTP} redirected to HTTPS",
        "forward": f"HTTP on {HTTP} passed on",
        "closed": "no HTTP",
    }
    return f"{facing}; {https}; {http[listeners.http]}"


def _route(route: Route) -> Row:
    priority = "default" if route.priority is None else str(route.priority)
    hosts, paths = ", ".join(route.hosts) or "any", ", ".join(route.paths) or "any"
    return (priority, hosts, paths, route.health_check_path, str(route.arrow))


def _repositories(made: Plan) -> Iterator[Section]:
    rows = [(repository.id, repository.name) for repository in made.repositories]
    yield Section("Image repositories", _table(("Repository", "Name"), rows))


def _alarms(made: Plan) -> Iterator[Section]:
    rows = [(alarm.id, alarm.metric, _condition(alarm), str(alarm.periods)) for alarm in made.alarms]
    yield Section("Alarms", _table(("Alarm", "Metric", "Set off by", "Minutes"), rows))


def _condition(alarm: Alarm) -> str:
    threshold = int(alarm.threshold) if float(alarm.threshold).is_integer() else alarm.threshold
    return f"{alarm.statistic} {alarm.comparison} {threshold}"


def _names(made: Plan) -> Iterator[Section]:
    rows = [(component, f"{name}-ACCOUNT") for component, name in made.bucket_names.items()]
    yield Section("Buckets known by name, each followed by the account", _table(("Bucket", "Name"), rows))
    yield Section("Tags", _table(("Key", "Value"), made.tags.items()))


_SECTIONS: Final[tuple[Callable[[Plan], Iterator[Section]], ...]] = (
    _stacks,
    _network,
    _security_groups,
    _rules,
    _flows,
    _grants,
    _cache_users,
    _containers,
    _certificates,
    _records,
    _health_checks,
    _listeners,
    _repositories,
    _alarms,
    _names,
)


def _wrapped(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT * 2))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return rows in aligned columns under a header; without rows, nothing."""
    cells = [header, *rows]
    if len(cells) == 1:
        return ()
    widths = _fitted(list(zip(*cells, strict=True)))
    return tuple(line for row in cells for line in _row(row, widths))


def _fitted(columns: Sequence[Sequence[str]]) -> list[int]:
    """Return widths that fit a line: the widest column gives way first, and words are broken last."""
    widths = [max(map(len, column)) for column in columns]
    least = [max(len(word) for cell in column for word in cell.split()) for column in columns]
    room = WIDTH - len(_INDENT) - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room:
        loose = [i for i, width in enumerate(widths) if width > least[i]] or range(len(widths))
        widths[max(loose, key=widths.__getitem__)] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Return a row, on as many lines as its fullest cell needs."""
    columns = [textwrap.wrap(cell, width, break_on_hyphens=False) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        yield (_INDENT + _GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True))).rstrip()
