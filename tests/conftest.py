# SPDX-License-Identifier: MIT
"""What every test stands on: no display, no network of names, a clock that stands still, and nothing left behind.

A test fails when it leaves a Qt message, an unexpected log line, a thread, a child process, a running timer or a
window behind, even when all it asserts is true.
"""

import builtins
import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import vaults
from tests.clock import FixedClock

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_ACCESSIBILITY"] = "1"
os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "America/Chicago"  # neither UTC nor a zone without summer time, so that a dropped zone shows
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a started `otdesk` is to have its byte-code, as it has in use
if hasattr(time, "tzset"):
    time.tzset()

# PySide6 replaces builtins.__import__, which makes each later import dearer; we use nothing of what it adds.
_plain_import = builtins.__import__

settings.register_profile("check", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("check")

GRACE = 3.0  # seconds that threads and children get to end by themselves


def pytest_sessionstart(session: pytest.Session) -> None:
    import PySide6.QtWidgets  # noqa: F401 - imported here so that its hook is undone in one place

    builtins.__import__ = _plain_import


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no process waits at the end for another's."""
    items.sort(key=lambda item: item.path.name != "test_fit.py")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported by now stays; the search for running timers need not look at it again after each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vaults, settings and logs of a test lie in its own folder."""
    monkeypatch.setenv("OTDESK_HOME", str(tmp_path / "otdesk-home"))


@pytest.fixture(scope="session", autouse=True)
def _quick_memory() -> Iterator[None]:
    with vaults.quick_memory():
        yield


# --- an empty vault ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def vault_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One closed, empty vault for the whole run; never opened in its place."""
    return vaults.make(tmp_path_factory.mktemp("template") / "vault", FixedClock()())


@pytest.fixture
def vault_folder(vault_template: Path, tmp_path: Path) -> Path:
    """A closed, empty vault of the test's own, as files."""
    return vaults.copy(vault_template, tmp_path / "vault")


@pytest.fixture
def vault(vault_folder: Path, clock: FixedClock) -> "Iterator[Vault]":
    """An open, empty vault of the test's own; its tables hold what a new vault holds, and nobody's data."""
    opened = vaults.unlocked(vault_folder, clock())
    yield opened
    opened.close()


# --- nothing left behind -------------------------------------------------------------------------------------------


class LogGuard(logging.Handler):
    """Keeps every log line of WARNING and above; `expect` names a part of one that belongs to the test."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, part: str) -> None:
        self._expected.append(part)

    def verdict(self) -> list[str]:
        surprises = [line for line in self._lines if not any(part in line for part in self._expected)]
        absent = [part for part in self._expected if not any(part in line for line in self._lines)]
        return [f"unexpected log line: {line}" for line in surprises] + [f"never logged: {part}" for part in absent]


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    guard = LogGuard()
    logging.getLogger().addHandler(guard)
    yield guard
    logging.getLogger().removeHandler(guard)
    found = guard.verdict()
    assert not found, "\n".join(found)


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    uses_qt = "qapp" in request.fixturenames
    threads = set(threading.enumerate())
    children = _children()
    windows = _windows() if uses_qt else {}
    yield
    found = _left_in_qt(windows) if uses_qt else []
    found += _left_threads(threads) + _left_children(children)
    assert not found, "left behind: " + ", ".join(found)


def _left_threads(before: set[threading.Thread]) -> list[str]:
    left = []
    for thread in set(threading.enumerate()) - before:
        if type(thread).__name__ == "_DummyThread":  # Python's view of a thread that Qt owns; the pool answers for it
            continue
        thread.join(GRACE)
        if thread.is_alive():
            left.append(f"thread {thread.name}")
    return left


def _children() -> set[int]:
    """Processes started by this one and not yet waited for; empty where the system does not tell."""
    found: set[int] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        found.update(int(number) for number in listing.read_text(encoding="ascii").split())
    return found


def _left_children(before: set[int]) -> list[str]:
    limit = time.monotonic() + GRACE
    while left := _children() - before:
        if time.monotonic() > limit:
            return [f"child process {number}" for number in sorted(left)]
        gc.collect()  # a Popen that nobody holds any more is waited for when it goes
        time.sleep(0.02)
    return []


def _windows() -> dict[int, str]:
    from PySide6.QtWidgets import QApplication

    names = {}
    for widget in QApplication.topLevelWidgets():
        kind = type(widget).__name__
        if widget.metaObject().className() != "QTipLabel":  # Qt keeps one hidden tip for itself
            names[id(widget)] = f"{'visible' if widget.isVisible() else 'hidden'} {kind} {widget.objectName()}".strip()
    return names


def _left_in_qt(windows_before: dict[int, str]) -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    def deferred_deletes() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    left = []
    pool = QThreadPool.globalInstance()
    if not pool.waitForDone(int(GRACE * 1000)):
        left.append(f"{pool.activeThreadCount()} jobs in the thread pool")
    deferred_deletes()
    if set(_windows()) - set(windows_before):
        gc.collect()
        deferred_deletes()
    left += [name for key, name in _windows().items() if key not in windows_before]
    return left + _running_timers()


def _running_timers() -> list[str]:
    import shiboken6
    from PySide6.QtCore import QTimer

    kinds = {QTimer, *QTimer.__subclasses__()}
    timers = [thing for thing in gc.get_objects() if type(thing) in kinds]
    running = [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]
    names = [f"running timer {timer.objectName() or timer.interval()} of {timer.parent()!r}" for timer in running]
    for timer in running:
        timer.stop()  # the next test is not to pay for this one
    return names


if sys.flags.optimize:
    raise RuntimeError("the tests are assertions: run Python without -O")
