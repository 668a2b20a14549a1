"""What containers are told: every documented name, and no secret."""

import re
from typing import Any

import pytest
from hypothesis import given

import archspec.planning.settings
from archspec.architecture import Architecture
from archspec.planning import plan
from archspec.planning.settings import Container, Output, Setting
from tests.checks.examples import BALANCER, BUCKET, CACHE, CDN, DATABASE, SERVICE, ZONE, architecture
from tests.plan.drawn import deployable

ARN = "arn:aws:ssm:sa-east-1:111122223333:parameter/key"
TARGETS: dict[str, dict[str, Any]] = {
    "db": DATABASE,
    "users": CACHE,
    "token": {**CACHE, "authentication": "auth_token"},
    "open": {**CACHE, "authentication": "none", "transit_encryption": "disabled"},
    "other": {**SERVICE, "port": 8080},
    "entry": {**BALANCER, "hostnames": ["api", "v2"]},
    "inner": {**BALANCER, "http": "forward"},
    "files": BUCKET,
    "cdn": {**CDN, "hostnames": ["www"]},
}


def _told(service: dict[str, Any], **targets: dict[str, Any]) -> dict[str, str]:
    """Return what the container of a service is told, with the sources of what is not known yet."""
    connections: dict[str, object] = {f"api -> {name}": {} for name in targets}
    if "cdn" in targets:
        connections["cdn -> files"] = {}
    components = {"api": {**SERVICE, **service}, "zone": ZONE, **targets}
    made = plan(architecture(components, connections=connections, domain="example.com"))
    container = next(container for container in made.containers if container.component == "api")
    sources = {secret.name: f"{secret.kind} {secret.field} {secret.arn}" for secret in container.secrets}
    return {setting.name: _value(setting) for setting in container.settings} | sources


def _value(setting: Setting) -> str:
    value = setting.value
    return f"{value.attribute} of {value.component}" if isinstance(value, Output) else repr(value)


def _names(container: Container) -> list[str]:
    return [setting.name for setting in container.settings] + [secret.name for secret in container.secrets]


def test_every_kind_of_target() -> None:
    """Each connection tells where its target is, and how to come in."""
    assert _told({}, **TARGETS) == {
        "PORT": "'80'",
        "DB_HOST": "address of db",
        "DB_PORT": "'5432'",
        "DB_NAME": "'app'",
        "DB_SECRET_ARN": "secret_arn of db",
        "DB_USERNAME": "database username None",
        "DB_PASSWORD": "database password None",
        "USERS_HOST": "address of users",
        "USERS_PORT": "'6379'",
        "USERS_TLS": "'true'",
        "USERS_USERNAME": "cache_user username None",
        "USERS_PASSWORD": "cache_user password None",
        "TOKEN_HOST": "address of token",
        "TOKEN_PORT": "'6379'",
        "TOKEN_TLS": "'true'",
        "TOKEN_PASSWORD": "cache_token None None",
        "OPEN_HOST": "address of open",
        "OPEN_PORT": "'6379'",
        "OPEN_TLS": "'false'",
        "OTHER_HOST": "address of other",
        "OTHER_PORT": "'8080'",
        "ENTRY_URL": "'https://api.example.com'",
        "INNER_HOST": "address of inner",
        "FILES_BUCKET": "bucket_name of files",
        "CDN_HOST": "'www.example.com'",
    }


def test_every_documented_name_is_given() -> None:
    """And no other."""
    documented = re.findall(r"(?:\}|, )_([A-Z_]+)", str(archspec.planning.settings.__doc__))
    given_names = {name.partition("_")[2] for name in _told({}, **TARGETS)} - {""}
    assert set(documented) == given_names


def test_a_services_own_variables() -> None:
    """The port it listens on, its settings, its secrets; a port it names itself is left alone."""
    own = {"environment": {"LEVEL": "info"}, "secrets": {"KEY": "generated", "OLD": ARN}}
    assert _told(own) == {
        "PORT": "'80'",
        "LEVEL": "'info'",
        "KEY": "generated None None",
        "OLD": f"existing None {ARN}",
    }
    assert _told({"environment": {"PORT": "81"}}) == {"PORT": "'81'"}
    assert _told({"secrets": {"PORT": "generated"}}) == {"PORT": "generated None None"}


def test_a_second_connection_adds_no_variable() -> None:
    """A target is told of once, and its user may do what all connections may together."""
    made = plan(
        architecture(
            {"api": SERVICE, "users": CACHE},
            connections={"api -> users": {"access": "write_only"}, "api -> users #second": {}},
        )
    )
    (container,) = made.containers
    names = _names(container)
    assert len(set(names)) == len(names)
    assert [(user.id, user.access) for user in made.cache_users] == [("ApiToUsersUser", "read_write")]


@pytest.mark.slow
@given(deployable())
def test_a_plan_holds_no_secret(found: Architecture) -> None:
    """It says where each is: an ARN where it is there already, a key where there are several in one."""
    for container in plan(found).containers:
        names = _names(container)
        assert len(set(names)) == len(names)
        for secret in container.secrets:
            assert (secret.arn is not None) == (secret.kind == "existing")
            assert secret.field in {None, "username", "password"}
            assert (secret.arrow is None) == (secret.kind in {"existing", "generated"})
