"""Files that are made to hurt: loading refuses them quickly, in words."""

import json
import time
from pathlib import Path
from types import ModuleType

import pytest

from archspec import SpecError, load
from archspec.architecture import possible_arrows
from archspec.errors import MOST_PROBLEMS
from archspec.loading import json_tree, yaml_tree

HEAD = "archspec: 1\nname: shop\ntitle: Shop\nlanguage: en\nregion: sa-east-1\n"
SOON = 30
"""Seconds no refusal may take on the slowest machine; a quadratic one takes minutes."""


def refused(path: Path, text: str) -> list[str]:
    """Return what is said of a text, without the file's path."""
    path.write_text(text, encoding="utf-8")
    started = time.monotonic()
    with pytest.raises(SpecError) as raised:
        load(path)
    assert time.monotonic() - started < SOON
    return [f"{p.position.line}:{p.position.column}: {p.message}" for p in raised.value.problems]


def test_a_file_of_50_mb_is_not_read(tmp_path: Path) -> None:
    """Reading stops at the limit."""
    path = tmp_path / "spec.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 2**20)
    with pytest.raises(SpecError, match=r"spec\.yaml:1:1: holds more than 16 MB, which is all a spec .*; split"):
        load(path)


@pytest.mark.parametrize(("suffix", "column"), [("yaml", 65), ("json", 65)])
def test_deep_nesting_is_refused(tmp_path: Path, suffix: str, column: int) -> None:
    """A hundred thousand brackets crash neither parser."""
    said = refused(tmp_path / f"spec.{suffix}", "[" * 100_000)
    assert said == [f"1:{column}: is nested more than 64 levels deep; a spec needs no more than ten"]


def test_deep_block_nesting_is_refused(tmp_path: Path) -> None:
    """Indentation nests, too."""
    text = "".join(" " * depth + "a:\n" for depth in range(200))
    assert refused(tmp_path / "spec.yaml", text) == [
        "65:65: is nested more than 64 levels deep; a spec needs no more than ten"
    ]


@pytest.mark.parametrize(("suffix", "module"), [("yaml", yaml_tree), ("json", json_tree)])
def test_too_many_values_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, module: ModuleType
) -> None:
    """Small files can hold many values, each of which takes a hundred bytes here."""
    monkeypatch.setattr(module, "MAX_NODES", 1000)
    said = refused(tmp_path / f"spec.{suffix}", "[" + "1," * 1000 + "1]")
    assert [line.partition(": ")[2] for line in said] == ["holds more than 1,000 values; split the architecture"]


def test_nested_aliases_are_counted_not_expanded(tmp_path: Path) -> None:
    """Nine aliases of nine aliases, nine times over, are a billion laughs."""
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    said = refused(tmp_path / "spec.yaml", "\n".join(lines))
    assert [line.partition(": ")[2] for line in said] == [
        "aliases expand to more than 100,000 values; write the values out"
    ]


def test_of_many_unknown_fields_the_first_are_named(tmp_path: Path) -> None:
    """Of ten thousand misspellings, two hundred are listed, from the top."""
    said = refused(tmp_path / "spec.yaml", HEAD + "".join(f"title_of_number_{n}: x\n" for n in range(10_000)))
    assert len(said) == MOST_PROBLEMS
    assert [line.partition(";")[0] for line in said[-2:]] == [
        "204:1: unknown field 'title_of_number_198'",
        "205:1: unknown field 'title_of_number_199'",
    ]


def test_of_many_dangling_arrows_the_first_are_named(tmp_path: Path) -> None:
    """Ten thousand arrows to nowhere, among ten thousand components."""
    components = "".join(f"  component_{n}: {{kind: s3_bucket}}\n" for n in range(10_000))
    arrows = "".join(f"  component_{n} -> nowhere_{n}: {{}}\n" for n in range(10_000))
    said = refused(tmp_path / "spec.yaml", f"{HEAD}components:\n{components}connections:\n{arrows}")
    assert len(said) == MOST_PROBLEMS
    assert said[-1].endswith("there is no component 'nowhere_199'; add it, or correct the arrow")


def test_of_many_waivers_of_unknown_components_the_first_are_named(tmp_path: Path) -> None:
    """Each waiver looks its component up; none reads the whole list."""
    waiver = "  - {rule: AAC-DB-001, component: nowhere, reason: r, owner: o, expires: 2027-03-31}\n"
    said = refused(tmp_path / "spec.yaml", HEAD + "waivers:\n" + waiver * 3000)
    assert len(said) == MOST_PROBLEMS


@pytest.mark.parametrize(
    "text",
    [
        "{" + " " * 1_000_000,
        "{" + " " * 1_000_000 + '"',
        '["' + '\\"' * 500_000,
        "[" + ", " * 500_000,
        '{"a": "' + "x" * 1_000_000 + '"',
        "-" * 1_000_000,
    ],
)
def test_text_that_is_no_json_is_refused_soon(tmp_path: Path, text: str) -> None:
    """No expression goes over such a text again and again."""
    assert len(refused(tmp_path / "spec.json", text)) == 1


@pytest.mark.parametrize(
    "value",
    ["a" * 90_000, "a." * 45_000, "/a" * 45_000, "eyJ" * 30_000, "a://" * 22_000, "0" * 90_000, "SECRET_" * 13_000],
)
def test_long_values_are_judged_soon_and_cut(tmp_path: Path, value: str) -> None:
    """A value of any length is shown in a few characters."""
    spec = {
        "archspec": 1,
        "name": value,
        "title": value,
        "language": value,
        "region": value,
        "account": value,
        "domain": value,
        "network": {"cidr": value, "reserved_cidrs": [value], value: 1},
        "clusters": {value: {}},
        "components": {
            value: {"kind": "actor"},
            "a": {"kind": "actor", "label": value, "why": value, value: 1, "tags": {value: value}},
            "b": {"kind": value},
            "c": {"kind": "cloudfront_distribution", "hostnames": [value], "default_root_object": value},
            "d": {"kind": "fargate_service", "image": {"repository": value, "tag": value, "digest": value}},
            "e": {"kind": "fargate_service", "environment": {value: value}, "secrets": {"A": value, value: value}},
        },
        "connections": {value: {}, f"{value} -> a": {}, f"a -> {value}": {}, f"a -> b {' ' * 100_000}": {}},
        "decisions": {"a": {"date": value, "outcome": value}},
        "environments": {value: {}, "staging": {value: None, "components": {value: {}}}},
        "translations": {"pt-BR": value},
    }
    said = refused(tmp_path / "spec.json", json.dumps(spec))
    assert len(said) > 30
    assert max(map(len, said)) < 500


def test_every_pair_of_kinds_that_aws_connects_is_named_in_a_refusal(tmp_path: Path) -> None:
    """The message about an impossible arrow lists where one may lead from there."""
    text = f"{HEAD}components: {{a: {{kind: actor}}, b: {{kind: actor}}}}\nconnections: {{a -> b: {{}}}}\n"
    (said,) = refused(tmp_path / "spec.yaml", text)
    targets = [target for source, target in possible_arrows() if source == "actor"]
    assert said.endswith(f"an arrow from actor may lead to {', '.join(targets)}")
