"""What documents say of people and systems outside AWS."""

from typing import Final, assert_never

from archspec.bilingual import Text
from archspec.kinds.actor.model import Actor
from archspec.parts.pages import Pages, Stencil, no_evidence, no_resources, no_settings


def _outside(actor: Actor) -> Text:
    match actor.type:
        case "person":
            return Text(en="Person outside AWS", pt="Pessoa fora da AWS")
        case "system":
            return Text(en="System outside AWS", pt="Sistema fora da AWS")
        case _ as unreachable:
            assert_never(unreachable)


PAGES: Final[Pages[Actor]] = Pages(
    outside=_outside,
    settings=no_settings,
    traits=None,
    resources=no_resources,
    evidence=no_evidence,
    visitors=None,
    stencil=Stencil("general.User", boxed="general.TraditionalServer"),
)
