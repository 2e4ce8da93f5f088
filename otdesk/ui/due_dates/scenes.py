# SPDX-License-Identifier: MIT
"""Pictures of Due dates: board, table, calendar, the sheet of an evaluation and of a consent, the forms."""

from PySide6.QtWidgets import QWidget

from otdesk.queries.due import Due, DueKind
from otdesk.ui.due_dates.acts import DueActs
from otdesk.ui.due_dates.forms import AttemptForm, Held, HeldForm
from otdesk.ui.due_dates.screen import DueScreen
from otdesk.ui.stage import Scene, Stage


def _screen(stage: Stage, form: str = "board") -> DueScreen:
    screen = stage.shell(f"due/{form}").screens["due"]
    if not isinstance(screen, DueScreen):
        raise TypeError("Due dates is another screen")
    screen.refresh_if_stale()
    return screen


def _first(screen: DueScreen, kind: DueKind) -> Due:
    return next(item for item in screen.board.items if item.kind is kind)


def _table(stage: Stage) -> QWidget:
    _screen(stage, "table")
    return stage.shell("")


def _calendar(stage: Stage) -> QWidget:
    _screen(stage, "calendar")
    return stage.shell("")


def _evaluation(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.acts.open(_first(screen, DueKind.EVALUATION))
    return stage.shell("")


def _consent(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.acts.open(_first(screen, DueKind.CONSENT_OUT))
    return stage.shell("")


def _start(stage: Stage) -> QWidget:
    _acts(stage).start_evaluation()
    return stage.shell("")


def _add_consent(stage: Stage) -> QWidget:
    _acts(stage).add_consent()
    return stage.shell("")


def _acts(stage: Stage) -> DueActs:
    return _screen(stage).acts


def _attempt(stage: Stage) -> QWidget:
    screen = _screen(stage)
    item = _first(screen, DueKind.EVALUATION)
    AttemptForm(screen, screen.bridge, evaluation_id=item.record_id).open()
    return stage.shell("")


def _held(stage: Stage) -> QWidget:
    screen = _screen(stage)
    item = _first(screen, DueKind.REEVALUATION)
    HeldForm(screen, screen.bridge, Held.WAIVED, item.record_id, item.name).open()
    return stage.shell("")


SCENES = (
    Scene("due_table", _table),
    Scene("due_calendar", _calendar),
    Scene("due_evaluation", _evaluation),
    Scene("due_consent", _consent),
    Scene("due_start", _start),
    Scene("due_add_consent", _add_consent),
    Scene("due_attempt", _attempt),
    Scene("due_waive", _held),
)
