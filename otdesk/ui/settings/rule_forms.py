# SPDX-License-Identifier: MIT
"""Forms that change one line of the rules from a date on."""

from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk.actions import packs
from otdesk.faults import Refusal
from otdesk.queries.rule_packs import ReasonRow, StateRow, Version
from otdesk.rules.deadlines import DayUnit, End, Start
from otdesk.rules.mileage import Rate
from otdesk.rules.minutes import CountMode, Excused, MinutesPolicy, Owed, Window
from otdesk.rules.pack_edits import ClockEdit, Edit, MinutesEdit, PackEntry, RateEdit, ReasonEdit
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import FigureCheck, NumberCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.settings import rule_words
from otdesk.words import _


class RuleForm(FormSheet):
    """The line's own fields, then from when on it holds, where it is written and when that was compared."""

    def __init__(self, host: QWidget, bridge: Bridge, title: str, newest: Version) -> None:
        self._newest = newest
        super().__init__(
            host, bridge, title, _("Save as new version"), width=520,
            detail=_("What was decided before keeps the rule it was decided by."),
        )  # fmt: skip

    def build(self) -> None:
        self.build_line()
        start = max(self.bridge.today(), self._newest.effective_from)
        self.effective = self.date_field(_("Holds from"), start)
        self.checked = self.date_field(
            _("Compared with the source on"), self.compared(), hint=_("Empty: not compared yet.")
        )
        self.source = self.field(_("Source"), self.written(), hint=_("Statute, publication or district policy."))
        self.add(self.effective, self.checked)
        self.add(self.source)

    def build_line(self) -> None:
        """Put in the fields of the line."""
        raise NotImplementedError

    def edit(self) -> Edit:
        """What the fields say. Raises Refusal."""
        raise NotImplementedError

    def written(self) -> str:
        return self._newest.source

    def compared(self) -> date | None:
        return self._newest.checked_on

    def save(self) -> None:
        effective = self.date_of(self.effective)
        if effective is None:
            raise Refusal(_("Say from which day this holds."))
        checked = self.date_of(self.checked)
        entry = PackEntry(self.edit(), effective, self.pack_source(), self.pack_checked(checked))
        self.bridge.do(packs.change, entry)

    def pack_source(self) -> str:
        return self.source.text().strip()

    def pack_checked(self, checked: date | None) -> date | None:
        return checked


class ClockForm(RuleForm):
    """The evaluation clock of a state: its source and the day it was compared belong to the state alone."""

    def __init__(self, host: QWidget, bridge: Bridge, row: StateRow, newest: Version) -> None:
        self._row = row
        super().__init__(host, bridge, _("Evaluation clock: {state}").format(state=rule_words.state(row)), newest)

    def build_line(self) -> None:
        clock = self._row.clock
        self.days = self.field(
            _("Days"), str(clock.count.n) if clock is not None else "", check=NumberCheck(_("Days"), 1, 400),
            hint=_("Empty: not known."),
        )  # fmt: skip
        self.unit = Combo([(unit, rule_words.unit(unit)) for unit in DayUnit])
        self.start = Combo([(start, rule_words.start(start)) for start in Start])
        self.end = Combo([(end, rule_words.end(end)) for end in End])
        self.summer = CheckBox(_("Summer is not counted"))
        breaks = clock.exclude_breaks_over if clock is not None else None
        self.breaks = self.field(
            _("Breaks are not counted when longer than, days"), "" if breaks is None else str(breaks),
            check=NumberCheck(_("Breaks"), 0, 60), hint=_("Empty: breaks count."),
        )  # fmt: skip
        self.note = self.field(_("Note"), clock.note if clock is not None else "")
        if clock is not None:
            self.unit.choose(clock.count.unit)
            self.start.choose(clock.start)
            self.end.choose(clock.end)
            self.summer.setChecked(clock.exclude_summer)
        self.add(self.days, self.field(_("Counted in"), editor=self.unit))
        self.add(self.field(_("From"), editor=self.start), self.field(_("To"), editor=self.end))
        self.add(self.summer)
        self.add(self.breaks)
        self.add(self.note)
        self.focus_first(self.days.editor)

    def written(self) -> str:
        return self._row.clock.source if self._row.clock is not None else ""

    def compared(self) -> date | None:
        return self._row.clock.checked_on if self._row.clock is not None else None

    def edit(self) -> Edit:
        days = read_text.a_number(self.days.text(), _("Days"), low=1, high=400)
        if days is not None and not self.source.text().strip():
            raise Refusal(_("Say where the rule is written."))
        return ClockEdit(
            self._row.state, days, DayUnit(str(self.unit.value())), Start(str(self.start.value())),
            End(str(self.end.value())), self.summer.isChecked(),
            read_text.a_number(self.breaks.text(), _("Breaks"), high=60), self.source.text().strip(),
            self.note.text().strip(), self.date_of(self.checked),
        )  # fmt: skip

    def pack_source(self) -> str:
        return self._newest.source

    def pack_checked(self, checked: date | None) -> date | None:
        return self._newest.checked_on


class ReasonForm(RuleForm):
    def __init__(self, host: QWidget, bridge: Bridge, row: ReasonRow, newest: Version) -> None:
        self._row = row
        super().__init__(host, bridge, rule_words.reason(row), newest)

    def build_line(self) -> None:
        self.excused = Combo([(code, rule_words.excused(code)) for code in Excused])
        self.owed = Combo([(code, rule_words.owed(code)) for code in Owed])
        self.excused.choose(self._row.rule.excused)
        self.owed.choose(self._row.rule.owed)
        self.add(self.field(_("Excused"), editor=self.excused), self.field(_("Make-up owed"), editor=self.owed))
        self.focus_first(self.excused)

    def edit(self) -> Edit:
        return ReasonEdit(self._row.reason, Excused(str(self.excused.value())), Owed(str(self.owed.value())))


class MinutesForm(RuleForm):
    def __init__(self, host: QWidget, bridge: Bridge, policy: MinutesPolicy, newest: Version) -> None:
        self._policy = policy
        super().__init__(host, bridge, _("How minutes are counted"), newest)

    def build_line(self) -> None:
        labels = [line for line, _said in rule_words.minutes_lines(self._policy)]
        self.partial = Combo([(mode, rule_words.mode(mode)) for mode in CountMode])
        self.window_choice = Combo([(window, rule_words.window(window)) for window in Window])
        self.round_up, self.bank = CheckBox(labels[1]), CheckBox(labels[3])
        self.partial.choose(self._policy.partial)
        self.window_choice.choose(self._policy.window)
        self.round_up.setChecked(self._policy.round_up)
        self.bank.setChecked(self._policy.bank)
        self.add(self.field(labels[0], editor=self.partial))
        self.add(self.round_up)
        self.add(self.field(labels[2], editor=self.window_choice))
        self.add(self.bank)
        self.focus_first(self.partial)

    def edit(self) -> Edit:
        return MinutesEdit(
            CountMode(str(self.partial.value())), self.round_up.isChecked(),
            Window(str(self.window_choice.value())), self.bank.isChecked(),
        )  # fmt: skip


class RateForm(RuleForm):
    """A rate of the list; none is a new one. Cents left empty take the rate out."""

    def __init__(self, host: QWidget, bridge: Bridge, rate: Rate | None, newest: Version) -> None:
        self._rate = rate
        super().__init__(host, bridge, _("Mileage rate"), newest)

    def build_line(self) -> None:
        rate = self._rate
        self.first = self.date_field(_("Paid from"), rate.first if rate is not None else None)
        self.cents = self.field(
            _("Cents a mile"), f"{rate.tenths_of_cent / 10:g}" if rate is not None else "",
            check=FigureCheck(_("Cents a mile")), hint=_("Empty: no such rate.") if rate is not None else "",
        )  # fmt: skip
        self.first.editor.setEnabled(rate is None)
        self.add(self.first, self.cents)
        self.focus_first(self.first.editor if rate is None else self.cents.editor)

    def edit(self) -> Edit:
        first = self._rate.first if self._rate is not None else self.date_of(self.first)
        if first is None:
            raise Refusal(_("Say from which day this rate is paid."))
        cents = read_text.a_figure(self.cents.text(), _("Cents a mile"))
        if cents is None and self._rate is None:
            raise Refusal(_("Say how many cents a mile."))
        if cents is not None and not (0 < cents < 1000 and abs(cents * 10 - round(cents * 10)) < 1e-6):
            raise Refusal(_("Write cents with at most one digit after the point, such as 72.5."))
        return RateEdit(first, None if cents is None else round(cents * 10))
