"""Playing programs in plain Node, on the JavaScript inside the wheel of aws-cdk-lib."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from archspec.errors import UsageError
from renderers.cdk.program.errors import SynthError, refusal
from renderers.cdk.program.installed.kept import keeping
from renderers.cdk.program.installed.library import installed_library
from renderers.cdk.program.playing.node_process import NodeProcess
from renderers.cdk.program.playing.validation import take_report

if TYPE_CHECKING:
    from renderers.cdk.program.programs import StackProgram

# What only later steps need is imported where it is used: Node starts before it.

_MOST_PLAYS: Final = 100
"""The CDK keeps every token that it ever made, 1 to 2 MB for each play of the reference architecture."""


class NodePlayer:
    """Plays stacks in one Node, again and again: only the first time waits for the CDK to load."""

    def __init__(self, *, validate: bool = False, warn: Callable[[str], None] = lambda _message: None) -> None:
        """Start nothing yet.

        With `validate`, the CDK's own validator judges the templates; `warn` hears of what makes every run slow.
        """
        self.validate: Final = validate
        self._warn = warn
        self._process: NodeProcess | None = None
        self._played = 0

    def __enter__(self) -> Self:
        """Return this player."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop Node."""
        self.stop()

    def start(self) -> None:
        """Start Node, which loads the CDK while whoever calls this goes on; `play` starts it where nobody has.

        Raises:
            UnavailableError: The CDK or Node is not installed.

        """
        self._started()

    def stop(self) -> None:
        """Stop Node, where it runs."""
        if self._process is not None:
            self._process.close()
            self._process, self._played = None, 0

    def dismiss(self) -> None:
        """Let Node end while whoever calls this goes on; `stop` waits for it."""
        if self._process is not None:
            self._process.dismiss()

    def play(
        self,
        stacks: "Sequence[StackProgram]",
        *,
        context: Mapping[str, object],
        assets: Mapping[str, Path],
        outdir: Path,
    ) -> tuple[str, ...]:
        """Write the cloud assembly of stacks to a folder; the same stacks give the same bytes.

        `context` is set on one construct above the stacks, and `assets` says where each asset of the programs is. What
        the CDK's own validator warns of, where it judges the templates, is returned, a line each.

        Raises:
            SynthError: The CDK refuses something, or its validator finds an error.
            UnavailableError: The CDK or Node is not installed.
            UsageError: The folder cannot be written.

        """
        from renderers.cdk.program.playing.json_form import stack_json  # noqa: PLC0415

        job = {
            "stacks": [stack_json(stack) for stack in stacks],
            "context": dict(context),
            "assets": {name: str(path.absolute()) for name, path in assets.items()},
            "outdir": str(_made(outdir)),
            "validate": self.validate,
        }
        # A report that another run left behind must not speak for this one.
        take_report(outdir)
        answer = self._answer(job)
        report = take_report(outdir)
        if report.errors:
            raise SynthError("\n".join(["the CDK's validator refuses the templates:", *report.errors]))
        if "refused" in answer:
            raise refusal(answer["refused"], answer["section"])
        return report.warnings

    def _answer(self, job: Mapping[str, object]) -> dict[str, Any]:
        if self._played == _MOST_PLAYS:
            self.stop()
        self._played += 1
        try:
            return self._started().answer(job)
        except BaseException:
            # Whatever it was, an interrupt too: Node must not go on writing to a folder that is being removed.
            self.stop()
            raise

    def _started(self) -> NodeProcess:
        if self._process is None:
            place = keeping()
            if place.trouble is not None:
                self._warn(place.trouble)
            self._process = NodeProcess(installed_library(), place.folder, validate=self.validate)
        return self._process


def _made(outdir: Path) -> Path:
    try:
        outdir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{outdir}: cannot be written: {error.strerror}") from None
    return outdir.absolute()
