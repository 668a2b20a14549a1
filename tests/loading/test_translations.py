"""Texts in other languages."""

from pathlib import Path

import pytest

from archspec import Spec, load

SPEC = """\
archspec: 1
name: shop
title: Shop
language: en
region: sa-east-1
network: {reserved_cidrs: [192.168.0.0/16]}
components:
  user: {kind: actor, label: User, why: Buys.}
  site: {kind: s3_bucket, label: Site, tags: {team: web}}
connections: {user -> site: {label: Reads}}
tradeoffs: {cost: {impact: low, analysis: Cheap.}}
decisions:
  one-bucket:
    status: accepted
    date: 2026-11-24
    context: Files.
    options: {one: Simple., two: Apart.}
    outcome: one
waivers:
  - {rule: AAC-S3-009, component: site, reason: Static., owner: ana, expires: 2027-03-31}
environments: {staging: {components: {user: {label: Tester}}}}
translations: {pt-BR: shop.pt-BR.yaml}
"""

TEXTS = """\
title: Loja
components: {user: {label: Cliente}}
connections: {user->site: {label: Lê}}
decisions: {one-bucket: {options: {two: Separado.}}}
waivers: [{reason: Estático.}]
"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    """Return a spec with half of its texts translated."""
    (tmp_path / "shop.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "shop.pt-BR.yaml").write_text(TEXTS, encoding="utf-8")
    return load(tmp_path / "shop.yaml")


def test_texts_are_replaced_and_nothing_else(spec: Spec) -> None:
    """A translated architecture says the same, in other words; what has no translation stays."""
    there = spec.in_language("pt-BR")
    assert (there.language, there.title) == ("pt-BR", "Loja")
    assert (there.components["user"].label, there.components["user"].why) == ("Cliente", "Buys.")
    assert [connection.label for connection in there.connections.values()] == ["Lê"]
    assert dict(there.decisions["one-bucket"].options) == {"one": "Simple.", "two": "Separado."}
    assert (there.waivers[0].reason, there.waivers[0].rule) == ("Estático.", "AAC-S3-009")
    assert there.components["site"] == spec.architecture.components["site"]
    assert there.region == spec.architecture.region


def test_the_specs_own_language_needs_no_translation(spec: Spec) -> None:
    """Asking for it gives the architecture itself."""
    assert spec.languages == ("en", "pt-BR")
    assert spec.in_language("en") is spec.architecture
    assert spec.untranslated("en") == []


def test_untranslated_texts_are_listed_where_they_are(spec: Spec) -> None:
    """Labels, reasons, options; neither names nor settings nor what environments say."""
    places = [(position.line, position.column) for position in spec.untranslated("pt-BR")]
    assert places == [(8, 36), (9, 27), (11, 33), (16, 5), (17, 15)]


def test_the_texts_of_every_file_are_kept(spec: Spec) -> None:
    """Reports quote lines of the spec and of its translations."""
    assert [Path(name).name for name in spec.texts] == ["shop.yaml", "shop.pt-BR.yaml"]
    assert list(spec.texts.values()) == [SPEC, TEXTS]


@pytest.mark.parametrize(("name", "text"), [("empty.yaml", "# nothing yet\n"), ("empty.json", ""), ("some.json", "{}")])
def test_a_translation_may_be_empty(tmp_path: Path, name: str, text: str) -> None:
    """Every text is untranslated then."""
    (tmp_path / "shop.yaml").write_text(SPEC.replace("shop.pt-BR.yaml", name), encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    spec = load(tmp_path / "shop.yaml")
    assert len(spec.untranslated("pt-BR")) == 10
    assert spec.in_language("pt-BR").title == "Shop"


def test_a_translated_spec_may_waive_in_one_environment(tmp_path: Path) -> None:
    """A waiver that names an environment is as valid in another language."""
    waiver = "{rule: AAC-GOV-001, component: user, reason: r, owner: a@b.com, expires: 2027-01-31, environment: live}"
    text = f"""archspec: 1
name: shop
title: Loja
language: pt-BR
region: us-east-1
components: {{user: {{kind: actor, label: Cliente}}}}
waivers: [{waiver}]
environments: {{live: {{}}}}
translations: {{en: shop.en.yaml}}
"""
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "shop.en.yaml").write_text("title: Shop\n", encoding="utf-8")
    assert load(tmp_path / "shop.yaml").in_language("en").title == "Shop"
