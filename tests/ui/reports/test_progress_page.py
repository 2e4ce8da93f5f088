# SPDX-License-Identifier: MIT
"""Progress reports by keys: rate, word, done, next; in the family's language; one printed, all printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from otdesk import system
from otdesk.actions import phrases
from otdesk.faults import Trouble
from otdesk.queries.progress_reports import ReportPage, State
from otdesk.records.audit import AuditEvent
from otdesk.records.phrases import PhraseKind
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Report
from otdesk.ui.paper import progress_making
from otdesk.ui.paper.progress import ProgressDialog
from otdesk.ui.reports.manner_form import MannerForm
from otdesk.ui.reports.progress_page import ProgressPage
from tests import progress_sample
from tests.caseload_sample import house
from tests.caseload_window import unnamed
from tests.clock import FixedClock
from tests.progress_sample import Term
from tests.reports_window import K, ReportsWindow
from tests.travel_window import text_of

CONTROL = Qt.KeyboardModifier.ControlModifier


def _no_printers() -> list[str]:
    return []


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[ReportsWindow, Term]]:
    monkeypatch.setattr(system, "printers", _no_printers)
    with house(tmp_path / "vault", clock) as opened:
        at = progress_sample.lay(opened)
        made = ReportsWindow(qtbot, opened, tmp_path, "progress")
        made.shell.resize(1366, 760)
        yield made, at
        made.close()


def page_of(window: ReportsWindow) -> ProgressPage:
    assert isinstance(window.page, ProgressPage)
    return window.page


def said(page: ProgressPage) -> str:
    return page.editor.text.toPlainText()


def test_a_report_is_rated_by_digits_and_done_by_one_key(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    assert [row.name for row in page.queue.rows] == ["Hazel Dunmore", "Maya Ortiz"]
    page.students.table.setFocus()
    window.press(K.Key_Down, K.Key_Return)
    assert page.draft.report is not None
    assert page.draft.report.name == "Maya Ortiz"
    window.press(K.Key_3)
    window.press(K.Key_PageDown, modifier=CONTROL)
    window.press(K.Key_2)
    window.press(K.Key_PageDown, modifier=CONTROL)
    refused: list[str] = []
    page.bridge.refused.connect(refused.append)
    window.press(K.Key_Return, modifier=CONTROL)
    assert refused == ["Rate every goal first, with a digit."]
    window.press(K.Key_4)
    window.press(K.Key_Return, modifier=CONTROL)
    window.settled()
    done = at.page(at.ids.maya)
    assert [part.rating for part in done.entry.goals] == ["some", "on_track", "not_yet"]
    assert done.done_on is not None
    assert page.student_id == at.ids.hazel
    assert [row.state for row in page.queue.rows] == [State.NO_DATA, State.DONE]
    window.shell.commands.entry("edit.undo").fire()
    window.settled()
    assert at.page(at.ids.maya).done_on is None


def test_words_follow_the_data_until_she_writes_her_own(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page.visit(str(at.ids.maya))
    assert "75 %" not in said(page) or "3 de 4" in said(page)
    page.editor.text.setFocus()
    window.press(K.Key_End, modifier=CONTROL)
    window.type(" Le gusta.")
    window.qtbot.waitUntil(lambda: not page.draft.unsaved)
    kept = at.page(at.ids.maya).entry.goals[0]
    assert kept.text.endswith("Le gusta.")
    assert any(piece.source for piece in kept.pieces)
    page.editor.refill.click()
    assert "Le gusta" not in said(page)


def test_a_digit_in_the_text_is_a_digit_and_after_a_semicolon_a_phrase(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    at.house.do(phrases.add, PhraseKind.REPORT, "home", "Practice at home helps.")
    page = page_of(window)
    page.visit(str(at.ids.maya))
    window.settled()
    page.refresh_now()
    first = at.house.read(_first_phrase)
    page.editor.text.setFocus()
    window.press(K.Key_End, modifier=CONTROL)
    window.type(" 2 ;1")
    assert said(page).endswith(f" 2 {first}")
    assert page.editor.part().rating == ""


def _first_phrase(db: object) -> str:
    from otdesk.queries import phrases as query

    return query.of_kind(db, PhraseKind.REPORT)[0].text  # type: ignore[arg-type]  # a session of the vault


def test_the_language_of_the_page_is_that_of_the_family_and_can_be_changed(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page.visit(str(at.ids.maya))
    assert page.head_row.language.value() == "es"
    spanish = said(page)
    page.head_row.language.setFocus()
    window.press(K.Key_Up)
    assert page.head_row.language.value() == "en"
    english = said(page)
    assert english != spanish
    assert "Maya" in english
    window.qtbot.waitUntil(lambda: not page.draft.unsaved)
    window.qtbot.waitUntil(page.paper.is_drawn, timeout=20_000)
    assert at.page(at.ids.maya).language == "en"


def test_a_done_report_is_for_reading_until_it_is_opened_again(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page._enter(at.ids.hazel)
    window.press(K.Key_1)
    page.finish()
    window.settled()
    page._enter(at.ids.hazel)
    assert page.editor.text.isReadOnly()
    window.press(K.Key_2)
    assert page.editor.part().rating == "met"
    page.finish()
    window.settled()
    assert not page.editor.text.isReadOnly()
    assert at.page(at.ids.hazel).done_on is None


def test_one_report_and_all_done_ones_on_paper(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page.visit(str(at.ids.maya))
    page.print_shown()
    (one,) = window.shell.findChildren(ProgressDialog)
    window.qtbot.waitUntil(lambda: one.made.printout is not None, timeout=20_000)
    assert one.made.students == (at.ids.maya,)
    assert one.made.printout is not None
    assert "Informe de progreso" in text_of(one.made.printout.pdf)
    assert "Ortiz" not in one.file_name()
    one.reject()
    page.print_all()
    assert not [dialog for dialog in window.shell.findChildren(ProgressDialog) if dialog.is_open]
    with at.house.vault.read() as db:
        assert db.scalars(select(AuditEvent.kind).where(AuditEvent.kind == "print")).all() == []


def test_tab_goes_down_the_page(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page._enter(at.ids.maya)
    page.head_row.language.setFocus()
    seen = []
    for _step in range(7):
        window.press(K.Key_Tab)
        seen.append(window.focus().partition(":")[0])
    assert [name for name in seen if name in {"Goal", "Show as table", "Rating", "Words of this goal"}] == [
        "Goal", "Show as table", "Rating", "Words of this goal",
    ]  # fmt: skip


def test_a_point_of_the_chart_leads_to_its_note(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page.visit(str(at.ids.maya))
    page.editor.chart.setFocus()
    window.press(K.Key_Right, K.Key_Return)
    window.settled()
    assert window.shell.here() == f"notes/{at.desk.alone}/{at.ids.maya}"


def test_the_districts_own_ratings(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page.set_manner()
    (form,) = window.shell.findChildren(MannerForm)
    form.ratings.choose("b")
    form.accept()
    window.settled()
    page.visit(str(at.ids.maya))
    assert page.editor.rating is not None
    page.head_row.goals.setFocus()  # type: ignore[union-attr]  # Maya has goals
    window.press(K.Key_2)
    assert page.editor.part().rating == "partial"


def test_every_widget_has_a_name_and_students_and_report_take_turns_in_a_small_window(
    desk: tuple[ReportsWindow, Term],
) -> None:
    window, at = desk
    page = page_of(window)
    assert unnamed(page.window()) == []
    look = theme.current()
    page.setFixedWidth(look.px(500))
    assert page.students.isVisibleTo(page)
    assert not page.paper.isVisibleTo(page)
    page._enter(at.ids.maya)
    assert not page.students.isVisibleTo(page)
    window.press(K.Key_Escape)
    assert page.students.isVisibleTo(page)


def full_disk(*_what: object, **_how: object) -> NoReturn:
    raise Trouble("The disk is full.", "Make room.")


def test_words_that_cannot_be_saved_stay_until_they_can(
    desk: tuple[ReportsWindow, Term], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, at = desk
    page = page_of(window)
    page.show_student(at.ids.maya)
    page.editor.text.setFocus()
    window.type("Cuts alone now. ")
    with monkeypatch.context() as broken:
        broken.setattr(window.bridge, "keep", full_disk)
        page.show_student(at.ids.hazel)
        page._show_term(at.after)
        assert page.student_id == at.ids.maya
        page.refresh_now()
        assert "Cuts alone now." in said(page)
        with pytest.raises(Trouble):
            page.leave()
    page.show_student(at.ids.hazel)
    page.show_student(at.ids.maya)
    assert "Cuts alone now." in said(page)


def test_undo_brings_back_no_words_of_another_term(desk: tuple[ReportsWindow, Term]) -> None:
    window, at = desk
    page = page_of(window)
    page.show_student(at.ids.maya)
    page.editor.text.setFocus()
    window.type("Words of fall. ")
    page._show_term(at.after)
    window.settled()
    page.editor.text.setFocus()
    for _time in range(12):
        window.press(K.Key_Z, modifier=CONTROL)
        assert "Words of fall." not in said(page)


def test_the_paper_beside_the_words_is_the_same_students(
    desk: tuple[ReportsWindow, Term], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, at = desk
    page = page_of(window)
    drawn = list[str]()
    making = progress_making.preview

    def preview(report: Report, bridge: Bridge, shown: ReportPage) -> bytes:
        drawn.append(shown.name)
        return making(report, bridge, shown)

    monkeypatch.setattr(progress_making, "preview", preview)
    window.shell.resize(1500, 800)
    page.show_student(at.ids.hazel)
    page.paper.draw()
    window.qtbot.waitUntil(lambda: drawn[-1:] == ["Hazel Dunmore"] and page.paper.is_drawn(), timeout=10_000)
    page.show_student(at.ids.maya)
    window.shell.go("notes")
    window.qtbot.waitUntil(page.paper.is_drawn, timeout=10_000)
    window.shell.go("reports")
    window.qtbot.waitUntil(lambda: drawn[-1] == "Maya Ortiz", timeout=10_000)
    window.qtbot.waitUntil(page.paper.is_drawn, timeout=10_000)
