"""Distributions, certificates, firewalls, alarms and their topics."""

import json
from typing import Any

from tests.cdk.moto_types.creation import Made, Properties, Request, only, tags


def certificate(request: Request) -> Made:
    """Request a certificate, which moto issues at once."""
    written = only(request.properties, "DomainName", "SubjectAlternativeNames", "ValidationMethod")
    arn = request.client("acm").request_certificate(**written)["CertificateArn"]
    return Made(arn, {})


def access_control(request: Request) -> Made:
    """Create an origin access control."""
    written = request.properties["OriginAccessControlConfig"]
    made = request.client("cloudfront").create_origin_access_control(OriginAccessControlConfig=written)
    identifier = made["OriginAccessControl"]["Id"]
    return Made(identifier, {"Id": identifier})


def cloudfront_function(request: Request) -> Made:
    """Name a function, which moto has no call to create."""
    name = request.properties["Name"]
    return Made(name, {"FunctionARN": f"arn:aws:cloudfront::{request.account}:function/{name}"})


def distribution(request: Request) -> Made:
    """Create a distribution; the service counts its lists, which CloudFormation does not."""
    written = request.properties["DistributionConfig"]
    config = {
        **only(written, "Comment", "DefaultRootObject", "Enabled", "HttpVersion", "PriceClass", "WebACLId"),
        "CallerReference": request.name,
        "Aliases": _counted(written.get("Aliases", [])),
        "Origins": _counted([_origin(origin) for origin in written["Origins"]]),
        "DefaultCacheBehavior": _behaviour(written["DefaultCacheBehavior"]),
        "ViewerCertificate": _spelled_certificate(written.get("ViewerCertificate", {})),
        "Logging": {"Enabled": True, "IncludeCookies": False, **written["Logging"]},
    }
    made = request.client("cloudfront").create_distribution_with_tags(
        DistributionConfigWithTags={"DistributionConfig": config, "Tags": {"Items": tags(request.properties)}}
    )["Distribution"]
    return Made(made["Id"], {"Id": made["Id"], "DomainName": made["DomainName"]})


def _counted(items: list[Any]) -> dict[str, Any]:
    return {"Quantity": len(items), "Items": items} if items else {"Quantity": 0}


def _origin(written: Properties) -> dict[str, Any]:
    return only(written, "Id", "DomainName", "OriginAccessControlId", "S3OriginConfig")


def _behaviour(written: Properties) -> dict[str, Any]:
    return only(written, "TargetOriginId", "ViewerProtocolPolicy", "CachePolicyId", "Compress")


def _spelled_certificate(written: Properties) -> dict[str, Any]:
    spelled = {"AcmCertificateArn": "ACMCertificateArn", "SslSupportMethod": "SSLSupportMethod"}
    return {spelled.get(name, name): value for name, value in written.items()}


def web_acl(request: Request) -> Made:
    """Create a web ACL."""
    written = only(request.properties, "Scope", "DefaultAction", "Rules", "VisibilityConfig")
    made = request.client("wafv2").create_web_acl(Name=request.name[:128], **written)["Summary"]
    return Made(f"{made['Name']}|{made['Id']}|{written['Scope']}", {"Arn": made["ARN"]})


def web_acl_logging(request: Request) -> Made:
    """Log what a web ACL sees."""
    written = only(request.properties, "ResourceArn", "LogDestinationConfigs", "RedactedFields")
    request.client("wafv2").put_logging_configuration(LoggingConfiguration=written)
    return Made(written["ResourceArn"], {})


def web_acl_association(request: Request) -> Made:
    """Put a web ACL before a load balancer."""
    request.client("wafv2").associate_web_acl(**only(request.properties, "WebACLArn", "ResourceArn"))
    return Made(f"{request.properties['WebACLArn']}|{request.properties['ResourceArn']}", {})


def alarm(request: Request) -> Made:
    """Create an alarm."""
    written = {name: value for name, value in request.properties.items() if name != "Tags"}
    request.client("cloudwatch").put_metric_alarm(AlarmName=request.name, **written)
    return Made(request.name, {})


def topic_policy(request: Request) -> Made:
    """Put a policy on topics."""
    for topic in request.properties["Topics"]:
        policy = json.dumps(request.properties["PolicyDocument"])
        request.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    return Made(request.name, {})


def nothing(request: Request) -> Made:
    """Take a custom resource for created: its function, which moto would run in Docker, is tested elsewhere."""
    return Made(request.name, {})
