"""The other side of a custom resource: requests as CloudFormation makes them, and the address it takes answers at."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final

LOGICAL_ID: Final = "DatabaseExtensions"


@dataclass(frozen=True, slots=True)
class Put:
    """One request that arrived."""

    content_type: str | None
    body: bytes

    @property
    def answer(self) -> dict[str, Any]:
        """What CloudFormation reads."""
        read: dict[str, Any] = json.loads(self.body)
        return read


class Callback(HTTPServer):
    """Takes what functions answer."""

    def __init__(self) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), _PutHandler)
        self.puts: list[Put] = []
        self.refusals = 0
        """How many of the next requests fail."""

    @property
    def url(self) -> str:
        """The address of the next answer."""
        return f"http://127.0.0.1:{self.server_port}/answer?signature=s"

    @property
    def last(self) -> dict[str, Any]:
        """The newest answer."""
        return self.puts[-1].answer


class _PutHandler(BaseHTTPRequestHandler):
    server: Callback

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.refusals:
            self.server.refusals -= 1
            self.send_error(500)
            return
        self.server.puts.append(Put(self.headers["Content-Type"], body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def serving_callback() -> Iterator[Callback]:
    """Serve in a thread."""
    with Callback() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class Clock:
    """Lambda's context: a function that has this many seconds from now on."""

    def __init__(self, seconds: float) -> None:
        """Start the function's time."""
        self.end = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        """Return what is left."""
        return int(1000 * (self.end - time.monotonic()))


def request(kind: str, url: str, **properties: object) -> dict[str, Any]:
    """Return what CloudFormation sends; it sends numbers as text."""
    made: dict[str, Any] = {
        "RequestType": kind,
        "ResponseURL": url,
        "StackId": "arn:aws:cloudformation:sa-east-1:111122223333:stack/shop-production-Main/0d6c2b1e",
        "RequestId": "5d8f3c0e-7d1f-4a3e-9d0c-1d6d0f4b7a11",
        "ResourceType": "Custom::DatabaseExtensions",
        "LogicalResourceId": LOGICAL_ID,
        "ResourceProperties": {
            "ServiceToken": "arn:aws:lambda:sa-east-1:111122223333:function:f",
            "Port": "5432",
            "Database": "app",
            "Extensions": ["postgis"],
            **properties,
        },
    }
    if kind != "Create":
        made["PhysicalResourceId"] = LOGICAL_ID
    return made
