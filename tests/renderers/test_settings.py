"""What a page says of a component: every field, in both languages."""

import re
from typing import Any

import pytest

from archspec.architecture import Architecture
from archspec.components import KIND_NAMES, kind_named
from renderers.docs.deployment import Deployment
from renderers.docs.settings import SettingLine, settings_of

_IMAGE = {"repository": "api", "tag": "1.0"}
_BASE: dict[str, Any] = {
    "name": "base",
    "title": "Base",
    "language": "en",
    "region": "sa-east-1",
    "domain": "example.com",
    "components": {
        "user": {"kind": "actor"},
        "dns": {"kind": "route53_zone", "domain": "example.net"},
        "main_dns": {"kind": "route53_zone"},
        "cdn": {"kind": "cloudfront_distribution", "hostnames": ["www"]},
        "files": {"kind": "s3_bucket", "website": {"framework": "vite"}},
        "entry": {"kind": "application_load_balancer", "hostnames": ["api"]},
        "api": {"kind": "fargate_service", "cluster": "main", "image": _IMAGE, "port": 80, "memory_mib": 2048},
        "records": {
            "kind": "rds_instance",
            "engine": "postgres",
            "engine_version": "17.9",
            "instance_class": "db.m7g.large",
        },
        "cache": {
            "kind": "elasticache_replication_group",
            "engine": "valkey",
            "engine_version": "8.0",
            "node_type": "cache.m7g.large",
        },
    },
    "connections": {"user -> entry": {}, "cdn -> files": {}, "entry -> api": {}},
}

_CERTIFICATE = "arn:aws:acm:{}:111122223333:certificate/abc"
_OTHER: dict[str, dict[str, list[Any]]] = {
    # What kind of actor it is stands above the table.
    "user": {"type": []},
    "dns": {"domain": ["example.org"], "existing": [{"zone_id": "Z012"}]},
    "cdn": {
        "hostnames": [["www", "@"]],
        "viewer_protocol": ["https_only", "allow_all"],
        "minimum_tls": ["TLSv1.2_2019"],
        "default_root_object": ["", "home.html"],
        "origin_access": ["public"],
        "web_acl": [False],
        "price_class": ["PriceClass_100", "PriceClass_200"],
        "health_check": [{"enabled": False}, {"path": "/up"}, {"failure_threshold": 1}],
        "certificate": [{"existing": {"arn": _CERTIFICATE.format("us-east-1")}}],
    },
    "files": {
        "website": [None, {"framework": "astro"}, {"framework": "vite", "build_directory": "out"}],
        "block_public_access": [False],
        "versioned": [False],
        "deletion_policy": ["delete"],
        "existing": [{"name": "other-files"}],
    },
    "entry": {
        "hostnames": [[], ["api", "admin"]],
        "http": ["forward", "closed"],
        "tls_policy": ["ELBSecurityPolicy-2016-08"],
        "web_acl": [False],
        "health_check": [{"enabled": False}, {"path": "/up"}],
        "certificate": [{"existing": {"arn": _CERTIFICATE.format("sa-east-1")}}],
    },
    "api": {
        "cluster": ["other"],
        "image": [
            {"repository": "api", "tag": {"parameter": "image_tag"}},
            {"repository": "api", "digest": "sha256:" + "0" * 64},
            {"repository": "api", "tag": "1.0", "build_context": "services/api"},
            {"repository": "api", "tag": "1.0", "existing": {}},
            {"repository": "api", "tag": "1.0", "existing": {"account": "111122223333", "region": "us-east-1"}},
        ],
        "runtime": ["Bun"],
        "port": [81],
        "cpu": [1024],
        "memory_mib": [1024, 512],
        "cpu_architecture": ["ARM64"],
        "tasks": [{"min": 3}, {"max": 4}, {"min": 2, "max": 2}],
        "scaling": [{"cpu_percent": 10}, {"memory_percent": 10}],
        "deployment": [{"circuit_breaker": False}, {"rollback": False}, {"minimum_healthy_percent": 50}],
        "environment": [{"LOG_LEVEL": "info"}],
        "secrets": [{"TOKEN": "generated"}, {"TOKEN": "arn:aws:ssm:sa-east-1:111122223333:parameter/token"}],
        "placement": ["public", "isolated"],
        "assign_public_ip": [True],
    },
    "records": {
        "engine": [],
        "engine_version": ["16.9"],
        "instance_class": ["db.t4g.medium"],
        "storage_gib": [50],
        "database_name": ["shop"],
        "port": [5433],
        "extensions": [["postgis"]],
        "multi_az": [False],
        "backup_retention_days": [0, 1, 8],
        "auto_minor_version_upgrade": [False],
        "deletion_protection": [False],
        "deletion_policy": ["retain", "delete"],
        "storage_encrypted": [False],
        "transit_encryption": ["optional"],
        "master_credentials": ["rotated_secret", "static_secret"],
        "placement": ["public", "private"],
        "publicly_accessible": [True],
    },
    "cache": {
        "engine": [],
        "engine_version": ["7.2"],
        "node_type": ["cache.t4g.medium"],
        "replicas": [2],
        "purpose": [["sessions"], ["sessions", "permissions", "objects", "queues"]],
        "latency_target_ms": [2],
        "port": [6380],
        "multi_az": [False],
        "snapshot_retention_days": [0, 2],
        "deletion_policy": ["delete"],
        "at_rest_encryption": [False],
        "transit_encryption": ["preferred"],
        "authentication": ["auth_token", "none"],
        "placement": ["public", "private"],
    },
}


def _settings(name: str, architecture: Architecture) -> list[SettingLine]:
    return settings_of(name, Deployment(architecture))


def _cases() -> list[tuple[str, str, Any]]:
    return [
        (name, field, value) for name, fields in _OTHER.items() for field, values in fields.items() for value in values
    ]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_field_has_another_value_to_try(kind: str) -> None:
    """A field added to a kind has to be shown, so it has to be in the table above."""
    known = kind_named(kind)
    assert known is not None
    assert set(_OTHER[_of_kind(kind)]) == set(known.model.model_fields) - {
        "kind",
        "label",
        "why",
        "tags",
        "renamed_from",
    }


def _of_kind(kind: str) -> str:
    """Return a component of the base."""
    return next(str(name) for name, data in _BASE["components"].items() if data["kind"] == kind)


@pytest.mark.parametrize(("name", "field", "value"), _cases())
def test_every_field_is_shown(name: str, field: str, value: object) -> None:
    """A component with another value has another table, in both languages."""
    shown = [_settings(name, one) for one in (_with(name), _with(name, **{field: value}))]
    assert [s.value.en for s in shown[0]] != [s.value.en for s in shown[1]]
    assert [s.value.pt for s in shown[0]] != [s.value.pt for s in shown[1]]


def _with(name: str, **fields: object) -> Architecture:
    """Return the base with other fields of one component."""
    component = {**_BASE["components"][name], **fields}
    return Architecture.model_validate({**_BASE, "components": {**_BASE["components"], name: component}})


def test_what_every_component_may_have_is_shown() -> None:
    """A component's own tags, and the id it was first deployed under, are rows."""
    settings = _settings("files", _with("files", tags={"team": "web"}, renamed_from="pages"))
    assert [(setting.name.en, setting.value.en) for setting in settings[-2:]] == [
        ("First deployed as", "`pages`"),
        ("Tags", "team=web"),
    ]


def test_an_existing_cluster_is_shown() -> None:
    """A cluster that is there already has another name in AWS."""
    clusters = {"main": {"label": "Main", "existing": {"name": "shared"}}}
    settings = _settings("api", Architecture.model_validate({**_BASE, "clusters": clusters}))
    assert settings[0].value.en == "Main (existing, `shared`)"


def test_an_existing_bucket_claims_nothing_of_its_own() -> None:
    """Who may read it, and what it keeps, nobody here has looked at."""
    settings = _settings("files", _with("files", existing={"name": "acme-files"}))
    shown = {setting.name.en: setting.value.en for setting in settings}
    elsewhere = "as the bucket already has it, outside this architecture"
    assert (shown["Public access"], shown["Earlier versions"]) == (elsewhere, elsewhere)
    assert shown["When it is deleted"] == "the bucket stays: it is none of the architecture's"


def test_a_zone_shows_what_it_answers_for() -> None:
    """The names of endpoints in its domain, and the probes of them; a zone of another domain has none."""
    shown = {setting.name.en: setting.value.en for setting in _settings("main_dns", Architecture.model_validate(_BASE))}
    assert shown["Names it answers for"] == "`www.example.com` and `api.example.com`"
    assert shown["Health checks"] == "`https://www.example.com/` and `https://api.example.com/`"
    assert "Names it answers for" not in {s.name.en for s in _settings("dns", Architecture.model_validate(_BASE))}


def test_a_policy_that_cannot_apply_is_not_shown_as_applied() -> None:
    """Without a certificate there is no TLS of one's own choosing."""
    cdn = {setting.name.en: setting.value.en for setting in _settings("cdn", _with("cdn", hostnames=[]))}
    assert cdn["TLS policy"] == "that of CloudFront's own certificate; `TLSv1.2_2021`, once there are host names"
    entry = {setting.name.en: setting.value.en for setting in _settings("entry", _with("entry", hostnames=[]))}
    assert entry["TLS policy"].endswith(", once there is a certificate to serve HTTPS with")


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_english_settings_have_no_portuguese(kind: str) -> None:
    """With a spec in plain ASCII, no English setting holds an accented letter."""
    architecture = Architecture.model_validate(_BASE)
    english = [
        text for setting in _settings(_of_kind(kind), architecture) for text in (setting.name.en, setting.value.en)
    ]
    assert not re.search("[À-ÿ]", " ".join(english))


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_portuguese_settings_have_no_english(kind: str) -> None:
    """No setting's name or sentence is left untranslated, but for names AWS does not translate."""
    architecture = Architecture.model_validate(_BASE)
    same = {
        setting.name.en for setting in _settings(_of_kind(kind), architecture) if setting.name.en == setting.name.pt
    }
    assert same <= {"AWS WAF", "Bucket", "Cluster", "Snapshots"}
    english = r"\b(?:the|with|and|of|by|to|in another|kept|yes|none|always|built)\b"
    assert not [s.value.pt for s in _settings(_of_kind(kind), architecture) if re.search(english, s.value.pt)]
