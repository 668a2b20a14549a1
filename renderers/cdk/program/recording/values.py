"""Stand-ins for what the CDK will make: objects, numbers and lists, and texts."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Final, NoReturn, Protocol

from renderers.cdk.program.errors import RecordError
from renderers.cdk.program.installed.types import Method, Property, Type
from renderers.cdk.program.programs import Expression, Member, Note, SectionStart
from renderers.cdk.program.recording.texts import Texts


class Recording(Protocol):
    """What becomes of each operation on a stand-in."""

    @property
    def texts(self) -> Texts:
        """The values that were put into texts."""

    def make(self, name: str, given: tuple[object, ...], named: Mapping[str, object]) -> Any:  # noqa: ANN401
        """Record a call of a class or struct."""

    def static(self, owner: str, member: Property | Method) -> Any:  # noqa: ANN401
        """Return a static property of a class, or a static method to call."""

    def attribute(self, value: "Value", name: str) -> Any:  # noqa: ANN401
        """Return an attribute of a value, or a method of it to call."""

    def item(self, value: "Value", index: object) -> Any:  # noqa: ANN401
        """Return an item of a list, or of a map."""

    def formatted(self, value: "Value") -> str:
        """Return the text that stands for a number or token."""

    def cast(self, name: str, value: "Value") -> Any:  # noqa: ANN401
        """Record that a value is of a narrower type than the CDK declares."""

    def mark(self, statement: SectionStart | Note) -> None:
        """Record what the CDK knows nothing of."""

    def asset(self, name: str) -> str:
        """Return the text that stands for the path of an asset."""

    def refused_assignment(self, value: "Value", name: str) -> RecordError:
        """Return the refusal of an assignment to an attribute."""


active: Final[ContextVar[Recording | None]] = ContextVar("recording", default=None)
"""The recording in progress."""


def active_recording() -> Recording:
    """Return the recording in progress."""
    recording = active.get()
    if recording is None:
        raise RecordError("no recording is in progress: CDK calls belong in the builder that is given to `record`")
    return recording


def _refusal(done: str) -> Callable[..., NoReturn]:
    """Return a method that refuses what a value cannot bear before it is known."""

    def refuse(self: object, *_arguments: object, **_options: object) -> NoReturn:
        what = self.recorded_as() if isinstance(self, Value) else "a text made by the CDK"
        raise RecordError(f"{what} cannot be {done}: it is not known yet; decide on the specification instead")

    return refuse


_compared: Final[Callable[[object], bool]] = _refusal("compared")
_formatted: Final[Callable[[object], str]] = _refusal("formatted")


class Value:
    """Something that the CDK will make, with the attributes and methods of its CDK type."""

    __slots__ = ("recorded_by", "recorded_expression", "recorded_type")

    # No member of the CDK has such a name.
    recorded_expression: Expression
    recorded_type: Type
    recorded_by: Recording | None

    def __init__(self, expression: Expression, type_: Type, owner: Recording | None) -> None:
        """Stand for an expression; what belongs to no recording, such as a member of an enum, is of use in all."""
        object.__setattr__(self, "recorded_expression", expression)
        object.__setattr__(self, "recorded_type", type_)
        object.__setattr__(self, "recorded_by", owner)

    def recorded_as(self) -> str:
        """Return what messages call this value."""
        return f"a value of type {self.recorded_type}"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the CDK has
        """Return an attribute or a method of the CDK's."""
        if name.startswith("_"):
            raise AttributeError(name)
        return active_recording().attribute(self, name)

    def __getitem__(self, index: int | str) -> Any:  # noqa: ANN401  whatever the CDK has
        """Return an item of a list or map of the CDK's."""
        return active_recording().item(self, index)

    def __str__(self) -> str:
        """Return a text that stands for a number or token of the CDK's, to be put into another."""
        return active_recording().formatted(self)

    def __format__(self, specification: str) -> str:
        """Put the text that stands for a number or token into another."""
        return str(self) if not specification else _formatted(self)

    def __repr__(self) -> str:
        """Name the CDK's type."""
        return f"<{self.recorded_as()}>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a program has no assignments."""
        raise active_recording().refused_assignment(self, name)

    def __call__(self, *_arguments: object, **_properties: object) -> NoReturn:
        """Refuse: this is an attribute."""
        raise RecordError(f"{self.recorded_as()} is no method: leave out the parentheses")

    def __eq__(self, other: object) -> bool:
        """Compare members of enums, which are known; nothing else is."""
        if self is other or other is None:
            return self is other
        if (
            isinstance(other, Value)
            and isinstance(self.recorded_expression, Member)
            and isinstance(other.recorded_expression, Member)
        ):
            return self.recorded_expression == other.recorded_expression
        return _compared(self)

    def __hash__(self) -> int:
        """Hash members of enums by what they are, everything else by identity."""
        return hash(self.recorded_expression) if isinstance(self.recorded_expression, Member) else object.__hash__(self)

    __bool__ = _refusal("decided on")
    __len__ = __iter__ = __contains__ = __reversed__ = _refusal("counted or looped over")
    __lt__ = __le__ = __gt__ = __ge__ = _refusal("compared")
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refusal("calculated with")
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _refusal("calculated with")
    __neg__ = __abs__ = __round__ = __int__ = __float__ = __index__ = _refusal("calculated with")
    __setitem__ = __delitem__ = __delattr__ = _refusal("changed")


class TextValue(str):
    """A text that the CDK will make; like the CDK's own tokens it can be put into other texts, and nothing else."""

    __slots__ = ()

    def __format__(self, specification: str) -> str:
        """Put the text into another."""
        return str(self) if not specification else _formatted(self)

    __hash__ = str.__hash__
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refusal("compared")
    __len__ = __iter__ = __contains__ = __getitem__ = _refusal("counted, searched or cut")
    __mod__ = _refusal("filled in")


for _name in vars(str):
    # A separator is only put between others.
    if not _name.startswith("_") and _name != "join":
        setattr(TextValue, _name, _refusal("changed or examined"))
