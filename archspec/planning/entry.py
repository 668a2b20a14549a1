"""What answers to host names: the entries of an architecture, as the plan sees them."""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from archspec.components import Certificate, HealthCheck

PlainHttp: TypeAlias = Literal["redirect", "forward", "closed"]
"""What is done with plain HTTP: clients are sent to HTTPS, requests are passed on, or nobody listens."""


class Presenter(Protocol):
    """Whatever may present a certificate."""

    @property
    def hostnames(self) -> tuple[str, ...]:
        """The names in the domain that answer here."""
        ...

    @property
    def certificate(self) -> Certificate | None:
        """The certificate that is there already."""
        ...


class Listener(Presenter, Protocol):
    """Whatever listens to HTTP, with or without TLS."""

    @property
    def http(self) -> PlainHttp:
        """What is done with plain HTTP."""
        ...


@dataclass(frozen=True, slots=True)
class Router:
    """How an entry sends requests to services."""

    http: PlainHttp
    health_check_path: str
    """The path that probes a target whose connection names none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A component that answers to host names."""

    hostnames: tuple[str, ...]
    certificate: Certificate | None
    health_check: HealthCheck
    open_to_all: bool
    """Whether everybody gets in; otherwise an arrow from outside AWS has to let them in."""
    router: Router | None
    """How it sends requests to services; None where it fetches from origins."""
