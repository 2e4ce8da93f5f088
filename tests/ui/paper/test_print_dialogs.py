# SPDX-License-Identifier: MIT
"""Paper by keys: true pages, printed on stdin or saved where she chose; records ask who gets them and why."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QWidget
from sqlalchemy import select

from otdesk import system
from otdesk.actions import students
from otdesk.faults import Trouble
from otdesk.printouts.day_sheet import Layout, Names
from otdesk.records.audit import AuditEvent
from otdesk.rules.entries_students import StudentEntry
from otdesk.ui.paper import dialog as dialogs
from otdesk.ui.paper.day_sheets import DaySheetDialog
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.paper.making import Batch
from otdesk.ui.paper.notes import BatchDialog, NoteDialog, Stretch
from tests.caseload_window import unnamed
from tests.note_sample import TODAY, sign, write
from tests.note_window import K, NoteWindow


class Printer:
    """Stands for the print system and keeps what it got."""

    def __init__(self) -> None:
        self.jobs: list[tuple[bytes, str]] = []
        self.fault: Trouble | None = None

    def print(self, data: bytes, printer: str = "", copies: int = 1, title: str = "OTDesk") -> None:
        if self.fault is not None:
            raise self.fault
        self.jobs.append((data, printer))

    def names(self) -> list[str]:
        return ["Staff room", "Library"]


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer()
    monkeypatch.setattr(system, "print_pdf", made.print)
    monkeypatch.setattr(system, "printers", made.names)
    return made


@pytest.fixture
def host(window: NoteWindow) -> QWidget:
    widget = QWidget()
    window.show(widget)
    return widget


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def ready(window: NoteWindow, dialog: PrintDialog) -> None:
    window.qtbot.waitUntil(
        lambda: dialog._job is None and not dialog._soon.isActive() and not window.jobs.running(), timeout=20_000
    )


def opened(window: NoteWindow, dialog: PrintDialog) -> PrintDialog:
    dialog.open()
    ready(window, dialog)
    return dialog


def handed(window: NoteWindow) -> list[AuditEvent]:
    with window.house.vault.read() as db:
        query = select(AuditEvent).where(AuditEvent.kind.in_(["print", "export"])).order_by(AuditEvent.seq)
        return list(db.scalars(query))


# --- day sheets ---


def test_enter_prints_todays_sheet_and_asks_nothing(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    dialog = DaySheetDialog(host, window.bridge, TODAY)
    dialog.open()
    window.press(K.Key_Return)  # before the pages are ready: the key is not lost
    window.qtbot.waitUntil(lambda: not dialog.is_open, timeout=20_000)
    ((pdf, name),) = printer.jobs
    said = text_of(pdf)
    assert "Tue, Oct 20" in said
    assert "M. O." in said
    assert "Ortiz" not in said, "initials only"
    assert handed(window) == [], "one's own day sheet is not a disclosure"
    assert ("1 page sent to the printer", False) in window.said
    assert name in {"", "Staff room"}


def test_the_preview_shows_what_is_printed(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    dialog = opened(window, DaySheetDialog(host, window.bridge, TODAY))
    assert dialog.pages.preview.count() == dialog.made.printout.pages == 1  # type: ignore[union-attr]  # it is ready
    assert dialog.pages.line.whole() == "page 1 of 1, Letter"
    assert [dialog.printer.itemText(n) for n in range(dialog.printer.count())] == ["Staff room", "Library"]
    dialog.printer.setCurrentIndex(1)
    dialog.print_button.setFocus()
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: not dialog.is_open)
    assert printer.jobs == [(dialog.made.printout.pdf, "Library")]  # type: ignore[union-attr]  # it is ready


def test_choices_change_the_pages(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    dialog = DaySheetDialog(host, window.bridge, TODAY)
    opened(window, dialog)
    assert "Codes" in text_of(dialog.made.printout.pdf)  # type: ignore[union-attr]  # it is ready
    dialog.names.segment(Names.FULL).click()
    dialog.checks["tallies"].click()
    ready(window, dialog)
    said = text_of(dialog.made.printout.pdf)  # type: ignore[union-attr]  # it is ready
    assert "Maya Ortiz" in said
    assert "Codes" not in said
    dialog.layouts[Layout.WALL].click()
    ready(window, dialog)
    said = text_of(dialog.made.printout.pdf)  # type: ignore[union-attr]  # it is ready
    assert "Maya" not in said, "what hangs on a wall shows initials"
    assert not dialog.checks["tallies"].isEnabled()
    dialog.reject()


def test_the_week_has_a_page_for_each_day_with_something(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    dialog = DaySheetDialog(host, window.bridge, TODAY)
    opened(window, dialog)
    dialog.days.segment(dialog._week).click()
    ready(window, dialog)
    said = text_of(dialog.made.printout.pdf)  # type: ignore[union-attr]  # it is ready
    assert dialog.subject() == "Oct 19 – Oct 23"
    assert "Tue, Oct 20" in said
    assert "Thu, Oct 22" in said
    assert "Mon, Oct 19" not in said, "an empty day is left out"
    assert dialog.file_name() == "Day sheets 2026-10-19 to 2026-10-23.pdf"
    dialog.reject()


def test_arrows_and_space_reach_every_choice(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    dialog = DaySheetDialog(host, window.bridge, TODAY)
    opened(window, dialog)
    window.tab_to("Pocket, folds to 4¼ × 5½")
    window.press(K.Key_Down)
    assert dialog.sheet_options().layout is Layout.CLIPBOARD
    window.tab_to("Due dates")
    window.press(K.Key_Space)
    assert not dialog.sheet_options().due
    assert unnamed(dialog) == []
    ready(window, dialog)
    window.press(K.Key_Escape)
    assert not dialog.is_open


def test_a_printer_that_says_no_is_told(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    dialog = opened(window, DaySheetDialog(host, window.bridge, TODAY))
    printer.fault = Trouble("The printer did not take the pages.", "Look whether it is switched on.")
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: not dialog._fault.isHidden())
    assert "switched on" in dialog._fault.text()
    printer.fault = None
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: not dialog.is_open)
    assert len(printer.jobs) == 1


def test_characters_without_a_glyph_are_announced_in_amber(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    ids = window.at.ids
    window.bridge.do(students.edit, ids.maya, StudentEntry("\U0001f984a", "Ortiz", 2, ids.alder))
    dialog = DaySheetDialog(host, window.bridge, TODAY)
    opened(window, dialog)
    dialog.names.segment(Names.FULL).click()
    ready(window, dialog)
    assert not dialog._warning.isHidden()
    assert "U+1F984" in dialog._warning.text()
    dialog.reject()


# --- notes ---


def test_a_note_is_not_handed_out_to_nobody(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    note = sign(window.at, window.at.alone, window.at.ids.maya)
    dialog = NoteDialog(host, window.bridge, (note,))
    opened(window, dialog)
    dialog.print_button.click()
    assert printer.jobs == []
    assert "Choose who these pages are for" in dialog.whom._missing.text()
    assert handed(window) == []
    dialog.reject()


def test_a_note_for_somebody_else_by_keys(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    at = window.at
    note = sign(at, at.alone, at.ids.maya)
    dialog = NoteDialog(host, window.bridge, (note,))
    opened(window, dialog)
    assert window.name() == "These pages are for: My own file"
    window.press(K.Key_Right)
    window.press(K.Key_Return)
    assert dialog.whom.recipient.line() == "Say who gets these pages."
    window.write("Ms. Vale")
    window.press(K.Key_Tab)
    window.write("IEP meeting")
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: not dialog.is_open)
    assert len(printer.jobs) == 1
    (row,) = handed(window)
    assert (row.kind, row.subject_kind, row.subject_id) == ("print", "student", at.ids.maya)
    assert row.detail == {"recipient": "Ms. Vale", "purpose": "IEP meeting", "notes": [note], "what": "notes"}


def test_ones_own_file_is_an_explicit_choice_and_written_down(
    window: NoteWindow, host: QWidget, printer: Printer
) -> None:
    at = window.at
    note = sign(at, at.alone, at.ids.maya)
    dialog = NoteDialog(host, window.bridge, (note,))
    opened(window, dialog)
    window.press(K.Key_Space)
    window.tab_to("Print")
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: not dialog.is_open)
    assert [row.detail for row in handed(window)] == [{"own_file": True, "notes": [note], "what": "notes"}]


def test_a_pdf_goes_where_she_chose_and_nowhere_else(
    window: NoteWindow, host: QWidget, printer: Printer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = window.at
    note = sign(at, at.alone, at.ids.maya)
    chosen = tmp_path / "out" / "mine.pdf"
    chosen.parent.mkdir()
    offered: list[str] = []

    def where(_host: QWidget, name: str) -> Path | None:
        offered.append(name)
        return chosen if len(offered) > 1 else None

    monkeypatch.setattr(PrintDialog, "where", staticmethod(where))
    dialog = NoteDialog(host, window.bridge, (note,))
    opened(window, dialog)
    dialog.whom.choose_own_file()
    dialog.pdf_button.click()
    assert dialog.is_open, "she changed her mind: nothing happened"
    assert handed(window) == []
    dialog.pdf_button.click()
    assert not dialog.is_open
    assert "Maya Ortiz" in text_of(chosen.read_bytes())
    assert list(chosen.parent.iterdir()) == [chosen]
    assert offered == ["Session note 2026-10-20.pdf"] * 2, "no student's name in a file name"
    assert [row.kind for row in handed(window)] == ["export"]


def test_a_place_that_cannot_be_written_is_told(
    window: NoteWindow, host: QWidget, printer: Printer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PrintDialog, "where", staticmethod(lambda _host, _name: tmp_path / "nowhere" / "x.pdf"))
    dialog = opened(window, DaySheetDialog(host, window.bridge, TODAY))
    dialog.pdf_button.click()
    assert dialog.is_open
    assert "could not be saved" in dialog._fault.text()
    dialog.reject()


def test_a_batch_takes_dates_and_a_student(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    at = window.at
    for session, student in ((at.alone, at.ids.maya), (at.group, at.ids.hazel)):
        sign(at, session, student)
    write(at, at.last, at.ids.hazel, [])
    dialog = BatchDialog(host, window.bridge, date(2026, 10, 19), date(2026, 10, 23))
    opened(window, dialog)
    assert dialog.made.held == "2 notes"
    dialog.drafts.click()
    ready(window, dialog)
    assert dialog.made.held == "3 notes"
    assert isinstance(dialog.student, QComboBox)
    dialog.student.setCurrentIndex(dialog.student.findText("Dunmore, Hazel"))
    ready(window, dialog)
    assert dialog.made.held == "2 notes"
    dialog.stretch.segment(Stretch.DAY).click()
    ready(window, dialog)
    assert dialog.wanted() == Batch(date(2026, 10, 19), date(2026, 10, 19), at.ids.hazel, drafts=True)
    assert dialog.made.printout is None
    dialog.stretch.segment(Stretch.MONTH).click()
    ready(window, dialog)
    assert dialog.made.held == "2 notes"
    dialog.school.setCurrentIndex(dialog.school.findText("Birchwood Elementary"))
    ready(window, dialog)
    assert dialog.made.printout is None, "both were held at Alder Creek"
    dialog.school.setCurrentIndex(0)
    dialog.stretch.segment(Stretch.WEEK).click()
    ready(window, dialog)
    assert dialog.made.held == "2 notes"
    dialog.first.editor.setFocus()
    dialog.first.set_text("")
    window.write("Oct 21")
    window.press(K.Key_Tab)
    ready(window, dialog)
    assert dialog.made.printout is None
    assert not dialog.print_button.isEnabled()
    dialog.last.set_text("Oct 20")
    assert dialog.wanted() is None
    assert dialog.last.line() == "This is before the first day."
    dialog.reject()


def test_esc_keeps_a_sheet_with_typed_words_open(window: NoteWindow, host: QWidget, printer: Printer) -> None:
    note = sign(window.at, window.at.alone, window.at.ids.maya)
    dialog = NoteDialog(host, window.bridge, (note,))
    opened(window, dialog)
    dialog.whom.choose_somebody_else()
    dialog.whom.recipient.editor.setFocus()
    window.write("Ms. V")
    window.press(K.Key_Escape)
    assert dialog.is_open
    dialog.reject()
    assert dialogs.PrintDialog.where is PrintDialog.where
