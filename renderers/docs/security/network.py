"""The rules of the security groups by what opens them, and the paths that open without a connection."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archspec.architecture import Architecture, Arrow
from archspec.bilingual import Text
from archspec.planning.security import GroupPeer, Reason, Rule
from renderers.docs.connections import component_link, tcp
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown, code, lines, table
from renderers.docs.security.parties import party, peer
from renderers.docs.words import Words


def rules_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return, for each port that a connection or a flow opens, the rule on the way out and the one on the way in."""
    architecture = deployment.architecture
    by_reason = _by_reason(deployment.rules)
    reasons: list[Reason] = [*architecture.connections, *deployment.flows]
    rows = [
        (
            _reason(architecture, reason, words),
            words(tcp((port,))),
            _rules(architecture, by_reason[reason, port, "egress"], words),
            _rules(architecture, by_reason[reason, port, "ingress"], words),
        )
        for reason in reasons
        for port in deployment.ports(reason)
    ]
    columns = ("opened_by", "port", "way_out", "way_in")
    return table([words[column] for column in columns], rows) if rows else None


def _by_reason(rules: Iterable[Rule]) -> Mapping[tuple[Reason, int, str], Sequence[Rule]]:
    grouped: dict[tuple[Reason, int, str], list[Rule]] = defaultdict(list)
    for rule in rules:
        for reason in dict.fromkeys(rule.reasons):
            grouped[reason, rule.port, rule.direction].append(rule)
    return grouped


def _rules(architecture: Architecture, rules: Sequence[Rule], words: Words) -> Markdown:
    return lines(_rule(architecture, rule, words) for rule in rules)


def _rule(architecture: Architecture, rule: Rule, words: Words) -> Markdown:
    """Return the id of a rule, with the addresses at its other end, where that is no security group."""
    if isinstance(rule.peer, GroupPeer):
        return code(rule.id)
    text = Text(en="{rule} ({peer})", pt="{rule} ({peer})")
    return words.fill(text, rule=code(rule.id), peer=peer(architecture, rule.peer, words))


def _reason(architecture: Architecture, reason: Reason, words: Words) -> Markdown:
    if isinstance(reason, Arrow):
        ends = [component_link(architecture, end) for end in (reason.source, reason.target)]
        name = f" {code(f'#{reason.name}')}" if reason.name else ""
        return Markdown(f"{' → '.join(ends)}{name}")
    ends = [party(architecture, end, words) for end in (reason.source, reason.target)]
    return Markdown(f"{code(reason.purpose.name)}: {' → '.join(ends)}")


def flows_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return what opens without a connection, and why."""
    rows = list(_flow_rows(deployment, words))
    columns = ("flow", "from", "to", "port", "reason")
    return table([words[column] for column in columns], rows) if rows else None


def _flow_rows(deployment: Deployment, words: Words) -> Iterator[tuple[Markdown, ...]]:
    for flow in deployment.flows:
        yield (
            code(flow.purpose.name),
            party(deployment.architecture, flow.source, words),
            party(deployment.architecture, flow.target, words),
            words(tcp((flow.port,))),
            words(flow.purpose.text),
        )
