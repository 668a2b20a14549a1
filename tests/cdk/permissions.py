"""The permissions a template grants: to its roles, and on its resources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.cdk.template import Resource, Template, listed, reference, text


@dataclass(frozen=True)
class Statement:
    """A statement of a policy."""

    owner: str
    """The logical id of the role that has it, or of the resource it is about."""
    effect: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    """As text; `${Name.Arn}` for what is known at deployment only."""
    principals: tuple[str, ...]
    """Who is meant, as `Service:name` or `AWS:arn`; nobody in a policy of a role."""
    conditions: Mapping[str, Any]

    def allows(self, action: str) -> bool:
        """Tell whether the statement allows an action by its full name."""
        return self.effect == "Allow" and action in self.actions


def role_statements(template: Template) -> Iterator[Statement]:
    """Return the statements of every role's own policies."""
    for role in template.of_type("AWS::IAM::Role"):
        for policy in role.properties.get("Policies", ()):
            yield from _statements(role.id, policy["PolicyDocument"])
    for policy in template.of_type("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
        for role_name in map(reference, policy.properties.get("Roles", ())):
            yield from _statements(str(role_name), policy.properties["PolicyDocument"])


def resource_statements(template: Template) -> Iterator[Statement]:
    """Return the statements of the policies on buckets, keys, topics and repositories."""
    for resource in template.resources.values():
        for subject, document in _resource_policies(resource):
            yield from _statements(subject, document)


def _resource_policies(resource: Resource) -> Iterator[tuple[str, Mapping[str, Any]]]:
    properties = resource.properties
    match resource.type:
        case "AWS::S3::BucketPolicy":
            yield str(reference(properties["Bucket"])), properties["PolicyDocument"]
        case "AWS::SNS::TopicPolicy":
            for topic in properties["Topics"]:
                yield str(reference(topic)), properties["PolicyDocument"]
        case "AWS::KMS::Key":
            yield resource.id, properties["KeyPolicy"]
        case "AWS::SecretsManager::ResourcePolicy":
            yield str(reference(properties["SecretId"])), properties["ResourcePolicy"]
        case "AWS::ECR::Repository" if "RepositoryPolicyText" in properties:
            yield resource.id, properties["RepositoryPolicyText"]


def trust_statements(template: Template) -> Iterator[Statement]:
    """Return who may take on each role."""
    for role in template.of_type("AWS::IAM::Role"):
        yield from _statements(role.id, role.properties["AssumeRolePolicyDocument"])


def managed_policies(template: Template) -> Iterator[tuple[str, str]]:
    """Return each role with the AWS managed policies it has, by name."""
    for role in template.of_type("AWS::IAM::Role"):
        for arn in role.properties.get("ManagedPolicyArns", ()):
            yield role.id, text(arn).partition(":policy/")[2]


def _statements(owner: str, document: Mapping[str, Any]) -> Iterator[Statement]:
    for written in document["Statement"]:
        yield Statement(
            owner,
            written["Effect"],
            # Everything but something is too much to reason about: it counts as everything.
            tuple(listed(written.get("Action", "*"))),
            tuple(map(text, listed(written.get("Resource", "*" if "NotResource" in written else None)))),
            tuple(_principals(written.get("Principal"))),
            written.get("Condition", {}),
        )


def _principals(principal: object) -> Iterator[str]:
    if isinstance(principal, Mapping):
        for kind, names in principal.items():
            yield from (f"{kind}:{text(name)}" for name in listed(names))
    elif principal is not None:
        yield f"AWS:{text(principal)}"
