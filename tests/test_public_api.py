"""What `import archspec` promises."""

import subprocess
import sys

import archspec


def test_all_lists_what_exists() -> None:
    """Every public name exists, and is listed once."""
    assert all(hasattr(archspec, name) for name in archspec.__all__)
    assert len(set(archspec.__all__)) == len(archspec.__all__)


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
