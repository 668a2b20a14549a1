"""Promises of every deployment, held by templates that are read by code which knows neither plan nor renderer."""

import os
import subprocess
import sys
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from archspec.architecture import Architecture
from archspec.kinds.fargate_service import FargateService
from tests.cdk.deployment import Deployment
from tests.cdk.drawn import deployable_architectures
from tests.cdk.promises import OF_ALL_KINDS, STRICTER, Promise, broken
from tests.cdk.synthesis import ROOT, synthesized

MANY: Final = os.environ.get("ARCHSPEC_MANY") == "1"
DRAWN: Final = 300 if MANY else 8
"""How many architectures are drawn; each takes half a second or more."""
PHASES: Final = tuple(Phase) if MANY else (Phase.explicit, Phase.reuse, Phase.generate)
"""To make a failing example small takes minutes."""


@pytest.mark.parametrize("promise", [*OF_ALL_KINDS, *STRICTER], ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment; `tests/kinds` has those of one kind."""
    assert list(promise(deployment)) == []


@pytest.mark.slow
@settings(max_examples=DRAWN, phases=PHASES, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(deployable_architectures())
def test_any_architecture_keeps_every_promise(drawn: tuple[Architecture, str | None]) -> None:
    """Whatever can be deployed keeps the promises, also where its spec asks for something unwise."""
    architecture, environment = drawn
    assert broken(synthesized(architecture, environment)) == []


def test_services_run_as_many_tasks_as_the_policy_asks(deployment: Deployment) -> None:
    """In the shipped specs, no service may fall below the floor of its organisation."""
    architecture = deployment.architecture
    least = architecture.policy.min_tasks or max(2, architecture.network.availability_zones)
    assert [name for name, service in architecture.of_kind(FargateService).items() if service.tasks.min < least] == []


def test_promises_know_neither_plan_nor_renderer() -> None:
    """The code that judges templates shares nothing with the code that makes them."""
    program = (
        "import sys, tests.cdk.promises;"
        "print([name for name in sys.modules if name.startswith(('archspec.planning', 'renderers', 'aws_cdk'))])"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603  our own interpreter
    assert run.stdout.strip() == "[]"
