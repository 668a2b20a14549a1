"""The typed model of an architecture: one frozen value, valid by construction."""

from archspec.architecture.arrow import Arrow
from archspec.architecture.cluster import Cluster
from archspec.architecture.connection import (
    CONNECTION_RULES,
    Connection,
    ConnectionClass,
    ConnectionRule,
    connection_rule,
)
from archspec.architecture.decision import Aspect, Decision, Impact, Tradeoff
from archspec.architecture.ids import logical_id
from archspec.architecture.model import FORMAT_VERSION, Architecture, Overlay
from archspec.architecture.network import Network
from archspec.architecture.policy import Policy
from archspec.architecture.references import dangling_mistakes, did_you_mean
from archspec.architecture.view import ViewName, ViewOptions
from archspec.architecture.waiver import Waiver

__all__ = [
    "CONNECTION_RULES",
    "FORMAT_VERSION",
    "Architecture",
    "Arrow",
    "Aspect",
    "Cluster",
    "Connection",
    "ConnectionClass",
    "ConnectionRule",
    "Decision",
    "Impact",
    "Network",
    "Overlay",
    "Policy",
    "Tradeoff",
    "ViewName",
    "ViewOptions",
    "Waiver",
    "connection_rule",
    "dangling_mistakes",
    "did_you_mean",
    "logical_id",
]
