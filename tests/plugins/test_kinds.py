"""A kind of another distribution, by its entry point."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from archspec.components import Component, ComponentBase, is_kind, kind_named
from archspec.components.registry import facet_of
from archspec.errors import UsageError

Install = Callable[..., None]


def test_an_installed_kind_is_found_by_its_name(install: Install) -> None:
    """Its model validates what a spec says of it."""
    install("acme-queue", "archspec.kinds", message_queue="acme_queue")
    assert is_kind("message_queue")
    component: ComponentBase = TypeAdapter(Component).validate_python({"kind": "message_queue"})
    assert component.facts.service == "Amazon SQS"


def test_without_the_distribution_there_is_no_such_kind(install: Install) -> None:
    """The same name, and nobody who offers it."""
    install("archspec-other", "archspec.kinds", other_kind="acme_queue")
    assert kind_named("message_queue") is None


def test_two_distributions_that_offer_one_kind_are_named(install: Install) -> None:
    """Which of them is meant, nobody can tell."""
    install("acme-queue", "archspec.kinds", message_queue="acme_queue")
    install("other-queue", "archspec.kinds", message_queue="acme_queue")
    with pytest.raises(
        UsageError, match=r"'message_queue': offered by acme-queue and other-queue; uninstall all but one"
    ):
        kind_named("message_queue")


def test_a_built_in_kind_is_not_replaced(install: Install) -> None:
    """Nor looked for among the entry points."""
    install("acme-s3", "archspec.kinds", s3_bucket="acme_queue")
    assert kind_named("s3_bucket") is not None
    with pytest.raises(UsageError, match=r"'s3_bucket' of acme-s3 1.2: archspec has its own 's3_bucket'"):
        kind_named("message_queue")


def test_a_kind_of_another_name_is_refused(install: Install) -> None:
    """The entry point and the model must agree."""
    install("acme-queue", "archspec.kinds", queue="acme_queue")
    with pytest.raises(
        UsageError, match=r"of acme-queue 1.2: acme_queue exports a KIND that is called 'message_queue'"
    ):
        kind_named("queue")


def test_a_package_without_a_kind_is_refused(install: Install) -> None:
    """It says which distribution to mend."""
    install("acme", "archspec.kinds", queue="json")
    with pytest.raises(UsageError, match=r"'queue' of acme 1.2: json exports no KIND of type Kind"):
        kind_named("queue")


def test_a_package_that_cannot_be_imported_is_refused(install: Install, tmp_path: Path) -> None:
    """Whatever its code raises."""
    install("acme", "archspec.kinds", queue="broken_queue", other="absent_package")
    (tmp_path / "site" / "broken_queue.py").write_text("raise RuntimeError('half installed')\n")
    with pytest.raises(UsageError, match=r"broken_queue cannot be imported: RuntimeError: half installed"):
        kind_named("queue")
    with pytest.raises(UsageError, match=r"absent_package cannot be imported: ModuleNotFoundError"):
        kind_named("other")


def test_a_part_that_a_kind_lacks_is_its_distribution_s_to_mend(install: Install) -> None:
    """Of a built-in kind it would be a fault of ours."""
    install("acme-queue", "archspec.kinds", message_queue="acme_queue")
    with pytest.raises(UsageError, match=r"of acme-queue 1.2: acme_queue.planning cannot be imported"):
        facet_of("message_queue", "planning", str)


def test_nobody_looks_for_plugins_while_the_kinds_are_built_in() -> None:
    """Reading what is installed takes longer than a kind's own import."""
    program = (
        "from archspec import plugins; plugins.plugins = lambda group: 1 / 0;"
        " from archspec.components import all_kinds; assert all_kinds()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)  # noqa: S603  our own program
