"""Plans as JSON documents, whose shape is a promise to other programs.

    version                   1
    errors                    [{file, line, column, message}]; where there are any, there is no plan
    name, environment         of the architecture; without environments, null
    names                     {component: what its construct ids begin with}
    stacks                    [{id, name, region, account, components, termination_protection}], in deployment order
    vpc                       {cidr, zones, nat_gateways, tiers, subnets, existing}, or null where nothing needs one
        tiers                 [{placement, prefix, reserved}]
        subnets               [{placement, zone, cidr}]
        existing              {vpc_id, public_subnets, private_subnets, isolated_subnets}, or null
    security_groups           [{id, owner}]; an owner is a component, or a function as in `database-extensions`
    rules                     [{id, group, direction, peer, port, reasons}]
        peer                  {group: owner}, {cidr: range} or {prefix_list: cloudfront}
        reasons               arrows, and infrastructure flows as below
    infrastructure_flows      [{source, target, port, purpose}]
    grants                    [{arrow, principal, actions}]
    cache_users               [{id, arrow, access}]
    containers                [{component, settings, secrets}]
        settings              [{name, value, arrow}]; a value is text, or {component, attribute} known at deployment
        secrets               [{name, kind, arrow, field, arn}]; where a value comes from, never the value
    certificates              [{id, component, names, zone, existing_arn}]
    records                   [{id, name, zone, component}]
    health_checks             [{id, component, name, path, failure_threshold}]
    listeners                 [{component, internet_facing, certificate, http, routes}]
        routes                [{arrow, hosts, paths, priority, health_check_path}]
    repositories              [{id, name}]
    alarms                    [{id, component, subject, namespace, metric, statistic, comparison, threshold, periods,
                              missing, node, arrow}]
    bucket_names              {component: name up to the account id}
    cloudfront_prefix_list    the id of the list, or null where it becomes a parameter
    tags                      {key: value}
    nested_stacks             [{id, contents, components, resources, parameters}], in the order they are made
        contents              groups, services or guards (alarms, and the web ACLs of load balancers)
        parameters            [{id, subject, of}], the values of Main they are given
    resources                 {stack: count}, without those of the stacks inside it
    notes                     [text], what whoever deploys the plan has to know

Arrows are text, as in a spec. A setting whose name or value is that of a credential is masked.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from pydantic import BaseModel

from archspec.architecture import Arrow, FlowPurpose
from archspec.components.credentials import MASK, exposes_secret
from archspec.planning.names import Names
from archspec.planning.plan import Plan
from archspec.planning.security import CloudFrontPeer, GroupPeer
from archspec.planning.settings import Output, Setting

VERSION: Final = 1

Json: TypeAlias = dict[str, object]


def plan_document(made: Plan) -> Json:
    """Return everything in a plan but the architecture it was made from."""
    head: Json = {"version": VERSION, "errors": [], "name": made.architecture.name}
    return head | {part.name: _data(getattr(made, part.name)) for part in fields(made) if part.name != "architecture"}


def shown_value(setting: Setting) -> str | Output:
    """Return the value of a setting, masked where the spec's author put a credential into it."""
    if setting.arrow is None and isinstance(setting.value, str):
        return MASK if exposes_secret(setting.name, setting.value) else setting.value
    return setting.value


def _data(value: object) -> object:  # noqa: PLR0911  one flat case for each type
    match value:
        case Arrow() | StrEnum() | FlowPurpose():
            return str(value)
        case Names():
            return dict(value.bases)
        case GroupPeer():
            return {"group": value.owner}
        case CloudFrontPeer():
            return {"prefix_list": "cloudfront"}
        case Setting():
            return {"name": value.name, "value": _data(shown_value(value)), "arrow": _data(value.arrow)}
        case BaseModel():
            return value.model_dump(mode="json")
        case tuple():
            return [_data(item) for item in value]
        case Mapping():
            return {key: _data(item) for key, item in value.items()}
        case _:
            return _fields(value) if is_dataclass(value) else value


def _fields(value: object) -> Json:
    """Return the fields of a part of a plan, without those that only say in other words what the others imply."""
    parts = fields(value)  # type: ignore[arg-type]  # a dataclass
    return {part.name: _data(getattr(value, part.name)) for part in parts if part.metadata.get("documented", True)}
