"""How pictures show distributions."""

from typing import Final

from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution
from archspec.views.kind import Drawn, Views, uncopied, unframed


def _has_web_acl(drawn: Drawn[CloudfrontDistribution]) -> bool:
    return drawn.component.web_acl


VIEWS: Final[Views[CloudfrontDistribution]] = Views(
    copies=uncopied, frame=unframed, has_web_acl=_has_web_acl, outsider=None
)
