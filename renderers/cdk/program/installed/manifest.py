"""The CDK's own manifest (`.jsii`), reduced to what a recording needs of it.

The manifest of aws-cdk-lib is 86 MB of JSON, most of it documentation. It is read one type at a time: parsed as a
whole it takes 700 MB.
"""

import gzip
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from renderers.cdk.program.errors import UnavailableError
from renderers.cdk.program.installed.spelling import python_constant, python_name

# One bit each, as the reduced form has them.
OPTIONAL: Final = 1
STATIC: Final = 2
VARIADIC: Final = 2

_CHUNK: Final = 1 << 20
_CORE: Final = "aws-cdk-lib."
_SCHEMA: Final = "@aws-cdk/cloud-assembly-schema."

JsonObject: TypeAlias = dict[str, Any]


def reduced_types(tarball: Path) -> Iterator[tuple[str, JsonObject]]:
    """Yield the short name and the reduced form of every type in the manifest of a wheel's tarball."""
    with _manifest(tarball) as stream:
        for declared in _types(stream):
            yield short_name(declared["fqn"]), _reduced(declared)


def short_name(name: str) -> str:
    """Return the name of a type as this package writes it."""
    return name.removeprefix(_CORE).replace(_SCHEMA, "cloud_assembly_schema.")


@contextmanager
def _manifest(tarball: Path) -> Iterator[IO[str]]:
    """Open the manifest, which is compressed where it is long; a short file then says so in its place."""
    with tarfile.open(tarball, "r|gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.startswith("package/.jsii") else None
            if content and member.name == "package/.jsii.gz":
                yield io.TextIOWrapper(gzip.GzipFile(fileobj=content), "utf-8")
                return
            if content and member.name == "package/.jsii" and b"jsii/file-redirect" not in (text := content.read()):
                yield io.StringIO(text.decode())
                return
    raise UnavailableError(f"{tarball}: holds no manifest; install aws-cdk-lib again")


def _types(stream: IO[str]) -> Iterator[JsonObject]:
    reader = _JsonReader(stream)
    for key in reader.keys():  # noqa: SIM118  a reader is no dictionary: it can be read once
        if key == "types":
            for _name in reader.keys():  # noqa: SIM118
                yield reader.value()
        else:
            reader.value()


class _JsonReader:
    """Reads an object member by member, holding a part of the text at a time."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._text = ""
        self._position = 0
        self._decoder = json.JSONDecoder()

    def keys(self) -> Iterator[str]:
        """Yield each key of the object that comes next; the value must be read before the next key."""
        self._character()
        while self._peek() != "}":
            key = self.value()
            self._character()
            yield key
            if self._peek() == ",":
                self._character()
        self._character()

    def value(self) -> Any:  # noqa: ANN401  JSON
        """Read one value."""
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._position)
            except json.JSONDecodeError:
                if not self._more():
                    raise
            else:
                self._position = end
                return value

    def _character(self) -> str:
        character = self._peek()
        self._position += 1
        return character

    def _peek(self) -> str:
        while True:
            while self._position < len(self._text):
                if not self._text[self._position].isspace():
                    return self._text[self._position]
                self._position += 1
            if not self._more():
                raise ValueError("the manifest ends too early")

    def _more(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        self._text, self._position = self._text[self._position :] + chunk, 0
        return bool(chunk)


def _reduced(declared: JsonObject) -> JsonObject:
    if declared["kind"] == "enum":
        return {"kind": "enum", "members": [member["name"] for member in declared["members"]]}
    kind = "struct" if declared.get("datatype") else declared["kind"]
    bases = [*([declared["base"]] if "base" in declared else []), *declared.get("interfaces", ())]
    reduced: JsonObject = {"kind": kind, "bases": list(map(short_name, bases))}
    if properties := _public(declared, "properties"):
        reduced["properties"] = dict(map(_property, properties))
    if methods := _public(declared, "methods"):
        reduced["methods"] = dict(map(_method, methods))
    initializer = declared.get("initializer", {})
    if initializer:
        reduced["new"] = _parameters(initializer)
    if kind == "class" and (declared.get("abstract") or initializer.get("protected")):
        reduced["abstract"] = True
    return reduced


def _public(declared: JsonObject, members: str) -> list[JsonObject]:
    return [member for member in declared.get(members, ()) if not member.get("protected")]


def _property(declared: JsonObject) -> tuple[str, list[Any]]:
    name = declared["name"]
    flags = OPTIONAL * bool(declared.get("optional")) | STATIC * bool(declared.get("static"))
    spelled = python_constant(name) if declared.get("const") else python_name(name)
    return spelled, [name, _type(declared["type"]), flags]


def _method(declared: JsonObject) -> tuple[str, list[Any]]:
    name, returns = declared["name"], declared.get("returns")
    maybe = bool(returns and returns.get("optional"))
    flags = OPTIONAL * maybe | STATIC * bool(declared.get("static"))
    return python_name(name), [name, _parameters(declared), _type(returns["type"]) if returns else None, flags]


def _parameters(call: JsonObject) -> list[list[Any]]:
    return [
        [
            python_name(parameter["name"]),
            _type(parameter["type"]),
            OPTIONAL * bool(parameter.get("optional")) | VARIADIC * bool(parameter.get("variadic")),
        ]
        for parameter in call.get("parameters", ())
    ]


def _type(declared: JsonObject) -> Any:  # noqa: ANN401  JSON
    """Return a name, a primitive marked by `#`, or a list that begins with how its types are put together."""
    match declared:
        case {"fqn": name}:
            return short_name(name)
        case {"primitive": name}:
            return f"#{name}"
        case {"collection": {"kind": "array", "elementtype": element}}:
            return ["list", _type(element)]
        case {"collection": {"elementtype": element}}:
            return ["map", _type(element)]
        case {"union": {"types": types}}:
            return ["any of", *_types_of(types)]
        case {"intersection": {"types": types}}:
            return ["all of", *_types_of(types)]
        case _:
            raise ValueError(f"the manifest has a kind of type that this version does not know: {declared}")


def _types_of(types: Iterable[JsonObject]) -> list[Any]:
    return list(map(_type, types))
