"""The bucket that load balancers, distributions and buckets write their access logs to."""

from renderers.cdk.aws import cdk, note, s3, section
from renderers.cdk.builder import AccessLogs, builders_of
from renderers.cdk.stack_build import StackBuild


def build_access_logs(build: StackBuild) -> None:
    """Make the bucket for access logs, where a component of the stack has some."""
    components = build.architecture.components
    ways = {builder.access_logs for builder in builders_of(components[name] for name in build.stack.components)}
    if ways <= {AccessLogs.NONE}:
        return
    by_access_list = AccessLogs.BY_ACCESS_LIST in ways
    section("access_logs", "Access logs")
    note("Logs are kept as long as every other log; nobody but the logging services writes here.")
    build.access_logs = s3.Bucket(
        build.scope,
        "AccessLogs",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        object_ownership=s3.ObjectOwnership.OBJECT_WRITER
        if by_access_list
        else s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        versioned=True,
        lifecycle_rules=[
            s3.LifecycleRule(
                id="ExpireLogs",
                expiration=cdk.Duration.days(build.architecture.logs.retention_days),
                noncurrent_version_expiration=cdk.Duration.days(1),
                abort_incomplete_multipart_upload_after=cdk.Duration.days(1),
            )
        ],
        removal_policy=build.log_removal(),
    )
