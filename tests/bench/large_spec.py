"""A generated spec of any size, in the proportions of the reference architecture."""

HEADER = """archspec: 1
name: large
title: Large architecture
language: en
region: sa-east-1
domain: example.com
components:
  customer: {kind: actor}
  dns: {kind: route53_zone}
"""

SERVICE = """  service_{n}:
    kind: fargate_service
    cluster: main
    image: {{repository: service-{n}, tag: 1.0.{n}}}
    port: 3000
    cpu: 512
    memory_mib: 1024
    tasks: {{min: 2, max: 10}}
    why: Serves the part of the product that team {n} owns.
"""

DATABASE = """  database_{n}:
    kind: rds_instance
    engine: postgres
    engine_version: "17.9"
    instance_class: db.m7g.large
    storage_gib: 100
    why: Keeps the records of team {n}.
"""

CACHE = """  cache_{n}:
    kind: elasticache_replication_group
    engine: redis
    engine_version: "7.1"
    node_type: cache.m7g.large
    why: Keeps the sessions of team {n}.
"""

BUCKET = """  bucket_{n}: {{kind: s3_bucket, why: Keeps the files of team {n}.}}
"""


def large_spec(components: int, connections: int) -> str:
    """Return a compliant YAML spec: half services, the rest databases, caches and buckets, evenly."""
    services = components // 2
    stores = [(DATABASE, "database"), (CACHE, "cache"), (BUCKET, "bucket")]
    parts = [HEADER]
    parts.extend(SERVICE.format(n=n) for n in range(services))
    names = []
    for n in range(components - services):
        template, kind = stores[n % len(stores)]
        parts.append(template.format(n=n))
        names.append(f"{kind}_{n}")
    parts.append("connections:\n")
    for i in range(connections):
        target = names[(i * 7 + i // services) % len(names)]
        arrow = f"service_{i % services} -> {target} #c{i}"
        parts.append(f'  "{arrow}": {{access: read_write}}\n')
    return "".join(parts)
