"""`from renderers.cdk.aws import ec2, rds`: the modules of the CDK that builders use, by the names they use."""

from renderers.cdk.program.builders import Construct, asset, aws_cdk, cast, note, section

# What is only passed on; a module below is exported by being named.
__all__ = ["Construct", "asset", "cast", "note", "section"]

acm = aws_cdk.aws_certificatemanager
appscaling = aws_cdk.aws_applicationautoscaling
cdk = aws_cdk
cloudfront = aws_cdk.aws_cloudfront
cloudwatch = aws_cdk.aws_cloudwatch
cw_actions = aws_cdk.aws_cloudwatch_actions
ec2 = aws_cdk.aws_ec2
ecr = aws_cdk.aws_ecr
ecs = aws_cdk.aws_ecs
elasticache = aws_cdk.aws_elasticache
elbv2 = aws_cdk.aws_elasticloadbalancingv2
iam = aws_cdk.aws_iam
kms = aws_cdk.aws_kms
lambda_ = aws_cdk.aws_lambda
logs = aws_cdk.aws_logs
origins = aws_cdk.aws_cloudfront_origins
rds = aws_cdk.aws_rds
route53 = aws_cdk.aws_route53
s3 = aws_cdk.aws_s3
secretsmanager = aws_cdk.aws_secretsmanager
servicediscovery = aws_cdk.aws_servicediscovery
sns = aws_cdk.aws_sns
ssm = aws_cdk.aws_ssm
targets = aws_cdk.aws_route53_targets
wafv2 = aws_cdk.aws_wafv2
