"""The function against a real PostgreSQL with PostGIS."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import pytest

from renderers.cdk.functions.database_extensions import index
from tests.renderers.cdk.functions.certificates import Authority
from tests.renderers.cdk.functions.cloudformation import LOGICAL_ID, Clock
from tests.renderers.cdk.functions.postgres import HOST, MASTER, PASSWORD
from tests.renderers.cdk.functions.stage import Stage

OnLog: TypeAlias = Callable[[str, Callable[[], None]], None]


@pytest.mark.slow
def test_create_makes_postgis_usable(stage: Stage) -> None:
    """After SUCCESS the database answers a geometrical question, and the reason names the version."""
    answer = stage.call("Create")
    with stage.cluster.session(stage.database) as session:
        assert session.run("SELECT ST_Area(ST_MakeEnvelope(0, 0, 2, 3))") == [[6.0]]
        ((version,),) = session.run("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
    assert (answer["Status"], answer["Reason"]) == ("SUCCESS", f"postgis {version}")
    assert answer["PhysicalResourceId"] == LOGICAL_ID


def test_update_only_adds(stage: Stage) -> None:
    """An extension that is no longer listed stays, and the resource keeps its id."""
    stage.call("Create", ["hstore"])
    answer = stage.call("Update", ["uuid-ossp", "citext"])
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", LOGICAL_ID)
    assert stage.installed() == {"hstore", "uuid-ossp", "citext"}


def test_again_changes_nothing(stage: Stage) -> None:
    """Lambda may call a function twice for one event."""
    assert [stage.call("Create", ["hstore"])["Status"] for _ in range(2)] == ["SUCCESS", "SUCCESS"]


def test_delete_drops_nothing(stage: Stage) -> None:
    """Extensions carry data, so they outlive the resource."""
    stage.call("Create", ["hstore"])
    assert stage.call("Delete", ["hstore"])["Status"] == "SUCCESS"
    assert stage.installed() == {"hstore"}


def test_required_extensions_come_along(stage: Stage) -> None:
    """`earthdistance` needs `cube`, which nobody listed."""
    assert stage.call("Create", ["earthdistance"])["Status"] == "SUCCESS"
    assert stage.installed() == {"cube", "earthdistance"}


def test_the_secret_may_come_from_the_environment(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """SECRET_ARN counts where the resource has no SecretArn."""
    monkeypatch.setenv("SECRET_ARN", stage.secret.arn)
    assert stage.call("Create", ["hstore"], SecretArn="")["Status"] == "SUCCESS"


def test_all_or_none(stage: Stage) -> None:
    """An extension that RDS does not have leaves none of the others behind, and is named."""
    answer = stage.call("Create", ["hstore", "no_such_extension"])
    assert answer["Status"] == "FAILED"
    assert 'PostgreSQL says 0A000: extension "no_such_extension" is not available' in answer["Reason"]
    assert stage.installed() == set()


def test_a_name_cannot_carry_a_statement(stage: Stage) -> None:
    """A name that closes its quotes is refused before anything is sent."""
    with stage.cluster.session(stage.database) as session:
        session.run("CREATE TABLE precious ()")
        answer = stage.call("Create", ["hstore", 'hstore"; DROP TABLE precious; --'])
        assert session.run("SELECT FROM precious") == []
    assert (answer["Status"], stage.installed()) == ("FAILED", set())
    assert "not the name of an extension: 'hstore\"; DROP TABLE" in answer["Reason"]


def test_only_the_master_user_may(stage: Stage) -> None:
    """The refusal says whose secret is needed."""
    stage.cluster.set_password("reader", "r3ader")
    stage.secret.put("reader", "r3ader")
    answer = stage.call("Create")
    assert answer["Status"] == "FAILED"
    assert "42501: permission denied" in answer["Reason"]
    assert answer["Reason"].endswith("SecretArn has to name the secret of the master user")


def test_a_password_rotated_meanwhile_is_read_again(stage: Stage, on_log: OnLog) -> None:
    """The secret learns the new password only after the database has refused the old one."""
    stage.secret.put(MASTER, "0utdated")
    on_log("28P01", lambda: stage.secret.put(MASTER, PASSWORD))
    assert stage.call("Create", ["hstore"])["Status"] == "SUCCESS"


def test_a_wrong_password_is_not_tried_for_ever(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret of another database fails long before the deadline, and is not quoted."""
    monkeypatch.setattr(index, "FIRST_PAUSE_SECONDS", 0.01)
    stage.secret.put(MASTER, "str4nge")
    before = time.monotonic()
    answer = stage.call("Create", seconds=300)
    assert time.monotonic() - before < 10
    assert answer["Status"] == "FAILED"
    assert "28P01: password authentication failed" in answer["Reason"]
    assert "str4nge" not in answer["Reason"]


def test_six_at_once(stage: Stage) -> None:
    """Stacks that share a database may be deployed at the same time."""
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: stage.call("Create"), range(6)))
    assert [put.answer["Status"] for put in stage.callback.puts] == ["SUCCESS"] * 6
    assert stage.installed() == {"postgis"}


def test_somebody_elses_creation_is_no_failure(stage: Stage) -> None:
    """A migration that creates the same extension, without our lock, commits while the function waits for it."""
    with stage.cluster.session(stage.database) as migration, ThreadPoolExecutor(1) as pool:
        migration.run("BEGIN")
        migration.run("CREATE EXTENSION hstore")
        answer = pool.submit(stage.call, "Create", ["hstore"])
        _wait_for_waiting(stage)
        migration.run("COMMIT")
        assert answer.result()["Status"] == "SUCCESS"
    assert stage.installed() == {"hstore"}


def test_what_was_created_by_hand_is_not_replaced(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A type of the same name stands in the way for good, and the reason comes long before the deadline."""
    monkeypatch.setattr(index, "FIRST_PAUSE_SECONDS", 0.01)
    with stage.cluster.session(stage.database) as session:
        session.run("CREATE TYPE hstore AS (precious text)")
    before = time.monotonic()
    answer = stage.call("Create", ["hstore"], seconds=300)
    assert time.monotonic() - before < 10
    assert (answer["Status"], stage.installed()) == ("FAILED", set())
    assert answer["Reason"] == 'PostgreSQL says 42710: type "hstore" already exists'


def _wait_for_waiting(stage: Stage) -> None:
    with stage.cluster.session() as session:
        while not session.run("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
            time.sleep(0.01)


@pytest.mark.slow
def test_a_lock_that_is_kept_ends_with_the_time(stage: Stage) -> None:
    """Another deployment that holds the lock makes the function fail in time, and PostgreSQL ends its statement."""
    clock = Clock(index.RESERVE_SECONDS + 1)
    with stage.cluster.session(stage.database) as other:
        other.run(f"SELECT pg_advisory_lock({index.LOCK})")
        answer = stage.call("Create", ["hstore"], seconds=index.RESERVE_SECONDS + 1)
        waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        assert other.run(waiting) == []
    assert clock.get_remaining_time_in_millis() > 5000
    assert (answer["Status"], "57014" in answer["Reason"]) == ("FAILED", True)


def test_a_database_that_starts_is_waited_for(stage: Stage, on_log: OnLog) -> None:
    """Nobody listens at first; after the first attempt, the server starts."""
    stage.cluster.stop()
    on_log("next attempt", stage.cluster.start)
    assert stage.call("Create", ["hstore"])["Status"] == "SUCCESS"


def test_a_lost_connection_is_made_again(stage: Stage) -> None:
    """A fail-over ends sessions, even while one waits."""
    with stage.cluster.session(stage.database) as other, ThreadPoolExecutor(1) as pool:
        other.run(f"SELECT pg_advisory_lock({index.LOCK})")
        answer = pool.submit(stage.call, "Create", ["hstore"])
        _wait_for_waiting(stage)
        other.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        other.run(f"SELECT pg_advisory_unlock({index.LOCK})")
        assert answer.result()["Status"] == "SUCCESS"


def test_a_server_of_another_authority_is_not_trusted(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate that the bundle does not vouch for ends the attempt at once, without a password."""
    monkeypatch.setattr(index, "CA_BUNDLE", Authority("Another authority").write(tmp_path / "other.pem"))
    _assert_untrusted(stage, HOST, "unable to get local issuer certificate")


def test_the_bundle_of_rds_trusts_no_other_server(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the file that is deployed, the test's own authority counts for nothing."""
    bundle = Path(index.__file__).parents[1] / "ca/rds-global-bundle.pem"
    monkeypatch.setattr(index, "CA_BUNDLE", bundle)
    _assert_untrusted(stage, HOST, "unable to get local issuer certificate")


def test_a_certificate_for_another_host_is_not_trusted(stage: Stage) -> None:
    """The certificate names the host, so the address alone does not do."""
    _assert_untrusted(stage, "127.0.0.1", "127.0.0.1")


def _assert_untrusted(stage: Stage, host: str, why: str) -> None:
    before = time.monotonic()
    answer = stage.call("Create", ["hstore"], Host=host)
    assert time.monotonic() - before < 5
    assert answer["Status"] == "FAILED"
    assert f"{host}:{stage.cluster.port} cannot be trusted" in answer["Reason"]
    assert why in answer["Reason"]
    assert _logins(stage) == 0
    assert stage.installed() == set()


def _logins(stage: Stage) -> int:
    """Return how many sessions there are by the function."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'archspec%'"
    with stage.cluster.session() as session:
        ((count,),) = session.run(query)
    return int(count)
