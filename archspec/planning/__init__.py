"""Plans: an architecture for one environment, with every decision about its deployment made, without any CDK."""

from archspec.planning.plan import Plan, draft, plan

__all__ = ["Plan", "draft", "plan"]
