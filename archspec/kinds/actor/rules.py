"""Rules about people and systems outside AWS: none that look at them alone."""

from typing import Final

from archspec.checks.base import Rules

RULES: Final[Rules] = Rules((), example_id="customer")
