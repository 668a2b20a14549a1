"""How much a spec may hold: every map and list of the model has a limit, with a message of its own."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from archspec import SpecError, load
from archspec.architecture import Architecture
from archspec.components import limits
from archspec.components.limits import Limit

Spec = dict[str, Any]


def collections_of(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[str, object, list[object]]]:
    """Return each map and list in the fields of a model and of those below it, with what is annotated to it."""
    if model in seen:
        return
    seen.add(model)
    for name, info in model.model_fields.items():
        yield from _collections(f"{model.__name__}.{name}", info.annotation, list(info.metadata), seen)


def _collections(
    place: str, here: object, metadata: list[object], seen: set[type[BaseModel]]
) -> Iterator[tuple[str, object, list[object]]]:
    if get_origin(here) is Annotated:
        inner, *more = get_args(here)
        yield from _collections(place, inner, [*metadata, *more], seen)
        return
    if isinstance(here, type) and issubclass(here, BaseModel):
        yield from collections_of(here, seen)
    if get_origin(here) in {tuple, list, dict, Mapping, frozenset, set}:
        yield place, here, metadata
    inherited = metadata if get_origin(here) is Union else []
    for argument in get_args(here):
        yield from _collections(place, argument, inherited, seen)


def test_every_map_and_list_of_the_model_has_a_limit() -> None:
    """A new field cannot forget it; a map whose keys are a vocabulary is no larger than that."""
    found = list(collections_of(Architecture, set()))
    boundless = [
        place
        for place, type_, metadata in found
        if not any(isinstance(item, Limit) for item in metadata)
        and get_origin(get_args(type_)[0]) is not Literal
        and place != "Architecture.environments"
    ]
    assert boundless == []
    assert len(found) > 20


def test_an_overlay_is_bounded_by_what_it_is_laid_over(tmp_path: Path) -> None:
    """The values of `environments` have no type of their own: the spec with the overlay is validated whole."""
    spec = {**_spec(), "environments": {"test": {"tags": {f"k{n}": "v" for n in range(51)}}}}
    (message,) = said_of(tmp_path, spec)
    assert message.startswith("environment 'test': tags: 51 are too many; the most is 50, so ")


def _spec(**fields: object) -> Spec:
    return {"archspec": 1, "name": "shop", "title": "Shop", "language": "en", "region": "sa-east-1", **fields}


def _with(component: Spec, **fields: object) -> Spec:
    return _spec(components={"it": component}, **fields)


def _service(**fields: object) -> Spec:
    return {"kind": "fargate_service", "cluster": "main", "image": {"repository": "api", "tag": "1"}, **fields}


def _connections(count: int) -> Spec:
    ends = [f"a{n // 300} -> b{n % 300}" for n in range(count)]
    actors = {f"a{n}": {"kind": "actor"} for n in range(300)}
    buckets = {f"b{n}": {"kind": "s3_bucket"} for n in range(300)}
    return _spec(components=actors | buckets, connections={end: {} for end in ends})


def _decision(**fields: object) -> Spec:
    shape = {"status": "accepted", "date": "2026-11-24", "context": "c", "options": {"a": "for"}, "outcome": "a"}
    return {**shape, **fields}


def _waivers(count: int) -> Spec:
    waiver = {"rule": "AAC-S3-001", "reason": "r", "owner": "o", "expires": "2027-03-31", "component": "it"}
    return _with({"kind": "s3_bucket"}, waivers=[waiver] * count)


def _ranges(count: int) -> list[str]:
    return [f"172.{16 + n // 256}.{n % 256}.0/24" for n in range(count)]


def _host_names(kind: str) -> Callable[[int], Spec]:
    def make(count: int) -> Spec:
        components: Spec = {"dns": {"kind": "route53_zone"}, "files": {"kind": "s3_bucket"}}
        connections: Spec = {"it -> files": {}} if kind == "cloudfront_distribution" else {}
        it = {"kind": kind, "hostnames": [f"h{n}" for n in range(count)]}
        return _spec(domain="example.com", components={**components, "it": it}, connections=connections)

    return make


def _routed(field: str) -> Callable[[int], Spec]:
    def make(count: int) -> Spec:
        values = [f"/p{n}" if field == "paths" else f"h{n}" for n in range(count)]
        components = {"lb": {"kind": "application_load_balancer"}, "it": _service(port=80)}
        return _spec(components=components, connections={"lb -> it": {field: values}})

    return make


def _visited(count: int) -> Spec:
    components = {"who": {"kind": "actor"}, "it": _service(port=80)}
    return _spec(components=components, connections={"who -> it": {"ingress_cidrs": _ranges(count)}})


def _crowd(count: int) -> Spec:
    components = {"one": _service(port=80), "two": _service(port=80)}
    return _spec(components=components, connections={f"one -> two #n{n}": {} for n in range(count)})


def _database(count: int) -> Spec:
    shape = {"kind": "rds_instance", "engine": "postgres", "engine_version": "17.9", "instance_class": "db.m7g.large"}
    return _with({**shape, "extensions": ["postgis"] * count})


def _cache(count: int) -> Spec:
    shape = {"kind": "elasticache_replication_group", "engine": "valkey", "engine_version": "8.0"}
    return _with({**shape, "node_type": "cache.m7g.large", "purpose": ["sessions"] * count})


def _subnets(tier: str) -> Callable[[int], Spec]:
    return lambda count: _spec(
        network={"existing": {"vpc_id": "vpc-01234567", tier: [f"subnet-{n:08x}" for n in range(count)]}}
    )


def _variants(count: int) -> Spec:
    """Return a spec whose parts in forty environments are as many as asked for, to the next forty."""
    components = {f"b{n}": {"kind": "actor"} for n in range(-(-count // 40))}
    return _spec(components=components, environments={f"e{n}": {} for n in range(40)})


CASES: Final[Mapping[str, tuple[Limit, Callable[[int], Spec]]]] = {
    "components": (
        limits.COMPONENTS,
        lambda n: _spec(components={f"c{i}": {"kind": "actor"} for i in range(n)}),
    ),
    "connections": (limits.CONNECTIONS, _connections),
    "clusters": (limits.CLUSTERS, lambda n: _spec(clusters={f"c{i}": {} for i in range(n)})),
    "environments": (limits.ENVIRONMENTS, lambda n: _spec(environments={f"e{i}": {} for i in range(n)})),
    "decisions": (limits.DECISIONS, lambda n: _spec(decisions={f"d{i}": _decision() for i in range(n)})),
    "options": (
        limits.OPTIONS,
        lambda n: _spec(decisions={"d": _decision(options={"a": "x", **{f"o{i}": "x" for i in range(n - 1)}})}),
    ),
    "components of a decision": (
        limits.DECISION_COMPONENTS,
        lambda n: _with({"kind": "actor"}, decisions={"d": _decision(components=["it"] * n)}),
    ),
    "waivers": (limits.WAIVERS, _waivers),
    "reserved ranges": (limits.RESERVED_RANGES, lambda n: _spec(network={"reserved_cidrs": _ranges(n)})),
    "public subnets": (limits.SUBNETS, _subnets("public_subnets")),
    "private subnets": (limits.SUBNETS, _subnets("private_subnets")),
    "isolated subnets": (limits.SUBNETS, _subnets("isolated_subnets")),
    "host names of a balancer": (limits.HOST_NAMES, _host_names("application_load_balancer")),
    "host names of a distribution": (limits.HOST_NAMES, _host_names("cloudfront_distribution")),
    "paths": (limits.PATTERNS, _routed("paths")),
    "hosts": (limits.PATTERNS, _routed("hosts")),
    "ingress ranges": (limits.INGRESS_RANGES, _visited),
    "variables": (limits.VARIABLES, lambda n: _with(_service(environment={f"A{i}": "x" for i in range(n)}))),
    "secrets": (limits.SECRETS, lambda n: _with(_service(secrets={f"A{i}": "generated" for i in range(n)}))),
    "extensions": (limits.EXTENSIONS, _database),
    "purposes": (limits.PURPOSES, _cache),
    "tags": (limits.TAGS, lambda n: _spec(tags={f"k{i}": "v" for i in range(n)})),
    "tags of a component": (
        limits.TAGS,
        lambda n: _with({"kind": "s3_bucket", "tags": {f"k{i}": "v" for i in range(n)}}),
    ),
    "arrows between two": (limits.ARROWS_BETWEEN_TWO, _crowd),
    "parts in all environments": (limits.VARIANT_PARTS, _variants),
}
"""Specs with as many of something as asked for, and its limit."""


def said_of(folder: Path, spec: Spec) -> list[str]:
    """Return the messages about a spec, which is none where it loads."""
    path = folder / "spec.json"
    path.write_text(json.dumps(spec), encoding="utf-8")
    try:
        load(path)
    except SpecError as error:
        problems, omitted = error.problems, error.omitted
    else:
        return []
    return [problem.message for problem in problems] + ["…"] * omitted


@pytest.mark.parametrize("name", CASES)
def test_a_spec_at_the_limit_is_not_refused_for_it(name: str, tmp_path: Path) -> None:
    """As many as the limit says are taken; what else is wrong with so many subnets has another message."""
    limit, make = CASES[name]
    said = said_of(tmp_path, make(limit.most))
    assert not any(limit.advice in message for message in said)
    assert said == [] or "subnets" in name


@pytest.mark.parametrize("name", CASES)
def test_one_more_is_refused_with_one_message(name: str, tmp_path: Path) -> None:
    """The message has the limit and the next step, and nothing else is said of what there is too much of."""
    limit, make = CASES[name]
    (message,) = said_of(tmp_path, make(limit.most + 1))
    assert f"{limit.most:,}" in message
    assert message.endswith(limit.advice)


def test_every_limit_is_tested() -> None:
    """The cases name each limit there is."""
    declared = {id(value) for value in vars(limits).values() if isinstance(value, Limit)}
    assert {id(limit) for limit, _ in CASES.values()} == declared


def test_limits_are_far_above_what_is_needed() -> None:
    """The smallest that may be promised: the figures of the budgets, and two environments of them."""
    assert limits.COMPONENTS.most >= 10_000
    assert limits.CONNECTIONS.most >= 30_000
    assert limits.VARIANT_PARTS.most >= 2 * 40_000


def test_the_python_api_has_the_same_limits() -> None:
    """A model that is built in Python is counted before its parts are looked at."""
    with pytest.raises(ValueError, match=r"20,001 are too many; the most is 20,000, so split the architecture"):
        Architecture.model_validate(_spec(components=dict.fromkeys(map(str, range(20_001)), "nothing valid")))
