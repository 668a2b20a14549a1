"""Stand-ins for the modules and classes of the CDK: builders call them as if they were the real ones."""

from functools import cache
from typing import Any, Final, NoReturn

from renderers.cdk.program.errors import RecordError
from renderers.cdk.program.installed.surface import surface
from renderers.cdk.program.installed.types import Named, Primitive, Property, displayed
from renderers.cdk.program.programs import Member, Note, SectionStart
from renderers.cdk.program.recording.recorder import unknown_member
from renderers.cdk.program.recording.values import Value, active_recording

# What aws_cdk names a module like, and no class.
_MODULE: Final = "aws_"


class ModuleStandIn:
    """aws_cdk or a module of it; nothing is looked up before a class of it is used."""

    def __init__(self, prefix: str) -> None:
        """Stand for the module whose types have names with this prefix."""
        self._prefix = prefix

    def __getattr__(self, name: str) -> "ClassStandIn | ModuleStandIn":
        """Return the class or the module of a name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return ModuleStandIn(f"{name}.") if name.startswith(_MODULE) else class_stand_in(self._prefix + name)


class ClassStandIn(type):
    """A class, struct, interface or enum of the CDK; a real class to Python, so that annotations can name it."""

    recorded_name: str

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "ClassStandIn":
        """Make a stand-in; refuse a class of a builder's own, which would not exist where the program is played."""
        if bases:
            raise RecordError(f"{name}: a subclass of {bases[0]!r} cannot be recorded; use a function")
        return super().__new__(cls, name, bases, namespace)

    def __call__(cls, /, *given: object, **named: object) -> Any:  # noqa: ANN401  an instance of the stand-in
        """Record the call."""
        return active_recording().make(cls.recorded_name, given, named)

    def __getattr__(cls, name: str) -> Any:  # noqa: ANN401  whatever the CDK has
        """Return a nested class, a member of an enum, a static property, or a static method to call."""
        if name.startswith("_"):
            raise AttributeError(name)
        return _static(cls.recorded_name, name)

    def __setattr__(cls, name: str, value: object) -> NoReturn:
        """Refuse: a program has no assignments."""
        raise RecordError(f"{displayed(cls.recorded_name)}.{name}: an assignment is not recorded")

    def __instancecheck__(cls, instance: object) -> bool:
        """Tell whether the CDK declares a value to be of this class; an interface is no class to Python."""
        declaration = surface().declaration(cls.recorded_name)
        if declaration is not None and declaration.kind == "interface":
            raise RecordError(f"isinstance: {cls!r} is an interface; ask for a class")
        of = instance.recorded_type if isinstance(instance, Value) else None
        return isinstance(of, Named) and surface().is_a(of.name, cls.recorded_name)

    def __repr__(cls) -> str:
        """Name the class as it is imported from aws_cdk."""
        return displayed(cls.recorded_name)


@cache
def class_stand_in(name: str) -> ClassStandIn:
    """Return the stand-in for a class: always the same one, as it is with a real class."""
    return ClassStandIn(name.rpartition(".")[2], (), {"recorded_name": name})


def _static(owner: str, name: str) -> Any:  # noqa: ANN401  whatever the CDK has
    declaration = surface().declaration(owner)
    if declaration is not None and name in declaration.members:
        return Value(Member(owner, name, name), Named(owner), None)
    if surface().declaration(f"{owner}.{name}") is not None:
        return class_stand_in(f"{owner}.{name}")
    member = surface().member(owner, name)
    if member is None or not member.static:
        raise unknown_member(Named(owner), name)
    if isinstance(member, Property) and member.type != Primitive("string"):
        # It is of use outside a recording too, as a constant of a module.
        return Value(Member(owner, name, member.js), member.type, None)
    return active_recording().static(owner, member)


def cast(type_: object, value: Any) -> Any:  # noqa: ANN401  as `typing.cast`
    """Treat a value as of a narrower type, as `typing.cast` does, in a way that a program can hold."""
    if not isinstance(value, Value):
        return value
    if not isinstance(type_, ClassStandIn):
        raise RecordError(f"cast: {type_!r} is no class of the CDK")
    return active_recording().cast(type_.recorded_name, value)


def section(name: str, title: str) -> None:
    """Say that what follows belongs to one component."""
    recording = active_recording()
    recording.mark(SectionStart(recording.texts.plain(name, "section"), recording.texts.plain(title, "section")))


def note(text: str) -> None:
    """Leave a remark on what follows, for the reader of the printed program."""
    recording = active_recording()
    recording.mark(Note(recording.texts.plain(text, "note")))


def asset(name: str) -> str:
    """Return the path of a folder or file that is uploaded to AWS; the player is told where it is."""
    return active_recording().asset(name)
