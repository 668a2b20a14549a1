"""`archspec schema`."""

import click

from archspec.cli.terminal import echo_json
from archspec.loading.schema import spec_schema


@click.command("schema", epilog="Example: archspec schema > specs/schema.json")
def schema_command() -> None:
    """Print the JSON Schema of specs, for completion and documentation in editors."""
    echo_json(spec_schema(), indent=1)
