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
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, Strict
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from archspec.components import limits

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


_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def _printable(value: str) -> str:
    if _UNPRINTABLE.search(value):
        raise ValueError("holds a control character; keep to printable text")
    if not value.strip():
        raise ValueError("is empty; write the text or remove the field")
    return value


def _single_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise ValueError("spans lines; keep it to one line")
    return value


Integer: TypeAlias = Annotated[int, Strict(), BeforeValidator(_integer)]
Boolean: TypeAlias = Annotated[bool, Strict(), BeforeValidator(_boolean)]
Date: TypeAlias = Annotated[date, BeforeValidator(_iso_date)]
Line: TypeAlias = Annotated[
    str, Strict(), Field(max_length=200), AfterValidator(_printable), AfterValidator(_single_line)
]
Label: TypeAlias = Annotated[
    str, Strict(), Field(max_length=80), AfterValidator(_printable), AfterValidator(_single_line), Translatable()
]
Prose: TypeAlias = Annotated[str, Strict(), Field(max_length=4000), AfterValidator(_printable), Translatable()]

Port: TypeAlias = Annotated[int, Strict(), BeforeValidator(_integer), Field(ge=1, le=65535)]
Percent: TypeAlias = Annotated[int, Strict(), BeforeValidator(_integer), Field(ge=1, le=100)]

FrozenMapping: TypeAlias = Annotated[Mapping[K, V], AfterValidator(MappingProxyType), PlainSerializer(dict)]
"""A mapping whose keys and values are validated once and cannot be changed afterwards."""


def frozen_mapping() -> MappingProxyType[Any, Any]:
    """Return the empty mapping, as the default of a field."""
    return MappingProxyType({})


Language: TypeAlias = Literal["pt-BR", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("pt-BR", "en")

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
VariableName: TypeAlias = Annotated[
    str,
    Strict(),
    Matching(
        "[A-Za-z_][A-Za-z0-9_]{0,127}",
        "is not a variable name; use letters, digits and underscores, not starting with a digit",
    ),
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
    str, Strict(), Field(max_length=255), Matching(r"/[A-Za-z0-9/._~%!$&'()*+,;=:@-]*", "is not a path; start with /")
]
PathPattern: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=128),
    Matching(r"/[A-Za-z0-9/._~\"'@:+&*?$-]*", "is not a path pattern; start with / and use * for the rest"),
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
CertificateArn: TypeAlias = Annotated[
    str,
    Strict(),
    Matching(
        r"arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]{1,64}",
        "is not the ARN of a certificate; copy it from AWS Certificate Manager",
    ),
]
ARN_RULE: Final = (
    "is not the ARN of a secret; write generated, or the ARN of a Secrets Manager secret or a Parameter Store"
    " parameter, and never the secret itself"
)
SecretArn: TypeAlias = Annotated[
    str,
    Strict(),
    Matching(
        r"arn:aws[a-z-]*:(?:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:|ssm:[a-z0-9-]+:[0-9]{12}:parameter/).+",
        ARN_RULE,
    ),
]


def _network(value: str) -> str:
    try:
        interface = ipaddress.ip_interface(value)
    except ValueError:
        raise ValueError("is not an address range; write it as in 10.0.0.0/16") from None
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
                r"(?!aws:)[\w .:/=+@-]{1,128}",
                "is not a tag key; AWS takes up to 128 letters, digits and _.:/=+-@, and reserves the prefix aws:",
            ),
        ],
        Annotated[
            str,
            Strict(),
            Matching(r"[\w .:/=+@-]{0,256}", "is not a tag value; AWS takes up to 256 letters, digits and _.:/=+-@"),
        ],
    ],
    limits.TAGS,
]
"""Tags of AWS resources (Tagging AWS Resources User Guide, naming limits)."""
