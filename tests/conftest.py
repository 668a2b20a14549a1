"""What every test shares: how hard Hypothesis looks, and that a skip fails the run when NO_SKIP is set."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no defect, neither in a test (deadline) nor in what it draws (too_slow); and a run that anybody must
# be able to repeat draws the same examples.
ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", ANY_MACHINE, max_examples=50)
settings.register_profile("ci", ANY_MACHINE, max_examples=80, derandomize=True, print_blob=True)
settings.register_profile("mutation", ANY_MACHINE, max_examples=25, derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail the run that skipped a test, where the machine is said to have everything."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    # A worker of pytest-xdist has no terminal; its skips reach the one that has.
    if reporter is None or os.environ.get("NO_SKIP", "") in {"", "0"}:
        return
    skipped = len(reporter.stats.get("skipped", ()))
    if skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"\nNO_SKIP is set, and {skipped} were skipped: that is a failure.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
