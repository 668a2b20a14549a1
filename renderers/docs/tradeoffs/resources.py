"""What a deployment consists of, counted by service, and what each resource is billed by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import (
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from archspec.components.base import facts_file
from archspec.planning.settings import SecretKind
from renderers.docs.deployment import Deployment
from renderers.docs.inputs import PageInputs
from renderers.docs.markdown import Markdown, code, table
from renderers.docs.phrases import between
from renderers.docs.words import Words
from renderers.docs.words.nouns import STACKS, TASKS, Noun

Billing: TypeAlias = Literal["hour", "running", "month", "usage", "nothing"]
Kind: TypeAlias = Literal[
    "vpc",
    "subnet",
    "nat_gateway",
    "security_group",
    "load_balancer",
    "cluster",
    "task",
    "repository",
    "database_instance",
    "cache_node",
    "bucket",
    "distribution",
    "hosted_zone",
    "record",
    "health_check",
    "certificate",
    "web_acl",
    "secret",
    "function",
    "alarm",
    "stack",
]
"""Resources worth counting, in the order of the table."""

BILLING: Final[Mapping[Billing, Text]] = {
    "hour": Text(en="by the hour, used or not", pt="por hora, com ou sem uso"),
    "running": Text(en="by the second, while it runs", pt="por segundo, enquanto roda"),
    "month": Text(en="by the month, used or not", pt="por mês, com ou sem uso"),
    "usage": Text(en="by what is used", pt="pelo que se usa"),
    "nothing": Text(en="free of charge", pt="sem custo"),
}

_SERVICES: Final[Mapping[Kind, str]] = {
    "vpc": "Amazon VPC",
    "subnet": "Amazon VPC",
    "nat_gateway": "Amazon VPC",
    "security_group": "Amazon VPC",
    "load_balancer": "Elastic Load Balancing",
    "cluster": "Amazon ECS",
    "task": "AWS Fargate",
    "repository": "Amazon ECR",
    "database_instance": "Amazon RDS",
    "cache_node": "Amazon ElastiCache",
    "bucket": "Amazon S3",
    "distribution": "Amazon CloudFront",
    "hosted_zone": "Amazon Route 53",
    "record": "Amazon Route 53",
    "health_check": "Amazon Route 53",
    "certificate": "AWS Certificate Manager",
    "web_acl": "AWS WAF",
    "secret": "AWS Secrets Manager",
    "function": "AWS Lambda",
    "alarm": "Amazon CloudWatch",
    "stack": "AWS CloudFormation",
}

_NOUNS: Final[Mapping[Kind, Noun]] = {
    "vpc": (Text(en="VPC", pt="VPC"), Text(en="VPCs", pt="VPCs")),
    "subnet": (Text(en="subnet", pt="sub-rede"), Text(en="subnets", pt="sub-redes")),
    "nat_gateway": (Text(en="NAT gateway", pt="gateway NAT"), Text(en="NAT gateways", pt="gateways NAT")),
    "security_group": (
        Text(en="security group", pt="grupo de segurança"),
        Text(en="security groups", pt="grupos de segurança"),
    ),
    "load_balancer": (
        Text(en="load balancer", pt="balanceador de carga"),
        Text(en="load balancers", pt="balanceadores de carga"),
    ),
    "cluster": (Text(en="cluster", pt="cluster"), Text(en="clusters", pt="clusters")),
    "task": TASKS,
    "repository": (
        Text(en="image repository", pt="repositório de imagens"),
        Text(en="image repositories", pt="repositórios de imagens"),
    ),
    "database_instance": (
        Text(en="database instance", pt="instância de banco"),
        Text(en="database instances", pt="instâncias de banco"),
    ),
    "cache_node": (Text(en="cache node", pt="nó de cache"), Text(en="cache nodes", pt="nós de cache")),
    "bucket": (Text(en="bucket", pt="bucket"), Text(en="buckets", pt="buckets")),
    "distribution": (Text(en="distribution", pt="distribuição"), Text(en="distributions", pt="distribuições")),
    "hosted_zone": (Text(en="hosted zone", pt="zona hospedada"), Text(en="hosted zones", pt="zonas hospedadas")),
    "record": (Text(en="DNS name", pt="nome no DNS"), Text(en="DNS names", pt="nomes no DNS")),
    "health_check": (
        Text(en="health check", pt="verificação de saúde"),
        Text(en="health checks", pt="verificações de saúde"),
    ),
    "certificate": (Text(en="certificate", pt="certificado"), Text(en="certificates", pt="certificados")),
    "web_acl": (Text(en="web ACL", pt="web ACL"), Text(en="web ACLs", pt="web ACLs")),
    "secret": (Text(en="secret", pt="segredo"), Text(en="secrets", pt="segredos")),
    "function": (Text(en="function", pt="função"), Text(en="functions", pt="funções")),
    "alarm": (Text(en="alarm", pt="alarme"), Text(en="alarms", pt="alarmes")),
    "stack": STACKS,
}


@dataclass(frozen=True, slots=True)
class Resource:
    """Resources of one kind: how many there are at least, and at most."""

    kind: Kind
    low: int
    high: int

    @property
    def service(self) -> str:
        """The service they belong to."""
        return _SERVICES[self.kind]

    @property
    def billing(self) -> Billing:
        """What they are billed by."""
        return cast("Billing", facts_file("billing", "renderers.docs")["billed_by"][self.kind])

    @property
    def name(self) -> Text:
        """What they are called."""
        return _NOUNS[self.kind][1]

    @property
    def number(self) -> str:
        """How many there are."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"  # noqa: RUF001  a dash is meant

    @property
    def amount(self) -> Text:
        """How many there are, with the noun."""
        return between(self.low, self.high, *_NOUNS[self.kind])


def resources_of(deployment: Deployment) -> list[Resource]:
    """Return what a deployment creates of each kind, none left out of which there may be one."""
    return [Resource(kind, low, high) for kind, low, high in _counts(deployment) if high]


def _counts(deployment: Deployment) -> Iterator[tuple[Kind, int, int]]:
    architecture = deployment.architecture
    services = architecture.of_kind(FargateService).values()
    for kind, number in _network(deployment):
        yield kind, number, number
    yield _exactly("load_balancer", len(architecture.of_kind(ApplicationLoadBalancer)))
    yield _exactly("cluster", len(_created_clusters(architecture)))
    yield "task", sum(service.tasks.min for service in services), sum(service.tasks.max for service in services)
    yield _exactly("repository", len(deployment.repositories))
    databases = architecture.of_kind(RdsInstance).values()
    yield _exactly("database_instance", sum(2 if database.multi_az else 1 for database in databases))
    caches = architecture.of_kind(ElasticacheReplicationGroup).values()
    yield _exactly("cache_node", sum(1 + cache.replicas for cache in caches))
    yield _exactly("bucket", sum(not bucket.existing for bucket in architecture.of_kind(S3Bucket).values()))
    for kind, number in _edge(deployment):
        yield kind, number, number
    for kind, number in _operation(deployment):
        yield kind, number, number


def _exactly(kind: Kind, number: int) -> tuple[Kind, int, int]:
    return kind, number, number


def _network(deployment: Deployment) -> Iterator[tuple[Kind, int]]:
    vpc = deployment.vpc
    if vpc is not None and vpc.existing is None:
        yield "vpc", 1
        yield "subnet", len(vpc.subnets)
        yield "nat_gateway", vpc.nat_gateways
    yield "security_group", len(deployment.security_groups)


def _created_clusters(architecture: Architecture) -> set[str]:
    existing = {slug for slug, cluster in architecture.clusters.items() if cluster.existing}
    return {service.cluster for service in architecture.of_kind(FargateService).values()} - existing


def _edge(deployment: Deployment) -> Iterator[tuple[Kind, int]]:
    architecture = deployment.architecture
    yield "distribution", len(architecture.of_kind(CloudfrontDistribution))
    yield "hosted_zone", sum(not zone.existing for zone in architecture.of_kind(Route53Zone).values())
    yield "record", len(deployment.records)
    yield "health_check", len(deployment.health_checks)
    yield "certificate", sum(certificate.existing_arn is None for certificate in deployment.certificates)
    yield "web_acl", _web_acls(architecture)


def _web_acls(architecture: Architecture) -> int:
    balancers = architecture.of_kind(ApplicationLoadBalancer).items()
    before_balancers = sum(balancer.web_acl and name in architecture.internet_facing for name, balancer in balancers)
    return before_balancers + sum(cdn.web_acl for cdn in architecture.of_kind(CloudfrontDistribution).values())


def _operation(deployment: Deployment) -> Iterator[tuple[Kind, int]]:
    yield "secret", _secrets(deployment)
    yield "function", len({flow.source for flow in deployment.flows} - deployment.architecture.components.keys())
    yield "alarm", len(deployment.alarms)
    yield "stack", len(deployment.stacks)


def _secrets(deployment: Deployment) -> int:
    """Return how many secrets are made: of services, of users and tokens in caches, and of master users."""
    generated = [
        secret
        for container in deployment.containers
        for secret in container.secrets
        if secret.kind is SecretKind.GENERATED
    ]
    architecture = deployment.architecture
    tokens = [
        cache
        for cache in architecture.of_kind(ElasticacheReplicationGroup).values()
        if cache.authentication == "auth_token"
    ]
    return len(generated) + len(deployment.cache_users) + len(tokens) + len(architecture.of_kind(RdsInstance))


def resources_table(inputs: PageInputs, words: Words) -> Markdown | None:
    """Return every kind of resource with its number in each environment, and what it is billed by."""
    counted = {
        environment: {resource.kind: resource for resource in resources_of(Deployment(architecture, environment))}
        for environment, architecture in inputs.variants.items()
    }
    found = {kind: resource for resources in counted.values() for kind, resource in resources.items()}
    rows = [
        [
            found[kind].service,
            words(found[kind].name),
            *(resources[kind].number if kind in resources else "" for resources in counted.values()),
            words(BILLING[found[kind].billing]),
        ]
        for kind in _SERVICES
        if kind in found
    ]
    numbers = [words["number"] if environment is None else code(environment) for environment in counted]
    return table([words["service"], words["resource"], *numbers, words["billed"]], rows) if rows else None
