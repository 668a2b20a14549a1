"""An arrow of the spec is the only thing that opens a path or grants a permission, and only its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest

from archspec.architecture import ConnectionClass, connection_rule
from tests.cdk.edits import Data, change
from tests.cdk.expected import expected_rules, expected_variables
from tests.cdk.synthesis import REFERENCE, SHIPPED, environments, shipped_deployment

_ORDERS: Final = SHIPPED[1]


def _documentary() -> list[tuple[str, str | None, str]]:
    found = []
    for spec in SHIPPED:
        environment, architecture = next(iter(environments(spec).items()))
        for arrow in architecture.connections:
            ends = architecture.components[arrow.source], architecture.components[arrow.target]
            rule = connection_rule(*ends)
            if rule is not None and rule.opens is ConnectionClass.DOCUMENTARY:
                found.append((spec, environment, str(arrow)))
    return found


@pytest.mark.parametrize(("spec", "environment", "arrow"), _documentary())
def test_documentary_arrow_opens_nothing(spec: str, environment: str | None, arrow: str) -> None:
    """Without an arrow that only informs the reader, every resource is the same."""
    found = change(shipped_deployment(spec, environment), _without(arrow), environment)
    assert not found.added | found.removed | found.changed


def _without(arrow: str) -> Callable[[Data], object]:
    return lambda data: data["connections"].pop(arrow)


def _with(arrow: str, **connection: object) -> Callable[[Data], object]:
    return lambda data: data["connections"].update({arrow: connection})


@dataclass(frozen=True)
class Case:
    """An arrow more or less, and which resources of the main stack it adds, removes and changes."""

    name: str
    spec: str
    edit: Callable[[Data], object]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


CASES: Final = (
    Case(
        "a service no longer uses a database",
        REFERENCE,
        _without("api -> database"),
        removed=("ApiToDatabase5432In", "ApiToDatabase5432Out", "ApiTaskTaskRoleDefaultPolicy"),
        changed=("ApiTask0", "ApiTaskExecutionRoleDefaultPolicy"),
    ),
    Case(
        "a service no longer uses a cache",
        REFERENCE,
        _without("api -> cache"),
        removed=("ApiToCache6379In", "ApiToCache6379Out", "ApiToCacheUser", "ApiToCacheUserSecret"),
        changed=("ApiTask0", "ApiTaskExecutionRoleDefaultPolicy", "CacheUserGroup"),
    ),
    Case(
        "a load balancer no longer asks a service",
        REFERENCE,
        _without("load_balancer -> api"),
        removed=(
            "LoadBalancerToApi3000In",
            "LoadBalancerToApi3000Out",
            "LoadBalancerToApiTargets",
            "LoadBalancerToApiUnhealthyAlarm",
        ),
        changed=("ApiService", "LoadBalancerHttps"),
    ),
    Case(
        "a service no longer reads a bucket",
        _ORDERS,
        _without("back_office -> invoices"),
        changed=("BackOfficeTaskC", "BackOfficeTaskTaskRoleDefaultPolicy"),
    ),
    Case(
        "a service no longer calls a system that the flow to AWS covers too",
        _ORDERS,
        _without("dispatcher -> payments"),
        # Its rule names one reason less.
        changed=("DispatcherToInternet443Out",),
    ),
    Case(
        "a service writes to a bucket",
        _ORDERS,
        _with("shop -> invoices", access="write_only"),
        changed=("ShopTask7", "ShopTaskTaskRoleDefaultPolicy"),
    ),
    Case(
        "a service uses a cache",
        _ORDERS,
        _with("back_office -> queue", access="read_only"),
        added=(
            "BackOfficeToQueue6379In",
            "BackOfficeToQueue6379Out",
            "BackOfficeToQueueUser",
            "BackOfficeToQueueUserSecret",
        ),
        changed=("BackOfficeTaskC", "BackOfficeTaskExecutionRoleDefaultPolicy", "QueueUserGroup"),
    ),
    Case(
        "a service calls another",
        _ORDERS,
        _with("shop -> back_office"),
        added=("BackOfficeCloudmapService", "Namespace", "ShopToBackOffice3000In", "ShopToBackOffice3000Out"),
        changed=("BackOfficeService", "ShopTask7"),
    ),
    Case(
        "a service calls a system on a port of its own",
        _ORDERS,
        _with("shop -> payments", port=8443),
        added=("ShopToInternet8443Out",),
    ),
    Case(
        "a database exports to a bucket",
        _ORDERS,
        _with("orders -> invoices", access="write_only"),
        added=("OrdersS3ExportRole", "OrdersS3ExportRoleDefaultPolicy"),
        changed=("OrdersA",),
    ),
    Case(
        "everybody may reach a database, as nobody should write",
        _ORDERS,
        _with("shopper -> orders"),
        added=("InternetToOrders5432In",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_arrow_changes_what_is_its_own(case: Case) -> None:
    """Adding or removing an arrow changes its rules, settings, secrets and permissions, and nothing else."""
    environment = next(iter(environments(case.spec)))
    before = shipped_deployment(case.spec, environment)
    found = change(before, case.edit, environment)
    assert _begins(found.added, case.added)
    assert _begins(found.removed, case.removed)
    assert _begins(found.changed, case.changed)


def _begins(found: frozenset[str], expected: tuple[str, ...]) -> bool:
    """Tell whether each logical id of the main stack begins with one of those expected, which all do for one."""
    names = sorted(name.removeprefix("Main/") for name in found)
    return len(names) == len(expected) and all(
        name.startswith(beginning) for name, beginning in zip(names, sorted(expected), strict=True)
    )


def test_expectations_follow_the_arrows() -> None:
    """An arrow is what the expected rules and settings come from, so that promises notice one that is ignored."""
    [architecture] = environments(_ORDERS).values()
    without = shipped_deployment(_ORDERS, None).architecture.model_copy(update={"connections": {}})
    assert len(expected_rules(architecture)) > len(expected_rules(without))
    assert expected_variables(architecture, "shop") != expected_variables(without, "shop")
