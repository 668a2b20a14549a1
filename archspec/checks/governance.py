"""Rules about reasons and exceptions."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Rules, Severity, observed
from archspec.checks.capabilities import is_outside, is_resolver


def _reasons(inspection: Inspection) -> Iterator[Observation]:
    for name, component in inspection.components:
        # Who uses an architecture, and the name it has, need no reason.
        if not is_outside(component) and not is_resolver(component):
            yield observed(name, "why", passed=component.why is not None)


unexplained_component: Final = Check(
    id="AAC-GOV-001",
    slug="unexplained_component",
    severity=Severity.MEDIUM,
    title=Text(en="Component without a reason", pt="Componente sem justificativa"),
    message=Text(
        en="nothing says why {component} is part of the architecture",
        pt="nada explica por que {component} faz parte da arquitetura",
    ),
    why=Text(
        en="Without a recorded reason nobody can tell later whether a component may be changed or removed.",
        pt="Sem o motivo registrado, ninguém saberá depois se o componente pode mudar ou sair.",
    ),
    fix=Text(
        en="Add a `why:` with the reason, in a sentence.",
        pt="Acrescente `why:` com o motivo, em uma frase.",
    ),
    references=("PERF01-BP04",),
    fault=Fault(
        edit={"components": {"$storage": {"why": None}}},
        repair={"components": {"$storage": {"why": "Keeps uploads for a year, at the price of storage alone."}}},
        findings=(("AAC-GOV-001", "storage"),),
    ),
    observe=_reasons,
)


def _nothing(inspection: Inspection) -> Iterator[Observation]:
    """Observe nothing here: the engine looks at waivers itself, once all other rules have run."""
    del inspection
    return iter(())


unsound_waiver: Final = Check(
    id="AAC-GOV-002",
    slug="unsound_waiver",
    severity=Severity.MEDIUM,
    title=Text(en="Waiver that should not be there", pt="Dispensa que não deveria existir"),
    message=Text(en="the waiver does not apply", pt="a dispensa não se aplica"),
    why=Text(
        en="Waivers that lapsed or match nothing hide what is accepted today; one without an end is a rule repealed.",
        pt="Dispensas vencidas ou que não casam com nada escondem o que se aceita hoje; uma sem fim revoga a regra.",
    ),
    fix=Text(
        en="Remove the waiver, or correct its rule, its component or its date (at most a year ahead).",
        pt="Remova a dispensa ou corrija a regra, o componente ou a data dela (no máximo um ano à frente).",
    ),
    references=("OPS02-BP05",),
    fault=Fault(
        edit={
            "waivers": [
                {
                    "rule": "AAC-S3-003",
                    "component": "$storage",
                    "reason": "Left over from a rule that was renamed.",
                    "owner": "ana@example.com",
                    "expires": "2027-03-31",
                }
            ]
        },
        repair={"waivers": []},
        findings=(("AAC-GOV-002", "storage"),),
    ),
    observe=_nothing,
    subject="waivers",
)

GOVERNANCE_RULES: Final[Rules] = Rules((unexplained_component, unsound_waiver))
