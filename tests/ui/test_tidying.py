# SPDX-License-Identifier: MIT
"""Dead cycles are taken apart by the main thread, never by a job, and all of them only when no job is at work."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.tidying import Tidying


class Ring:
    """A dead cycle that notes which thread took it apart."""

    def __init__(self, seen: list[threading.Thread]) -> None:
        self.itself = self
        weakref.finalize(self, self.note, seen)

    @staticmethod
    def note(seen: list[threading.Thread]) -> None:
        seen.append(threading.current_thread())


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.stop()


@pytest.fixture
def tidying(jobs: Jobs) -> Iterator[Tidying]:
    made = Tidying(jobs, jobs)
    yield made
    made.stop()
    assert gc.isenabled()


def make_garbage(_report: Report) -> int:
    for _turn in range(40_000):
        ring: list[object] = []
        ring.append(ring)
    return gc.get_count()[0]


def wait(report: Report, released: threading.Event) -> None:
    released.wait(10)
    report.check()


def test_a_job_makes_garbage_and_the_main_thread_takes_it_away(qtbot: QtBot, jobs: Jobs, tidying: Tidying) -> None:
    seen: list[threading.Thread] = []
    Ring(seen)
    with qtbot.waitSignal(jobs.start(make_garbage).done) as made:
        pass
    assert made.args is not None
    assert made.args[0] >= 40_000, "the job searched by itself"
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [threading.main_thread()]


def test_all_is_looked_through_only_when_no_job_is_at_work(qtbot: QtBot, jobs: Jobs, tidying: Tidying) -> None:
    for _turn in range(11):
        gc.collect(1)
    released = threading.Event()
    job = jobs.start(wait, released)
    tidying.look()
    assert gc.get_count()[2] >= 10
    with qtbot.waitSignal(job.ended):
        released.set()
    tidying.look()
    assert gc.get_count()[2] == 0
