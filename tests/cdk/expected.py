"""What an architecture opens and grants: worked out from its arrows a second time, not read from its plan."""

from collections.abc import Iterator

from archspec.architecture import AWS_APIS, Architecture, Arrow, Connection, infrastructure_flows
from archspec.components.base import Acts, ComponentBase, Location
from tests.cdk.network import CLOUDFRONT, Rule
from tests.cdk.oracle import oracle_of

ANYWHERE = "0.0.0.0/0"


def expected_rules(architecture: Architecture) -> frozenset[Rule]:
    """Return the rules that the arrows and the infrastructure flows open, a pair for each port."""
    return frozenset((*_of_arrows(architecture), *_of_flows(architecture)))


def _of_arrows(architecture: Architecture) -> Iterator[Rule]:
    for arrow, connection in architecture.connections.items():
        source, target = architecture.components[arrow.source], architecture.components[arrow.target]
        # A zone answers for its target, and sends it nothing.
        if Acts.RESOLVES not in source.facts.acts:
            for port in oracle_of(target.kind).ports(target, source, connection):
                yield from _pair(_sources(arrow, source, connection), _name(arrow.target, target), port)


def _of_flows(architecture: Architecture) -> Iterator[Rule]:
    for flow in infrastructure_flows(architecture):
        target = ANYWHERE if flow.target == AWS_APIS else flow.target
        yield from _pair((flow.source,), target, flow.port)


def _pair(sources: tuple[str, ...], target: str, port: int) -> Iterator[Rule]:
    for source in sources:
        if not _is_outside(source):
            yield Rule(source, "egress", "tcp", port, port, target)
        if not _is_outside(target):
            yield Rule(target, "ingress", "tcp", port, port, source)


def _is_outside(end: str) -> bool:
    return end == CLOUDFRONT or "/" in end


def _sources(arrow: Arrow, source: ComponentBase, connection: Connection) -> tuple[str, ...]:
    if source.facts.location is Location.OUTSIDE:
        return connection.ingress_cidrs or (ANYWHERE,)
    return (CLOUDFRONT,) if source.facts.location is Location.GLOBAL else (arrow.source,)


def _name(component_id: str, component: ComponentBase) -> str:
    return ANYWHERE if component.facts.location is Location.OUTSIDE else component_id


def expected_grants(architecture: Architecture) -> frozenset[tuple[str, str, str]]:
    """Return what the arrows let whatever acts by itself do: its id, the action and the id of the target."""
    return frozenset(
        (arrow.source, action, arrow.target)
        for arrow, connection in architecture.connections.items()
        if {Acts.RUNS_CODE, Acts.MOVES_DATA} & set(architecture.components[arrow.source].facts.acts)
        for action in _actions(architecture.components[arrow.target], connection)
    )


def _actions(target: ComponentBase, connection: Connection) -> frozenset[str]:
    granted: frozenset[str] = oracle_of(target.kind).actions(target, connection)
    return granted


def expected_variables(architecture: Architecture, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the settings and of the secrets that the arrows of a component give its container."""
    targets = {arrow.target for arrow in architecture.connections if arrow.source == name}
    settings: set[str] = set()
    secrets: set[str] = set()
    for target in targets:
        component = architecture.components[target]
        given = oracle_of(component.kind).variables(component)
        settings |= {f"{target.upper()}_{variable}" for variable in given.settings}
        secrets |= {f"{target.upper()}_{variable}" for variable in given.secrets}
    return frozenset(settings), frozenset(secrets)
