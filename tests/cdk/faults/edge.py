"""Faults of where an architecture answers."""

from typing import Final

from tests.cdk.faults.edit import Bodies, Fault, add, logical_id, properties


def _forget_record(bodies: Bodies) -> None:
    del bodies["Main"]["Resources"][logical_id(bodies, "LoadBalancerApiRecord", "Route53::RecordSet")]


def _take_down_firewall(bodies: Bodies) -> None:
    del properties(bodies, "Cdn", "CloudFront::Distribution", "Edge")["DistributionConfig"]["WebACLId"]


def _put_up_firewall(bodies: Bodies) -> None:
    balancer = {"Ref": logical_id(bodies, "LoadBalancer", "ElasticLoadBalancingV2::LoadBalancer")}
    add(bodies, "Strange", "WAFv2::WebACLAssociation", ResourceArn=balancer)


def _take_old_viewers(bodies: Bodies) -> None:
    config = properties(bodies, "Cdn", "CloudFront::Distribution", "Edge")["DistributionConfig"]
    config["ViewerCertificate"]["MinimumProtocolVersion"] = "TLSv1"


def _serve_plain_http_to_viewers(bodies: Bodies) -> None:
    config = properties(bodies, "Cdn", "CloudFront::Distribution", "Edge")["DistributionConfig"]
    config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] = "allow-all"


def _take_old_clients(bodies: Bodies) -> None:
    properties(bodies, "LoadBalancerHttps", "ElasticLoadBalancingV2::Listener")["SslPolicy"] = (
        "ELBSecurityPolicy-2016-08"
    )


def _log_no_viewers(bodies: Bodies) -> None:
    del properties(bodies, "Cdn", "CloudFront::Distribution", "Edge")["DistributionConfig"]["Logging"]


def _log_no_clients(bodies: Bodies) -> None:
    properties(bodies, "LoadBalancer", "ElasticLoadBalancingV2::LoadBalancer")["LoadBalancerAttributes"] = []


def _read_bucket_unsigned(bodies: Bodies) -> None:
    [origin] = properties(bodies, "Cdn", "CloudFront::Distribution", "Edge")["DistributionConfig"]["Origins"]
    del origin["OriginAccessControlId"]


def _let_any_distribution_read(bodies: Bodies) -> None:
    statements = properties(bodies, "FrontendPolicy", "S3::BucketPolicy", "Edge")["PolicyDocument"]["Statement"]
    for statement in statements:
        if statement["Effect"] == "Allow":
            del statement["Condition"]


FAULTS: Final = (
    Fault(_forget_record, ("names_lead_to_their_entries: api.example.com. has no record A",)),
    Fault(_take_down_firewall, ("distributions_have_the_firewall_of_the_spec: cdn lacks a web ACL",)),
    Fault(_put_up_firewall, ("balancers_have_the_firewall_of_the_spec: load_balancer has a web ACL",)),
    Fault(_take_old_viewers, ("distributions_take_viewers_as_specified: cdn takes TLSv1",)),
    Fault(_serve_plain_http_to_viewers, ("distributions_take_viewers_as_specified: cdn serves allow-all",)),
    Fault(
        _take_old_clients,
        (
            (
                "listeners_take_the_tls_of_the_spec: load_balancer has SslPolicy ELBSecurityPolicy-2016-08,"
                " not ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
            ),
        ),
    ),
    Fault(_log_no_viewers, ("distributions_log_who_asks: Cdn9963B1AD logs elsewhere",)),
    Fault(_log_no_clients, ("balancers_log_who_asks: LoadBalancerBE9EEC3A logs elsewhere",)),
    Fault(
        _read_bucket_unsigned,
        ("distributions_sign_their_requests: cdn does not sign its requests to CdnToFrontend",),
    ),
    Fault(
        _let_any_distribution_read,
        ("distributions_sign_their_requests: Frontend23D93C55 lets any distribution read",),
    ),
)
