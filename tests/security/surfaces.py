"""The files archspec reads, each with a way to make hostile ones and the commands that read them."""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from archspec.build.manifest import sha256
from archspec.loading.tree import plain_data
from archspec.loading.yaml_tree import read_yaml
from tests.loading.fuzzing import (
    ROOT,
    WRONG,
    damage,
    damaged,
    damaged_json,
    noise,
    paths_below,
    random_structure,
    replaced,
    typed,
)

DAY: Final = ("--as-of", "2026-11-24")
Commands: TypeAlias = Iterator[Sequence[str]]

_SHOP: Final = (ROOT / "tests" / "loading" / "broken" / "base.yaml").read_text("utf-8")
_TRANSLATION: Final = """\
title: Loja
components:
  customer: {label: Cliente}
  api: {label: Serviço, why: Vende.}
decisions:
  fargate-over-ec2: {context: Ninguém cuida de servidores., options: {fargate: Sem servidores., ec2: Mais barato.}}
waivers:
  - reason: A API limita as requisições.
"""


@dataclass(frozen=True, slots=True)
class Surface:
    """A kind of file, and how it is attacked."""

    attack: Callable[[random.Random, Path], Commands]
    """Writes hostile files into a folder, and returns the command lines that read them."""
    cases: int
    """How many of them the tests try."""


def _specs(rng: random.Random, folder: Path) -> Commands:
    name, data = rng.choice((damaged, damaged, damaged_json, noise, random_structure))(rng)
    shutil.copy(ROOT / "specs" / "saas_enterprise.en.yaml", folder)
    (folder / name).write_bytes(data)
    yield "check", str(folder / name), *DAY


def _translations(rng: random.Random, folder: Path) -> Commands:
    (folder / "spec.yaml").write_text(_SHOP + "translations: {pt-BR: texts.yaml}\n", encoding="utf-8")
    texts = bytearray(_TRANSLATION.encode())
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        damage(rng, texts)
    (folder / "texts.yaml").write_bytes(bytes(texts))
    yield "check", str(folder / "spec.yaml"), "--lang", "pt-BR", *DAY


_VALUES: Final = (
    *("object()", "lambda: 0", "float('nan')", "range(3)", "iter(())", "b'bytes'", "...", "int", "NotImplemented"),
    *("type('T', (str,), {})('text')", "{1: 2}", "{None: None}", "set()", "frozenset({1})", "10 ** 400", "-0.0"),
    *("__import__('datetime').datetime(2026, 1, 1)", "__import__('decimal').Decimal('NaN')", "'\\ud800'", "[[]]"),
    *("__import__('pathlib').Path('/etc/shadow')", "{'a': {'b': object()}}", "__import__('types').ModuleType('m')"),
    *("type('E', (Exception,), {'__str__': lambda self: 1 / 0})()", "'\\x1b]0;title\\x07'", "'::error::injected'"),
    *map(repr, (value for value in WRONG if not isinstance(value, float))),
)
"""Expressions for what an architecture written in Python may hold that no file can."""

_ENDINGS: Final = (
    "architecture = {value}",
    "architecture = Architecture.model_construct(name={value})",
    "architecture = shop.model_copy(update={{{field!r}: {value}}})",
    "architecture = shop.model_copy(update={{'components': {{**shop.components, {field!r}: {value}}}}})",
    "shop.__dict__[{field!r}] = {value}\narchitecture = shop",
    "architecture = Architecture.model_validate({{**data, {field!r}: {value}}})",
    "raise ValueError({value})",
    "architecture = shop\ndel {field}",
)


def _python_specs(rng: random.Random, folder: Path) -> Commands:
    data = typed(plain_data(_shop_tree()))
    fields = (*data, "api", "database", "shop", "__proto__")
    ending = rng.choice(_ENDINGS).format(value=rng.choice(_VALUES), field=rng.choice(fields))
    lines = ("from archspec import Architecture", f"data = {data!r}", "shop = Architecture.model_validate(data)")
    (folder / "spec.py").write_text("\n".join((*lines, ending, "")), encoding="utf-8", errors="backslashreplace")
    yield "check", str(folder / "spec.py"), *DAY


_TEXTS: Final = (
    *("{{resolve:secretsmanager:prod}}", "${Token[TOKEN.60]}", "#{Token[TOKEN.1]}", "{{7*7}}", "{% include x %}"),
    *("::error file=a::b", "##[group]x", "##vso[task.setvariable]x", "\x1b]0;t\x07", "\x9b31m", "\r\n::warning::x"),
    *("<script>alert(1)</script>", "![x](http://x)", "[x](javascript:x)", "`` ` ``", "| a | b |", "!!! note", ":::"),
    *("\u202eabc", "a\u200bb", "\ufeffx", "\u2028x", "\ud800", "\U000e0041", "é" * 300, "x" * 100_000, "%s%n{0}"),
    *("../../etc/passwd", "/etc/shadow", "con", "nul.txt", "a\\b", "C:x", "__proto__", "constructor", "toString"),
    *("arn:aws:secretsmanager:sa-east-1:111122223333:secret:*", "arn:aws:ssm:sa-east-1:111122223333:parameter/*"),
    *("Fn::Sub", "${AWS::AccountId}", "!Ref x", "AWS::NoValue", "]]>", "--><!--", "\"'", "\\", "\0", "a\nb", "  "),
)


def _texts(rng: random.Random, folder: Path) -> Commands:
    data = typed(plain_data(_shop_tree()))
    for path in rng.sample(_text_paths(), rng.choice((1, 1, 2, 5))):
        _put(data, path, _text(rng), as_key=rng.random() < 0.2)
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
    (folder / "spec.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    spec = str(folder / "spec.json")
    yield "check", spec, *DAY
    match rng.randrange(8):
        case 0:
            yield "build", spec, "-o", str(folder / "out"), "--only", "mermaid,docs,findings", *DAY
        case 1:
            yield "plan", spec, "--env", "production"
        case _:
            pass


def _text(rng: random.Random) -> str:
    if rng.random() < 0.7:
        return rng.choice(_TEXTS)
    points = (rng.choice((rng.randrange(0x300), rng.randrange(0x3000), rng.randrange(0x110000))) for _ in range(12))
    return rng.choice(("", "a", "/")) + "".join(map(chr, points))


def _put(data: Any, path: Sequence[str | int], text: str, *, as_key: bool) -> None:  # noqa: ANN401  a tree of JSON
    """Replace a text in a tree, or the key it stands under."""
    *above, last = path
    for part in above:
        data = data[part]
    if as_key and isinstance(data, dict):
        data[text] = data.pop(last)
    else:
        data[last] = text


@cache
def _text_paths() -> list[tuple[str | int, ...]]:
    return list(_texts_below(typed(plain_data(_shop_tree())), ()))


def _texts_below(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts_below(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _texts_below(value, (*path, i))
    elif isinstance(data, str):
        yield path


def _shop_tree() -> Any:  # noqa: ANN401  a tree of the loader's
    return read_yaml(_SHOP, "shop.yaml")


def _manifests(rng: random.Random, folder: Path) -> Commands:
    spec, out = folder / "shop.yaml", folder / "out"
    spec.write_text(_SHOP, encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    build = ("build", str(spec), "-o", str(out), "--only", "findings", *DAY)
    yield build
    manifest = out / "shop" / "manifest.json"
    if manifest.is_file():
        manifest.write_bytes(_hostile_manifest(rng, manifest.read_bytes(), folder))
    yield build


_PLACES: Final = (
    *("../../../outside/secret.txt", "../../outside/secret.txt", "/etc/hostname", "C:\\x", "a\\..\\b", "./a", "a//b"),
    *("../../shop.yaml", "findings.json/", ".", "", "con", "manifest.json", "a" * 300),
)


def _hostile_manifest(rng: random.Random, text: bytes, folder: Path) -> bytes:
    if rng.random() < 0.5:
        data = bytearray(text)
        for _ in range(rng.choice((1, 2, 4))):
            damage(rng, data)
        return bytes(data)
    document = json.loads(text)
    digest = sha256((folder.parent / "outside" / "secret.txt").read_bytes())
    part = rng.choice(("files", "unfinished", "products", "version"))
    value: object = rng.choice((rng.choice(WRONG), {rng.choice(_PLACES): rng.choice((digest, "", 1))}))
    merged = isinstance(value, dict) and isinstance(document.get(part), dict) and rng.random() < 0.7
    document[part] = {**document[part], **value} if merged and isinstance(value, dict) else value
    return json.dumps(document).encode()


def _locks(rng: random.Random, folder: Path) -> Commands:
    spec = folder / "spec.yaml"
    spec.write_text(_SHOP, encoding="utf-8")
    text = bytearray((ROOT / "specs" / "saas_enterprise.lock.json").read_bytes())
    if rng.random() < 0.5:
        for _ in range(rng.choice((1, 1, 2, 4))):
            damage(rng, text)
    else:
        document = json.loads(text)
        value = rng.choice(WRONG)
        as_key = isinstance(value, str) and rng.random() < 0.2
        document = replaced(document, rng.choice(list(paths_below(document))), value, as_key=as_key)
        text = bytearray(json.dumps(document, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass"))
    (folder / "spec.lock.json").write_bytes(bytes(text))
    yield "plan", str(spec), "--env", "production"


SURFACES: Final = {
    "spec": Surface(_specs, 2400),
    "translation": Surface(_translations, 2600),
    "python": Surface(_python_specs, 1200),
    "text": Surface(_texts, 3200),
    "manifest": Surface(_manifests, 800),
    "lock": Surface(_locks, 1000),
}
"""By name; tests/loading/test_fuzz.py tries ten thousand more specs."""
