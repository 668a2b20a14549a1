"""What `archspec doctor` tells of distributions of others."""

from collections.abc import Callable

from archspec.cli.diagnosis import State, diagnosis

Install = Callable[..., None]


def test_each_plug_in_is_told_with_its_origin(install: Install) -> None:
    """One that cannot be loaded is broken, and the others are not."""
    install("acme-queue", "archspec.kinds", message_queue="acme_queue", other="absent_package")
    parts = {part.name: part for part in diagnosis()}
    assert parts["archspec.kinds message_queue"].state is State.WORKS
    assert parts["archspec.kinds message_queue"].found == ("acme_queue of acme-queue 1.2",)
    assert parts["archspec.kinds other"].state is State.BROKEN
