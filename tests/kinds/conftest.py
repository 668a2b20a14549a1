"""Deployments that the oracles look at; each is synthesized once in a process."""

import pytest

from tests.cdk.deployment import Deployment
from tests.cdk.synthesis import shipped, shipped_deployment


@pytest.fixture(params=list(shipped()), ids=lambda case: ":".join(filter(None, case)).removeprefix("specs/"))
def deployment(request: pytest.FixtureRequest) -> Deployment:
    """Return every spec of the repository in every environment."""
    return shipped_deployment(*request.param)
