# SPDX-License-Identifier: MIT
"""What can be done about a due date: the buttons of its sheet, and what each does."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import consents, evaluations, makeup_decisions, reviews
from otdesk.queries import choices, due, due_why
from otdesk.queries import evaluations as evaluation_query
from otdesk.queries.due import Done, Due, DueKind
from otdesk.queries.evaluations import EvaluationRow
from otdesk.queries.ledger import Follows, Missed
from otdesk.rules.evaluations import ended_on
from otdesk.ui.bridge import Bridge
from otdesk.ui.due_dates import due_words
from otdesk.ui.due_dates.detail import Act, DueDetail, evaluation_facts, facts_of, facts_of_done
from otdesk.ui.due_dates.forms import AttemptForm, ConsentForm, EvaluationForm, Held, HeldForm
from otdesk.ui.forms.combo import Option
from otdesk.ui.reports import screen as reports
from otdesk.ui.today.make_up import open_make_up
from otdesk.words import _


class DueActs:
    """Opens sheets over `host`; every write goes through the bridge and can be undone."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._host, self._bridge = host, bridge

    # --- sheets ---

    def open(self, item: Due | Done) -> None:
        if isinstance(item, Done):
            title = _("{what} of {name}").format(what=due_words.done_kind(item), name=item.name)
            DueDetail(self._host, title, facts_of_done(item), self.acts_of(item)).open()
            return
        title = f"{due_words.kind(item)}: {due_words.title(item)}"
        facts = facts_of(item, self._bridge.read(due_why.why, item, self._bridge.today()))
        DueDetail(self._host, title, facts, self.acts_of(item)).open()

    def open_undated(self, row: EvaluationRow, name: str) -> None:
        title = f"{due_words.evaluation_kind(row.entry.kind)}: {name}"
        DueDetail(self._host, title, evaluation_facts(row), self._evaluation(row)).open()

    def start_evaluation(self) -> None:
        students = self.students()
        if students:
            EvaluationForm(self._host, self._bridge, students).open()
        else:
            self._bridge.refused.emit(_("Add a student to the caseload first."))

    def add_consent(self) -> None:
        students = self.students()
        if students:
            ConsentForm(self._host, self._bridge, students).open()
        else:
            self._bridge.refused.emit(_("Add a student to the caseload first."))

    # --- acts by kind ---

    def acts_of(self, item: Due | Done) -> list[Act]:
        """What can be done about it, the usual next step first."""
        if isinstance(item, Done):
            return self._done_acts(item)
        if item.kind is DueKind.EVALUATION and item.evaluation is not None:
            return self._evaluation(item.evaluation)
        return {
            DueKind.ANNUAL_REVIEW: self._review,
            DueKind.REEVALUATION: self._reevaluation,
            DueKind.EVALUATION_CONSENT: self._evaluation_consent,
            DueKind.CONSENT_OUT: self._consent_out,
            DueKind.CONSENT: self._consent,
            DueKind.LICENSE: self._license,
            DueKind.PROGRESS: self._progress,
            DueKind.MAKE_UP: self._make_up,
        }[item.kind](item)

    def _student(self, student_id: int | None) -> list[Act]:
        if student_id is None:
            return []
        return [Act(_("Open student"), "user-round", partial(self._bridge.go, f"caseload/student/{student_id}"), "S")]

    def _review(self, item: Due) -> list[Act]:
        held = partial(self._held, Held.REVIEW, item)
        return [Act(_("Review held"), "circle-check", held, "H"), *self._student(item.student_id)]

    def _reevaluation(self, item: Due) -> list[Act]:
        return [
            Act(_("Re-evaluation done"), "circle-check", partial(self._held, Held.REEVALUATION, item), "H"),
            Act(_("Waived by agreement"), "file-check", partial(self._held, Held.WAIVED, item), "W"),
            *self._student(item.student_id),
        ]

    def _held(self, held: Held, item: Due) -> None:
        HeldForm(self._host, self._bridge, held, item.record_id, item.name).open()

    def _evaluation(self, row: EvaluationRow) -> list[Act]:
        return [
            Act(_("Note steps and dates"), "pencil", partial(self._edit_evaluation, row), "N"),
            Act(_("Log an attempt"), "repeat", partial(self._attempt, evaluation_id=row.evaluation_id), "A"),
            Act(_("Finished"), "circle-check", partial(self._finish, row), "F"),
            *self._student(row.student_id),
            Act(_("Remove"), "trash-2", partial(self._do, evaluations.remove, row.evaluation_id)),
        ]

    def _edit_evaluation(self, row: EvaluationRow) -> None:
        now = self._bridge.read(evaluation_query.evaluation, row.evaluation_id, self._bridge.today())
        if now is not None:
            EvaluationForm(self._host, self._bridge, self.students(), now).open()

    def _attempt(self, *, evaluation_id: int = 0, consent_id: int = 0) -> None:
        AttemptForm(self._host, self._bridge, evaluation_id=evaluation_id, consent_id=consent_id).open()

    def _finish(self, row: EvaluationRow) -> None:
        """On the day that met the clock, not the day somebody says so."""
        on = ended_on(row.rule, row.entry.report_on, row.entry.meeting_on, self._bridge.today())
        self._do(evaluations.finish, row.evaluation_id, on)

    def _evaluation_consent(self, item: Due) -> list[Act]:
        if item.evaluation is None:
            return []
        note, attempt, _finished, *rest = self._evaluation(item.evaluation)
        back = Act(_("It is back"), "circle-check", partial(self._consent_is_back, item.evaluation), "B")
        return [back, attempt, note, *rest]

    def _consent_is_back(self, row: EvaluationRow) -> None:
        """Today; another day is said in the form."""
        today = self._bridge.today()
        entry = replace(row.entry, consent_on=today)
        seen = self._bridge.read(evaluation_query.preview, row.student_id, entry, today)
        self._do(evaluations.edit, row.evaluation_id, entry, seen.reckoned)

    def _consent_out(self, item: Due) -> list[Act]:
        consent = item.record_id
        back = partial(self._do, consents.received, consent, self._bridge.today())
        return [
            Act(_("It is back"), "circle-check", back, "B"),
            Act(_("Log an attempt"), "repeat", partial(self._attempt, consent_id=consent), "A"),
            Act(_("Edit"), "pencil", partial(self._edit_consent, consent), "E"),
            *self._student(item.student_id),
            Act(_("Remove"), "trash-2", partial(self._do, consents.remove, consent)),
        ]

    def _consent(self, item: Due) -> list[Act]:
        return [
            Act(_("Renew or edit"), "pencil", partial(self._edit_consent, item.record_id), "E"),
            *self._student(item.student_id),
            Act(_("Remove"), "trash-2", partial(self._do, consents.remove, item.record_id)),
        ]

    def _edit_consent(self, consent_id: int) -> None:
        found = self._bridge.read(due.consent, consent_id)
        if found is not None:
            student_id, entry = found
            ConsentForm(self._host, self._bridge, self.students(), student_id, (consent_id, entry)).open()

    def _license(self, _item: Due) -> list[Act]:
        return [Act(_("Open Settings"), "settings", partial(self._bridge.go, "settings/therapist"))]

    def _progress(self, _item: Due) -> list[Act]:
        if not any(page.key == "progress" for page in reports.PAGES):
            return []
        return [Act(_("Write reports"), "chart-line", partial(self._bridge.go, "reports/progress"), "P")]

    def _make_up(self, item: Due) -> list[Act]:
        """Deciding goes session by session, the oldest first; making up begins at the row of the missed session."""
        first = next((missed for missed in item.missed if missed.follows is Follows.REVIEW), None)
        acts: list[Act] = []
        if first is not None:
            day = words.short_date(first.day)
            owed, free = partial(self._decide, item, first, owed=True), partial(self._decide, item, first, owed=False)
            acts.append(Act(_("{day} is owed").format(day=day), "check", owed, "O"))
            acts.append(Act(_("{day} is not owed").format(day=day), "x", free, "X"))
        open_one = next((missed for missed in item.missed if missed.may_be_made_up), None)
        if open_one is not None and open_one.attendance_id is not None:
            find = partial(open_make_up, self._host, self._bridge, open_one.attendance_id)
            acts.append(Act(_("Find a time"), "calendar-check", find, "F"))
        if item.missed:
            acts.append(
                Act(_("Go to the session"), "calendar-search", partial(self._go_to_missed, item.missed[0]), "G")
            )
        minutes = partial(self._bridge.go, f"reports/minutes/{item.student_id}")
        return [*acts, Act(_("See the minutes"), "clock", minutes, "M"), *self._student(item.student_id)]

    def _decide(self, item: Due, missed: Missed, *, owed: bool) -> None:
        """Then the sheet again, while another session of this student waits for an answer."""
        self._do(makeup_decisions.decide, missed.attendance_id, owed)
        board = self._bridge.read(due.board, self._bridge.now())
        for other in board.items:
            if other.kind is DueKind.MAKE_UP and other.student_id == item.student_id and other.asks:
                self.open(other)

    def _go_to_missed(self, missed: Missed) -> None:
        self._bridge.go(f"today/{missed.day.isoformat()}/session:{missed.session_id}")

    def _done_acts(self, item: Done) -> list[Act]:
        taken = partial(self._do, reviews.take_off, item.completion_id)
        return [*self._student(item.student_id), Act(_("Take off this list"), "trash-2", taken)]

    # --- doing ---

    def _do(self, action: Callable[..., object], *args: object) -> None:
        with self._bridge.telling():
            self._bridge.do(action, *args)

    def students(self) -> tuple[Option, ...]:
        everybody = self._bridge.read(choices.who, self._bridge.today())
        return tuple((row.members[0][0], row.name) for row in everybody if row.group_id is None)
