"""What a builder finds in place of a program's marks when it runs on the real CDK (ARCHSPEC_CDK_DIRECT=1)."""

from pathlib import Path
from typing import Final

ASSETS: Final[dict[str, Path]] = {}
"""Where each asset is; whoever runs a builder directly says so here."""


def no_section(name: str, title: str) -> None:
    """Do nothing: only a program has sections."""
    del name, title


def no_note(text: str) -> None:
    """Do nothing: only a program has notes."""
    del text


def asset_path(name: str) -> str:
    """Return the path of an asset."""
    return str(ASSETS[name])
