"""The reference architecture in mingrammer/diagrams: `python picture.py` writes picture.png."""

from diagrams import Cluster, Diagram
from diagrams.aws.compute import Fargate
from diagrams.aws.database import RDS, ElastiCache
from diagrams.aws.network import ELB, CloudFront, Route53
from diagrams.aws.storage import S3
from diagrams.onprem.client import User

with Diagram("SaaS Enterprise", filename="picture", outformat=["png", "dot"], show=False):
    customer = User("Customer")
    dns = Route53("Route53 DNS")
    with Cluster("AWS"):
        cdn = CloudFront("CloudFront CDN")
        frontend = S3("S3 Frontend")
        with Cluster("VPC"):
            balancer = ELB("Load Balancer")
            with Cluster("ECS"):
                api = [Fargate("API Container 1"), Fargate("API Container 2")]
            database = RDS("RDS PostgreSQL")
            cache = ElastiCache("ElastiCache Redis")
    customer >> dns
    customer >> cdn >> frontend
    customer >> balancer >> api
    for task in api:
        task >> database
        task >> cache
