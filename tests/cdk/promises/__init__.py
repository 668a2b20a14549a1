"""What every deployment promises, whatever the architecture: each a function that returns how it is broken."""

from typing import Final

from archspec.components import KIND_NAMES
from tests.cdk.deployment import Deployment
from tests.cdk.oracle import Promise, oracle_of
from tests.cdk.promises.access import (
    alarms_are_heard,
    functions_may_write_their_logs,
    no_permission_is_unlimited,
    permissions_are_the_connections,
    roles_are_for_services_of_aws,
    secrets_stay_secret,
    tasks_start_with_their_secrets_alone,
)
from tests.cdk.promises.components import components_are_deployed, names_are_taken_once
from tests.cdk.promises.data import data_outlives_its_resource_as_specified
from tests.cdk.promises.edge import names_lead_to_their_entries
from tests.cdk.promises.network import (
    data_stores_answer_on_one_port,
    data_stores_are_out_of_reach,
    default_groups_are_empty,
    everything_has_a_group_of_its_own,
    everything_in_the_vpc_is_known,
    everything_runs_in_its_tier,
    nat_gateways_are_as_specified,
    public_addresses_are_as_specified,
    rules_are_the_connections,
)
from tests.cdk.promises.storage import (
    everything_is_encrypted,
    logs_are_kept_as_specified,
    logs_are_written,
)

OF_ALL_KINDS: Final[tuple[Promise, ...]] = (
    components_are_deployed,
    names_are_taken_once,
    rules_are_the_connections,
    everything_in_the_vpc_is_known,
    everything_has_a_group_of_its_own,
    everything_runs_in_its_tier,
    nat_gateways_are_as_specified,
    default_groups_are_empty,
    public_addresses_are_as_specified,
    data_stores_answer_on_one_port,
    data_outlives_its_resource_as_specified,
    everything_is_encrypted,
    logs_are_kept_as_specified,
    logs_are_written,
    names_lead_to_their_entries,
    permissions_are_the_connections,
    no_permission_is_unlimited,
    roles_are_for_services_of_aws,
    tasks_start_with_their_secrets_alone,
    secrets_stay_secret,
    alarms_are_heard,
    functions_may_write_their_logs,
)
"""Held by whatever is deployed, of any kind."""

PROMISES: Final[tuple[Promise, ...]] = (
    *OF_ALL_KINDS,
    *(promise for kind in KIND_NAMES for promise in oracle_of(kind).promises),
)
"""Held by every architecture that can be deployed."""

STRICTER: Final[tuple[Promise, ...]] = (data_stores_are_out_of_reach,)
"""Held by the specs of this repository; another spec may say that it wants something unsafe."""


def broken(deployment: Deployment, promises: tuple[Promise, ...] = PROMISES) -> list[str]:
    """Return how promises are broken, each with the name of the promise."""
    return [f"{promise.__name__}: {how}" for promise in promises for how in promise(deployment)]


__all__ = ["OF_ALL_KINDS", "PROMISES", "STRICTER", "Promise", "broken"]
