"""The keys of connections, which may be written with more or less space."""

import re
from functools import partial
from typing import Final

from archspec.architecture import Arrow
from archspec.loading.found import Found
from archspec.loading.quoting import Quote, duplicate_key
from archspec.loading.tree import Entry, Map, position_of

_AS_WRITTEN_BY_US: Final = re.compile(r"\S+ -> \S+( #\S+)?")


def with_tidy_arrows(root: Map, quote: Quote) -> tuple[Map, list[Found]]:
    """Return a tree whose arrows are spaced one way, so that each has one name, and the arrows written twice."""
    connections = root.entries.get("connections")
    if connections is None or not isinstance(connections.value, Map):
        return root, []
    entries: dict[str, Entry] = {}
    found = []
    for key, entry in connections.value.entries.items():
        arrow = _tidy(key)
        if arrow in entries:
            found.append(Found(position_of(entry), partial(duplicate_key, arrow, entries[arrow].line, quote)))
        entries.setdefault(arrow, entry)
    value = connections.value._replace(entries=entries)
    return root._replace(entries={**root.entries, "connections": connections._replace(value=value)}), found


def _tidy(key: str) -> str:
    if _AS_WRITTEN_BY_US.fullmatch(key):
        return key
    try:
        return str(Arrow.parse(key))
    except ValueError:
        return key
