# SPDX-License-Identifier: MIT
"""A service line as one typed amount with its reading, and the few things an amount does not say."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk import labels
from otdesk.actions import service_lines
from otdesk.faults import Refusal
from otdesk.queries import coding
from otdesk.queries.students import LineRow
from otdesk.rules.coding import read_codes
from otdesk.rules.entries_plans import LineEntry, monthly_minutes
from otdesk.rules.kinds import Grouping, Half, Mode, Period, Setting
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload import case_words
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NumberCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet, labeled
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.words import _

CORRECT, CHANGE = "correct", "change"


def read_line(text: str, base: LineEntry | None = None) -> LineEntry:
    """A typed amount ("2x30/wk grp push-in") over what is known else. Raises Refusal."""
    read = read_text.an_amount(text)
    before = base or LineEntry(30, 1, Period.WEEK)
    return replace(
        before,
        minutes=read.minutes or before.minutes,
        times=read.times or before.times,
        period=read.period or before.period,
        every=read.every,
        mode=read.mode or before.mode,
        grouping=read.grouping or before.grouping,
        setting=read.setting or before.setting,
    )


def reading(text: str) -> str:
    """ "Direct, 2 × 30 min a week = 240 a month". Raises Refusal."""
    line = read_line(text)
    mode = _("Consult") if line.mode is Mode.CONSULT else _("Direct")
    said = f"{mode}, {labels.amount(line.times, line.minutes, line.period, line.every)}"
    month = monthly_minutes(line)
    if month is not None and line.period is not Period.MONTH:
        said = _("{said} = {n} min a month").format(said=said, n=month)
    doubts = read_text.doubt_words(read_text.an_amount(text))
    return f"{said}. {doubts}" if doubts else said


def codes_reading(text: str) -> str:
    """ "97530, F82". Raises Refusal for what is neither a code nor minutes."""
    read = read_codes(text)
    if read.unread:
        raise Refusal(_("Neither a code nor minutes: {list}.").format(list=", ".join(read.unread)))
    return ", ".join((*("-".join((line.code, *line.modifiers)) for line in read.codes), *read.diagnoses))


def typed_amount(entry: LineEntry) -> str:
    """As one would type it: "2x30/wk"."""
    return f"{entry.times}x{entry.minutes}/{case_words.short_period(entry.period, entry.every)}"


class LineForm(FormSheet):
    """A new line of `plan_id`, or `line` corrected or changed from a day on."""

    def __init__(
        self, host: QWidget, bridge: Bridge, plan_id: int, start: date | None, line: LineRow | None = None
    ) -> None:
        self._plan_id, self._line = plan_id, line
        self._start = line.entry.start if line is not None else start
        title = _("Service line") if line is None else _("Change the service line")
        super().__init__(host, bridge, title, _("Add") if line is None else _("Save"))
        self.focus_first(self.amount.editor)

    def build(self) -> None:
        entry = self._line.entry if self._line is not None else None
        self.amount = self.field(
            _("Service"), typed_amount(entry) if entry is not None else "", check=self._read_amount,
            hint=_("Type it as the plan says it: 2x30/wk, 15/mo consult, 60 min weekly group."),
        )  # fmt: skip
        self.mode = SegmentedControl([(Mode.DIRECT, _("Direct")), (Mode.CONSULT, _("Consult"))], _("Kind of service"))
        self.mode.set_value(entry.mode if entry is not None else Mode.DIRECT)
        self.grouping = Combo([(g, case_words.grouping_words(g)) for g in Grouping])
        self.half = Combo([(half, case_words.half_words(half)) for half in Half])
        self.setting = Combo([(s, case_words.setting_words(s)) for s in Setting])
        self.group_max = self.field(
            _("Largest group"), _digits(entry.group_max if entry is not None else None),
            check=NumberCheck(_("Largest group"), 2, 40),
        )  # fmt: skip
        self.location = self.field(_("Location"), entry.location if entry is not None else "")
        self.start = self.date_field(_("Starts"), self._start)
        self.end = self.date_field(
            _("Ends"), entry.end if entry is not None else None, hint=_("Empty: as long as the plan.")
        )
        self.add(self.amount)
        self.add(labeled(_("Kind"), self.mode))
        grouping = self.field(_("Grouping"), editor=self.grouping)
        self.add(grouping, self.group_max)
        self.add(self.field(_("Setting"), editor=self.setting), self.location)
        self.add(self.field(_("Best seen"), editor=self.half), self.start, self.end)
        self.codes = self.field(
            _("Codes its notes begin with"), entry.codes if entry is not None else "", check=codes_reading,
            hint=_("97530, F82. They can be changed in each note."),
        )  # fmt: skip
        self.add(self.codes)
        self.codes.setVisible(self.bridge.read(coding.coding) is not None)
        if entry is not None:
            self.grouping.choose(entry.grouping)
            self.setting.choose(entry.setting)
            self.half.choose(entry.half)
            self._add_change()

    def _add_change(self) -> None:
        self.how = SegmentedControl(
            [(CORRECT, _("It was entered wrong")), (CHANGE, _("It changes from a day on"))], _("What happened")
        )
        self.how.set_value(CORRECT)
        self.how.chosen.connect(self._show_how)
        self.first = self.date_field(
            _("First day of the new amount"), self.bridge.today(),
            hint=_("The old amount stays for the days before, and closes the day before this one."),
        )  # fmt: skip
        self.add(labeled(_("What happened"), self.how))
        self.add(self.first)
        self.first.hide()

    def _show_how(self, how: object) -> None:
        self.first.setVisible(how == CHANGE)
        self.start.setVisible(how != CHANGE)
        self.end.setVisible(how != CHANGE)
        self.place()

    def _read_amount(self, text: str) -> str:
        """Words in the amount settle the choices below it."""
        read = read_text.an_amount(text)
        if read.mode is not None:
            self.mode.set_value(read.mode)
        if read.grouping is not None:
            self.grouping.choose(read.grouping)
        if read.setting is not None:
            self.setting.choose(read.setting)
        return reading(text)

    def entry(self) -> LineEntry:
        """Raises Refusal for what cannot be read."""
        base = self._line.entry if self._line is not None else None
        line = read_line(self.amount.text(), base)
        grouping, setting, mode = self.grouping.value(), self.setting.value(), self.mode.value()
        return replace(
            line,
            mode=Mode(str(mode)),
            grouping=Grouping(str(grouping)),
            setting=Setting(str(setting)),
            group_max=read_text.a_number(self.group_max.text(), _("Largest group"), low=2, high=40)
            if grouping is not Grouping.INDIVIDUAL
            else None,
            location=self.location.text(),
            start=self.date_of(self.start),
            end=self.date_of(self.end),
            half=Half(str(self.half.value())),
            codes=self.codes.text(),
        )

    def typed(self) -> bool:
        return super().typed() or (self._line is not None and self.how.value() != CORRECT)

    def save(self) -> None:
        entry = self.entry()
        if self._line is None:
            self.bridge.do(service_lines.add, self._plan_id, entry)
        elif self.how.value() == CORRECT:
            self.bridge.do(service_lines.correct, self._line.line_id, entry)
        else:
            first = self.date_of(self.first)
            if first is None:
                raise Refusal(_("Say from which day on."))
            self.bridge.do(service_lines.change, self._line.line_id, entry, first)


class EndLineForm(FormSheet):
    """The last day of a service."""

    def __init__(self, host: QWidget, bridge: Bridge, line: LineRow) -> None:
        self._line = line
        said = f"{case_words.line_title(line.entry)}, {case_words.amount_words(line.entry)}"
        super().__init__(host, bridge, _("End this service"), _("End it"), width=420, detail=said)

    def build(self) -> None:
        self.last = self.date_field(
            _("Last day"), self.bridge.today(), hint=_("Planned times after it are taken out. What was given stays.")
        )
        self.add(self.last)

    def save(self) -> None:
        last = self.date_of(self.last)
        if last is None:
            raise Refusal(_("Say which day is the last."))
        self.bridge.do(service_lines.end, self._line.line_id, last)


def _digits(number: int | None) -> str:
    return str(number) if number is not None else ""
