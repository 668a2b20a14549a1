"""Other people's judgement of the templates: cfn-lint, cdk-nag and checkov."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final

from cfnlint.api import lint
from cfnlint.config import ManualArgs

from renderers.cdk.program.installed.library import find_node
from tests.cdk.synthesis import ROOT, environments, shipped_deployment

SUPPRESSIONS: Final = Path(__file__).with_name("suppressions.json")
Case = tuple[str, str | None]
"""A spec, and one of its environments."""


@dataclass(frozen=True, order=True)
class Finding:
    """What a tool says of a resource."""

    tool: str
    rule: str
    resource: str
    """As `Stack/LogicalId`."""
    message: str


@dataclass(frozen=True)
class Suppression:
    """Findings that are accepted, with the reason."""

    tool: str
    rule: str
    resource: str
    """A pattern for `Stack/LogicalId`, as a shell has them."""
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding is one of those accepted."""
        same_rule = (self.tool, self.rule) == (finding.tool, finding.rule)
        return same_rule and fnmatchcase(finding.resource, self.resource)


@cache
def suppressions() -> tuple[Suppression, ...]:
    """Return what is accepted, from the one list there is."""
    return tuple(Suppression(**item) for item in json.loads(SUPPRESSIONS.read_text(encoding="utf-8")))


def cfn_lint(cases: Sequence[Case]) -> Iterator[Finding]:
    """Return the findings of cfn-lint, each template judged for the region it is deployed to."""
    for spec, environment in cases:
        for stack, template in shipped_deployment(spec, environment).templates.items():
            region = "us-east-1" if stack == "Edge" else environments(spec)[environment].region
            for match in lint(json.dumps(template.body), config=ManualArgs(regions=[region])):
                yield Finding("cfn-lint", match.rule.id, f"{stack}/{match.path[1]}", match.message)


def cdk_nag(cases: Sequence[Case], folder: Path) -> Iterator[Finding]:
    """Return the findings of cdk-nag's AwsSolutions, which judges constructs where they are made, in Python."""
    # The CDK's own validator, which would judge too, has a test of its own.
    settings = {"CDK_VALIDATION": "false", "JSII_NODE": str(find_node())}
    written = json.dumps([(spec, environment, str(folder / str(i))) for i, (spec, environment) in enumerate(cases)])
    subprocess.run(
        [sys.executable, "-m", "tests.cdk.nag"],
        cwd=ROOT,
        env=os.environ | settings,
        input=written,
        check=True,
        capture_output=True,
        text=True,
    )
    for i in range(len(cases)):
        yield from _nag_report(folder / str(i))


def _nag_report(folder: Path) -> Iterator[Finding]:
    names = dict(_logical_ids(folder))
    for report in json.loads((folder / "validation-report.json").read_text(encoding="utf-8"))["pluginReports"]:
        for violation in report["violations"]:
            for construct in violation["violatingConstructs"]:
                resource = names[f"/{construct['constructPath']}"]
                yield Finding("cdk-nag", violation["ruleName"], resource, violation["description"])


def _logical_ids(folder: Path) -> Iterator[tuple[str, str]]:
    """Return `Stack/LogicalId` for the path of each construct that is a resource."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for artifact in manifest["artifacts"].values():
        if artifact["type"] == "aws:cloudformation:stack":
            metadata = folder / artifact["additionalMetadataFile"]
            for path, entries in json.loads(metadata.read_text(encoding="utf-8")).items():
                for entry in entries:
                    if entry["type"] == "aws:cdk:logicalId":
                        yield path, f"{path.split('/')[2]}/{entry['data']}"


def checkov_command() -> Path | None:
    """Return the program, which `make .checkov/bin/checkov` installs, or the one that CHECKOV names."""
    found = Path(os.environ.get("CHECKOV") or ROOT / ".checkov/bin/checkov")
    return found if found.is_file() else None


def checkov(cases: Sequence[Case], folder: Path, command: Path) -> Iterator[Finding]:
    """Return the findings of checkov."""
    for i, (spec, environment) in enumerate(cases):
        for stack, template in shipped_deployment(spec, environment).templates.items():
            file = folder / str(i) / f"{stack}.json"
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps(template.body), encoding="utf-8")
    arguments = ["--directory", str(folder), "--framework", "cloudformation", "--output", "json", "--skip-download"]
    run = subprocess.run([command, *arguments], check=False, capture_output=True, text=True)  # noqa: S603  a pinned tool
    report: Mapping[str, Any] = json.loads(run.stdout)
    if report["summary"]["parsing_errors"] or not report["summary"]["passed"]:
        raise AssertionError(f"checkov could not read the templates: {report['summary']}")
    for failed in report["results"]["failed_checks"]:
        stack = Path(failed["file_path"]).stem
        name = failed["resource"].rpartition(".")[2]
        yield Finding("checkov", failed["check_id"], f"{stack}/{name}", failed["check_name"])
