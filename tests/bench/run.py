"""`make bench`: the budgets of the design, measured beside named peers in one run.

Wall times are medians; they say little by themselves on a machine that others use, so ratios are printed with them.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from renderers.cdk.program.installed.kept import FOLDER  # noqa: E402  needs the root on the path
from tests.bench.growth import command_growth, worst_megabytes  # noqa: E402
from tests.bench.large_spec import large_spec  # noqa: E402
from tests.bench.many_kinds import many_kinds  # noqa: E402
from tests.bench.measure import Sample, race, run  # noqa: E402
from tests.bench.table import Budget, heading, memory_row, note, ratio_row, row  # noqa: E402
from tests.bench.workspace import AS_OF, Workspace  # noqa: E402

NODE = "hand-written program, plain Node"
CDK = "the same program, plain CDK Python"


def synthesis(work: Workspace) -> None:
    """Compare a cold synthesis of the reference with hand-written programs for the same resources."""
    heading("synth of the reference, cold")
    ours, node, cdk = "archspec synth", NODE, CDK
    commands = {ours: work.synth("ours"), node: work.plain_node("plain_node"), cdk: work.plain_cdk("plain_cdk")}
    found = race(commands, rounds=5)
    for name, assembly in ((ours, "ours"), (node, "plain_node"), (cdk, "plain_cdk")):
        row(f"{name} ({work.resources(assembly)} resources)", found[name])
    same = "equal" if work.templates("plain_node") == work.templates("plain_cdk") else "DIFFERENT"
    note(f"the two hand-written programs give {same} templates")
    ratio_row("archspec synth / plain Node", found[ours], found[node], Budget(1.5, "x"))
    ratio_row("archspec synth / plain CDK Python", found[ours], found[cdk])
    row("archspec synth, first time on a machine", _first_time(work))


def _first_time(work: Workspace) -> Sample:
    """Measure a synthesis that finds nothing kept, and a later one the same as before."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    return run(work.synth("first"))


def unchanged_synthesis(work: Workspace) -> None:
    """Time a synthesis of what is there already; the round that warms up made it."""
    found = race({"again": work.synth("unchanged", fresh=False)}, rounds=5)["again"]
    row("archspec synth, nothing changed", found)
    if "unchanged" not in found.output:
        note("it was made again, so something changed: archspec's own code, perhaps")


def one_process(work: Workspace) -> None:
    """Time planning, and synthesizing again in a process that has done so before."""
    heading("in one process, after the first time")
    row("plan of the reference", _after_the_first(run(work.ours("plan", str(work.spec)))), Budget(0.01, "s"))
    ours, jsii = "synthesize: plan, record, play", "ArchitectureStacks in a new App, on jsii"
    again = {
        ours: work.ours("again", "node", str(work.spec), assembly="again"),
        NODE: work.plain_node("again", times=15),
        jsii: work.ours("again", "jsii", str(work.spec), assembly="again"),
        CDK: work.plain_cdk("again", times=15),
    }
    found = {name: _after_the_first(run(command)) for name, command in again.items()}
    for name, sample in found.items():
        row(name, sample, Budget(0.15, "s") if name == ours else None)
    ratio_row("archspec / plain Node", found[ours], found[NODE])
    ratio_row("ArchitectureStacks / plain CDK Python", found[jsii], found[CDK])


def _after_the_first(sample: Sample) -> Sample:
    """Return the sample of a process that printed what each time took, with the figures of one time."""
    warm = json.loads(sample.output)[1:]
    seconds = statistics.median(seconds for seconds, _cpu in warm)
    return replace(sample, seconds=seconds, cpu=statistics.mean(cpu for _seconds, cpu in warm))


def several_architectures(work: Workspace) -> None:
    """Compare how synthesis grows with the number of architectures in one app."""
    specs = str(work.renamed_specs(50))
    for count, rounds in ((1, 2), (10, 1), (50, 1)):
        heading(f"{count} {'architecture' if count == 1 else 'architectures'} in one app")
        ours, node, jsii, cdk = "archspec: load, plan, record; one Node plays", NODE, "ArchitectureStacks on jsii", CDK
        commands = {
            ours: work.ours("several", "node", specs, str(count), assembly="several"),
            node: work.plain_node("several", count),
            jsii: work.ours("several", "jsii", specs, str(count), assembly="several"),
            cdk: work.plain_cdk("several", count),
        }
        found = race(commands, rounds, warm_up=False)
        for name, sample in found.items():
            row(name, sample)
        ratio_row("archspec / plain Node", found[ours], found[node])
        ratio_row("ArchitectureStacks / plain CDK Python", found[jsii], found[cdk])


def cold_check(work: Workspace) -> None:
    """Compare a cold check of the reference with a cold cfn-lint of the templates made of it."""
    heading("check of the reference, cold")
    run(work.synth("linted"))
    ours, peer, floor = "archspec check", "cfn-lint", "python with pydantic, yaml and click imported"
    found = race(
        {
            ours: work.archspec("check", str(work.spec), "--as-of", AS_OF),
            peer: work.cfn_lint("linted"),
            floor: work.python("import pydantic, yaml, click"),
        },
        rounds=5,
    )
    row(floor, found[floor])
    row(ours, found[ours], Budget(0.4, "s"))
    row(f"cfn-lint on its templates ({work.resources('linted')} resources)", found[peer])
    ratio_row("cfn-lint / archspec check", found[peer], found[ours], Budget(6, "x", at_least=True))


def growth(work: Workspace) -> None:
    """Print how checking grows from 100 to 10,000 components, with three connections each."""
    heading("check of large specs")
    for components in (100, 1_000, 10_000):
        spec = work.path(f"large_{components}.yaml")
        spec.write_text(large_spec(components, components * 3), encoding="utf-8")
        found = race({"check": work.archspec("check", str(spec), "--as-of", AS_OF)}, rounds=3)["check"]
        largest = components == 10_000
        row(f"{components:,} components, {components * 3:,} connections", found, Budget(3, "s") if largest else None)
        if largest:
            memory_row("  the same in memory", found, Budget(400, "MB"))
        note(f"{found.cpu / components * 1e3:.2f} ms of CPU time for each component")


def building(work: Workspace) -> None:
    """Time a build of everything, and one of nothing new."""
    heading("build of the reference: every product")
    arguments = ("build", str(work.specs), "--as-of", AS_OF, "--output", str(work.path("build")))
    cold = race({"cold": work.archspec(*arguments, fresh="build")}, rounds=3)["cold"]
    row("archspec build, cold", cold, Budget(12, "s"))
    again = race({"again": work.archspec(*arguments)}, rounds=5)["again"]
    row("archspec build, nothing changed", again, Budget(0.5, "s"))
    for line in again.output.splitlines():
        note(line.replace(str(work.path("build")), "build"))


def main() -> None:
    """Run every measurement."""
    note(f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; where it is high, ratios count.")
    with tempfile.TemporaryDirectory(prefix="archspec-bench-") as name:
        work = Workspace(Path(name))
        synthesis(work)
        unchanged_synthesis(work)
        one_process(work)
        several_architectures(work)
        cold_check(work)
        many_kinds(work)
        growth(work)
        building(work)
        command_growth(work)
        worst_megabytes(work)


if __name__ == "__main__":
    main()
