"""Answers of a kind that depends on nothing around it."""

from hypothesis import strategies as st

from archspec.architecture import Architecture
from archspec.components.base import ComponentBase
from archspec.parts.testing.facet import Surroundings
from archspec.parts.testing.fields import Part, Parts, Values


def bound_by_nothing(_around: Surroundings) -> Parts:
    """Keep every part as it is drawn."""
    return {}


def takes_every_request(_number: int) -> Part:
    """Say of no arrow which requests take it."""
    return st.just({})


def mends_nothing(_architecture: Architecture, _name: str, _component: ComponentBase) -> Values:
    """Leave a component as it is: whatever is valid can be deployed."""
    return {}
