"""How much a stack holds, which services move into stacks inside Main, and what is refused before any CDK."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archspec.architecture import Architecture
from archspec.cli import main
from archspec.components.base import facts_file
from archspec.errors import PlanError
from archspec.kinds.fargate_service import FargateService
from archspec.planning import Plan, plan
from archspec.planning.nested_stacks import Contents
from archspec.planning.placement import Workload, stack_numbers
from archspec.planning.quotas import Quotas, aws_quotas
from archspec.testing import data_of
from tests.checks.examples import ACTOR, BALANCER, CACHE, CDN, DATABASE, SERVICE, architecture
from tests.plan.mixes import mix

QUOTAS: Final = aws_quotas()


def _refusals(architecture: Architecture, **options: Any) -> list[str]:  # noqa: ANN401  options of `plan`
    with pytest.raises(PlanError) as refused:
        plan(architecture, **options)
    return [f"{'.'.join(map(str, mistake.path))}: {mistake.message}" for mistake in refused.value.mistakes]


def _services(count: int, **fields: object) -> dict[str, Any]:
    return {f"service_{number}": {**SERVICE, **fields} for number in range(count)}


def _numbers(made: Plan) -> dict[str, str]:
    services = made.architecture.of_kind(FargateService)
    return {name: home for name, home in made.homes.items() if name in services}


def test_quotas_have_a_source() -> None:
    """They are facts of the outside world, with the page and the day."""
    facts = facts_file("quotas", "archspec.planning")
    assert all(source.startswith("https://docs.aws.amazon.com/") for source in facts["source"])
    assert facts["retrieved"]
    assert (QUOTAS.resources, QUOTAS.parameters, QUOTAS.outputs, QUOTAS.template_bytes) == (500, 200, 200, 1_000_000)


def test_what_fits_is_not_divided() -> None:
    """Exactly as many resources as a template takes are one stack; one more are several."""
    subject = mix(20)
    whole = plan(subject).resources["Main"]
    assert not plan(subject, quotas=replace(QUOTAS, resources=whole)).nested_stacks
    assert plan(subject, quotas=replace(QUOTAS, resources=whole - 1)).nested_stacks


def test_the_limit_is_that_of_aws() -> None:
    """Services one by one: 500 resources are in Main alone, and what passes 500 is divided."""
    counts = {}
    for count in range(28, 40):
        made = plan(architecture(_services(count)))
        counts[count] = (made.resources["Main"], bool(made.nested_stacks))
    fitting = {count for count, (_, divided) in counts.items() if not divided}
    assert fitting == {count for count in counts if count <= max(fitting)}
    assert counts[max(fitting)][0] <= QUOTAS.resources
    more = plan(architecture(_services(max(fitting) + 1)), quotas=replace(QUOTAS, resources=10_000))
    assert more.resources["Main"] > QUOTAS.resources


@pytest.mark.parametrize("size", [60, 120, 300])
def test_a_realistic_mix_fits(size: int) -> None:
    """Every stack stays within every quota, and every service is in exactly one."""
    made = plan(mix(size))
    assert max(made.resources.values()) <= QUOTAS.resources
    assert all(len(nested.parameters) <= QUOTAS.parameters for nested in made.nested_stacks)
    held = Counter(
        name for nested in made.nested_stacks if nested.contents is Contents.SERVICES for name in nested.components
    )
    assert held == Counter(made.architecture.of_kind(FargateService).keys())
    groups = Counter(
        name for nested in made.nested_stacks if nested.contents is Contents.GROUPS for name in nested.components
    )
    assert groups == held


def test_a_first_deployment_of_many_resources_is_noted() -> None:
    """One operation makes no more than 2,500 resources; whoever deploys has to know."""
    (note,) = plan(mix(300)).notes
    assert "CloudFormation makes 2,500 in one operation" in note
    assert plan(mix(60)).notes == ()


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_a_spec_moves_nothing(*, reverse: bool) -> None:
    """The same components in another order are in the same stacks."""
    data = data_of(mix(120))
    for part in ("components", "connections"):
        items = sorted(data[part].items(), reverse=reverse)
        data[part] = dict(items)
    made = plan(Architecture.model_validate(data))
    assert made.placement == plan(mix(120)).placement
    assert {nested.id: nested.components for nested in made.nested_stacks} == {
        nested.id: nested.components for nested in plan(mix(120)).nested_stacks
    }


def _with(subject: Architecture, components: Mapping[str, Any]) -> Architecture:
    data = data_of(subject)
    data["components"] = {**components, **data["components"]}
    return Architecture.model_validate(data)


def _without(subject: Architecture, name: str) -> Architecture:
    data = data_of(subject)
    del data["components"][name]
    data["connections"] = {
        arrow: item for arrow, item in data["connections"].items() if name not in arrow.split(" -> ")
    }
    return Architecture.model_validate(data)


@pytest.mark.parametrize("name", ["a", "middle_one", "zz_top", "service_1000"])
def test_another_service_moves_no_recorded_one(name: str) -> None:
    """Wherever its id sorts, each component stays, however full its stack gets."""
    before = plan(mix(120)).placement
    grown = _with(mix(120), {name: SERVICE, f"{name}_store": DATABASE})
    after = plan(grown, recorded=before).placement
    assert after.items() >= before.items()
    assert after[name].startswith("Services")
    assert after[f"{name}_store"].startswith("Guards")


@pytest.mark.parametrize("name", ["service_0", "service_35", "database_2", "entry_0"])
def test_a_component_less_moves_no_recorded_one(name: str) -> None:
    """What is left stays where it is."""
    before = plan(mix(120)).placement
    after = plan(_without(mix(120), name), recorded=before).placement
    assert after == {other: home for other, home in before.items() if other != name}


def test_without_a_record_few_move() -> None:
    """Where nobody records anything, one more service moves others only where it takes one more stack."""
    before = plan(mix(120))
    after = plan(_with(mix(120), {"another": SERVICE}))
    assert len({*_numbers(after).values()}) - len({*_numbers(before).values()}) in {0, 1}
    moved = [name for name, home in _numbers(before).items() if _numbers(after)[name] != home]
    assert len(moved) <= len(_numbers(before)) / 4


def test_services_that_fitted_stay_in_main() -> None:
    """When an architecture outgrows Main, running services stay, and new ones go to stacks inside it."""
    small = architecture(_services(30))
    recorded = plan(small).placement
    assert set(recorded.values()) == {"Main"}
    grown = plan(_with(small, {f"later_{number}": SERVICE for number in range(20)}), recorded=recorded)
    assert grown.placement.items() >= recorded.items()
    assert {home for name, home in grown.placement.items() if name.startswith("later")} == {"Services1"}


def test_services_come_back_to_no_other_place() -> None:
    """An architecture that would fit again keeps its nested stacks: to move back is to be made anew."""
    before = plan(mix(60)).placement
    few = architecture({name: SERVICE for name in list(before)[:3] if name.startswith("service")})
    kept = plan(few, recorded=before).placement
    assert kept == {name: before[name] for name in kept}


def test_a_renamed_component_stays() -> None:
    """The record knows it by the id it was first deployed under."""
    before = plan(mix(60))
    data = data_of(mix(60))
    data["components"]["renamed"] = {**data["components"].pop("service_7"), "renamed_from": "service_7"}
    data["connections"] = {
        " -> ".join("renamed" if end == "service_7" else end for end in arrow.split(" -> ")): item
        for arrow, item in data["connections"].items()
    }
    after = plan(Architecture.model_validate(data), recorded=before.placement)
    assert after.placement == before.placement
    assert after.homes["renamed"] == before.homes["service_7"]


@pytest.mark.parametrize("home", ["Guards1", "Services1", "Nowhere", "Services999"])
def test_a_record_of_another_kind_of_component_is_none(home: str) -> None:
    """An id that a database had is free for a service, and the other way round."""
    made = plan(mix(60), recorded={"database_0": home, "service_0": home})
    assert made.placement["service_0"].startswith("Services")
    assert made.placement["database_0"].startswith("Guards")


def test_a_record_of_far_numbers_makes_no_gaps() -> None:
    """Whatever a lock says, new services go to stacks that are there, or to the first number that is free."""
    recorded = {"service_0": "Services999", "service_1": "Services998"}
    homes = {*_numbers(plan(mix(60), recorded=recorded)).values()}
    assert homes >= {"Services998", "Services999"}
    assert len(homes) <= 6
    assert homes - {"Services998", "Services999"} <= {f"Services{number}" for number in range(1, 5)}


def test_too_much_data_is_refused() -> None:
    """What holds data never leaves Main; the message has the count, the limit, and the way out."""
    stores = {f"store_{number}": DATABASE for number in range(100)}
    (refusal,) = _refusals(architecture({**stores, **_services(40)}))
    assert refusal.startswith(": stack Main would have ")
    assert "resources, and CloudFormation takes 500" in refusal
    assert refusal.endswith("divide the architecture into several specs")


def test_what_the_lock_keeps_in_main_is_refused_with_a_way_out() -> None:
    """A service of Main that grows cannot move unseen; another id can."""
    small = architecture(_services(30))
    recorded = plan(small).placement
    grown = data_of(small)
    grown["connections"] = {
        f"service_{one} -> service_{other}": {} for one in range(30) for other in range(30) if one != other
    }
    (refusal,) = _refusals(Architecture.model_validate(grown), recorded=recorded)
    assert "and CloudFormation takes 500; the lock keeps 30 services in it" in refusal
    assert "such as service_0_2 for 'service_0'" in refusal


@pytest.mark.parametrize(
    ("components", "said"),
    [
        ({f"zone_{number}": {"kind": "route53_zone", "domain": f"z{number}.example.com"} for number in range(101)},
         "stack Zone would have 202 outputs, and CloudFormation takes 200"),
        ({f"service_{number}": {**SERVICE, "image": {"repository": f"r{number}", "tag": "1"}} for number in range(501)},
         "stack Registry would have 501 resources, and CloudFormation takes 500"),
        ({f"service_{number}": {**SERVICE, "image": {"repository": "shared", "tag": {"parameter": f"tag_{number}"}}}
          for number in range(201)}, "most of them image tags, and CloudFormation takes 200"),
        (_services(1, environment={f"V{number}": "x" * 4000 for number in range(17)}),
         "a task definition takes 65,536"),
    ],
)  # fmt: skip
def test_other_stacks_and_quotas_are_refused(components: dict[str, Any], said: str) -> None:
    """Each with its count, its limit and the next step."""
    assert any(said in refusal for refusal in _refusals(architecture(components)))


def test_a_large_edge_is_refused() -> None:
    """Distributions and their buckets go to no nested stack."""
    components: dict[str, Any] = {}
    connections: dict[str, Any] = {}
    for number in range(90):
        components |= {f"cdn_{number}": CDN, f"site_{number}": {"kind": "s3_bucket"}}
        connections[f"cdn_{number} -> site_{number}"] = {}
    (refusal,) = _refusals(architecture(components, connections=connections))
    assert "stack Edge would have" in refusal
    assert "it has the distributions, their buckets and host names, which go to no nested stack" in refusal


def test_a_load_balancer_takes_a_hundred_targets() -> None:
    """That quota is raised for nobody (Elastic Load Balancing quotas)."""
    arrows = {f"entry -> service_{number}": {"paths": [f"/{number}"]} for number in range(101)}
    subject = architecture(
        {"user": ACTOR, "entry": {**BALANCER, "http": "forward"}, **_services(101)}, connections=arrows
    )
    (refusal,) = _refusals(subject)
    assert refusal == (
        "components.entry: 'entry' leads to 101 services, and a load balancer takes 100 target groups; give some of"
        " them a load balancer of their own"
    )


def test_a_service_too_large_for_any_stack_is_named() -> None:
    """There is nothing to move it to."""
    arrows: dict[str, Any] = {f"service_0 -> service_{number}": {} for number in range(1, 260)}
    refusals = _refusals(architecture(_services(260), connections=arrows))
    assert any("components.service_0: stack Services" in refusal for refusal in refusals)
    assert any("parameters, and CloudFormation takes 200" in refusal for refusal in refusals)


def test_two_values_of_one_name_are_refused() -> None:
    """An image tag that is called like what Main passes anyway would be two parameters in one."""
    image = {"repository": "shared", "tag": {"parameter": "vpc_id"}}
    refusals = _refusals(architecture(_services(60, image=image)))
    assert any("the parameter 'VpcId' of stack Services1 would be there twice" in refusal for refusal in refusals)


def test_long_texts_divide_main() -> None:
    """A template of 1 MB is refused, however few its resources are."""
    settings = {f"V{number}": "x" * 4000 for number in range(15)}
    made = plan(architecture(_services(20, environment=settings)))
    assert {nested.contents for nested in made.nested_stacks} == {Contents.GROUPS, Contents.SERVICES}
    held = [nested for nested in made.nested_stacks if nested.contents is Contents.SERVICES]
    assert all(len(nested.components) * 15 * 4000 < QUOTAS.template_bytes for nested in held)


WORKLOADS: Final = st.lists(
    st.builds(
        Workload,
        st.from_regex("[a-z][a-z0-9_]{0,8}", fullmatch=True),
        st.integers(1, 150),
        st.just(frozenset()),
        st.integers(0, 300_000),
    ),
    unique_by=lambda workload: workload.id,
    max_size=60,
)


@given(WORKLOADS, st.randoms(use_true_random=False))
def test_any_workloads_find_a_stack(workloads: list[Workload], random: Any) -> None:  # noqa: ANN401  Hypothesis' own
    """No stack is overfull, what is recorded stays, and order does not matter."""
    numbers = stack_numbers(workloads, {}, QUOTAS)
    assert numbers.keys() == {workload.id for workload in workloads}
    assert _is_within(workloads, numbers, QUOTAS)
    shuffled = random.sample(workloads, len(workloads))
    assert stack_numbers(shuffled, {}, QUOTAS) == numbers
    some = {name: number for name, number in numbers.items() if random.random() < 0.5}
    again = stack_numbers(workloads, some, QUOTAS)
    assert again.items() >= some.items()
    assert _is_within(workloads, again, QUOTAS)


def _is_within(workloads: list[Workload], numbers: Mapping[str, int], quotas: Quotas) -> bool:
    stacks: dict[int, list[Workload]] = {}
    for workload in workloads:
        stacks.setdefault(numbers[workload.id], []).append(workload)
    return all(
        sum(workload.resources for workload in held) <= quotas.resources
        and sum(workload.most_bytes for workload in held) <= quotas.template_bytes
        for held in stacks.values()
    )


def _written(folder: Path, subject: Architecture) -> Path:
    path = folder / "large.json"
    path.write_text(json.dumps(data_of(subject)), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", [["plan"], ["synth", "-o", "cdk.out"]])
def test_the_command_line_refuses_before_node_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """With exit code 2, one line, and nothing written."""
    monkeypatch.chdir(tmp_path)
    _written(tmp_path, architecture({f"store_{number}": CACHE for number in range(100)}))
    assert main([command[0], "large.json", *command[1:]]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("large.json:1:1: stack Main would have ")
    assert line.endswith("divide the architecture into several specs")
    assert [path.name for path in tmp_path.iterdir()] == ["large.json"]


def test_the_plan_says_how_full_each_stack_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text and as JSON, with the stacks inside Main and what is in them."""
    monkeypatch.chdir(tmp_path)
    _written(tmp_path, mix(60))
    assert main(["plan", "large.json", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    made = plan(mix(60))
    assert document["resources"] == dict(made.resources)
    assert [nested["id"] for nested in document["nested_stacks"]] == [nested.id for nested in made.nested_stacks]
    assert main(["plan", "large.json"]) == 0
    text = capsys.readouterr().out
    assert "Stacks inside Main" in text
    assert all(f"  {nested.id} " in text for nested in made.nested_stacks)


@pytest.mark.slow
def test_the_lock_keeps_services_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `synth` records, the next `plan` and `synth` respect, though the ids alone would say otherwise."""
    monkeypatch.chdir(tmp_path)
    spec = _written(tmp_path, mix(60))
    assert main(["synth", "large.json", "-o", "cdk.out", "-q"]) == 0
    lock = tmp_path / "large.lock.json"
    document = json.loads(lock.read_bytes())
    recorded = document["environments"]["default"]["components"]
    assert recorded == dict(plan(mix(60)).placement)
    assert main(["synth", "large.json", "-o", "cdk.out"]) == 0
    assert capsys.readouterr().out == "cdk.out: unchanged\n"

    recorded |= {"service_0": "Main", "service_1": "Services7", "database_0": "Main"}
    lock.write_text(json.dumps(document), encoding="utf-8")
    _written(tmp_path, _with(mix(60), {"another": SERVICE}))
    assert spec.is_file()
    assert main(["synth", "large.json", "-o", "cdk.out", "-q"]) == 0
    after = json.loads(lock.read_bytes())["environments"]["default"]["components"]
    assert after.items() >= recorded.items()
    assert after["another"].startswith("Services")
