"""Drawn architectures that can be deployed."""

import re
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from pydantic import ValidationError

from archspec.architecture import Architecture
from archspec.components import (
    Actor,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    FargateService,
    RdsInstance,
    S3Bucket,
)
from archspec.errors import PlanError
from archspec.planning import plan
from archspec.testing import architectures, compliant_architectures, data_of, in_environment
from renderers.cdk.functions.ca import trusted_regions


@st.composite
def deployable_architectures(draw: st.DrawFn) -> tuple[Architecture, str | None]:
    """Draw an architecture that can be deployed, as one of its environments has it, and the environment's name."""
    drawn = draw(st.one_of(compliant_architectures(), architectures()))
    environment = draw(st.sampled_from([None, *drawn.environments]))
    architecture = _mended(in_environment(drawn, environment) if environment else drawn)
    try:
        plan(architecture, environment)
    except PlanError:
        assume(condition=False)
    return architecture, environment


def _mended(architecture: Architecture) -> Architecture:
    """Remove the mistakes that most drawn architectures have; what is unwise may stay."""
    data = data_of(architecture)
    for name in architecture.of_kind(ApplicationLoadBalancer):
        _encrypt_or_forward(data, name)
    for name in architecture.of_kind(FargateService):
        _name_image_plainly(data["components"][name]["image"])
    for name in architecture.of_kind(RdsInstance):
        if architecture.region not in trusted_regions():
            data["components"][name].pop("extensions", None)
    for name in architecture.of_kind(S3Bucket):
        if _is_opened(architecture, name):
            data["components"][name]["block_public_access"] = False
    try:
        return Architecture.model_validate(data)
    except ValidationError:
        assume(condition=False)
        raise


def _encrypt_or_forward(data: dict[str, Any], balancer: str) -> None:
    written = data["components"][balancer]
    if not written.get("hostnames") and not written.get("certificate"):
        written["http"] = "forward"


def _name_image_plainly(written: dict[str, Any]) -> None:
    """Give an image a name that Amazon ECR takes, and its tag a parameter that is called like no component."""
    written["repository"] = "app-" + re.sub("[^a-z0-9]+", "-", written["repository"]).strip("-")
    if isinstance(written.get("tag"), dict):
        written["tag"] = {"parameter": "image_tag"}


def _is_opened(architecture: Architecture, bucket: str) -> bool:
    for arrow in architecture.connections:
        source = architecture.components[arrow.source]
        unsigned = isinstance(source, CloudfrontDistribution) and source.origin_access == "public"
        if arrow.target == bucket and (unsigned or isinstance(source, Actor)):
            return True
    return False
