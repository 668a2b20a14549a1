"""The hand-written CDK program of the bench, with cdk-nag among its validators and faults planted on request.

python -m tests.comparison.cdk_app OUTDIR EXTENSIONS [FAULT...]
"""

import sys

import aws_cdk as cdk
from aws_cdk import aws_applicationautoscaling as autoscaling
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_rds as rds
from cdk_nag import AwsSolutionsChecks

from tests.bench.plain_cdk import EdgeStack, MainStack, RegistryStack

NAME = "saas-1"


def _plant(main: MainStack, fault: str) -> None:
    """Plant a fault of tests/golden/violations.yaml in the constructs."""
    match fault:
        case "AAC-NET-001":
            main.database_group.add_ingress_rule(ec2.Peer.any_ipv4(), ec2.Port.POSTGRES, "customers")
        case "AAC-DB-002":
            database = main.database.node.default_child
            assert isinstance(database, rds.CfnDBInstance)
            database.multi_az = False
        case "AAC-ECS-001":
            [target] = [node for node in main.node.find_all() if isinstance(node, autoscaling.CfnScalableTarget)]
            target.min_capacity = 1
        case "AAC-ECS-009":
            container = main.service.task_definition.default_container
            assert isinstance(container, ecs.ContainerDefinition)
            container.add_environment("DB_PASSWORD", "hunter2")
        case _:
            raise ValueError(fault)


def main(outdir: str, extensions: str, *faults: str) -> None:
    """Synthesize the three stacks; cdk-nag's report is in the output folder."""
    app = cdk.App(outdir=outdir, analytics_reporting=False)
    RegistryStack(app, NAME)
    EdgeStack(app, NAME)
    stack = MainStack(app, NAME, extensions)
    for fault in faults:
        _plant(stack, fault)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks())
    try:
        app.synth()
    except RuntimeError as error:
        # This is how the CDK says that there are findings; they are in the report.
        if "ValidationFailed" not in str(error):
            raise


if __name__ == "__main__":
    main(*sys.argv[1:])
