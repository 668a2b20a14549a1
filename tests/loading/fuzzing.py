"""Where fuzzing gets its texts from: damaged specs, specs with wrong values, and noise."""

import json
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from archspec.components.fields import Plain
from archspec.loading.tree import plain_data
from archspec.loading.yaml_tree import read_yaml

ROOT: Final = Path(__file__).parents[2]
SPECS: Final = (
    *sorted((ROOT / "specs").glob("*.yaml")),
    *sorted((ROOT / "specs" / "examples").glob("*.yaml")),
    ROOT / "tests" / "loading" / "broken" / "base.yaml",
)
TOKENS: Final = (
    *(b"\n", b"\r\n", b"\t", b"  ", b": ", b"- ", b"-> ", b"{", b"}", b"[", b"]", b",", b'"', b"'", b"#", b"|\n"),
    *(b">\n", b"&a ", b"*a", b"<<: *a\n", b"!!binary ", b"!!python/name:os.system ", b"? ", b"---\n", b"...\n"),
    *(
        b"%YAML 1.1\n",
        b"\x00",
        b"\x7f",
        b"\x85",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\xed\xa0\x80",
    ),
    *(b"\xf0\x9f\x98\x80", b"null", b"~", b"true", b"no", b"0x10", b"1e309", b".nan", b"-.inf", b"9" * 500, b"=", b"@"),
    *(b"`", b"2026-02-30", b"kind: ", b"components:\n", b"environments:\n", b"[key]", b"actor", b"\\ud800", b"\\x00"),
    b"secrets: {A: hunter2}\n",
)
WRONG: Final[tuple[object, ...]] = (
    *(None, True, False, 0, -1, 1, 3000, 10**30, -(10**390), 0.5, 1e308, math.inf, -math.inf, math.nan),
    *("", " ", "no", "7.10", "null", "2026-02-30", "x" * 20_000, "-" * 5000, "a." * 3000, "/a" * 3000),
    *("A\nB", "\x1b[31mred", "\u202eright", "\ufeff", "\U0001f600", "e\u0301", "\x85", "\u2028", "日本語", "${x}"),
    *("a -> " + " " * 5000, "10.0.0.0/8", "::/0", "fe80::1%eth0/64", "1.2.3.4/255.255.0.0", "../../etc/passwd"),
    *("postgres://admin:hunter2@db/shop", "AKIAIOSFODNN7EXAMPLE"),
    *([], {}, [None], [[[[]]]], {"": ""}, {"[key]": {"[key]": 1}}, {"kind": "actor"}, {"a": {"b": {"c": None}}}),
    ["x"] * 200,
    {f"key{n}": n for n in range(200)},
)
"""Values that are wrong in most places, and right in a few."""


def damaged(rng: random.Random) -> tuple[str, bytes]:
    """Return a spec with some of its bytes changed."""
    data = bytearray(rng.choice(SPECS).read_bytes())
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        damage(rng, data)
    return "spec.yaml", bytes(data)


def damaged_json(rng: random.Random) -> tuple[str, bytes]:
    """Return a spec as JSON, with some of its bytes changed."""
    data = bytearray(json.dumps(_data(rng), ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1))).encode())
    for _ in range(rng.choice((1, 1, 2))):
        damage(rng, data)
    return "spec.json", bytes(data)


def damage(rng: random.Random, data: bytearray) -> None:
    """Change some bytes."""
    start = rng.randrange(len(data) + 1)
    stop = min(len(data), start + rng.choice((1, 1, 2, 5, 20, 200)))
    match rng.randrange(5):
        case 0:
            data[start:stop] = b""
        case 1:
            data[start:start] = data[start:stop] * rng.choice((1, 1, 3, 50))
        case 2:
            data[start:stop] = bytes(byte ^ 1 << rng.randrange(8) for byte in data[start:stop])
        case 3:
            other = rng.choice(SPECS).read_bytes()
            at = rng.randrange(len(other))
            data[start:stop] = other[at : at + rng.choice((5, 50, 500))]
        case _:
            data[start:start] = rng.choice(TOKENS)


def noise(rng: random.Random) -> tuple[str, bytes]:
    """Return bytes, or tokens, in no order at all."""
    suffix = rng.choice(("yaml", "json"))
    if rng.random() < 0.3:
        return f"spec.{suffix}", rng.randbytes(rng.choice((0, 1, 10, 300)))
    return f"spec.{suffix}", b"".join(rng.choice(TOKENS) for _ in range(rng.randrange(1, 60)))


def wrong_values() -> Iterator[tuple[object, tuple[str | int, ...], object]]:
    """Return each place of a spec, with each wrong value for it."""
    data = _plain(ROOT / "tests" / "loading" / "broken" / "base.yaml")
    for path in paths_below(data):
        for value in WRONG:
            yield data, path, value


def with_wrong_value(rng: random.Random, data: object, path: tuple[str | int, ...], value: object) -> tuple[str, bytes]:
    """Return a spec with one value replaced, or with its key replaced where the value is text."""
    as_key = isinstance(value, str) and rng.random() < 0.3
    return _written(rng, replaced(data, path, value, as_key=as_key))


def random_structure(rng: random.Random) -> tuple[str, bytes]:
    """Return a spec with several wrong values, or a structure of known names and wrong values."""
    if rng.random() < 0.4:
        return _written(rng, {"archspec": 1, "name": "x", **_tree(rng, 4)})
    data = _data(rng)
    for _ in range(rng.randrange(1, 8)):
        paths = list(paths_below(data))
        data = replaced(data, rng.choice(paths), rng.choice(WRONG), as_key=False) if paths else {}
    return _written(rng, data)


def _tree(rng: random.Random, depth: int) -> dict[str, object]:
    return {rng.choice(_NAMES): _below(rng, depth) for _ in range(rng.randrange(6))}


def _below(rng: random.Random, depth: int) -> object:
    return _tree(rng, depth - 1) if depth and rng.random() < 0.5 else rng.choice(WRONG)


def _data(rng: random.Random) -> object:
    return _plain(rng.choice(SPECS))


def _plain(path: Path) -> object:
    root = read_yaml(path.read_text("utf-8"), path.name)
    assert root is not None
    return typed(plain_data(root))


def typed(data: object) -> Any:  # noqa: ANN401  JSON
    """Return data with the numbers and truth values a writer of JSON would write."""
    if isinstance(data, dict):
        return {str(key): typed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [typed(item) for item in data]
    if isinstance(data, Plain):
        return {"true": True, "false": False}.get(data, int(data) if data.isdecimal() else str(data))
    return data


def paths_below(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Return the path of every value in a tree."""
    items: Sequence[tuple[str | int, object]] = []
    if isinstance(data, dict):
        items = list(data.items())
    elif isinstance(data, list):
        items = list(enumerate(data))
    for part, value in items:
        yield (*path, part)
        yield from paths_below(value, (*path, part))


def replaced(data: object, path: tuple[str | int, ...], value: object, *, as_key: bool) -> Any:  # noqa: ANN401  JSON
    """Return a tree with another value at a path, or with another key where the value is text."""
    if not path:
        return value
    part, *rest = path
    if isinstance(data, list):
        return [replaced(v, tuple(rest), value, as_key=as_key) if i == part else v for i, v in enumerate(data)]
    assert isinstance(data, dict)
    if as_key and not rest:
        return {(value if key == part else key): below for key, below in data.items()}
    return {k: replaced(v, tuple(rest), value, as_key=as_key) if k == part else v for k, v in data.items()}


def _written(rng: random.Random, data: object) -> tuple[str, bytes]:
    if rng.random() < 0.5:
        text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
        return "spec.json", text.encode("utf-8", "surrogatepass")
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return "spec.yaml", text.encode("utf-8", "replace")


_NAMES: Final = sorted({str(part) for spec in SPECS for path in paths_below(_plain(spec)) for part in path})
