"""At most 200 mistakes are reported in a run, then their number: nobody mends more at once."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from archspec import SpecError, load, load_all
from archspec.cli import main
from archspec.errors import MOST_PROBLEMS

HEAD: Final = "archspec: 1\nname: shop\ntitle: Shop\nlanguage: en\nregion: sa-east-1\n"


def _faulty(folder: Path, name: str, mistakes: int) -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(f"f{n}: 1\n" for n in range(mistakes)), encoding="utf-8")
    return path


@pytest.mark.parametrize(("mistakes", "omitted"), [(1, 0), (199, 0), (200, 0), (201, 1), (5000, 4800)])
def test_the_first_200_mistakes_are_listed_and_the_others_counted(tmp_path: Path, mistakes: int, omitted: int) -> None:
    """They come in the order of the file."""
    with pytest.raises(SpecError) as raised:
        load(_faulty(tmp_path, "spec.yaml", mistakes))
    error = raised.value
    assert [problem.position.line for problem in error.problems] == list(range(6, 6 + min(mistakes, MOST_PROBLEMS)))
    assert error.omitted == omitted
    assert len(str(error).splitlines()) == min(mistakes, MOST_PROBLEMS) + bool(omitted)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_command_counts_over_all_its_specs(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files of 150 mistakes have 200 lines together, in the order of the arguments, then one with the count."""
    monkeypatch.chdir(tmp_path)
    files = [_faulty(tmp_path, name, 150).name for name in ("b.yaml", "a.yaml")]
    assert main([command, *files]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["b.yaml"] * 150 + ["a.yaml"] * 50 + ["archspec"]
    assert lines[-1] == "archspec: 100 more mistakes are not listed; mend these first"


def test_one_more_mistake_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line agrees with its number."""
    assert main(["check", str(_faulty(tmp_path, "spec.yaml", 201))]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "archspec: 1 more mistake is not listed; mend these first"


def test_load_all_counts_over_all_its_specs(tmp_path: Path) -> None:
    """The error of a run has 200 mistakes, too."""
    with pytest.raises(SpecError) as raised:
        load_all([_faulty(tmp_path, name, 150) for name in ("a.yaml", "b.yaml")])
    assert (len(raised.value.problems), raised.value.omitted) == (MOST_PROBLEMS, 100)


@pytest.mark.parametrize("arguments", [["check"], ["plan"]])
def test_json_has_the_mistakes_and_the_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """A program that reads the document knows that there are more."""
    assert main([*arguments, str(_faulty(tmp_path, "spec.yaml", 1000)), "--format", "json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert len(document["errors"]) == MOST_PROBLEMS
    assert document["omitted_errors"] == 800


FLOODS: Final[Mapping[str, str]] = {
    "duplicate keys": HEAD + "title: x\n" * 1000,
    "keys that are no text": HEAD + "".join(f"[{n}]: 1\n" for n in range(1000)),
    "tags of YAML": f"{HEAD}tags: [{'!x 1, ' * 1000}]\n",
    "merge keys": HEAD + "<<: 1\n" * 1000,
    "keys without a value": f"{HEAD}components:\n" + "".join(f"  c{n}:\n" for n in range(1000)),
    "kinds that do not exist": f"{HEAD}components:\n" + "".join(f"  c{n}: {{kind: x}}\n" for n in range(1000)),
    "arrows written twice": f"{HEAD}connections:\n" + "".join(f"  a{' ' * n}->b: {{}}\n" for n in range(999)),
    "arrows to nowhere": f"{HEAD}components: {{a: {{kind: actor}}}}\nconnections:\n"
    + "".join(f"  a -> b{n}: {{}}\n" for n in range(1000)),
    "colliding ids": f"{HEAD}components:\n"
    + "".join(f"  a{'_' * m}b{n}: {{kind: actor}}\n" for n in range(100) for m in range(11)),
    "clusters that do not exist": f"{HEAD}clusters: {{a: {{}}}}\ncomponents:\n"
    + "".join(
        f"  s{n}: {{kind: fargate_service, cluster: c{n}, image: {{repository: api, tag: '1'}}}}\n" for n in range(1000)
    ),
    "waivers of nothing": f"{HEAD}waivers:\n"
    + "".join(
        f"- {{rule: AAC-S3-001, component: c{n}, reason: r, owner: o, expires: 2027-03-31}}\n" for n in range(1000)
    ),
    "decisions that replace none": f"{HEAD}decisions:\n"
    + "".join(
        f"  d{n}: {{status: accepted, date: 2026-11-24, context: c, options: {{a: a}}, outcome: a, supersedes: e}}\n"
        for n in range(1000)
    ),
    "an overlay of unknown things": f"{HEAD}environments:\n  e:\n    components:\n"
    + "".join(f"      c{n}: {{}}\n" for n in range(1000)),
    "a mistake in every environment": f"{HEAD}environments:\n"
    + "".join(
        f"  e{n}: {{tags: {{{', '.join(f'{chr(34)}aws:{m}{chr(34)}: x' for m in range(40))}}}}}\n" for n in range(40)
    ),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_mistakes_of_any_kind_is_cut(tmp_path: Path, flood: str) -> None:
    """Each pass that looks for mistakes stops telling them at 200, in file order, and goes on counting."""
    path = tmp_path / "spec.yaml"
    path.write_text(FLOODS[flood], encoding="utf-8")
    with pytest.raises(SpecError) as raised:
        load(path)
    error = raised.value
    assert len(error.problems) == MOST_PROBLEMS
    assert len(error.problems) + error.omitted >= 990
    assert list(error.problems) == sorted(error.problems)


def test_a_flood_in_a_translation_is_cut(tmp_path: Path) -> None:
    """Texts for what the spec does not have are mistakes, too."""
    (tmp_path / "spec.yaml").write_text(f"{HEAD}translations: {{pt-BR: pt.yaml}}\n", encoding="utf-8")
    (tmp_path / "pt.yaml").write_text("".join(f"t{n}: x\n" for n in range(1000)), encoding="utf-8")
    with pytest.raises(SpecError) as raised:
        load(tmp_path / "spec.yaml")
    assert (len(raised.value.problems), raised.value.omitted) == (MOST_PROBLEMS, 800)


def test_an_environment_does_not_repeat_the_mistakes_of_the_base(tmp_path: Path) -> None:
    """One mistake stays one message however many environments there are; the environment's own is there, too."""
    path = tmp_path / "spec.yaml"
    bucket = "components: {it: {kind: s3_bucket, versioned: maybe}}\n"
    path.write_text(f"{HEAD}{bucket}environments: {{a: {{}}, b: {{tags: {{aws:x: y}}}}}}\n", encoding="utf-8")
    with pytest.raises(SpecError) as raised:
        load(path)
    messages = [problem.message for problem in raised.value.problems]
    assert ["environment 'b'" in message for message in messages] == [False, True]
