"""How pictures show hosted zones."""

from typing import Final

from archspec.kinds.route53_zone.model import Route53Zone
from archspec.views.kind import Views, one_box

VIEWS: Final[Views[Route53Zone]] = one_box()
