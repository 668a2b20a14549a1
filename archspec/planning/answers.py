"""Answers that many kinds give to the questions of a plan; each kind still gives every answer itself."""

from collections.abc import Callable

from archspec.planning.kind import Guards, ModelT, Nesting, Refusals, Size, StackId


def none(*_: object) -> None:
    """Return that there is none."""


def no(*_: object) -> bool:
    """Return that it is not so."""
    return False


def yes(*_: object) -> bool:
    """Return that it is so."""
    return True


def nothing(*_: object) -> tuple[()]:
    """Return that there are none of these."""
    return ()


def in_main(*_: object) -> StackId:
    """Return the stack of everything that needs no other."""
    return "Main"


def no_guards(*_: object) -> Guards:
    """Return that nothing guards the component but its alarms."""
    return Guards(0, ())


def count(number: int) -> Callable[..., int]:
    """Return an answer that is a number, whatever the component."""

    def counted(*_: object) -> int:
        return number

    return counted


def fixed_size(resources: int, *, outputs: int, access_logs: bool) -> Size[ModelT]:
    """Return the size of a kind that becomes as many resources whatever is written."""
    return Size(resources=count(resources), outputs=outputs, access_logs=access_logs, as_origin=count(0))


def stays() -> Nesting[ModelT]:
    """Return that all of it stays in its stack, where nobody in another one names it."""
    return Nesting(moves="nothing", guards=no_guards, attribute=nothing, granted=(), secret=nothing, targets=nothing)


def all_possible() -> Refusals[ModelT]:
    """Return that AWS takes whatever a spec may say of the kind."""
    return Refusals(itself=nothing, outgoing=nothing, grant=nothing)
