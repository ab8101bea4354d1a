"""Every test: its own home folder, no keyring, no proxy, and no error left unseen."""

from __future__ import annotations

import asyncio
import inspect
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.servers.fixtures"]

QT_FOLDERS = {"ui", "gui"}
HOME_VARIABLES = ("HOME", "USERPROFILE")
FOLDER_VARIABLES = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}
NETWORK_VARIABLES = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "NETRC"),
)

# One second is meant for an example; a busy machine gets ten.
settings.register_profile(
    "suite", max_examples=200, deadline=10_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", settings.get_profile("suite"), max_examples=20_000)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "suite")
LONG_PROPERTY_S = 3600
settings.load_profile(PROFILE)


def _qt_loop() -> asyncio.AbstractEventLoop:
    from PySide6.QtWidgets import QApplication

    from tests.qt_loop import TestLoop

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    loop = TestLoop(app)
    # A closed loop keeps the timers of cancelled timeouts; the garbage collector may run on a
    # thread of the next test, and a timer cannot be stopped from there.
    loop._timer.setParent(app)
    return loop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run the window's tests on the window's event loop, all others without Qt."""
    folder = item.path.relative_to(config.rootpath / "tests").parts[0]
    if folder in QT_FOLDERS:
        return {"qt": _qt_loop}
    return {"asyncio": asyncio.new_event_loop}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out unless ``-m`` asks for them; give long properties their time."""
    for item in items:
        if PROFILE == "long" and item.get_closest_marker("hypothesis"):
            item.add_marker(pytest.mark.timeout(LONG_PROPERTY_S))
    if "long" in str(config.getoption("markexpr")):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home folder of its own and take away what the user's shell sets."""
    home = tmp_path_factory.mktemp("home")
    for name in HOME_VARIABLES:
        monkeypatch.setenv(name, str(home))
    for name, folder in FOLDER_VARIABLES.items():
        monkeypatch.setenv(name, str(home / folder))
    for name in NETWORK_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def set_time_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the time zone of this process until the test ends."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets no time zone for one process")

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def _same_time_zone() -> Iterator[None]:
    """Fail the test that leaves another time zone to the next one."""
    before = time.localtime(0)
    yield
    assert time.localtime(0) == before, "the time zone was not set back"


@pytest.fixture(autouse=True)
def crashes(request: pytest.FixtureRequest) -> list[BaseException | str]:
    """Fail an async test on an unhandled asyncio error or a task left running.

    A test that provokes one takes what it expects out of the list.
    """
    if not inspect.iscoroutinefunction(getattr(request, "function", None)):
        return []
    seen: list[BaseException | str] = request.getfixturevalue("_watched_loop")
    return seen


@pytest_asyncio.fixture
async def _watched_loop() -> AsyncIterator[list[BaseException | str]]:
    seen: list[BaseException | str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, ctx: seen.append(ctx.get("exception") or ctx["message"]))
    before = asyncio.all_tasks()
    yield seen
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left, f"tasks still running: {left}"
    assert not seen, f"unhandled: {seen}"
