"""Generated files the repository holds: `make docs` writes the references, `make golden` the expected outputs.

`python -m tests.regenerate docs|golden`. The tests compare the same texts with the files.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import archspec
from archspec.cli import main as archspec_main
from archspec.loading.schema import spec_schema
from archspec.views.logical import project_logical
from renderers.docs.python_reference import python_page
from renderers.docs.reference import rules_page, spec_page
from renderers.mermaid import render
from tests.checks.golden import report_text, rules_text
from tests.plan.golden import plans

ROOT = Path(__file__).parents[1]
AS_OF = date(2026, 11, 24)


def docs() -> Mapping[Path, str]:
    """Return the reference pages, the schema, the README with its example's outputs, and the reference architecture."""
    return {
        ROOT / "docs/reference/rules.md": rules_page("en"),
        ROOT / "docs/reference/rules.pt-BR.md": rules_page("pt-BR"),
        ROOT / "docs/reference/spec.md": spec_page(),
        ROOT / "docs/reference/python.md": python_page(),
        ROOT / "specs/schema.json": json.dumps(spec_schema(), ensure_ascii=False, indent=1) + "\n",
        ROOT / "README.md": _readme((ROOT / "README.md").read_text("utf-8")),
        **_reference_architecture(),
    }


def _reference_architecture() -> Mapping[Path, str]:
    """Return the pages of the reference architecture, as `archspec build` writes them."""
    with tempfile.TemporaryDirectory() as folder:
        spec = str(ROOT / "specs/saas_enterprise.yaml")
        run_cli(["build", spec, "--only", "docs", "-o", folder, "--as-of", AS_OF.isoformat()])
        pages = Path(folder, "saas-enterprise/docs")
        return {
            ROOT / "docs/architecture" / page.relative_to(pages): page.read_text("utf-8")
            for page in sorted(pages.rglob("*.md"))
        }


def readme_spec(readme: str) -> str:
    """Return the spec the README shows."""
    match = re.search(r"```yaml\n(.*?)```", readme, re.DOTALL)
    assert match is not None
    return match[1]


def _readme(text: str) -> str:
    """Fill in what the README's spec gives: its picture, and the finding of its mistake."""
    spec = readme_spec(text)
    picture = _picture(spec)
    answer = _answer(spec + "  customer -> records: {}\n")
    text = re.sub(r"(```mermaid\n).*?(```)", lambda m: m[1] + picture + m[2], text, count=1, flags=re.DOTALL)
    return re.sub(r"(```text\n).*?(```)", lambda m: m[1] + answer + m[2], text, count=1, flags=re.DOTALL)


def _picture(spec: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "shop.yaml")
        path.write_text(spec, encoding="utf-8")
        return render(project_logical(archspec.load(path).architecture))


def _answer(spec: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "shop.yaml")
        path.write_text(spec, encoding="utf-8")
        return run_cli(["check", str(path), "--as-of", AS_OF.isoformat(), "--quiet"]).replace(
            str(path), "specs/shop.yaml"
        )


def run_cli(arguments: list[str]) -> str:
    """Return what a command prints, without colour."""
    output = StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        archspec_main(arguments)
    return output.getvalue().strip() + "\n"


def golden() -> Mapping[Path, str]:
    """Return the expected outputs for the planted violations, and the plans of the reference, by path."""
    folder = ROOT / "tests/golden"
    spoken = {
        folder / f"violations.{language}.txt": run_cli(
            ["check", "tests/golden/violations.yaml", "--as-of", AS_OF.isoformat(), "--lang", language, "-v"]
        )
        for language in ("en", "pt-BR")
    }
    return {
        folder / "rules.txt": rules_text(),
        folder / "report.txt": report_text("tests/golden/violations.yaml"),
        **spoken,
        **plans(),
    }


TARGETS: Mapping[str, Callable[[], Mapping[Path, str]]] = {"docs": docs, "golden": golden}


def main() -> None:
    """Write the files of the named target, and say which changed."""
    for path, text in TARGETS[sys.argv[1]]().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
