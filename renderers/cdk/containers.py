"""What a container is told: plain settings, and secrets that ECS reads when a task starts."""

import re

from archspec.components.arns import Arn
from archspec.planning.parts import own_secret_id
from archspec.planning.passed import Passed
from archspec.planning.settings import Output, Secret, Setting
from renderers.cdk.aws import ecs, secretsmanager, ssm
from renderers.cdk.built import Built, secret_for
from renderers.cdk.stack_build import StackBuild

_COMPLETE_ARN = re.compile("-[A-Za-z0-9]{6}$")
"""The six characters Secrets Manager adds to a name, which a partial ARN leaves out."""
_PASSWORD_LENGTH = 64


def container_environment(build: StackBuild, component_id: str) -> dict[str, str]:
    """Return the plain settings of a component's container."""
    return {
        setting.name: _value(build, setting) for setting in build.plan.by_component.containers[component_id].settings
    }


def _value(build: StackBuild, setting: Setting) -> str:
    if isinstance(setting.value, Output):
        return build.built[setting.value.component].outputs[setting.value.attribute]
    return setting.value


def container_secrets(build: StackBuild, component_id: str) -> dict[str, ecs.Secret]:
    """Return the secrets of a component's container."""
    planned = build.plan.by_component.containers[component_id].secrets
    return {secret.name: _secret(build, component_id, secret) for secret in planned}


def _secret(build: StackBuild, component_id: str, planned: Secret) -> ecs.Secret:
    if planned.arn is not None:
        return _existing(build, component_id, planned.name, planned.arn)
    if planned.arrow is None:
        return ecs.Secret.from_secrets_manager(_generated(build, component_id, planned.name))
    secret = secret_for(build.built[planned.arrow.target], planned.kind, planned.arrow.source)
    return ecs.Secret.from_secrets_manager(secret, planned.field)


def _generated(build: StackBuild, component_id: str, name: str) -> secretsmanager.ISecret:
    """Return the secret of a variable, and make it where it is not there yet."""
    key = _key(name)
    if key not in build.built[component_id].secrets:
        made = secretsmanager.Secret(
            build.scope,
            own_secret_id(build.id(component_id), name),
            description=f"{name} of {component_id}",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                exclude_punctuation=True, password_length=_PASSWORD_LENGTH
            ),
        )
        build.know(component_id, Built(secrets={key: made}))
    return build.built[component_id].secrets[key]


def _key(name: str) -> str:
    return f"generated {name}"


def _existing(build: StackBuild, component_id: str, name: str, arn: str) -> ecs.Secret:
    construct_id = own_secret_id(build.id(component_id), name)
    parsed = Arn.parse(arn)
    if parsed.service == "ssm":
        parameter = ssm.StringParameter.from_secure_string_parameter_attributes(
            build.scope, construct_id, parameter_name=parsed.resource.removeprefix("parameter")
        )
        return ecs.Secret.from_ssm_parameter(parameter)
    if _COMPLETE_ARN.search(arn):
        secret = secretsmanager.Secret.from_secret_complete_arn(build.scope, construct_id, arn)
    else:
        secret = secretsmanager.Secret.from_secret_partial_arn(build.scope, construct_id, arn)
    return ecs.Secret.from_secrets_manager(secret)


def keep_generated_secrets(main: StackBuild, component_id: str) -> None:
    """Make the secrets of a container in Main, which they do not leave with it: a secret outlives the move."""
    for secret in main.plan.by_component.containers[component_id].secrets:
        if secret.arn is None and secret.arrow is None:
            _generated(main, component_id, secret.name)


def give_generated_secret(main: StackBuild, passed: Passed) -> str:
    """Return the ARN of a secret that was made for a container."""
    component_id, _, name = passed.of.partition(" ")
    return main.built[component_id].secrets[_key(name)].secret_arn


def take_generated_secret(build: StackBuild, passed: Passed, arn: str) -> None:
    """Refer to a secret that Main made for a container."""
    component_id, _, name = passed.of.partition(" ")
    secret = secretsmanager.Secret.from_secret_complete_arn(build.scope, f"{passed.id}-Secret", arn)
    build.know(component_id, Built(secrets={_key(name): secret}))
