"""A realistic mix of any size: teams of services with their load balancers, and data stores that some of them share."""

from typing import Any, Final

from archspec.architecture import Architecture
from tests.checks.examples import ACTOR, BUCKET, CACHE, CDN, DATABASE, SERVICE, architecture

_SERVICES_OF_A_TEAM: Final = 18


def mix(components: int) -> Architecture:
    """Return an architecture in which three of five components are services, and one of six holds data."""
    teams = max(1, components * 3 // 5 // _SERVICES_OF_A_TEAM)
    parts = {
        "service": components * 3 // 5,
        "database": max(1, components * 6 // 100),
        "cache": max(1, components * 5 // 100),
        "bucket": max(1, components * 6 // 100),
        "entry": teams,
        "site": max(1, components * 3 // 100),
    }
    parts["user"] = max(1, components - sum(parts.values()) - 1)
    made: dict[str, Any] = {"dns": {"kind": "route53_zone", "existing": {"zone_id": "Z0123456789ABCDEFGHIJ"}}}
    for kind, count in parts.items():
        made |= {f"{kind}_{number}": _component(kind, number, teams) for number in range(count)}
    return architecture(made, connections=_connections(parts), domain="example.com")


def _component(kind: str, number: int, teams: int) -> dict[str, Any]:
    match kind:
        case "service":
            image = {"repository": f"service-{number}", "tag": "1.0.0"}
            secrets = {"SESSION_KEY": "generated"} if number % 4 == 0 else {}
            cluster = f"team-{number % teams}"
            return {**SERVICE, "cluster": cluster, "image": image, "port": 3000, "secrets": secrets}
        case "entry":
            return {"kind": "application_load_balancer", "hostnames": [f"api{number}"]}
        case "site":
            return {**CDN, "hostnames": [f"www{number}"]}
        case _:
            return {"database": DATABASE, "cache": CACHE, "bucket": BUCKET, "user": ACTOR}[kind]


def _connections(parts: dict[str, int]) -> dict[str, dict[str, object]]:
    write: dict[str, object] = {"access": "read_write"}
    found: dict[str, dict[str, object]] = {}
    for number in range(parts["entry"]):
        found[f"user_{number % parts['user']} -> entry_{number}"] = {}
    for number in range(parts["site"]):
        found[f"site_{number} -> bucket_{number % parts['bucket']}"] = {}
    for number in range(parts["service"]):
        service = f"service_{number}"
        found[f"{service} -> database_{number % parts['database']}"] = write
        if number % 6 == 0:
            found[f"{service} -> cache_{number % parts['cache']}"] = write
        if number % 3 == 0:
            found[f"{service} -> bucket_{number % parts['bucket']}"] = write
        if number % 2 == 0:
            found[f"entry_{number // 2 % parts['entry']} -> {service}"] = {"paths": [f"/s{number}/*"]}
        if number + 1 < parts["service"]:
            called = number + 1 + number * 7 % (parts["service"] - number - 1)
            found[f"{service} -> service_{called}"] = {}
    return found
