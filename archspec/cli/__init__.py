"""The command line: arguments, output and exit codes.

Nothing is imported here: an interrupt while the rest is imported shall leave no traceback.
"""

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command line and return the exit code.

    Without arguments, those of this process are taken, and it is expected to end with the code: its signals and
    streams are set up for that.
    """
    if arguments is not None:
        from archspec.cli.run import run

        return run(arguments)
    try:
        from archspec.cli.process import run_process

        return run_process()
    except KeyboardInterrupt:
        # Only while that is imported; it takes care of its signals itself.
        return 130
