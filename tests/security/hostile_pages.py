"""A spec with a text in every place that takes one, and its pages."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

import archspec
from archspec.loading import Spec
from archspec.testing import REFERENCE_DAY
from archspec.testing.specs import overlaid
from archspec.views import VIEWS, project
from renderers.docs import PageInputs, render_pages
from renderers.mermaid import render

Place: TypeAlias = tuple[str | int, ...]
"""The way to a text in the data of a spec."""

TEXTS: Final = frozenset(
    {
        *("title", "description", "label", "why", "runtime", "framework"),
        *("analysis", "context", "consequences", "reason", "owner", "ticket"),
    }
)
"""Fields that take any text."""
MAPS: Final = frozenset({("environment",), ("options",)})
"""Fields whose values take any text."""
_REFERENCE: Final = Path(__file__).parents[2] / "specs/saas_enterprise.yaml"
_WORD: Final = "Word"
_MORE: Final = {
    "language": "en",
    "description": _WORD,
    "translations": None,
    "clusters": {"ecs": {"label": _WORD}},
    "components": {
        "customer": {"why": _WORD},
        "dns": {"why": _WORD},
        "cdn": {"default_root_object": "index.html"},
        "api": {
            "environment": {"MODE": _WORD},
            "tags": {"team": "a"},
            "secrets": {"KEY": "arn:aws:secretsmanager:sa-east-1:111122223333:secret:key"},
        },
    },
    "connections": {
        "customer -> cdn": {"why": _WORD},
        "load_balancer -> api": {"label": _WORD, "paths": ["/a"], "health_check_path": "/b"},
        "load_balancer -> api #other": {"label": _WORD, "hosts": ["api.example.com"]},
    },
    "views": {"logical": {"title": _WORD}},
    "waivers": [
        {
            "rule": "AAC-EDGE-005",
            "component": "load_balancer",
            "reason": _WORD,
            "owner": _WORD,
            "ticket": _WORD,
            "expires": "2027-03-31",
        }
    ],
    "tags": {"system": "a"},
    "environments": {
        "production": {
            "title": _WORD,
            "description": _WORD,
            "components": {"api": {"label": _WORD, "why": _WORD, "environment": {"MODE": _WORD}, "runtime": _WORD}},
            "connections": {"customer -> cdn": {"label": _WORD, "why": _WORD}},
            "tradeoffs": {"cost": {"analysis": _WORD}},
        }
    },
}


@cache
def base() -> Mapping[str, Any]:
    """Return the data of a spec in English that has every kind of component and every text."""
    return overlaid(yaml.safe_load(_REFERENCE.read_text("utf-8")), _MORE)


def with_texts(texts: Mapping[Place, str]) -> dict[str, Any]:
    """Return the data of the spec with texts in some of its places."""
    data = deepcopy(dict(base()))
    for place, text in texts.items():
        *way, last = place
        part: Any = data
        for step in way:
            part = part[step]
        part[last] = text
    return data


@cache
def places() -> tuple[Place, ...]:
    """Return the places of the spec that take any text."""
    return tuple(place for place in _strings(base(), ()) if place[-1] in TEXTS or place[-2:-1] in MAPS)


def _strings(value: object, way: Place) -> Iterator[Place]:
    match value:
        case Mapping():
            for key, under in value.items():
                yield from _strings(under, (*way, key))
        case list():
            for number, under in enumerate(value):
                yield from _strings(under, (*way, number))
        case str():
            yield way
        case _:
            return


def loaded(data: Mapping[str, Any]) -> Spec:
    """Return data as a spec that was loaded from a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "spec.json")
        file.write_text(json.dumps(data, default=str), "utf-8")
        return archspec.load(file)


def pages_with(texts: Mapping[Place, str]) -> Mapping[str, str]:
    """Return every page of the spec, with its pictures, with texts in some of its places."""
    spec = loaded(with_texts(texts))
    architecture = spec.architecture
    return render_pages(
        PageInputs(
            architecture=architecture,
            environments=spec.environments,
            base=architecture,
            report=archspec.check(spec, as_of=REFERENCE_DAY, include_passes=True),
            pictures={view: render(project(view, architecture, "en")) for view in VIEWS},
            files=tuple(f"svg/{view}.en.svg" for view in VIEWS),
            languages=spec.languages,
        )
    )
