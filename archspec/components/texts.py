"""Free text: what may stand in it, so that it reaches a template as it is written and a reader sees all of it."""

import re
from dataclasses import dataclass
from typing import Final

from pydantic.annotated_handlers import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

# Lines may break and be indented; U+2028 and U+2029 break them in JavaScript only.
_CONTROL: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
# Source: https://www.unicode.org/reports/tr9/ (Unicode 17, section 2): embeddings, overrides, isolates and marks.
_DIRECTION: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Source: https://www.unicode.org/Public/17.0.0/ucd/DerivedCoreProperties.txt, Default_Ignorable_Code_Point, without
# what has a rule of its own here; and U+FFF9 to U+FFFB, which annotate text and are not shown either.
_UNSEEN: Final = (
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0"
    r"\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_JOINERS: Final = r"\u200c\u200d"
_STYLES: Final = r"\ufe0e\ufe0f"
# Source: https://www.unicode.org/faq/private_use.html (surrogates and the 66 noncharacters).
_NO_CHARACTER: Final = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17)
)

_EMOJI: Final = r"\xa9\xae\u203c\u2049\u2122-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_CURSIVE: Final = r"\u0620-\u06ff\u0750-\u077f\u08a0-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff"
"""Arabic, and the scripts of India and its neighbours, whose letters joiners shape (UAX #31, section 2.3.1)."""

_UNSEEN_THERE: Final = (
    f"[{_UNSEEN}]"
    rf"|(?!(?<=[{_CURSIVE}]).[{_CURSIVE}]|(?<=[{_EMOJI}\ufe0f])\u200d[{_EMOJI}])[{_JOINERS}]"
    rf"|(?<![{_EMOJI}0-9#*])[{_STYLES}]|(?<=[0-9#*])[{_STYLES}](?!\u20e3)"
)
# Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html (2026-11-24). It says
# nothing of spaces and capitals, so they do not help either.
_REFERENCE: Final = r"(?i:\{\{\s*resolve\s*:)"
# Source: aws-cdk-lib 2.275.0, core/lib/private/encoding.js; `Recorded` is the mark of renderers.cdk.program.
_TOKEN: Final = r"(?i:[$#]\{\s*(?:Token|Recorded)\s*\[)"  # noqa: S105  no password
# Source: the same file; how JavaScript prints the numbers that stand for values.
_NUMBER_TOKEN: Final = r"-1\.[0-9]{10,16}e\+289"  # noqa: S105  no password

_RULES: Final = (
    (f"[{_CONTROL}]", "holds a control character; keep to printable text"),
    (f"[{_DIRECTION}]", "holds {code}, which changes the direction of the text around it; remove it"),
    (_UNSEEN_THERE, "holds {code}, which nobody sees there; remove it"),
    (f"[{_NO_CHARACTER}]", "holds {code}, which is no character; remove it"),
    (_REFERENCE, "holds {found}, which CloudFormation replaces by a secret; remove it, and list secrets under secrets"),
    (_TOKEN, "holds {found}, which marks a value that the CDK makes; write it without the braces"),
    (_NUMBER_TOKEN, "holds {found}, which stands for a value that the CDK makes; write fewer digits"),
)
_LATIN: Final = re.compile(r"[\n\t -*,-z|~\xa0-\xac\xae-\u02ff]*")
"""Text that no rule is about, as most is: Latin letters and signs, without what begins a brace or an exponent."""


def text_refusal(value: str) -> str | None:
    """Return why a text can stand in no field; None where it can."""
    if _LATIN.fullmatch(value):
        return None
    for pattern, message in _RULES:
        if match := re.search(pattern, value):
            return message.format(code=f"U+{ord(match[0][0]):04X}", found=match[0])
    return None


@dataclass(frozen=True, slots=True)
class FreeText:
    """Text in a person's own words, which may reach a template, a page or a terminal, whichever field it is in."""

    lines: bool = False
    """Whether it may span lines."""
    blank: bool = False
    """Whether it may be empty."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check after the text itself is known to be text."""
        return core_schema.no_info_after_validator_function(self.accepted, handler(source))

    def accepted(self, value: str) -> str:
        """Return the text as it is.

        Raises:
            ValueError: It cannot stand in this field.

        """
        if refusal := text_refusal(value):
            raise ValueError(refusal)
        if not self.blank and not value.strip():
            raise ValueError("is empty; write the text or remove the field")
        if not self.lines and ("\n" in value or "\t" in value):
            raise ValueError("spans lines; keep it to one line")
        return value
