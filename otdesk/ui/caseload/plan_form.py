# SPDX-License-Identifier: MIT
"""A plan: a new one replaces the one in force the day before it starts; an old one is corrected."""

from PySide6.QtWidgets import QWidget

from otdesk import labels, words
from otdesk.actions import plans
from otdesk.faults import Refusal
from otdesk.queries.students import PlanRow, StudentPage
from otdesk.rules.entries_plans import PlanEntry, day_before, replaces, usual_reevaluation, usual_review
from otdesk.rules.kinds import PlanType
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload import case_words
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class PlanForm(FormSheet):
    """`plan` none = a new plan of the student."""

    def __init__(self, host: QWidget, bridge: Bridge, page: StudentPage, plan: PlanRow | None = None) -> None:
        self._page, self._plan = page, plan
        title = _("New plan for {name}").format(name=page.called) if plan is None else _("Edit the plan")
        super().__init__(host, bridge, title, _("Begin the plan") if plan is None else _("Save"))

    def build(self) -> None:
        entry = self._plan.entry if self._plan is not None else PlanEntry(self._usual_type())
        self.kind = Combo([(kind, labels.plan(kind)) for kind in PlanType])
        self.kind.choose(entry.plan_type)
        self.kind.activated.connect(self._say_former)
        self.start = self.date_field(_("Starts"), entry.start)
        self.review = self.date_field(_("Annual review by"), entry.annual_review)
        self.reevaluation = self.date_field(_("Re-evaluation by"), entry.reevaluation_due)
        self.document = self.field(_("Document"), entry.document, hint=_("Number or version of the paper."))
        self.former = Words("", Type.META, "text2", wrap=True)
        self.carry_lines = CheckBox(_("Go on with the same service lines"))
        self.carry_goals = CheckBox(_("Go on with the same goals"))
        self.carry_lines.setChecked(True)
        self.add(self.field(_("Kind"), editor=self.kind))
        self.add(self.start, self.review)
        self.add(self.reevaluation, self.document)
        for widget in (self.former, self.carry_lines, self.carry_goals):
            self.add(widget)
        self.start.left.connect(self._propose)
        self._say_former()

    def _usual_type(self) -> PlanType:
        return self._page.plan.entry.plan_type if self._page.plan is not None else PlanType.IEP

    def _propose(self) -> None:
        """A year and three years from the start, where nothing was typed."""
        if self.start.faulty:
            return
        start = self.date_of(self.start)
        if start is not None and self._plan is None:
            from otdesk.ui.forms.read_text import date_words

            if not self.review.text():
                self.review.set_text(date_words(usual_review(start)))
                self.review.leave()
            if not self.reevaluation.text():
                self.reevaluation.set_text(date_words(usual_reevaluation(start)))
                self.reevaluation.leave()
        self._say_former()

    def _replaced(self) -> list[PlanRow]:
        kind = PlanType(str(self.kind.value()))
        return [p for p in self._page.plans if p.closed_on is None and replaces(kind, p.entry.plan_type)]

    def _say_former(self) -> None:
        former = self._replaced() if self._plan is None else []
        for box in (self.carry_lines, self.carry_goals, self.former):
            box.setVisible(bool(former))
        if not former:
            return
        start = None if self.start.faulty else self.date_of(self.start)
        closes = words.day_full_date(day_before(start)) if start is not None else _("the day before")
        self.former.setText(
            _("{plan} in force, {dates}, closes on {day}.").format(
                plan=case_words.plan_title(former[0]), dates=case_words.plan_dates(former[0]), day=closes
            )
        )

    def entry(self) -> PlanEntry:
        return PlanEntry(
            PlanType(str(self.kind.value())),
            self.date_of(self.start),
            self.date_of(self.review),
            self.date_of(self.reevaluation),
            self.document.text(),
        )

    def save(self) -> None:
        entry = self.entry()
        if self._plan is not None:
            self.bridge.do(plans.edit, self._plan.plan_id, entry)
            return
        self.bridge.do(
            plans.start,
            self._page.student_id,
            entry,
            carry_lines=self.carry_lines.isChecked(),
            carry_goals=self.carry_goals.isChecked(),
        )


class ClosePlanForm(FormSheet):
    """The last day of a plan that no other replaces."""

    def __init__(self, host: QWidget, bridge: Bridge, plan: PlanRow) -> None:
        self._plan = plan
        super().__init__(
            host, bridge, _("Close the plan"), _("Close it"), width=420,
            detail=_("Its service lines end with it. A plan stays in force until it is closed or replaced."),
        )  # fmt: skip

    def build(self) -> None:
        self.last = self.date_field(_("Last day"), self._plan.entry.annual_review or self.bridge.today())
        self.add(self.last)

    def save(self) -> None:
        last = self.date_of(self.last)
        if last is None:
            raise Refusal(_("Say which day is the last."))
        self.bridge.do(plans.close, self._plan.plan_id, last)
