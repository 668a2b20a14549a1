"""How pictures show databases."""

from typing import Final

from archspec.kinds.rds_instance.model import RdsInstance
from archspec.views.kind import Copy, Drawn, Views, unfiltered, unframed
from archspec.views.words import PUBLIC_ADDRESS


def _instances(drawn: Drawn[RdsInstance]) -> tuple[Copy, ...]:
    """Return the instance, and its standby in the next zone."""
    database = drawn.component
    address = (PUBLIC_ADDRESS,) if database.publicly_accessible else ()
    if not database.multi_az:
        return (Copy(database.placement, 0, details=address),)
    return Copy(database.placement, 0, "primary", address), Copy(database.placement, 1, "standby")


VIEWS: Final[Views[RdsInstance]] = Views(
    copies=_instances,
    frame=unframed,
    has_web_acl=unfiltered,
    outsider=None,
)
