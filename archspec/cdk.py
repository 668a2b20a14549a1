"""Public constructs for people with a CDK app of their own; importing this module starts the CDK."""

from renderers.cdk.architecture_stacks import ArchitectureStacks

__all__ = ["ArchitectureStacks"]
