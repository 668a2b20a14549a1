"""How services on Fargate are deployed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from archspec.architecture import Grantee
from archspec.components.arns import Arn
from archspec.errors import Mistake
from archspec.kinds.fargate_service.model import FargateService, TagParameter
from archspec.planning.alarms import Alarm, Watched
from archspec.planning.answers import count, in_main, no, no_guards, none, nothing
from archspec.planning.containers import ContainerNeeds
from archspec.planning.copies import Copies
from archspec.planning.kind import Nesting, Planning, Refusals, Size, Spot

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

_SUBJECT: Final = "service"
_BUSY_PERCENT: Final = 90

_SERVICE: Final = 9
"""A service, its task definition, log group, two roles, the policy of one of them, and scaling by two policies."""


def _copies(spot: Spot[FargateService]) -> Copies:
    service = spot.component
    return Copies(service.placement, least=service.tasks.min, most=service.tasks.max)


def _container(service: FargateService) -> ContainerNeeds:
    image = service.image
    return ContainerNeeds(
        cluster=service.cluster,
        repository=image.repository if image.existing is None else None,
        tag_parameter=image.tag.parameter if isinstance(image.tag, TagParameter) else None,
    )


def _alarms(spot: Spot[FargateService]) -> Iterator[Alarm]:
    base, least = spot.base, spot.component.tasks.min
    service = Watched(spot.name, _SUBJECT, "AWS/ECS")
    yield service.above(f"{base}CpuAlarm", "CPUUtilization", "Average", _BUSY_PERCENT)
    yield service.above(f"{base}MemoryAlarm", "MemoryUtilization", "Average", _BUSY_PERCENT)
    if least > 0:
        insights = Watched(spot.name, _SUBJECT, "ECS/ContainerInsights")
        yield insights.below(f"{base}RunningTasksAlarm", "RunningTaskCount", "Minimum", least, missing="breaching")


def _resources(plan: "Plan", spot: Spot[FargateService]) -> int:
    grants = plan.by_component.grants.get(spot.name, ())
    granted = any(grant.to is Grantee.ROLE for grant in grants)
    # With a name that others call it by.
    return _SERVICE + granted + (spot.name in plan.by_component.called_services)


def _distant_parameters(spot: Spot[FargateService]) -> Iterator[Mistake]:
    """Return a mistake for each parameter that ECS would look for in another place than where it is."""
    region, account = spot.architecture.region, spot.architecture.account
    for variable, source in spot.component.secrets.items():
        if source == "generated":
            continue
        arn = Arn.parse(source)
        if arn.service == "ssm" and (arn.region != region or account not in {None, arn.account}):
            message = (
                f"is a parameter of account {arn.account} in {arn.region}, and a task reads those of its own"
                " account and region; keep it there, or use a Secrets Manager secret"
            )
            yield Mistake(("components", spot.name, "secrets", variable), message)


PLANNING: Final[Planning[FargateService]] = Planning(
    stack=in_main,
    protected=no,
    copies=_copies,
    container=_container,
    entry=none,
    domain=none,
    known_name=none,
    parts=("Task", "Logs", "Images"),
    alarms=_alarms,
    size=Size(resources=_resources, outputs=0, access_logs=False, as_origin=count(0)),
    nesting=Nesting(
        moves="itself",
        guards=no_guards,
        # Its private name, by which others call it, is known without it.
        attribute=nothing,
        granted=(),
        secret=nothing,
        targets=nothing,
    ),
    refusals=Refusals(itself=_distant_parameters, outgoing=nothing, grant=nothing),
)
