# SPDX-License-Identifier: MIT
"""One person, one keyboard, one day: from a fresh machine to signed notes on paper, then locked, opened, quit."""

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import func, select

from otdesk.records.notes import Amendment, Note
from otdesk.records.sessions import TherapySession
from otdesk.rules.kinds import NoteStatus
from otdesk.ui.notes.panel import NotePanel
from tests.journeys import main_job as job
from tests.journeys.person import CTRL, K, Person
from tests.printouts.pdf_tools import assert_sound, flat


@pytest.mark.timeout(120)
def test_a_caseload_becomes_a_day_and_the_day_signed_notes_on_paper(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, sheet = tmp_path / "note.pdf", tmp_path / "day.pdf"
    job.first_run(person, tmp_path / "recovery.pdf", monkeypatch)
    job.import_lists(person, monkeypatch)
    job.place_a_week(person)
    job.work_the_day(person)
    job.write_and_sign(person)
    job.add_to_a_signed_note(person)
    job.what_is_signed_stays(person)
    job.print_note(person, note, monkeypatch)
    job.print_day_sheet(person, sheet, monkeypatch)
    read_the_paper(note.read_bytes(), sheet.read_bytes(), tmp_path)
    token = lock_while_typing(person, monkeypatch)
    come_back(person, token)
    job.quit_by_key(person)
    quit_makes_a_backup(person)


def read_the_paper(note: bytes, sheet: bytes, folder: Path) -> None:
    assert_sound(note, folder)
    assert_sound(sheet, folder)
    said = flat(note)
    for words in ("José Achebe", "7 of 10", "3 of 4", "Ms. Škoda", "3 ≤ 5 ✓", "Dana Whitfield", "Addendum"):
        assert words in said, words
    assert "7:52 J. A." in flat(sheet)


def lock_while_typing(person: Person, patch: pytest.MonkeyPatch) -> str:
    """Ctrl+L with a word just typed: it is saved, and the process that takes over is started with a token."""
    started: list[list[str]] = []

    def start(command: list[str], **_options: object) -> None:
        started.append(command)

    job.to_row(person, "Yusuf Achebe")
    person.press(K.Key_Return)
    person.wait(lambda: person.here().startswith("Goal 1,"))
    person.write("9/10")
    panel = person.shown(NotePanel)
    assert panel.editor.draft.waiting, "the word is not saved yet"
    assert "'14 minutes'" in str(panel.entry().sections), "8:51 – 9:05, as it will be credited"
    with patch.context() as only_here:
        only_here.setattr(subprocess, "Popen", start)
        person.press(K.Key_L, modifier=CTRL)
        person.wait(person.gone)
    assert person.ended == [0]
    [command] = started
    assert command[1:3] == ["-m", "otdesk"]
    assert command[3:5] == ["--vault", str(person.folder)]
    assert command[5:7] == ["--locked", "--resume"]
    assert "Yusuf" not in " ".join(command)
    return command[7]


def come_back(person: Person, token: str) -> None:
    """The same page after the passphrase, and everything there."""
    person.put_away()
    person.start(token)
    assert person.setup.windowTitle() == "OTDesk — locked"
    job.unlock(person)
    assert person.shell.here() == "today/2026-10-20"
    draft = job.note_of(person, "Yusuf", "Achebe")
    assert draft is not None
    assert draft.status is NoteStatus.DRAFT
    assert "9/10" in str(draft.content)
    signed = job.note_of(person, "José", "Achebe")
    assert signed is not None
    assert signed.status is NoteStatus.SIGNED
    assert person.vault.findings == []
    with person.vault.read() as db:
        assert db.scalar(select(func.count()).select_from(Note)) == 2
        assert db.scalar(select(func.count()).select_from(Amendment)) == 1
        assert (db.scalar(select(func.count()).select_from(TherapySession)) or 0) > 100


def quit_makes_a_backup(person: Person) -> None:
    assert list((person.folder / "backups").glob("*")), "quit backs up"
