"""What `import archspec` promises."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import archspec


def test_all_lists_what_exists() -> None:
    """Every public name exists, and is listed once."""
    assert all(hasattr(archspec, name) for name in archspec.__all__)
    assert len(set(archspec.__all__)) == len(archspec.__all__)


def test_public_names_are_what_type_checkers_see() -> None:
    """Each is the object that the import for type checkers names, and nothing else can be imported."""
    tree = ast.parse(Path(archspec.__file__).read_text("utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in guarded.body if isinstance(node, ast.ImportFrom)]
    declared = {
        alias.name: getattr(import_module(str(node.module)), alias.name)
        for node in imports
        for alias in node.names
        if str(node.module).startswith("archspec.")
    }
    assert {name: getattr(archspec, name) for name in archspec.__all__} == declared
    assert set(archspec.__all__) <= set(dir(archspec))
    with pytest.raises(AttributeError, match="module 'archspec' has no attribute 'Lambda'"):
        _ = archspec.Lambda


def test_importing_the_package_imports_no_model() -> None:
    """Commands choose for themselves what they wait for."""
    heavy = {"pydantic", "yaml", "archspec.components"}
    code = f"import sys, archspec, archspec.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"


def test_checking_loads_no_heavy_library() -> None:
    """`check` starts without the renderers' libraries."""
    code = (
        "import sys, archspec.cli; archspec.cli.main(['check', 'specs', '-q']);"
        "print(sorted({'jinja2', 'aws_cdk', 'diagrams', 'renderers', 'hypothesis', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"


def test_specs_can_be_used_from_python() -> None:
    """The README's example runs."""
    spec = archspec.load("specs/saas_enterprise.yaml")
    report = archspec.check(spec)
    assert all(finding.message.en for finding in report.findings)
