"""Rules about services."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Result, Rules, Severity, at, observed, verdict
from archspec.components.credentials import exposes_secret
from archspec.kinds.fargate_service.model import FargateService, TagParameter

_KIND: Final = "fargate_service"


def _floor(inspection: Inspection) -> Iterator[Observation]:
    architecture = inspection.architecture
    least = architecture.policy.min_tasks
    if least is None:
        least = max(2, architecture.network.availability_zones)
    for name, service in inspection.of_kind(FargateService):
        count = service.tasks.min
        yield observed(name, "tasks.min", passed=count >= least, count=count, least=least)


too_few_tasks: Final = Check(
    id="AAC-ECS-001",
    slug="too_few_tasks",
    severity=Severity.HIGH,
    title=Text(en="Service runs too few tasks", pt="Serviço com tarefas de menos"),
    message=Text(
        en="{component} may fall to tasks.min {count}; the least is {least}",
        pt="{component} pode cair a tasks.min {count}; o mínimo é {least}",
    ),
    why=Text(
        en="A single task is an outage whenever it restarts, is replaced, or loses its Availability Zone.",
        pt="Uma tarefa só significa queda a cada reinício, substituição ou perda da zona de disponibilidade.",
    ),
    fix=Text(
        en="Set `tasks.min` to {least} or more; an environment that may run fewer says so in `policy.min_tasks`.",
        pt="Use `tasks.min` de {least} ou mais; um ambiente que pode ter menos declara isso em `policy.min_tasks`.",
    ),
    references=("REL10-BP01",),
    fault=Fault(
        edit={
            "policy": {"min_tasks": 2},
            "components": {f"${_KIND}": {"tasks": {"min": 1}, "deployment": {"minimum_healthy_percent": 100}}},
        },
        repair={"components": {f"${_KIND}": {"tasks": {"min": 2}}}},
        findings=(("AAC-ECS-001", _KIND),),
    ),
    observe=_floor,
)

_LOWEST_TARGET: Final = 40
_HIGHEST_TARGET: Final = 75

_NO_HEADROOM: Final = Text(
    en="{component} cannot grow: tasks.max is {maximum}, the same as tasks.min",
    pt="{component} não tem como crescer: tasks.max é {maximum}, igual a tasks.min",
)


def _scaling(inspection: Inspection) -> Iterator[Observation]:
    for name, service in inspection.of_kind(FargateService):
        if service.tasks.max <= service.tasks.min:
            values = {"component": name, "maximum": service.tasks.max}
            yield Observation(at(name, "tasks", "max"), Result.FAIL, name, values=values, message=_NO_HEADROOM)
            continue
        targets = {"cpu_percent": service.scaling.cpu_percent, "memory_percent": service.scaling.memory_percent}
        off = [field for field, value in targets.items() if not _LOWEST_TARGET <= value <= _HIGHEST_TARGET]
        field = off[0] if off else "cpu_percent"
        yield observed(name, f"scaling.{field}", passed=not off, name=field, value=targets[field])


scaling_without_headroom: Final = Check(
    id="AAC-ECS-002",
    slug="scaling_without_headroom",
    severity=Severity.MEDIUM,
    title=Text(en="Service cannot absorb a peak", pt="Serviço não absorve picos"),
    message=Text(
        en="{component} scales at scaling.{name} {value}; a target between 40 and 75 leaves room for a peak",
        pt="{component} escala com scaling.{name} em {value}; um alvo entre 40 e 75 deixa folga para um pico",
    ),
    why=Text(
        en="A new task takes a minute or more to start: a target near 100 % adds it too late,"
        " one far below pays for idle machines.",
        pt="Uma tarefa nova leva um minuto ou mais para subir: com um alvo perto de 100 % ela chega tarde,"
        " e com um alvo muito baixo paga-se por máquinas ociosas.",
    ),
    fix=Text(
        en="Set `tasks.max` above `tasks.min`, and both `scaling` targets between 40 and 75.",
        pt="Deixe `tasks.max` acima de `tasks.min` e os dois alvos de `scaling` entre 40 e 75.",
    ),
    references=("REL07-BP01", "REL07-BP03", "COST09-BP03", "SUS02-BP01"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"scaling": {"cpu_percent": 95}}}},
        repair={"components": {f"${_KIND}": {"scaling": {"cpu_percent": 60}}}},
        findings=(("AAC-ECS-002", _KIND),),
    ),
    observe=_scaling,
)

_HEALTHY_WITH_MANY: Final = 50
_MANY: Final = 4


def _deployment(inspection: Inspection) -> Iterator[Observation]:
    for name, service in inspection.of_kind(FargateService):
        deployment = service.deployment
        enough = _HEALTHY_WITH_MANY if service.tasks.min >= _MANY else 100
        if not deployment.circuit_breaker:
            field = "circuit_breaker"
        elif not deployment.rollback or deployment.minimum_healthy_percent >= enough:
            field = "rollback"
        else:
            field = "minimum_healthy_percent"
        safe = deployment.circuit_breaker and deployment.rollback and deployment.minimum_healthy_percent >= enough
        yield observed(name, f"deployment.{field}", passed=safe, name=field)


deployment_without_rollback: Final = Check(
    id="AAC-ECS-003",
    slug="deployment_without_rollback",
    severity=Severity.MEDIUM,
    title=Text(en="A bad deployment takes the service down", pt="Uma implantação ruim derruba o serviço"),
    message=Text(
        en="{component} does not keep serving through a bad deployment (deployment.{name})",
        pt="{component} não continua no ar durante uma implantação ruim (deployment.{name})",
    ),
    why=Text(
        en="Without a circuit breaker that rolls back, ECS goes on replacing working tasks by failing ones.",
        pt="Sem um circuit breaker com rollback, o ECS segue trocando tarefas que funcionam por tarefas que falham.",
    ),
    fix=Text(
        en="Set `circuit_breaker: true`, `rollback: true` and `minimum_healthy_percent: 100` under `deployment`.",
        pt="Use `circuit_breaker: true`, `rollback: true` e `minimum_healthy_percent: 100` em `deployment`.",
    ),
    references=("OPS06-BP04",),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"deployment": {"rollback": False}}}},
        repair={"components": {f"${_KIND}": {"deployment": {"rollback": True}}}},
        findings=(("AAC-ECS-003", _KIND),),
    ),
    observe=_deployment,
)


def _plain_secrets(inspection: Inspection) -> Iterator[Observation]:
    for name, service in inspection.of_kind(FargateService):
        exposed = [key for key, value in service.environment.items() if exposes_secret(key, value)]
        for key in exposed:
            values = {"component": name, "name": key}
            yield Observation(at(name, "environment", key), Result.FAIL, name, values=values, sensitive=True)
        if not exposed:
            yield Observation(at(name, "environment"), Result.PASS, name, values={"component": name, "name": ""})


secret_in_environment: Final = Check(
    id="AAC-ECS-009",
    slug="secret_in_environment",
    severity=Severity.HIGH,
    title=Text(en="Secret in a plain environment variable", pt="Segredo em variável de ambiente aberta"),
    message=Text(
        en="{component} gets {name} as plain text, and it looks like a secret",
        pt="{component} recebe {name} em texto aberto, e parece ser um segredo",
    ),
    why=Text(
        en="Plain variables stand in the repository, the template and the console, where many people can read them.",
        pt="Variáveis abertas ficam no repositório, no template e no console, à vista de muita gente.",
    ),
    fix=Text(
        en="Move `{name}` from `environment` to `secrets`, as `generated` or as the ARN of a secret;"
        " then change the secret.",
        pt="Mova `{name}` de `environment` para `secrets`, como `generated` ou com o ARN de um segredo;"
        " depois, troque o segredo.",
    ),
    references=("ECS.8", "SEC02-BP03", "AwsSolutions-ECS2"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"environment": {"PAYMENT_API_KEY": "not-a-real-key"}}}},
        repair={"components": {f"${_KIND}": {"environment": {"PAYMENT_API_KEY": None}}}},
        findings=(("AAC-ECS-009", _KIND),),
    ),
    observe=_plain_secrets,
)

_TAG_UNKNOWN: Final = Text(
    en="the image of {component} is chosen at deployment, by the parameter {tag}",
    pt="a imagem de {component} é escolhida na implantação, pelo parâmetro {tag}",
)


def _image(inspection: Inspection) -> Iterator[Observation]:
    for name, service in inspection.of_kind(FargateService):
        tag = service.image.tag
        if isinstance(tag, TagParameter):
            values = {"component": name, "tag": tag.parameter}
            path = at(name, "image", "tag")
            yield Observation(path, Result.UNKNOWN, name, values=values, message=_TAG_UNKNOWN)
        else:
            yield Observation(
                at(name, "image", "tag"),
                verdict(passed=tag != "latest"),
                name,
                values={"component": name, "tag": tag},
            )


floating_image_tag: Final = Check(
    id="AAC-ECS-011",
    slug="floating_image_tag",
    severity=Severity.MEDIUM,
    title=Text(en="Image tag moves", pt="Tag da imagem não é fixa"),
    message=Text(
        en="{component} runs the image tagged {tag}, which can be another one tomorrow",
        pt="{component} usa a imagem com a tag {tag}, que amanhã pode ser outra",
    ),
    why=Text(
        en="Tasks started on different days run different code, and a rollback returns to the same tag.",
        pt="Tarefas iniciadas em dias diferentes executam códigos diferentes, e um rollback volta para a mesma tag.",
    ),
    fix=Text(
        en="Set `image.tag` to a version, or `image.digest` in its place.",
        pt="Use em `image.tag` uma versão, ou `image.digest` no lugar dela.",
    ),
    references=("ECR.1", "ECR.2", "ECR.3", "SEC06-BP04", "AwsSolutions-ECR1"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"image": {"tag": "latest", "digest": None}}}},
        repair={"components": {f"${_KIND}": {"image": {"tag": "1.4.2"}}}},
        findings=(("AAC-ECS-011", _KIND),),
    ),
    observe=_image,
)


RULES: Final[Rules] = Rules(
    (
        too_few_tasks,
        scaling_without_headroom,
        deployment_without_rollback,
        secret_in_environment,
        floating_image_tag,
    ),
    example_id="api",
)
