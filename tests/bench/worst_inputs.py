"""Specs of up to a megabyte that each make one pass work as hard as it can; what they cost has a limit."""

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Final

SIZE: Final = 1_000_000
"""Characters of a worst input, at most."""

_HEAD: Final = "archspec: 1\nname: shop\ntitle: Shop\nlanguage: en\nregion: sa-east-1\n"
_JSON_HEAD: Final = '{"archspec": 1, "name": "shop", "title": "Shop", "language": "en", "region": "sa-east-1", '
_WAIVER: Final = "- {{rule: {rule}, component: b{n}, reason: r{n}, owner: o, expires: 2027-03-31{more}}}\n"
_DECISION: Final = (
    "  d{n}: {{status: superseded, date: 2026-11-24, context: c, options: {{a: a}}, outcome: a, "
    "supersedes: d{older}}}\n"
)


def _filled(head: str, line: Callable[[int], str], most: int | None = None) -> str:
    """Return lines after a head: a number of them, or as many as there is room for."""
    parts, used = [head], len(head)
    for number in count() if most is None else range(most):
        text = line(number)
        used += len(text)
        if used > SIZE:
            break
        parts.append(text)
    return "".join(parts)


def _services(number: int) -> str:
    service = "  s{}: {{kind: fargate_service, cluster: main, image: {{repository: api, tag: '1'}}, port: 3000}}\n"
    return "".join(service.format(n) for n in range(number))


def _buckets(number: int) -> str:
    return "".join(f"  b{n}: {{kind: s3_bucket}}\n" for n in range(number))


def _connected(services: int, ends: Iterable[tuple[int, int]]) -> str:
    arrows = "".join(f"  s{source} -> s{target}: {{}}\n" for source, target in ends)
    return f"{_HEAD}components:\n{_services(services)}connections:\n{arrows}"


def _dense() -> str:
    return _connected(230, ((source, target) for source in range(230) for target in range(230) if source != target))


def _parallel() -> str:
    head = f"{_HEAD}components:\n{_services(2)}connections:\n"
    return _filled(head, lambda n: f"  's0 -> s1 #n{n}': {{}}\n")


def _balanced() -> str:
    head = f"{_HEAD}components:\n  lb: {{kind: application_load_balancer}}\n{_services(4000)}connections:\n"
    return _filled(head, lambda n: f"  lb -> s{n}: {{paths: [/a{n}, /b{n}], hosts: [h{n}]}}\n", 4000)


def _json_components() -> str:
    components = {f"b{n}": {"kind": "s3_bucket", "versioned": False} for n in range(19_000)}
    return f'{_JSON_HEAD}"components": {json.dumps(components)}}}'


def _json_tags(values: Iterable[str]) -> str:
    return f'{_JSON_HEAD}"tags": [{",".join(values)}]}}'


def _in_environments(components: str, environments: int) -> str:
    return f"{_HEAD}components:\n{components}environments:\n" + "".join(f"  e{n}: {{}}\n" for n in range(environments))


def _waived() -> str:
    head = f"{_HEAD}components:\n{_buckets(8000)}waivers:\n"
    return _filled(head, lambda n: _WAIVER.format(rule="AAC-GOV-001", n=n, more=""), 8000)


def _stale_waivers() -> str:
    head = f"{_HEAD}components:\n{_buckets(100)}waivers:\n"
    return _filled(head, lambda n: _WAIVER.format(rule=f"AAC-XX-{n % 1000:03}", n=n % 100, more=""), 9000)


def _many_findings() -> str:
    faults = "multi_az: false, storage_encrypted: false"
    head = f"{_HEAD}components:\n"
    database = "kind: rds_instance, engine: postgres, engine_version: '17.9', instance_class: db.t3.micro"
    return _filled(head, lambda n: f"  d{n}: {{{database}, {faults}}}\n")


def _aliased_text() -> str:
    head = f"{_HEAD}components:\n  a: {{kind: actor, why: &a '{'x ' * 1990}'}}\n"
    return _filled(head, lambda n: f"  c{n}: {{kind: actor, why: *a}}\n", 19_000)


YAML: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "values_in_one_line": lambda: f"{_HEAD}tags: [{'1,' * 490_000}1]\n",
        "brackets_in_one_line": lambda: f"{_HEAD}tags: [{('[' * 60 + ']' * 60 + ',') * 8000}]\n",
        "comments": lambda: _HEAD + "#\n" * 490_000,
        "blank_lines_of_windows": lambda: _HEAD + "\r\n" * 490_000,
        "one_long_text": lambda: f"{_HEAD}description: {'a ' * 490_000}\n",
        "one_text_of_many_lines": lambda: f"{_HEAD}description:\n  a\n" + "  a\n" * 240_000,
        "one_long_key": lambda: f"{_HEAD}{'a' * 900_000}: 1\n",
        "a_quote_never_closed": lambda: f'{_HEAD}description: "' + "a\n" * 490_000,
        "a_bracket_never_closed": lambda: f"{_HEAD}tags: [" + "a,\n" * 330_000,
        "a_broken_last_line": lambda: _filled(_HEAD, lambda n: f"f{n}: 1\n", 80_000) + "x: [\n",
        "anchors": lambda: _filled(f"{_HEAD}tags:\n", lambda n: f"- &a{n} 1\n", 70_000),
        "an_aliased_text": _aliased_text,
        "duplicate_keys": lambda: _filled(_HEAD, lambda _n: "title: x\n"),
        "keys_that_are_no_text": lambda: _filled(_HEAD, lambda _n: "[a]: 1\n"),
        "tags_of_yaml": lambda: f"{_HEAD}tags: [{'!x 1, ' * 150_000}]\n",
        "merge_keys": lambda: _filled(_HEAD, lambda _n: "<<: 1\n"),
        "unknown_fields": lambda: _filled(_HEAD, lambda n: f"f{n}: 1\n"),
        "keys_without_value": lambda: _filled(f"{_HEAD}components:\n", lambda n: f"  c{n}:\n"),
        "components_without_fields": lambda: _filled(
            f"{_HEAD}components:\n", lambda n: f"  c{n}: {{kind: fargate_service}}\n", 19_000
        ),
        "colliding_ids": lambda: _filled(f"{_HEAD}components:\n", lambda n: f"  a{'_' * (n % 30)}: {{kind: actor}}\n"),
        "components": lambda: f"{_HEAD}components:\n{_buckets(20_000)}",
        "findings": _many_findings,
        "arrows_to_nowhere": lambda: _filled(
            f"{_HEAD}components:\n  a: {{kind: actor}}\nconnections:\n", lambda n: f"  a -> b{n}: {{}}\n"
        ),
        "arrows_between_two": _parallel,
        "arrows_from_each_to_each": _dense,
        "arrows_in_a_chain": lambda: _connected(5000, ((n, n + 1) for n in range(4999))),
        "arrows_in_a_star": lambda: _connected(5000, ((0, n + 1) for n in range(4999))),
        "routes_of_a_balancer": _balanced,
        "waivers_without_rule": lambda: _filled(f"{_HEAD}waivers:\n", lambda _n: "- {rule: x}\n"),
        "waivers_in_use": _waived,
        "waivers_of_unknown_rules": _stale_waivers,
        "decisions": lambda: _filled(f"{_HEAD}decisions:\n", lambda n: _DECISION.format(n=n, older=n + 1)),
        "decisions_in_a_ring": lambda: _filled(
            f"{_HEAD}decisions:\n", lambda n: _DECISION.format(n=n, older=(n + 1) % 2000), 2000
        ),
        "environments": lambda: _in_environments(_buckets(300), 3000),
        "environments_of_many_buckets": lambda: _in_environments(_buckets(1590), 50),
        "environments_of_many_services": lambda: _in_environments(_services(1590), 50),
        "an_overlay_of_unknown_components": lambda: _filled(
            f"{_HEAD}environments:\n  e:\n    components:\n", lambda n: f"      c{n}: {{}}\n"
        ),
    }
)
"""YAML texts by what there is too much of."""

JSON: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "components_in_one_line": _json_components,
        "values_in_one_line": lambda: _json_tags(["1"] * 490_000),
        "duplicate_keys": lambda: _JSON_HEAD + ",".join(['"a":1'] * 160_000) + "}",
        "half_characters": lambda: _json_tags([r'"\ud800"'] * 90_000),
        "brackets": lambda: _json_tags(["[" * 50 + "]" * 50] * 9000),
        "long_numbers": lambda: f"[{','.join(['1' * 390] * 2500)}]",
    }
)
"""JSON texts by what there is too much of."""


def worst_inputs() -> dict[str, Callable[[], str]]:
    """Return what makes each input, by the name of its file."""
    return {f"{name}.yaml": make for name, make in YAML.items()} | {f"{name}.json": make for name, make in JSON.items()}
