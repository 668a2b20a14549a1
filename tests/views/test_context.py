"""The context view: the system as one box, and who and what stands around it."""

import archspec
from archspec.components import Role, Shape
from archspec.views import project_context
from tests.views.examples import actor, architecture, arrows_of, balancer, database, outline, service


def test_the_reference() -> None:
    """One box, one actor, and one arrow with everything the actor does."""
    view = project_context(archspec.load("specs/saas_enterprise.yaml").architecture)
    assert view.name == "context"
    assert view.title == "SaaS Enterprise de alta disponibilidade: contexto"
    assert view.description == "O sistema como um todo, quem o usa e os sistemas com que ele conversa."
    assert view.groups == ()
    assert outline(view) == [
        "customer: actor Cliente (pessoa)",
        "software-system: system SaaS Enterprise de alta disponibilidade (sistema na AWS)",
    ]
    english = project_context(archspec.load("specs/saas_enterprise.yaml").in_language("en"))
    assert arrows_of(english) == [
        "customer -> software-system connection 'Resolves names; Opens the site; Calls the API'",
    ]


def test_a_system_without_surroundings() -> None:
    """There is always a system, even an empty one."""
    view = project_context(architecture())
    assert outline(view) == ["software-system: system Small (system on AWS)"]
    box = view.nodes[0]
    assert (box.component, box.replica, box.role, box.shape, box.parent) == (None, None, None, Shape.BOX, None)


def test_people_and_systems_look_different() -> None:
    """A person is a circle, a system outside a box; both stand there without a connection too."""
    components = {"user": actor(label="User"), "bank": actor(type="system", label="Bank"), "api": service()}
    view = project_context(architecture(components))
    assert outline(view)[:2] == ["user: actor User (person)", "bank: actor Bank (external system)"]
    assert [(node.shape, node.role, node.component) for node in view.nodes[:2]] == [
        (Shape.CIRCLE, Role.ACTOR, "user"),
        (Shape.BOX, Role.ACTOR, "bank"),
    ]
    assert view.edges == ()


def test_arrows_are_merged_by_direction() -> None:
    """What goes in is one arrow, what comes out another; what stays inside is none."""
    components = {"bank": actor(type="system"), "lb": balancer(), "api": service(), "db": database()}
    connections = {
        "bank -> lb": {"label": "Reports"},
        "lb -> api": {"label": "Routes"},
        "api -> db": {"label": "Reads"},
        "api -> bank": {"label": "Charges"},
        "api -> bank #refund": {"label": "Refunds"},
        "bank -> api": {"label": "Reports"},
    }
    view = project_context(architecture(components, connections=connections))
    assert arrows_of(view) == [
        "bank -> software-system connection 'Reports'",
        "software-system -> bank connection 'Charges; Refunds'",
    ]
    assert [edge.id for edge in view.edges] == ["bank -> software-system", "software-system -> bank"]
    assert {(edge.arrow, edge.opens) for edge in view.edges} == {(None, None)}


def test_arrows_without_labels_have_none() -> None:
    """An arrow that stands for nothing but name resolution opens nothing."""
    components = {"user": actor(), "dns": {"kind": "route53_zone", "domain": "example.com"}, "lb": balancer()}
    only_names = project_context(architecture(components, "user -> dns"))
    assert arrows_of(only_names) == ["user -> software-system documentary"]
    both = project_context(architecture(components, "user -> dns", "user -> lb"))
    assert arrows_of(both) == ["user -> software-system connection"]
    assert [edge.label for edge in both.edges] == [None]
