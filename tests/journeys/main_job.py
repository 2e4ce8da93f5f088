# SPDX-License-Identifier: MIT
"""The main job in steps: a real caseload becomes a day, the day becomes signed notes, the notes become paper.

Each step takes the person where the one before left her, and proves what it did where it can be seen or read back.
The Marlow lists are for fall 2026; the day is Tuesday, October 20.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from otdesk.records.goals import Goal
from otdesk.records.notes import Amendment, Note
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.records.trips import Trip
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.paper.day_sheets import DaySheetDialog
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.paper.notes import NoteDialog
from otdesk.ui.setup.sheet import SheetPage
from tests.journeys.person import CTRL, K, Person

MARLOW = Path(__file__).resolve().parent.parent / "files" / "marlow"
LISTS = [MARLOW / name for name in ("schools.csv", "travel.csv", "bells.csv", "district_calendar.ics", "caseload.xlsx")]
NAME, PHRASE = "Dana Whitfield", "velvet otter carries nine pencils"
TUE = date(2026, 10, 20)
DAY = "Tuesday"
ADDENDUM = "Ms. Škoda called at 2:10: he wrote his whole name at home, 3 ≤ 5 ✓"


# --- first run ---


def first_run(person: Person, sheet: Path, patch: pytest.MonkeyPatch) -> None:
    """Import is chosen, the vault made, the recovery sheet saved and two groups of its code typed back."""
    person.start()
    person.walk_to("Import my caseload", K.Key_Up)
    person.press(K.Key_Return)
    person.wait(lambda: person.here() == "Your name, as you sign")
    person.write(NAME)
    person.tab_to("Passphrase")
    person.write(PHRASE)
    person.tab_to("Type it again")
    person.write(PHRASE)
    person.press(K.Key_Return)
    person.wait(lambda: isinstance(person.setup.page(), SheetPage) and person.here() == "Save PDF to USB")
    page = person.setup.page()
    assert isinstance(page, SheetPage)
    person.wait(lambda: page.preview.count() == 1)
    _save_as(patch, sheet)
    person.press(K.Key_Space)
    assert sheet.read_bytes().startswith(b"%PDF")
    for _group in range(2):
        number = re.fullmatch(r"Type group (\d) of the code from your sheet", person.here())
        assert number is not None
        person.write(person.code_group(int(number[1]) - 1).lower())
        last = person.here()
        person.press(K.Key_Tab)
    person.tab_to(last, back=True)
    person.press(K.Key_Return)
    person.wait(lambda: person.here() == "District")
    person.write("Marlow Public Schools")
    person.press(K.Key_Return)


def import_lists(person: Person, patch: pytest.MonkeyPatch) -> None:
    """All lists at once; what was left out is said; the way leads to the planner."""
    person.wait(lambda: person.here() == "Choose files")
    patch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(path) for path in LISTS], ""))
    person.press(K.Key_Return)
    person.wait(lambda: person.here() == "Import 46 students")
    person.press(K.Key_Return)
    person.wait(lambda: person.here() == "Lay out the week")
    assert person.reads("The birth date 31/31/2015 cannot be read.")
    with person.vault.read() as db:
        assert len(db.scalars(select(Student.id)).all()) == 46
        assert len(db.scalars(select(School.id)).all()) == 5
    person.press(K.Key_Return)
    person.wait_for_place("planner")


# --- the week ---


def to_tray(person: Person, name: str) -> None:
    """From any card of the week back to the tray, then down to a name."""
    for _column in range(6):
        if re.search(r" \d+ min (a|every) ", person.here()):
            person.press(K.Key_Home)
            person.walk_to(name)
            return
        person.press(K.Key_Left)
    raise AssertionError(f"Left never comes to the tray: {person.here()}")


def place_on_tuesday(person: Person, name: str) -> None:
    """S, on with S to a slot on Tuesday, dropped with Enter."""
    to_tray(person, name)
    person.press(K.Key_S)
    for _slot in range(60):
        if f", {DAY} " in person.here():
            break
        person.press(K.Key_S)
    assert f", {DAY} " in person.here(), person.here()
    assert person.here().endswith("Fits"), person.here()
    person.press(K.Key_Return)
    person.settle()
    assert f"{name}, {DAY} " in person.here()


def type_times(person: Person, start: str, end: str) -> None:
    """F2 on the card that has the focus."""

    def answer() -> None:
        assert person.here() == "Start"
        person.rewrite(start)
        person.press(K.Key_Tab)
        person.rewrite(end)
        person.press(K.Key_Return)

    person.answer(K.Key_F2, answer)
    person.settle()


def make_group(person: Person, first: str, second: str) -> None:
    """G on a student of the tray, a name, another student marked with Space."""
    to_tray(person, first)

    def answer() -> None:
        assert person.here() == "Name"
        person.write("Pencil Crew")
        person.tab_to(second)
        person.press(K.Key_Space)
        person.press(K.Key_Return)

    person.answer(K.Key_G, answer)
    person.settle()
    assert person.here().startswith("Pencil Crew, group of 2")


def place_a_week(person: Person) -> None:
    place_on_tuesday(person, "José Achebe")
    type_times(person, "7:50", "8:35")
    assert person.here().startswith(f"José Achebe, {DAY} 7:50 to 8:35, Alder Creek Elementary")
    place_on_tuesday(person, "Yusuf Achebe")
    type_times(person, "8:45", "9:05")
    assert person.here().startswith(f"Yusuf Achebe, {DAY} 8:45 to 9:05")
    make_group(person, "Lucia Menon", "Hazel Dunmore")
    place_on_tuesday(person, "Pencil Crew")
    type_times(person, "9:30", "10:00")
    place_on_tuesday(person, "Aoife Haddad")
    type_times(person, "1:00", "1:45")
    assert person.here().startswith(f"Aoife Haddad, {DAY} 1:00 to 1:45, Birchwood Elementary")
    with person.vault.read() as db:
        today = select(TherapySession.planned_start).where(TherapySession.day == TUE)
        assert sorted(db.scalars(today)) == [470, 525, 570, 780]
        assert len(db.scalars(select(TherapySession.id)).all()) > 100, "the year follows from the week"


# --- the day ---


def attendance(person: Person, first: str, last: str) -> Attendance:
    with person.vault.read() as db:
        found = db.scalars(
            select(Attendance)
            .join(TherapySession, TherapySession.id == Attendance.session_id)
            .join(Student, Student.id == Attendance.student_id)
            .where(TherapySession.day == TUE, Student.first == first, Student.last == last)
        ).one()
        db.expunge(found)
        return found


def to_row(person: Person, name: str) -> None:
    person.press(K.Key_Home)
    person.walk_to(name)


def work_the_day(person: Person) -> None:
    """The drive from home, present, late, a group with one who refused, the drive between schools, absent, undo."""
    person.press(K.Key_1, modifier=CTRL)
    person.wait_for_place("today")
    person.press(K.Key_L)  # leaves home
    at(person, 7, 43)
    person.press(K.Key_L)  # has arrived
    person.settle()
    at(person, 7, 52)
    to_row(person, "José Achebe")
    person.press(K.Key_P)
    person.settle()
    at(person, 8, 51)
    to_row(person, "Yusuf Achebe")
    person.press(K.Key_O)
    person.press(K.Key_1)  # came late, at the time it is
    assert person.here() == "Came at"
    person.press(K.Key_Return)
    person.settle()
    at(person, 9, 40)
    to_row(person, "Lucia Menon")
    person.press(K.Key_P)
    person.settle()
    to_row(person, "Hazel Dunmore")
    person.press(K.Key_O, K.Key_3)  # refused
    person.settle()
    assert attendance(person, "José", "Achebe").presence is Presence.PRESENT
    late = attendance(person, "Yusuf", "Achebe")
    assert (late.presence, late.arrived) == (Presence.LATE, 531)
    assert attendance(person, "Lucia", "Menon").presence is Presence.PRESENT
    assert attendance(person, "Hazel", "Dunmore").presence is Presence.REFUSED
    drive_to_birchwood(person)
    absent_and_undone(person)


def drive_to_birchwood(person: Person) -> None:
    at(person, 12, 20)
    person.press(K.Key_L)
    at(person, 12, 41)
    person.press(K.Key_L)
    person.settle()
    with person.vault.read() as db:
        trips = db.scalars(select(Trip).order_by(Trip.departed)).all()
        assert [(trip.departed, trip.arrived) for trip in trips] == [(450, 463), (740, 761)]


def absent_and_undone(person: Person) -> None:
    to_row(person, "Aoife Haddad")
    person.press(K.Key_P)
    person.settle()
    person.press(K.Key_Z, modifier=CTRL)
    person.settle()
    assert attendance(person, "Aoife", "Haddad").presence is None
    to_row(person, "Aoife Haddad")
    person.press(K.Key_A)
    person.settle()
    assert attendance(person, "Aoife", "Haddad").presence is Presence.ABSENT


def at(person: Person, hour: int, minute: int) -> None:
    """Time passes; the screen notices at its next tick."""
    now = person.clock.local()
    passed = hour * 60 + minute - now.hour * 60 - now.minute
    assert passed >= 0
    person.clock.advance(minutes=passed)
    screen = person.shell.screens["today"]
    screen.refresh_now()


# --- notes ---


def note_of(person: Person, first: str, last: str) -> Note | None:
    with person.vault.read() as db:
        found = db.scalars(
            select(Note)
            .join(Student, Student.id == Note.student_id)
            .where(Note.service_date == TUE, Student.first == first, Student.last == last)
        ).one_or_none()
        if found is not None:
            db.expunge(found)
        return found


def write_and_sign(person: Person) -> None:
    """Numbers by shorthand, tags by digits, a word of her own; signed after the passphrase; the next note opens."""
    to_row(person, "José Achebe")
    person.press(K.Key_Return)
    person.wait(lambda: person.here().startswith("Goal 1,"))
    for typed in ("7/10v", "3/4i", "70%")[: goals_of(person, "José", "Achebe")]:
        person.write(typed)
        person.press(K.Key_Tab)
    person.tab_to("Start", back=True)
    person.rewrite("7:52")
    person.tab_to("What you did")
    person.press(K.Key_1, K.Key_3)
    person.tab_to("How it went")
    person.press(K.Key_1)
    panel = person.shown(NotePanel)
    person.wait(lambda: not panel.editor.draft.waiting)
    draft = note_of(person, "José", "Achebe")
    assert draft is not None
    assert draft.status is NoteStatus.DRAFT
    assert "7/10v" in str(draft.content)
    person.press(K.Key_Return, modifier=CTRL)
    prove(person)
    person.wait(lambda: panel.form is not None and panel.form.called == "Yusuf")
    signed = note_of(person, "José", "Achebe")
    assert signed is not None
    assert signed.status is NoteStatus.SIGNED
    assert attendance(person, "José", "Achebe").minutes == 43, "7:52 – 8:35"


def goals_of(person: Person, first: str, last: str) -> int:
    with person.vault.read() as db:
        student = select(Student.id).where(Student.first == first, Student.last == last).scalar_subquery()
        return len(db.scalars(select(Goal.id).where(Goal.student_id == student)).all())


def prove(person: Person) -> None:
    """The last unlock is hours ago: the passphrase, once."""
    assert person.dialog().accessibleName() == "Is it you?"
    person.write(PHRASE)
    person.press(K.Key_Return)
    person.wait(person.no_dialog)


def back_to_the_day(person: Person) -> None:
    person.press(K.Key_Escape)
    person.wait(lambda: not person.window().findChildren(NotePanel)[0].isVisible())
    person.settle()


def add_to_a_signed_note(person: Person) -> None:
    back_to_the_day(person)
    to_row(person, "José Achebe")
    person.press(K.Key_Return)
    person.wait(lambda: person.here() == "Back")
    person.tab_to("Addendum")
    person.write(ADDENDUM)
    person.press(K.Key_Return, modifier=CTRL)
    person.settle()
    assert person.reads(ADDENDUM)
    with person.vault.read() as db:
        assert [row.content["text"] for row in db.scalars(select(Amendment))] == [ADDENDUM]


def what_is_signed_stays(person: Person) -> None:
    """Marking the student of a signed note anew, or undoing its times, is refused in words, and nothing changes."""
    back_to_the_day(person)
    person.press(K.Key_Z, modifier=CTRL)
    person.settle()
    assert "signed" in person.toasts()[-1], person.toasts()
    assert attendance(person, "José", "Achebe").minutes == 43
    to_row(person, "José Achebe")
    person.press(K.Key_A)
    person.settle()
    assert "signed" in person.toasts()[-1], person.toasts()
    assert attendance(person, "José", "Achebe").presence is Presence.PRESENT


# --- paper ---


def print_note(person: Person, path: Path, patch: pytest.MonkeyPatch) -> None:
    """The signed note previewed, for her own file, kept as a PDF."""
    to_row(person, "José Achebe")
    person.press(K.Key_Return)
    person.wait(lambda: person.here() == "Back")
    person.tab_to("Print")
    person.press(K.Key_Space)
    sheet = paper(person)
    assert isinstance(sheet, NoteDialog)
    person.tab_to("These pages are for: My own file")
    person.press(K.Key_Space)
    _keep_at(patch, path)
    person.tab_to("PDF")
    person.press(K.Key_Space)
    person.wait(person.no_dialog)
    assert path.read_bytes().startswith(b"%PDF")
    back_to_the_day(person)


def print_day_sheet(person: Person, path: Path, patch: pytest.MonkeyPatch) -> None:
    """Her own day sheet asks nobody's leave."""
    person.press(K.Key_P, modifier=CTRL)
    sheet = paper(person)
    assert isinstance(sheet, DaySheetDialog)
    _keep_at(patch, path)
    person.tab_to("PDF")
    person.press(K.Key_Space)
    person.wait(person.no_dialog)
    assert path.read_bytes().startswith(b"%PDF")


def send_to_printer(person: Person) -> None:
    """Enter prints, through the print system's stdin."""
    person.press(K.Key_P, modifier=CTRL)
    paper(person)
    person.press(K.Key_Return)
    person.wait(person.no_dialog)


def paper(person: Person) -> PrintDialog:
    dialog = person.dialog()
    assert isinstance(dialog, PrintDialog)
    person.wait(lambda: dialog.pages.preview.count() > 0)
    return dialog


def _save_as(patch: pytest.MonkeyPatch, path: Path) -> None:
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))


def _keep_at(patch: pytest.MonkeyPatch, path: Path) -> None:
    patch.setattr(PrintDialog, "where", staticmethod(lambda _host, _name: path))


# --- away and back ---


def unlock(person: Person) -> None:
    person.write(PHRASE)
    person.press(K.Key_Return)
    person.wait(lambda: person.program.shell is not None)
    person.settle()


def quit_by_key(person: Person) -> None:
    person.press(K.Key_Q, modifier=CTRL)
    person.wait(person.gone)
    assert person.ended == [0]
