"""Words of other tools for what archspec has, and for what it has not."""

import pytest

from archspec.components.base import facts_file
from archspec.loading.kind_words import kind_hint
from archspec.loading.model_fields import KIND_BY_NAME

FACTS = facts_file("kind_words")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("rds", "rds_instance"),
        ("Postgres", "rds_instance"),
        ("AWS::RDS::DBInstance", "rds_instance"),
        ("aws_db_instance", "rds_instance"),
        ("ALB", "application_load_balancer"),
        ("load-balancer", "application_load_balancer"),
        ("ecs", "fargate_service"),
        ("fargate_services", "fargate_service"),
        ("Redis", "elasticache_replication_group"),
        ("acter", "actor"),
    ],
)
def test_a_word_of_another_tool_leads_to_the_kind(word: str, kind: str) -> None:
    """Case, separators and plurals do not matter."""
    assert kind_hint(word) == f"did you mean {kind!r}?"


@pytest.mark.parametrize("word", ["lambda", "AWS::SQS::Queue", "aws_dynamodb_table", "EKS"])
def test_what_is_missing_is_said_of_archspec(word: str) -> None:
    """AWS has the service; this library has no kind for it."""
    assert kind_hint(word).startswith("archspec has none for A")


def test_every_kind_has_words_and_no_word_two_meanings() -> None:
    """Whoever adds a kind says what others call it."""
    assert set(FACTS["words"]) == set(KIND_BY_NAME)
    words = [word.casefold() for part in ("words", "absent") for meant in FACTS[part].values() for word in meant]
    assert len(words) == len(set(words))
    assert not set(words) & set(KIND_BY_NAME)
