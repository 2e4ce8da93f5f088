# SPDX-License-Identifier: MIT
"""One due date in full: why this day, what was tried, and what can be done about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from otdesk import words
from otdesk.printouts import minutes_words
from otdesk.queries.due import Done, Due, DueKind
from otdesk.queries.due_why import Why
from otdesk.queries.evaluations import AttemptRow, EvaluationRow
from otdesk.queries.policies import PackFacts
from otdesk.rules.evaluations import Step
from otdesk.rules.kinds import PlanType
from otdesk.ui import theme
from otdesk.ui.due_dates import due_words
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

Fact = tuple[str, str]
MISSED_TOLD = 6


@dataclass(frozen=True, slots=True)
class Act:
    """`run` is called once the sheet is closed. `key`: the letter that does it, on the sheet and on the card. The first
    act of a sheet is the usual next step."""

    words: str
    icon: str
    run: Callable[[], None]
    key: str = ""


class DueDetail(DialogBase):
    """Facts in two columns, then the acts as buttons with their letters; Enter does the first."""

    def __init__(self, host: QWidget, title: str, facts: Sequence[Fact], acts: Sequence[Act], detail: str = "") -> None:
        super().__init__(host, title, width=580, detail=detail)
        self._acts = tuple(acts)
        self._chosen: Act | None = None
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(16))
        grid.setVerticalSpacing(theme.current().px(6))
        for line, (label, value) in enumerate(facts):
            grid.addWidget(Words(label, Type.CONTROL, "text2"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(value, Type.CONTROL, wrap=True), line, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        row = Flow(spacing=8)
        self.buttons: list[PrimaryButton | DefaultButton] = []
        for number, act in enumerate(acts):
            kind = PrimaryButton if number == 0 else DefaultButton
            button = kind(act.words, icon=act.icon, key=act.key)
            button.clicked.connect(self._act)
            self.buttons.append(button)
            row.add(button)
        self.body.addWidget(row)
        if self.buttons:
            self.focus_first(self.buttons[0])

    def _act(self) -> None:
        button = self.sender()
        if isinstance(button, PrimaryButton | DefaultButton):
            self._choose(self._acts[self.buttons.index(button)])

    def _choose(self, act: Act) -> None:
        self._chosen = act
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_of_key(self._acts, event)
        if act is not None:
            self._choose(act)
        else:
            super().keyPressEvent(event)

    def close_with(self, *, taken: bool) -> None:
        super().close_with(taken=taken)
        if taken and self._chosen is not None:
            chosen, self._chosen = self._chosen, None
            chosen.run()


def act_of_key(acts: Sequence[Act], event: QKeyEvent) -> Act | None:
    """The act whose letter was pressed, alone."""
    if event.modifiers() or not event.text().isalpha():
        return None
    letter = event.text().upper()
    return next((act for act in acts if act.key == letter), None)


def facts_of(item: Due, why: Why) -> list[Fact]:
    on = words.day_full_date(item.day) if item.dated else due_words.day(item)
    found = [(_("Due"), f"{on[:1].upper()}{on[1:]} ({due_words.near(item).words})")]
    if item.school is not None:
        found.append((_("School"), item.school.name))
    if item.kind is DueKind.EVALUATION and item.evaluation is not None:
        return [*found, *evaluation_facts(item.evaluation)]
    label = {DueKind.PROGRESS: _("Reports"), DueKind.MAKE_UP: _("In all")}.get(item.kind, _("About"))
    found.append((label, due_words.detail(item)))
    found += _missed_facts(item)
    found.append((_("Why this day"), _why(item, why)))
    if why.pack is not None:
        found.append((_("Rule"), _source(why.pack)))
    if why.plan_start is not None:
        found.append((_("Plan in force"), _plan(why)))
    if why.last_school_day is not None:
        found.append((_("Last school day until then"), words.day_full_date(why.last_school_day)))
    if why.remark:
        found.append((_("Remark"), why.remark))
    attempts = item.evaluation.attempts if item.evaluation is not None else why.attempts
    if attempts:
        found.append((_("Attempts"), _attempts(attempts)))
    return found


def _why(item: Due, why: Why) -> str:
    if item.kind is DueKind.ANNUAL_REVIEW:
        said = _("At most {years} after the last annual review, as the plan says. An amendment does not move it.")
        if item.plan is PlanType.SECTION_504:
            said = _("{years} after the last review, as the plan says: good practice, no federal law.")
        return said.format(years=plural("{n} year", "{n} years", why.years))
    if item.kind is DueKind.REEVALUATION:
        said = _("At most {years} after the last one, as the plan says.").format(
            years=plural("{n} year", "{n} years", why.years)
        )
        may = _("Parent and district may agree that none is needed.")
        return f"{said} {may if why.may_waive else _('The state allows no waiver for this student.')}"
    if item.kind is DueKind.PROGRESS:
        return _("Set for this term in Settings.") if why.set_on else _("The last day of the term.")
    if item.kind is DueKind.MAKE_UP:
        free = _("The district sets no limit. It waits here until it is made up or decided.")
        return _("The district's limit for making up.") if item.dated else free
    return {
        DueKind.CONSENT: _("The day it runs out, as written on the paper."),
        DueKind.LICENSE: _("The day it ends, as entered in Settings."),
    }.get(item.kind, _("A reminder ten days after it was sent; no law sets this date."))


def _source(pack: PackFacts) -> str:
    checked = pack.checked_on
    said = _("checked {day}").format(day=words.full_date(checked)) if checked else _("not yet checked against the text")
    return f"{pack.source} ({said})"


def _plan(why: Why) -> str:
    said = _("since {day}").format(day=words.full_date(why.plan_start)) if why.plan_start is not None else ""
    return f"{said}; {why.document}" if why.document else said


def _missed_facts(item: Due) -> Iterator[Fact]:
    for missed in item.missed[:MISSED_TOLD]:
        left = words.minutes(missed.minutes - missed.made_up)
        told = [left, minutes_words.why(missed), minutes_words.follows(missed)]
        yield words.day_date(missed.day), "; ".join(told)
    more = len(item.missed) - MISSED_TOLD
    if more > 0:
        yield "", plural("and {n} more", "and {n} more", more)


def _attempts(attempts: Sequence[AttemptRow]) -> str:
    return "\n".join(f"{words.short_date(attempt.day)}: {attempt.words}" for attempt in attempts)


def evaluation_facts(row: EvaluationRow) -> list[Fact]:
    """The clock, its rule with source, the steps and the attempts."""
    return [*_clock_facts(row), *_rule_facts(row), *_step_facts(row)]


def _clock_facts(row: EvaluationRow) -> Iterator[Fact]:
    if row.entry.due_by_hand is not None:
        yield _("Set by hand"), row.entry.hand_reason
        if row.clock.due is not None:
            yield _("As computed"), words.day_full_date(row.clock.due)
    if row.clock.trigger is not None:
        yield _("Clock"), due_words.clock_line(row.clock, row.rule)
    if row.clock.why is not None:
        yield _("No date"), due_words.no_date(row.clock.why, row.state)
    if row.stored is not None and row.clock.due is not None and row.stored != row.clock.due:
        yield _("Was"), _("{day}, before calendar or rules changed").format(day=words.full_date(row.stored))
    if row.last_school_day is not None:
        yield _("Last school day until then"), words.day_full_date(row.last_school_day)


def _rule_facts(row: EvaluationRow) -> Iterator[Fact]:
    if row.rule is None:
        return
    rule, pack = row.rule, row.pack
    yield _("Rule of {state}").format(state=row.state), due_words.rule_line(rule)
    compared = rule.checked_on or pack.checked_on
    checked = _("checked {day}").format(day=words.full_date(compared)) if compared is not None else ""
    told = checked or _("not yet checked against the text")
    yield _("Source"), f"{rule.source}; {due_words.confidence(rule.confidence)}; {told}"
    if rule.note:
        yield _("Mind"), rule.note


def _step_facts(row: EvaluationRow) -> Iterator[Fact]:
    entry = row.entry
    days = (entry.consent_on, entry.tested_on, entry.report_on or entry.scored_on, entry.meeting_on)
    parts = []
    for step, done, day in zip(Step, row.steps, days, strict=True):
        state = _("done") if done == 1 else _("under way") if done else _("to come")
        when = f" {words.short_date(day)}" if day is not None else ""
        parts.append(f"{due_words.step(step)} {state}{when}")
    yield _("Steps"), ", ".join(parts)
    if row.next is not None:
        yield _("Next"), due_words.next_words(row.next)
    if row.attempts:
        yield _("Attempts"), _attempts(row.attempts)
    if row.entry.remark:
        yield _("Remark"), row.entry.remark


def facts_of_done(done: Done) -> list[Fact]:
    found = [(_("Was due"), words.day_full_date(done.due_on)), (_("Done"), words.day_full_date(done.done_on))]
    if done.remark:
        found.append((_("Remark"), done.remark))
    return found
