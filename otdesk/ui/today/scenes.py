# SPDX-License-Identifier: MIT
"""Pictures of Today: a note beside the day, its dialogs, a day without school."""

from PySide6.QtWidgets import QWidget

from otdesk.queries import queue
from otdesk.ui.stage import Scene, Stage
from otdesk.ui.today.screen import TodayScreen


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
    screen.open_note(items[0].session_id, items[0].first_student_id)
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


def _closed(stage: Stage) -> QWidget:
    stage.shell("today/2026-11-26")
    return stage.shell("")


SCENES = (
    Scene("today_note", _note),
    Scene("today_reasons", _reasons),
    Scene("today_move", _move),
    Scene("today_session", _session),
    Scene("today_meeting", _meeting),
    Scene("today_closed", _closed),
)
