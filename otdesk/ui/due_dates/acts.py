# SPDX-License-Identifier: MIT
"""What can be done about a due date: the buttons of its sheet, and what each does."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from otdesk.actions import consents, evaluations, makeup_decisions, reviews
from otdesk.queries import choices, due
from otdesk.queries import evaluations as evaluation_query
from otdesk.queries.due import Done, Due, DueKind
from otdesk.queries.evaluations import EvaluationRow
from otdesk.ui.bridge import Bridge
from otdesk.ui.due_dates import due_words
from otdesk.ui.due_dates.detail import Act, DueDetail, evaluation_facts, facts_of, facts_of_done
from otdesk.ui.due_dates.forms import AttemptForm, ConsentForm, EvaluationForm, Held, HeldForm
from otdesk.ui.forms.combo import Option
from otdesk.words import _


class DueActs:
    """Opens sheets over `host`; every write goes through the bridge and can be undone."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._host, self._bridge = host, bridge

    # --- sheets ---

    def open(self, item: Due | Done) -> None:
        if isinstance(item, Done):
            title = _("{what} of {name}").format(what=due_words.done_kind(item), name=item.name)
            DueDetail(self._host, title, facts_of_done(item), self._done_acts(item)).open()
            return
        title = f"{due_words.kind(item)}: {due_words.title(item)}"
        DueDetail(self._host, title, facts_of(item), self._acts(item)).open()

    def open_undated(self, row: EvaluationRow, name: str) -> None:
        title = f"{due_words.evaluation_kind(row.entry.kind)}: {name}"
        DueDetail(self._host, title, evaluation_facts(row), self._evaluation(row)).open()

    def start_evaluation(self) -> None:
        students = self._students()
        if students:
            EvaluationForm(self._host, self._bridge, students).open()
        else:
            self._bridge.refused.emit(_("Add a student to the caseload first."))

    def add_consent(self) -> None:
        students = self._students()
        if students:
            ConsentForm(self._host, self._bridge, students).open()
        else:
            self._bridge.refused.emit(_("Add a student to the caseload first."))

    def open_student(self, item: Due | Done) -> None:
        if item.student_id is not None:
            self._bridge.go(f"caseload/student/{item.student_id}")

    # --- acts by kind ---

    def _acts(self, item: Due) -> list[Act]:
        if item.kind is DueKind.EVALUATION and item.evaluation is not None:
            return self._evaluation(item.evaluation)
        return {
            DueKind.ANNUAL_REVIEW: self._review,
            DueKind.REEVALUATION: self._reevaluation,
            DueKind.CONSENT_OUT: self._consent_out,
            DueKind.CONSENT: self._consent,
            DueKind.LICENSE: self._license,
            DueKind.PROGRESS: self._progress,
            DueKind.MAKE_UP: self._make_up,
        }[item.kind](item)

    def _student(self, student_id: int | None) -> list[Act]:
        if student_id is None:
            return []
        return [(_("Open student"), "user-round", partial(self._bridge.go, f"caseload/student/{student_id}"))]

    def _review(self, item: Due) -> list[Act]:
        held = partial(self._held, Held.REVIEW, item)
        return [(_("Review held"), "circle-check", held), *self._student(item.student_id)]

    def _reevaluation(self, item: Due) -> list[Act]:
        return [
            (_("Re-evaluation done"), "circle-check", partial(self._held, Held.REEVALUATION, item)),
            (_("Waived by agreement"), "file-check", partial(self._held, Held.WAIVED, item)),
            *self._student(item.student_id),
        ]

    def _held(self, held: Held, item: Due) -> None:
        HeldForm(self._host, self._bridge, held, item.record_id, item.name).open()

    def _evaluation(self, row: EvaluationRow) -> list[Act]:
        return [
            (_("Note steps and dates"), "pencil", partial(self._edit_evaluation, row)),
            (_("Log an attempt"), "repeat", partial(self._attempt, evaluation_id=row.evaluation_id)),
            (_("Finished"), "circle-check", partial(self._finish, row.evaluation_id)),
            *self._student(row.student_id),
            (_("Remove"), "trash-2", partial(self._do, evaluations.remove, row.evaluation_id)),
        ]

    def _edit_evaluation(self, row: EvaluationRow) -> None:
        now = self._bridge.read(evaluation_query.evaluation, row.evaluation_id, self._bridge.today())
        if now is not None:
            EvaluationForm(self._host, self._bridge, self._students(), now).open()

    def _attempt(self, *, evaluation_id: int = 0, consent_id: int = 0) -> None:
        AttemptForm(self._host, self._bridge, evaluation_id=evaluation_id, consent_id=consent_id).open()

    def _finish(self, evaluation_id: int) -> None:
        self._do(evaluations.finish, evaluation_id, self._bridge.today())

    def _consent_out(self, item: Due) -> list[Act]:
        consent = item.record_id
        return [
            (_("It is back"), "circle-check", partial(self._do, consents.received, consent, self._bridge.today())),
            (_("Log an attempt"), "repeat", partial(self._attempt, consent_id=consent)),
            (_("Edit"), "pencil", partial(self._edit_consent, consent)),
            *self._student(item.student_id),
            (_("Remove"), "trash-2", partial(self._do, consents.remove, consent)),
        ]

    def _consent(self, item: Due) -> list[Act]:
        return [
            (_("Renew or edit"), "pencil", partial(self._edit_consent, item.record_id)),
            *self._student(item.student_id),
            (_("Remove"), "trash-2", partial(self._do, consents.remove, item.record_id)),
        ]

    def _edit_consent(self, consent_id: int) -> None:
        found = self._bridge.read(due.consent, consent_id)
        if found is not None:
            student_id, entry = found
            ConsentForm(self._host, self._bridge, self._students(), student_id, (consent_id, entry)).open()

    def _license(self, _item: Due) -> list[Act]:
        return [(_("Open Settings"), "settings", partial(self._bridge.go, "settings/therapist"))]

    def _progress(self, _item: Due) -> list[Act]:
        return [(_("Write reports"), "chart-line", partial(self._bridge.go, "reports/progress"))]

    def _make_up(self, item: Due) -> list[Act]:
        day = item.since.isoformat() if item.since is not None else ""
        acts: list[Act] = [
            (_("Find a time"), "calendar-search", partial(self._bridge.go, f"today/{day}")),
            (_("See its minutes"), "clock", partial(self._bridge.go, f"reports/minutes/{item.student_id}")),
        ]
        if item.asks:
            owed = (_("Owed"), "check", partial(self._do, makeup_decisions.decide, item.record_id, True))
            free = (_("Not owed"), "x", partial(self._do, makeup_decisions.decide, item.record_id, False))
            acts = [owed, free, *acts]
        return [*acts, *self._student(item.student_id)]

    def _done_acts(self, item: Done) -> list[Act]:
        taken = partial(self._do, reviews.take_off, item.completion_id)
        return [*self._student(item.student_id), (_("Take off this list"), "trash-2", taken)]

    # --- doing ---

    def _do(self, action: Callable[..., object], *args: object) -> None:
        with self._bridge.telling():
            self._bridge.do(action, *args)

    def _students(self) -> tuple[Option, ...]:
        everybody = self._bridge.read(choices.who, self._bridge.today())
        return tuple((row.members[0][0], row.name) for row in everybody if row.group_id is None)
