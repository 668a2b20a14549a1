"""What can go wrong between a builder's call and a template."""

from itertools import takewhile
from typing import Final

from archspec.errors import RenderError, UsageError

_MOST_LINES: Final = 8


class RecordError(TypeError):
    """A builder asked for something that the CDK does not have, or that a program cannot hold."""


class UnavailableError(UsageError):
    """The CDK or Node is not installed; the message says how to install it."""


class SynthError(RenderError):
    """The CDK refused what a program told it to make; the message is the CDK's own, with the place in the program."""


def refusal(message: str, section: tuple[str, str] | None) -> SynthError:
    """Return what the CDK said, without its stack traces, and of which component it was said."""
    where = f" {section[0]} ({section[1]})" if section else ""
    return SynthError(f"the CDK refuses{where}: {_without_trace(message)}")


def _without_trace(message: str) -> str:
    lines = takewhile(lambda line: not line.lstrip().startswith(("at ", "Object creation stack")), message.splitlines())
    shown = [line.rstrip() for line in lines if line.strip()]
    return "\n".join([*shown[:_MOST_LINES], *(["..."] if len(shown) > _MOST_LINES else [])])
