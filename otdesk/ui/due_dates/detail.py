# SPDX-License-Identifier: MIT
"""One due date in full: why this day, what was tried, and what can be done about it."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from otdesk import words
from otdesk.queries.due import Done, Due, DueKind
from otdesk.queries.evaluations import EvaluationRow
from otdesk.rules.evaluations import Step
from otdesk.ui import theme
from otdesk.ui.due_dates import due_words
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

Fact = tuple[str, str]
Act = tuple[str, str, Callable[[], None]]
"""Words, icon, what it does once the dialog is closed. The first one is the usual next step."""


class DueDetail(DialogBase):
    """Facts in two columns, then the acts as buttons; Enter does the first."""

    def __init__(self, host: QWidget, title: str, facts: Sequence[Fact], acts: Sequence[Act], detail: str = "") -> None:
        super().__init__(host, title, width=560, detail=detail)
        self._acts = {said: run for said, _icon, run in acts}
        self._chosen = ""
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
        for number, (said, icon, _run) in enumerate(acts):
            button = PrimaryButton(said, icon=icon) if number == 0 else DefaultButton(said, icon=icon)
            button.clicked.connect(self._act)
            self.buttons.append(button)
            row.add(button)
        self.body.addWidget(row)
        if self.buttons:
            self.focus_first(self.buttons[0])

    def _act(self) -> None:
        button = self.sender()
        if isinstance(button, PrimaryButton | DefaultButton):
            self._chosen = button.text()
            self.accept()

    def close_with(self, *, taken: bool) -> None:
        super().close_with(taken=taken)
        if taken and self._chosen:
            chosen, self._chosen = self._chosen, ""
            self._acts[chosen]()


def facts_of(item: Due) -> list[Fact]:
    found = [(_("Due"), f"{words.day_full_date(item.day)} ({due_words.near(item).words})")]
    if item.school is not None:
        found.append((_("School"), item.school.name))
    if item.evaluation is not None:
        found += evaluation_facts(item.evaluation)
    elif item.kind is not DueKind.PROGRESS:
        found.append((_("About"), due_words.detail(item)))
    else:
        found.append((_("Reports"), due_words.detail(item)))
    if item.kind is DueKind.CONSENT_OUT:
        found.append((_("Why this day"), _("A reminder ten days after it was sent; no law sets this date.")))
        if item.attempts:
            found.append((_("Attempts"), due_words.tries(item.attempts)))
    if item.kind is DueKind.MAKE_UP:
        limit = _("The district sets no limit. It waits here until it is made up or decided.")
        found.append((_("Why this day"), limit if item.detail else _("The district's limit for making up.")))
    return found


def evaluation_facts(row: EvaluationRow) -> list[Fact]:
    """The clock, its rule with source, the steps and the attempts."""
    return [*_clock_facts(row), *_rule_facts(row), *_step_facts(row)]


def _clock_facts(row: EvaluationRow) -> Iterator[Fact]:
    if row.entry.due_by_hand is not None:
        yield _("Set by hand"), row.entry.hand_reason
    if row.clock.trigger is not None:
        yield _("Clock"), due_words.clock_line(row.clock)
    if row.clock.why is not None:
        yield _("No date"), due_words.no_date(row.clock.why, row.state)
    if row.stored is not None and row.clock.due is not None and row.stored != row.clock.due:
        yield _("Was"), _("{day}, before calendar or rules changed").format(day=words.full_date(row.stored))
    if row.last_school_day is not None:
        yield _("Last school day before"), words.day_full_date(row.last_school_day)


def _rule_facts(row: EvaluationRow) -> Iterator[Fact]:
    if row.rule is None:
        return
    rule, pack = row.rule, row.pack
    said = f"{rule.count.n} {due_words.unit(rule.count.unit)}"
    if pack.checked_on is not None:
        checked = words.full_date(pack.checked_on)
    else:
        checked = _("not yet") if rule.confidence == "H" else _("not yet; it rests on a secondary source")
    yield _("Rule"), _("{state}: {count}. {source}").format(state=row.state, count=said, source=rule.source)
    yield _("Checked against the text"), checked
    if rule.note:
        yield _("Mind"), rule.note


def _step_facts(row: EvaluationRow) -> Iterator[Fact]:
    parts = []
    for step, done in zip(Step, row.steps, strict=True):
        state = _("done") if done == 1 else _("under way") if done else _("to come")
        parts.append(f"{due_words.step(step)}: {state}")
    yield _("Steps"), ", ".join(parts)
    if row.attempts:
        told = [f"{words.short_date(attempt.day)}: {attempt.words}" for attempt in row.attempts]
        yield _("Attempts"), "\n".join(told)
    if row.entry.remark:
        yield _("Remark"), row.entry.remark


def facts_of_done(done: Done) -> list[Fact]:
    found = [(_("Was due"), words.day_full_date(done.due_on)), (_("Done"), words.day_full_date(done.done_on))]
    if done.remark:
        found.append((_("Remark"), done.remark))
    return found
