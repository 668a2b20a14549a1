"""A PostgreSQL of its own for the tests: TLS with a certificate of a test authority, on the loopback interface."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pg8000.native import Connection, literal

from tests.renderers.cdk.functions.certificates import Authority

HOST: Final = "localhost"
MASTER: Final = "app_owner"
PASSWORD: Final = "m4ster:%{p4ss}'word"


def postgres_programs() -> Path | None:
    """Return the folder of the newest installed PostgreSQL that has PostGIS."""
    for control in sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"), reverse=True):
        programs = Path("/usr/lib/postgresql") / control.parts[-3] / "bin"
        if (programs / "initdb").is_file():
            return programs
    return None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL server."""

    programs: Path
    folder: Path
    port: int
    authority: Path

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c ssl=on -c fsync=off"
        self._control("start", "-o", options, "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop the server at once."""
        self._control("stop", "-m", "immediate")

    @contextmanager
    def session(self, database: str = "postgres") -> Iterator[Connection]:
        """Connect as the master user."""
        socket_file = str(self.folder / f".s.PGSQL.{self.port}")
        with Connection(MASTER, database=database, password=PASSWORD, unix_sock=socket_file) as connection:
            yield connection

    def create_database(self, name: str) -> None:
        """Create an empty database."""
        with self.session() as session:
            session.run(f"CREATE DATABASE {name}")

    def set_password(self, user: str, password: str) -> None:
        """Make sure there is a user with a password, without further rights if it is new."""
        with self.session() as session:
            if not session.run("SELECT FROM pg_roles WHERE rolname = :user", user=user):
                session.run(f"CREATE ROLE {user} LOGIN")
            session.run(f"ALTER ROLE {user} PASSWORD {literal(password)}")

    def extensions(self, database: str) -> set[str]:
        """Return what is installed in a database beside PostgreSQL's own language."""
        with self.session(database) as session:
            return {name for (name,) in session.run("SELECT extname FROM pg_extension")} - {"plpgsql"}

    def _control(self, *arguments: str) -> None:
        run_as_postgres(self.folder, self.programs / "pg_ctl", "-w", "-s", "-D", str(self.folder / "data"), *arguments)


@contextmanager
def running_cluster(programs: Path) -> Iterator[Cluster]:
    """Make a cluster, run it, and remove it."""
    # Not below pytest's own folder, which only root may enter.
    folder = Path(tempfile.mkdtemp(prefix="archspec-postgres-"))
    try:
        cluster = _make(programs, folder)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)


def _make(programs: Path, folder: Path) -> Cluster:
    authority = Authority("Test authority")
    authority.write_server(folder, HOST)
    (folder / "password").write_text(PASSWORD)
    cluster = Cluster(programs, folder, free_port(), authority.write(folder / "authority.pem"))
    for path in (folder, *folder.iterdir()):
        if os.geteuid() == 0:
            shutil.chown(path, "postgres")
    data = folder / "data"
    options = ["-A", "scram-sha-256", "-U", MASTER, "--no-sync", "-E", "UTF8", "--locale", "C"]
    run_as_postgres(folder, programs / "initdb", "-D", data, "--pwfile", folder / "password", *options)
    run_as_postgres(folder, "cp", "-p", folder / "server.crt", folder / "server.key", data)
    return cluster


def run_as_postgres(folder: Path, *command: str | Path) -> None:
    """Run a program as the user `postgres` where this is root, because PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # A log, not a pipe: the server that pg_ctl leaves running would keep a pipe open.
    with (folder / "commands.log").open("ab") as log:
        done = subprocess.run([*prefix, *command], cwd=folder, stdout=log, stderr=log, check=False)  # noqa: S603  ours
    if done.returncode:
        raise RuntimeError((folder / "commands.log").read_text())


def free_port() -> int:
    """Return a port of the loopback interface on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
