"""What stands at the ends of a path: components, functions of the deployment, and addresses."""

from ipaddress import ip_network

from archspec.architecture import AWS_APIS, Architecture
from archspec.bilingual import Text
from archspec.planning.security import CidrPeer, CloudFrontPeer, GroupPeer, Peer
from renderers.docs.connections import component_link
from renderers.docs.markdown import Markdown, code
from renderers.docs.words import Words


def party(architecture: Architecture, name: str, words: Words) -> Markdown:
    """Return who a source or target of a path is."""
    if name in architecture.components:
        return component_link(architecture, name)
    if name == AWS_APIS:
        return words["aws_apis"]
    return words.fill(Text(en="function {name}", pt="função {name}"), name=code(name))


def peer(architecture: Architecture, other: Peer, words: Words) -> Markdown:
    """Return who a rule of a security group lets through."""
    match other:
        case GroupPeer(owner):
            return party(architecture, owner, words)
        case CidrPeer(cidr):
            return words["anywhere"] if ip_network(cidr).prefixlen == 0 else code(cidr)
        case CloudFrontPeer():
            return words(Text(en="the servers of CloudFront", pt="os servidores do CloudFront"))
