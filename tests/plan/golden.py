"""The expected plans of the reference spec."""

import json
from collections.abc import Mapping
from pathlib import Path

import archspec
from archspec.planning import plan
from archspec.planning.document import plan_document
from archspec.planning.text import plan_sections

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/golden/plan"


def plans() -> Mapping[Path, str]:
    """Return the plan of each environment of the reference, as text and as JSON, by path."""
    found: dict[Path, str] = {}
    spec = archspec.load(ROOT / "specs/saas_enterprise.yaml")
    for name, architecture in spec.environments.items():
        made = plan(architecture, name)
        parts = ["\n".join((section.title, *section.lines)) for section in plan_sections(made)]
        document = json.dumps(plan_document(made), ensure_ascii=False, indent=2)
        found |= {FOLDER / f"{name}.txt": "\n\n".join(parts) + "\n", FOLDER / f"{name}.json": document + "\n"}
    return found
