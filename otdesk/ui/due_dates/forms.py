# SPDX-License-Identifier: MIT
"""Forms of Due dates: an evaluation with its clock, a consent or order, an attempt, a review that was held."""

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import consents, evaluations, reviews
from otdesk.faults import Fault, Refusal
from otdesk.queries import evaluations as evaluation_query
from otdesk.queries import reviews as review_query
from otdesk.queries.evaluations import EvaluationRow
from otdesk.rules.entries_due import ConsentEntry, EvaluationEntry
from otdesk.rules.evaluations import EvaluationKind
from otdesk.ui.bridge import Bridge
from otdesk.ui.due_dates import due_words
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NeededCheck, NumberCheck
from otdesk.ui.forms.combo import Combo, Option
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class EvaluationForm(FormSheet):
    """Start an evaluation, or note its steps. What the clock makes of the dates stands under them as they change."""

    def __init__(
        self, host: QWidget, bridge: Bridge, students: tuple[Option, ...], row: EvaluationRow | None = None
    ) -> None:
        self._students, self._row = students, row
        title = _("Start evaluation") if row is None else due_words.evaluation_kind(row.entry.kind)
        super().__init__(host, bridge, title, _("Start") if row is None else _("Save"), width=620)
        self._reckon()

    def build(self) -> None:
        entry = self._row.entry if self._row is not None else EvaluationEntry(EvaluationKind.INITIAL)
        self.student = Combo(self._students)
        self.kind = Combo([(kind, due_words.evaluation_kind(kind)) for kind in EvaluationKind])
        self.kind.choose(entry.kind)
        self.kind.currentIndexChanged.connect(self._reckon)
        self.student.currentIndexChanged.connect(self._reckon)
        who = self.field(_("Student"), editor=self.student)
        self.add(who, self.field(_("Kind"), editor=self.kind))
        if self._row is not None:
            self.student.choose(self._row.student_id)
            who.setEnabled(False)
        self.referred = self.date_field(_("Referral"), entry.referred_on)
        self.sent = self.date_field(_("Consent sent"), entry.consent_sent_on)
        self.consent = self.date_field(_("Consent received"), entry.consent_on)
        self.add(self.referred, self.sent, self.consent)
        self.tested = self.date_field(_("Trial"), entry.tested_on)
        self.scored = self.date_field(_("Scored"), entry.scored_on)
        self.report = self.date_field(_("Report written"), entry.report_on)
        self.add(self.tested, self.scored, self.report)
        self.shared = self.date_field(_("Report shared"), entry.shared_on)
        self.meeting = self.date_field(_("Meeting"), entry.meeting_on)
        self.absences = self.field(
            _("Days absent meanwhile"), str(entry.absences or ""), check=NumberCheck(_("Days absent"), 0, 200)
        )
        self.add(self.shared, self.meeting, self.absences)
        self.clock = Words("", Type.CONTROL, "text2", wrap=True)
        self.add(self.clock)
        self.by_hand = self.date_field(_("Due date by hand"), entry.due_by_hand, hint=_("Empty: as computed."))
        self.reason = self.field(_("Why by hand"), entry.hand_reason)
        self.add(self.by_hand, self.reason)
        self.remark = self.field(_("Remark"), entry.remark)
        self.add(self.remark)
        for field in (self.referred, self.consent, self.absences, self.by_hand):
            field.left.connect(self._reckon)

    def _entry(self) -> EvaluationEntry:
        return EvaluationEntry(
            EvaluationKind(str(self.kind.value())), self.date_of(self.referred), self.date_of(self.sent),
            self.date_of(self.consent), self.date_of(self.tested), self.date_of(self.scored), self.date_of(self.report),
            self.date_of(self.shared), self.date_of(self.meeting), int(self.absences.text().strip() or 0),
            self.date_of(self.by_hand), self.reason.text(), self.remark.text(),
        )  # fmt: skip

    def _student_id(self) -> int:
        return int(str(self.student.value()))

    def _reckon(self) -> None:
        """Say what the clock makes of the dates; while one cannot be read, nothing."""
        if self.student.value() is None:
            return
        try:
            entry = self._entry()
        except (Fault, ValueError):
            self.clock.setText("")
            return
        seen = self.bridge.read(evaluation_query.preview, self._student_id(), entry, self.bridge.today())
        if seen.clock.due is None:
            self.clock.setText(due_words.no_date(seen.clock.why, seen.state))
            return
        due = _("Due {day}. {count}.").format(
            day=words.day_full_date(seen.clock.due), count=due_words.clock_line(seen.clock)
        )
        last = seen.last_school_day
        if last is not None:
            due += " " + _("Last school day before: {day}.").format(day=words.day_date(last))
        self.clock.setText(due)

    def save(self) -> None:
        entry = self._entry()
        seen = self.bridge.read(evaluation_query.preview, self._student_id(), entry, self.bridge.today())
        if self._row is None:
            self.bridge.do(evaluations.start, self._student_id(), entry, seen.reckoned)
        else:
            self.bridge.do(evaluations.edit, self._row.evaluation_id, entry, seen.reckoned)


class ConsentForm(FormSheet):
    """A consent or an order: what for, sent, given, until when."""

    def __init__(
        self, host: QWidget, bridge: Bridge, students: tuple[Option, ...], student_id: int | None = None,
        consent: tuple[int, ConsentEntry] | None = None,
    ) -> None:  # fmt: skip
        self._students, self._chosen, self._consent = students, student_id, consent
        super().__init__(
            host, bridge, _("Consent or order"), _("Add") if consent is None else _("Save"),
            detail=_("The paper is kept elsewhere; its dates are kept here."),
        )  # fmt: skip

    def build(self) -> None:
        entry = self._consent[1] if self._consent is not None else ConsentEntry("")
        self.student = Combo(self._students)
        self.student.choose(self._chosen)
        who = self.field(_("Student"), editor=self.student)
        who.setEnabled(self._consent is None)
        self.add(who)
        self.kind = self.field(
            _("What for"), entry.kind, check=NeededCheck(_("What for")),
            hint=_("Evaluation, Medicaid billing, physician order, photos ..."),
        )  # fmt: skip
        self.add(self.kind)
        self.sent = self.date_field(_("Sent"), entry.sent_on)
        self.given = self.date_field(_("Given"), entry.given_on)
        self.expires = self.date_field(_("Runs out"), entry.expires_on, hint=_("Empty: never."))
        self.add(self.sent, self.given, self.expires)
        self.remark = self.field(_("Remark"), entry.remark)
        self.add(self.remark)

    def save(self) -> None:
        entry = ConsentEntry(
            self.kind.text(), self.date_of(self.sent), self.date_of(self.given), self.date_of(self.expires),
            self.remark.text(),
        )  # fmt: skip
        if self._consent is None:
            self.bridge.do(consents.add, int(str(self.student.value())), entry)
        else:
            self.bridge.do(consents.edit, self._consent[0], entry)


class AttemptForm(FormSheet):
    """One try: when, and what came of it."""

    def __init__(self, host: QWidget, bridge: Bridge, *, evaluation_id: int = 0, consent_id: int = 0) -> None:
        self._evaluation_id, self._consent_id = evaluation_id, consent_id
        super().__init__(host, bridge, _("Attempt"), _("Note it"), width=440)

    def build(self) -> None:
        self.day = self.date_field(_("Date"), self.bridge.today())
        self.words = self.field(
            _("What was tried"),
            check=NeededCheck(_("What was tried")),
            hint=_("Sent home again, called, no answer ..."),
        )
        self.add(self.day)
        self.add(self.words)
        self.focus_first(self.words.editor)

    def save(self) -> None:
        day = self.date_of(self.day)
        if day is None:
            raise Refusal(_("Say on which day."))
        if self._evaluation_id:
            self.bridge.do(evaluations.log_attempt, self._evaluation_id, day, self.words.text())
        else:
            self.bridge.do(consents.log_attempt, self._consent_id, day, self.words.text())


class Held(StrEnum):
    REVIEW = "review"
    REEVALUATION = "reevaluation"
    WAIVED = "waived"


class HeldForm(FormSheet):
    """The day it was held or agreed, and the next date that follows, which can be changed."""

    def __init__(self, host: QWidget, bridge: Bridge, held: Held, plan_id: int, name: str) -> None:
        self._held, self._plan_id = held, plan_id
        self._followed: date | None = None
        title = {
            Held.REVIEW: _("Annual review of {name} held"),
            Held.REEVALUATION: _("Re-evaluation of {name} done"),
            Held.WAIVED: _("Re-evaluation of {name} waived"),
        }[held].format(name=name)
        super().__init__(host, bridge, title, _("Save"), width=460)
        self._follow()

    def build(self) -> None:
        self.on = self.date_field(_("On"), self.bridge.today())
        self.following = self.date_field(_("The next by"), None)
        self.source = Words("", Type.META, "text2", wrap=True)
        self.add(self.on, self.following)
        self.add(self.source)
        self.agreed: LabeledField | None = None
        if self._held is Held.WAIVED:
            self.agreed = self.field(
                _("Who agreed, and when"), check=NeededCheck(_("Who agreed, and when")),
                hint=_("Parent and district agree that no re-evaluation is needed (34 CFR 300.303)."),
            )  # fmt: skip
            self.add(self.agreed)
        self.on.left.connect(self._follow)

    def _follow(self) -> None:
        on = self._day()
        if on is None or on == self._followed:  # what was typed over the next date stays
            return
        self._followed = on
        follows = self.bridge.read(review_query.following, self._plan_id, on)
        day = follows.annual if self._held is Held.REVIEW else follows.reevaluation
        self.following.set_text(read_text.date_words(day))
        checked = follows.pack.checked_on
        told = _("checked {day}").format(day=words.full_date(checked)) if checked else _("not yet checked")
        self.source.setText(_("By the rule: {source} ({checked}).").format(source=follows.pack.source, checked=told))

    def _day(self) -> date | None:
        try:
            return self.date_of(self.on)
        except Refusal:
            return None

    def save(self) -> None:
        on, following = self.date_of(self.on), self.date_of(self.following)
        if on is None or following is None:
            raise Refusal(_("Both dates are needed."))
        if self._held is Held.REVIEW:
            self.bridge.do(reviews.held, self._plan_id, on, following)
        elif self._held is Held.REEVALUATION:
            self.bridge.do(reviews.reevaluated, self._plan_id, on, following)
        else:
            self._waive(on, following)

    def _waive(self, on: date, following: date) -> None:
        if not self.bridge.read(review_query.following, self._plan_id, on).may_waive:
            raise Refusal(_("Your state does not allow a waiver for this student."))
        self.bridge.do(reviews.waive, self._plan_id, on, following, self.agreed.text() if self.agreed else "")
