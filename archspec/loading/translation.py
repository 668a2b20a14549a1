"""Texts of a spec in another language."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, cast

from archspec.architecture import did_you_mean
from archspec.bilingual import Language
from archspec.components.credentials import MASK
from archspec.errors import Path
from archspec.loading.found import Found
from archspec.loading.model_fields import is_translatable, model_at
from archspec.loading.quoting import dotted
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence, locate, position_of

_UNTRANSLATED: Final = frozenset({("environments",), ("translations",)})


def translate(base: Map, texts: Map, language: Language) -> Map:
    """Return the spec's tree with its texts replaced, in another language; waivers may go on naming environments."""
    entries = {key: entry for key, entry in base.entries.items() if key != "translations"}
    spoken = entries["language"]
    entries["language"] = spoken._replace(value=Scalar(language, spoken.file, spoken.line, spoken.column))
    return cast("Map", _with_texts(base._replace(entries=entries), texts))


def _with_texts(base: Node, texts: Node) -> Node:
    """Replace texts in a tree by those at the same place of another, which has no other places."""
    if isinstance(base, Map) and isinstance(texts, Map):
        replaced = {
            key: base.entries[key]._replace(value=_with_texts(base.entries[key].value, entry.value))
            for key, entry in texts.entries.items()
        }
        return base._replace(entries={**base.entries, **replaced})
    if isinstance(base, Sequence) and isinstance(texts, Sequence):
        replaced_items = [_with_texts(b, t) for b, t in zip(base.items, texts.items, strict=False)]
        return base._replace(items=(*replaced_items, *base.items[len(replaced_items) :]))
    return texts


def translation_problems(base: Map, texts: Map) -> Iterator[Found]:
    """Find what a translation says that is no text of the spec."""
    return _compare(base, base, texts, (), texts)


def _shown(base: Map, path: Path) -> str:
    """Return a path as text; a key that the spec does not have may be of another kind of file, and is masked."""
    known = locate(base, path)[0]
    if known == path or isinstance(path[-1], int):
        return dotted(path)
    return f"{dotted(known)}.{MASK}".removeprefix(".")


def _compare(root: Map, base: Node, texts: Node, path: Path, place: Entry | Node) -> Iterator[Found]:
    if path[:1] in _UNTRANSLATED or (isinstance(texts, Scalar) and not _is_text(root, path, base)):
        yield _found(root, path, place, "is no text for readers, and only texts are translated; remove it")
    elif isinstance(texts, Map) and isinstance(base, Map):
        for key, entry in texts.entries.items():
            if (under := base.entries.get(key)) is not None:
                yield from _compare(root, under.value, entry.value, (*path, key), entry)
            else:
                yield Found(position_of(entry), partial(_absent, root, (*path, key), base.entries))
    elif isinstance(texts, Sequence) and isinstance(base, Sequence):
        for i, (under_item, item) in enumerate(zip(base.items, texts.items, strict=False)):
            yield from _compare(root, under_item, item, (*path, i), item)
        if (extra := len(base.items)) < len(texts.items):
            yield _found(root, (*path, extra), texts.items[extra], "is one item more than in the spec; remove it")
    elif not isinstance(texts, Scalar):
        yield _found(root, path, place, "has another shape than in the spec; follow the spec")
    elif texts.value is None:
        yield _found(root, path, place, "has no value; write the text, or remove it")


def _found(root: Map, path: Path, place: Entry | Node, message: str) -> Found:
    return Found(position_of(place), lambda: f"{_shown(root, path)}: {message}")


def _absent(root: Map, path: Path, known: Mapping[str, Entry]) -> str:
    hint = did_you_mean(str(path[-1]), known)
    return f"{_shown(root, path)}: is not in the spec, so there is no text to translate; {hint}"


def untranslated(root: Map, texts: Map) -> list[Path]:
    """Return the paths of the spec's texts that a translation leaves out."""
    return list(_untranslated(root, root, texts, ()))


def _untranslated(root: Map, base: Node, texts: Node | None, path: Path) -> Iterator[Path]:
    if isinstance(base, Sequence):
        items = texts.items if isinstance(texts, Sequence) else ()
        for i, item in enumerate(base.items):
            yield from _untranslated(root, item, items[i] if i < len(items) else None, (*path, i))
    elif isinstance(base, Map):
        entries = texts.entries if isinstance(texts, Map) else {}
        for key, entry in base.entries.items():
            below = (*path, key)
            found = entries.get(key)
            if not isinstance(entry.value, Scalar):
                yield from _untranslated(root, entry.value, found.value if found else None, below)
            elif found is None and below[:1] not in _UNTRANSLATED and _is_text(root, below, entry.value):
                yield below


def _is_text(root: Map, path: Path, node: Node) -> bool:
    """Tell whether a value of the spec is text that a reader sees."""
    match path:
        case _ if not isinstance(node, Scalar):
            return False
        case ("decisions", _, "options", _):
            return True
        case (*above, str() as field):
            model = model_at(root, tuple(above))
            return model is not None and field in model.model_fields and is_translatable(model, field)
        case _:
            return False
