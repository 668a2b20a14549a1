"""Services on Fargate in tests."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from hypothesis import strategies as st

from archspec.components.base import facts_file
from archspec.components.credentials import exposes_secret
from archspec.kinds.fargate_service.model import FargateService
from archspec.parts.testing import (
    LEAST_TASKS,
    NOTHING_AROUND,
    Part,
    Parts,
    Surroundings,
    Testing,
    Values,
    choices,
    field,
    mends_nothing,
    takes_every_request,
)
from archspec.parts.testing.texts import ACCOUNTS, CLUSTERS, FOLDERS, LINES, PARAMETERS, PORTS, VARIABLES, maybe


def _parts(compliant_on: date | None) -> Parts:
    targets = st.integers(40, 75) if compliant_on else st.integers(1, 100)
    return choices(
        FargateService,
        compliant_on,
        {
            "placement": {"public"},
            "assign_public_ip": {True},
            "cpu_architecture": (),
        },
    ) | {
        "cluster": field("cluster", CLUSTERS),
        "image": _images(compliant_on),
        "runtime": field("runtime", maybe(LINES)),
        "port": field("port", maybe(PORTS)),
        "size": _sizes(),
        "capacity": _capacity(LEAST_TASKS if compliant_on else None),
        "scaling": field("scaling", st.fixed_dictionaries({"cpu_percent": targets, "memory_percent": targets})),
        "settings": _settings(compliant_on),
    }


def _images(compliant_on: date | None) -> Part:
    tags = st.from_regex(r"[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True).map(lambda tag: {"tag": tag})
    digests = st.from_regex("sha256:[0-9a-f]{64}", fullmatch=True).map(lambda digest: {"digest": digest})
    parameters = PARAMETERS.map(lambda name: {"tag": {"parameter": name}})
    references = tags | digests if compliant_on else tags | digests | parameters | st.just({"tag": "latest"})
    repositories = st.from_regex(r"[a-z][a-z0-9]{1,3}([._/-][a-z0-9]{1,3})?", fullmatch=True)
    regions = st.sampled_from(sorted(facts_file("regions")["regions"]))
    existing = st.fixed_dictionaries({}, optional={"account": ACCOUNTS, "region": regions})
    optional = {"build_context": FOLDERS, "existing": existing}
    names = st.fixed_dictionaries({"repository": repositories}, optional=optional)
    return field("image", st.builds(lambda name, reference: name | reference, names, references))


def _settings(compliant_on: date | None) -> Part:
    """Draw plain settings and secrets, no name in both."""
    texts = LINES | st.just("")
    plain = st.dictionaries(VARIABLES, texts, max_size=2)
    if compliant_on is None:
        plain |= st.just({"API_KEY": "not-a-real-key"})
    else:
        harmless = st.tuples(VARIABLES, texts).filter(lambda setting: not exposes_secret(*setting))
        plain = st.lists(harmless, max_size=2).map(dict)
    arn = "arn:aws:secretsmanager:sa-east-1:111122223333:secret:{}".format
    secrets = st.dictionaries(VARIABLES, st.just("generated") | VARIABLES.map(arn), max_size=2)
    return st.builds(
        lambda plain, secrets: {
            "environment": plain,
            "secrets": {name: value for name, value in _apart(secrets).items() if name not in plain},
        },
        plain,
        secrets,
    )


def _apart(secrets: Mapping[str, str]) -> Mapping[str, str]:
    """Return secrets of which no two differ in case or underscores alone."""
    kept = {name.replace("_", "").lower(): name for name in secrets}
    return {name: secrets[name] for name in kept.values()}


def _sizes() -> Part:
    by_cpu = facts_file("sizes", __package__)["memory_mib_by_cpu"]
    sizes = [(int(cpu), memory) for cpu, offered in by_cpu.items() for memory in offered["values"]]
    return st.sampled_from(sizes).map(lambda size: {"cpu": size[0], "memory_mib": size[1]})


@cache
@st.composite
def _capacity(draw: st.DrawFn, floor: int | None) -> Values:
    """Draw the number of tasks and the deployment, whose least health depends on it; a floor asks for wise ones."""
    least = draw(st.integers(floor or 0, 6))
    most = draw(st.integers(max(1, least) if floor is None else least + 1, 10))
    healthy = 0 if floor is None else 50 if least >= 4 else 100  # noqa: PLR2004  four tasks may lose half
    switch = st.booleans() if floor is None else st.just(value=True)
    deployment = {
        "circuit_breaker": draw(switch),
        "rollback": draw(switch),
        "minimum_healthy_percent": draw(st.integers(healthy, 100)),
    }
    return {"tasks": {"min": least, "max": most}, "deployment": deployment}


def _bound(around: Surroundings) -> Parts:
    """Listen where somebody calls, run in a cluster that is described, and keep the floor."""
    parts: Parts = {}
    if around.is_called:
        parts["port"] = field("port", PORTS)
    if around.clusters:
        parts["cluster"] = field("cluster", st.sampled_from(around.clusters))
    if around.floors:
        parts["capacity"] = _capacity(around.floors.tasks)
    return parts


TESTING: Final[Testing[FargateService]] = Testing(
    model=FargateService,
    smallest={"cluster": "main", "image": {"repository": "api", "tag": "1.0"}},
    parts=_parts,
    required=frozenset({"cluster", "image"}),
    held=frozenset({"cluster", "image", "port", "settings"}),
    removable=frozenset({"runtime"}),
    bound=_bound,
    routes=takes_every_request,
    needs=NOTHING_AROUND,
    mended=mends_nothing,
)
