"""Loading: from a file to an architecture for each environment and each language."""

import gc
import re
from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Several
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Final, cast

from pydantic import ValidationError

from archspec.architecture import FORMAT_VERSION, Architecture, Arrow, dangling_mistakes, did_you_mean
from archspec.bilingual import LANGUAGES, Language
from archspec.components import limits
from archspec.errors import MOST_PROBLEMS, Path, Position, Problem, SpecError
from archspec.loading.arrows import with_tidy_arrows
from archspec.loading.files import display_path, leads_out, read_named, read_text, spec_files
from archspec.loading.found import Found, FoundProblems, first
from archspec.loading.json_tree import read_json
from archspec.loading.overlay import merge, overlay_problems
from archspec.loading.problems import found_at, mistake_problem, null_problems, validation_problems
from archspec.loading.python_spec import read_python
from archspec.loading.quoting import Quote, masked, quoted, tidy
from archspec.loading.translation import translate, translation_problems, untranslated
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence, locate, plain_data, position_of
from archspec.loading.yaml_tree import read_yaml

_NUMBER: Final = re.compile("[0-9]{1,18}")


@dataclass(frozen=True)
class Spec:
    """A loaded spec: the architecture, its environments, and where everything is written."""

    file: str
    """The path of the file, as messages show it."""
    architecture: Architecture
    """The spec without any environment's changes."""
    environments: Mapping[str, Architecture]
    """The architecture of each environment, by name; empty where the spec has none."""
    texts: Mapping[str, str]
    """The text of each file the spec was read from, by path."""
    _trees: Mapping[str | None, Map]
    _translations: Mapping[Language, Map]

    def variants(self) -> Mapping[str | None, Architecture]:
        """Return the architectures to check: one for each environment, or the only one under None."""
        return cast("Mapping[str | None, Architecture]", self.environments) or {None: self.architecture}

    def position(self, path: Path, environment: str | None = None) -> Position:
        """Return where the value at a path is written; where it is not, where what lacks it is."""
        return position_of(locate(self._trees[environment], path)[1])

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages the spec has texts in, its own first."""
        own = self.architecture.language
        return (own, *(language for language in LANGUAGES if language in self._translations))

    def in_language(self, language: Language) -> Architecture:
        """Return the architecture with its texts in a language; texts without a translation stay as they are."""
        if language not in self._translations:
            return self.architecture
        tree = translate(self._trees[None], self._translations[language], language)
        return Architecture.model_validate(plain_data(tree))

    def untranslated(self, language: Language) -> list[Position]:
        """Return where the texts are that have no translation into a language."""
        if language not in self._translations:
            return []
        paths = untranslated(self._trees[None], self._translations[language])
        return [self.position(path) for path in paths]


def load(path: str | FilePath, *, python: bool = True) -> Spec:
    """Load one spec: a YAML, JSON or Python file, or a folder with one YAML spec in it.

    A Python spec is run, and may do whatever you may; without `python`, it is refused.

    Raises:
        SpecError: The file is no usable spec; the error lists every mistake.

    """
    files = spec_files([FilePath(path)])
    if len(files) > 1:
        message = f"holds {len(files)} specs; name one, or use load_all"
        raise SpecError([Problem(Position(display_path(FilePath(path)), 1, 1), message)])
    return _load(files[0], python=python)


def load_all(paths: Several[str | FilePath], *, python: bool = True) -> list[Spec]:
    """Load specs from files and folders; a folder gives every YAML file in it that has an `archspec` key.

    A Python spec is run, and may do whatever you may; without `python`, it is refused.

    Raises:
        SpecError: A path or a spec is unusable, or two specs have one name; the error lists every mistake of the run.

    """
    specs = []
    found = FoundProblems()
    for file in spec_files([FilePath(path) for path in paths]):
        try:
            specs.append(_load(file, python=python))
        except SpecError as error:
            found.extend_from(error)
    found.problems += repeated_names(specs)
    if found:
        raise found.error()
    return specs


def repeated_names(specs: Several[Spec]) -> list[Problem]:
    """Return a problem for each spec whose name an earlier one has."""
    first: dict[str, Spec] = {}
    problems = []
    for spec in specs:
        name = spec.architecture.name
        if name in first:
            message = (
                f"name: {name!r} is the name of {first[name].file} too, and outputs go to a folder of it; rename one"
            )
            problems.append(Problem(spec.position(("name",)), message))
        first.setdefault(name, spec)
    return problems


@contextmanager
def _collector_off() -> Iterator[None]:
    """Keep the cyclic collector from walking a growing tree again and again; nothing in it is cyclic."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _load(path: FilePath, *, python: bool) -> Spec:
    if path.suffix == ".py" and not python:
        message = "is a Python spec, which runs code, and --no-python refuses it; name a YAML or JSON spec instead"
        raise SpecError([Problem(Position(display_path(path), 1, 1), message)])
    try:
        with _collector_off():
            return _Loader(path).spec()
    except SpecError as error:
        problems = [Problem(p.position, tidy(p.message)) for p in error.problems]
        raise SpecError(problems, error.omitted) from error.__cause__


def _read(path: FilePath, text: str, file: str, quote: Quote) -> Map:
    if path.suffix == ".py":
        return read_python(path, text, file)
    return _top_level(_read_data(path, text, file, quote), file)


def _read_data(path: FilePath, text: str, file: str, quote: Quote) -> Node | None:
    return read_json(text, file, quote) if path.suffix == ".json" else read_yaml(text, file, quote)


def _top_level(node: Node | None, file: str) -> Map:
    if node is None or (isinstance(node, Scalar) and node.value is None):
        message = "is empty; a spec starts with archspec: 1, and archspec init writes one"
        raise SpecError([Problem(Position(file, 1, 1), message)])
    if not isinstance(node, Map):
        what = "a text" if isinstance(node, Scalar) else "a list"
        message = f"holds {what}; a spec is a map of fields that starts with archspec: 1"
        raise SpecError([Problem(position_of(node), message)])
    return node


def _version_problem(root: Map, file: str) -> Problem | None:
    """Return what is wrong with the version of the format; a misspelled key is an unknown field like any other."""
    entry = root.entries.get("archspec")
    if entry is None:
        if did_you_mean("archspec", root.entries).startswith("did"):
            return None
        message = f"archspec is missing; if this is a spec, add archspec: {FORMAT_VERSION} as the first line"
        return Problem(Position(file, 1, 1), message)
    version = str(entry.value.value) if isinstance(entry.value, Scalar) else ""
    if version == str(FORMAT_VERSION):
        return None
    if not _NUMBER.fullmatch(version):
        message = f"is the version of the format, a number; write archspec: {FORMAT_VERSION}"
    elif int(version) > FORMAT_VERSION:
        message = f"version {version} is newer than this library reads ({FORMAT_VERSION}); upgrade archspec-aws"
    else:
        message = f"version {version} is older than any there has been; write archspec: {FORMAT_VERSION}"
    return Problem(position_of(entry.value), f"archspec: {message}")


class _Loader:
    """Reads and validates one spec: the base, then each environment, then each translation."""

    def __init__(self, path: FilePath) -> None:
        self.path = path
        self.file = display_path(path)
        text = read_text(path, self.file)
        self.texts = {self.file: text}
        self.found = FoundProblems()
        # A link may lead to a file of somebody else, which shows by its version that it is a spec.
        self.quote = masked if leads_out(path) else quoted
        self.root = self._tidied(_read(path, text, self.file, self.quote), self.quote)
        self.trees: dict[str | None, Map] = {}
        self.nulls: frozenset[Position] = frozenset()

    def spec(self) -> Spec:
        """Return the spec, or raise every problem of it."""
        if version := _version_problem(self.root, self.file):
            self.found.problems.append(version)
            # Of another version, or of another kind of file, nothing more can be said.
            if "archspec" in self.root.entries or "name" not in self.root.entries or self.quote is masked:
                raise SpecError([version])
        overlays = self._take_overlays()
        self.trees[None] = self.root
        self._find_nulls()
        base = self._validate(self.root, "", None)
        environments = {
            name: self._environment(name, overlay, base) for name, overlay in self._bounded(overlays).items()
        }
        translations = self._translations(base)
        if self.found or base is None:
            raise self.found.error()
        valid = {name: architecture for name, architecture in environments.items() if architecture is not None}
        return Spec(self.file, base, valid, self.texts, self.trees, translations)

    def _tidied(self, root: Map, quote: Quote = quoted) -> Map:
        tidied, found = with_tidy_arrows(root, quote)
        self.found.extend(found)
        return tidied

    def _find_nulls(self) -> None:
        entries = {key: entry for key, entry in self.root.entries.items() if key != "environments"}
        nulls = list(null_problems(self.root._replace(entries=entries)))
        self.found.extend(nulls)
        self.nulls = frozenset(null.position for null in nulls)

    def _validate(self, tree: Map, prefix: str, base: Architecture | None) -> Architecture | None:
        try:
            return Architecture.model_validate(self._data(tree, base))
        except ValidationError as error:
            every = [*validation_problems(error, tree), *_dangling(tree, error)]
            self._report([one for one in every if one.position not in self.nulls], prefix)
            return None

    def _data(self, tree: Map, base: Architecture | None) -> object:
        """Return what to validate; what an environment leaves as it is has been validated in the base."""
        if base is None:
            return plain_data(tree)
        return {
            field: _value(entry, self.root.entries.get(field), getattr(base, field, None))
            for field, entry in tree.entries.items()
        }

    def _report(self, every: list[Found], prefix: str) -> None:
        """Take what is wrong, but for what is known already: an environment repeats the mistakes of the base."""
        known = set(self.found.problems)
        earliest = [one.problem() for one in first(every, MOST_PROBLEMS + len(known))]
        new = [problem for problem in earliest if problem not in known]
        self.found.problems += [Problem(one.position, prefix + one.message) for one in new]
        self.found.omitted += len(every) - len(earliest)

    def _take_overlays(self) -> Mapping[str, Node]:
        """Return the overlays, and leave in the base those that are maps: each of the others has its own message."""
        entry = self.root.entries.get("environments")
        if entry is None or not isinstance(entry.value, Map):
            return {}
        overlays = {name: self._tidied_overlay(overlay.value) for name, overlay in entry.value.entries.items()}
        empty = entry.value._replace(entries={})
        sound = {
            name: overlay._replace(value=overlays[name] if isinstance(overlays[name], Map) else empty)
            for name, overlay in entry.value.entries.items()
        }
        entry = entry._replace(value=entry.value._replace(entries=sound))
        self.root = self.root._replace(entries={**self.root.entries, "environments": entry})
        return overlays

    def _tidied_overlay(self, overlay: Node) -> Node:
        return self._tidied(overlay) if isinstance(overlay, Map) else overlay

    def _bounded(self, overlays: Mapping[str, Node]) -> Mapping[str, Node]:
        """Return the environments to validate: none where there is enough to report, or too much to look at."""
        if len(overlays) > limits.ENVIRONMENTS.most or self.found.is_full:
            return {}
        parts = sum(_size(self.root, field) for field in ("components", "connections", "waivers"))
        if (count := len(overlays) * parts) > limits.VARIANT_PARTS.most:
            message = f"{len(overlays)} of {parts:,} components, connections and waivers each: "
            found = found_at(self.root, ("environments",), message + limits.VARIANT_PARTS.message(count))
            self.found.add(found)
            return {}
        return overlays

    def _environment(self, name: str, overlay: Node, base: Architecture | None) -> Architecture | None:
        under = self.root._replace(entries={k: e for k, e in self.root.entries.items() if k != "environments"})
        if problems := overlay_problems(under, overlay, name):
            self.found.extend(problems)
            return None
        merged = merge(under, cast("Map", overlay))
        # Waivers name environments.
        merged = merged._replace(entries={**merged.entries, "environments": self.root.entries["environments"]})
        self.trees[name] = merged
        return self._validate(merged, f"environment {quoted(name)}: ", base)

    def _translations(self, base: Architecture | None) -> dict[Language, Map]:
        if base is None:
            return {}
        translations: dict[Language, Map] = {}
        for language, name in base.translations.items():
            try:
                translations[language] = self._translation(language, name)
            except SpecError as error:
                self.found.extend_from(error)
        return translations

    def _translation(self, language: Language, name: str) -> Map:
        path = self.path.parent / name
        file = display_path(path)
        try:
            text = read_named(self.path.parent, name, file)
        except ValueError as error:
            where = ("translations", language)
            raise SpecError([mistake_problem(self.root, where, f"{quoted(name)} {error}")]) from None
        # It may be any file of the folder: nothing of it is quoted before its keys have shown to be the spec's.
        texts = self._tidied(_map_of_texts(_read_data(path, text, file, masked), file), masked)
        found = FoundProblems()
        found.extend(translation_problems(self.root, texts))
        if found:
            raise found.error()
        self.texts[file] = text
        translated = translate(self.root, texts, language)
        try:
            Architecture.model_validate(plain_data(translated))
        except ValidationError as error:
            found.extend(validation_problems(error, translated))
            raise found.error() from None
        return texts


def _map_of_texts(node: Node | None, file: str) -> Map:
    if node is None:
        return Map({}, file, 1, 1)
    if not isinstance(node, Map):
        raise SpecError(
            [Problem(position_of(node), "holds no texts; follow the shape of the spec, as in title: My platform")]
        )
    return node


def _value(entry: Entry, before: Entry | None, known: object) -> object:
    """Return the value of a field; of what the base has at the same place, what is known of it."""
    if before is None or known is None:
        return plain_data(entry.value)
    if not (isinstance(known, Mapping) and isinstance(entry.value, Map) and isinstance(before.value, Map)):
        return known if entry is before else plain_data(entry.value)
    values = {str(key): value for key, value in known.items()}
    return {
        key: values[key] if item is before.value.entries.get(key) else plain_data(item.value)
        for key, item in entry.value.entries.items()
    }


def _entries(tree: Map, field: str) -> Mapping[str, Entry]:
    """Return what a field of the spec maps, where it is a map."""
    entry = tree.entries.get(field)
    return entry.value.entries if entry and isinstance(entry.value, Map) else {}


def _size(tree: Map, field: str) -> int:
    """Return how many entries a map or a list of the spec has."""
    entry = tree.entries.get(field)
    node = entry.value if entry else None
    return len(node.entries) if isinstance(node, Map) else len(node.items) if isinstance(node, Sequence) else 0


def _dangling(tree: Map, error: ValidationError) -> Iterator[Found]:
    """Find arrows to nowhere, which are known even where the components are not valid."""
    if error.error_count() == 1 and error.errors(include_url=False)[0]["loc"] == ():
        return  # The parts are valid, and what must hold between them has been looked at.
    components = tree.entries.get("components")
    if components is None or not isinstance(components.value, Map):
        return
    arrows = []
    for key in _entries(tree, "connections"):
        with suppress(ValueError):
            arrows.append(Arrow.parse(key))
    for mistake in dangling_mistakes(arrows, components.value.entries):
        yield found_at(tree, mistake.path, mistake.message)
