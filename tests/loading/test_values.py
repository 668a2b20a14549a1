"""How text becomes values: by the field, as YAML 1.2 and JSON have it."""

import json
from pathlib import Path

import pytest

from archspec import FargateService, RdsInstance, S3Bucket, Spec, load

HEAD = "archspec: 1\nname: shop\ntitle: Shop\nlanguage: en\nregion: sa-east-1\n"


def loaded(folder: Path, text: str, name: str = "spec.yaml") -> Spec:
    """Load a text."""
    (folder / name).write_text(text, encoding="utf-8")
    return load(folder / name)


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "7.10", "0x1F", "1e3", "12:30", "2026-11-24", "true", ".nan", "=", "1_000"]
)
def test_text_without_quotes_is_text(tmp_path: Path, word: str) -> None:
    """Only the field says what a value is."""
    assert loaded(tmp_path, HEAD.replace("Shop", word)).architecture.title == word


def test_versions_keep_their_digits(tmp_path: Path) -> None:
    """A version is no fraction."""
    text = HEAD + (
        "components:\n  api: {kind: fargate_service, cluster: main, image: {repository: api, tag: 7.10}}\n"
        "  db: {kind: rds_instance, engine: postgres, engine_version: 17.9, instance_class: db.m7g.large}\n"
    )
    architecture = loaded(tmp_path, text).architecture
    assert architecture.of_kind(FargateService)["api"].image.tag == "7.10"
    assert architecture.of_kind(RdsInstance)["db"].engine_version == "17.9"


@pytest.mark.parametrize(("written", "value"), [("true", True), ("True", True), ("FALSE", False), ("false", False)])
def test_booleans_are_those_of_yaml_1_2(tmp_path: Path, written: str, value: bool) -> None:  # noqa: FBT001  a case
    """In three spellings, and no others."""
    spec = loaded(tmp_path, f"{HEAD}components: {{site: {{kind: s3_bucket, versioned: {written}}}}}\n")
    assert spec.architecture.of_kind(S3Bucket)["site"].versioned is value


def test_aliases_stand_for_what_they_name(tmp_path: Path) -> None:
    """An anchor and its aliases are one value in several places."""
    text = HEAD + (
        "components:\n"
        "  a: &service\n"
        "    kind: fargate_service\n    cluster: &main main\n    image: {repository: x1, tag: &tag v1}\n"
        "  b: *service\n"
        "  c: {kind: fargate_service, cluster: *main, image: {repository: *main, tag: *tag}}\n"
    )
    services = loaded(tmp_path, text).architecture.of_kind(FargateService)
    assert services["a"] == services["b"]
    assert (services["c"].cluster, services["c"].image.tag) == ("main", "v1")


def test_block_texts_and_folded_texts_are_texts(tmp_path: Path) -> None:
    """YAML's ways to write prose."""
    spec = loaded(tmp_path, HEAD + "description: |\n  One.\n  Two.\n")
    assert spec.architecture.description == "One.\nTwo.\n"
    assert loaded(tmp_path, HEAD + "description: >-\n  One.\n  Two.\n").architecture.description == "One. Two."


def test_json_is_typed_by_itself(tmp_path: Path) -> None:
    """Numbers are numbers, escapes are characters, and places are those of the values."""
    data = {
        "archspec": 1,
        "name": "shop",
        "title": "Ação \U0001f600",
        "language": "en",
        "region": "sa-east-1",
        "network": {"availability_zones": 3, "reserved_cidrs": []},
        "components": {"site": {"kind": "s3_bucket", "versioned": False}},
    }
    spec = loaded(tmp_path, json.dumps(data, indent=1), "spec.json")
    assert spec.architecture.title == "Ação \U0001f600"
    assert spec.architecture.network.availability_zones == 3
    assert spec.position(("components", "site", "versioned")).line == 14
    assert loaded(tmp_path, json.dumps(data, ensure_ascii=False), "spec.json").architecture == spec.architecture
