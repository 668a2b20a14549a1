"""Promises can be broken: each planted fault is reported, and nothing else."""

import pytest

from tests.cdk.deployment import Deployment
from tests.cdk.faults import FAULTS, Fault, planted
from tests.cdk.promises import PROMISES, STRICTER, broken


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_reported(reference: Deployment, fault: Fault) -> None:
    """A fault in the templates of the reference breaks exactly the promises that it should."""
    assert broken(planted(reference, fault), (*PROMISES, *STRICTER)) == list(fault.broken)


def test_every_promise_can_be_broken() -> None:
    """Each promise is broken by a fault, so none is kept by looking away."""
    reported = {how.partition(":")[0] for fault in FAULTS for how in fault.broken}
    assert reported == {promise.__name__ for promise in (*PROMISES, *STRICTER)}
