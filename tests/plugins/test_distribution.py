"""A kind of another distribution gets everything a built-in has: here a built-in, taken out and installed."""

import json
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.plugins.distribution import DISTRIBUTION, KIND, install_in, write_distribution

_SPEC: Final = f"""archspec: 1
name: shop
title: Shop
language: en
region: us-east-1
domain: example.com
components:
  visitor: {{kind: actor}}
  dns: {{kind: route53_zone, why: Names.}}
  cdn: {{kind: cloudfront_distribution, hostnames: [www], why: Fast.}}
  site: {{kind: {KIND}, website: {{framework: vite}}, why: Files.}}
  api: {{kind: fargate_service, cluster: main, image: {{repository: api, tag: "1"}}, port: 80, why: Serves.}}
  files: {{kind: {KIND}, why: Uploads.}}
connections:
  visitor -> cdn: {{}}
  cdn -> site: {{}}
  api -> files: {{access: read_write}}
"""
_SUITE: Final = f"""from archspec.testing.conformance import Conformance


class TestObjectStore(Conformance):
    kinds = ("{KIND}",)
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with the distribution."""
    folder = tmp_path_factory.mktemp("acme")
    return install_in(folder / "environment", write_distribution(folder / "source"))


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """Return a spec with two components of the kind."""
    path = tmp_path / "shop.yaml"
    path.write_text(_SPEC, encoding="utf-8")
    return path


def _run(python: Path, *arguments: str, cwd: Path, code: int = 0, **environment: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "PYTHONPATH"))}
    done = subprocess.run(  # noqa: S603  the environment's own Python
        [str(python), "-m", *arguments],
        cwd=cwd,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_it_is_checked_by_the_rules_of_its_own(python: Path, spec: Path) -> None:
    """An unsafe value is found, at its place."""
    assert "0 failures" in _run(python, "archspec", "check", spec.name, cwd=spec.parent)
    spec.write_text(_SPEC.replace("why: Uploads", "block_public_access: false, why: Uploads"), encoding="utf-8")
    found = _run(python, "archspec", "check", spec.name, cwd=spec.parent, code=1)
    assert "AAC-STORE-001" in found
    assert "files does not block public access" in found


def test_mistakes_are_told_as_of_any_kind(python: Path, spec: Path) -> None:
    """The name of the kind and the names of its fields are suggested."""
    spec.write_text(_SPEC.replace("website:", "web_site:").replace(f"{KIND}, why", "object_stor, why"), "utf-8")
    told = _run(python, "archspec", "check", spec.name, cwd=spec.parent, code=2)
    assert f"did you mean {KIND!r}?" in told
    assert f"'site' ({KIND}): unknown field 'web_site'; did you mean 'website'?" in told


def test_it_is_built_and_synthesised(python: Path, spec: Path) -> None:
    """Pictures, pages and templates have it, and what leads to it is granted."""
    _run(python, "archspec", "build", spec.name, "-o", "out", cwd=spec.parent)
    shop = spec.parent / "out" / "shop"
    assert "site" in (shop / "mermaid/logical.en.mmd").read_text("utf-8")
    assert "single-page site built with vite" in (shop / "docs/en/architecture.md").read_text("utf-8")
    _run(python, "archspec", "synth", spec.name, "-o", "cdk", cwd=spec.parent)
    templates = [json.loads(path.read_text("utf-8")) for path in (spec.parent / "cdk").glob("*.template.json")]
    types = [resource["Type"] for template in templates for resource in template["Resources"].values()]
    # Two of the kind, and the logs of each stack.
    assert types.count("AWS::S3::Bucket") == 4
    statements = json.dumps(templates)
    assert "s3:PutObject" in statements


def test_the_plan_counts_what_the_template_has(python: Path, spec: Path) -> None:
    """The kind tells its resources, and the builder makes as many."""
    plan = json.loads(_run(python, "archspec", "plan", spec.name, "--format", "json", cwd=spec.parent))
    _run(python, "archspec", "synth", spec.name, "-o", "cdk", cwd=spec.parent)
    for stack in plan["stacks"]:
        (template,) = (
            json.loads(path.read_text("utf-8"))
            for path in (spec.parent / "cdk").glob("*.template.json")
            if stack["id"] in path.name
        )
        assert len(template["Resources"]) == plan["resources"][stack["id"]], stack["id"]


def test_editors_know_it(python: Path, tmp_path: Path) -> None:
    """The schema has its fields, and its arrows' words."""
    schema = json.loads(_run(python, "archspec", "schema", cwd=tmp_path))
    assert schema["$defs"]["ObjectStore"]["properties"]["website"]
    assert json.dumps(schema).count(f'"{KIND}"') >= 2


def test_the_doctor_names_its_distribution(python: Path, tmp_path: Path) -> None:
    """With its version, and where it is."""
    assert f"{DISTRIBUTION} 1.2" in _run(python, "archspec", "doctor", cwd=tmp_path)


@pytest.mark.slow
def test_it_passes_the_suite_of_every_kind(python: Path, tmp_path: Path) -> None:
    """Its authors subclass the suite and name it."""
    (tmp_path / "test_kind.py").write_text(_SUITE, encoding="utf-8")
    told = _run(python, "pytest", "-q", "-p", "no:cacheprovider", "test_kind.py", cwd=tmp_path)
    assert " passed" in told
