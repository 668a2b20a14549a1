"""`archspec schema`."""

import json

import click

from archspec.loading.schema import spec_schema


@click.command("schema", epilog="Example: archspec schema > specs/schema.json")
def schema_command() -> None:
    """Print the JSON Schema of specs, for completion and documentation in editors."""
    click.echo(json.dumps(spec_schema(), ensure_ascii=False, indent=1))
