"""The typed model of an architecture: one frozen value, valid by construction."""

from archspec.architecture.access import Access, chosen, together
from archspec.architecture.arrow import Arrow
from archspec.architecture.cluster import Cluster, ExistingCluster
from archspec.architecture.connection import Connection, ConnectionClass
from archspec.architecture.decision import Aspect, Decision, Impact, Tradeoff
from archspec.architecture.entry import Entry, HostedZone, full_name
from archspec.architecture.ids import deployed_id, logical_id
from archspec.architecture.infrastructure import (
    AWS_APIS,
    FUNCTION_APIS,
    HTTPS,
    FlowPurpose,
    InfrastructureFlow,
    infrastructure_flows,
)
from archspec.architecture.kind import (
    Connections,
    connection_rule,
    connections_of,
    entries,
    entry_of,
    hosted_zones,
    link_of,
    links_from,
    links_to,
    offer_of,
    possible_arrows,
)
from archspec.architecture.link import Link
from archspec.architecture.logs import Logs
from archspec.architecture.model import FORMAT_VERSION, Architecture, Overlay
from archspec.architecture.network import ExistingVpc, Network
from archspec.architecture.offers import Grantee, Identity, Offer, Permission, Scope
from archspec.architecture.policy import Policy
from archspec.architecture.references import dangling_mistakes
from archspec.architecture.view import ViewName, ViewOptions
from archspec.architecture.waiver import Waiver
from archspec.suggestions import Hints, did_you_mean, one_of

__all__ = [
    "AWS_APIS",
    "FORMAT_VERSION",
    "FUNCTION_APIS",
    "HTTPS",
    "Access",
    "Architecture",
    "Arrow",
    "Aspect",
    "Cluster",
    "Connection",
    "ConnectionClass",
    "Connections",
    "Decision",
    "Entry",
    "ExistingCluster",
    "ExistingVpc",
    "FlowPurpose",
    "Grantee",
    "Hints",
    "HostedZone",
    "Identity",
    "Impact",
    "InfrastructureFlow",
    "Link",
    "Logs",
    "Network",
    "Offer",
    "Overlay",
    "Permission",
    "Policy",
    "Scope",
    "Tradeoff",
    "ViewName",
    "ViewOptions",
    "Waiver",
    "chosen",
    "connection_rule",
    "connections_of",
    "dangling_mistakes",
    "deployed_id",
    "did_you_mean",
    "entries",
    "entry_of",
    "full_name",
    "hosted_zones",
    "infrastructure_flows",
    "link_of",
    "links_from",
    "links_to",
    "logical_id",
    "offer_of",
    "one_of",
    "possible_arrows",
    "together",
]
