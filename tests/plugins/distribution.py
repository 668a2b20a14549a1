"""A built-in kind as a distribution of its own: its home, its builder and its entry point, under another name."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]

HOME: Final = "s3_bucket"
"""The kind that the distribution takes its files from."""
KIND: Final = "object_store"
PACKAGE: Final = "acme_object_store"
DISTRIBUTION: Final = "acme-object-store"

_WORDS: Final[Mapping[str, str]] = {
    rf"archspec\.kinds\.{HOME}": PACKAGE,
    rf"\b{HOME}\b": KIND,
    r"\bS3Bucket\b": "ObjectStore",
    r"\bAAC-S3-": "AAC-STORE-",
}
_PROJECT: Final = f"""[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{DISTRIBUTION}"
version = "1.2"
dependencies = ["archspec-aws"]

[project.entry-points."archspec.kinds"]
{KIND} = "{PACKAGE}"

[tool.hatch.build.targets.wheel]
packages = ["{PACKAGE}"]
"""


def write_distribution(folder: Path) -> Path:
    """Write the distribution as its authors would keep it, and return its folder."""
    package = folder / PACKAGE
    shutil.copytree(ROOT / "archspec/kinds" / HOME, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "renderers/cdk" / f"{HOME}.py", package / "cdk.py")
    for path in package.glob("*.py"):
        text = path.read_text("utf-8")
        for pattern, word in _WORDS.items():
            text = re.sub(pattern, word, text)
        path.write_text(text, "utf-8")
    (folder / "pyproject.toml").write_text(_PROJECT, "utf-8")
    return folder


def install_in(environment: Path, distribution: Path) -> Path:
    """Make a virtual environment that has the distribution besides what this one has, and return its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)  # noqa: S603
    python = environment / "bin" / "python"
    (site,) = environment.glob("lib/python*/site-packages")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (site / "ours.pth").write_text("".join(f"{path}\n" for path in [*ours, str(ROOT)]), "utf-8")
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index")
    options = ("--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    subprocess.run([*pip, *options, str(distribution)], check=True)  # noqa: S603  pip itself
    return python
