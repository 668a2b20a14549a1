"""The commands, and the help that names them."""

from pkgutil import resolve_name
from typing import Final

import click
from click.exceptions import NoSuchCommand

_COMMANDS: Final = {
    "build": "archspec.cli.build:build_command",
    "check": "archspec.cli.check:check_command",
    "doctor": "archspec.cli.doctor:doctor_command",
    "explain": "archspec.cli.rules:explain_command",
    "init": "archspec.cli.init:init_command",
    "plan": "archspec.cli.plan:plan_command",
    "rules": "archspec.cli.rules:rules_command",
    "schema": "archspec.cli.schema:schema_command",
    "synth": "archspec.cli.synth:synth_command",
}
"""Commands in the order of the help, each by its place."""


class _Commands(click.Group):
    """The commands, of which only the one that runs is imported.

    Source: https://click.palletsprojects.com/en/stable/complex/#defining-the-lazy-group
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        command: click.Command | None = resolve_name(_COMMANDS[cmd_name]) if cmd_name in _COMMANDS else None
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name, or suggest one of those that are there."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            raise NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
    Examples:
      archspec init                      start with a spec that passes
      archspec check specs/              find what is unwise, in every environment
      archspec build specs/ -o build     write pictures, documents and findings
      archspec synth specs/shop.yaml --env production -o cdk.out
      archspec explain AAC-NET-001       what a rule wants, and why

    \b
    Exit codes: 0 clean, 1 findings, 2 unusable input, 3 a fault of archspec.""",
)
@click.version_option(package_name="archspec-aws", prog_name="archspec", message="%(prog)s %(version)s")
def cli() -> None:
    """Architecture as code for AWS: one spec, and the pictures, documents and verdicts made from it."""
