"""Faults of where an architecture answers."""

from typing import Final

from tests.cdk.faults.edit import Bodies, Fault, logical_id, properties


def _forget_record(bodies: Bodies) -> None:
    del bodies["Main"]["Resources"][logical_id(bodies, "LoadBalancerApiRecord", "Route53::RecordSet")]


def _take_down_firewall(bodies: Bodies) -> None:
    del properties(bodies, "Cdn", "CloudFront::Distribution", "Edge")["DistributionConfig"]["WebACLId"]


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
    Fault(_take_down_firewall, ("entries_have_the_firewall_of_the_spec: cdn lacks a web ACL",)),
    Fault(
        _read_bucket_unsigned,
        ("distributions_sign_their_requests: cdn does not sign its requests to CdnToFrontend",),
    ),
    Fault(
        _let_any_distribution_read,
        ("distributions_sign_their_requests: Frontend23D93C55 lets any distribution read",),
    ),
)
