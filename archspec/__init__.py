"""Architecture as code for AWS: one typed model, from which pictures, documents, CDK and verdicts come."""

from archspec.architecture import Architecture, Arrow, Cluster, Connection, Decision, Network, Policy, Tradeoff, Waiver
from archspec.checks import CHECKS, Check, Finding, Report, Result, Severity, check
from archspec.components import (
    Actor,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from archspec.errors import ArchspecError, Problem, RenderError, SpecError, UsageError
from archspec.loading import Spec, load, load_all
from archspec.loading.yaml_text import to_yaml

__all__ = [
    "CHECKS",
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
    "Policy",
    "Problem",
    "RdsInstance",
    "RenderError",
    "Report",
    "Result",
    "Route53Zone",
    "S3Bucket",
    "Severity",
    "Spec",
    "SpecError",
    "Tradeoff",
    "UsageError",
    "Waiver",
    "check",
    "load",
    "load_all",
    "to_yaml",
]
