# SPDX-License-Identifier: MIT
"""Pictures of Reports for `otdesk screens`: pages, dialogs, empty states."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk.queries import ledger
from otdesk.queries.progress_reports import State
from otdesk.rules.minutes import Stretch
from otdesk.ui.reports.list_page import ListPage
from otdesk.ui.reports.log_page import LogPage
from otdesk.ui.reports.minutes_page import MinutesPage
from otdesk.ui.reports.progress_page import ProgressPage
from otdesk.ui.reports.screen import PLACE, ReportsScreen
from otdesk.ui.stage import Scene, Stage


def _screen(stage: Stage, page: str) -> ReportsScreen:
    screen = stage.shell(f"{PLACE}/{page}").screens[PLACE]
    if not isinstance(screen, ReportsScreen):
        raise TypeError("the place of reports shows something else")
    stage.settle()
    return screen


def _minutes(stage: Stage) -> MinutesPage:
    page = _screen(stage, "minutes").shown
    if not isinstance(page, MinutesPage):
        raise TypeError("the page of minutes shows something else")
    return page


class _Minutes:
    """The page of minutes after an act."""

    def __init__(self, act: Callable[[MinutesPage], object]) -> None:
        self._act = act

    def __call__(self, stage: Stage) -> QWidget:
        page = _minutes(stage)
        self._act(page)
        stage.settle()
        return page.window()


def _year_to_date(page: MinutesPage) -> None:
    year = page.bridge.read(ledger.school_year, page.bridge.today())
    if year is not None:
        page.span.take(Stretch(year.first, page.bridge.today()))


def _reasons(page: MinutesPage) -> None:
    _year_to_date(page)
    asking = next((row for row in page.rows() if any(missed.asks for missed in row.missed)), None)
    if asking is not None:
        page.table.select_key(asking.line.line_id)
        page.table.opened.emit(asking)
        missed = next(missed for missed in asking.missed if missed.asks)
        page.reasons.table.select_key(missed.key)


def _nobody(page: MinutesPage) -> None:
    page.filters.search.setText("zz")
    page.table.setFocus()


def _no_year(page: MinutesPage) -> None:
    page.filters.search.clear()
    page.span.take(Stretch(date(2031, 1, 1), date(2031, 1, 31)))


def _days(page: MinutesPage) -> None:
    page.span.ask_days()


def _policy(page: MinutesPage) -> None:
    page.set_policy()


def _table(page: MinutesPage) -> None:
    page.save_table().whom.choose_somebody_else()


def _print(page: MinutesPage) -> None:
    page.print_shown()


class _Log:
    """The service log after an act."""

    def __init__(self, act: Callable[[LogPage], object]) -> None:
        self._act = act

    def __call__(self, stage: Stage) -> QWidget:
        page = _screen(stage, "log").shown
        if not isinstance(page, LogPage):
            raise TypeError("the service log shows something else")
        self._act(page)
        stage.settle()
        return page.window()


def _log(page: LogPage) -> None:
    page.table.setFocus()


def _entries(page: LogPage) -> None:
    page.table.opened.emit(page.table.current_row())


def _no_log(page: LogPage) -> None:
    page.span.take(Stretch(date(2031, 1, 1), date(2031, 1, 31)))


def _print_all(page: LogPage) -> None:
    page.span.take(Stretch(date(2026, 10, 1), date(2026, 10, 31)))
    page.print_all()


class _List:
    """The caseload list after an act."""

    def __init__(self, act: Callable[[ListPage], object]) -> None:
        self._act = act

    def __call__(self, stage: Stage) -> QWidget:
        page = _screen(stage, "list").shown
        if not isinstance(page, ListPage):
            raise TypeError("the caseload list shows something else")
        self._act(page)
        stage.settle()
        return page.window()


def _list(page: ListPage) -> None:
    page.table.setFocus()


def _print_list(page: ListPage) -> None:
    page.print_shown()


class _Progress:
    """The progress reports after an act."""

    def __init__(self, act: Callable[[ProgressPage], object]) -> None:
        self._act = act

    def __call__(self, stage: Stage) -> QWidget:
        page = _screen(stage, "progress").shown
        if not isinstance(page, ProgressPage):
            raise TypeError("the progress reports show something else")
        page.refresh_now()
        self._act(page)
        stage.settle(page.paper.is_drawn)
        return page.window()


def _in_state(page: ProgressPage, state: State) -> None:
    found = next((row.student_id for row in page.queue.rows if row.state is state), None)
    if found is not None:
        page.show_student(found)


def _draft(page: ProgressPage) -> None:
    _in_state(page, State.DRAFT)
    page.students.table.setFocus()


def _done(page: ProgressPage) -> None:
    _in_state(page, State.DONE)


def _no_data(page: ProgressPage) -> None:
    _in_state(page, State.NO_DATA)


def _speak(page: ProgressPage, language: str) -> None:
    page.head_row.language.choose(language)
    page.choose_language(language)


def _spanish(page: ProgressPage) -> None:
    _in_state(page, State.NOT_BEGUN)
    _speak(page, "es")


def _table_of_results(page: ProgressPage) -> None:
    _in_state(page, State.NOT_BEGUN)
    _speak(page, "en")
    page.editor.toggle_table()


def _no_terms(page: ProgressPage) -> None:
    page.editor.toggle_table()
    page.middle.setCurrentWidget(page.empty)


def _manner(page: ProgressPage) -> None:
    page.set_manner()


def _print_reports(page: ProgressPage) -> None:
    page.print_all()


SCENES = (
    Scene("reports_progress", _Progress(_draft)),
    Scene("reports_progress_done", _Progress(_done)),
    Scene("reports_progress_no_data", _Progress(_no_data)),
    Scene("reports_progress_spanish", _Progress(_spanish)),
    Scene("reports_progress_table", _Progress(_table_of_results)),
    Scene("reports_progress_no_terms", _Progress(_no_terms)),
    Scene("reports_progress_manner", _Progress(_manner)),
    Scene("reports_progress_print", _Progress(_print_reports)),
    Scene("reports_minutes", _Minutes(_year_to_date)),
    Scene("reports_minutes_reasons", _Minutes(_reasons)),
    Scene("reports_minutes_days", _Minutes(_days)),
    Scene("reports_minutes_policy", _Minutes(_policy)),
    Scene("reports_minutes_table", _Minutes(_table)),
    Scene("reports_minutes_print", _Minutes(_print)),
    Scene("reports_minutes_none", _Minutes(_nobody)),
    Scene("reports_minutes_no_year", _Minutes(_no_year)),
    Scene("reports_log", _Log(_log)),
    Scene("reports_log_sessions", _Log(_entries)),
    Scene("reports_log_print", _Log(_print_all)),
    Scene("reports_log_none", _Log(_no_log)),
    Scene("reports_list", _List(_list)),
    Scene("reports_list_print", _List(_print_list)),
)
