"""The font of the pictures: a dependency, so that text looks and measures the same wherever a picture is drawn."""

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from renderers.diagrams.coverage import characters

FAMILY: Final = "Source Sans Pro"
BOLD: Final = f"{FAMILY} Bold"
_FILES: Final = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")

_CONFIGURATION: Final = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def without_glyph(text: str) -> str:
    """Return the characters of a text that the font cannot draw, each once."""
    # The text engine composes letters and their marks, as far as there are such letters.
    visible = (sign for sign in unicodedata.normalize("NFC", text) if not _is_invisible(sign))
    return "".join(dict.fromkeys(sign for sign in visible if ord(sign) not in _covered()))


def _is_invisible(sign: str) -> bool:
    """Tell whether a character is a blank, or a hint to the text engine, as joiners and variation selectors are."""
    return unicodedata.category(sign) in {"Cf", "Zs"} or "VARIATION SELECTOR" in unicodedata.name(sign, "")


@cache
def _covered() -> frozenset[int]:
    """Return the code points that every face of the font has a glyph for."""
    return frozenset.intersection(*(characters((_folder() / name).read_bytes()) for name in _FILES))


def _folder() -> Path:
    return Path(str(files("font_source_sans_pro"))) / "files"


@contextmanager
def only_our_font() -> Iterator[None]:
    """Let fontconfig, if it reads its settings now, know the font of the pictures and no other.

    Fontconfig reads them once in a process, and opens font files where the settings say they are.
    """
    with tempfile.TemporaryDirectory(prefix="archspec-", ignore_cleanup_errors=True) as name:
        scratch = Path(name).resolve()
        settings, root, fonts = scratch / "fonts.conf", scratch / "root", _folder().resolve()
        settings.write_text(
            _CONFIGURATION.format(fonts=escape(str(fonts)), cache=escape(str(scratch / "cache"))), "utf-8"
        )
        # Fontconfig also reads the templates of the system it runs on, and warns of what is newer than itself. A root
        # of its own keeps it from them; below it, what it may see has the same path as outside.
        for file in (settings, *(fonts / face for face in _FILES)):
            inside = root / file.relative_to(file.anchor)
            inside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, inside)
        with _environment(FONTCONFIG_FILE=str(settings), FONTCONFIG_SYSROOT=str(root)):
            yield


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
