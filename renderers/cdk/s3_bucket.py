"""S3 buckets."""

from archspec.components import S3Bucket
from archspec.planning.grants import Principal
from renderers.cdk.aws import cdk, iam, note, s3, section
from renderers.cdk.stack_build import StackBuild


def build_bucket(build: StackBuild, component_id: str, bucket: S3Bucket) -> None:
    """Make a bucket, closed unless the spec opens it, with the public statements its arrows ask for."""
    section(component_id, bucket.title)
    made = s3.Bucket(
        build.scope,
        build.id(component_id),
        bucket_name=_name(build, component_id),
        block_public_access=_public_access(bucket),
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        versioned=bucket.versioned,
        server_access_logs_bucket=build.access_logs,
        server_access_logs_prefix=f"s3/{component_id}/",
        lifecycle_rules=[
            s3.LifecycleRule(id="AbortIncompleteUploads", abort_incomplete_multipart_upload_after=cdk.Duration.days(7))
        ],
        removal_policy=cdk.RemovalPolicy.RETAIN if bucket.deletion_policy == "retain" else cdk.RemovalPolicy.DESTROY,
    )
    for grant in build.plan.grants:
        if grant.arrow.target == component_id and grant.principal is Principal.ANYONE:
            note(str(grant.arrow))
            made.add_to_resource_policy(
                iam.PolicyStatement(
                    principals=[iam.AnyPrincipal()], actions=list(grant.actions), resources=[made.arn_for_objects("*")]
                )
            )
    build.tag(made, component_id)
    build.buckets[component_id] = made
    build.handles[component_id] = made


def use_buckets(build: StackBuild) -> None:
    """Refer to buckets that the components of this stack read or write, and that are not created in it."""
    created = set(build.stack.components)
    for component_id, bucket in build.architecture.of_kind(S3Bucket).items():
        users = {arrow.source for arrow in build.architecture.connections if arrow.target == component_id}
        if component_id in created or not users & created:
            continue
        name = bucket.existing.name if bucket.existing else _name(build, component_id)
        if name is None:
            raise RuntimeError(f"{component_id} is used in another stack and has no name")
        build.buckets[component_id] = s3.Bucket.from_bucket_name(build.scope, build.id(component_id), name)
        build.handles[component_id] = build.buckets[component_id]


def _name(build: StackBuild, component_id: str) -> str | None:
    """Return the name of a bucket that two stacks know, unique in the world by its account id."""
    prefix = build.plan.bucket_names.get(component_id)
    return None if prefix is None else f"{prefix}-{cdk.Aws.ACCOUNT_ID}"


def _public_access(bucket: S3Bucket) -> s3.BlockPublicAccess:
    if bucket.block_public_access:
        return s3.BlockPublicAccess.BLOCK_ALL
    return s3.BlockPublicAccess(
        block_public_acls=False, block_public_policy=False, ignore_public_acls=False, restrict_public_buckets=False
    )
