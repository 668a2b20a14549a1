"""The lock file beside a spec: what holds data in each environment, so that no synthesis replaces it unnoticed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from archspec.build.atomic import replace_file
from archspec.errors import UsageError

if TYPE_CHECKING:
    from renderers.cdk.stateful import Replacement, Resources

NO_ENVIRONMENT: Final = "default"
"""The name of the environment of a spec without environments."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lock file holds."""

    path: Path
    environments: "Mapping[str, Resources]"

    @classmethod
    def beside(cls, spec: Path) -> Self:
        """Read the lock file of a spec, which has its name; where there is none, nothing is locked.

        Raises:
            UsageError: The file cannot be read, or is not one this version wrote.

        """
        from renderers.cdk.stateful import read_lock

        path, text = _path(spec), cls.text_beside(spec)
        return cls(path, {} if text is None else read_lock(text, path.as_posix()))

    @staticmethod
    def text_beside(spec: Path) -> str | None:
        """Return the text of the lock file of a spec, or None where there is none.

        Raises:
            UsageError: The file cannot be read.

        """
        path = _path(spec)
        try:
            return path.read_text("utf-8") if path.is_file() else None
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path.as_posix()}: cannot be read: {error}") from None

    def knows(self, environment: str | None) -> bool:
        """Tell whether an environment was ever synthesized."""
        return (environment or NO_ENVIRONMENT) in self.environments

    def lost(self, environment: str | None, after: "Resources") -> "list[Replacement]":
        """Return what deploying these resources would delete or replace."""
        from renderers.cdk.stateful import replacements

        return list(replacements(self.environments.get(environment or NO_ENVIRONMENT, {}), after))

    def require_kept(self, environment: str | None, after: "Resources", accepted: Collection[str]) -> None:
        """Make sure that deploying these resources loses nothing but what is accepted by name.

        Raises:
            UsageError: It would delete or replace something, or would not touch something that is accepted.

        """
        lost = self.lost(environment, after)
        if unknown := [name for name in accepted if name not in {loss.name for loss in lost}]:
            raise UsageError(
                f"--accept-replacement {unknown[0]}: this change does not replace it; leave the option out"
            )
        refused = [loss for loss in lost if loss.name not in accepted]
        if refused:
            lines = "\n".join(f"  {loss}" for loss in refused)
            options = " ".join(f"--accept-replacement {loss.name}" for loss in refused)
            raise UsageError(
                f"deploying this would delete or replace what holds data:\n{lines}\n"
                "A renamed component keeps its resources with renamed_from: OLD_ID; a change of settings can be undone"
                f" in the spec.\nTo lose them on purpose: {options}"
            )

    def record(self, environment: str | None, resources: "Resources") -> bool:
        """Write down the resources of an environment, and tell whether that changed the file.

        Raises:
            UsageError: The file cannot be written.

        """
        from renderers.cdk.stateful import lock_text

        text = lock_text({**self.environments, environment or NO_ENVIRONMENT: resources}).encode()
        if self.path.is_file() and self.path.read_bytes() == text:
            return False
        replace_file(self.path, text)
        return True


def _path(spec: Path) -> Path:
    return spec.with_suffix(".lock.json")
