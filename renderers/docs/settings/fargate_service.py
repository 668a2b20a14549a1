"""Settings of ECS services on Fargate."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import Deployment, ExistingRepository, FargateService, Image, TagParameter, Tasks
from archspec.components.credentials import MASK, exposes_secret
from renderers.docs.markdown import code, escape, fill
from renderers.docs.phrases import decimal, listed, memory, same, yes_no
from renderers.docs.settings.base import PLACEMENT, PORT, PUBLIC_ADDRESS, Setting, placement

_UNITS_PER_VCPU: Final = 1024
_ALL_HEALTHY: Final = 100


def service_settings(service: FargateService, architecture: Architecture) -> Iterator[Setting]:
    """Return what runs, how large, how often, and where."""
    yield Setting(Text(en="Cluster", pt="Cluster"), _cluster(service, architecture))
    yield Setting(Text(en="Image", pt="Imagem"), _image(service.image))
    if service.image.existing is not None:
        yield Setting(Text(en="Repository", pt="Repositório"), _repository(service.image.existing))
    if service.image.build_context is not None:
        yield Setting(Text(en="Built from", pt="Construída a partir de"), same(code(service.image.build_context)))
    if service.runtime is not None:
        yield Setting(Text(en="Runtime", pt="Ambiente de execução"), same(escape(service.runtime)))
    if service.port is not None:
        yield Setting(PORT, same(escape(str(service.port))))
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


def _cluster(service: FargateService, architecture: Architecture) -> Text:
    cluster = architecture.clusters.get(service.cluster)
    label = escape(cluster.label) if cluster and cluster.label else code(service.cluster)
    if cluster is None or cluster.existing is None:
        return same(label)
    text = Text(en="{label} (existing, {name})", pt="{label} (já existente, {name})")
    return fill(text, label=label, name=code(cluster.existing.name))


def _image(image: Image) -> Text:
    if isinstance(image.tag, TagParameter):
        return fill(
            Text(
                en="{repository}, with the tag given at deployment in {parameter}",
                pt="{repository}, com a tag informada na implantação em {parameter}",
            ),
            repository=code(image.repository),
            parameter=code(image.tag.parameter),
        )
    reference = f"{image.repository}:{image.tag}" if image.tag else f"{image.repository}@{image.digest}"
    return same(code(reference))


def _repository(existing: ExistingRepository) -> Text:
    place = [code(part) for part in (existing.account, existing.region) if part is not None]
    if not place:
        return Text(en="existing", pt="já existente")
    return fill(Text(en="existing, in {place}", pt="já existente, em {place}"), place=listed(list(map(same, place))))


def _size(service: FargateService) -> Text:
    return fill(
        Text(en="{cpu} vCPU and {memory}, {architecture}", pt="{cpu} vCPU e {memory}, {architecture}"),
        cpu=decimal(Fraction(service.cpu, _UNITS_PER_VCPU)),
        memory=memory(service.memory_mib),
        architecture={"X86_64": "x86-64", "ARM64": "ARM64 (Graviton)"}[service.cpu_architecture],
    )


def _tasks(tasks: Tasks) -> Text:
    if tasks.min == tasks.max:
        return Text(en=f"{tasks.min}, always", pt=f"{tasks.min}, sempre")
    return Text(en=f"{tasks.min} to {tasks.max}", pt=f"de {tasks.min} a {tasks.max}")


def _scaling(service: FargateService) -> Text:
    return fill(
        Text(
            en="holds average CPU at {cpu}% and memory at {memory}%",
            pt="mantém a CPU em {cpu}% e a memória em {memory}%, na média",
        ),
        cpu=service.scaling.cpu_percent,
        memory=service.scaling.memory_percent,
    )


def _deployment(deployment: Deployment) -> Text:
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


def _healthy_share(percent: int) -> Text:
    if percent == _ALL_HEALTHY:
        return Text(
            en="no task leaves before its successor is healthy",
            pt="nenhuma tarefa sai antes que a substituta esteja saudável",
        )
    text = Text(
        en="at least {percent}% of the tasks stay healthy", pt="ao menos {percent}% das tarefas continuam saudáveis"
    )
    return fill(text, percent=percent)


def _variables(environment: Mapping[str, str]) -> Text:
    """Return the variables with their values; a secret that should not be there is masked."""
    shown = {name: MASK if exposes_secret(name, value) else value for name, value in environment.items()}
    return listed([same(code(f"{name}={value}")) for name, value in shown.items()])


def _secrets(service: FargateService) -> Text:
    generated = Text(en="{name} (generated)", pt="{name} (gerado)")
    existing = Text(en="{name} (existing, {arn})", pt="{name} (já existente, {arn})")
    return listed(
        [
            fill(generated if source == "generated" else existing, name=code(name), arn=code(source))
            for name, source in service.secrets.items()
        ]
    )
