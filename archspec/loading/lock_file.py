"""The lock file beside a spec: what its environments were when they were last synthesized, as frozen values.

    version        2; version 1, which says nothing of components, is read too
    environments   {name: {components, resources}}
        components     {id a component was first deployed under: the stack its service is in, or else its alarms}
        resources      {Stack/LogicalId: {type, properties}} of everything that holds data

Whoever sends a pull request writes this file, so it is read as a spec is: every mistake has its place, and a text in it
that could be printed has the form of a name.
"""

import json
import math
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from archspec.errors import Position, Problem, SpecError
from archspec.loading.files import display_path
from archspec.loading.json_tree import read_json
from archspec.loading.quoting import quoted, tidy, value_shown
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence, end_of, plain_data, position_of

VERSION: Final = 2
NO_ENVIRONMENT: Final = "default"
"""The name of the environment of a spec without environments."""
MAX_BYTES: Final = 4 * 2**20
"""A lock of 1,000 resources has a tenth of it."""
_OLDEST: Final = 1
_MOST_PROBLEMS: Final = 200
_DEEPEST: Final = 16
"""Levels of a property; the intrinsic functions of a template need half of them."""
_LONGEST_TEXT: Final = 4096
_LARGEST_NUMBER: Final = 2**53 - 1
_RESTORE: Final = "restore the file from version control, or remove it to start a new one"
_CONFLICT: Final = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)

_ENVIRONMENT: Final = re.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?")
_COMPONENT: Final = re.compile("[a-z][a-z0-9_]{0,39}")
_HOME: Final = re.compile("Main|(?:Services|Guards)[1-9][0-9]{0,2}")
_RESOURCE: Final = re.compile("(?:Zone|Registry|Edge|Main)/[A-Za-z0-9]{1,255}")
_TYPE: Final = re.compile("AWS(?:::[A-Za-z0-9]{1,60}){2}")
_PROPERTY: Final = re.compile("[A-Za-z0-9]{1,100}")


@dataclass(frozen=True, slots=True)
class StatefulResource:
    """A resource that holds data, or an address others rely on."""

    type: str
    properties: Mapping[str, object]
    """The properties whose change replaces it."""


Resources: TypeAlias = Mapping[str, StatefulResource]
"""Stateful resources by `Stack/LogicalId`."""


@dataclass(frozen=True, slots=True)
class LockedEnvironment:
    """One environment as it was last synthesized."""

    resources: Resources
    components: Mapping[str, str] | None
    """Where each component was, by the id it was first deployed under; None where a lock of version 1 did not say."""


Environments: TypeAlias = Mapping[str, LockedEnvironment]


def lock_text(environments: Environments) -> str:
    """Return the text of a lock file, the same for the same environments in any order."""
    document = {
        "version": VERSION,
        "environments": {name: _environment_data(environment) for name, environment in environments.items()},
    }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _environment_data(environment: LockedEnvironment) -> dict[str, object]:
    resources = {
        name: {"type": resource.type, "properties": resource.properties}
        for name, resource in environment.resources.items()
    }
    known = {} if environment.components is None else {"components": dict(environment.components)}
    return {"resources": resources, **known}


def lock_beside(spec: Path) -> Path:
    """Return the path of the lock file of a spec."""
    return spec.with_suffix(".lock.json")


def read_lock_text(path: Path) -> str | None:
    """Return the text of a lock file, or None where there is none.

    Raises:
        SpecError: It is a link or no file, cannot be read, is too large, or is not UTF-8.

    """
    file = display_path(path)
    try:
        data = _regular_file(path, file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise _refused(Position(file, 1, 1), f"cannot be read: {reason}") from None
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        place = end_of(data[: error.start].decode(), file)
        raise _refused(place, f"is not UTF-8: byte 0x{data[error.start]:02x} starts no character; {_RESTORE}") from None


def _regular_file(path: Path, file: str) -> bytes:
    """Return what a file holds, without following a link or waiting for a pipe."""
    place = Position(file, 1, 1)
    if path.is_symlink():
        raise _refused(place, "is a link, and a lock is a file beside its spec; put the file itself there")
    # Opening a pipe waits for whoever writes to it, unless it is told not to.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _refused(place, "is no file; remove it, and synthesize again")
    with os.fdopen(handle, "rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _refused(place, f"has more than {MAX_BYTES // 2**20} MB, which no lock needs; {_RESTORE}")
    return data


def read_lock(text: str, file: str) -> Environments:
    """Return the environments that the text of a lock file holds.

    Raises:
        SpecError: It is no lock; the error lists what is wrong with it, each mistake with its place.

    """
    if conflict := _CONFLICT.search(text):
        message = (
            "holds both sides of a merge; take the file of one side, and synthesize each environment that the other"
            " side changed"
        )
        raise _refused(end_of(text[: conflict.start()], file), message)
    root = _tree(text, file)
    reader = _Reader(root)
    environments = reader.environments()
    if reader.problems:
        raise SpecError(reader.problems)
    return environments


def _refused(place: Position, message: str) -> SpecError:
    return SpecError([Problem(place, tidy(message))])


def _tree(text: str, file: str) -> Map:
    try:
        root = read_json(text, file)
    except SpecError as error:
        raise SpecError([Problem(p.position, f"{tidy(p.message)}; {_RESTORE}") for p in error.problems]) from None
    if not isinstance(root, Map):
        raise _refused(Position(file, 1, 1), f"is no lock file; {_RESTORE}")
    return root


class _Reader:
    """Takes a tree apart, and keeps what is wrong with it."""

    def __init__(self, root: Map) -> None:
        self.problems: list[Problem] = []
        self._root = root

    def environments(self) -> Environments:
        """Return what could be read; where nothing is wrong, that is everything."""
        version = self._version()
        if version is None:
            return {}
        fields = self._fields(self._root, "a lock", {"version", "environments"})
        found = self._named(fields.get("environments"), "environments", _ENVIRONMENT, "the name of an environment")
        read = self._older if version == _OLDEST else self._environment
        return {name: read(name, node) for name, node in found}

    def _version(self) -> int | None:
        entry = self._root.entries.get("version")
        if entry is None:
            self._say(self._root, f"version is missing, so this is no lock file; {_RESTORE}")
            return None
        value = entry.value.value if isinstance(entry.value, Scalar) else None
        if type(value) is not int or value < _OLDEST:
            self._say(entry.value, f"version: is the version of the format, {VERSION}; {_RESTORE}")
            return None
        if value > VERSION:
            shown = value_shown((), value)
            self._say(
                entry.value, f"version {shown} is newer than this library reads ({VERSION}); upgrade archspec-aws"
            )
            return None
        return value

    def _older(self, name: str, node: Node) -> LockedEnvironment:
        return LockedEnvironment(self._resources(node, f"environments.{name}"), None)

    def _environment(self, name: str, node: Node) -> LockedEnvironment:
        path = f"environments.{name}"
        fields = self._fields(node, path, {"components", "resources"}, optional={"components"})
        components = None
        if "components" in fields:
            found = self._named(fields["components"], f"{path}.components", _COMPONENT, "the id of a component")
            components = {
                component: self._text(home, f"{path}.components.{component}", _HOME, "Main, Services1 or Guards1")
                for component, home in found
            }
        resources = fields.get("resources")
        return LockedEnvironment(self._resources(resources, f"{path}.resources"), components)

    def _resources(self, node: Node | None, path: str) -> Resources:
        found = self._named(node, path, _RESOURCE, "a stack and a logical id, as in Main/Database")
        return {name: self._resource(item, f"{path}.{name}") for name, item in found}

    def _resource(self, node: Node, path: str) -> StatefulResource:
        fields = self._fields(node, path, {"type", "properties"})
        kind = self._text(fields["type"], f"{path}.type", _TYPE, "AWS::S3::Bucket") if "type" in fields else ""
        properties = self._named(fields.get("properties"), f"{path}.properties", _PROPERTY, "the name of a property")
        return StatefulResource(kind, {name: self._value(value, f"{path}.properties") for name, value in properties})

    def _value(self, node: Node, path: str) -> object:
        for place, message in islice(_unfit(node), 1):
            self._say(place, f"{path}: {message}; {_RESTORE}")
            return None
        return plain_data(node)

    def _fields(
        self, node: Node, path: str, known: set[str], optional: frozenset[str] | set[str] = frozenset()
    ) -> Mapping[str, Node]:
        """Return the values of a map with fixed keys."""
        entries = self._map(node, path)
        for key, entry in entries.items():
            if key not in known:
                self._say(entry, f"{path} has no field {quoted(key)}; {_RESTORE}")
        if isinstance(node, Map):
            for key in sorted(known - optional - entries.keys()):
                self._say(node, f"{path}: {key} is missing; {_RESTORE}")
        return {key: entry.value for key, entry in entries.items() if key in known}

    def _named(self, node: Node | None, path: str, form: re.Pattern[str], what: str) -> Iterator[tuple[str, Node]]:
        """Yield the values of a map whose keys are names."""
        for key, entry in self._map(node, path).items() if node is not None else ():
            if form.fullmatch(key):
                yield key, entry.value
            else:
                self._say(entry, f"{path}: {quoted(key)} is not {what}; {_RESTORE}")

    def _map(self, node: Node, path: str) -> Mapping[str, Entry]:
        if isinstance(node, Map):
            return node.entries
        self._say(node, f"{path}: {_shown(node)} is no map; {_RESTORE}")
        return {}

    def _text(self, node: Node, path: str, form: re.Pattern[str], example: str) -> str:
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, str) and form.fullmatch(value):
            return value
        self._say(node, f"{path}: {_shown(node)} is not such as {example}; {_RESTORE}")
        return ""

    def _say(self, place: Node | Entry, message: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(position_of(place), tidy(message)))


def _shown(node: Node) -> str:
    return value_shown((), node.value) if isinstance(node, Scalar) else "a map" if isinstance(node, Map) else "a list"


def _unfit(node: Node, depth: int = 1) -> Iterator[tuple[Node, str]]:
    """Yield what no property of a template is."""
    match node:
        case _ if depth > _DEEPEST:
            yield node, f"is nested more than {_DEEPEST} levels deep"
        case Scalar(str(text)) if len(text) > _LONGEST_TEXT or not text.isprintable():
            yield node, f"{quoted(text)} is no text of a template"
        case Scalar(int() | float() as number) if abs(number) > _LARGEST_NUMBER or math.isnan(number):
            yield node, f"{value_shown((), number)} is no number of a template"
        case Scalar():
            return
        case Map(entries):
            for key, entry in entries.items():
                if not key.isprintable() or len(key) > _LONGEST_TEXT:
                    yield entry.value, f"{quoted(key)} is no key of a template"
                yield from _unfit(entry.value, depth + 1)
        case Sequence(items):
            for item in items:
                yield from _unfit(item, depth + 1)
