"""ARNs: the names AWS gives to what is there already, each of one resource and never of many."""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Self, TypeAlias

from pydantic import Field, Strict
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from archspec.components.base import facts_file
from archspec.components.texts import FreeText

_ACCOUNT: Final = re.compile("[0-9]{12}")
_WILDCARDS: Final = re.compile("[*?]")
_PARTITION: Final = "aws"
"""The partition of every region in the data file."""


@dataclass(frozen=True, slots=True)
class Arn:
    """The parts of an ARN (IAM User Guide, Amazon Resource Names)."""

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Take an ARN apart, whatever it names.

        Raises:
            ValueError: The text is no ARN.

        """
        scheme, *parts = text.split(":", 5)
        if scheme != "arn" or len(parts) != 5:  # noqa: PLR2004  what follows `arn:`
            raise ValueError("is no ARN, which has six parts with colons between them")
        return cls(*parts)

    def __str__(self) -> str:
        """Write the ARN as AWS does."""
        return f"arn:{self.partition}:{self.service}:{self.region}:{self.account}:{self.resource}"

    def refusal(self) -> str | None:
        """Return why an ARN is not that of one resource at a place AWS has; None where it is."""
        if _WILDCARDS.search(str(self)):
            return "has a wildcard, so it names more than one; write the ARN of one"
        if self.region not in facts_file("regions")["regions"]:
            return f"is in no region of partition {_PARTITION}; write one such as sa-east-1"
        if self.partition != _PARTITION:
            return f"is in another partition than its region, which is in {_PARTITION}; begin it with arn:{_PARTITION}:"
        if _ACCOUNT.fullmatch(self.account) is None:
            return "names no account; write its 12 digits"
        return None


@dataclass(frozen=True, slots=True)
class ArnOf:
    """Text that must be the ARN of a resource; `rule` says what to write instead of anything else.

    `names` says what is wrong where only the name of the resource is.
    """

    resources: tuple[tuple[str, str], ...]
    """Each service, with what a resource of it looks like, as a regular expression."""
    rule: str
    names: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check after the text itself is known to be text."""
        return core_schema.no_info_after_validator_function(self.accepted, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Give editors the same form."""
        forms = "|".join(f"{name}:[a-z0-9-]+:[0-9]{{12}}:{form}" for name, form in self.resources)
        return handler(schema) | {"pattern": f"^arn:{_PARTITION}:(?:{forms})$"}

    def accepted(self, value: str) -> str:
        """Return the text as it is.

        Raises:
            ValueError: It is no ARN of such a resource.

        """
        try:
            arn = Arn.parse(value)
        except ValueError:
            raise ValueError(self.rule) from None
        forms = dict(self.resources)
        if arn.service not in forms:
            raise ValueError(self.rule)
        if refusal := arn.refusal():
            raise ValueError(refusal)
        if re.fullmatch(forms[arn.service], arn.resource) is None:
            raise ValueError(self.names)
        return value


_NAMES: Final = (
    "has a name that nothing of the service can have, or something behind the name, such as a key or a version; write"
    " the ARN as AWS shows it"
)
ARN_RULE: Final = (
    "is not the ARN of a secret; write generated, or the ARN of a Secrets Manager secret or a Parameter Store"
    " parameter, and never the secret itself"
)
# Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (2026-11-24). An ARN has
# a hyphen and six characters after the name. ECS would take a JSON key or a version behind those, which the permission
# of the task would not match.
_NAMED: Final = "secret:[A-Za-z0-9/_+=.@-]{1,519}"
# Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (2026-11-24).
_LEVELS: Final = "parameter(?:/[A-Za-z0-9_.-]+){1,15}"
_LONGEST: Final = 1011
"""Characters in the ARN of a parameter (the same page); those of secrets are shorter."""

SecretArn: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=_LONGEST),
    ArnOf((("secretsmanager", _NAMED), ("ssm", _LEVELS)), ARN_RULE, _NAMES),
    FreeText(),
]
CertificateArn: TypeAlias = Annotated[
    str,
    Strict(),
    Field(max_length=200),
    ArnOf(
        # Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html (2026-11-24).
        (("acm", "certificate/[A-Za-z0-9-]{1,64}"),),
        "is not the ARN of a certificate; copy it from AWS Certificate Manager",
        _NAMES,
    ),
]
