"""How an environment, or a translation, is laid over a spec."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from archspec.architecture import did_you_mean
from archspec.errors import Path
from archspec.loading.found import Found
from archspec.loading.quoting import dotted, quoted
from archspec.loading.tree import Entry, Map, Node, Scalar, position_of

FIXED: Final = frozenset({"archspec", "name", "language", "environments", "translations"})
"""Fields of a spec that are the same in every environment."""

_NO_FIELDS: Final = "needs fields of the spec; write {} where nothing differs"
_LISTED: Final = frozenset({"components", "connections", "clusters", "decisions"})
"""Maps whose keys name things: an overlay may change or remove one of them, not add one."""


def merge(base: Map, overlay: Map) -> Map:
    """Lay a tree over another: maps merge by key, an empty value removes its key, anything else replaces.

    As in JSON Merge Patch (RFC 7396), an empty value with nothing to remove goes too. Two overlays make one,
    `merge(merge(a, b), c) == merge(a, compose(b, c))`, where `compose` is a `merge` that keeps empty values, as long as
    no map of `c` meets a list, a scalar or an empty value of `b`: an overlay cannot say "replace this map by that".
    """
    entries = dict(base.entries)
    for key, entry in overlay.entries.items():
        if _is_null(entry.value):
            entries.pop(key, None)
        else:
            entries[key] = _laid_over(entries.get(key), entry)
    return base._replace(entries=entries)


def _laid_over(under: Entry | None, entry: Entry) -> Entry:
    if under is not None and isinstance(under.value, Map) and isinstance(entry.value, Map):
        return under._replace(value=merge(under.value, entry.value))
    return entry._replace(value=_pruned(entry.value))


def _pruned(node: Node) -> Node:
    """Return a tree without the empty values, which have nothing left to remove."""
    if not isinstance(node, Map):
        return node
    kept = {
        key: entry._replace(value=_pruned(entry.value))
        for key, entry in node.entries.items()
        if not _is_null(entry.value)
    }
    return node._replace(entries=kept)


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def overlay_problems(base: Map, overlay: Node, environment: str) -> list[Found]:
    """Return what an environment may not say: fields that are fixed, and things the base does not have."""
    prefix = f"environment {quoted(environment)}: "
    if not isinstance(overlay, Map):
        return [Found(position_of(overlay), lambda: prefix + _NO_FIELDS)]
    found = [
        Found(position_of(entry), partial("{}{} is the same in every environment; remove it here".format, prefix, key))
        for key, entry in overlay.entries.items()
        if key in FIXED
    ]
    changes = overlay._replace(entries={key: entry for key, entry in overlay.entries.items() if key not in FIXED})
    found.extend(_missing(base, changes, (), prefix))
    return found


def _missing(base: Map, overlay: Map, path: Path, prefix: str) -> Iterator[Found]:
    is_listed = len(path) == 1 and path[0] in _LISTED
    for key, entry in overlay.entries.items():
        below = (*path, key)
        under = base.entries.get(key)
        if under is not None:
            if isinstance(under.value, Map) and isinstance(entry.value, Map):
                yield from _missing(under.value, entry.value, below, prefix)
        elif _is_null(entry.value) or is_listed:
            yield Found(position_of(entry), partial(_absent, below, entry.value, base.entries, prefix))
        elif key in _LISTED and not path and isinstance(entry.value, Map):
            yield from _missing(base._replace(entries={}), entry.value, below, prefix)


def _absent(path: Path, value: Node, known: Mapping[str, Entry], prefix: str) -> str:
    nothing, new = "so there is nothing to remove", "and an environment only changes what is there"
    why = nothing if _is_null(value) else new
    return f"{prefix}{dotted(path)} is not in the spec, {why}; {did_you_mean(str(path[-1]), known)}"
