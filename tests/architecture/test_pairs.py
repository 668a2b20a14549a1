"""What an arrow opens between each two kinds, and what its connection may set: the whole table."""

import pytest

from archspec.architecture import connection_rule
from archspec.components import KIND_NAMES, ComponentBase, kind_named

PAIRS: dict[tuple[str, str], tuple[str, set[str]]] = {
    ("actor", "route53_zone"): ("documentary", set()),
    ("actor", "cloudfront_distribution"): ("documentary", set()),
    ("actor", "s3_bucket"): ("grant", set()),
    ("actor", "application_load_balancer"): ("network", {"ingress_cidrs"}),
    ("actor", "fargate_service"): ("network", {"ingress_cidrs"}),
    ("actor", "rds_instance"): ("network", {"ingress_cidrs"}),
    ("actor", "elasticache_replication_group"): ("network", {"ingress_cidrs"}),
    ("route53_zone", "cloudfront_distribution"): ("documentary", set()),
    ("route53_zone", "application_load_balancer"): ("documentary", set()),
    ("cloudfront_distribution", "s3_bucket"): ("origin", {"paths"}),
    ("cloudfront_distribution", "application_load_balancer"): ("origin", {"paths"}),
    ("application_load_balancer", "fargate_service"): ("network", {"health_check_path", "hosts", "paths"}),
    ("fargate_service", "fargate_service"): ("network", set()),
    ("fargate_service", "application_load_balancer"): ("network", set()),
    ("fargate_service", "rds_instance"): ("network", {"access"}),
    ("fargate_service", "elasticache_replication_group"): ("network", {"access"}),
    ("fargate_service", "s3_bucket"): ("grant", {"access"}),
    ("fargate_service", "cloudfront_distribution"): ("grant", set()),
    ("fargate_service", "actor"): ("network", {"port"}),
    ("rds_instance", "s3_bucket"): ("grant", {"access"}),
}
"""Every pair that AWS can connect; between all others there is no arrow."""


@pytest.mark.parametrize("target", KIND_NAMES)
@pytest.mark.parametrize("source", KIND_NAMES)
def test_what_an_arrow_opens(source: str, target: str) -> None:
    """Written out, so that nothing a kind says about itself changes it unseen."""
    rule = connection_rule(_any(source), _any(target))
    assert (rule and (rule.opens.value, set(rule.options))) == PAIRS.get((source, target))


def _any(name: str) -> ComponentBase:
    """Return a component of a kind without any of its fields."""
    kind = kind_named(name)
    assert kind is not None
    return kind.model.model_construct(kind=name)
