# SPDX-License-Identifier: MIT
"""A whole day of eleven sessions by keys: three groups, two absences, a consultation, a late entry; written, signed,
co-signed by the supervisor, printed. Minutes, service log and timesheet say what the notes say."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from otdesk.actions import sessions, therapists
from otdesk.actions.sessions import SessionEntry
from otdesk.printouts.session_note import session_notes
from otdesk.queries import co_signing, day_rows, note_list, note_pages, people, queue, service_log, timesheet
from otdesk.queries.note_list import NoteState
from otdesk.queries.note_rows import NotePage
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import Mode, Presence, Role, WorkKind
from otdesk.ui.notes.co_signing import CoSignDialog
from otdesk.ui.notes.screen import NotesScreen
from otdesk.vault import keys
from tests import vaults
from tests.note_sample import TODAY
from tests.note_window import ALT, CTRL, K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

INES, WORDS = "Ines Okafor", "four brown kettles under snow"
BEFORE = date(2026, 10, 12)


@dataclass(frozen=True, slots=True)
class Planned:
    """The eleven sessions, by id; `absent` are two students of two of them."""

    groups: tuple[int, ...]
    alone: tuple[int, ...]
    consult: int
    late: int
    absent: tuple[tuple[int, int], ...]

    @property
    def today(self) -> frozenset[int]:
        return frozenset({*self.groups, *self.alone, self.consult})


def plan(window: NoteWindow) -> Planned:
    """Ana, an assistant, had this day; Ines supervises her. It is ten to four."""
    at, ids, house = window.at, window.at.ids, window.house
    keys.add_person(house.vault.folder, house.vault.unlocked, INES, WORDS)
    ines = house.do(therapists.add_person, INES, TherapistEntry("Ines", "Okafor", Role.OT, "OTD, OTR/L"), None)
    ana = next(person for person in house.read(people.people) if person.slot == vaults.PERSON)
    house.do(therapists.edit_person, ana.therapist_id, TherapistEntry("Ana", "Ruiz", Role.OTA, "COTA/L"), ines)
    lines: dict[int, int | None] = {ids.maya: ids.maya_line, ids.hazel: ids.hazel_line, ids.kofi: None}

    def add(start: int, end: int, *students: int, day: date = TODAY, line: int | None = None) -> int:
        members = tuple((student, line or lines[student]) for student in students)
        return house.do(sessions.add, SessionEntry(day, ids.alder, start, end, members))

    pair, trio = add(630, 660, ids.maya, ids.hazel), add(670, 710, ids.hazel, ids.kofi, ids.maya)
    alone = (add(720, 745, ids.kofi), _of_the_week(window), add(790, 820, ids.hazel), add(830, 860, ids.kofi))
    consult = add(870, 885, ids.maya, line=ids.maya_consult)
    late = add(600, 630, ids.maya, day=BEFORE)
    window.clock.advance(minutes=15 * 60 + 50 - (10 * 60 + 24))
    window.bridge.proved()
    return Planned(
        (at.group, pair, trio), (at.alone, at.last, *alone), consult, late,
        ((at.last, ids.hazel), (trio, ids.kofi)),
    )  # fmt: skip


def _of_the_week(window: NoteWindow) -> int:
    """Maya at ten, as every Tuesday."""
    rows = window.house.read(day_rows.sessions, TODAY)
    found = next(row.session_id for row in rows if row.start == 600)
    assert found is not None
    return found


def write_group(window: NoteWindow, screen: NotesScreen, day: Planned) -> None:
    page = screen.group
    assert page.form is not None
    session = page.form.session_id
    if not page.form.shared.activity:
        window.write("putty warm-up, then scissors")
    for number, lane in enumerate(list(page.lanes)):
        window.press(K(K.Key_1 + number), modifier=ALT)
        if (session, lane.student_id) in day.absent:
            window.press(K.Key_A, modifier=ALT)
            continue
        for _goal in lane.cells:
            window.write("3/5v")
            window.press(K.Key_Tab)
        window.write("Stayed with it to the end.")
    window.press(K.Key_Return, modifier=CTRL)
    if screen._in_group() and page.form.session_id == session:
        window.press(K.Key_Down, modifier=CTRL)


def write_alone(window: NoteWindow, screen: NotesScreen, day: Planned) -> None:
    form = screen.note.form
    assert form is not None
    if (form.session_id, form.student_id) in day.absent:
        window.press(K.Key_A, modifier=ALT)
        window.press(K.Key_Return, modifier=CTRL)
        return
    if form.mode is Mode.CONSULT:
        window.tab_to("With whom")
        window.write("Ms. Fenimore")
        window.tab_to("Discussed and shown")
        window.write("Seat height and the slant board.")
    elif form.goals:
        for _goal in form.goals:
            window.write("4/5i")
            window.press(K.Key_Tab)
        window.write("1")
    else:
        window.write("1")
    window.press(K.Key_Return, modifier=CTRL)


def work_through(window: NoteWindow, screen: NotesScreen, day: Planned) -> None:
    """From the first session that waits; each signature opens the next."""
    now = window.clock.local()
    first = window.house.read(queue.to_document, now.date(), now.hour * 60 + now.minute)[0]
    screen.open_note(first.session_id, first.first_student_id)
    for _turn in range(40):
        window.settled()
        if screen._in_group():
            write_group(window, screen, day)
        elif not screen.note.isHidden() and screen.note.form is not None:
            write_alone(window, screen, day)
        else:
            return
    raise AssertionError("the queue never ended")


def co_sign_all(window: NoteWindow, screen: NotesScreen) -> int:
    screen.list.show_state(NoteState.CO_SIGN)
    screen.refresh_now()
    screen.co_sign_button.setFocus()
    window.press(K.Key_Space)
    window.write(WORDS)
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: screen.co_signing.reading is not None, timeout=20_000)
    dialog = screen.co_signing.reading
    assert isinstance(dialog, CoSignDialog)
    count = 0
    while dialog.is_open:
        window.press(K.Key_Return)
        count += 1
        assert count < 60
    return count


def pages_of(window: NoteWindow, day: Planned) -> tuple[NotePage, ...]:
    now = window.clock.local()
    found = window.house.read(note_pages.note_batch, BEFORE, TODAY, now, drafts=True)
    mine = {*day.today, day.late}
    lines = window.house.read(note_list.note_list, TODAY, 950).lines
    session_of = {line.note_id: line.session_id for line in lines}
    return tuple(page for page in found if session_of[page.note_id] in mine)


@pytest.mark.timeout(180)
def test_eleven_sessions_written_signed_co_signed_and_printed(window: NoteWindow, qtbot: QtBot) -> None:
    day = plan(window)
    assert len({*day.today, day.late}) == 11
    screen = NotesScreen(window.bridge)
    window.show(screen)
    work_through(window, screen, day)
    screen.open_note(day.late, window.at.ids.maya)
    write_alone(window, screen, day)
    window.settled()
    screen.close_note()

    lines = window.house.read(note_list.note_list, TODAY, 950).lines
    mine = [line for line in lines if line.session_id in {*day.today, day.late}]
    assert {line.state for line in mine} == {NoteState.CO_SIGN}, (
        "all that was given is signed, nothing is left to write"
    )
    assert len(mine) == 16, "8 in groups and 6 alone, two of them missed; the consultation; the late entry"
    assert co_sign_all(window, screen) == len(mine)
    assert window.house.read(co_signing.count) == 0

    pages = pages_of(window, day)
    assert len(pages) == 16
    agree(window, day, pages)
    on_paper(pages)
    assert window.house.vault.verify(window.clock()) == []
    screen.leave()


def agree(window: NoteWindow, day: Planned, pages: tuple[NotePage, ...]) -> None:
    """Each minute of the notes stands in the log, and the day's sessions once on the timesheet."""
    logs = window.house.read(service_log.service_logs, BEFORE, TODAY, window.clock.local())
    entries = {
        (log.last, entry.session_id): entry
        for log in logs
        for entry in log.entries
        if entry.session_id in {*day.today, day.late}
    }
    given: dict[str, int] = defaultdict(int)
    for page in pages:
        given[page.last] += page.minutes or 0
    logged: dict[str, int] = defaultdict(int)
    for (last, _session), entry in entries.items():
        logged[last] += entry.minutes or 0
    assert given == logged
    assert sum(given.values()) == 30 * 3 + 30 * 2 + 40 * 2 + 30 + 25 + 30 + 30 + 30 + 15 + 30
    missed = [entry for entry in entries.values() if entry.presence is Presence.ABSENT]
    assert len(missed) == 2
    assert [entry.minutes for entry in missed] == [0, 0]
    sheet = window.house.read(timesheet.sheet, TODAY, TODAY, TODAY, 950)
    kinds = sheet.by_kind()
    assert kinds[WorkKind.DIRECT_GROUP] == 30 + 30 + 40, "the therapist's time once, however many were there"
    assert kinds[WorkKind.DIRECT_INDIVIDUAL] == 30 + 25 + 30 + 30 + 30, "nobody came at 9:10"
    assert kinds[WorkKind.CONSULT] == 15


def on_paper(pages: tuple[NotePage, ...]) -> None:
    assert all(page.co_signature is not None and page.co_signature.name == INES for page in pages)
    assert [page.day for page in pages if page.late_written is not None] == [BEFORE]
    text = pdf_tools.flat(session_notes(pages, PRINTING).pdf)
    assert text.count("Occupational therapy session note") == 13
    assert text.count("Missed session note") == 2
    assert text.count("Consultation note") == 1
    assert text.count("Ines Okafor, OTD, OTR/L") >= 16
    assert text.count("Late entry: service on Mon, Oct 12, 2026") == 1
