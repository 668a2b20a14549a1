"""The texts that views add to those of the spec, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from archspec.architecture import ViewName
from archspec.bilingual import Text

TITLES: Final[Mapping[ViewName, Text]] = MappingProxyType(
    {
        "context": Text(en="context", pt="contexto"),
        "logical": Text(en="logical view", pt="visão lógica"),
        "deployment": Text(en="deployment", pt="implantação"),
        "data_flow": Text(en="data flow", pt="fluxo de dados"),
        "reachability": Text(en="reachability", pt="alcance na rede"),
    }
)
"""What follows the title of the architecture in the title of a view."""

DESCRIPTIONS: Final[Mapping[ViewName, Text]] = MappingProxyType(
    {
        "context": Text(
            en="The system as a whole, who uses it, and the systems it talks to.",
            pt="O sistema como um todo, quem o usa e os sistemas com que ele conversa.",
        ),
        "logical": Text(
            en="The components, and who reaches whom.",
            pt="Os componentes, e quem acessa quem.",
        ),
        "deployment": Text(
            en="Where each copy runs: region, VPC, Availability Zones and subnets.",
            pt="Onde cada cópia roda: região, VPC, zonas de disponibilidade e sub-redes.",
        ),
        "data_flow": Text(
            en="The way of the data, step by step, from those who use the system.",
            pt="O caminho dos dados, passo a passo, a partir de quem usa o sistema.",
        ),
        "reachability": Text(
            en="What the template lets through, and from where.",
            pt="O que o template deixa passar, e de onde.",
        ),
    }
)

SYSTEM: Final = Text(en="system on AWS", pt="sistema na AWS")

CLOUD: Final = Text(en="AWS Cloud", pt="Nuvem AWS")
REGION: Final = Text(en="Region", pt="Região")
AVAILABILITY_ZONE: Final = Text(en="Availability Zone", pt="Zona de disponibilidade")
PUBLIC_SUBNET: Final = Text(en="Public subnet", pt="Sub-rede pública")
PRIVATE_SUBNET: Final = Text(en="Private subnet", pt="Sub-rede privada")
ISOLATED_SUBNET: Final = Text(en="Isolated subnet", pt="Sub-rede isolada")

PRIMARY: Final = Text(en="primary", pt="principal")
STANDBY: Final = Text(en="standby", pt="em espera")
REPLICA: Final = Text(en="replica", pt="réplica")
PUBLIC_ADDRESS: Final = Text(en="public address", pt="endereço público")
PRIVATE_SUBNETS: Final = Text(en="private subnets", pt="sub-redes privadas")

INTERNET_GATEWAY: Final = Text(en="Internet gateway", pt="Gateway da internet")
NAT_GATEWAY: Final = Text(en="NAT gateway", pt="Gateway NAT")
WEB_ACL: Final = Text(en="AWS WAF", pt="AWS WAF")
AWS_APIS: Final = Text(en="AWS APIs", pt="APIs da AWS")

SYNCHRONOUS: Final = Text(en="synchronous replication", pt="replicação síncrona")
ASYNCHRONOUS: Final = Text(en="asynchronous replication", pt="replicação assíncrona")
FILTERS: Final = Text(en="filters requests", pt="filtra requisições")
