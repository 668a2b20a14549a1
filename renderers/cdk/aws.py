"""`from renderers.cdk.aws import ec2, rds`: the CDK for builders.

Type checkers and editors see aws_cdk itself. At run time the modules are stand-ins that record each call, so neither
aws_cdk is imported nor Node started. With ARCHSPEC_CDK_DIRECT=1 they are the real ones: a builder runs on them
unchanged, which is how tests know that recording loses nothing.
"""
# ruff: noqa: TC004  __all__ names these, and at run time stand-ins take their places

import os
from typing import TYPE_CHECKING

__all__ = [
    "Construct",
    "acm",
    "appscaling",
    "asset",
    "cast",
    "cdk",
    "cloudfront",
    "cloudwatch",
    "cw_actions",
    "ec2",
    "ecr",
    "ecs",
    "elasticache",
    "elbv2",
    "iam",
    "kms",
    "lambda_",
    "logs",
    "note",
    "origins",
    "rds",
    "route53",
    "s3",
    "secretsmanager",
    "section",
    "servicediscovery",
    "sns",
    "ssm",
    "targets",
    "wafv2",
]

if TYPE_CHECKING:
    from typing import cast

    import aws_cdk as cdk
    from aws_cdk import aws_applicationautoscaling as appscaling
    from aws_cdk import aws_certificatemanager as acm
    from aws_cdk import aws_cloudfront as cloudfront
    from aws_cdk import aws_cloudfront_origins as origins
    from aws_cdk import aws_cloudwatch as cloudwatch
    from aws_cdk import aws_cloudwatch_actions as cw_actions
    from aws_cdk import aws_ec2 as ec2
    from aws_cdk import aws_ecr as ecr
    from aws_cdk import aws_ecs as ecs
    from aws_cdk import aws_elasticache as elasticache
    from aws_cdk import aws_elasticloadbalancingv2 as elbv2
    from aws_cdk import aws_iam as iam
    from aws_cdk import aws_kms as kms
    from aws_cdk import aws_lambda as lambda_
    from aws_cdk import aws_logs as logs
    from aws_cdk import aws_rds as rds
    from aws_cdk import aws_route53 as route53
    from aws_cdk import aws_route53_targets as targets
    from aws_cdk import aws_s3 as s3
    from aws_cdk import aws_secretsmanager as secretsmanager
    from aws_cdk import aws_servicediscovery as servicediscovery
    from aws_cdk import aws_sns as sns
    from aws_cdk import aws_ssm as ssm
    from aws_cdk import aws_wafv2 as wafv2
    from constructs import Construct

    from renderers.cdk.program.stand_ins import asset, note, section
else:
    _MODULES = {
        "acm": "aws_certificatemanager",
        "appscaling": "aws_applicationautoscaling",
        "cloudfront": "aws_cloudfront",
        "cloudwatch": "aws_cloudwatch",
        "cw_actions": "aws_cloudwatch_actions",
        "ec2": "aws_ec2",
        "ecr": "aws_ecr",
        "ecs": "aws_ecs",
        "elasticache": "aws_elasticache",
        "elbv2": "aws_elasticloadbalancingv2",
        "iam": "aws_iam",
        "kms": "aws_kms",
        "lambda_": "aws_lambda",
        "logs": "aws_logs",
        "origins": "aws_cloudfront_origins",
        "rds": "aws_rds",
        "route53": "aws_route53",
        "s3": "aws_s3",
        "secretsmanager": "aws_secretsmanager",
        "servicediscovery": "aws_servicediscovery",
        "sns": "aws_sns",
        "ssm": "aws_ssm",
        "targets": "aws_route53_targets",
        "wafv2": "aws_wafv2",
    }
    if os.environ.get("ARCHSPEC_CDK_DIRECT") == "1":
        from renderers.cdk.program.direct import Construct, asset, cast, cdk, module, note, section

        globals().update({name: module(f"aws_cdk.{full}") for name, full in _MODULES.items()})
    else:
        from renderers.cdk.program.stand_ins import ModuleStandIn, asset, cast, class_stand_in, note, section

        Construct = class_stand_in("constructs.Construct")
        cdk = ModuleStandIn("")
        globals().update({name: ModuleStandIn(f"{full}.") for name, full in _MODULES.items()})
