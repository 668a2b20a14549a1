"""Deployments that tests share; each is synthesized once in a process."""

import pytest

from tests.cdk.deployment import Deployment
from tests.cdk.synthesis import REFERENCE, shipped, shipped_deployment


@pytest.fixture(params=list(shipped()), ids=lambda case: ":".join(filter(None, case)).removeprefix("specs/"))
def deployment(request: pytest.FixtureRequest) -> Deployment:
    """Return every spec of the repository in every environment."""
    return shipped_deployment(*request.param)


@pytest.fixture
def reference() -> Deployment:
    """Return the reference as it runs in production."""
    return shipped_deployment(REFERENCE, "production")
