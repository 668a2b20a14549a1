"""Environments: how an overlay is laid over a spec, and where things are written afterwards."""

from pathlib import Path
from typing import TypeAlias, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archspec import Arrow, FargateService, check, load
from archspec.errors import Path as SpecPath
from archspec.loading.overlay import merge
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence, plain_data

Data: TypeAlias = "dict[str, Data] | list[str] | str | None"

SPEC = """\
archspec: 1
name: shop
title: Shop
language: en
region: sa-east-1
network: {availability_zones: 2, reserved_cidrs: [192.168.0.0/24, 192.168.1.0/24]}
components:
  user: {kind: actor, label: User, why: Buys.}
  site: {kind: s3_bucket}
  api: {kind: fargate_service, cluster: main, image: {repository: api, tag: one}, port: 80, environment: {A: a, B: b}}
connections:
  user -> site: {label: Reads}
  user->api:   {label: Calls}
environments:
  production: {}
  staging:
    region: us-east-1
    network: {reserved_cidrs: [172.16.0.0/12]}
    components:
      user: {label: Tester, why: ~}
      site: ~
      api: {environment: {B: staging, C: c}, cpu: 512, memory_mib: 1024}
    connections: {user -> site: ~, "user  ->  api": {label: Tries}}
"""


@pytest.fixture
def spec_file(tmp_path: Path) -> Path:
    """Return a spec with two environments."""
    path = tmp_path / "spec.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def test_an_overlay_changes_what_it_names(spec_file: Path) -> None:
    """Maps merge by key, lists and scalars replace, null removes."""
    spec = load(spec_file)
    staging = spec.environments["staging"]
    assert staging.region == "us-east-1"
    assert staging.network.reserved_cidrs == ("172.16.0.0/12",)
    assert staging.network.availability_zones == 2
    assert (staging.components["user"].label, staging.components["user"].why) == ("Tester", None)
    assert list(staging.components) == ["user", "api"]
    assert dict(staging.of_kind(FargateService)["api"].environment) == {"A": "a", "B": "staging", "C": "c"}
    assert {arrow: c.label for arrow, c in staging.connections.items()} == {Arrow("user", "api"): "Tries"}


def test_what_an_overlay_does_not_name_stays(spec_file: Path) -> None:
    """The base and an empty overlay are the same but for nothing."""
    spec = load(spec_file)
    assert spec.environments["production"] == spec.architecture
    assert spec.architecture.components["user"].label == "User"
    assert list(spec.variants()) == ["production", "staging"]


def test_a_spec_without_environments_is_its_own_variant(spec_file: Path) -> None:
    """There is always something to check."""
    spec_file.write_text(SPEC.partition("environments:")[0], encoding="utf-8")
    spec = load(spec_file)
    assert spec.variants() == {None: spec.architecture}


@pytest.mark.parametrize(
    ("path", "environment", "line"),
    [
        (("region",), None, 5),
        (("region",), "production", 5),
        (("region",), "staging", 17),
        (("network", "availability_zones"), "staging", 6),
        (("network", "reserved_cidrs", 0), "staging", 18),
        (("components", "api"), "staging", 10),
        (("components", "api", "environment", "A"), "staging", 10),
        (("components", "api", "environment", "B"), "staging", 22),
        (("components", "api", "cpu"), "staging", 22),
        (("components", "api", "cpu"), None, 10),
        (("components", "api", "health_check", "port"), None, 10),
        (("connections", "user -> api"), None, 13),
        (("connections", "user -> api", "label"), "staging", 23),
        (("nothing", "at", "all"), None, 1),
    ],
)
def test_places_are_where_the_value_was_written(
    spec_file: Path, path: SpecPath, environment: str | None, line: int
) -> None:
    """What an overlay says is in the overlay; what is written nowhere is at what lacks it."""
    assert load(spec_file).position(path, environment).line == line


def test_findings_point_into_the_overlay(spec_file: Path) -> None:
    """A finding about a value from an overlay has the overlay's line."""
    text = SPEC.replace("user -> site: ~, ", "").replace("site: ~", "site: {block_public_access: false}")
    spec_file.write_text(text, encoding="utf-8")
    report = check(load(spec_file))
    found = {(f.environment, f.position.line) for f in report.findings if f.check.id == "AAC-S3-001"}
    assert ("staging", 21) in found
    assert ("production", 21) not in found


def _tree(data: Data) -> Node:
    if isinstance(data, dict):
        return Map({key: Entry("f", 1, 1, _tree(value)) for key, value in data.items()}, "f", 1, 1)
    if isinstance(data, list):
        return Sequence(tuple(_tree(item) for item in data), "f", 1, 1)
    return Scalar(data, "f", 1, 1)


def _merged(base: Data, overlay: Data) -> Data:
    tree, over = _tree(base), _tree(overlay)
    assert isinstance(tree, Map)
    assert isinstance(over, Map)
    return cast("Data", plain_data(merge(tree, over)))


def _composed(first: Data, second: Data) -> Data:
    """Return one overlay for two, as the docstring of `merge` defines it."""
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return second
    return {**first, **{key: _composed(first.get(key), value) for key, value in second.items()}}


def _composable(first: Data, second: Data) -> bool:
    """Tell whether no map of the second meets a list, a scalar or an empty value of the first."""
    if not isinstance(second, dict):
        return True
    return isinstance(first, dict) and all(
        _composable(first[key], value) for key, value in second.items() if key in first
    )


KEYS = st.sampled_from("abc")
LEAVES: st.SearchStrategy[Data] = st.sampled_from(["x", "y", ["x"], [], None])
MAPS: st.SearchStrategy[Data] = st.dictionaries(
    KEYS, st.recursive(LEAVES, lambda below: st.dictionaries(KEYS, below, max_size=3), max_leaves=8), max_size=3
)
FULL_MAPS = MAPS.map(lambda data: _merged({}, data))


@given(FULL_MAPS, MAPS, MAPS)
def test_two_overlays_make_one(base: Data, first: Data, second: Data) -> None:
    """Laying two overlays one after the other is laying their composition."""
    if _composable(first, second):
        assert _merged(_merged(base, first), second) == _merged(base, _composed(first, second))


@given(FULL_MAPS, MAPS)
def test_an_overlay_laid_twice_changes_nothing_more(base: Data, overlay: Data) -> None:
    """Laying an overlay is idempotent, and leaves no empty value of its own."""
    once = _merged(base, overlay)
    assert _merged(once, overlay) == once
    assert _merged(once, {}) == once
    assert "None" not in repr(once)
