"""Words of the pages of decisions."""

from typing import Final

from archspec.bilingual import Text

DECISION_WORDS: Final = {
    "decisions_intro": Text(
        en="What was decided, why, and whether the rest of the spec agrees today.",
        pt="O que foi decidido, por quê, e se o resto da especificação está de acordo hoje.",
    ),
    "no_decisions": Text(en="The spec records no decisions yet.", pt="A especificação ainda não registra decisões."),
    # Columns, and lines of a decision
    "decision": Text(en="Decision", pt="Decisão"),
    "status": Text(en="Status", pt="Status"),
    "outcome": Text(en="Outcome", pt="Resultado"),
    "agreement": Text(en="The spec", pt="A especificação"),
    "agrees": Text(en="agrees", pt="de acordo"),
    "replaces": Text(en="Replaces", pt="Substitui"),
    "replaced_by": Text(en="Replaced by", pt="Substituída por"),
    "may_be_replaced_by": Text(en="Proposed replacement", pt="Substituição proposta"),
    # Headings
    "context": Text(en="Context and problem", pt="Contexto e problema"),
    "options": Text(en="Options considered", pt="Opções consideradas"),
    "decision_outcome": Text(en="Decision outcome", pt="Resultado da decisão"),
    "consequences": Text(en="Consequences", pt="Consequências"),
    "confirmation": Text(en="Confirmation", pt="Confirmação"),
    # What the model says
    "in_model": Text(en="In the model:", pt="No modelo:"),
    "nothing_disagrees": Text(
        en="Nothing in the model contradicts the decision.", pt="Nada no modelo contradiz a decisão."
    ),
    "not_compared": Text(
        en="A decision that is not in force is not compared with the model.",
        pt="Uma decisão que não está em vigor não é comparada com o modelo.",
    ),
    "disagrees": Text(en="The rest of the spec does not agree:", pt="O resto da especificação não está de acordo:"),
}
