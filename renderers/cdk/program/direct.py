"""What `renderers.cdk.aws` offers besides classes when builders run on the real CDK (ARCHSPEC_CDK_DIRECT=1)."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Final, cast

import aws_cdk as cdk
from constructs import Construct

__all__ = ["ASSETS", "Construct", "asset", "cast", "cdk", "module", "note", "section"]

ASSETS: Final[dict[str, Path]] = {}
"""Where each asset is; whoever runs a builder directly says so here."""


def module(name: str) -> ModuleType:
    """Import a module of the CDK."""
    return importlib.import_module(name)


def section(name: str, title: str) -> None:
    """Do nothing: only a program has sections."""
    del name, title


def note(text: str) -> None:
    """Do nothing: only a program has notes."""
    del text


def asset(name: str) -> str:
    """Return the path of an asset."""
    return str(ASSETS[name])
