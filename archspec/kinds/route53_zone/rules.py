"""Rules about hosted zones: none that look at them alone."""

from typing import Final

from archspec.checks.base import Rules

RULES: Final[Rules] = Rules((), example_id="dns")
