"""A text that a spec may hold reaches the template as it is, and changes nothing else there."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture import Architecture
from archspec.components import all_kinds
from archspec.components.texts import text_refusal
from archspec.planning import plan
from renderers.cdk.synth import synthesize
from tests.cdk.synthesis import player
from tests.checks.examples import MINIMAL, SERVICE, architecture
from tests.security.text_fields import Leaf, text_leaves

FRAGMENTS: Final = (
    *(
        "{",
        "}",
        "{{",
        "}}",
        "]}",
        "#{",
        "${x}",
        "${AWS::Region}",
        "{{resolve",
        "{{resolve}}",
        "${Token",
        "Token[TOKEN.1]",
    ),
    *("Fn::Sub", '{"Ref": "Api"}', '{"Fn::GetAtt": ["Api", "Arn"]}', "!Ref Api", "AWS::NoValue", "Ref", "$jsii.byref"),
    *("__proto__", "constructor", "toString", "null", "undefined", "NaN", "true", "0", "-1.5e+289", "1e+289", "+", "e"),
    *("'", '"', "`", "\\", "\\n", "\\u0000", "</script>", "<!--", "-->", "*/", "//", "%s", "%(x)s", "|", ">", "&", "#"),
    *(
        "- a: b",
        "a: b",
        "? ",
        "~",
        "é",
        "e\u0301",
        "ação",
        "שלום",
        "مرحبا",
        "日本",
        "👩\u200d👧",
        "1\ufe0f\u20e3",
        "\u00a0",
        " ",
    ),
)
WORDS: Final = st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=4)
TEXTS: Final = (
    st.lists(WORDS, min_size=1, max_size=6).map("".join) | WORDS | st.sampled_from((" ", "x", "{" * 70, "\\" * 79))
)
TAG_TEXTS: Final = st.text(st.sampled_from("aZ09é日 .:/=+@_-"), max_size=12)

DESCRIBED: Final = {"Description"}
SETTING: Final = {"AWS::ECS::TaskDefinition ContainerDefinitions[].Environment[].Value"}
REACHES: Final[Mapping[str, set[str]]] = {"Architecture.title": DESCRIBED, "FargateService.environment[value]": SETTING}
"""Where in a template each text of a person's own words is; every other one informs readers, and is in none."""


_SECRET: Final = "arn:aws:secretsmanager:sa-east-1:111122223333:secret:{}-AbCdEf"
_CERTIFICATE: Final = "arn:aws:acm:sa-east-1:111122223333:certificate/{}"
CLOSED: Final[Mapping[str, tuple[str, SearchStrategy[str]]]] = {
    "Architecture.domain": (
        "domain.example",
        st.from_regex("[a-z0-9]{1,9}[.](?:org|com[.]br|xn--p1ai)", fullmatch=True),
    ),
    "CloudfrontDistribution.default_root_object": (
        "root.htm",
        st.from_regex("[A-Za-z0-9_.*$~\"'&-]{1,30}", fullmatch=True),
    ),
    "Connection.health_check_path": ("/probe/", st.from_regex(r"/[A-Za-z0-9._~!$&'()*+,;=:@-]{0,30}", fullmatch=True)),
    "Connection.paths[item]": ("/paths/", st.from_regex(r"/[A-Za-z0-9._~\"'@:+&*?$-]{0,30}", fullmatch=True)),
    "ExistingBucket.name": ("bucket-there", st.from_regex("[a-z0-9][a-z0-9.-]{1,30}[a-z0-9]", fullmatch=True)),
    "ExistingCertificate.arn": (
        _CERTIFICATE.format("there"),
        st.from_regex("[A-Za-z0-9-]{1,40}", fullmatch=True).map(_CERTIFICATE.format),
    ),
    "ExistingCluster.name": ("cluster-there", st.from_regex("[A-Za-z0-9_-]{1,40}", fullmatch=True)),
    "ExistingZone.zone_id": ("ZTHERE", st.from_regex("Z[A-Z0-9]{1,31}", fullmatch=True)),
    "FargateService.secrets[value]": (
        _SECRET.format("there"),
        st.from_regex("[A-Za-z0-9/_+=.@-]{1,40}", fullmatch=True).map(_SECRET.format),
    ),
    "HealthCheck.path": ("/health/", st.from_regex(r"/[A-Za-z0-9._~!$&'()*+,;=:@-]{0,30}", fullmatch=True)),
    "Image.tag": ("tag-there", st.from_regex("[A-Za-z0-9_][A-Za-z0-9._-]{0,30}", fullmatch=True)),
    "RdsInstance.database_name": ("name_there", st.from_regex("[a-z][a-z0-9_]{0,30}", fullmatch=True)),
}
"""Fields of a closed form that a template shows as they are: a placeholder, and what else they may hold.

The others are parts of names, or of decisions such as the order of routes, in which a template cannot show them alone.
"""


@cache
def fields() -> Mapping[str, Leaf]:
    """Return the fields with text in a person's own words, and those of the table, by name."""
    return {leaf.name: leaf for leaf in text_leaves() if leaf.is_free or leaf.name in CLOSED}


def spec(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a spec that has every field with free text, each with the text of its name."""
    return {
        "name": "shop",
        "title": texts["Architecture.title"],
        "description": texts["Architecture.description"],
        "language": "en",
        "region": "sa-east-1",
        "domain": texts["Architecture.domain"],
        "clusters": {
            "main": {"label": texts["Cluster.label"]},
            "there": {"existing": {"name": texts["ExistingCluster.name"]}},
        },
        "components": {
            **{f"my_{kind.name}": component(kind.model.__name__, kind.name, texts) for kind in all_kinds()},
            "worker": {**MINIMAL["fargate_service"], "cluster": "there"},
            "bucket_there": {"kind": "s3_bucket", "existing": {"name": texts["ExistingBucket.name"]}},
        },
        "connections": connections(texts),
        "views": {"logical": {"title": texts["ViewOptions.title"]}},
        "tradeoffs": {"cost": {"impact": "low", "analysis": texts["Tradeoff.analysis"]}},
        "decisions": {"first": decision(texts)},
        "waivers": [waiver(texts)],
        "tags": {texts["Architecture.tags[key]"]: texts["Architecture.tags[value]"]},
        "translations": {"pt-BR": texts["Architecture.translations[value]"]},
    }


def component(name: str, kind: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a component with every text that its kind has."""
    more: dict[str, dict[str, Any]] = {
        "S3Bucket": {"website": {"framework": texts["Website.framework"]}},
        "FargateService": {
            "cluster": "main",
            "runtime": texts["FargateService.runtime"],
            "environment": {"TEXT": texts["FargateService.environment[value]"]},
            "secrets": {"KEY": texts["FargateService.secrets[value]"]},
            "image": {"repository": "api", "tag": texts["Image.tag"]},
        },
        "ApplicationLoadBalancer": {
            "hostnames": ["api"],
            "certificate": {"existing": {"arn": texts["ExistingCertificate.arn"]}},
            "health_check": {"path": texts["HealthCheck.path"]},
        },
        "CloudfrontDistribution": {
            "hostnames": ["www"],
            "default_root_object": texts["CloudfrontDistribution.default_root_object"],
        },
        "RdsInstance": {"database_name": texts["RdsInstance.database_name"]},
        "Route53Zone": {"existing": {"zone_id": texts["ExistingZone.zone_id"]}},
    }
    own = {
        "label": texts[f"{name}.label"],
        "why": texts[f"{name}.why"],
        "tags": {texts[f"{name}.tags[key]"]: texts[f"{name}.tags[value]"]},
    }
    return {**MINIMAL[kind], **own, **more.get(name, {})}


def connections(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return arrows, of which one has every text that a connection has."""
    balancer, service = "my_application_load_balancer", "my_fargate_service"
    words = {"label": texts["Connection.label"], "why": texts["Connection.why"]}
    return {
        f"my_actor -> {balancer}": {},
        f"{balancer} -> {service}": {**words, "health_check_path": texts["Connection.health_check_path"]},
        "my_cloudfront_distribution -> my_s3_bucket": {},
        f"my_cloudfront_distribution -> {balancer}": {"paths": [texts["Connection.paths[item]"]]},
        f"{service} -> my_rds_instance": {},
        "worker -> bucket_there": {},
        f"{service} -> my_elasticache_replication_group": {},
    }


def decision(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a decision with every text it may have."""
    return {
        "title": texts["Decision.title"],
        "status": "accepted",
        "date": "2026-11-24",
        "context": texts["Decision.context"],
        "options": {"one": texts["Decision.options[value]"]},
        "outcome": "one",
        "consequences": texts["Decision.consequences"],
    }


def waiver(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a waiver with every text it may have."""
    return {
        "rule": "AAC-EDGE-005",
        "reason": texts["Waiver.reason"],
        "owner": texts["Waiver.owner"],
        "ticket": texts["Waiver.ticket"],
        "expires": "2027-03-31",
    }


PLACEHOLDERS: Final = {
    name: CLOSED[name][0] if name in CLOSED else f"text {number} of {re.sub('[^A-Za-z_. ]', '', name)}"
    for number, name in enumerate(fields(), start=100)
}
"""A text for each field that it takes, and that stands nowhere else in a template."""


def drawn(name: str) -> SearchStrategy[str]:
    """Draw a text that a field takes; keys of tags begin with what tells them apart."""
    if name in CLOSED:
        texts = CLOSED[name][1]
    elif name.endswith("tags[key]"):
        texts = TAG_TEXTS.map(f"{list(fields()).index(name)}:{{}}".format)
    elif name.endswith("tags[value]"):
        texts = TAG_TEXTS
    else:
        texts = TEXTS.map(lambda text: text[:79])
    return texts.filter(lambda text: _takes(fields()[name], text))


def _takes(leaf: Leaf, text: str) -> bool:
    try:
        leaf.adapter.validate_python(text)
    except ValueError:
        return False
    return True


def templates(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the template and the tags of each stack of the spec with these texts."""
    made = plan(Architecture.model_validate(spec(texts)))
    assembly = synthesize(made, player())
    manifest = json.loads(assembly.files["manifest.json"])
    tags = {
        name: artifact["properties"].get("tags")
        for name, artifact in manifest["artifacts"].items()
        if artifact["type"] == "aws:cloudformation:stack"
    }
    return {"templates": assembly.templates(made), "tags": tags}


@cache
def base() -> dict[str, Any]:
    """Return the templates with a placeholder in each field."""
    return templates(PLACEHOLDERS)


_ANY_PLACEHOLDER: Final = re.compile("|".join(map(re.escape, sorted(PLACEHOLDERS.values(), key=len, reverse=True))))


def expected(node: Any, texts: Mapping[str, str]) -> Any:  # noqa: ANN401  JSON
    """Return JSON with each placeholder replaced by the text of its field."""
    by_placeholder = {PLACEHOLDERS[name]: text for name, text in texts.items()}
    match node:
        case dict():
            return {
                _filled(key, by_placeholder): expected(value, _in_javascript(texts) if key == "FunctionCode" else texts)
                for key, value in node.items()
            }
        case list():
            return [expected(item, texts) for item in node]
        case str():
            return _filled(node, by_placeholder)
        case _:
            return node


def _in_javascript(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts as a text of JavaScript in single quotes has them."""
    return {name: text.replace("'", "\\'") for name, text in texts.items()}


def _filled(text: str, by_placeholder: Mapping[str, str]) -> str:
    return _ANY_PLACEHOLDER.sub(lambda match: by_placeholder[match[0]], text)


def ordered(node: Any) -> Any:  # noqa: ANN401  JSON
    """Return JSON with tags, which the CDK sorts by key, in an order of their own."""
    match node:
        case dict():
            return {key: ordered(value) for key, value in sorted(node.items())}
        case [{"Key": _, "Value": _, **_rest}, *_]:
            return sorted(map(ordered, node), key=json.dumps)
        case list():
            return [ordered(item) for item in node]
        case _:
            return node


def places(node: Any, sought: str, path: str = "") -> Iterator[str]:  # noqa: ANN401  JSON
    """Return the types of resources and the properties in which a text is."""
    if isinstance(node, dict):
        prefix = f"{node['Type']} " if "Type" in node and "Properties" in node else path
        for key, value in node.items():
            inside = (
                prefix
                if key == "Properties"
                else f"{path}.{key}"
                if path and not path.endswith(" ")
                else f"{path}{key}"
            )
            yield from places(value, sought, "" if key == "Resources" else inside)
    elif isinstance(node, list):
        for item in node:
            yield from places(item, sought, f"{path}[]")
    elif isinstance(node, str) and sought in node:
        yield path


@pytest.mark.slow
@pytest.mark.parametrize("name", fields())
def test_each_text_is_where_it_belongs(name: str) -> None:
    """In the properties of the table, or, where it only informs readers, in no template."""
    found: set[str] = set()
    for template in base()["templates"].values():
        found |= set(places(template, PLACEHOLDERS[name]))
    if name in CLOSED:
        assert found
    elif name.startswith("Architecture.tags"):
        # CloudFormation gives them to every resource of the stack.
        assert found == set()
        assert all(PLACEHOLDERS[name] in {*tags, *tags.values()} for tags in base()["tags"].values())
    elif ".tags[" in name:
        assert all("Tags" in place for place in found)
        # Nothing is made of an actor, or of a zone that is there.
        assert bool(found) is not name.startswith(("Actor", "Route53Zone"))
    else:
        assert found == REACHES.get(name, set())


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries({name: drawn(name) for name in fields()}))
def test_any_text_reaches_the_template_as_it_is(texts: dict[str, str]) -> None:
    """Every field at once: each text stands where its placeholder stood, and all else is the same."""
    assert ordered(templates(texts)) == ordered(expected(base(), texts))


@pytest.mark.slow
def test_what_other_tools_take_for_syntax_reaches_the_template_as_it_is() -> None:
    """Each on its own, as a setting of a container."""
    assert [text for text in FRAGMENTS if text_refusal(text)] == []
    settings_ = {f"TEXT_{number}": text for number, text in enumerate((*FRAGMENTS, "", "x" * 4096))}
    made = plan(architecture({"api": {**SERVICE, "environment": settings_}}))
    (task,) = (
        resource
        for resource in synthesize(made, player()).templates(made)["Main"]["Resources"].values()
        if resource["Type"] == "AWS::ECS::TaskDefinition"
    )
    given_ = {item["Name"]: item["Value"] for item in task["Properties"]["ContainerDefinitions"][0]["Environment"]}
    assert {name: value for name, value in given_.items() if name != "PORT"} == settings_
