"""What documents say of services on Fargate."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from archspec.bilingual import Text
from archspec.components.credentials import MASK, exposes_secret
from archspec.kinds.fargate_service.model import (
    Deployment,
    ExistingRepository,
    FargateService,
    Image,
    TagParameter,
    Tasks,
)
from archspec.parts.inline import Code, Inline, fill, listed
from archspec.parts.pages import Described, Pages, Stencil, no_evidence
from archspec.parts.phrases import TASKS, ZONES, between, counted, decimal, memory, yes_no
from archspec.parts.resources import Resource, ResourceType
from archspec.parts.settings import PLACEMENT, PORT, PUBLIC_ADDRESS, Setting, placement
from archspec.parts.traits import Growth, Traits, Upkeep

_CLUSTER: Final = ResourceType(
    "cluster", "Amazon ECS", (Text(en="cluster", pt="cluster"), Text(en="clusters", pt="clusters")), __package__
)
_TASK: Final = ResourceType("task", "AWS Fargate", TASKS, __package__)
_REPOSITORY: Final = ResourceType(
    "repository",
    "Amazon ECR",
    (
        Text(en="image repository", pt="repositório de imagens"),
        Text(en="image repositories", pt="repositórios de imagens"),
    ),
    __package__,
)
_UNITS_PER_VCPU: Final = 1024
_ALL_HEALTHY: Final = 100


def _settings(described: Described[FargateService]) -> Iterator[Setting]:
    """Return what runs, how large, how often, and where."""
    service = described.component
    yield Setting(Text(en="Cluster", pt="Cluster"), _cluster(described))
    yield Setting(Text(en="Image", pt="Imagem"), _image(service.image))
    if service.image.existing is not None:
        yield Setting(Text(en="Repository", pt="Repositório"), _repository(service.image.existing))
    if service.image.build_context is not None:
        yield Setting(Text(en="Built from", pt="Construída a partir de"), Code(service.image.build_context))
    if service.runtime is not None:
        yield Setting(Text(en="Runtime", pt="Ambiente de execução"), service.runtime)
    if service.port is not None:
        yield Setting(PORT, service.port)
    yield Setting(Text(en="Size of a task", pt="Tamanho da tarefa"), _size(service))
    yield Setting(Text(en="Tasks", pt="Tarefas"), _tasks(service.tasks))
    if service.tasks.min != service.tasks.max:
        yield Setting(Text(en="Auto scaling", pt="Escalabilidade automática"), _scaling(service))
    yield Setting(Text(en="Deployment", pt="Implantação"), _deployment(service.deployment))
    if service.environment:
        yield Setting(Text(en="Variables", pt="Variáveis"), _variables(service.environment))
    if service.secrets:
        yield Setting(Text(en="Secrets", pt="Segredos"), _secrets(service))
    yield Setting(PLACEMENT, placement(service.placement))
    yield Setting(PUBLIC_ADDRESS, yes_no(value=service.assign_public_ip))


def _cluster(described: Described[FargateService]) -> Inline:
    slug = described.component.cluster
    cluster = described.architecture.clusters.get(slug)
    label: Inline = cluster.label if cluster and cluster.label else Code(slug)
    if cluster is None or cluster.existing is None:
        return label
    text = Text(en="{label} (existing, {name})", pt="{label} (já existente, {name})")
    return fill(text, label=label, name=Code(cluster.existing.name))


def _image(image: Image) -> Inline:
    if isinstance(image.tag, TagParameter):
        return fill(
            Text(
                en="{repository}, with the tag given at deployment in {parameter}",
                pt="{repository}, com a tag informada na implantação em {parameter}",
            ),
            repository=Code(image.repository),
            parameter=Code(image.tag.parameter),
        )
    reference = f"{image.repository}:{image.tag}" if image.tag else f"{image.repository}@{image.digest}"
    return Code(reference)


def _repository(existing: ExistingRepository) -> Inline:
    place = [Code(part) for part in (existing.account, existing.region) if part is not None]
    if not place:
        return Text(en="existing", pt="já existente")
    return fill(Text(en="existing, in {place}", pt="já existente, em {place}"), place=listed(place))


def _size(service: FargateService) -> Inline:
    return fill(
        Text(en="{cpu} vCPU and {memory}, {architecture}", pt="{cpu} vCPU e {memory}, {architecture}"),
        cpu=decimal(Fraction(service.cpu, _UNITS_PER_VCPU)),
        memory=memory(service.memory_mib),
        architecture={"X86_64": "x86-64", "ARM64": "ARM64 (Graviton)"}[service.cpu_architecture],
    )


def _tasks(tasks: Tasks) -> Inline:
    if tasks.min == tasks.max:
        return Text(en=f"{tasks.min}, always", pt=f"{tasks.min}, sempre")
    return Text(en=f"{tasks.min} to {tasks.max}", pt=f"de {tasks.min} a {tasks.max}")


def _scaling(service: FargateService) -> Inline:
    return fill(
        Text(
            en="holds average CPU at {cpu}% and memory at {memory}%",
            pt="mantém a CPU em {cpu}% e a memória em {memory}%, na média",
        ),
        cpu=service.scaling.cpu_percent,
        memory=service.scaling.memory_percent,
    )


def _deployment(deployment: Deployment) -> Inline:
    if not deployment.circuit_breaker:
        failure = Text(en="a failed version is not stopped", pt="uma versão com falha não é interrompida")
    elif deployment.rollback:
        failure = Text(
            en="a failed version is stopped and rolled back",
            pt="uma versão com falha é interrompida, e a anterior volta",
        )
    else:
        failure = Text(en="a failed version is stopped", pt="uma versão com falha é interrompida")
    share = _healthy_share(deployment.minimum_healthy_percent)
    return fill(Text(en="{share}; {failure}", pt="{share}; {failure}"), share=share, failure=failure)


def _healthy_share(percent: int) -> Inline:
    if percent == _ALL_HEALTHY:
        return Text(
            en="no task leaves before its successor is healthy",
            pt="nenhuma tarefa sai antes que a substituta esteja saudável",
        )
    text = Text(
        en="at least {percent}% of the tasks stay healthy", pt="ao menos {percent}% das tarefas continuam saudáveis"
    )
    return fill(text, percent=percent)


def _variables(environment: Mapping[str, str]) -> Inline:
    """Return the variables with their values; a secret that should not be there is masked."""
    shown = {name: MASK if exposes_secret(name, value) else value for name, value in environment.items()}
    return listed([Code(f"{name}={value}") for name, value in shown.items()])


def _secrets(service: FargateService) -> Inline:
    generated = Text(en="{name} (generated)", pt="{name} (gerado)")
    existing = Text(en="{name} (existing, {arn})", pt="{name} (já existente, {arn})")
    return listed(
        [
            fill(generated if source == "generated" else existing, name=Code(name), arn=Code(source))
            for name, source in service.secrets.items()
        ]
    )


def _traits(described: Described[FargateService]) -> Traits:
    """Return how the tasks of a service come and go."""
    service = described.component
    return Traits(
        copies=_copies(described),
        failure=_failure(service),
        single_point=_single_point(service),
        state=None,
        growth=_growth(service),
        upkeep=_upkeep(service),
        at_rest=Text(
            en="yes: the tasks' own disks, with keys of Fargate", pt="sim: os discos das tarefas, com chaves do Fargate"
        ),
        in_transit=Text(en="the application's own protocol", pt="o protocolo da própria aplicação"),
        portable=Text(en="a container image (OCI)", pt="uma imagem de contêiner (OCI)"),
    )


def _copies(described: Described[FargateService]) -> Inline:
    service = described.component
    return fill(
        Text(en="{tasks}, spread over {zones}", pt="{tasks}, em {zones}"),
        tasks=between(service.tasks.min, service.tasks.max, *TASKS),
        zones=counted(described.architecture.network.availability_zones, *ZONES),
    )


def _failure(service: FargateService) -> Inline:
    if service.tasks.min > 1:
        return Text(
            en="the other tasks go on, and ECS starts another one",
            pt="as outras tarefas continuam, e o ECS inicia mais uma",
        )
    return Text(
        en="ECS starts another task; nobody serves until then", pt="o ECS inicia outra tarefa; até lá ninguém atende"
    )


def _single_point(service: FargateService) -> Inline | None:
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


def _resources(described: Described[FargateService]) -> Iterator[Resource]:
    """Return the cluster and the repository too, each shared by the services that use it."""
    service = described.component
    cluster = described.architecture.clusters.get(service.cluster)
    clusters = 0 if cluster and cluster.existing else 1
    yield Resource(_CLUSTER, clusters, clusters, shared=service.cluster)
    yield Resource(_TASK, service.tasks.min, service.tasks.max)
    repositories = 0 if service.image.existing else 1
    yield Resource(_REPOSITORY, repositories, repositories, shared=service.image.repository)


PAGES: Final[Pages[FargateService]] = Pages(
    outside=None,
    settings=_settings,
    traits=_traits,
    resources=_resources,
    evidence=no_evidence,
    visitors=None,
    stencil=Stencil("compute.Fargate"),
)
