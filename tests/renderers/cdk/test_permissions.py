"""Permissions are on what the target says, and what a stack knows of a component adds up."""

import json
from pathlib import Path
from typing import Any

import pytest

from renderers.cdk.aws import Construct, iam
from renderers.cdk.built import ANY_ACTION, Built, secret_for
from renderers.cdk.permissions import statements
from renderers.cdk.program.programs import StackProgram, StackProps
from renderers.cdk.program.recording.recorder import record
from renderers.cdk.synth import context
from tests.renderers.cdk.program.playing import play_in_node

QUEUE = "arn:aws:sqs:sa-east-1:111122223333:jobs"
TABLE = "arn:aws:dynamodb:sa-east-1:111122223333:table/orders"


def _policy(out: Path, actions: tuple[str, ...], target: Built) -> list[dict[str, Any]]:
    """Return the statements of a role's policy, as they are in a template."""

    def build(scope: Construct) -> None:
        role = iam.Role(scope, "Role", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
        for statement in statements(actions, target):
            role.add_to_policy(statement)

    program = StackProgram("Main", StackProps(stack_name="Main"), record(build))
    play_in_node((program,), context=context(), assets={}, outdir=out)
    template = json.loads(next(out.glob("*.template.json")).read_text(encoding="utf-8"))
    policies = [item for item in template["Resources"].values() if item["Type"] == "AWS::IAM::Policy"]
    found: list[dict[str, Any]] = policies[0]["Properties"]["PolicyDocument"]["Statement"]
    return found


def test_actions_are_on_the_target(tmp_path: Path) -> None:
    """One statement says what all actions are on that have nothing of their own."""
    made = _policy(tmp_path, ("sqs:ReceiveMessage", "sqs:DeleteMessage"), Built(arns={ANY_ACTION: (QUEUE,)}))
    assert [item["Resource"] for item in made] == [QUEUE]


def test_an_action_may_be_on_something_of_its_own(tmp_path: Path) -> None:
    """A query is on the indexes too, and the other actions are not."""
    made = _policy(
        tmp_path,
        ("dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"),
        Built(arns={"dynamodb:Query": (TABLE, f"{TABLE}/index/*"), ANY_ACTION: (TABLE,)}),
    )
    assert {str(item["Action"]): item["Resource"] for item in made} == {
        "['dynamodb:GetItem', 'dynamodb:PutItem']": TABLE,
        "dynamodb:Query": [TABLE, f"{TABLE}/index/*"],
    }


def test_conditions_name_what_an_arn_does_not(tmp_path: Path) -> None:
    """What is known by its tags alone is named by them."""
    conditions = {"StringEquals": {"aws:ResourceTag/archspec:component": "jobs"}}
    made = _policy(tmp_path, ("sqs:SendMessage",), Built(arns={ANY_ACTION: ("*",)}, conditions=conditions))
    assert made[0]["Condition"] == conditions


def test_nothing_is_permitted_on_what_offers_nothing() -> None:
    """A target without ARNs stops the synthesis; a permission is never on everything."""
    with pytest.raises(KeyError):
        record(lambda _scope: {"statements": statements(("sqs:SendMessage",), Built())})


def test_what_is_known_adds_up() -> None:
    """The later word counts for one name; everything else stays."""
    rules: Any = "rules"
    first = Built(outputs={"address": "before", "queue_url": "url"}, ready=(rules,))
    both = first | Built(construct="queue", outputs={"address": "after"}) | Built(arns={ANY_ACTION: (QUEUE,)})
    expected = {"address": "after", "queue_url": "url"}
    assert both == Built(construct="queue", outputs=expected, ready=(rules,), arns={ANY_ACTION: (QUEUE,)})
    assert first | Built() == first


def test_a_client_signs_in_with_its_own_secret() -> None:
    """Where it has none of its own, it shares that of all."""
    secrets: Any = {"user api": "own", "user": "shared"}
    built = Built(secrets=secrets)
    found: list[object] = [secret_for(built, "user", client) for client in ("api", "worker")]
    assert found == ["own", "shared"]
