# SPDX-License-Identifier: MIT
"""Long work: result, failure and progress arrive on the main thread; it can be stopped; nothing is left running."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from otdesk.faults import Trouble
from otdesk.ui.jobs import Jobs, Report


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.stop()


def add(report: Report, one: int, two: int) -> tuple[int, bool]:
    report.check()
    return one + two, threading.current_thread() is threading.main_thread()


def fail(report: Report) -> None:
    report.check()
    raise Trouble("The disk is full.", "Make room.")


def count(report: Report, released: threading.Event) -> int:
    for number in range(5):
        report.progress(number / 5, f"{number} of 5")
    released.wait(5)
    report.check()
    return 5


def test_the_result_arrives_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[QThread] = []
    job = jobs.start(add, 2, two=3)
    job.done.connect(lambda _result: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(job.done) as told:
        pass
    assert told.args == [(5, False)]
    assert threads == [jobs.thread()]


def test_a_failure_arrives_instead_of_a_result(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.start(fail)
    with qtbot.assertNotEmitted(job.done), qtbot.waitSignal(job.failed) as told:
        pass
    assert told.args is not None
    assert isinstance(told.args[0], Trouble)


def test_a_failure_nobody_listens_to_reaches_the_crash_path(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.captureExceptions() as caught:
        job = jobs.start(fail)
        qtbot.waitUntil(lambda: jobs.running() == 0)
    assert [kind for kind, _error, _trace in caught] == [Trouble]
    assert not job.running


def test_progress_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    released = threading.Event()
    said: list[tuple[object, str]] = []
    job = jobs.start(count, released)
    job.progressed.connect(lambda part, detail: said.append((part, detail)))
    qtbot.waitUntil(lambda: len(said) == 5)
    assert said == [(n / 5, f"{n} of 5") for n in range(5)]
    with qtbot.waitSignal(job.done):
        released.set()


def test_cancel_ends_it_without_a_result(qtbot: QtBot, jobs: Jobs) -> None:
    released = threading.Event()
    job = jobs.start(count, released)
    with qtbot.assertNotEmitted(job.done), qtbot.waitSignal(job.cancelled):
        job.cancel()
        released.set()
    qtbot.waitUntil(lambda: jobs.running() == 0)


def test_stop_cancels_what_waits_and_waits_for_what_runs(qtbot: QtBot) -> None:
    jobs = Jobs()
    released = threading.Event()
    started = [jobs.start(count, released) for _n in range(4)]  # two run, two wait
    released.set()
    assert jobs.stop(5)
    qtbot.waitUntil(lambda: jobs.running() == 0)
    assert not any(job.running for job in started)


def test_stop_tells_when_one_does_not_end(qtbot: QtBot) -> None:
    jobs = Jobs()
    released = threading.Event()
    job = jobs.start(count, released)
    assert not jobs.stop(0.05)
    released.set()
    qtbot.waitUntil(lambda: not job.running)


def test_jobs_can_be_started_again_after_a_stop(qtbot: QtBot, jobs: Jobs) -> None:
    assert jobs.stop()
    job = jobs.start(add, 1, 1)
    with qtbot.waitSignal(job.done):
        pass


def test_idle_is_told_when_all_are_done(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.idle):
        jobs.start(add, 1, 1)
        jobs.start(add, 1, 2)
    assert jobs.running() == 0
