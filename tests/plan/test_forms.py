"""The two forms a plan is printed in: text for people, and a JSON document for programs."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given

import archspec.planning.document
from archspec.architecture import Architecture
from archspec.planning import Plan, plan
from archspec.planning.document import plan_document
from archspec.planning.text import WIDTH, plan_sections
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CACHE, CDN, DATABASE, SERVICE, ZONE, architecture
from tests.plan.drawn import deployable

DOC = str(archspec.planning.document.__doc__)
NESTED = {
    "tiers": "vpc",
    "subnets": "vpc",
    "settings": "containers",
    "secrets": "containers",
    "routes": "listeners",
    "parameters": "nested_stacks",
}
"""Lists inside other parts of a document."""


def _lines(made: Plan) -> dict[str, list[str]]:
    """Return the rows under each title, their columns one blank apart."""
    return {section.title: [" ".join(line.split()) for line in section.lines] for section in plan_sections(made)}


@pytest.mark.slow
@given(deployable())
def test_text_fits(found: Architecture) -> None:
    """Whatever the names are, in columns of one width, without a blank at an end or a control character."""
    for section in plan_sections(plan(found, "production")):
        for line in (section.title, *section.lines):
            assert len(line) <= WIDTH
            assert line == line.rstrip()
            assert line.isprintable()


@pytest.mark.slow
@given(deployable())
def test_text_leaves_nothing_out(found: Architecture) -> None:
    """Each part has a line for each of its items, and no title without a line."""
    made = plan(found)
    lines = _lines(made)
    assert all(lines.values())
    parts = {
        "Security groups": made.security_groups,
        "Security-group rules": made.rules,
        "Infrastructure flows, open without a connection": made.infrastructure_flows,
        "Grants": made.grants,
        "Cache users": made.cache_users,
        "Certificates": made.certificates,
        "Alias records": made.records,
        "Health checks": made.health_checks,
        "Image repositories": made.repositories,
        "Alarms": made.alarms,
    }
    for title, items in parts.items():
        assert (title in lines) == bool(items)
        assert len(lines.get(title, [])) >= len(items) + bool(items)
    assert sum(title.startswith("Container of") for title in lines) <= len(made.containers)
    assert sum(title.startswith("Listeners of") for title in lines) == len(made.listeners)


@pytest.mark.slow
@given(deployable())
def test_a_document_is_json_of_the_documented_shape(found: Architecture) -> None:
    """The keys, and those of each item, are the ones its module documents, in that order."""
    document = json.loads(json.dumps(plan_document(plan(found))))
    assert list(document) == _top_level()
    for name, keys in _documented_items().items():
        for item in _items(document, name):
            assert list(item) == keys, name


def _top_level() -> list[str]:
    found = re.findall(r"^    ([a-z_]+(?:, [a-z_]+)*) {2,}\S", DOC, re.MULTILINE)
    return [name for names in found for name in names.split(", ")]


def _documented_items() -> dict[str, list[str]]:
    """Return the keys of the items of each list, from the documentation."""
    found = re.findall(r"^ {4,8}([a-z_]+) +\[\{([a-z_,\s]+)\}\]", DOC, re.MULTILINE)
    return {name: [key.strip() for key in keys.split(",")] for name, keys in found}


def _items(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    if name == "errors":
        return []
    outer = NESTED.get(name)
    if outer is None:
        return list(document[name])
    holders = document[outer] if isinstance(document[outer], list) else [document[outer]]
    return [item for holder in holders if holder is not None for item in holder[name]]


def test_a_document_holds_the_whole_plan() -> None:
    """A new part of the plan is in it, and in its documentation; only the architecture stays out."""
    parts = [part.name for part in fields(Plan)]
    assert parts[0] == "architecture"
    assert _top_level() == ["version", "errors", "name", *parts[1:]]
    assert len(_documented_items()) == 21


def test_the_ends_of_a_rule_are_told_apart() -> None:
    """A group, a range, or CloudFront's list; and a reason is an arrow or a whole flow."""
    made = plan(
        architecture(
            {"user": ACTOR, "zone": ZONE, "cdn": CDN, "entry": {**BALANCER, "hostnames": ["a"]}, "api": SERVICE},
            connections={"user -> entry": {}, "cdn -> entry": {}, "entry -> api": {}},
            domain="example.com",
        )
    )
    rules = {rule["id"]: rule for rule in plan_document(made)["rules"]}  # type: ignore[attr-defined]  # a list
    assert rules["InternetToEntry443In"]["peer"] == {"cidr": "0.0.0.0/0"}
    assert rules["CloudFrontToEntry443In"]["peer"] == {"prefix_list": "cloudfront"}
    assert rules["EntryToApi80In"]["peer"] == {"group": "entry"}
    assert rules["EntryToApi80In"]["reasons"] == ["entry -> api"]
    assert rules["ApiToInternet443Out"]["reasons"] == [
        {"source": "api", "target": "aws-apis", "port": 443, "purpose": "service_apis"}
    ]
    text = "\n".join(_lines(made)["Security-group rules"])
    assert "ingress CloudFront entry 443 cdn -> entry" in text
    assert "egress api 0.0.0.0/0 443 service_apis" in text


def test_credentials_are_masked() -> None:
    """What should not be in `environment` is in neither form; other values are."""
    secret = "hunter2-hunter2"
    token = "3f9cQ7zLx0Pw8RtY2uVbN6mK1sD4"
    environment = {"DB_PASSWORD": secret, "FEED": token, "LEVEL": "info", "NOTE": "two\nlines"}
    made = plan(architecture({"api": {**SERVICE, "environment": environment}}))
    document = json.dumps(plan_document(made))
    rows = _lines(made)["Container of api"]
    assert secret not in document + "".join(rows)
    assert token not in document + "".join(rows)
    assert rows[1:] == [
        "DB_PASSWORD **** the service itself",
        "FEED **** the service itself",
        "LEVEL 'info' the service itself",
        r"NOTE 'two\nlines' the service itself",
        "PORT '80' the service itself",
    ]
    assert json.loads(document)["containers"][0]["settings"][1]["value"] == "****"


def test_every_source_of_a_secret_has_words() -> None:
    """Generated, there already, a database's, a cache user's, a cache's token."""
    arn = "arn:aws:ssm:sa-east-1:111122223333:parameter/key"
    targets = {"db": DATABASE, "users": CACHE, "token": {**CACHE, "authentication": "auth_token"}, "files": BUCKET}
    api = {**SERVICE, "secrets": {"NEW": "generated", "OLD": arn}}
    connections: dict[str, object] = {f"api -> {name}": {} for name in targets}
    rows = _lines(plan(architecture({"api": api, **targets}, connections=connections)))["Container of api"]
    assert [row for row in rows if "secret" in row or "name of" in row] == [
        "DB_SECRET_ARN ARN of the secret of db api -> db",
        "FILES_BUCKET name of files api -> files",
        "DB_PASSWORD secret of db, password api -> db",
        "DB_USERNAME secret of db, username api -> db",
        "NEW generated secret the service itself",
        f"OLD secret {arn} the service itself",
        "TOKEN_PASSWORD secret of token, token api -> token",
        "USERS_PASSWORD secret of this user of users, password api -> users",
        "USERS_USERNAME secret of this user of users, username api -> users",
    ]


@pytest.mark.parametrize(
    ("balancer", "expected"),
    [
        ({"hostnames": ["a"]}, "HTTPS on 443 with EntryCertificate; HTTP on 80 redirected to HTTPS"),
        ({"hostnames": ["a"], "http": "closed"}, "HTTPS on 443 with EntryCertificate; no HTTP"),
        ({"http": "forward"}, "no HTTPS; HTTP on 80 passed on"),
    ],
)
def test_what_a_load_balancer_listens_to(balancer: dict[str, Any], expected: str) -> None:
    """Routes are listed in the order they are tried, the default last."""
    connections: dict[str, object] = {"entry -> a": {}, "entry -> b": {"paths": ["/b"]}}
    connections["entry -> c"] = {"hosts": ["c.example.com"]}
    components = {"zone": ZONE, "entry": {**BALANCER, **balancer}, "a": SERVICE, "b": SERVICE, "c": SERVICE}
    made = plan(architecture(components, connections=connections, domain="example.com"))
    said, header, *routes = _lines(made)["Listeners of entry"]
    assert said == f"Internal; {expected}"
    assert header == "Priority Hosts Paths Health check Connection"
    assert [route.split(maxsplit=1)[1] for route in routes] == [
        "c.example.com any / entry -> c",
        "any /b / entry -> b",
        "any any / entry -> a",
    ]


def test_an_existing_vpc_shows_its_subnets() -> None:
    """By tier and zone, as a planned one does."""
    subnets = ["subnet-00000001", "subnet-00000002"]
    existing = {"vpc_id": "vpc-00000001", "private_subnets": subnets}
    made = plan(architecture({"api": SERVICE}, network={"existing": existing}))
    assert _lines(made)["Network"] == [
        "VPC vpc-00000001, which is there already",
        "Tier sa-east-1a sa-east-1b",
        "private subnet-00000001 subnet-00000002",
    ]


def test_kept_addresses_are_shown() -> None:
    """What a third zone would take, a tier nothing runs in, and the rest."""
    made = plan(architecture({"store": DATABASE}))
    assert _lines(made)["Network"] == [
        "VPC 10.0.0.0/16, 0 NAT gateways",
        "Tier sa-east-1a sa-east-1b",
        "private kept free kept free",
        "public 10.0.96.0/20 10.0.112.0/20",
        "isolated 10.0.144.0/20 10.0.160.0/20",
        "Kept free: 10.0.0.0/18, 10.0.64.0/19, 10.0.128.0/20, 10.0.176.0/20, 10.0.192.0/18",
    ]
    single = plan(architecture({"api": SERVICE}, network={"nat_gateways": "single"}))
    assert _lines(single)["Network"][0] == "VPC 10.0.0.0/16, 1 NAT gateway"


def test_principals_have_words() -> None:
    """Roles of services and databases, a distribution, and everybody."""
    public = {**BUCKET, "block_public_access": False}
    components = {"api": SERVICE, "db": DATABASE, "cdn": CDN, "user": ACTOR, "files": public}
    connections: dict[str, object] = {f"{name} -> files": {} for name in ("api", "db", "cdn", "user")}
    rows = _lines(plan(architecture(components, connections=connections)))["Grants"]
    assert rows[1:] == [
        "task role of api s3:GetObject, s3:ListBucket files api -> files",
        "distribution cdn s3:GetObject files cdn -> files",
        "role of db s3:GetObject, s3:ListBucket files db -> files",
        "anyone s3:GetObject files user -> files",
    ]


def test_nothing_to_deploy() -> None:
    """An architecture of people has its tags alone."""
    assert list(_lines(plan(architecture({"user": ACTOR})))) == ["Tags"]


def test_long_names_break_last() -> None:
    """A column of sentences gives way before one of names does; in the end names are broken too."""
    long = "z" * 40
    made = plan(architecture({long: SERVICE, "y" * 40: DATABASE}, connections={f"{long} -> {'y' * 40}": {}}))
    rows = _lines(made)["Security-group rules"]
    assert max(map(len, rows)) <= WIDTH
    assert "".join(rows).count("z") >= 40


def test_planning_needs_no_renderer() -> None:
    """Neither the CDK nor templates are loaded, in whichever form a plan is printed."""
    code = (
        "import sys, archspec.planning, archspec.planning.text, archspec.planning.document;"
        "print(sorted({'aws_cdk', 'jinja2', 'jsii', 'renderers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "[]\n"
