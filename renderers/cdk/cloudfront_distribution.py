"""CloudFront distributions."""

from typing import Final

from archspec.architecture import Arrow, full_name, logical_id
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution
from archspec.planning.endpoints import has_certificate
from archspec.planning.stacks import physical_name
from renderers.cdk.aws import cdk, cloudfront, section, targets
from renderers.cdk.builder import OUTPUTS_ALONE, AccessLogs, Builder, Phase, nothing_known, nothing_stateful
from renderers.cdk.built import ANY_ACTION, Built, Origin, OriginRequest
from renderers.cdk.endpoints import build_records, certificate, web_acl
from renderers.cdk.stack_build import StackBuild

_LONGEST_FUNCTION_NAME = 64
"""Characters in the name of a function (CloudFront API, CreateFunction)."""
_SINGLE_PAGE = (
    "function handler(event) {"
    " var request = event.request;"
    " if (!request.uri.split('/').pop().includes('.')) { request.uri = '/%s'; }"
    " return request;"
    " }"
)
"""Gives a page that the browser routes the root object; a file keeps its own path."""


def _build(build: StackBuild, component_id: str, cdn: CloudfrontDistribution) -> Built:
    """Make a distribution with an origin for each of its arrows."""
    section(component_id, cdn.title)
    default, others = _origins(build, component_id)
    acl = web_acl(build, component_id, "CLOUDFRONT") if cdn.web_acl else None
    made = cloudfront.Distribution(
        build.scope,
        build.id(component_id),
        comment=f"{build.stack.name} {component_id}",
        default_behavior=_behaviour(build, cdn, default),
        additional_behaviors={
            path: _behaviour(build, cdn, arrow)
            for arrow in others
            for path in build.architecture.connections[arrow].paths
        },
        default_root_object=cdn.default_root_object or None,
        domain_names=[full_name(name, build.architecture) for name in cdn.hostnames] or None,
        certificate=certificate(build, component_id),
        minimum_protocol_version=_minimum_tls(cdn),
        http_version=cloudfront.HttpVersion.HTTP2_AND_3,
        price_class=getattr(cloudfront.PriceClass, _price_class(cdn.price_class)),
        web_acl_id=acl.attr_arn if acl is not None else None,
        enable_logging=True,
        log_bucket=build.access_logs,
        log_file_prefix=f"cloudfront/{component_id}/",
    )
    build.tag(made, component_id)
    build_records(build, component_id, lambda: targets.CloudFrontTarget(made), ipv6=True)
    cdk.CfnOutput(build.scope, build.id(component_id, "DomainName"), value=made.distribution_domain_name)
    dimensions = {"DistributionId": made.distribution_id, "Region": "Global"}
    return Built(construct=made, dimensions={"distribution": dimensions})


def _known(build: StackBuild, component_id: str, _cdn: CloudfrontDistribution) -> Built:
    """Name a distribution by its tags, since its id is in the stack that creates it."""
    tags = {**build.plan.tags, "archspec:component": component_id}
    ours = {f"aws:ResourceTag/{key}": value for key, value in tags.items() if key.startswith("archspec:")}
    any_of_them = f"arn:{cdk.Aws.PARTITION}:cloudfront::{cdk.Aws.ACCOUNT_ID}:distribution/*"
    return Built(arns={ANY_ACTION: (any_of_them,)}, conditions={"StringEquals": ours})


def _origins(build: StackBuild, component_id: str) -> tuple[Arrow, list[Arrow]]:
    """Return the arrow of the default origin, and those of the others."""
    connections = build.architecture.connections
    leading = [arrow for arrow in connections if arrow.source == component_id]
    arrows = [arrow for arrow in leading if build.built[arrow.target].origin is not None]
    default = next(arrow for arrow in arrows if not connections[arrow].paths)
    return default, [arrow for arrow in arrows if arrow != default]


def _behaviour(build: StackBuild, cdn: CloudfrontDistribution, arrow: Arrow) -> cloudfront.BehaviorOptions:
    origin = build.built[arrow.target].origin
    assert origin is not None  # noqa: S101  narrows the type
    request = OriginRequest(build.scope, _origin_id(build, arrow), cdn.origin_access == "origin_access_control")
    if origin.serves_files:
        return cloudfront.BehaviorOptions(
            origin=origin.connect(request),
            viewer_protocol_policy=_viewer_protocol(cdn),
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
            function_associations=_page_routing(build, cdn, arrow, origin),
        )
    return cloudfront.BehaviorOptions(
        origin=origin.connect(request),
        viewer_protocol_policy=_viewer_protocol(cdn),
        allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
        cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
        origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        response_headers_policy=cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
    )


def _origin_id(build: StackBuild, arrow: Arrow) -> str:
    return f"{build.id(arrow.source)}To{build.id(arrow.target)}{logical_id(arrow.name or '')}"


def _page_routing(
    build: StackBuild, cdn: CloudfrontDistribution, arrow: Arrow, origin: Origin
) -> list[cloudfront.FunctionAssociation] | None:
    root = cdn.default_root_object
    if not origin.single_page or not root:
        return None
    function = cloudfront.Function(
        build.scope,
        f"{_origin_id(build, arrow)}PageRouting",
        function_name=_function_name(build, arrow),
        code=cloudfront.FunctionCode.from_inline(_SINGLE_PAGE % root.replace("'", r"\'")),
        runtime=cloudfront.FunctionRuntime.JS_2_0,
        comment="Paths of the single-page site get its root object",
    )
    return [cloudfront.FunctionAssociation(function=function, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST)]


def _function_name(build: StackBuild, arrow: Arrow) -> str:
    components = build.architecture.components
    ends = (components[end].renamed_from or end for end in (arrow.source, arrow.target))
    return physical_name((build.stack.name, *ends, arrow.name or "", "pages"), _LONGEST_FUNCTION_NAME)


def _viewer_protocol(cdn: CloudfrontDistribution) -> cloudfront.ViewerProtocolPolicy:
    match cdn.viewer_protocol:
        case "redirect_to_https":
            return cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS
        case "https_only":
            return cloudfront.ViewerProtocolPolicy.HTTPS_ONLY
        case "allow_all":
            return cloudfront.ViewerProtocolPolicy.ALLOW_ALL


def _minimum_tls(cdn: CloudfrontDistribution) -> cloudfront.SecurityPolicyProtocol | None:
    """Return the CDK's name of the security policy: `TLSv1.2_2021` is TLS_V1_2_2021.

    CloudFront's own certificate, which serves a distribution without host names, comes with a policy that is fixed.
    """
    if not has_certificate(cdn):
        return None
    member = cdn.minimum_tls.replace("TLSv", "TLS_V").replace("SSLv", "SSL_V").replace(".", "_")
    made: cloudfront.SecurityPolicyProtocol = getattr(cloudfront.SecurityPolicyProtocol, member)
    return made


def _price_class(price_class: str) -> str:
    """Return the CDK's name of a price class: `PriceClass_100` is PRICE_CLASS_100."""
    return price_class.replace("PriceClass", "PRICE_CLASS").upper()


BUILDER: Final[Builder[CloudfrontDistribution]] = Builder(
    phase=Phase.EDGE,
    access_logs=AccessLogs.BY_ACCESS_LIST,
    build=_build,
    known=_known,
    use=nothing_known,
    stateful=nothing_stateful,
    nesting=OUTPUTS_ALONE,
)
