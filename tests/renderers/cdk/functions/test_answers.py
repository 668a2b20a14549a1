"""What the function answers where there is no database, and when."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError

import pytest

from renderers.cdk.functions.database_extensions import index
from tests.renderers.cdk.functions.cloudformation import LOGICAL_ID, Callback, Clock, request
from tests.renderers.cdk.functions.postgres import PASSWORD, free_port
from tests.renderers.cdk.functions.stage import Secret

SECONDS = index.RESERVE_SECONDS + 1.5


@pytest.fixture(autouse=True)
def _authorities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "CA_BUNDLE", index.CA_BUNDLE.parents[1] / "ca" / index.CA_BUNDLE.name)


def _call(callback: Callback, kind: str = "Create", seconds: float = SECONDS, **properties: object) -> dict[str, str]:
    clock = Clock(seconds)
    index.handler(request(kind, callback.url, **{"Host": "localhost", **properties}), clock)
    assert clock.get_remaining_time_in_millis() > 0
    return callback.last


def test_delete_needs_nothing(callback: Callback) -> None:
    """Deleting a stack succeeds without the secret, the database or much time."""
    assert _call(callback, "Delete", seconds=2, SecretArn="gone", Host="gone.example.com")["Status"] == "SUCCESS"


def test_the_answer_is_what_cloudformation_expects(callback: Callback) -> None:
    """These names, the request's own ids, and the empty content type that the address was signed for."""
    event = request("Delete", callback.url) | {"PhysicalResourceId": "as-before"}
    index.handler(event, Clock(60))
    (put,) = callback.puts
    assert put.content_type == ""
    assert put.answer.keys() == {
        "Status",
        "Reason",
        "PhysicalResourceId",
        "StackId",
        "RequestId",
        "LogicalResourceId",
    }
    for name in ("PhysicalResourceId", "StackId", "RequestId", "LogicalResourceId"):
        assert put.answer[name] == event[name]


@pytest.mark.parametrize("name", ["", "Postgis", "1st", "post gis", 'x"', "x;", "a" * 64, "postgis\n", "é"])
def test_what_is_no_name_is_refused(callback: Callback, name: str) -> None:
    """Each such name is quoted, and nobody is asked for anything."""
    answer = _call(callback, SecretArn="none", Extensions=["postgis", name])
    assert answer["Status"] == "FAILED"
    assert answer["Reason"] == f"not the name of an extension: {name!r}"
    assert answer["PhysicalResourceId"] == LOGICAL_ID


@pytest.mark.parametrize("name", ["SecretArn", "Host", "Port", "Database", "Extensions"])
def test_a_missing_property_is_named(callback: Callback, name: str) -> None:
    """The reason lists what is needed and what is there."""
    properties: dict[str, Any] = {"SecretArn": "s", "Host": "h", name: None}
    answer = _call(callback, **properties)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith("the resource needs the properties SecretArn, Host, Port, Database")


def test_one_name_is_no_list(callback: Callback) -> None:
    """A text is not taken for a list of its letters."""
    assert "a list of names" in _call(callback, SecretArn="s", Extensions="postgis")["Reason"]


def test_too_little_time_is_said(callback: Callback, secret: Secret) -> None:
    """A function with a timeout too short for anything says so instead of being ended."""
    answer = _call(callback, seconds=10, SecretArn=secret.arn)
    assert answer["Reason"] == "too little time: the function needs a timeout of more than 15 seconds"


@pytest.mark.slow
def test_an_unreachable_database_is_given_up_in_time(callback: Callback, secret: Secret) -> None:
    """Nobody listens: the function tries while it may, then answers."""
    port = free_port()
    answer = _call(callback, SecretArn=secret.arn, Port=port)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith(f"no connection to localhost:{port}: ")
    assert "refused" in answer["Reason"]


@contextmanager
def _server(reply: bytes) -> Iterator[tuple[int, bytearray]]:
    """Accept connections, give each the same reply, and keep what they send."""
    received = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, reply, received))
        thread.start()
        yield listener.getsockname()[1], received
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(listener: socket.socket, reply: bytes, received: bytearray) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            received += connection.recv(4096)
            connection.sendall(reply)
            while rest := connection.recv(4096):
                received += rest


@pytest.mark.slow
@pytest.mark.parametrize("reply", [b"", b"N"], ids=["silent", "without TLS"])
def test_a_server_without_tls_learns_nothing(callback: Callback, secret: Secret, reply: bytes) -> None:
    """A server that says nothing, or refuses TLS, gets the request for TLS and neither user nor password."""
    with _server(reply) as (port, received):
        answer = _call(callback, SecretArn=secret.arn, Port=port)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith(f"no connection to localhost:{port}: ")
    # PostgreSQL's SSLRequest, once for each attempt.
    assert received.replace(struct.pack("!ii", 8, 80877103), b"") == b""


@pytest.mark.slow
def test_an_answer_comes_even_when_work_hangs(
    callback: Callback, secret: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look-up of a name has no timeout; the function answers while it still waits."""
    released = threading.Event()
    look_up = socket.getaddrinfo

    def hang(host: str, *arguments: Any) -> Any:  # noqa: ANN401  as it is in the socket module
        if host == "db.example.com":
            released.wait(30)
        return look_up(host, *arguments)

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr(index, "GRACE_SECONDS", 0.1)
    answer = _call(callback, seconds=index.RESERVE_SECONDS + 1, SecretArn=secret.arn, Host="db.example.com")
    released.set()
    assert answer["Reason"] == "no answer from Secrets Manager or db.example.com within 1 seconds"


def test_a_missing_secret_is_named(callback: Callback, aws: None) -> None:  # noqa: ARG001  it has to be there
    """The reason is that of Secrets Manager."""
    reason = _call(callback, SecretArn="arn:aws:secretsmanager:sa-east-1:123456789012:secret:gone")["Reason"]
    assert "secret:gone cannot be read: " in reason
    assert "ResourceNotFoundException" in reason


@pytest.mark.parametrize("content", [PASSWORD, json.dumps([PASSWORD]), json.dumps({"password": PASSWORD})])
def test_an_unreadable_secret_is_not_quoted(callback: Callback, secret: Secret, content: str) -> None:
    """What the secret holds instead stays in it."""
    secret.put_text(content)
    answer = _call(callback, SecretArn=secret.arn)
    assert answer["Reason"] == f"the secret {secret.arn} is not a JSON object with username and password"


@pytest.mark.slow
def test_secrets_manager_out_of_reach_is_said(callback: Callback, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function without a route to AWS names what it could not reach."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    assert "Secrets Manager cannot be reached: " in _call(callback, SecretArn="s")["Reason"]


def test_an_unforeseen_error_is_answered_without_its_text(
    callback: Callback, secret: Secret, caplog: pytest.LogCaptureFixture
) -> None:
    """The reason names the kind of error, the log the place."""
    answer = _call(callback, SecretArn=secret.arn, Port="not-a-port")
    assert answer["Reason"] == "unexpected ValueError; the log of the function says where"
    assert "int(port)" in caplog.text
    assert "not-a-port" not in caplog.text


def test_the_answer_is_sent_again(callback: Callback, monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 may fail once."""
    monkeypatch.setattr(index, "FIRST_PAUSE_SECONDS", 0.01)
    callback.refusals = 1
    assert _call(callback, "Delete")["Status"] == "SUCCESS"


def test_an_answer_that_does_not_arrive_fails_the_function(callback: Callback, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lambda then calls the function again."""
    monkeypatch.setattr(index, "FIRST_PAUSE_SECONDS", 0.01)
    callback.refusals = 2
    with pytest.raises(HTTPError):
        _call(callback, "Delete")


@pytest.mark.parametrize("text", ["\U0001f600" * 5000, "\n\r\x00\x1b[31m" * 5000, '"\\' * 5000, "\ud800" * 9000])
def test_the_answer_fits(callback: Callback, text: str) -> None:
    """Whatever the reason is, the answer is one line and has at most 4096 bytes."""
    long_id = "a" * 255
    event = request("Create", callback.url, Extensions=[text], Host="h", SecretArn="s") | {
        "LogicalResourceId": long_id,
        "StackId": "arn:aws:cloudformation:ap-southeast-4:111122223333:stack/" + "s" * 128 + "/" + "0" * 36,
    }
    index.handler(event, Clock(60))
    (put,) = callback.puts
    assert len(put.body) <= 4096
    assert put.answer["Reason"].isprintable()


def test_a_reason_is_one_printable_line() -> None:
    """Line breaks, controls and broken characters of any source become spaces."""
    assert index._one_line("a\n\tb\x00c\ud800d\u2028e") == "a b c d e"
    assert len(index._one_line("\U0001f600" * 5000).encode()) == 4 * index.LONGEST_REASON


def test_credentials_show_no_password() -> None:
    """A logged or printed object keeps it."""
    assert PASSWORD not in repr(index.Credentials("user", PASSWORD))
