"""The types of the fields in a spec: what each accepts, and what it says when it refuses.

YAML scalars without quotes arrive as `Plain` text and the field decides their type, as in YAML 1.2's core schema:
`no` is text, `7.10` in a version is text, `10` in a count is a number.
"""

import ipaddress
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, Strict
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from archspec.components import limits
from archspec.components.texts import FreeText

K = TypeVar("K")
V = TypeVar("V")


class Plain(str):
    """A YAML scalar written without quotes."""

    __slots__ = ()


class Model(BaseModel):
    """A frozen value of the spec that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


@dataclass(frozen=True, slots=True)
class Matching:
    """Text that must match a regular expression as a whole; `rule` says the same in words."""

    pattern: str
    rule: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check after the text itself is known to be text."""
        check = partial(_match, re.compile(self.pattern), self.rule)
        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Give editors the same pattern."""
        return handler(schema) | {"pattern": f"^(?:{self.pattern})$"}


def _match(pattern: re.Pattern[str], rule: str, value: str) -> str:
    if pattern.fullmatch(value) is None:
        raise ValueError(rule)
    return value


@dataclass(frozen=True, slots=True)
class Unreserved:
    """Text that must be none of some names, which somebody else keeps; `rule` says who."""

    names: frozenset[str]
    rule: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check after the text itself is known to be text."""
        return core_schema.no_info_after_validator_function(self.free, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Give editors the same names."""
        return handler(schema) | {"not": {"enum": sorted(self.names)}}

    def free(self, value: str) -> str:
        """Return the text as it is.

        Raises:
            ValueError: It is one of the names.

        """
        if value in self.names:
            raise ValueError(self.rule)
        return value


@dataclass(frozen=True, slots=True)
class Translatable:
    """Marks text that a reader sees, and that a translation file may therefore replace."""


def _integer(value: object) -> object:
    if type(value) is Plain and re.fullmatch(r"[-+]?[0-9]{1,400}", value):
        return int(value)
    return value


def _boolean(value: object) -> object:
    return {"true": True, "false": False}.get(value.lower(), value) if type(value) is Plain else value


_ISO_DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_date(value: object) -> object:
    if isinstance(value, date):
        return value
    with suppress(ValueError):
        # fromisoformat alone would also take week dates, and dates without hyphens.
        if isinstance(value, str) and _ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    raise ValueError("is not a calendar date; write year-month-day, as in 2027-03-31")


Integer: TypeAlias = Annotated[int, Strict(), BeforeValidator(_integer)]
Boolean: TypeAlias = Annotated[bool, Strict(), BeforeValidator(_boolean)]
Date: TypeAlias = Annotated[date, BeforeValidator(_iso_date)]
Line: TypeAlias = Annotated[str, Strict(), Field(max_length=200), FreeText()]
Label: TypeAlias = Annotated[str, Strict(), Field(max_length=80), FreeText(), Translatable()]
Prose: TypeAlias = Annotated[str, Strict(), Field(max_length=4000), FreeText(lines=True), Translatable()]
SettingText: TypeAlias = Annotated[str, Strict(), Field(max_length=4096), FreeText(lines=True, blank=True)]

Port: TypeAlias = Annotated[int, Strict(), BeforeValidator(_integer), Field(ge=1, le=65535)]
Percent: TypeAlias = Annotated[int, Strict(), BeforeValidator(_integer), Field(ge=1, le=100)]

FrozenMapping: TypeAlias = Annotated[Mapping[K, V], AfterValidator(MappingProxyType), PlainSerializer(dict)]
"""A mapping whose keys and values are validated once and cannot be changed afterwards."""


def frozen_mapping() -> MappingProxyType[Any, Any]:
    """Return the empty mapping, as the default of a field."""
    return MappingProxyType({})


ComponentId: TypeAlias = Annotated[
    str,
    Strict(),
    Matching(
        "[a-z][a-z0-9_]{0,39}",
        "is not an id; use lower-case letters, digits and underscores, starting with a letter, at most 40",
    ),
]
Slug: TypeAlias = Annotated[
    str,
    Strict(),
    Matching(
        "[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?",
        "is not a name; use lower-case letters, digits and inner hyphens, starting with a letter, at most 40",
    ),
]
# Source: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file (2026-11-24), as far as slugs can be one.
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
FolderName: TypeAlias = Annotated[
    Slug,
    Unreserved(_DEVICES, "is a device to Windows, which makes no folder or file of that name; choose another name"),
]
"""A name that folders and files of the output get."""


def is_folder_name(slug: str) -> bool:
    """Tell whether every system makes a folder of a slug's name."""
    return slug not in _DEVICES


NotPrototype: Final = Unreserved(
    frozenset({"__proto__"}),
    "is a name that JavaScript keeps for itself, so the CDK would lose it; choose another name",
)
"""What a key of a template may not be; any other name of JavaScript's, such as `constructor`, is an ordinary key."""
VariableName: TypeAlias = Annotated[
    str,
    Strict(),
    Matching(
        "[A-Za-z_][A-Za-z0-9_]{0,127}",
        "is not a variable name; use letters, digits and underscores, not starting with a digit",
    ),
    NotPrototype,
]
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DomainName: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=253),
    Matching(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])", "is not a domain name, such as example.com"),
]
Hostname: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=190),
    Matching(
        rf"@|{_LABEL}(?:\.{_LABEL})*",
        'is not a host name inside the domain; write the part before it, such as www, or "@" for the domain itself',
    ),
]
UrlPath: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=255),
    Matching(r"/[A-Za-z0-9/._~%!$&'()*+,;=:@-]*", "is not a path; start with /"),
    FreeText(),
]
PathPattern: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=128),
    Matching("/[A-Za-z0-9/._~\"'@:+&*?$-]*", "is not a path pattern; start with / and use * for the rest"),
    FreeText(),
]
HostPattern: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=128),
    Matching(r"[a-z0-9*?](?:[a-z0-9.*?-]*[a-z0-9*?])?", "is not a host name, such as api.example.com"),
]
AccountId: TypeAlias = Annotated[
    str,
    Strict(),
    Matching("[0-9]{12}", 'is not an AWS account id; write its 12 digits in quotes, as in "111122223333"'),
]


def _network(value: str) -> str:
    try:
        interface = ipaddress.ip_interface(value)
    except ValueError:
        raise ValueError("is not an address range; write it as in 10.0.0.0/16") from None
    if "%" in value:
        # A zone id is of one machine, and Python takes any text for one (RFC 4007, section 11).
        raise ValueError("has a zone id, which means nothing to AWS; leave out % and what follows it")
    if "/" not in value or str(interface.network) != value:
        raise ValueError(f"has bits set after its prefix or no prefix; write {interface.network}")
    return value


Cidr: TypeAlias = Annotated[str, Strict(), AfterValidator(_network)]
"""An IPv4 or IPv6 address range in its canonical form, as RFC 4632 and RFC 5952 write it."""

Tags: TypeAlias = Annotated[
    FrozenMapping[
        Annotated[
            str,
            Strict(),
            Matching(
                r"(?!(?i:aws|archspec):)[\w .:/=+@-]{1,128}",
                "is not a tag key; AWS takes up to 128 letters, digits and _.:/=+-@, and the prefixes aws: and"
                " archspec: are reserved",
            ),
            FreeText(blank=True),
            NotPrototype,
        ],
        Annotated[
            str,
            Strict(),
            Matching(
                r"(?!(?i:aws):)[\w .:/=+@-]{0,256}",
                "is not a tag value; AWS takes up to 256 letters, digits and _.:/=+-@, and reserves the prefix aws:",
            ),
            FreeText(blank=True),
        ],
    ],
    limits.TAGS,
]
"""Tags of AWS resources.

Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html and, for the prefix in any case and in
values, https://docs.aws.amazon.com/batch/latest/userguide/tag-restrictions.html (2026-11-24). Policies name resources
by their tags with the prefix archspec:.
"""
