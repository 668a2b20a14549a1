"""What an organisation asks of its architectures, where that differs from the rules' own defaults."""

from pydantic import Field

from archspec.components.fields import Integer, Model


class Policy(Model):
    """Thresholds the checks compare with."""

    min_tasks: Integer | None = Field(default=None, ge=0, le=5000)
    """Tasks a service must keep running; left out, two and at least one in each Availability Zone."""
    min_backup_retention_days: Integer = Field(default=7, ge=0, le=35)
    """Days a database must keep automatic backups."""
