# SPDX-License-Identifier: MIT
"""Pictures of Today: a note beside the day, its dialogs, a day without school."""

from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk.queries import ledger, queue
from otdesk.rules.minutes import Stretch
from otdesk.ui.stage import Scene, Stage
from otdesk.ui.today.make_up import open_make_up
from otdesk.ui.today.screen import TodayScreen

_YEAR = Stretch(date(2026, 8, 1), date(2026, 10, 20))


def _today(stage: Stage) -> TodayScreen:
    screen = stage.shell("today").screens["today"]
    if not isinstance(screen, TodayScreen):
        raise TypeError("Today is another screen")
    screen.back_to_today()
    return screen


def _note(stage: Stage) -> QWidget:
    screen = _today(stage)
    now = stage.clock()
    items = screen.bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    item = next(item for item in items if item.students == 1)
    screen.open_note(item.session_id, item.first_student_id)
    return stage.shell("")


def _reasons(stage: Stage) -> QWidget:
    _today(stage).acts.other_reason()
    return stage.shell("")


def _move(stage: Stage) -> QWidget:
    _today(stage).acts.reschedule()
    return stage.shell("")


def _session(stage: Stage) -> QWidget:
    _today(stage).acts.add_session()
    return stage.shell("")


def _meeting(stage: Stage) -> QWidget:
    _today(stage).acts.add_meeting()
    return stage.shell("")


def _changed(stage: Stage) -> QWidget:
    _today(stage).acts.changed()
    return stage.shell("")


def _make_up(stage: Stage) -> QWidget:
    """The first session of the caseload that was missed and is owed."""
    screen = _today(stage)
    report = screen.bridge.read(ledger.minutes_report, _YEAR, stage.clock())
    owed = [missed for row in report.rows for missed in row.missed if missed.follows is ledger.Follows.OWED]
    first = next(missed.attendance_id for missed in owed if missed.attendance_id is not None)
    open_make_up(screen, screen.bridge, first)
    return stage.shell("")


def _closed(stage: Stage) -> QWidget:
    stage.shell("today/2026-11-26")
    return stage.shell("")


SCENES = (
    Scene("today_note", _note),
    Scene("today_reasons", _reasons),
    Scene("today_move", _move),
    Scene("today_changed", _changed),
    Scene("today_make_up", _make_up),
    Scene("today_session", _session),
    Scene("today_meeting", _meeting),
    Scene("today_closed", _closed),
)
