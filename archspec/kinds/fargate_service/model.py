"""ECS services on Fargate."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import AfterValidator, Field, Strict, model_validator

from archspec.components import limits
from archspec.components.arns import SecretArn
from archspec.components.base import (
    Acts,
    ComponentBase,
    Facts,
    Location,
    Placement,
    Role,
    Shape,
    facts_file,
    known_region,
)
from archspec.components.fields import (
    AccountId,
    Boolean,
    ComponentId,
    FrozenMapping,
    Integer,
    Line,
    Matching,
    Model,
    Percent,
    Port,
    SettingText,
    Slug,
    VariableName,
    frozen_mapping,
)
from archspec.errors import Mistake, Mistakes


class TagParameter(Model):
    """An image tag that is chosen at each deployment."""

    parameter: ComponentId
    """The name of the stack parameter that carries the tag."""


ImageTag: TypeAlias = Annotated[
    str,
    Strict(),
    Matching(
        "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", "is not an image tag; use letters, digits, dots, hyphens, underscores"
    ),
]


class ExistingRepository(Model):
    """An Amazon ECR repository that is already there."""

    account: AccountId | None = None
    """The account that owns the repository; left out, the account deployed to."""
    region: Annotated[str, Strict(), AfterValidator(known_region)] | None = None
    """The region of the repository; left out, that of the architecture."""


class Image(Model):
    """A container image in an Amazon ECR repository."""

    repository: Annotated[
        str,
        Strict(),
        Matching(
            # Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html (2026-11-24)
            r"(?=[a-z].{1,255}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:/[a-z0-9]+(?:[._-][a-z0-9]+)*)*",
            "is not an ECR repository name; begin with a letter, use lower-case letters and digits with single ._-/"
            " between them, 2 to 256 in all",
        ),
    ]
    """The repository, which the build pushes to and the service pulls from."""
    existing: ExistingRepository | None = None
    """Where the repository is, when it is already there; left out, it is created in a stack of its own."""
    tag: ImageTag | TagParameter | None = None
    """A version tag, or the deployment parameter that carries one."""
    digest: (
        Annotated[str, Strict(), Matching("sha256:[0-9a-f]{64}", "is not an image digest, sha256: and 64 hex digits")]
        | None
    ) = None
    """The digest of one image, in place of a tag."""
    build_context: (
        Annotated[
            str,
            Strict(),
            Field(max_length=255),
            Matching(
                r"(?!.*\.\.)[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*", "is not a relative folder, such as services/api"
            ),
        ]
        | None
    ) = None
    """The folder that holds the Dockerfile, for the pipeline that builds and pushes the image."""

    @model_validator(mode="after")
    def _one_reference(self) -> Self:
        if (self.tag is None) == (self.digest is None):
            given = "both a tag and a digest" if self.tag else "neither a tag nor a digest"
            raise Mistakes([Mistake((), f"has {given}; write one of them, as in tag: {{parameter: image_tag}}")])
        return self


class Tasks(Model):
    """How many copies of the container run."""

    min: Integer = Field(default=2, ge=0, le=5000)
    """Copies that always run."""
    max: Integer = Field(default=10, ge=1, le=5000)
    """Copies at peak load."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min > self.max:
            raise Mistakes([Mistake(("max",), f"{self.max} is below min ({self.min}); raise max or lower min")])
        return self


class Scaling(Model):
    """Target tracking: tasks are added and removed to hold these averages."""

    cpu_percent: Percent = 60
    """Average CPU use to hold, in percent."""
    memory_percent: Percent = 70
    """Average memory use to hold, in percent."""


class Deployment(Model):
    """How a new version replaces the old one."""

    circuit_breaker: Boolean = True
    """Whether ECS stops a deployment whose tasks do not become healthy."""
    rollback: Boolean = True
    """Whether a stopped deployment returns to the last working version."""
    minimum_healthy_percent: Integer = Field(default=100, ge=0, le=100)
    """Share of the running tasks that must stay healthy meanwhile, in percent."""


def _cpu(value: int) -> int:
    sizes = facts_file("sizes", __package__)["memory_mib_by_cpu"]
    if str(value) not in sizes:
        raise ValueError(f"is not a Fargate CPU size; choose {', '.join(sizes)} (1024 is one vCPU)")
    return value


class FargateService(ComponentBase):
    """A container that ECS keeps running on Fargate, without servers to manage."""

    facts: ClassVar[Facts] = Facts(
        service="AWS Fargate",
        role=Role.COMPUTE,
        location=Location.VPC,
        shape=Shape.BOX,
        docs="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html",
        acts=(Acts.RUNS_CODE,),
        holds_data=False,
        public_address="assign_public_ip",
    )

    kind: Literal["fargate_service"] = "fargate_service"
    cluster: Slug
    """The ECS cluster the service runs in."""
    image: Image
    """The container image."""
    runtime: Line | None = None
    """What runs in the container, such as Bun + Elysia; shown in documents."""
    port: Port | None = None
    """The port the container listens on; a worker that nothing connects to has none."""
    cpu: Annotated[Integer, AfterValidator(_cpu)] = 256
    """CPU units of a task; 1024 is one vCPU."""
    memory_mib: Integer = Field(default=512, ge=1, le=1_000_000)
    """Memory of a task, in MiB; the sizes on offer depend on `cpu`."""
    cpu_architecture: Literal["X86_64", "ARM64"] = "X86_64"
    """The processor the image is built for."""
    tasks: Tasks = Tasks()
    """How many copies run."""
    scaling: Scaling = Scaling()
    """When copies are added and removed."""
    deployment: Deployment = Deployment()
    """How a new version replaces the old one."""
    environment: Annotated[FrozenMapping[VariableName, SettingText], limits.VARIABLES] = Field(
        default_factory=frozen_mapping
    )
    """Plain settings given to the container; never a secret."""
    secrets: Annotated[FrozenMapping[VariableName, Literal["generated"] | SecretArn], limits.SECRETS] = Field(
        default_factory=frozen_mapping
    )
    """Secrets given to the container: `generated` ones, or the ARN of one that exists."""
    placement: Placement = "private"
    """The subnet tier the tasks run in."""
    assign_public_ip: Boolean = False
    """Whether each task gets a public address."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        mistakes = []
        offered = facts_file("sizes", __package__)["memory_mib_by_cpu"][str(self.cpu)]["values"]
        if self.memory_mib not in offered:
            sizes = f"{', '.join(map(str, offered[:3]))} and so on up to {offered[-1]}"
            message = f"{self.memory_mib} is not on offer with cpu {self.cpu}; Fargate takes {sizes} MiB"
            mistakes.append(Mistake(("memory_mib",), message))
        mistakes.extend(
            Mistake(("secrets", name), f"{name!r} is in environment too; keep it in one of them")
            for name in self.secrets
            if name in self.environment
        )
        mistakes.extend(self._colliding_secrets())
        if mistakes:
            raise Mistakes(mistakes)
        return self

    def _colliding_secrets(self) -> Iterator[Mistake]:
        """Return a mistake for each secret whose id would be that of an earlier one: an id has no underscores."""
        first: dict[str, str] = {}
        for name in self.secrets:
            other = first.setdefault(name.replace("_", "").lower(), name)
            if other != name:
                message = f"{name!r} and {other!r} are the same name in CloudFormation; rename one of them"
                yield Mistake(("secrets", name), message)
