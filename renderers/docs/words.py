"""The page's own words: each is written in both languages, side by side."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, assert_never

from archspec.architecture import Aspect, Impact
from archspec.checks import Severity, Text
from archspec.components import Role
from archspec.components.fields import Language

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "generated": Text(
            en="Written by `archspec build` from the spec {name}. To change the page, change the spec.",
            pt="Gerada por `archspec build` a partir da especificação {name}. Para mudar a página, mude-a lá.",
        ),
        # At a glance
        "region": Text(en="Region", pt="Região"),
        "account": Text(en="Account", pt="Conta"),
        "domain": Text(en="Domain", pt="Domínio"),
        "network": Text(en="Network", pt="Rede"),
        "policy": Text(en="Required of it", pt="Exigências"),
        "tags": Text(en="Tags", pt="Tags"),
        # Headings
        "logical": Text(en="Logical view", pt="Visão lógica"),
        "components": Text(en="Components", pt="Componentes"),
        "connections": Text(en="Connections", pt="Conexões"),
        "environments": Text(en="Environments", pt="Ambientes"),
        "tradeoffs": Text(en="Trade-offs", pt="Trade-offs"),
        "decisions": Text(en="Decisions", pt="Decisões"),
        "verification": Text(en="Verification", pt="Verificação"),
        "failures": Text(en="Failures", pt="Falhas"),
        "unknowns": Text(en="Known only at deployment", pt="Só se sabe na implantação"),
        "waivers": Text(en="Waivers", pt="Dispensas"),
        # Introductions
        "connections_intro": Text(
            en="Each arrow of the picture, and what it opens. No component reaches another in any other way.",
            pt="Cada seta do desenho e o que ela abre. Nenhum componente alcança outro de outro modo.",
        ),
        "environments_intro": Text(
            en="Every environment has the whole architecture, with these differences.",
            pt="Todo ambiente tem a arquitetura inteira, com estas diferenças.",
        ),
        "unknowns_intro": Text(
            en="The answer depends on a value that is chosen at deployment.",
            pt="A resposta depende de um valor escolhido na implantação.",
        ),
        "explain": Text(
            en="`archspec explain` with the id of a rule gives its reason, an example that fails and one that passes.",
            pt="`archspec explain` com o id da regra mostra o motivo dela, um exemplo que falha e um que passa.",
        ),
        "empty": Text(en="The architecture has no components yet.", pt="A arquitetura ainda não tem componentes."),
        # Columns
        "setting": Text(en="Setting", pt="Configuração"),
        "value": Text(en="Value", pt="Valor"),
        "from": Text(en="From", pt="De"),
        "to": Text(en="To", pt="Para"),
        "purpose": Text(en="Purpose", pt="Finalidade"),
        "opens": Text(en="What it opens", pt="O que abre"),
        "environment": Text(en="Environment", pt="Ambiente"),
        "difference": Text(en="What differs", pt="O que muda"),
        "aspect": Text(en="Aspect", pt="Característica"),
        "impact": Text(en="Impact", pt="Impacto"),
        "analysis": Text(en="Analysis", pt="Análise"),
        "severity": Text(en="Severity", pt="Severidade"),
        "rule": Text(en="Rule", pt="Regra"),
        "found": Text(en="What was found", pt="O que foi encontrado"),
        "fix": Text(en="Fix", pt="Correção"),
        "reason": Text(en="Reason", pt="Motivo"),
        "owner": Text(en="Owner", pt="Responsável"),
        "until": Text(en="Until", pt="Até"),
        # Decisions
        "context": Text(en="Context.", pt="Contexto."),
        "options": Text(en="Options.", pt="Opções."),
        "consequences": Text(en="Consequences.", pt="Consequências."),
        "about": Text(en="About", pt="Sobre"),
        "replaces": Text(en="Replaces", pt="Substitui"),
        "chosen": Text(en="chosen", pt="escolhida"),
    }
)

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


_MONTHS: Final = (
    Text(en="January", pt="janeiro"),
    Text(en="February", pt="fevereiro"),
    Text(en="March", pt="março"),
    Text(en="April", pt="abril"),
    Text(en="May", pt="maio"),
    Text(en="June", pt="junho"),
    Text(en="July", pt="julho"),
    Text(en="August", pt="agosto"),
    Text(en="September", pt="setembro"),
    Text(en="October", pt="outubro"),
    Text(en="November", pt="novembro"),
    Text(en="December", pt="dezembro"),
)


def calendar_day(day: date) -> Text:
    """Return a date in words."""
    month = _MONTHS[day.month - 1]
    ordinal = "1º" if day.day == 1 else str(day.day)
    return Text(en=f"{day.day} {month.en} {day.year}", pt=f"{ordinal} de {month.pt} de {day.year}")


def counted(number: int, one: Text, many: Text) -> Text:
    """Return a number with its noun."""
    noun = one if number == 1 else many
    return Text(en=f"{number} {noun.en}", pt=f"{number} {noun.pt}")


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


def words_in(language: Language) -> Mapping[str, str]:
    """Return the page's words in a language."""
    return {name: text.in_language(language) for name, text in WORDS.items()}
