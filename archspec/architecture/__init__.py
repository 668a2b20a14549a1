"""The typed model of an architecture: one frozen value, valid by construction."""

from archspec.architecture.arrow import Arrow
from archspec.architecture.cluster import Cluster, ExistingCluster
from archspec.architecture.connection import (
    CONNECTION_RULES,
    Connection,
    ConnectionClass,
    ConnectionRule,
    connection_rule,
)
from archspec.architecture.decision import Aspect, Decision, Impact, Tradeoff
from archspec.architecture.ids import deployed_id, logical_id
from archspec.architecture.infrastructure import (
    AWS_APIS,
    HTTPS,
    FlowPurpose,
    InfrastructureFlow,
    extensions_function,
    infrastructure_flows,
    rotation_function,
)
from archspec.architecture.logs import Logs
from archspec.architecture.model import FORMAT_VERSION, Architecture, Overlay
from archspec.architecture.network import ExistingVpc, Network
from archspec.architecture.policy import Policy
from archspec.architecture.references import dangling_mistakes
from archspec.architecture.view import ViewName, ViewOptions
from archspec.architecture.waiver import Waiver
from archspec.suggestions import Hints, did_you_mean

__all__ = [
    "AWS_APIS",
    "CONNECTION_RULES",
    "FORMAT_VERSION",
    "HTTPS",
    "Architecture",
    "Arrow",
    "Aspect",
    "Cluster",
    "Connection",
    "ConnectionClass",
    "ConnectionRule",
    "Decision",
    "ExistingCluster",
    "ExistingVpc",
    "FlowPurpose",
    "Hints",
    "Impact",
    "InfrastructureFlow",
    "Logs",
    "Network",
    "Overlay",
    "Policy",
    "Tradeoff",
    "ViewName",
    "ViewOptions",
    "Waiver",
    "connection_rule",
    "dangling_mistakes",
    "deployed_id",
    "did_you_mean",
    "extensions_function",
    "infrastructure_flows",
    "logical_id",
    "rotation_function",
]
