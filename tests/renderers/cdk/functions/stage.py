"""A database with its secret, and the function called as in its deployment."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import boto3

from renderers.cdk.functions.database_extensions import index
from tests.renderers.cdk.functions.cloudformation import Callback, Clock, request
from tests.renderers.cdk.functions.postgres import HOST, Cluster


@dataclass(frozen=True, slots=True)
class Secret:
    """The secret of a database's master user."""

    arn: str

    def put(self, user: str, password: str) -> None:
        """Replace what the secret holds."""
        self.put_text(json.dumps({"username": user, "password": password}))

    def put_text(self, text: str) -> None:
        """Replace what the secret holds by any text."""
        boto3.client("secretsmanager").put_secret_value(SecretId=self.arn, SecretString=text)


@dataclass(frozen=True, slots=True)
class Stage:
    """A database of its own for one test."""

    cluster: Cluster
    callback: Callback
    secret: Secret
    database: str

    def call(
        self, kind: str, extensions: Sequence[str] = ("postgis",), *, seconds: float = 60, **properties: object
    ) -> dict[str, Any]:
        """Call the function once and return its answer."""
        usual = {
            "Host": HOST,
            "Port": str(self.cluster.port),
            "Database": self.database,
            "SecretArn": self.secret.arn,
            "Extensions": list(extensions),
        }
        index.handler(request(kind, self.callback.url, **usual | properties), Clock(seconds))
        return self.callback.last

    def installed(self) -> set[str]:
        """Return the extensions in the database."""
        return self.cluster.extensions(self.database)


@contextmanager
def serving_secret(user: str, password: str) -> Iterator[str]:
    """Answer everything as Secrets Manager answers GetSecretValue, for a function in another process."""
    body = json.dumps({"SecretString": json.dumps({"username": user, "password": password})}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
