"""Generated specs of any size whose parts hang together: a realistic mix, a chain, and a dense graph of services.

python -m tests.bench.realistic_spec mix|chain|dense COMPONENTS    writes one to standard output
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, TypeAlias, get_args

Shape: TypeAlias = Literal["mix", "chain", "dense"]

SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)

_HEADER: Final = """archspec: 1
name: {shape}-{components}
title: {components} components, {shape}
language: en
region: sa-east-1
domain: example.com
environments:
  production: {{account: "111122223333"}}
components:
  customer: {{kind: actor, label: Customer}}
  dns: {{kind: route53_zone, existing: {{zone_id: Z0123456789ABCDEFGHIJ}}}}
"""
_SERVICE: Final = """  {id}:
    kind: fargate_service
    cluster: {domain}
    image: {{repository: {repository}, tag: {{parameter: image_tag}}}}
    port: 3000
    cpu: 512
    memory_mib: 1024
    tasks: {{min: 2, max: 6}}
    environment: {{LOG_LEVEL: info}}
    why: Serves one part of the {domain} domain.
"""
_DATABASE: Final = """  {id}:
    kind: rds_instance
    engine: postgres
    engine_version: "17.9"
    instance_class: db.m7g.large
    storage_gib: 100
    why: Keeps the records of the {domain} domain.
"""
_CACHE: Final = """  {id}:
    kind: elasticache_replication_group
    engine: redis
    engine_version: "7.1"
    node_type: cache.m7g.large
    why: Keeps the sessions of the {domain} domain.
"""
_BUCKET: Final = "  {id}: {{kind: s3_bucket, why: Keeps the files of the {domain} domain.}}\n"
_BALANCER: Final = """  {id}:
    kind: application_load_balancer
    hostnames: [{domain}]
    why: Leads requests to the services of the {domain} domain.
"""
_DISTRIBUTION: Final = """  {id}:
    kind: cloudfront_distribution
    hostnames: [{domain}-www]
    why: Serves the front end of the {domain} domain.
"""

_DOMAIN: Final = (
    ("lb", _BALANCER),
    ("cdn", _DISTRIBUTION),
    ("site", _BUCKET),
    ("api", _SERVICE),
    ("db", _DATABASE),
    ("cache", _CACHE),
    ("worker", _SERVICE),
    ("files", _BUCKET),
    ("search", _SERVICE),
    ("report", _SERVICE),
    *((f"part{number}", _SERVICE) for number in range(10)),
)
"""The components of one domain, in the order a smaller one leaves them out."""
_ARROWS: Final = (
    ("customer", "lb", ""),
    ("customer", "cdn", ""),
    ("cdn", "site", ""),
    ("lb", "api", ""),
    ("api", "db", "access: read_write"),
    ("api", "cache", "access: read_write"),
    ("api", "files", "access: read_write"),
    ("worker", "db", "access: read_write"),
    ("worker", "files", "access: read_write"),
    ("api", "search", ""),
    ("lb", "search", "paths: [/search/*]"),
    ("report", "db", "access: read_only"),
    ("report", "files", "access: write_only"),
    *(("lb", f"part{number}", f"paths: [/part{number}/*]") for number in range(5)),
    *((f"part{number}", "db", "access: read_write") for number in range(10)),
    *(("api", f"part{number}", "") for number in range(5, 10)),
)


def realistic_spec(shape: Shape, components: int) -> str:
    """Return a compliant YAML spec with a number of components."""
    makers: Mapping[Shape, Callable[[int], tuple[list[str], list[str]]]] = {
        "mix": _mix,
        "chain": _chain,
        "dense": _dense,
    }
    parts, arrows = makers[shape](components - 2)
    return "".join([_HEADER.format(shape=shape, components=components), *parts, "connections:\n", *arrows])


def _part(template: str, name: str, domain: str) -> str:
    return template.format(id=name, domain=domain, repository=name.replace("_", "-"))


def _mix(count: int) -> tuple[list[str], list[str]]:
    """Return domains with a balancer, a front end, services and data; the service of each calls that of the next."""
    parts, arrows, names = [], [], {"customer"}
    for number in range(count):
        domain, (role, template) = f"domain-{number // len(_DOMAIN)}", _DOMAIN[number % len(_DOMAIN)]
        name = f"{role}_{number // len(_DOMAIN)}"
        names.add(name)
        parts.append(_part(template, name, domain))
    for place in range(-(-count // len(_DOMAIN))):
        ends = ((_in_domain(source, place), f"{target}_{place}", options) for source, target, options in _ARROWS)
        arrows += [_arrow(*end) for end in ends if {end[0], end[1]} <= names]
        if f"api_{place + 1}" in names:
            arrows.append(_arrow(f"api_{place}", f"api_{place + 1}", ""))
    return parts, arrows


def _in_domain(role: str, place: int) -> str:
    return role if role == "customer" else f"{role}_{place}"


def _chain(count: int) -> tuple[list[str], list[str]]:
    """Return services of which each calls the next."""
    return _services(count), [_arrow(f"service_{n}", f"service_{n + 1}", "") for n in range(count - 1)]


def _dense(count: int) -> tuple[list[str], list[str]]:
    """Return services of which each calls a tenth of the others."""
    return _services(count), list(_dense_arrows(count))


def _dense_arrows(count: int) -> Iterator[str]:
    for source in range(count):
        for step in range(1, max(count // 10, 1) + 1):
            yield _arrow(f"service_{source}", f"service_{(source + step) % count}", "")


def _services(count: int) -> list[str]:
    return [_part(_SERVICE, f"service_{n}", "main") for n in range(count)]


def _arrow(source: str, target: str, options: str) -> str:
    return f"  {source} -> {target}: {{{options}}}\n"


if __name__ == "__main__":
    sys.stdout.write(realistic_spec(sys.argv[1], int(sys.argv[2])))  # type: ignore[arg-type]
