"""What is built for each spec."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archspec.architecture import Architecture
from archspec.build.findings_json import findings_document
from archspec.build.outputs import Changes, write_outputs
from archspec.checks import Report, check
from archspec.errors import RenderError, SpecError
from archspec.loading import Spec, repeated_names
from archspec.views import project_logical


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: the verdict on each spec, and the files that changed."""

    reports: tuple[Report, ...]
    """One for each spec, in their order."""
    changes: tuple[Changes, ...]
    """One for each spec, in their order."""


def _silent(_message: str) -> None:
    pass


def build(specs: Sequence[Spec], out: Path, *, as_of: date, progress: Callable[[str], None] = _silent) -> BuildResult:
    """Write the outputs of each spec to a folder of its name in `out`, judged as of a day.

    `progress` is told of each file that is written or removed.

    Raises:
        SpecError: Two specs have one name.
        RenderError: A picture is too large for its format; the other specs are written all the same.
        UsageError: The folder cannot be written, or holds a manifest that is not a build's.

    """
    if problems := repeated_names(specs):
        raise SpecError(problems)
    reports = [check(spec, as_of=as_of) for spec in specs]
    changes, refused = [], []
    for spec, report in zip(specs, reports, strict=True):
        try:
            files = dict(_files(spec, report))
        except RenderError as error:
            refused.append(str(error))
        else:
            changes.append(write_outputs(out / spec.architecture.name, files, progress))
    if refused:
        raise RenderError("\n".join(refused))
    return BuildResult(tuple(reports), tuple(changes))


def _files(spec: Spec, report: Report) -> Iterator[tuple[str, bytes]]:
    yield "findings.json", _json(findings_document([spec], [report], []))
    for language in spec.languages:
        yield from _in_language(spec, report, spec.in_language(language))


def _in_language(spec: Spec, report: Report, architecture: Architecture) -> Iterator[tuple[str, bytes]]:
    # Here, not at the top: `check` comes through this package for its JSON, and must not wait for a renderer.
    from renderers.docs import render_architecture_page
    from renderers.mermaid import render

    language = architecture.language
    picture = render(project_logical(architecture, language))
    yield f"mermaid/logical.{language}.mmd", picture.encode()
    page = render_architecture_page(architecture, picture, report, spec.architecture.environments)
    yield f"docs/{language}/architecture.md", page.encode()


def _json(document: Mapping[str, object]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
