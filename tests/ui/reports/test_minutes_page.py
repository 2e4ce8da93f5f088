# SPDX-License-Identifier: MIT
"""The page of minutes by keys: who is behind, why, what follows, and how it leaves the program."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from otdesk import system
from otdesk.actions import calendar
from otdesk.queries import ledger, line_minutes
from otdesk.queries.ledger import Follows
from otdesk.records.audit import AuditEvent
from otdesk.records.calendars import CalendarDay
from otdesk.rules.kinds import DayType
from otdesk.rules.minutes import CountMode, Stretch
from otdesk.ui import theme
from otdesk.ui.forms.minutes_policy import MinutesPolicyDialog
from otdesk.ui.paper.reports import MinutesDialog
from otdesk.ui.paper.table_export import TableExport
from otdesk.ui.reports.minutes_page import MinutesPage
from otdesk.ui.reports.span import SpanDialog, beside, choices, span_words
from tests.caseload_sample import Ids, house
from tests.caseload_window import unnamed
from tests.clock import FixedClock
from tests.reports_window import K, ReportsWindow, lay


def _no_printers() -> list[str]:
    return []


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[ReportsWindow, Ids]]:
    monkeypatch.setattr(system, "printers", _no_printers)
    with house(tmp_path / "vault", clock) as opened:
        ids = lay(opened)
        made = ReportsWindow(qtbot, opened, tmp_path, "minutes")
        yield made, ids
        made.close()


def page_of(window: ReportsWindow) -> MinutesPage:
    assert isinstance(window.page, MinutesPage)
    return window.page


def shown(page: MinutesPage) -> list[str]:
    return [row.name for row in page.model.rows()]


def cells(page: MinutesPage, row: int) -> dict[str, str]:
    """What stands in a row, by column."""
    columns = page.model.columns
    return {column.id: str(page.model.index(row, n).data() or "") for n, column in enumerate(columns)}


def test_who_is_behind_stands_first_and_says_why(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = page_of(window)
    assert shown(page) == ["Maya Ortiz", "Hazel Dunmore", "Maya Ortiz"]
    first = cells(page, 0)
    assert [first[name] for name in ("required", "given", "owed", "undocumented")] == ["240", "30", "60", "150"]
    assert cells(page, 1)["excused"] == "30"
    assert page.totals.accessibleName().startswith("All direct: promised 360, given 60")
    assert [missed.follows for missed in page.reasons.model.rows()] == [
        Follows.NOT_PLANNED, Follows.REVIEW, Follows.OWED, Follows.UNDOCUMENTED,
    ]  # fmt: skip
    assert unnamed(page.window()) == []


def test_a_refusal_is_decided_with_one_key_and_taken_back(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = page_of(window)
    page.table.setFocus()
    window.press(K.Key_Return, K.Key_Home, K.Key_Down)
    assert window.focus() == "Why minutes are missing"
    assert page.reasons.owed_button.isVisible()
    window.press(K.Key_X)
    window.settled()
    current = page.reasons.current
    assert current is not None
    assert (current.follows, current.decided) == (Follows.EXCUSED, False)
    assert window.said == ["Maya, Thu, Oct 22: not owed"]
    assert cells(page, 0)["excused"] == "30"
    assert not page.reasons.free_button.isVisible()
    window.press(K.Key_O)
    window.settled()
    assert cells(page, 0)["owed"] == "60"
    window.bridge.undo()
    window.bridge.undo()
    window.settled()
    assert page.reasons.current is not None
    assert page.reasons.current.follows is Follows.REVIEW
    window.press(K.Key_Escape)
    assert window.focus() == "Service minutes"


def test_enter_on_a_miss_opens_its_session(desk: tuple[ReportsWindow, Ids]) -> None:
    window, ids = desk
    page = page_of(window)
    page.table.setFocus()
    window.press(K.Key_Return, K.Key_End)
    missed = page.reasons.current
    assert missed is not None
    assert missed.follows is Follows.UNDOCUMENTED
    window.press(K.Key_Return)
    window.settled()
    assert window.shell.screens["notes"].address() == f"{missed.session_id}/{ids.maya}"


def test_filters_narrow_and_esc_shows_all(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = page_of(window)
    chip, _holds = page.filters.chips["asking"]
    chip.click()
    assert shown(page) == ["Maya Ortiz"]
    assert page.totals.accessibleName().startswith("All direct: promised 240")
    chip.click()
    page.table.setFocus()
    window.press(K.Key_Slash)
    window.type("haz")
    window.press(K.Key_Return)
    assert shown(page) == ["Hazel Dunmore"]
    assert window.focus() == "Service minutes"
    page.filters.search.setText("nobody")
    window.qtbot.waitUntil(lambda: not shown(page))
    page.filters.search.setFocus()
    window.press(K.Key_Escape)
    window.qtbot.waitUntil(lambda: len(shown(page)) == 3)


def test_one_students_lines_have_an_address(desk: tuple[ReportsWindow, Ids]) -> None:
    window, ids = desk
    window.shell.go(f"reports/minutes/{ids.hazel}")
    window.settled()
    page = page_of(window)
    assert shown(page) == ["Hazel Dunmore"]
    assert window.place.address() == f"minutes/{ids.hazel}"
    assert page.wanted().student_id == ids.hazel


def test_the_policy_is_asked_where_it_is_missed_and_can_be_undone(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = page_of(window)
    assert not page.policy_button.isVisible(), "no week is broken"
    window.house.do(calendar.mark_days, date(2026, 10, 23), date(2026, 10, 23), DayType.CLOSED, "Storm")
    window.bridge.changed.emit(frozenset({(CalendarDay, 1)}))
    window.settled()
    assert page.policy_button.isVisible()
    assert "policy not set" in page.foot.text()
    page.policy_button.setFocus()
    window.press(K.Key_Space)
    (dialog,) = window.shell.findChildren(MinutesPolicyDialog)
    window.press(K.Key_Return)
    assert dialog.is_open, "nothing is chosen, so nothing is set"
    dialog.cards[CountMode.SCHEDULED].setFocus()
    window.press(K.Key_Space, K.Key_Return)
    assert not dialog.is_open
    window.settled()
    assert window.bridge.read(line_minutes.policy_of) is CountMode.SCHEDULED
    assert not page.policy_button.isVisible()
    window.bridge.undo()
    window.settled()
    assert window.bridge.read(line_minutes.policy_of) is None


def test_months_terms_and_typed_days(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = page_of(window)
    assert page.span.words() == "October 2026"
    page.span.before()
    window.settled()
    assert (page.span.words(), cells(page, 0)["given"]) == ("September 2026", "0")
    page.span.after()
    assert [action.text() for action in page.span.menu().actions() if action.text()][:2] == ["This month", "Last month"]
    dialog = page.span.ask_days()
    dialog.last.set_text("first of never")
    window.press(K.Key_Return)
    assert dialog.is_open
    dialog.first.set_text("10/19")
    dialog.last.set_text("10/12")
    dialog.accept()
    assert "before the first day" in dialog.last.line()
    dialog.last.set_text("Oct 25")
    dialog.accept()
    window.settled()
    assert page.report.span == Stretch(date(2026, 10, 19), date(2026, 10, 25))
    assert cells(page, 0)["required"] == "60"
    assert not [open_ for open_ in window.shell.findChildren(SpanDialog) if open_.is_open]


def test_spans_by_their_names() -> None:
    today = date(2026, 10, 20)
    fall, spring = Stretch(date(2026, 9, 1), date(2027, 1, 22)), Stretch(date(2027, 1, 25), date(2027, 6, 4))
    year = ledger.SchoolYearSpan(fall.first, spring.last, (("Fall", fall), ("Spring", spring)))
    assert [choice.words for choice in choices(today, year)] == [
        "This month", "Last month", "Fall", "Spring", "Year to date", "Whole school year",
    ]  # fmt: skip
    assert span_words(fall, today, year) == "Fall"
    assert span_words(Stretch(fall.first, today), today, year) == "Year to date"
    assert span_words(Stretch(date(2026, 10, 5), date(2026, 10, 9)), today, year) == "Oct 5 – 9, 2026"
    assert beside(fall, year, 1) == spring
    assert beside(spring, year, 1) == spring
    december = Stretch(date(2026, 12, 1), date(2026, 12, 31))
    assert beside(december, year, 1) == Stretch(date(2027, 1, 1), date(2027, 1, 31))
    assert beside(december, None, -1) == Stretch(date(2026, 11, 1), date(2026, 11, 30))


def audits(window: ReportsWindow) -> list[AuditEvent]:
    with window.house.vault.read() as db:
        return list(db.scalars(select(AuditEvent).where(AuditEvent.kind.in_(["print", "export"]))))


def test_a_table_says_who_gets_it_and_is_written_down_first(
    desk: tuple[ReportsWindow, Ids], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, ids = desk
    target = tmp_path / "minutes.csv"

    def where(_host: object, name: str) -> Path:
        assert name == "Service minutes 2026-10-01 2026-10-31.csv"
        return target

    monkeypatch.setattr(TableExport, "where", staticmethod(where))
    dialog = page_of(window).save_table()
    window.press(K.Key_Return)
    assert dialog.is_open, "who gets it is always said"
    dialog.whom.choose_somebody_else()
    dialog.whom.recipient.set_text("Ms. Vale")
    dialog.whom.purpose.set_text("IEP meeting")
    dialog.accept()
    assert not dialog.is_open
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    assert [line.split(",")[1] for line in lines[1:]] == ["Dunmore", "Ortiz", "Ortiz"]
    rows = audits(window)
    assert sorted(row.subject_id for row in rows if row.subject_id is not None) == sorted([ids.maya, ids.hazel])
    assert {row.kind for row in rows} == {"export"}


def test_the_report_is_printed_with_what_is_shown(
    desk: tuple[ReportsWindow, Ids], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ids = desk
    page_of(window).print_shown()
    (dialog,) = window.shell.findChildren(MinutesDialog)
    window.qtbot.waitUntil(lambda: dialog.made.printout is not None, timeout=20_000)
    assert dialog.subject() == "3 service lines"
    target = tmp_path / "report.pdf"
    monkeypatch.setattr(MinutesDialog, "where", staticmethod(lambda _host, _name: target))
    dialog.whom.choose_own_file()
    dialog.save_pdf()
    window.settled()
    assert target.read_bytes().startswith(b"%PDF")
    assert len(audits(window)) == 2
    assert "Ortiz" not in dialog.file_name()


def test_in_a_low_window_lines_and_reasons_take_turns(desk: tuple[ReportsWindow, Ids]) -> None:
    window, _ids = desk
    page = page_of(window)
    theme.look().apply(zoom=175)
    window.shell.resize(1280, 680)
    window.settled()
    assert page.sheet.isVisible()
    assert not page.reasons.isVisible()
    page.table.setFocus()
    window.press(K.Key_Return)
    assert page.reasons.isVisible()
    assert not page.sheet.isVisible()
    window.press(K.Key_Escape)
    assert page.sheet.isVisible()
    assert window.focus() == "Service minutes"
    window.press(K.Key_Return)
    page.filters.search.setText("nobody")
    window.qtbot.waitUntil(page.nothing.isVisible)
    assert page.filters.isVisible()
