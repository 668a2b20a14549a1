"""S3 buckets."""

from functools import partial
from typing import Final

from archspec.architecture import Grantee
from archspec.kinds.s3_bucket.model import S3Bucket
from renderers.cdk.aws import cdk, cloudfront, iam, note, origins, s3, section
from renderers.cdk.builder import AccessLogs, Builder, Nesting, Phase, handed, nothing_known, nothing_stateful
from renderers.cdk.built import ANY_ACTION, Built, Origin, OriginRequest
from renderers.cdk.stack_build import StackBuild


def _build(build: StackBuild, component_id: str, bucket: S3Bucket) -> Built:
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
        if grant.arrow.target == component_id and grant.to is Grantee.ANYONE:
            note(str(grant.arrow))
            made.add_to_resource_policy(
                iam.PolicyStatement(
                    principals=[iam.AnyPrincipal()], actions=list(grant.actions), resources=[made.arn_for_objects("*")]
                )
            )
    build.tag(made, component_id)
    return _built(made, bucket)


def _built(made: s3.IBucket, bucket: S3Bucket) -> Built:
    single_page = bucket.website is not None and bucket.website.single_page
    origin = Origin(partial(_origin, made), serves_files=True, single_page=single_page)
    return Built(construct=made, origin=origin, outputs={"bucket_name": made.bucket_name}) | _permitted(made.bucket_arn)


def _permitted(arn: str) -> Built:
    """Return what permissions are on: objects, but for the one action on the bucket itself."""
    arns = {"s3:ListBucket": (arn,), ANY_ACTION: (f"{arn}/*",)}
    return Built(outputs={"bucket_arn": arn}, arns=arns)


def _origin(bucket: s3.IBucket, request: OriginRequest) -> cloudfront.IOrigin:
    if not request.signed:
        return origins.S3BucketOrigin.with_bucket_defaults(bucket, origin_id=request.id)
    note("The bucket's policy names this distribution, and nobody else reads.")
    # Made here, since the CDK numbers its own by the order of the origins.
    control = cloudfront.S3OriginAccessControl(request.scope, f"{request.id}AccessControl")
    return origins.S3BucketOrigin.with_origin_access_control(
        bucket, origin_id=request.id, origin_access_control=control
    )


def _use(build: StackBuild, component_id: str, bucket: S3Bucket) -> Built:
    """Refer to a bucket that a component of this stack reads or writes."""
    users = {arrow.source for arrow in build.architecture.connections if arrow.target == component_id}
    if users.isdisjoint(build.created):
        return Built()
    name = bucket.existing.name if bucket.existing else _name(build, component_id)
    if name is None:
        raise RuntimeError(f"{component_id} is used in another stack and has no name")
    return _built(s3.Bucket.from_bucket_name(build.scope, build.id(component_id), name), bucket)


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


BUILDER: Final[Builder[S3Bucket]] = Builder(
    phase=Phase.RESOURCES,
    access_logs=AccessLogs.BY_POLICY,
    build=_build,
    known=nothing_known,
    use=_use,
    stateful=nothing_stateful,
    nesting=Nesting(
        passes={"bucket_arn": handed("bucket_arn", _permitted)},
    ),
)
