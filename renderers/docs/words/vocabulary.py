"""What readers call the values of the model's closed vocabularies."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, assert_never

from archspec.architecture import Aspect, Impact
from archspec.bilingual import Text
from archspec.checks import Severity
from archspec.components import Role

SEVERITIES: Final[Mapping[Severity, Text]] = MappingProxyType(
    {
        Severity.CRITICAL: Text(en="Critical", pt="Crítica"),
        Severity.HIGH: Text(en="High", pt="Alta"),
        Severity.MEDIUM: Text(en="Medium", pt="Média"),
        Severity.LOW: Text(en="Low", pt="Baixa"),
    }
)

ASPECTS: Final[Mapping[Aspect, Text]] = MappingProxyType(
    {
        "cost": Text(en="Cost", pt="Custo"),
        "complexity": Text(en="Complexity", pt="Complexidade"),
        "maintenance": Text(en="Maintenance", pt="Manutenção"),
        "scalability": Text(en="Scalability", pt="Escalabilidade"),
        "availability": Text(en="Availability", pt="Disponibilidade"),
        "security": Text(en="Security", pt="Segurança"),
        "performance": Text(en="Performance", pt="Desempenho"),
        "portability": Text(en="Portability", pt="Portabilidade"),
    }
)
_MASCULINE: Final[frozenset[Aspect]] = frozenset({"cost", "performance"})


def impact(level: Impact, aspect: Aspect) -> Text:
    """Return how much of an aspect there is; in Portuguese the adjective agrees with the aspect."""
    end = "o" if aspect in _MASCULINE else "a"
    match level:
        case "low":
            return Text(en="Low", pt=f"Baix{end}")
        case "low_moderate":
            return Text(en="Low to moderate", pt=f"Baix{end}/Moderad{end}")
        case "moderate":
            return Text(en="Moderate", pt=f"Médi{end}")
        case "moderate_high":
            return Text(en="Moderate to high", pt=f"Moderad{end}/Alt{end}")
        case "high":
            return Text(en="High", pt=f"Alt{end}")
        case _ as unreachable:
            assert_never(unreachable)


STATUSES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "proposed": Text(en="Proposed", pt="Proposta"),
        "accepted": Text(en="Accepted", pt="Aceita"),
        "rejected": Text(en="Rejected", pt="Rejeitada"),
        "deprecated": Text(en="Deprecated", pt="Obsoleta"),
        "superseded": Text(en="Superseded", pt="Substituída"),
    }
)
"""Where a decision stands."""

DATED_STATUSES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "proposed": Text(en="Proposed on {day}", pt="Proposta em {day}"),
        "accepted": Text(en="Accepted on {day}", pt="Aceita em {day}"),
        "rejected": Text(en="Rejected on {day}", pt="Rejeitada em {day}"),
        "deprecated": Text(en="Deprecated on {day}", pt="Obsoleta desde {day}"),
        "superseded": Text(en="Superseded on {day}", pt="Substituída em {day}"),
    }
)
"""Where a decision stands, and since when."""

_USERS: Final = Text(en="Green: people and systems outside.", pt="Verde: pessoas e sistemas de fora.")
_SERVICES: Final = Text(en="Orange: AWS services.", pt="Laranja: serviços da AWS.")
_CONTAINERS: Final = Text(en="No colour: the application.", pt="Sem cor: a aplicação.")
_DATA: Final = Text(en="Blue: databases and caches.", pt="Azul: bancos de dados e caches.")

LEGEND: Final[Mapping[Role, Text]] = MappingProxyType(
    {
        Role.ACTOR: _USERS,
        Role.DNS: _SERVICES,
        Role.CDN: _SERVICES,
        Role.STORAGE: _SERVICES,
        Role.LOAD_BALANCER: _SERVICES,
        Role.COMPUTE: _CONTAINERS,
        Role.DATABASE: _DATA,
        Role.CACHE: _DATA,
    }
)
"""What the colour of a role's boxes says."""
