"""`make bench`: the budgets of the design, measured beside named peers in one run.

Wall times are medians; they say little by themselves on a machine that others use, so ratios are printed with them.
"""

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.large_spec import large_spec  # noqa: E402  needs the root on the path
from tests.bench.measure import race, run  # noqa: E402
from tests.bench.table import Budget, heading, note, ratio_row, row, time_row  # noqa: E402
from tests.bench.workspace import AS_OF, Workspace  # noqa: E402


def synthesis(work: Workspace) -> None:
    """Compare a cold synthesis of the reference with hand-written programs for the same resources."""
    heading("synth of the reference, cold")
    ours, node, cdk = "archspec synth", "hand-written program, plain Node", "the same program, plain CDK Python"
    commands = {ours: work.synth("ours"), node: work.plain_node("plain_node"), cdk: work.plain_cdk("plain_cdk")}
    found = race(commands, rounds=5)
    for name, assembly in ((ours, "ours"), (node, "plain_node"), (cdk, "plain_cdk")):
        row(f"{name} ({work.resources(assembly)} resources)", found[name])
    ratio_row("archspec synth / plain Node", found[ours].seconds / found[node].seconds, Budget(1.5, "x"))
    ratio_row("  the same in processor time", found[ours].cpu / found[node].cpu)
    ratio_row("archspec synth / plain CDK Python", found[ours].seconds / found[cdk].seconds)
    row("archspec synth, first time on a machine", run(work.synth("first", cache="empty_cache")))


def unchanged_synthesis(work: Workspace) -> None:
    """Time a synthesis of what is there already; the round that warms up made it."""
    found = race({"again": work.synth("unchanged", fresh=False)}, rounds=5)["again"]
    row("archspec synth, nothing changed", found)
    if "unchanged" not in found.output:
        note("it was made again, so something changed: archspec's own code, perhaps")


def one_process(work: Workspace) -> None:
    """Time planning, and synthesizing again in a process that has done so before."""
    heading("in one process, after the first time")
    planning = json.loads(run(work.ours("plan", str(work.spec))).output)
    time_row("plan of the reference", statistics.median(planning[1:]), Budget(0.01, "s"))
    for how, name in (("node", "synthesize: record, start Node, play"), ("jsii", "ArchitectureStacks in a new App")):
        sample = run(work.ours("again", how, str(work.spec), assembly="again"))
        first, *warm = json.loads(sample.output)
        time_row(f"{name}, median of {len(warm)}", statistics.median(warm), Budget(0.15, "s"))
        time_row(f"{name}, the last", warm[-1])
        note(f"the first took {first:.2f} s; in the end Python had {sample.python:.0f} MB, Node {sample.node:.0f} MB")


def several_architectures(work: Workspace) -> None:
    """Compare how synthesis grows with the number of architectures in one app."""
    specs = str(work.renamed_specs(50))
    for count, rounds in ((1, 2), (10, 1), (50, 1)):
        heading(f"{count} {'architecture' if count == 1 else 'architectures'} in one app")
        ours, node = "archspec: load, plan, record; one Node plays", "hand-written program, plain Node"
        jsii, cdk = "ArchitectureStacks of all in one App", "the same program, plain CDK Python"
        commands = {
            ours: work.ours("several", "node", specs, str(count), assembly="several"),
            node: work.plain_node("several", count),
            jsii: work.ours("several", "jsii", specs, str(count), assembly="several"),
            cdk: work.plain_cdk("several", count),
        }
        found = race(commands, rounds, warm_up=False)
        for name, sample in found.items():
            row(name, sample)
        ratio_row("archspec / plain Node", found[ours].seconds / found[node].seconds)
        ratio_row("ArchitectureStacks / plain CDK Python", found[jsii].seconds / found[cdk].seconds)


def cold_check(work: Workspace) -> None:
    """Compare a cold check of the reference with a cold cfn-lint of the templates made of it."""
    heading("check of the reference, cold")
    ours, peer, floor = "archspec check", "cfn-lint", "python with pydantic, yaml and click imported"
    run(work.synth("linted"))
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
    ratio_row("cfn-lint / archspec check", found[peer].seconds / found[ours].seconds, Budget(6, "x", at_least=True))


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
            row("  the same in memory", found, Budget(400, "MB"))
        note(f"{found.seconds / components * 1e3:.2f} ms for each component")


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
        growth(work)
        building(work)


if __name__ == "__main__":
    main()
