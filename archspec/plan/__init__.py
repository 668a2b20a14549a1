"""Plans: an architecture for one environment, with every decision about its deployment made, without any CDK."""

from archspec.plan.plan import Plan, plan

__all__ = ["Plan", "plan"]
