"""The examples deploy too, with what the reference lacks: a zone that is created, a firewall before a load balancer."""

from pathlib import Path

import pytest

from tests.cdk.account import deployed, incomplete
from tests.cdk.synthesis import SHIPPED, shipped_deployment


@pytest.mark.slow
@pytest.mark.parametrize("spec", SHIPPED[1:], ids=lambda spec: Path(spec).stem)
def test_example_deploys(spec: str) -> None:
    """Every stack is created; where the zone is one of them, its outputs are the parameters of the others."""
    with deployed(shipped_deployment(spec, None), {}) as account:
        assert list(incomplete(account)) == []
