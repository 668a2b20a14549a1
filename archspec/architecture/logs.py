"""How long logs are kept."""

from typing import Annotated, Final

from pydantic import AfterValidator

from archspec.components.fields import Integer, Model

RETENTION_DAYS: Final = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653)
"""Numbers of days CloudWatch Logs takes, up to ten years (PutRetentionPolicy, retentionInDays)."""


def _retention(value: int) -> int:
    if value not in RETENTION_DAYS:
        offered = ", ".join(map(str, RETENTION_DAYS))
        raise ValueError(f"is not a retention CloudWatch Logs offers; choose {offered} days")
    return value


class Logs(Model):
    """The logs of services, databases, caches and the network."""

    retention_days: Annotated[Integer, AfterValidator(_retention)] = 90
    """Days that logs are kept."""
