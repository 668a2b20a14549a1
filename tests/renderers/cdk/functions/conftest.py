"""A real PostgreSQL, a Secrets Manager in this process, and the other end of the function's answers."""

import itertools
import logging
from collections.abc import Callable, Iterator

import boto3
import pytest
from moto import mock_aws

from renderers.cdk.functions.database_extensions import index
from tests.renderers.cdk.functions.cloudformation import Callback, serving_callback
from tests.renderers.cdk.functions.postgres import MASTER, PASSWORD, Cluster, postgres_programs, running_cluster
from tests.renderers.cdk.functions.stage import Secret, Stage

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Run PostgreSQL with PostGIS, where it is installed."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("needs the Debian packages postgresql and postgresql-postgis (make system-packages)")
    with running_cluster(programs) as running:
        yield running


@pytest.fixture
def callback(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[Callback]:
    """Take answers; afterwards, look for the password in them and in all that was logged and printed."""
    caplog.set_level(logging.INFO)
    with serving_callback() as server:
        yield server
    said = [caplog.text, *capfd.readouterr(), *(put.body.decode() for put in server.puts)]
    assert [text for text in said if PASSWORD in text] == []


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put an empty Secrets Manager in the place of AWS's."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "sa-east-1")
    with mock_aws():
        yield


@pytest.fixture
def secret(aws: None) -> Secret:  # noqa: ARG001  Secrets Manager has to be there first
    """Keep the master user's password, as RDS does."""
    made = Secret(boto3.client("secretsmanager").create_secret(Name="master", SecretString="new")["ARN"])
    made.put(MASTER, PASSWORD)
    return made


@pytest.fixture
def stage(cluster: Cluster, callback: Callback, secret: Secret, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Set a database up, and let the function trust its server."""
    made = Stage(cluster, callback, secret, f"app_{next(_NUMBERS)}")
    cluster.create_database(made.database)
    monkeypatch.setattr(index, "CA_BUNDLE", cluster.authority)
    monkeypatch.setattr(index, "FIRST_PAUSE_SECONDS", 0.1)
    return made


@pytest.fixture
def on_log() -> Iterator[Callable[[str, Callable[[], None]], None]]:
    """Let a test act once, at the moment the function logs something."""
    logger = logging.getLogger(index.__name__)
    before = list(logger.handlers)

    def act(text: str, action: Callable[[], None]) -> None:
        logger.addHandler(_Once(text, action))

    yield act
    logger.handlers[:] = before


class _Once(logging.Handler):
    def __init__(self, text: str, action: Callable[[], None]) -> None:
        super().__init__()
        self.text = text
        self.action: Callable[[], None] | None = action

    def emit(self, record: logging.LogRecord) -> None:
        if self.action is not None and self.text in record.getMessage():
            action, self.action = self.action, None
            action()
