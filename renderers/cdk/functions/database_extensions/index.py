"""CloudFormation custom resource: PostgreSQL extensions in an RDS database.

Runs on AWS Lambda and answers CloudFormation itself. Create and Update create the extensions that are missing, all of
them or none. Delete leaves the database as it is: to drop an extension is to drop the data of its types.

Properties of the resource: Host, Port, Database, Extensions (a list; the order is kept) and SecretArn, the secret of
the master user. Without SecretArn, the environment variable SECRET_ARN counts.
"""

import json
import logging
import os
import re
import socket
import ssl
import time
import traceback
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeAlias

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection

CA_BUNDLE = Path(__file__).with_name("rds-global-bundle.pem")

# Of the function's time, what is kept for the answer, and the part of it in which work may still notice its own end.
RESERVE_SECONDS: Final = 15.0
GRACE_SECONDS: Final = 4.0
CONNECT_SECONDS: Final = 10.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS: Final = 10.0
MOST_REFUSALS: Final = 5
# "PGIS". Without the lock, sessions that create the same extension at once fail on a unique index of the catalogue.
LOCK: Final = 0x50474953
# The response may have 4096 bytes, of which a printable character takes at most four.
LONGEST_REASON: Final = 700

_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_INVALID_PASSWORD: Final = "28P01"  # noqa: S105  a PostgreSQL error code
# Starting, stopping or full.
_PASSING: Final = frozenset({"57P01", "57P02", "57P03", "53300"})
# While a password is rotated, the database knows the new one a moment before the secret does. The other two mean that
# the extension is there already: somebody created it just now, without our lock, or created its types by hand.
_CONTESTED: Final = frozenset({_INVALID_PASSWORD, "23505", "42710"})
_ADVICE: Final = {
    "0A000": "RDS may not offer it for this version of PostgreSQL",
    "57014": "the function's time was over",
    "42501": "SecretArn has to name the secret of the master user",
    _INVALID_PASSWORD: "the secret does not hold the password of this database",
}

_logger = logging.getLogger(__name__)
_logger.setLevel(logging.INFO)

Status: TypeAlias = Literal["SUCCESS", "FAILED"]


class Context(Protocol):
    """What is used of the context that Lambda passes."""

    def get_remaining_time_in_millis(self) -> int:
        """Return what is left of the function's time."""


class Failure(Exception):  # noqa: N818  CloudFormation's own word for it
    """The extensions cannot be created; the text is the reason that CloudFormation shows."""


class NotYet(Exception):  # noqa: N818  the resource may still succeed
    """An attempt failed in a way that may pass by itself."""


class Refused(NotYet):
    """The database said no, because of what somebody else may be changing just now."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which extensions a database has to have, and how to reach it."""

    secret: str
    host: str
    port: int
    database: str
    extensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who connects."""

    user: str
    password: str = field(repr=False)


def handler(event: Mapping[str, Any], context: Context) -> None:
    """Answer one request of CloudFormation, in every case and while there is time to."""
    seconds = context.get_remaining_time_in_millis() / 1000 - RESERVE_SECONDS
    status, reason = _carry_out(event, seconds)
    reason = _one_line(reason)
    _logger.info("%s of %s: %s: %s", event["RequestType"], event["LogicalResourceId"], status, reason)
    _respond(event, status, reason)


def _carry_out(event: Mapping[str, Any], seconds: float) -> tuple[Status, str]:
    if event["RequestType"] == "Delete":
        return "SUCCESS", "the extensions stay in the database"
    try:
        return "SUCCESS", _ensured(_wanted(event["ResourceProperties"]), seconds)
    except Failure as failure:
        return "FAILED", str(failure)
    except Exception as error:  # noqa: BLE001  without an answer, the stack waits for an hour
        # The frames only: the text of an unforeseen error might quote the secret.
        frames = "".join(traceback.format_tb(error.__traceback__))
        _logger.error("%s\n%s", type(error).__name__, frames)  # noqa: TRY400  it would add that text
        return "FAILED", f"unexpected {type(error).__name__}; the log of the function says where"


def _wanted(properties: Mapping[str, Any]) -> Wanted:
    secret = properties.get("SecretArn") or os.environ.get("SECRET_ARN")
    match properties:
        case {"Host": str(host), "Port": str() | int() as port, "Database": str(database), "Extensions": [*names]} if (
            secret and host and database and names
        ):
            if wrong := [name for name in names if not _NAME.fullmatch(str(name))]:
                raise Failure(f"not the name of an extension: {', '.join(map(repr, wrong))}")
            return Wanted(secret, host, int(port), database, tuple(names))
    raise Failure(
        "the resource needs the properties SecretArn, Host, Port, Database and Extensions, a list of names;"
        f" it has {', '.join(sorted(properties))}"
    )


def _ensured(wanted: Wanted, seconds: float) -> str:
    """Create what is missing, in a thread that is left behind where even its own time limits do not end it."""
    if seconds <= 0:
        raise Failure(f"too little time: the function needs a timeout of more than {RESERVE_SECONDS:.0f} seconds")
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        return pool.submit(_create_patiently, wanted, time.monotonic() + seconds).result(seconds + GRACE_SECONDS)
    except TimeoutError:
        raise Failure(f"no answer from Secrets Manager or {wanted.host} within {seconds:.0f} seconds") from None
    finally:
        pool.shutdown(wait=False)


def _create_patiently(wanted: Wanted, deadline: float) -> str:
    """Create what is missing, and try again until the deadline where that may help."""
    tls = _tls()
    credentials = None
    pause, refusals = FIRST_PAUSE_SECONDS, 0
    while True:
        try:
            credentials = credentials or _credentials(wanted.secret)
            return _create(wanted, credentials, deadline, tls)
        except NotYet as error:
            if isinstance(error, Refused):
                credentials, refusals = None, refusals + 1
            if refusals > MOST_REFUSALS or time.monotonic() + pause >= deadline:
                raise Failure(str(error)) from None
            _logger.info("%s; next attempt in %.0f s", _one_line(str(error)), pause)
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def _tls() -> ssl.SSLContext:
    """Return what verifies chain and host name against the certificate authorities of RDS."""
    # ssl.create_default_context() sets VERIFY_X509_STRICT from Python 3.13 on, and a slip of form in a certificate of
    # AWS would then stop a deployment.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(CA_BUNDLE)
    return context


def _credentials(secret: str) -> Credentials:
    # Two attempts of at most ten seconds: the loop around them tries again.
    config = Config(connect_timeout=5, read_timeout=5, retries={"total_max_attempts": 2})
    try:
        answer = boto3.client("secretsmanager", config=config).get_secret_value(SecretId=secret)
    except ClientError as error:
        raise Failure(f"the secret {secret} cannot be read: {error}") from None
    except BotoCoreError as error:
        raise NotYet(f"Secrets Manager cannot be reached: {error}") from None
    try:
        content = json.loads(answer["SecretString"])
        return Credentials(content["username"], content["password"])
    except (KeyError, TypeError, ValueError):
        raise Failure(f"the secret {secret} is not a JSON object with username and password") from None


def _create(wanted: Wanted, credentials: Credentials, deadline: float, tls: ssl.SSLContext) -> str:
    """Create what is missing in one transaction, and return the versions of what was asked for."""
    address = f"{wanted.host}:{wanted.port}"
    try:
        with _connected(wanted, credentials, deadline, tls) as connection:
            connection.run("BEGIN")
            _run(connection, f"SELECT pg_advisory_xact_lock({LOCK})", deadline)
            for name in wanted.extensions:
                _run(connection, f'CREATE EXTENSION IF NOT EXISTS "{name}" CASCADE', deadline)
            versions = dict(connection.run("SELECT extname, extversion FROM pg_extension"))
            connection.run("COMMIT")
    except ssl.SSLCertVerificationError as error:
        raise Failure(f"{address} cannot be trusted: {error.verify_message}") from None
    except (OSError, InterfaceError) as error:
        raise NotYet(f"no connection to {address}: {error.__cause__ or error}") from None
    except DatabaseError as error:
        raise _explained(error.args[0]) from None
    return ", ".join(f"{name} {versions[name]}" for name in wanted.extensions)


@contextmanager
def _connected(wanted: Wanted, credentials: Credentials, deadline: float, tls: ssl.SSLContext) -> Iterator[Connection]:
    left = max(deadline - time.monotonic(), 0.1)
    with socket.create_connection((wanted.host, wanted.port), timeout=min(left, CONNECT_SECONDS)) as raw:
        # The server ends what takes too long (_run); this is for one that says nothing any more.
        raw.settimeout(left + 1)
        with Connection(
            credentials.user,
            host=wanted.host,
            database=wanted.database,
            password=credentials.password,
            application_name="archspec database extensions",
            ssl_context=tls,
            sock=raw,
        ) as connection:
            yield connection


def _run(connection: Connection, statement: str, deadline: float) -> None:
    left = max(deadline - time.monotonic(), 0.1)
    connection.run(f"SET LOCAL statement_timeout = {1000 * left:.0f}")
    connection.run(statement)


def _explained(details: Mapping[str, str]) -> Failure | NotYet:
    code = details["C"]
    parts = [f"PostgreSQL says {code}: {details['M']}", details.get("H"), _ADVICE.get(code)]
    text = "; ".join(part.rstrip(".") for part in parts if part)
    if code in _CONTESTED:
        return Refused(text)
    return NotYet(text) if code in _PASSING else Failure(text)


def _one_line(text: str) -> str:
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:LONGEST_REASON]


def _respond(event: Mapping[str, Any], status: Status, reason: str) -> None:
    """Send the answer; where that fails, so does the function, and Lambda calls it again."""
    answer = {
        "Status": status,
        "Reason": reason,
        # The same in every answer: CloudFormation would take another one for a replacement.
        "PhysicalResourceId": event.get("PhysicalResourceId") or event["LogicalResourceId"],
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
    }
    # The signature of the address covers an empty content type.
    request = urllib.request.Request(  # noqa: S310  CloudFormation's address
        event["ResponseURL"],
        data=json.dumps(answer, ensure_ascii=False).encode(),
        headers={"Content-Type": ""},
        method="PUT",
    )
    try:
        _send(request)
    except OSError:
        time.sleep(FIRST_PAUSE_SECONDS)
        _send(request)


def _send(request: urllib.request.Request) -> None:
    with urllib.request.urlopen(request, timeout=4):  # noqa: S310  CloudFormation's address
        pass
