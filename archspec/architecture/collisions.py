"""Names that differ for the spec and would be one name in CloudFormation or AWS."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from archspec.errors import Mistake, Path

if TYPE_CHECKING:
    from archspec.architecture.arrow import Arrow
    from archspec.architecture.model import Architecture


def collision_mistakes(architecture: "Architecture") -> list[Mistake]:
    """Return a mistake for each name that an earlier one leaves no room for; of components, `references` tells."""
    return [
        *_clusters(architecture),
        *_arrows(architecture),
        *_tags(architecture),
    ]


def separated(name: str) -> str:
    """Return what a name has in common with all that make the same id, which has letters and digits only."""
    return name.replace("-", "").replace("_", "").lower()


def clashes(names: Iterable[str], shared: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Return each name with the earlier, different one that it has the shared form of."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(shared(name), name)
        if other != name:
            yield name, other


def _clusters(architecture: "Architecture") -> Iterator[Mistake]:
    for slug, other in clashes(architecture.clusters, separated):
        message = f"{slug!r} and {other!r} are the same name in CloudFormation; rename one of them"
        yield Mistake(("clusters", slug), message)


def _arrows(architecture: "Architecture") -> Iterator[Mistake]:
    names = [(arrow, arrow.name) for arrow in architecture.connections if arrow.name]
    if not any("_" in name for _, name in names):
        return
    first: dict[tuple[str, str, str], Arrow] = {}
    for arrow, name in names:
        other = first.setdefault((arrow.source, arrow.target, separated(name)), arrow)
        if other != arrow:
            message = f"has the same name in CloudFormation as {other}; give one of them another name after #"
            yield Mistake(("connections", str(arrow)), message)


def _tags(architecture: "Architecture") -> Iterator[Mistake]:
    """Return a mistake for tag keys that differ in case alone, which roles cannot have side by side.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html (2026-11-24), case sensitivity.
    """
    own = architecture.tags
    holders: list[tuple[Path, Iterable[str]]] = [(("tags",), own)]
    holders.extend(
        (("components", name, "tags"), [*own, *component.tags])
        for name, component in architecture.components.items()
        if component.tags
    )
    for path, keys in holders:
        for key, other in clashes(keys, str.lower):
            if path == ("tags",) or key not in own:
                message = f"{key!r} and {other!r} differ in case alone, and IAM takes them for one tag; keep one"
                yield Mistake((*path, key), message)
