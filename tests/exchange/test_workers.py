# SPDX-License-Identifier: MIT
"""Files read in a child process: limits, stop, and what the child is told."""

import threading
from datetime import date
from pathlib import Path

import pytest

from otdesk import workers
from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.parse import parse_file
from otdesk.exchange.reading import FileReader
from otdesk.rules.import_rows import FileKind, FileProblem
from otdesk.workers import Child, ChildEnded, Ending
from tests.exchange.importing import FILES

TODAY = date(2026, 9, 8)


def test_a_child_reads_what_the_reader_reads() -> None:
    with FileReader() as reader:
        for name in ("schools.csv", "caseload.xlsx", "district_calendar.ics"):
            path = FILES / "marlow" / name
            assert reader.read(path, TODAY) == parse_file(path, TODAY)
        with pytest.raises(UnusableFile) as told:
            reader.read(FILES / "marlow" / "travel.csv", TODAY, kind=FileKind.CASELOAD)
    assert told.value.problem is FileProblem.COLUMN_MISSING


def test_a_child_is_told_nothing_of_vaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTDESK_HOME", "/somewhere/secret")
    environment = workers._environment()
    assert not [name for name in environment if name.startswith("OTDESK")]
    assert "/somewhere/secret" not in environment.values()


def test_a_child_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    child = Child("parse")
    process = child._process
    with pytest.raises(ChildEnded) as told:
        child.ask(slow_request(tmp_path), seconds=0.0)
    assert told.value.ending is Ending.TOO_SLOW
    assert process.poll() is not None


def test_a_child_can_be_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with FileReader() as reader, pytest.raises(UnusableFile) as told:
        reader.read(Path(slow_request(tmp_path)["path"]), TODAY, stop=stop)
    assert told.value.problem is FileProblem.STOPPED


def test_after_a_child_is_gone_the_next_file_gets_a_new_one(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with FileReader() as reader:
        with pytest.raises(UnusableFile):
            reader.read(FILES / "marlow" / "schools.csv", TODAY, stop=stop)
        assert len(reader.read(FILES / "marlow" / "schools.csv", TODAY).rows) == 5


def test_a_child_that_dies_says_nothing_and_changes_nothing() -> None:
    with Child("parse") as child:
        child._process.kill()
        with pytest.raises(ChildEnded) as told:
            child.ask({"path": "x", "today": "2026-09-08"})
    assert told.value.ending in {Ending.DIED, Ending.TOO_MUCH_MEMORY}


def test_a_request_it_cannot_understand_ends_the_child() -> None:
    with Child("parse") as child, pytest.raises(ChildEnded) as told:
        child.ask({"path": "x", "today": "never"})
    assert told.value.ending is Ending.DIED


def test_a_file_too_big_for_the_memory_of_a_child(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("Name,School,DOB\n" + ('"' + "x" * 900_000 + '",Elm,6/9/2013\n') * 50, encoding="utf-8")
    assert path.stat().st_size < 50 * 1024 * 1024
    with FileReader() as reader, pytest.raises(UnusableFile) as told:
        reader.read(path, TODAY)
    assert told.value.problem in {FileProblem.TOO_MUCH_MEMORY, FileProblem.OPEN_QUOTE, FileProblem.DAMAGED}


def slow_request(folder: Path) -> dict[str, str]:
    path = folder / "slow.csv"
    path.write_text("Name,School,DOB,Service line\n" + "Wynn Theo,Elm,6/9/2013,2x30/wk\n" * 15_000, encoding="utf-8")
    return {"path": str(path), "today": "2026-09-08"}
