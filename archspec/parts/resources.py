"""What a deployment creates and AWS bills: the types worth counting, and how many there are of each."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

from archspec.bilingual import Text
from archspec.components.base import facts_file
from archspec.parts.phrases import Noun, between

Billing: TypeAlias = Literal["hour", "running", "month", "usage", "nothing"]
"""What a resource is billed by: the hour, used or not; the second while it runs; the month; usage; or nothing."""


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One type of resource."""

    name: str
    """Its name in the file of what AWS bills by."""
    service: str
    """The AWS service it belongs to."""
    noun: Noun
    package: str = "archspec.parts"
    """The package whose data says what it is billed by."""

    @property
    def billing(self) -> Billing:
        """What it is billed by."""
        return cast("Billing", facts_file("billing", self.package)["billed_by"][self.name])


@dataclass(frozen=True, slots=True)
class Resource:
    """Resources of one type: how many there are at least, and at most."""

    type: ResourceType
    low: int
    high: int
    shared: str | None = None
    """The name under which several components use the same ones, which then count once."""

    @property
    def number(self) -> str:
        """How many there are."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"  # noqa: RUF001  a dash is meant

    @property
    def amount(self) -> Text:
        """How many there are, with the noun."""
        return between(self.low, self.high, *self.type.noun)


def exactly(number: int, of: ResourceType) -> Resource:
    """Return resources whose number does not change."""
    return Resource(of, number, number)


VPC: Final = ResourceType("vpc", "Amazon VPC", (Text(en="VPC", pt="VPC"), Text(en="VPCs", pt="VPCs")))
SUBNET: Final = ResourceType(
    "subnet", "Amazon VPC", (Text(en="subnet", pt="sub-rede"), Text(en="subnets", pt="sub-redes"))
)
NAT_GATEWAY: Final = ResourceType(
    "nat_gateway",
    "Amazon VPC",
    (Text(en="NAT gateway", pt="gateway NAT"), Text(en="NAT gateways", pt="gateways NAT")),
)
SECURITY_GROUP: Final = ResourceType(
    "security_group",
    "Amazon VPC",
    (Text(en="security group", pt="grupo de segurança"), Text(en="security groups", pt="grupos de segurança")),
)
RECORD: Final = ResourceType(
    "record", "Amazon Route 53", (Text(en="DNS name", pt="nome no DNS"), Text(en="DNS names", pt="nomes no DNS"))
)
HEALTH_CHECK: Final = ResourceType(
    "health_check",
    "Amazon Route 53",
    (Text(en="health check", pt="verificação de saúde"), Text(en="health checks", pt="verificações de saúde")),
)
CERTIFICATE: Final = ResourceType(
    "certificate",
    "AWS Certificate Manager",
    (Text(en="certificate", pt="certificado"), Text(en="certificates", pt="certificados")),
)
WEB_ACL: Final = ResourceType(
    "web_acl", "AWS WAF", (Text(en="web ACL", pt="web ACL"), Text(en="web ACLs", pt="web ACLs"))
)
SECRET: Final = ResourceType(
    "secret", "AWS Secrets Manager", (Text(en="secret", pt="segredo"), Text(en="secrets", pt="segredos"))
)
FUNCTION: Final = ResourceType(
    "function", "AWS Lambda", (Text(en="function", pt="função"), Text(en="functions", pt="funções"))
)
ALARM: Final = ResourceType(
    "alarm", "Amazon CloudWatch", (Text(en="alarm", pt="alarme"), Text(en="alarms", pt="alarmes"))
)
STACK: Final = ResourceType(
    "stack", "AWS CloudFormation", (Text(en="stack", pt="pilha"), Text(en="stacks", pt="pilhas"))
)
