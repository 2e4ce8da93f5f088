# SPDX-License-Identifier: MIT
"""Pictures of Due dates: board, table, calendar, the sheet of an evaluation and of a consent, the forms."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from otdesk.queries.due import Board, Due, DueKind
from otdesk.ui.due_dates.acts import DueActs
from otdesk.ui.due_dates.forms import AttemptForm, EvaluationForm, Held, HeldForm
from otdesk.ui.due_dates.screen import DueScreen
from otdesk.ui.due_dates.table import Chip
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


def _opened(kind: DueKind) -> Callable[[Stage], QWidget]:
    def build(stage: Stage) -> QWidget:
        screen = _screen(stage)
        screen.acts.open(_first(screen, kind))
        return stage.shell("")

    return build


def _done(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.acts.open(screen.board.done[0])
    return stage.shell("")


def _no_match(stage: Stage) -> QWidget:
    _screen(stage, "table").table.search.setText("zebra")
    return stage.shell("")


def _filtered(stage: Stage) -> QWidget:
    screen = _screen(stage, "table")
    screen.table.chips[Chip.EVALUATIONS].click()
    return stage.shell("")


def _refused(stage: Stage) -> QWidget:
    """No date at all, and one by hand without its reason."""
    screen = _screen(stage)
    form = EvaluationForm(screen, screen.bridge, screen.acts.students())
    form.open()
    form.by_hand.set_text("11/20/2026")
    form.accept()
    return stage.shell("")


def _next_month(stage: Stage) -> QWidget:
    _screen(stage, "calendar").month.go_after()
    return stage.shell("")


def _empty(stage: Stage) -> QWidget:
    screen = _screen(stage)
    screen.show_board(Board((), (), (), {}))
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
    Scene("due_review", _opened(DueKind.ANNUAL_REVIEW)),
    Scene("due_reevaluation", _opened(DueKind.REEVALUATION)),
    Scene("due_make_up", _opened(DueKind.MAKE_UP)),
    Scene("due_reports", _opened(DueKind.PROGRESS)),
    Scene("due_consent_ends", _opened(DueKind.CONSENT)),
    Scene("due_evaluation_consent", _opened(DueKind.EVALUATION_CONSENT)),
    Scene("due_done", _done),
    Scene("due_filtered", _filtered),
    Scene("due_no_match", _no_match),
    Scene("due_start_refused", _refused),
    Scene("due_next_month", _next_month),
    Scene("due_empty", _empty),
)
