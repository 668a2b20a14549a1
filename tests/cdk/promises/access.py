"""Promises about permissions and secrets."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from archspec.components.credentials import exposes_secret
from tests.cdk.containers import containers
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.expected import expected_grants
from tests.cdk.oracle import oracle_of
from tests.cdk.permissions import (
    Statement,
    managed_policies,
    resource_statements,
    role_statements,
    trust_statements,
)
from tests.cdk.template import Resource, Template, reference, references, text

_EVERYTHING: Final = "*"
_OBJECTS_OF_ONE_BUCKET: Final = re.compile(r"(?:\$\{\w+\.Arn\}|arn:[^*]*:s3:::[^*]+)(?:/[^*]*)?/\*")

UNLIMITED: Final[Mapping[str, str]] = {
    "ecr:GetAuthorizationToken": "is about the registry; there is no resource to name",
    "ec2:CreateNetworkInterface": "Lambda refuses a function in a VPC whose role may not do it on everything",
    "ec2:DeleteNetworkInterface": "Lambda refuses a function in a VPC whose role may not do it on everything",
    "ec2:DescribeNetworkInterfaces": "has no resource to name",
    "ec2:DescribeSubnets": "has no resource to name",
}
"""Actions that roles have on every resource, with the reason."""
BY_TAG: Final = frozenset({"cloudfront:CreateInvalidation"})
"""Actions on a distribution of another stack, which is named by its tags since nobody knows its id before."""
MANAGED: Final[Mapping[str, str]] = {
    "service-role/AmazonRDSEnhancedMonitoringRole": "RDS asks for this one",
    "service-role/AWSLambdaBasicExecutionRole": "the CDK gives it to the function that empties the default group",
}
"""Policies of AWS that roles have, with the reason."""


def no_permission_is_unlimited(deployment: Deployment) -> Iterator[str]:
    """No statement allows a pattern of actions, or actions on everything, but for a short list with reasons."""
    for template in deployment.templates.values():
        for statement in role_statements(template):
            if statement.effect == "Allow":
                yield from _unlimited(statement)
        for statement in resource_statements(template):
            patterns = [action for action in statement.actions if _EVERYTHING in action]
            if statement.effect == "Allow" and patterns and not _hands_key_to_account(template, statement):
                yield f"{statement.owner} lets {', '.join(statement.principals)} do {', '.join(patterns)}"
        for role, policy in managed_policies(template):
            if policy not in MANAGED:
                yield f"{role} has the policy {policy}"


def _unlimited(statement: Statement) -> Iterator[str]:
    for action in statement.actions:
        if _EVERYTHING in action:
            yield f"{statement.owner} may do {action}"
        for resource in statement.resources:
            unlimited = _EVERYTHING in resource and not _OBJECTS_OF_ONE_BUCKET.fullmatch(resource)
            by_tag = action in BY_TAG and _is_limited_by_tag(statement)
            if unlimited and action not in UNLIMITED and not by_tag:
                yield f"{statement.owner} may do {action} on {resource}"


def _is_limited_by_tag(statement: Statement) -> bool:
    tags = {f"aws:ResourceTag/{tag}" for tag in (COMPONENT_TAG, "archspec:architecture")}
    return bool(tags <= statement.conditions.get("StringEquals", {}).keys())


def _hands_key_to_account(template: Template, statement: Statement) -> bool:
    """Tell whether a key's policy names the account, without which nobody could change the policy any more."""
    is_key = template.resources[statement.owner].type == "AWS::KMS::Key"
    return is_key and all(principal.endswith(":root") for principal in statement.principals)


def roles_are_for_services_of_aws(deployment: Deployment) -> Iterator[str]:
    """Only a service of AWS may take on a role, and only one."""
    for template in deployment.templates.values():
        for statement in trust_statements(template):
            if len(statement.principals) != 1 or not statement.principals[0].startswith("Service:"):
                yield f"{statement.owner} may be taken on by {', '.join(statement.principals)}"


def permissions_are_the_connections(deployment: Deployment) -> Iterator[str]:
    """Services and databases may do what their arrows say, and nothing else."""
    expected = expected_grants(deployment.architecture)
    found = frozenset(_grants(deployment))
    yield from (f"{source} may not do {action} on {target}" for source, action, target in sorted(expected - found))
    yield from (f"{source} may do {action} on {target}" for source, action, target in sorted(found - expected))


def _grants(deployment: Deployment) -> Iterator[tuple[str, str, str]]:
    owners = dict(_roles(deployment))
    for statement in role_statements(deployment.main):
        if statement.owner in owners and statement.effect == "Allow":
            for action in statement.actions:
                for resource in statement.resources:
                    yield owners[statement.owner], action, _subject(deployment, statement, resource)


def _roles(deployment: Deployment) -> Iterator[tuple[str, str]]:
    """Return the roles that components act under, each with the component."""
    for container in containers(deployment.main):
        name = container.service.tags.get(COMPONENT_TAG, container.service.id)
        yield str(reference(container.task.properties["TaskRoleArn"])), name
    for database in deployment.main.of_type("AWS::RDS::DBInstance"):
        for role in database.properties.get("AssociatedRoles", ()):
            yield str(reference(role["RoleArn"])), database.tags.get(COMPONENT_TAG, database.id)


def _subject(deployment: Deployment, statement: Statement, resource: str) -> str:
    """Return the component that a statement is about, or the resource as the statement has it."""
    if _is_limited_by_tag(statement):
        return str(statement.conditions["StringEquals"][f"aws:ResourceTag/{COMPONENT_TAG}"])
    named = re.match(r"\$\{(\w+)", resource)
    if named is not None and named[1] in deployment.main.resources:
        return _component(deployment.main, deployment.main.resources[named[1]])
    return _bucket_by_name(deployment, resource.partition(":s3:::")[2].removesuffix("/*")) or resource


def _component(template: Template, resource: Resource) -> str:
    attached = template.referred(resource.properties.get("TargetId"))
    return (attached or resource).tags.get(COMPONENT_TAG, resource.id)


def _bucket_by_name(deployment: Deployment, name: str) -> str | None:
    for component_id, component in deployment.architecture.components.items():
        if oracle_of(component.kind).resource_type == "AWS::S3::Bucket":
            made = deployment.component(component_id, "AWS::S3::Bucket")
            existing = getattr(component, "existing", None)
            if name == (existing.name if existing else text(made.properties.get("BucketName")) if made else None):
                return component_id
    return None


def tasks_start_with_their_secrets_alone(deployment: Deployment) -> Iterator[str]:
    """To start a task, the secrets its container is given are read, and no others."""
    for container in containers(deployment.main):
        role = reference(container.task.properties["ExecutionRoleArn"])
        given = {name for value in container.secrets.values() for name in references(value)}
        readable = {
            match[1]
            for statement in role_statements(deployment.main)
            if statement.owner == role and statement.allows("secretsmanager:GetSecretValue")
            for resource in statement.resources
            if (match := re.match(r"\$\{(\w+)", resource))
        }
        given -= {"AWS::Partition", "AWS::AccountId", "AWS::Region"}
        yield from (f"{container.service.id} may not read {name} to start" for name in sorted(given - readable))
        yield from (f"{container.service.id} may read {name} to start" for name in sorted(readable - given))


_SECRET_PROPERTIES: Final = frozenset({"AuthToken", "MasterUserPassword", "Passwords", "SecretString"})
_DYNAMIC: Final = "{{resolve:secretsmanager:"
_REFERENCE: Final = re.compile(r"\$\{[^{}]*\}")


def secrets_stay_secret(deployment: Deployment) -> Iterator[str]:
    """No secret is written in a template, or passed to a container or function as a plain setting."""
    for template in deployment.templates.values():
        for resource in template.resources.values():
            yield from (f"{resource.id} has a literal {name}" for name in _literal_secrets(resource.properties))
        for resource in template.of_type("AWS::Lambda::Function"):
            settings = resource.properties.get("Environment", {}).get("Variables", {})
            yield from _plain_secrets(template, resource.id, settings, frozenset())
    for container in containers(deployment.main):
        component = deployment.architecture.components.get(container.service.tags.get(COMPONENT_TAG, ""))
        own = frozenset(getattr(component, "environment", {}))
        yield from _plain_secrets(deployment.main, container.service.id, container.environment, own)


def _literal_secrets(properties: object) -> Iterator[str]:
    if isinstance(properties, Mapping):
        for name, value in properties.items():
            if name in _SECRET_PROPERTIES:
                values = value if isinstance(value, list) else [value]
                if not all(text(item).startswith(_DYNAMIC) for item in values):
                    yield name
            else:
                yield from _literal_secrets(value)
    elif isinstance(properties, list):
        for item in properties:
            yield from _literal_secrets(item)


def _plain_secrets(template: Template, owner: str, settings: Mapping[str, Any], own: frozenset[str]) -> Iterator[str]:
    for name, value in settings.items():
        resolved = "{{resolve:" in text(value)
        # The address of a secret gives nothing away.
        is_arn = name.endswith("SECRET_ARN")
        kept = {found for found in references(value) if _is_secret(template, found)}
        # What the spec itself says of a setting is for the checks to judge. What is known at deployment only may be a
        # word as well as any other.
        named = exposes_secret(name, _REFERENCE.sub("word", text(value))) and name not in own
        if not is_arn and (resolved or kept or named):
            yield f"{owner} has {name} as a plain setting"


def _is_secret(template: Template, name: str) -> bool:
    return name in template.resources and template.resources[name].type.startswith("AWS::SecretsManager::Secret")


def alarms_are_heard(deployment: Deployment) -> Iterator[str]:
    """CloudWatch may publish to the topic of each alarm, and use the key that encrypts it."""
    for template in deployment.templates.values():
        heard = {topic.id for topic in template.of_type("AWS::SNS::Topic") if _cloudwatch_may_publish(template, topic)}
        for alarm in template.of_type("AWS::CloudWatch::Alarm"):
            targets = {reference(action) for action in alarm.properties.get("AlarmActions", ())}
            if not targets or targets - heard:
                yield f"{alarm.id} is not heard"


def _cloudwatch_may_publish(template: Template, topic: Resource) -> bool:
    key = template.referred(topic.properties.get("KmsMasterKeyId"))
    asked = [(topic.id, "sns:Publish")]
    asked += [] if key is None else [(key.id, "kms:Decrypt"), (key.id, "kms:GenerateDataKey")]
    statements = list(resource_statements(template))
    return all(
        any(
            statement.owner == owner
            and statement.allows(action)
            and "Service:cloudwatch.amazonaws.com" in statement.principals
            for statement in statements
        )
        for owner, action in asked
    )


def functions_may_write_their_logs(deployment: Deployment) -> Iterator[str]:
    """Functions may write to their log groups."""
    for template in deployment.templates.values():
        basic = {role for role, policy in managed_policies(template) if policy.endswith("BasicExecutionRole")}
        for function in template.of_type("AWS::Lambda::Function"):
            role = reference(function.properties["Role"])
            group = reference(function.properties.get("LoggingConfig", {}).get("LogGroup"))
            writes = any(
                statement.owner == role
                and statement.allows("logs:PutLogEvents")
                and f"${{{group}.Arn}}" in statement.resources
                for statement in role_statements(template)
            )
            if not writes and role not in basic:
                yield f"{function.id} cannot write its logs"
