"""What every public endpoint has: a certificate, names in DNS, a health check and a web ACL."""

from collections.abc import Callable
from typing import Literal

from archspec.planning.endpoints import Certificate
from renderers.cdk.aws import acm, cdk, note, route53, section, wafv2
from renderers.cdk.built import Built
from renderers.cdk.stack_build import StackBuild

_RULE_GROUPS = (
    ("AWSManagedRulesAmazonIpReputationList", "addresses with a bad reputation"),
    ("AWSManagedRulesCommonRuleSet", "what the OWASP Top 10 describes"),
    ("AWSManagedRulesKnownBadInputsRuleSet", "inputs of known exploits, Log4j's among them"),
)
"""AWS's own rule groups, in the order they are asked (AWS WAF Developer Guide, baseline and reputation rule groups)."""


def certificate(build: StackBuild, component_id: str) -> acm.ICertificate | None:
    """Return the certificate of an endpoint: issued for its names, or the existing one."""
    planned = build.plan.by_component.certificates.get(component_id)
    if planned is None:
        return None
    if planned.existing_arn is not None:
        return acm.Certificate.from_certificate_arn(build.scope, planned.id, planned.existing_arn)
    return _issued(build, planned)


def _issued(build: StackBuild, planned: Certificate) -> acm.ICertificate:
    return acm.Certificate(
        build.scope,
        planned.id,
        certificate_name=f"{build.stack.name}/{planned.component}",
        domain_name=planned.names[0],
        subject_alternative_names=list(planned.names[1:]) or None,
        validation=acm.CertificateValidation.from_dns(_zone(build, str(planned.zone))),
    )


def _zone(build: StackBuild, component_id: str) -> route53.IHostedZone:
    zone = build.built[component_id].hosted_zone
    if zone is None:
        raise RuntimeError(f"{component_id} is no hosted zone of this stack")
    return zone


def build_records(
    build: StackBuild, component_id: str, target: Callable[[], route53.IAliasRecordTarget], *, ipv6: bool
) -> None:
    """Make an alias record for each name of an endpoint."""
    for record in build.plan.by_component.records.get(component_id, ()):
        alias = route53.RecordTarget.from_alias(target())
        zone = _zone(build, record.zone)
        route53.ARecord(build.scope, record.id, zone=zone, record_name=f"{record.name}.", target=alias)
        if ipv6:
            again = route53.RecordTarget.from_alias(target())
            route53.AaaaRecord(build.scope, f"{record.id}Ipv6", zone=zone, record_name=f"{record.name}.", target=again)


def build_health_checks(build: StackBuild) -> None:
    """Make the health check of every endpoint, where Route 53 reports its metrics."""
    if not build.plan.health_checks:
        return
    section("health_checks", "Health checks from outside")
    note("Route 53 reports to us-east-1 only, wherever the endpoint is.")
    for planned in build.plan.health_checks:
        check = route53.CfnHealthCheck(
            build.scope,
            planned.id,
            health_check_config=route53.CfnHealthCheck.HealthCheckConfigProperty(
                type="HTTPS",
                fully_qualified_domain_name=planned.name,
                resource_path=planned.path,
                port=443,
                enable_sni=True,
                failure_threshold=planned.failure_threshold,
                request_interval=30,
                measure_latency=True,
            ),
            health_check_tags=[route53.CfnHealthCheck.HealthCheckTagProperty(key="Name", value=planned.name)],
        )
        dimensions = {"health_check": {"HealthCheckId": check.attr_health_check_id}}
        build.know(planned.component, Built(dimensions=dimensions))


def web_acl(build: StackBuild, component_id: str, scope: Literal["CLOUDFRONT", "REGIONAL"]) -> wafv2.CfnWebACL:
    """Make a web ACL with AWS's managed rules, and log what it sees."""
    base = build.id(component_id, "WebAcl")
    acl = wafv2.CfnWebACL(
        build.scope,
        base,
        scope=scope,
        default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
        visibility_config=_visibility(base),
        rules=[_managed_rule(number, name) for number, (name, _stops) in enumerate(_RULE_GROUPS)],
    )
    # AWS WAF delivers only to log groups whose names begin like this.
    name = build.architecture.components[component_id].renamed_from or component_id
    group = build.log_group(f"{base}Logs", f"aws-waf-logs-{build.stack.name}-{name}")
    wafv2.CfnLoggingConfiguration(
        build.scope,
        f"{base}Logging",
        resource_arn=acl.attr_arn,
        log_destination_configs=[_arn_without_stream(group.log_group_name)],
        redacted_fields=[
            wafv2.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": "authorization"}),
            wafv2.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": "cookie"}),
        ],
    )
    return acl


def _arn_without_stream(log_group_name: str) -> str:
    return f"arn:{cdk.Aws.PARTITION}:logs:{cdk.Aws.REGION}:{cdk.Aws.ACCOUNT_ID}:log-group:{log_group_name}"


def _visibility(name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )


def _managed_rule(number: int, name: str) -> wafv2.CfnWebACL.RuleProperty:
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=number,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(vendor_name="AWS", name=name)
        ),
        visibility_config=_visibility(name),
    )
