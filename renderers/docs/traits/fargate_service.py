"""Traits of ECS services on Fargate."""

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import FargateService
from renderers.docs.markdown import fill
from renderers.docs.phrases import between, counted
from renderers.docs.traits.base import Growth, Traits, Upkeep
from renderers.docs.words.nouns import TASKS, ZONES


def service_traits(service: FargateService, architecture: Architecture) -> Traits:
    """Return how the tasks of a service come and go."""
    return Traits(
        copies=_copies(service, architecture),
        failure=_failure(service),
        single_point=_single_point(service),
        growth=_growth(service),
        upkeep=_upkeep(service),
        at_rest=Text(
            en="yes: the tasks' own disks, with keys of Fargate", pt="sim: os discos das tarefas, com chaves do Fargate"
        ),
        in_transit=Text(en="the application's own protocol", pt="o protocolo da própria aplicação"),
        portable=Text(en="a container image (OCI)", pt="uma imagem de contêiner (OCI)"),
    )


def _copies(service: FargateService, architecture: Architecture) -> Text:
    return fill(
        Text(en="{tasks}, spread over {zones}", pt="{tasks}, em {zones}"),
        tasks=between(service.tasks.min, service.tasks.max, *TASKS),
        zones=counted(architecture.network.availability_zones, *ZONES),
    )


def _failure(service: FargateService) -> Text:
    if service.tasks.min > 1:
        return Text(
            en="the other tasks go on, and ECS starts another one",
            pt="as outras tarefas continuam, e o ECS inicia mais uma",
        )
    return Text(
        en="ECS starts another task; nobody serves until then", pt="o ECS inicia outra tarefa; até lá ninguém atende"
    )


def _single_point(service: FargateService) -> Text | None:
    if service.tasks.min > 1:
        return None
    if service.tasks.min == 1:
        return Text(
            en="only one task is kept running, so a restart or the loss of its zone stops the service",
            pt="só uma tarefa é mantida no ar; um reinício ou a perda da zona dela derruba o serviço",
        )
    return Text(
        en="no task is kept running, so the service may stand still",
        pt="nenhuma tarefa é mantida no ar, e o serviço pode ficar parado",
    )


def _growth(service: FargateService) -> Growth:
    tasks = between(service.tasks.min, service.tasks.max, *TASKS)
    if service.tasks.min == service.tasks.max:
        text = Text(
            en="no: always {tasks}, until `tasks.max` is raised", pt="sempre {tasks}, até que se aumente `tasks.max`"
        )
        return Growth(by_itself=False, how=fill(text, tasks=tasks))
    text = Text(
        en="{tasks}; more start at peaks, to hold CPU at {cpu}% and memory at {memory}%",
        pt="{tasks}; novas sobem nos picos, para manter a CPU em {cpu}% e a memória em {memory}%",
    )
    scaling = service.scaling
    return Growth(by_itself=True, how=fill(text, tasks=tasks, cpu=scaling.cpu_percent, memory=scaling.memory_percent))


def _upkeep(service: FargateService) -> Upkeep:
    image = (
        fill(Text(en="the image: {runtime}", pt="a imagem: {runtime}"), runtime=service.runtime)
        if service.runtime is not None
        else Text(en="the image: its runtime", pt="a imagem: ambiente de execução")
    )
    team = Text(
        en="{image}, its base system and the dependencies of the application",
        pt="{image}, sistema base e dependências da aplicação",
    )
    return Upkeep(
        aws=Text(
            en="machines, operating system and container runtime",
            pt="máquinas, sistema operacional e runtime de contêineres",
        ),
        team=fill(team, image=image),
    )
