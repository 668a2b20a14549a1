"""YAML text to a tree, by libyaml's events.

libyaml's own composer recurses and crashes on deep nesting, and PyYAML's loaders guess types and follow YAML 1.1. Here
scalars stay text, keys may not repeat, tags are refused, and depth, size and aliases have limits.
"""

from functools import partial
from typing import Final, NoReturn, Protocol, cast

import yaml
from yaml._yaml import CParser

from archspec.components.fields import Plain
from archspec.errors import Position, Problem, SpecError
from archspec.loading.found import Found, FoundProblems
from archspec.loading.quoting import Quote, duplicate_key, quoted
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence, end_of
from archspec.loading.yaml_errors import Mark, yaml_reason

MAX_DEPTH: Final = 64
MAX_NODES: Final = 1_000_000
MAX_ALIASED_NODES: Final = 100_000
CHARACTERS_OF_A_VALUE: Final = 100
_MERGE_KEY: Final = "'<<' merges are not part of YAML 1.2; write the fields out, or use environments"
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


def read_yaml(text: str, file: str, quote: Quote = quoted) -> Node | None:
    """Return the tree of the one document in a YAML text, or None when there is none.

    Raises:
        SpecError: The text is not YAML, or uses a part of YAML that specs do not.

    """
    reader = _Reader(file, quote)
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            reader.take(cast("_Event", event))
    except yaml.MarkedYAMLError as error:
        mark, reason = yaml_reason(error, text)
        reader.refuse(mark, f"is not YAML: {reason}")
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode()
        message = f"is not YAML: it holds the control character U+{error.character:04X}; remove it"
        raise SpecError([Problem(end_of(before, file), message)]) from None
    finally:
        parser.dispose()
    if reader.found:
        raise reader.found.error()
    return reader.root


class _Event(Protocol):
    """An event of libyaml's at a node; an alias has no more than its anchor, a collection no value."""

    start_mark: Mark
    anchor: str
    tag: str | None
    value: str
    implicit: tuple[bool, bool]


class _Collection:
    """A sequence or mapping whose end has not been read yet."""

    __slots__ = ("anchor", "before", "column", "entries", "items", "key", "line")

    def __init__(self, event: _Event, before: int, *, is_map: bool) -> None:
        self.line = event.start_mark.line + 1
        self.column = event.start_mark.column + 1
        self.anchor = event.anchor
        self.before = before
        self.entries: dict[str, Entry] | None = {} if is_map else None
        self.items: list[Node] = []
        self.key: Scalar | None = None


class _Reader:
    """Builds the tree, one event at a time, on a stack of its own."""

    def __init__(self, file: str, quote: Quote) -> None:
        self.file = file
        self._quote = quote
        self.root: Node | None = None
        self.found = FoundProblems()
        self._stack: list[_Collection] = []
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._nodes = 0
        self._size = 0
        self._aliased = 0
        self._documents = 0

    def refuse(self, mark: Mark, message: str) -> NoReturn:
        """Give up on the file: nothing after this place can be trusted."""
        raise SpecError([*self.found.problems, Problem(self._position(mark), message)], self.found.omitted)

    def take(self, event: _Event) -> None:
        """Add one event to the tree."""
        kind: type = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._start(event, is_map=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self.refuse(event.start_mark, "starts a second document; a file holds one spec, so split the file")

    def _position(self, mark: Mark) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)

    def _count(self, event: _Event) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self.refuse(event.start_mark, f"holds more than {MAX_NODES:,} values; split the architecture")
        self._size += 1

    def _scalar(self, event: _Event) -> None:
        self._count(event)
        if event.tag is not None:
            self._refuse_tag(event)
        mark = event.start_mark
        value: str | None = event.value
        # A long text counts as several values, since aliases of it grow what is made of the spec.
        extra = len(event.value) // CHARACTERS_OF_A_VALUE
        self._size += extra
        if event.implicit[0]:
            value = None if value in _NULLS else Plain(value)
        node = Scalar(value, self.file, mark.line + 1, mark.column + 1)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1 + extra)
        self._place(node)

    def _start(self, event: _Event, *, is_map: bool) -> None:
        self._count(event)
        if event.tag is not None:
            self._refuse_tag(event)
        if len(self._stack) == MAX_DEPTH:
            self.refuse(event.start_mark, f"is nested more than {MAX_DEPTH} levels deep; a spec needs no more than ten")
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._stack.append(_Collection(event, self._size + self._aliased, is_map=is_map))

    def _end(self) -> None:
        done = self._stack.pop()
        node: Node
        if done.entries is None:
            node = Sequence(tuple(done.items), self.file, done.line, done.column)
        else:
            node = Map(done.entries, self.file, done.line, done.column)
        if done.anchor is not None:
            self._anchors[done.anchor] = (node, self._size + self._aliased - done.before + 1)
        self._place(node)

    def _alias(self, event: _Event) -> None:
        if event.anchor not in self._anchors:
            message = f"alias {self._quote(event.anchor)} has no anchor before it; add one with &, or quote the text"
            self.refuse(event.start_mark, message)
        target = self._anchors[event.anchor]
        if target is None:
            message = f"alias {self._quote(event.anchor)} stands inside its own anchor; write the value out"
            self.refuse(event.start_mark, message)
        node, size = target
        self._aliased += size
        if self._aliased > MAX_ALIASED_NODES:
            message = f"aliases expand to more than {MAX_ALIASED_NODES:,} values; write the values out"
            self.refuse(event.start_mark, message)
        self._place(node)

    def _place(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.entries is None:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node)
        else:
            self._add(parent.entries, parent.key, node)
            parent.key = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar) and isinstance(node.value, str):
            return node
        message = "this key is empty; write a name" if isinstance(node, Scalar) else "this key is no text; write a name"
        self.found.add(Found(Position(node.file, node.line, node.column), lambda: message))
        return Scalar(f"\0{node.line}:{node.column}", node.file, node.line, node.column)

    def _add(self, entries: dict[str, Entry], key: Scalar, node: Node) -> None:
        name = str(key.value)
        if name == "<<":
            self.found.add(Found(Position(key.file, key.line, key.column), lambda: _MERGE_KEY))
        elif name in entries:
            repeated = partial(duplicate_key, name, entries[name].line, self._quote)
            self.found.add(Found(Position(key.file, key.line, key.column), repeated))
        else:
            entries[name] = Entry(key.file, key.line, key.column, node)

    def _refuse_tag(self, event: _Event) -> None:
        self.found.add(Found(self._position(event.start_mark), partial(_tag_refused, str(event.tag), self._quote)))


def _tag_refused(tag: str, quote: Quote) -> str:
    shown = quote(tag.replace("tag:yaml.org,2002:", "!!"))
    return f"tag {shown} is not accepted; a spec is data only, so remove the tag, or quote the text"
