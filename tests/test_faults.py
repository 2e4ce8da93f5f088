# SPDX-License-Identifier: MIT
"""The one crash path: faults are told, bugs written down once each, and nobody's name is in them."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from otdesk.faults import CrashPath, Fault, Refusal, Trouble

NAME = "Noor Haddad"


class Told:
    def __init__(self, folder: Path) -> None:
        self.faults: list[Fault] = []
        self.bugs: list[Path] = []
        self.unwritten = 0
        self.path = CrashPath(folder, self.faults.append, self._hear, _version)

    def _hear(self, path: Path | None) -> None:
        if path is None:
            self.unwritten += 1
        else:
            self.bugs.append(path)


def _version() -> str:
    return "0.1"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    made = Told(tmp_path / "logs")
    yield made
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def break_down(name: str) -> None:
    raise ValueError(f"cannot read {name}")


def caught(name: str) -> Exception:
    try:
        break_down(name)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_fault_is_told_and_not_written(told: Told) -> None:
    told.path.report(Refusal("A locked note cannot be changed."))
    told.path.report(Trouble("The disk is full.", "Make room."))
    assert [fault.message for fault in told.faults] == ["A locked note cannot be changed.", "The disk is full."]
    assert told.bugs == []


def test_a_bug_is_written_without_its_values(told: Told) -> None:
    told.path.report(caught(NAME))
    text = told.bugs[0].read_text()
    assert "ValueError" in text
    assert "in break_down" in text
    assert "OTDesk 0.1" in text
    assert NAME not in text
    assert "Haddad" not in text


def test_a_cause_is_named_too(told: Told) -> None:
    try:
        try:
            break_down(NAME)
        except ValueError as first:
            raise KeyError(NAME) from first
    except KeyError as error:
        told.path.report(error)
    text = told.bugs[0].read_text()
    assert text.index("KeyError") < text.index("ValueError")
    assert NAME not in text


def test_each_bug_is_written_once(told: Told) -> None:
    for _n in range(5):
        told.path.report(caught(NAME))
    assert len(told.bugs) == 1


def test_a_bug_that_cannot_be_written_is_told_all_the_same(told: Told, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("no folder", encoding="utf-8")
    told.path.report(caught(NAME))
    assert (told.bugs, told.unwritten) == ([], 1)


def test_the_hooks_of_main_thread_and_others(told: Told) -> None:
    told.path.install()
    error = caught(NAME)
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(told.bugs) == 1
    thread = threading.Thread(target=break_down, args=(NAME,))
    thread.start()
    thread.join()
    assert len(told.bugs) == 2
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(told.bugs) == 2
    told.path.remove()
    assert sys.excepthook is sys.__excepthook__


def test_trouble_reads_as_two_sentences() -> None:
    assert str(Trouble("The disk is full.", "Make room.")) == "The disk is full. Make room."
    assert str(Trouble("The disk is full.")) == "The disk is full."
