"""Deployments of specs and of drawn architectures, each synthesized once in a process."""

import atexit
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from archspec.architecture import Architecture
from archspec.loading import load
from archspec.planning import plan
from archspec.planning.quotas import Quotas, aws_quotas
from renderers.cdk.program.playing.node_player import NodePlayer
from renderers.cdk.synth import synthesize
from tests.cdk.deployment import Deployment, deployment_of

ROOT: Final = Path(__file__).resolve().parents[2]
REFERENCE: Final = "specs/saas_enterprise.yaml"
SHIPPED: Final = (
    REFERENCE,
    *(f"specs/examples/{name}" for name in ("order_platform.yaml", "regional_apis.py", "static_site.yaml")),
)


@cache
def environments(spec: str) -> dict[str | None, Architecture]:
    """Return the architecture of a spec for each of its environments; without any, for None."""
    loaded = load(ROOT / spec)
    return {name: loaded.environments[name] for name in loaded.environments} or {None: loaded.architecture}


def shipped() -> Iterator[tuple[str, str | None]]:
    """Return every spec of the repository with each of its environments."""
    return ((spec, environment) for spec in SHIPPED for environment in environments(spec))


@cache
def shipped_deployment(spec: str, environment: str | None) -> Deployment:
    """Return the deployment of a spec of the repository."""
    return synthesized(environments(spec)[environment], environment)


@cache
def player() -> NodePlayer:
    """Return the one Node that synthesizes for all tests of a process, and is stopped with it."""
    started = NodePlayer()
    atexit.register(started.stop)
    return started


def synthesized(
    architecture: Architecture,
    environment: str | None = None,
    *,
    recorded: Mapping[str, str] | None = None,
    quotas: Quotas | None = None,
) -> Deployment:
    """Synthesize an architecture that already has the changes of its environment.

    Raises:
        PlanError: Something in it cannot be deployed.

    """
    made = plan(architecture, environment, recorded=recorded, quotas=quotas)
    return deployment_of(architecture, synthesize(made, player()).templates(made))


def divided(architecture: Architecture, environment: str | None = None) -> Deployment:
    """Synthesize an architecture as if its Main were one resource too large for a template.

    Raises:
        PlanError: Something in it cannot be deployed, or nothing of it can leave Main.

    """
    return synthesized(architecture, environment, quotas=tight_quotas(architecture, environment))


def tight_quotas(architecture: Architecture, environment: str | None = None) -> Quotas:
    """Return quotas that Main passes by one resource."""
    whole = plan(architecture, environment).resources
    return replace(aws_quotas(), resources=whole["Main"] - 1)
