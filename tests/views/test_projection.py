"""What the logical view says of itself, its frames and its arrows."""

import archspec
from archspec.architecture import ConnectionClass
from archspec.views import GroupKind, project_logical
from tests.regenerate import ROOT


def test_the_view_knows_its_name_frames_and_what_arrows_open() -> None:
    """For the reference architecture."""
    view = project_logical(archspec.load(ROOT / "specs/saas_enterprise.yaml").architecture)
    assert view.name == "logical"
    assert [group.kind for group in view.groups] == [GroupKind.CLOUD, GroupKind.VPC, GroupKind.CLUSTER]
    opens = {str(edge.arrow): edge.opens for edge in view.edges}
    assert opens == {
        "customer -> dns": ConnectionClass.DOCUMENTARY,
        "customer -> cdn": ConnectionClass.DOCUMENTARY,
        "cdn -> frontend": ConnectionClass.ORIGIN,
        "customer -> load_balancer": ConnectionClass.NETWORK,
        "load_balancer -> api": ConnectionClass.NETWORK,
        "api -> database": ConnectionClass.NETWORK,
        "api -> cache": ConnectionClass.NETWORK,
    }
