"""How much a spec may hold: every map and list of the model has its limit here, far above what anybody needs.

Limits keep the work for a stranger's spec bounded; those that AWS sets say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from archspec.errors import Mistake, Mistakes


@dataclass(frozen=True, slots=True)
class Limit:
    """How many entries a map or a list may have, and what to do about more."""

    most: int
    advice: str

    def message(self, count: int) -> str:
        """Return what is said of so many entries."""
        return f"{count:,} are too many; the most is {self.most:,}, so {self.advice}"

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Count before anything looks at an entry."""
        return core_schema.no_info_before_validator_function(partial(_counted, self), handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Give editors the same limit."""
        made = handler(schema)
        return made | {"maxItems" if made.get("type") == "array" else "maxProperties": self.most}


def _counted(limit: Limit, value: object) -> object:
    if isinstance(value, Mapping | list | tuple) and len(value) > limit.most:
        raise Mistakes([Mistake((), limit.message(len(value)))])
    return value


_SPLIT: Final = "split the architecture"

COMPONENTS: Final = Limit(20_000, _SPLIT)
CONNECTIONS: Final = Limit(60_000, _SPLIT)
CLUSTERS: Final = Limit(1_000, _SPLIT)
ENVIRONMENTS: Final = Limit(50, "keep a spec for each group of them")
DECISIONS: Final = Limit(2_000, "move old decisions to a spec of their own")
OPTIONS: Final = Limit(50, "keep those that were weighed")
DECISION_COMPONENTS: Final = Limit(1_000, "name those the decision is about")
WAIVERS: Final = Limit(10_000, "repair what is waived, or split the architecture")
RESERVED_RANGES: Final = Limit(1_000, "write ranges that hold several of them")
SUBNETS: Final = Limit(20, "name one subnet for each zone")
HOST_NAMES: Final = Limit(100, "spread them over several components")
PATTERNS: Final = Limit(100, "use wildcards")
INGRESS_RANGES: Final = Limit(100, "write ranges that hold several of them")
VARIABLES: Final = Limit(500, "read the rest from a file or a parameter")
SECRETS: Final = Limit(500, "keep several values in one secret")
EXTENSIONS: Final = Limit(200, "name those the application uses")
PURPOSES: Final = Limit(20, "name each purpose once")
TAGS: Final = Limit(50, "remove some, as AWS takes no more on a resource")
"""AWS's own: Tagging AWS Resources User Guide, tag naming limits and requirements (2026-11-24)."""

ARROWS_BETWEEN_TWO: Final = Limit(20, "let one arrow stand for several")
"""Connections from one component to another."""
VARIANT_PARTS: Final = Limit(80_000, "split the architecture, or keep a spec for each group of environments")
"""Components, connections and waivers of a spec in all its environments together, each of which is judged whole."""
