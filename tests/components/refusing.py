"""What a model refuses, as places and messages."""

from typing import Any

from pydantic import ValidationError

from archspec.components import ComponentBase
from archspec.errors import Mistakes, Path


def refusals(kind: type[ComponentBase], values: dict[str, Any]) -> list[tuple[Path, str]]:
    """Return what is wrong with a component: the places and the messages."""
    try:
        kind.model_validate(values)
    except ValidationError as error:
        found: list[tuple[Path, str]] = []
        for details in error.errors():
            cause = details["ctx"]["error"]
            causes = cause.mistakes if isinstance(cause, Mistakes) else ()
            found.extend(((*details["loc"], *mistake.path), mistake.message) for mistake in causes)
            if not causes:
                found.append((details["loc"], str(cause)))
        return found
    return []


def refused_words(kind: type[ComponentBase], values: dict[str, Any], field: str, words: tuple[str, ...]) -> list[str]:
    """Return which words a closed vocabulary does not take."""
    refused = []
    for word in words:
        try:
            kind.model_validate({**values, field: word})
        except ValidationError as error:
            (details,) = error.errors()
            refused += [word] if details["loc"] == (field,) and details["type"] == "literal_error" else []
    return refused
