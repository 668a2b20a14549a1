"""The icon of each kind of box and frame, from the AWS set that mingrammer/diagrams carries."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

import diagrams
from diagrams.aws.compute import Fargate, LambdaFunction
from diagrams.aws.database import RDS, ElastiCache
from diagrams.aws.general import General, TraditionalServer, User
from diagrams.aws.network import ALB, CloudFront, InternetGateway, NATGateway, Route53
from diagrams.aws.security import WAF
from diagrams.aws.storage import S3

from archspec.components import Shape
from archspec.views import Node

Icon: TypeAlias = type[diagrams.Node]

ICONS: Final[Mapping[str, Icon]] = {
    "actor": User,
    "application_load_balancer": ALB,
    "aws_apis": General,
    "cloudfront_distribution": CloudFront,
    "elasticache_replication_group": ElastiCache,
    "fargate_service": Fargate,
    "function": LambdaFunction,
    "internet_gateway": InternetGateway,
    "nat_gateway": NATGateway,
    "rds_instance": RDS,
    "route53_zone": Route53,
    "s3_bucket": S3,
    "system": General,
    "web_acl": WAF,
}

FOLDER: Final = Path(diagrams.__file__).parents[1]
"""What the files of icons are named from."""

_OTHER_SYSTEM: Final[Icon] = TraditionalServer


def icon_of(node: Node) -> Icon:
    """Return the icon of a box; an actor that is no person has another."""
    return _OTHER_SYSTEM if node.kind == "actor" and node.shape is Shape.BOX else ICONS[node.kind]


def icon_file(icon: Icon) -> str:
    """Return the name of an icon's file, below the folder of all icons: no path of this machine enters a picture."""
    return f"{icon._icon_dir}/{icon._icon}"  # noqa: SLF001  the library tells it nowhere else
