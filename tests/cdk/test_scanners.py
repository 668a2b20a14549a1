"""No finding of cfn-lint, the CDK's own validator, cdk-nag or checkov is left but those accepted in one list."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from archspec.planning import plan
from renderers.cdk.program.playing.node_player import NodePlayer
from renderers.cdk.synth import synthesize
from tests.cdk.scanners import (
    SUPPRESSIONS,
    Finding,
    Suppression,
    cdk_nag,
    cfn_lint,
    checkov,
    checkov_command,
    suppressions,
)
from tests.cdk.synthesis import environments, shipped

REVIEWED: Final = "09db2e24c6007462ee3cc534c0e6da79718110762334255d0efeed72533c9bd1"
"""SHA-256 of the list as it was last reviewed."""


def _judged(tool: str, findings: Iterable[Finding]) -> tuple[list[Finding], list[Suppression]]:
    """Return the findings that nothing accepts, and what accepts no finding."""
    found = sorted(set(findings))
    accepted = [suppression for suppression in suppressions() if suppression.tool == tool]
    left = [finding for finding in found if not any(suppression.covers(finding) for suppression in accepted)]
    stale = [suppression for suppression in accepted if not any(map(suppression.covers, found))]
    return left, stale


@pytest.mark.slow
def test_cfn_lint_finds_nothing_else() -> None:
    """In every shipped spec and environment, cfn-lint finds what is accepted, and all of that."""
    assert _judged("cfn-lint", cfn_lint(list(shipped()))) == ([], [])


@pytest.mark.slow
def test_cdk_nag_finds_nothing_else(tmp_path: Path) -> None:
    """In every shipped spec and environment, cdk-nag finds what is accepted, and all of that."""
    assert _judged("cdk-nag", cdk_nag(list(shipped()), tmp_path)) == ([], [])


@pytest.mark.slow
def test_checkov_finds_nothing_else(tmp_path: Path) -> None:
    """In every shipped spec and environment, checkov finds what is accepted, and all of that."""
    command = checkov_command()
    if command is None:
        pytest.skip("checkov is not installed: make .checkov/bin/checkov installs it, CHECKOV names another")
    assert _judged("checkov", checkov(list(shipped()), tmp_path, command)) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize(("spec", "environment"), list(shipped()))
def test_validator_of_the_cdk_finds_no_error(spec: str, environment: str | None) -> None:
    """The CDK's own validator, which makes the synthesis fail, lets every shipped spec pass."""
    with NodePlayer(validate=True) as player:
        assert synthesize(plan(environments(spec)[environment], environment), player).files


def test_suppressions_were_reviewed() -> None:
    """Nobody accepts a finding in passing: a change of the list is a decision, and shows here as well."""
    digest = hashlib.sha256(SUPPRESSIONS.read_bytes()).hexdigest()
    assert digest == REVIEWED, (
        f"{os.path.relpath(SUPPRESSIONS)} was changed. Each entry is a finding that every user will live with: mend the"
        " builder instead where a small change does. Where it is right to accept it, say why in its"
        f" reason (docs/decisions/0016), have it reviewed, and put {digest} in {Path(__file__).name}."
    )


def test_suppressions_are_particular() -> None:
    """Each entry says why, names a rule and at least a stack, and is there once."""
    entries = suppressions()
    assert all(len(entry.reason.split()) >= 8 for entry in entries)
    assert not any("*" in entry.rule.partition("[")[0] for entry in entries)
    assert all(entry.resource.count("/") == 1 for entry in entries)
    assert len({(entry.tool, entry.rule, entry.resource) for entry in entries}) == len(entries)
