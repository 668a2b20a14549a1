"""Architecture as code for AWS: one typed model, from which pictures, documents, CDK and verdicts come."""

# Not from typing, whose import takes longer than all else that is done before an interrupt is taken care of.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, Final

    from archspec.architecture import (
        Architecture,
        Arrow,
        Cluster,
        Connection,
        Decision,
        Network,
        Policy,
        Tradeoff,
        Waiver,
    )
    from archspec.checks import Check, Finding, Report, Result, Rules, Severity, all_rules, check
    from archspec.errors import ArchspecError, PlanError, Problem, RenderError, SpecError, UsageError
    from archspec.kinds.actor import Actor
    from archspec.kinds.application_load_balancer import ApplicationLoadBalancer
    from archspec.kinds.cloudfront_distribution import CloudfrontDistribution
    from archspec.kinds.elasticache_replication_group import ElasticacheReplicationGroup
    from archspec.kinds.fargate_service import FargateService
    from archspec.kinds.rds_instance import RdsInstance
    from archspec.kinds.route53_zone import Route53Zone
    from archspec.kinds.s3_bucket import S3Bucket
    from archspec.loading import Spec, load, load_all
    from archspec.loading.yaml_text import to_yaml
    from archspec.planning import Plan, plan

__all__ = [
    "Actor",
    "ApplicationLoadBalancer",
    "Architecture",
    "ArchspecError",
    "Arrow",
    "Check",
    "CloudfrontDistribution",
    "Cluster",
    "Connection",
    "Decision",
    "ElasticacheReplicationGroup",
    "FargateService",
    "Finding",
    "Network",
    "Plan",
    "PlanError",
    "Policy",
    "Problem",
    "RdsInstance",
    "RenderError",
    "Report",
    "Result",
    "Route53Zone",
    "Rules",
    "S3Bucket",
    "Severity",
    "Spec",
    "SpecError",
    "Tradeoff",
    "UsageError",
    "Waiver",
    "all_rules",
    "check",
    "load",
    "load_all",
    "plan",
    "to_yaml",
]

_PACKAGES: "Final" = (
    "archspec.errors",
    "archspec.architecture",
    "archspec.loading",
    "archspec.loading.yaml_text",
    "archspec.checks",
    "archspec.planning",
)
"""Where the public names are, in the order they are looked for; the class of a kind is in the kind's own package."""


def __getattr__(name: str) -> "Any":  # noqa: ANN401  whatever is public
    """Import a public name when it is first asked for: a command imports only the parts that it uses."""
    if name in __all__:
        from importlib import import_module  # noqa: PLC0415

        from archspec.components.registry import is_kind  # noqa: PLC0415

        kind = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("_")
        home = f"archspec.kinds.{kind}"
        for package in map(import_module, (home,) if is_kind(kind) else _PACKAGES):
            if hasattr(package, name):
                value = globals()[name] = getattr(package, name)
                return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names beside what is imported already."""
    return sorted({*globals(), *__all__})
