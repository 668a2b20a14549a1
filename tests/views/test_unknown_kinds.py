"""Views and pictures draw components of kinds that nothing in archspec names, as their homes say."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import ClassVar, Literal

import pytest

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components.base import Acts, ComponentBase, Facts, Location, Placement, Role, Shape
from archspec.components.kind import Kind
from archspec.parts.pages import Pages, Stencil, no_evidence, no_resources, no_settings
from archspec.testing.kinds import registered
from archspec.views import GroupKind, project_context, project_data_flow, project_logical
from archspec.views.infrastructure import behind_web_acls, replication_edges
from archspec.views.kind import Alike, Copy, Drawn, Frame, Outsider, Views, uncopied, unfiltered, unframed
from archspec.views.placement import placed
from archspec.views.site import Site
from renderers.diagrams.icons import icon_named, icon_of
from renderers.mermaid import render
from tests.views.examples import architecture, outline


class Ledger(ComponentBase):
    """A data store in the VPC: a primary, a standby and a replica."""

    facts: ClassVar[Facts] = Facts(
        service="Ledger",
        role=Role.DATABASE,
        location=Location.VPC,
        shape=Shape.CYLINDER,
        docs="https://example.com",
        acts=(),
        holds_data=True,
    )
    kind: Literal["ledger"] = "ledger"
    placement: Placement = "isolated"


class Runner(ComponentBase):
    """Something that runs code in a fleet, in copies that are alike."""

    facts: ClassVar[Facts] = Facts(
        service="Runner",
        role=Role.COMPUTE,
        location=Location.VPC,
        shape=Shape.BOX,
        docs="https://example.com",
        acts=(Acts.RUNS_CODE,),
        holds_data=False,
    )
    kind: Literal["runner"] = "runner"


class Mainframe(ComponentBase):
    """A machine outside."""

    facts: ClassVar[Facts] = Facts(
        service="Mainframe",
        role=Role.ACTOR,
        location=Location.OUTSIDE,
        shape=Shape.BOX,
        docs="https://example.com",
        acts=(Acts.OUTSIDE,),
        holds_data=False,
    )
    kind: Literal["mainframe"] = "mainframe"


def _instances(drawn: Drawn[Ledger]) -> tuple[Copy, ...]:
    tier = drawn.component.placement
    return Copy(tier, 0, "primary"), Copy(tier, 1, "standby"), Copy(tier, 2, "replica")


def _instances_alike(_: Drawn[Runner]) -> Alike:
    return Alike("private", 3, 5)


def _fleet(_: Drawn[Runner]) -> Frame:
    return Frame("night", "Night fleet", GroupKind.CLUSTER)


def _filtered(_: Drawn[Runner]) -> bool:
    return True


def _machine(_: Mainframe) -> Outsider:
    return Outsider(Text(en="machine", pt="máquina"), Shape.BOX)


def _pages(stencil: str) -> Pages[ComponentBase]:
    return Pages(
        outside=None,
        settings=no_settings,
        traits=None,
        resources=no_resources,
        evidence=no_evidence,
        visitors=None,
        stencil=Stencil(stencil),
    )


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    """Register the kinds."""
    ledger: Views[Ledger] = Views(copies=_instances, frame=unframed, has_web_acl=unfiltered, outsider=None)
    runner: Views[Runner] = Views(copies=_instances_alike, frame=_fleet, has_web_acl=_filtered, outsider=None)
    machine: Views[Mainframe] = Views(copies=uncopied, frame=unframed, has_web_acl=unfiltered, outsider=_machine)
    with ExitStack() as stack:
        stack.enter_context(registered(Kind(Ledger, words=()), views=ledger, pages=_pages("database.Nonsense")))
        stack.enter_context(registered(Kind(Runner, words=()), views=runner, pages=_pages("compute.EC2")))
        stack.enter_context(registered(Kind(Mainframe, words=()), views=machine, pages=_pages("general.Server")))
        yield


def _architecture() -> Architecture:
    """Return an architecture of such components; no other layer is asked about their kinds."""
    components = {"books": Ledger(), "batch": Runner(), "host": Mainframe()}
    return architecture().model_copy(update={"components": components})


def test_the_logical_view_frames_them_and_counts_their_copies() -> None:
    """As it does for any kind."""
    assert outline(project_logical(_architecture())) == [
        "aws: cloud AWS",
        "  vpc: vpc VPC",
        "    books: ledger Ledger",
        "    cluster-night: cluster Night fleet",
        "      batch: runner Runner (×3–5)",  # noqa: RUF001  signs meant
        "host: mainframe Mainframe",
    ]
    assert project_data_flow(_architecture()).nodes == ()


def test_the_context_tells_what_stands_outside() -> None:
    """Who is no person is what its home calls it."""
    nodes = {node.id: node.detail for node in project_context(_architecture()).nodes}
    assert nodes == {"host": "machine", "software-system": "system on AWS"}


def test_each_copy_stands_in_its_zone() -> None:
    """With what it is to the others; copies that are alike are shared out."""
    site = Site.of(_architecture(), "en")
    copies = list(placed(site, "books", "count"))
    assert [(node.id, node.parent, node.detail) for node in copies] == [
        ("books-1", "zone-1-isolated", "primary"),
        ("books-2", "zone-2-isolated", "standby"),
        ("books-3", "zone-1-isolated", "replica"),
    ]
    assert [node.serves for node in copies] == [True, False, False]
    assert [edge.label for edge in replication_edges(site, copies)] == [
        "synchronous replication",
        "asynchronous replication",
    ]
    shares = [(node.parent, node.detail) for node in placed(site, "batch", "count")]
    assert shares == [("zone-1-private", "×2–3"), ("zone-2-private", "×1–2")]  # noqa: RUF001  signs meant
    assert [node.label for node in placed(site, "batch", "boxes")] == ["Runner 1", "Runner 2", "Runner 3"]
    assert [node.parent for node in placed(site, "host", "count")] == [None]
    assert behind_web_acls(site.architecture) == ("batch",)


def test_pictures_of_them_are_drawn() -> None:
    """With the icon their home names, or that of their role where the library lacks it."""
    view = project_logical(_architecture())
    icons = {node.id: icon_of(node) for node in view.nodes}
    assert icons["batch"] is icon_named("compute.EC2")
    assert icons["books"] is icon_named("database.Database")
    assert icons["host"] is icon_named("general.User")
    assert "n_books[(" in render(view)
