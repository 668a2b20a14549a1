"""Texts that archspec writes itself: each in both languages, by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

Language: TypeAlias = Literal["pt-BR", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("pt-BR", "en")

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    en: str
    pt: str

    def in_language(self, language: Language) -> str:
        """Return the text in a language."""
        match language:
            case "en":
                return self.en
            case "pt-BR":
                return self.pt
            case _:
                assert_never(language)

    def outline(self) -> "Text":
        """Show the placeholders by name, for a reader without a finding at hand."""
        return Text(en=_PLACEHOLDER.sub(r"<\1>", self.en), pt=_PLACEHOLDER.sub(r"<\1>", self.pt))

    def format(self, values: Mapping[str, object]) -> "Text":
        """Fill in the placeholders in both languages; a value that is itself a text contributes its own."""
        return Text(
            en=self.en.format_map({k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
            pt=self.pt.format_map({k: v.pt if isinstance(v, Text) else v for k, v in values.items()}),
        )
