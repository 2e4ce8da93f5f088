# SPDX-License-Identifier: MIT
"""Long work in a pool thread: progress, cancel, result or failure delivered on the main thread, orderly stop.

A job's function gets a Report first: `report.progress(part, detail)` as often as it likes, `report.check()` where it
can be stopped. It must not touch widgets. The Job lives on the main thread and owns the signals; the pool thread only
emits them (traps 10 and 11: an error is carried over, never raised in the pool).
"""

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QMetaMethod, QObject, Qt, Signal, SignalInstance

from otdesk.faults import Fault

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_SWITCH = 0.001
"""Seconds after which a pool thread lets the window's thread in: it asks many times while it paints."""

P = ParamSpec("P")
R = TypeVar("R")


class Cancelled(Fault):
    """The person stopped it."""

    def __init__(self) -> None:
        super().__init__("stopped")


class Report:
    """What a job's function may say; safe from any thread."""

    def __init__(self, told: SignalInstance, stop: threading.Event) -> None:
        self._told, self._stop = told, stop

    def progress(self, part: float | None, detail: str = "") -> None:
        """`part` 0 to 1, None when unknown."""
        self._told.emit(part, detail)

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    @property
    def stop(self) -> threading.Event:
        """Set when the person stops the job, for a child process that is waited for."""
        return self._stop

    def check(self) -> None:
        """Raises Cancelled when the person stopped the job."""
        if self._stop.is_set():
            raise Cancelled


class Job(QObject):
    """A running job. Exactly one of done, failed and cancelled comes, on the main thread, then `ended`."""

    progressed = Signal(object, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal(object)
    _told = Signal(object, str)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self.running = True
        self.report = Report(self._told, self._stop)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask it to stop; the function ends at its next `report.check()`."""
        self._stop.set()

    def arrive(self, future: "Future[Any]") -> None:
        """Called in the pool thread when the function has ended; the rest happens on the main thread."""
        if future.cancelled():
            self._arrived.emit(None, Cancelled())
        else:
            error = future.exception()
            self._arrived.emit(None if error else future.result(), error)

    def _pass_on(self, part: object, detail: str) -> None:
        if self.running:
            self.progressed.emit(part, detail)

    def _finish(self, result: object, error: object) -> None:
        self.running = False
        try:
            if isinstance(error, Cancelled):
                self.cancelled.emit()
            elif isinstance(error, BaseException):
                if not self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
                    raise error
                self.failed.emit(error)
            else:
                self.done.emit(result)
        finally:
            self.ended.emit(self)


class Jobs(QObject):
    """All jobs of the program; `stop` waits for them before the vault closes."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._running: dict[Job, Future[Any]] = {}

    def start(self, function: Callable[Concatenate[Report, P], R], *args: P.args, **kwargs: P.kwargs) -> Job:
        from concurrent.futures import ThreadPoolExecutor

        if self._pool is None:
            sys.setswitchinterval(_SWITCH)
            self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="otdesk-job")
        job = Job(self)
        job.ended.connect(self._forget)
        future: Future[Any] = self._pool.submit(function, job.report, *args, **kwargs)
        self._running[job] = future
        future.add_done_callback(job.arrive)
        return job

    def running(self) -> int:
        return len(self._running)

    def stop(self, wait_seconds: float = 10.0) -> bool:
        """Cancel all and wait; False when one did not end in time."""
        from concurrent.futures import wait

        for job in self._running:
            job.cancel()
        if self._pool is None:
            return True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None
        left = [future for future in self._running.values() if not future.cancelled()]
        return not wait(left, wait_seconds).not_done

    def _forget(self, job: object) -> None:
        if isinstance(job, Job):
            self._running.pop(job, None)
            job.deleteLater()
            if not self._running:
                self.idle.emit()
