"""The deployment asset of the function that creates database extensions: our handler and everything it imports.

The driver is copied from where pip installed it. Lambda's runtime has boto3; nothing else is missing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path, PurePath
from typing import Final, Self

from archspec.errors import UsageError
from renderers.cdk.functions.ca import BUNDLE
from renderers.cdk.program.installed.library import INSTALL

HANDLER: Final = Path(__file__).with_name("database_extensions") / "index.py"
DRIVER: Final = "pg8000"

_LICENCES: Final = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")
_COMPILED: Final = frozenset({".so", ".pyd", ".dll", ".dylib"})
_NOT_DEPLOYED: Final = frozenset({"..", "__pycache__", "test", "tests"})


def database_extensions_asset(folder: Path) -> Path:
    """Put the asset together in a new folder below another, and return the one to deploy.

    The same versions give the same bytes. They are never taken from an earlier run: what is deployed is what is
    installed.

    Raises:
        UsageError: The driver is not installed, or not in a way that can be copied.

    """
    files = dict(_files(_packages()))
    target = folder / "database-extensions"
    try:
        _lay_out(target, files)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}") from None
    return target


def _files(packages: "Sequence[_Package]") -> Iterator[tuple[str, bytes]]:
    yield HANDLER.name, HANDLER.read_bytes()
    yield BUNDLE.name, BUNDLE.read_bytes()
    for package in packages:
        yield from _copied(package)


@dataclass(frozen=True, slots=True)
class _Package:
    """An installed distribution, whose metadata was parsed once."""

    name: str
    version: str
    requirements: tuple[str, ...]
    files: tuple[PackagePath, ...]

    @classmethod
    def of(cls, found: Distribution) -> Self:
        """Read what is known of a distribution."""
        metadata = found.metadata
        requirements = metadata.get_all("Requires-Dist") or ()
        return cls(metadata["Name"], metadata["Version"], tuple(requirements), tuple(found.files or ()))


def _packages() -> tuple[_Package, ...]:
    """Return the driver and what it requires, directly or not."""
    found: dict[str, _Package] = {}
    waiting = [(DRIVER, "")]
    while waiting:
        name, condition = waiting.pop()
        if name not in found and (installed := _installed(name, condition)) is not None:
            found[name] = installed
            waiting += _requirements(installed)
    return tuple(found[name] for name in sorted(found))


def _installed(name: str, condition: str) -> _Package | None:
    try:
        return _Package.of(distribution(name))
    except PackageNotFoundError:
        # pip installs what stands under a condition only where the condition holds.
        if condition:
            return None
        raise UsageError(f"the function that creates extensions needs {name}: {INSTALL}") from None


def _requirements(package: _Package) -> Iterator[tuple[str, str]]:
    """Return the names of what a distribution requires, each with its condition."""
    for requirement in package.requirements:
        specifier, _, condition = requirement.partition(";")
        name = re.match(r"[A-Za-z0-9._-]+", specifier)
        if name is not None and "extra" not in condition:
            yield re.sub(r"[-_.]+", "-", name[0]).lower(), condition


def _copied(package: _Package) -> Iterator[tuple[str, bytes]]:
    files = [file for file in package.files if not _NOT_DEPLOYED.intersection(file.parts)]
    if not any(file.suffix == ".py" for file in files):
        raise UsageError(f"the files of {package.name} {package.version} are not known; install it anew: {INSTALL}")
    for file in files:
        if file.suffix in _COMPILED:
            raise UsageError(f"{package.name} {package.version} has compiled files, for one processor only: {file}")
        if _is_needed(file):
            yield file.as_posix(), Path(str(file.locate())).read_bytes()


def _is_needed(file: PurePath) -> bool:
    """Tell modules, licences and what importlib.metadata reads a version from, from what nothing reads."""
    if file.parts[0].endswith(".dist-info"):
        return file.name == "METADATA" or file.name.upper().startswith(_LICENCES)
    return file.suffix == ".py"


def _lay_out(target: Path, files: Mapping[str, bytes]) -> None:
    target.mkdir(parents=True)
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        # Lambda runs as a user of its own, which has to be able to read what a stricter umask would not let it.
        path.chmod(0o644)
