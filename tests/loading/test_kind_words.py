"""Words of other tools for what archspec has, and for what it has not."""

import pytest

from archspec.components import KIND_NAMES, all_kinds
from archspec.components.base import facts_file
from archspec.loading.kind_words import kind_hint


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


@pytest.mark.parametrize("word", ["lambda", "AWS::SQS::Queue", "aws_efs_file_system", "EKS"])
def test_what_is_missing_is_said_of_archspec(word: str) -> None:
    """AWS has the service; this library has no kind for it."""
    assert kind_hint(word).startswith("archspec has none for A")


def test_every_kind_has_words_and_no_word_two_meanings() -> None:
    """Whoever adds a kind says what others call it."""
    words = [word.casefold() for kind in all_kinds() for word in kind.words]
    assert all(kind.words for kind in all_kinds())
    assert len(words) == len(set(words))
    assert not set(words) & set(KIND_NAMES)


def test_no_service_without_a_kind_has_two_words_of_one_spelling() -> None:
    """What has a kind by now may still be listed: the kind comes first."""
    words = [word.casefold() for meant in facts_file("services_without_kind")["absent"].values() for word in meant]
    assert len(words) == len(set(words))
