"""The texts that views add to those of the spec, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, assert_never

from archspec.architecture import FlowPurpose, ViewName
from archspec.components.fields import Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text in both languages, each written by hand."""

    en: str
    pt: str

    def in_language(self, language: Language) -> str:
        """Return the text in a language."""
        match language:
            case "en":
                return self.en
            case "pt-BR":
                return self.pt
            case _ as unreachable:
                assert_never(unreachable)


TITLES: Final[Mapping[ViewName, Phrase]] = MappingProxyType(
    {
        "context": Phrase(en="context", pt="contexto"),
        "logical": Phrase(en="logical view", pt="visão lógica"),
        "deployment": Phrase(en="deployment", pt="implantação"),
        "data_flow": Phrase(en="data flow", pt="fluxo de dados"),
        "reachability": Phrase(en="reachability", pt="alcance na rede"),
    }
)
"""What follows the title of the architecture in the title of a view."""

DESCRIPTIONS: Final[Mapping[ViewName, Phrase]] = MappingProxyType(
    {
        "context": Phrase(
            en="The system as a whole, who uses it, and the systems it talks to.",
            pt="O sistema como um todo, quem o usa e os sistemas com que ele conversa.",
        ),
        "logical": Phrase(
            en="The components, and who reaches whom.",
            pt="Os componentes, e quem acessa quem.",
        ),
        "deployment": Phrase(
            en="Where each copy runs: region, VPC, Availability Zones and subnets.",
            pt="Onde cada cópia roda: região, VPC, zonas de disponibilidade e sub-redes.",
        ),
        "data_flow": Phrase(
            en="The way of the data, step by step, from those who use the system.",
            pt="O caminho dos dados, passo a passo, a partir de quem usa o sistema.",
        ),
        "reachability": Phrase(
            en="What the template lets through, and from where.",
            pt="O que o template deixa passar, e de onde.",
        ),
    }
)

PERSON: Final = Phrase(en="person", pt="pessoa")
OUTSIDE_SYSTEM: Final = Phrase(en="external system", pt="sistema externo")
SYSTEM: Final = Phrase(en="system on AWS", pt="sistema na AWS")

CLOUD: Final = Phrase(en="AWS Cloud", pt="Nuvem AWS")
REGION: Final = Phrase(en="Region", pt="Região")
AVAILABILITY_ZONE: Final = Phrase(en="Availability Zone", pt="Zona de disponibilidade")
PUBLIC_SUBNET: Final = Phrase(en="Public subnet", pt="Sub-rede pública")
PRIVATE_SUBNET: Final = Phrase(en="Private subnet", pt="Sub-rede privada")
ISOLATED_SUBNET: Final = Phrase(en="Isolated subnet", pt="Sub-rede isolada")

PRIMARY: Final = Phrase(en="primary", pt="principal")
STANDBY: Final = Phrase(en="standby", pt="em espera")
REPLICA: Final = Phrase(en="replica", pt="réplica")
PUBLIC_ADDRESS: Final = Phrase(en="public address", pt="endereço público")
PRIVATE_SUBNETS: Final = Phrase(en="private subnets", pt="sub-redes privadas")

INTERNET_GATEWAY: Final = Phrase(en="Internet gateway", pt="Gateway da internet")
NAT_GATEWAY: Final = Phrase(en="NAT gateway", pt="Gateway NAT")
WEB_ACL: Final = Phrase(en="AWS WAF", pt="AWS WAF")
AWS_APIS: Final = Phrase(en="AWS APIs", pt="APIs da AWS")
EXTENSIONS_FUNCTION: Final = Phrase(en="Extensions function", pt="Função de extensões")
ROTATION_FUNCTION: Final = Phrase(en="Rotation function", pt="Função de rotação")

SYNCHRONOUS: Final = Phrase(en="synchronous replication", pt="replicação síncrona")
ASYNCHRONOUS: Final = Phrase(en="asynchronous replication", pt="replicação assíncrona")
FILTERS: Final = Phrase(en="filters requests", pt="filtra requisições")

PURPOSES: Final[Mapping[FlowPurpose, Phrase]] = MappingProxyType(
    {
        FlowPurpose.SERVICE_APIS: Phrase(en="images, logs, secrets", pt="imagens, logs, segredos"),
        FlowPurpose.CREATE_EXTENSIONS: Phrase(en="creates extensions", pt="cria extensões"),
        FlowPurpose.ROTATE_SECRET: Phrase(en="changes the password", pt="troca a senha"),
        FlowPurpose.FUNCTION_APIS: Phrase(en="secrets, logs", pt="segredos, logs"),
    }
)
"""What an infrastructure flow is for."""
