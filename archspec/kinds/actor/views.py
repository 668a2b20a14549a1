"""How pictures show people and systems outside AWS."""

from typing import Final, assert_never

from archspec.bilingual import Text
from archspec.components.base import Shape
from archspec.kinds.actor.model import Actor
from archspec.views.kind import Outsider, Views, uncopied, unfiltered, unframed


def _outsider(actor: Actor) -> Outsider:
    match actor.type:
        case "person":
            return Outsider(Text(en="person", pt="pessoa"), Shape.CIRCLE)
        case "system":
            return Outsider(Text(en="external system", pt="sistema externo"), Shape.BOX)
        case _ as unreachable:
            assert_never(unreachable)


VIEWS: Final[Views[Actor]] = Views(copies=uncopied, frame=unframed, has_web_acl=unfiltered, outsider=_outsider)
