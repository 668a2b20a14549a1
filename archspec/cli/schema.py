"""`archspec schema`."""

import click

from archspec.cli.terminal import echo_json
from archspec.components import installed_kinds
from archspec.loading.schema import spec_schema


@click.command("schema", epilog="Example: archspec schema > specs/schema.json")
def schema_command() -> None:
    """Print the JSON Schema of specs, for completion and documentation in editors.

    It knows the kinds of other distributions that are installed, too.
    """
    echo_json(spec_schema(installed_kinds()), indent=1)
