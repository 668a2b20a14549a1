"""Playing programs in plain Node, on the JavaScript inside the wheel of aws-cdk-lib."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from archspec.errors import UsageError
from renderers.cdk.program.errors import SynthError, refusal
from renderers.cdk.program.json_form import stack_json
from renderers.cdk.program.library import installed_library, unpack_javascript
from renderers.cdk.program.node_process import NodeProcess
from renderers.cdk.program.stacks import StackProgram
from renderers.cdk.program.validation import take_report


def _silent(_message: str) -> None:
    pass


def play_in_node(  # noqa: PLR0913  what an assembly depends on
    stacks: Sequence[StackProgram],
    *,
    context: Mapping[str, object],
    assets: Mapping[str, Path],
    outdir: Path,
    validate: bool = False,
    progress: Callable[[str], None] = _silent,
) -> tuple[str, ...]:
    """Write the cloud assembly of stacks to a folder; the same stacks give the same bytes.

    `context` is set on one construct above the stacks, `assets` says where each asset of the programs is, and
    `progress` hears of what takes long the first time. With `validate`, the CDK's own validator judges the templates;
    what it warns of is returned, a line each.

    Raises:
        SynthError: The CDK refuses something, or its validator finds an error.
        UnavailableError: The CDK or Node is not installed.
        UsageError: The folder cannot be written.

    """
    with NodePlayer(validate=validate, progress=progress) as player:
        return player.play(stacks, context=context, assets=assets, outdir=outdir)


class NodePlayer:
    """A Node that loads the CDK at once, and then waits for stacks to play."""

    def __init__(self, *, validate: bool = False, progress: Callable[[str], None] = _silent) -> None:
        """Start Node, after unpacking the CDK where that was not done yet.

        Raises:
            UnavailableError: The CDK or Node is not installed.

        """
        self._library = installed_library()
        self._validate = validate
        self._progress = progress
        unpack_javascript(self._library, progress)
        self._process = NodeProcess(self._library, validate=validate)

    def __enter__(self) -> Self:
        """Return this player."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop Node where nothing was played."""
        self._process.__exit__(kind, error, traceback)

    def play(
        self,
        stacks: Sequence[StackProgram],
        *,
        context: Mapping[str, object],
        assets: Mapping[str, Path],
        outdir: Path,
    ) -> tuple[str, ...]:
        """Write the cloud assembly of stacks to a folder, as `play_in_node` does; this can be done once."""
        job = {
            "stacks": [stack_json(stack) for stack in stacks],
            "context": dict(context),
            "assets": {name: str(path.absolute()) for name, path in assets.items()},
            "outdir": str(_made(outdir)),
            "validate": self._validate,
        }
        # A report that another run left behind must not speak for this one.
        take_report(outdir)
        answer = self._process.answer(job)
        if answer.get("fault") and unpack_javascript(self._library, self._progress, only_if_damaged=True):
            with NodeProcess(self._library, validate=self._validate) as process:
                answer = process.answer(job)
        report = take_report(outdir)
        if report.errors:
            raise SynthError("\n".join(["the CDK's validator refuses the templates:", *report.errors]))
        if "refused" in answer:
            raise refusal(answer["refused"], answer["section"])
        return report.warnings


def _made(outdir: Path) -> Path:
    try:
        outdir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{outdir}: cannot be written: {error.strerror}") from None
    return outdir.absolute()
