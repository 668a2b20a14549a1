"""What every kind has to say about its connections, so that a new one adds cases, not tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archspec.architecture import (
    Architecture,
    Connection,
    ConnectionClass,
    Connections,
    Link,
    Offer,
    chosen,
    connection_rule,
    connections_of,
    link_of,
    offer_of,
    one_of,
    possible_arrows,
    together,
)
from archspec.architecture.access import READ_ONLY, READ_OR_WRITE, READ_WRITE, WRITE_ONLY, Access
from archspec.architecture.kind import kinds_with_zones
from archspec.architecture.offers import SecretValue, TargetOutput, documentary
from archspec.components import KIND_NAMES, Acts, ComponentBase, Role, facet_of, kind_named
from archspec.planning.grants import identity_of
from tests.checks.examples import ACTOR, BUCKET, DATABASE, MINIMAL, SERVICE, architecture

each_kind = pytest.mark.parametrize("kind", KIND_NAMES)
each_arrow = pytest.mark.parametrize("ends", list(possible_arrows()), ids=" to ".join)


def _said(kind: str) -> Connections[Any]:
    said: Connections[Any] = facet_of(kind, "connections", Connections)
    return said


def _smallest(kind: str) -> ComponentBase:
    found = kind_named(kind)
    assert found is not None
    return found.model.model_validate(MINIMAL[kind])


def _links(ends: tuple[str, str]) -> Iterator[Link[ComponentBase]]:
    """Return an arrow between two kinds for each word its access may have."""
    offer = possible_arrows()[ends]
    source, target = ends
    components = {"one": MINIMAL[source], "two": {**MINIMAL[target], **({"port": 80} if _listens(target) else {})}}
    for said in [{"access": access.word} for access in offer.access] or [{}]:
        connections: dict[str, object] = {"one -> two": said}
        if ends[0] != "cloudfront_distribution" and "cloudfront_distribution" in ends:
            components["site"] = MINIMAL["s3_bucket"]
            connections["two -> site"] = {}
        subject = architecture(components, domain="example.com", connections=connections)
        yield link_of(subject, next(arrow for arrow in subject.connections if arrow.target == "two"))


def _listens(kind: str) -> bool:
    found = kind_named(kind)
    return found is not None and found.model.facts.role is Role.COMPUTE


@each_kind
def test_a_place_with_host_names_is_an_entry(kind: str) -> None:
    """A kind with names of its own says what else is to be known of it, or nothing would lead to them."""
    assert ("hostnames" in type(_smallest(kind)).model_fields) == (_said(kind).entry is not None)


@each_kind
def test_what_answers_for_names_has_a_zone(kind: str) -> None:
    """And nothing else has one."""
    assert (Acts.RESOLVES in _smallest(kind).facts.acts) == (_said(kind).hosted_zone is not None)


@each_kind
def test_what_runs_code_tells_it_its_variables(kind: str) -> None:
    """And nothing else has code to tell them to."""
    assert (Acts.RUNS_CODE in _smallest(kind).facts.acts) == (_said(kind).variables is not None)


@each_kind
def test_texts_have_places_that_are_filled(kind: str) -> None:
    """Names of what a plan shows stand where the texts leave room for them."""
    said = _said(kind)
    assert all("{target}" in output for output in said.outputs.values())
    for secret in said.secrets.values():
        assert "{target}" in secret.summary
        text = secret.text(_smallest(kind))
        assert "{target}" in text.en
        assert "{target}" in text.pt


@each_arrow
def test_conditions_are_fields_of_connections(ends: tuple[str, str]) -> None:
    """Of which `access` stands for the words, and `label` and `why` are always there."""
    offer = possible_arrows()[ends]
    assert offer.conditions < Connection.model_fields.keys() - {"label", "why", "access"}
    assert ("access" in offer.options) == bool(offer.access)


@each_arrow
def test_an_arrow_opens_what_its_class_says(ends: tuple[str, str]) -> None:
    """Ports where it opens a path, permissions where it grants, neither where it informs."""
    for link in _links(ends):
        offer = offer_of(link)
        ports, permissions = offer.ports(link), offer.permissions(link)
        match offer.opens:
            case ConnectionClass.NETWORK:
                assert ports
            case ConnectionClass.GRANT:
                assert permissions
                assert not ports
            case ConnectionClass.ORIGIN:
                assert bool(ports) != bool(permissions)
            case ConnectionClass.DOCUMENTARY:
                assert not ports
                assert not permissions


@each_arrow
def test_whoever_is_granted_something_is_somebody_to_aws(ends: tuple[str, str]) -> None:
    """An identity with a name and a text; each permission has actions."""
    for link in _links(ends):
        for permission in offer_of(link).permissions(link):
            identity = identity_of(link.source)
            assert identity.name
            assert identity.text.en != identity.text.pt
            assert permission.actions == tuple(sorted(permission.actions))


@each_arrow
def test_variables_are_of_what_the_target_has(ends: tuple[str, str]) -> None:
    """Outputs and secrets by the names that the kind of the target gives them, and only for code."""
    for link in _links(ends):
        variables = offer_of(link).variables(link)
        target = connections_of(link.target)
        outputs = {told.value.name for told in variables if isinstance(told.value, TargetOutput)}
        secrets = {told.value.secret for told in variables if isinstance(told.value, SecretValue)}
        assert outputs <= target.outputs.keys()
        assert secrets <= target.secrets.keys()
        assert not variables or connections_of(link.source).variables is not None


def test_kinds_with_zones() -> None:
    """What a spec with host names has to have one of."""
    assert kinds_with_zones() == ("route53_zone",)


def test_what_no_offer_is_about() -> None:
    """A connection that AWS cannot make, and a grant to what is nobody."""
    subject = architecture({"a": BUCKET, "b": ACTOR, "c": SERVICE}, connections={"c -> a": {}})
    link = link_of(subject, next(iter(subject.connections)))
    with pytest.raises(LookupError, match="no way to make the connection c -> a"):
        offer_of(Link(subject, link.arrow, link.connection, link.target, link.source))
    with pytest.raises(LookupError, match="nothing can be granted to s3_bucket"):
        identity_of(subject.components["a"])


def test_a_kind_may_ask_of_another_what_that_does_not_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it asks comes before what the target offers to all that act as it does."""

    class Asking(ComponentBase):
        facts = _smallest("fargate_service").facts
        kind: str = "asking"

    class Asked(ComponentBase):
        facts = _smallest("s3_bucket").facts
        kind: str = "asked"

    offer: Offer[ComponentBase] = documentary()
    own: dict[str, Connections[Any]] = {
        "asking": _connections(asks={"asked": offer}),
        "asked": _connections(),
    }
    monkeypatch.setattr("archspec.architecture.kind.facet_of", lambda kind, *_: own[kind])
    assert connection_rule(Asking(), Asked()) is offer
    assert connection_rule(Asked(), Asking()) is None


def _connections(asks: dict[str, Offer[ComponentBase]] | None = None) -> Connections[Any]:
    return Connections(
        offers={},
        outputs={},
        secrets={},
        identity=None,
        variables=None,
        entry=None,
        hosted_zone=None,
        flows=lambda *_: (),
        mistakes=lambda *_: (),
        asks=asks or {},
    )


words = st.sampled_from(READ_OR_WRITE)


@given(words, words)
def test_two_connections_together_may_do_what_each_may(one: Access, other: Access) -> None:
    """And no more than the words have to say."""
    assert together(READ_OR_WRITE, one, other) == (one if one == other else READ_WRITE)


def test_left_out_the_first_word_is_meant() -> None:
    """Which is the narrowest."""
    assert chosen(READ_OR_WRITE, None) == READ_ONLY
    assert chosen(READ_OR_WRITE, "write_only") == WRITE_ONLY


@pytest.mark.parametrize(
    ("word", "known", "advice"),
    [
        ("admin", ["send"], "use send"),
        ("admin", ["send", "receive"], "use send or receive"),
        ("sent", ["send", "receive"], "did you mean 'send'?"),
    ],
)
def test_advice_is_about_the_words_of_one_offer(word: str, known: list[str], advice: str) -> None:
    """A queue has others than a database."""
    assert one_of(word, known) == advice


def _refused(access: object) -> str:
    """Return what is said of a word between a service and a database."""
    fields = {"name": "a", "title": "A", "language": "en", "region": "sa-east-1"}
    components = {"api": SERVICE, "db": DATABASE}
    connections = {"api -> db": {"access": access}}
    with pytest.raises(ValueError, match="access") as raised:
        Architecture.model_validate({**fields, "components": components, "connections": connections})
    return str(raised.value)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("read_onli", "'read_onli' is not allowed; did you mean 'read_only'?"),
        ("admin", "'admin' is not allowed; use read_only, write_only or read_write"),
        ("x" * 80, f"'{'x' * 59}…' is not allowed; use read_only, write_only or read_write"),
        ("AKIAIOSFODNN7EXAMPLE", "**** is not allowed; use read_only, write_only or read_write"),
    ],
)
def test_a_word_that_the_target_does_not_know(word: str, said: str) -> None:
    """The message lists those it knows, and shows no credential."""
    assert said in _refused(word)
