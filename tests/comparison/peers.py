"""What each tool makes of the reference architecture, and what it says of each planted fault."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from renderers.cdk.functions.asset import database_extensions_asset
from tests.comparison.tools import Tools
from tests.regenerate import AS_OF, ROOT

INPUTS: Final = ROOT / "tests/comparison/inputs"
SPEC: Final = ROOT / "specs/saas_enterprise.yaml"
NETWORK, STANDBY, TASKS, PASSWORD = FAULTS = ("AAC-NET-001", "AAC-DB-002", "AAC-ECS-001", "AAC-ECS-009")
"""The faults of tests/golden/violations.yaml, by the rule of archspec that finds each."""

Edit: TypeAlias = tuple[str, str]
Findings: TypeAlias = set[str]


@dataclass(slots=True)
class Outcome:
    """What one tool did."""

    tool: str
    lines: int
    """Lines written by hand, without blank ones and comments."""
    produced: dict[str, Any] = field(default_factory=dict)
    without_fault: list[str] = field(default_factory=list)
    """What it says of the reference itself."""
    with_fault: dict[str, list[str]] = field(default_factory=dict)
    """What it says more with a fault, by the fault and how it was written; a fault it has no words for is missing."""


def written_lines(*files: Path) -> int:
    """Count the lines of files that are neither blank nor a comment."""
    lines = (line.strip() for file in files for line in file.read_text("utf-8").splitlines())
    return sum(1 for line in lines if line and not line.startswith(("#", "//")))


def _compare(outcome: Outcome, text: str, edits: Mapping[str, Edit], judge: Callable[[str], Findings]) -> None:
    """Judge a text as it is, and with each fault alone."""
    known = judge(text)
    outcome.without_fault = sorted(known)
    for fault, (old, new) in edits.items():
        assert old in text, old
        outcome.with_fault[fault] = sorted(judge(text.replace(old, new, 1)) - known)


def _resources(templates: Iterable[Mapping[str, Any]]) -> Counter[str]:
    return Counter(resource["Type"] for template in templates for resource in template["Resources"].values())


def _assembly(folder: Path) -> Iterator[Mapping[str, Any]]:
    return (json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.template.json")))


def _template_facts(templates: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    kinds = _resources(templates)
    rules = sum(count for kind, count in kinds.items() if kind.startswith("AWS::EC2::SecurityGroup"))
    return {"resources": kinds.total(), "types": len(kinds), "security groups and their rules": rules}


def _lint(tools: Tools, where: Path, *templates: str) -> dict[str, int]:
    """Count the findings of cfn-lint by level."""
    regions = ("--regions", "sa-east-1", "us-east-1")
    found = tools.run("cfn-lint", "--format", "json", *regions, "--", *templates, where=where).json()
    return dict(Counter(item["Level"] for item in found))


def archspec(tools: Tools, folder: Path) -> Outcome:
    """Check, build and synthesize the spec."""
    outcome = Outcome("archspec", written_lines(SPEC))
    shutil.copy(SPEC.with_suffix(".en.yaml"), folder)
    spec = folder / SPEC.name

    def judge(text: str) -> Findings:
        spec.write_text(text, encoding="utf-8")
        check = tools.run("archspec", "check", spec.name, "--format", "json", "--as-of", str(AS_OF), where=folder)
        return {f"{item['rule']} {item['component']}" for item in check.json()["findings"] if item["result"] == "fail"}

    edits = {
        NETWORK: ("connections:\n", "connections:\n  customer -> database: {}\n"),
        STANDBY: ("multi_az: true", "multi_az: false"),
        TASKS: ("tasks: {min: 2, max: 10}", "tasks: {min: 1, max: 10}"),
        PASSWORD: ("{LOG_LEVEL: info}", "{LOG_LEVEL: info, DB_PASSWORD: hunter2}"),
    }
    text = SPEC.read_text("utf-8")
    _compare(outcome, text, edits, judge)
    spec.write_text(text, encoding="utf-8")
    tools.run("archspec", "build", spec.name, "-o", "build", "--as-of", str(AS_OF), where=folder)
    case = [[str(spec), "production", str(folder / "judged")]]
    tools.run("python", "-m", "tests.cdk.nag", where=folder, settings=tools.cdk_settings(), given=json.dumps(case))
    made = folder / "build/saas-enterprise"
    assembly = made / "production/cdk.out"
    outcome.produced = {
        "CloudFormation": _template_facts(_assembly(assembly)),
        "cfn-lint": _lint(tools, assembly, *(file.name for file in sorted(assembly.glob("*.template.json")))),
        "cdk-nag": sorted(_violations(folder / "judged/validation-report.json")),
        "pictures": dict(Counter(file.suffix for name in ("mermaid", "diagrams") for file in (made / name).iterdir())),
        "pages": len(list((made / "docs").rglob("*.md"))),
    }
    return outcome


def cdk(tools: Tools, folder: Path) -> Outcome:
    """Synthesize the hand-written CDK program, with cdk-nag and cfn-lint, and draw it with cdk-dia."""
    outcome = Outcome("AWS CDK with cdk-nag, cfn-lint and cdk-dia", written_lines(ROOT / "tests/bench/plain_cdk.py"))
    extensions = str(database_extensions_asset(folder / "assets"))

    def judge(*faults: str) -> Findings:
        name = "-".join(("assembly", *faults))
        program = ("-m", "tests.comparison.cdk_app", name, extensions, *faults)
        ran = tools.run("python", *program, where=folder, settings=tools.cdk_settings())
        assert ran.code == 0, ran.printed
        return set(_violations(folder / name / "validation-report.json"))

    known = judge()
    outcome.without_fault = sorted(known)
    outcome.with_fault = {fault: sorted(judge(fault) - known) for fault in FAULTS}
    assembly = folder / "assembly"
    picture = tools.run("cdk-dia", "--tree", "tree.json", where=assembly)
    outcome.produced = {
        "CloudFormation": _template_facts(_assembly(assembly)),
        "cfn-lint": _lint(tools, assembly, *(file.name for file in sorted(assembly.glob("*.template.json")))),
        "pictures": {".png": len(list(assembly.glob("*.png")))} if picture.code == 0 else picture.printed[-200:],
    }
    return outcome


def _violations(report: Path) -> Iterator[str]:
    for plugin in json.loads(report.read_text("utf-8"))["pluginReports"]:
        for violation in plugin["violations"]:
            for construct in violation["violatingConstructs"]:
                yield f"{violation['ruleName']} {construct['constructPath']}"


def cloudwright(tools: Tools, folder: Path) -> Outcome:
    """Ask Cloudwright's five judges that need no account, export, and estimate the cost."""
    source = INPUTS / "cloudwright.yaml"
    outcome = Outcome("Cloudwright", written_lines(source))
    spec = folder / source.name
    judges = (
        ("lint",),
        ("security",),
        ("review", "--well-architected"),
        ("validate", "--well-architected", "--compliance", "hipaa,pci-dss,soc2"),
        ("compliance", "--no-checkov"),
    )

    def judge(text: str) -> Findings:
        spec.write_text(text, encoding="utf-8")
        found: Findings = set()
        for name, *options in judges:
            answer = tools.run("cloudwright", "--json", name, spec.name, *options, where=folder).json()
            found |= {f"{name}: {said}" for said in _said(answer["data"])}
        return found

    edits = {
        f"{NETWORK} as an arrow": ("connections:\n", "connections:\n  - {source: customer, target: database}\n"),
        f"{NETWORK} as a setting": ("publicly_accessible: false", "publicly_accessible: true"),
        STANDBY: ("multi_az: true", "multi_az: false"),
        TASKS: ("desired_count: 2", "desired_count: 1"),
        PASSWORD: ("{LOG_LEVEL: info}", "{LOG_LEVEL: info, DB_PASSWORD: hunter2}"),
    }
    _compare(outcome, source.read_text("utf-8"), edits, judge)
    spec.write_bytes(source.read_bytes())
    outcome.produced = _cloudwright_exports(tools, folder, spec.name)
    return outcome


def _said(data: Any) -> Iterator[str]:  # noqa: ANN401  JSON
    """Return every statement in an answer that something is wrong."""
    if isinstance(data, list):
        for item in data:
            yield from _said(item)
    elif isinstance(data, dict):
        name = data.get("rule") or data.get("code") or data.get("name")
        # Scores and advice stand beside findings; a score that falls is no finding.
        if name and not str(name).startswith("score:") and data.get("passed") is not True and "weight" not in data:
            yield f"{name} {data.get('component') or data.get('component_id') or ''}".rstrip()
        yield from _said([value for value in data.values() if isinstance(value, list | dict)])


def _cloudwright_exports(tools: Tools, folder: Path, spec: str) -> dict[str, Any]:
    for name, file in {"cloudformation": "template.yaml", "terraform": "main.tf", "mermaid": "picture.mmd"}.items():
        tools.run("cloudwright", "export", spec, "--format", name, "--output", file, where=folder)
    template = yaml.safe_load((folder / "template.yaml").read_text("utf-8"))
    terraform = re.findall(r'^resource "(\w+)"', (folder / "main.tf").read_text("utf-8"), re.MULTILINE)
    estimate = tools.run("cloudwright", "--json", "cost", spec, where=folder).json()["data"]["estimate"]
    return {
        "CloudFormation": _template_facts([template]),
        "cfn-lint": _lint(tools, folder, "template.yaml"),
        "Terraform": {
            "resources": len(terraform),
            "types": len(set(terraform)),
            "security groups and their rules": sum("security_group" in kind for kind in terraform),
        },
        "pictures": {".mmd": len(list(folder.glob("*.mmd")))},
        "cost": {
            "USD a month": estimate["monthly_total"],
            "lines from the catalogue": estimate["pricing_confidence_detail"],
            "prices as of": estimate["prices_as_of"],
        },
    }


def likec4(tools: Tools, folder: Path) -> Outcome:
    """Validate the model, and export it."""
    source = INPUTS / "architecture.c4"
    outcome = Outcome("LikeC4", written_lines(source))
    model = folder / source.name

    def judge(text: str) -> Findings:
        model.write_text(text, encoding="utf-8")
        answer = tools.run("likec4", "validate", "--json", ".", where=folder).json()
        return {str(error["message"]) for error in answer["errors"]}

    edits = {
        NETWORK: ("customer -> saas.dns", "customer -> saas.database\n  customer -> saas.dns"),
        STANDBY: ("multi_az 'true'", "multi_az 'false'"),
        TASKS: ("tasks_min '2'", "tasks_min '1'"),
        PASSWORD: ("LOG_LEVEL 'info'", "LOG_LEVEL 'info'\n        DB_PASSWORD 'hunter2'"),
    }
    _compare(outcome, source.read_text("utf-8"), edits, judge)
    model.write_bytes(source.read_bytes())
    tools.run("likec4", "gen", "mermaid", "-o", "made", ".", where=folder)
    tools.run("likec4", "export", "drawio", "-o", "made", ".", where=folder)
    tools.run("likec4", "build", "-o", "site", ".", where=folder)
    outcome.produced = {
        "pictures": dict(Counter(file.suffix for file in (folder / "made").iterdir())),
        "site": int((folder / "site/index.html").exists()),
    }
    return outcome


def diagrams(tools: Tools, folder: Path) -> Outcome:
    """Draw the picture; the library judges nothing, so a fault that can be drawn at all is drawn."""
    source = INPUTS / "picture.py"
    outcome = Outcome("mingrammer/diagrams", written_lines(source))

    def judge(text: str) -> Findings:
        (folder / source.name).write_text(text, encoding="utf-8")
        ran = tools.run("python", source.name, where=folder)
        return {ran.printed.strip()[-200:]} if ran.code else set()

    arrow = ("    customer >> dns\n", "    customer >> dns\n    customer >> database\n")
    _compare(outcome, source.read_text("utf-8"), {NETWORK: arrow}, judge)
    outcome.produced = {"pictures": dict(Counter(file.suffix for file in folder.glob("picture.[!p]*")))}
    outcome.produced["pictures"] |= {".png": len(list(folder.glob("*.png")))}
    return outcome


Peer: TypeAlias = Callable[[Tools, Path], Outcome]

PEERS: Final = (archspec, cdk, cloudwright, likec4, diagrams)
