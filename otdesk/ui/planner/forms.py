# SPDX-License-Identifier: MIT
"""The planner's forms. Each gives its values through one class method, None when it was left without."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from otdesk.queries.week_rows import CardKind, CardRow, SchoolRow
from otdesk.rules.kinds import DayType, SlotKind
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.planner.fields import ChoiceField, ClockField, DateField, Form
from otdesk.words import _, cycle_day


@dataclass(frozen=True, slots=True)
class Times:
    day: int
    start: int
    minutes: int
    room: str
    letters: tuple[int, ...] | None
    """The days of a lettered school it is held on; empty: each of its dates, none: nothing was asked."""


@dataclass(frozen=True, slots=True)
class BlockWish:
    kind: SlotKind
    days: tuple[int, ...]
    start: int
    minutes: int
    school: int | None
    label: str


@dataclass(frozen=True, slots=True)
class DaysWish:
    first: date
    last: date
    day_type: DayType
    name: str
    school: int | None


@dataclass(frozen=True, slots=True)
class MeetingWish:
    day: date
    start: int
    end: int
    title: str
    school: int | None


def _day_options(count: int, cycle_length: int) -> list[tuple[object, str]]:
    return [(day, cycle_day(day, cycle_length, long=True)) for day in range(count)]


def _school_options(schools: Sequence[SchoolRow], none: str) -> list[tuple[object, str]]:
    return [(None, none), *((school.id, school.name) for school in schools)]


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _order(start: ClockField, end: ClockField) -> tuple[LabeledField, str] | None:
    first, last = start.minute(), end.minute()
    if first is not None and last is not None and last <= first:
        return end, _("The end comes before the start.")
    return None


class TimesForm(Form):
    """Day, start and end of a block typed (F2), its room, and which letters where the school has some of its own."""

    def __init__(self, host: QWidget, card: CardRow, day_count: int, cycle_length: int) -> None:
        super().__init__(host, card.title, width=380)
        self._day = ChoiceField(_("Day"), _day_options(day_count, cycle_length), card.day)
        self._start, self._end = ClockField(_("Start"), card.start), ClockField(_("End"), card.end)
        self._room = LabeledField(_("Room, if not the usual one"), QLineEdit(card.room))
        self.body.addWidget(self._day)
        self.pair(self._start, self._end)
        self.body.addWidget(self._room)
        self._room.setVisible(card.kind is CardKind.SESSION)
        self._letters = self._letters_of(card)
        self.add_buttons(_("Save"))
        self.focus_first(self._start.editor)

    def _letters_of(self, card: CardRow) -> ChoiceField | None:
        school, turns = card.school, card.turns
        if school is None or not school.letter_days or card.kind is not CardKind.SESSION:
            return None
        options = [
            (None, _("Every date")),
            *((day, cycle_day(day, school.letter_days)) for day in range(school.letter_days)),
        ]
        now = turns.letters[0] if turns is not None and turns.letters else None
        field = ChoiceField(_("Held at {school} on").format(school=school.name), options, now)
        self.body.addWidget(field)
        return field

    def refusal(self) -> tuple[LabeledField, str] | None:
        return _order(self._start, self._end)

    def values(self) -> Times:
        start, end = self._start.minute() or 0, self._end.minute() or 0
        letters: tuple[int, ...] | None = None
        if self._letters is not None:
            chosen = _number(self._letters.value())
            letters = (chosen,) if chosen is not None else ()
        return Times(_number(self._day.value()) or 0, start, end - start, self._room.text().strip(), letters)

    @classmethod
    def ask_times(cls, host: QWidget, card: CardRow, day_count: int, cycle_length: int) -> Times | None:
        form = cls(host, card, day_count, cycle_length)
        return form.values() if form.ask() else None


class BlockForm(Form):
    """Lunch or desk time: kept free on one day or on all."""

    def __init__(
        self, host: QWidget, kind: SlotKind, day_count: int, cycle_length: int, schools: Sequence[SchoolRow]
    ) -> None:
        super().__init__(host, _("Keep a time free"), width=400)
        self._count = day_count
        self._kind = SegmentedControl(
            [(SlotKind.LUNCH, _("Lunch")), (SlotKind.DESK, _("Desk time"))], _("What for"), fill=True
        )
        self._kind.set_value(kind)
        self._day = ChoiceField(_("Day"), [(None, _("Every day")), *_day_options(day_count, cycle_length)])
        lunch = kind is SlotKind.LUNCH
        self._start = ClockField(_("Start"), 690 if lunch else 870)
        self._end = ClockField(_("End"), 720 if lunch else 900)
        self._school = ChoiceField(_("Where"), _school_options(schools, _("Wherever I am")))
        self._label = LabeledField(_("Name, if you want one"), hint=_("Such as Notes or Evaluations"))
        self.body.addWidget(self._kind)
        self.body.addWidget(self._day)
        self.pair(self._start, self._end)
        self.body.addWidget(self._school)
        self.body.addWidget(self._label)
        self.add_buttons(_("Keep free"))

    def refusal(self) -> tuple[LabeledField, str] | None:
        return _order(self._start, self._end)

    def values(self) -> BlockWish:
        start, end = self._start.minute() or 0, self._end.minute() or 0
        day = _number(self._day.value())
        return BlockWish(
            SlotKind(str(self._kind.value())),
            (day,) if day is not None else tuple(range(self._count)),
            start,
            end - start,
            _number(self._school.value()),
            self._label.text().strip(),
        )

    @classmethod
    def ask_block(
        cls, host: QWidget, kind: SlotKind, day_count: int, cycle_length: int, schools: Sequence[SchoolRow]
    ) -> BlockWish | None:
        form = cls(host, kind, day_count, cycle_length, schools)
        return form.values() if form.ask() else None


class DaysForm(Form):
    """Dates on which a school, or all of them, do not run as usual."""

    def __init__(self, host: QWidget, today: date, day: date, schools: Sequence[SchoolRow]) -> None:
        super().__init__(
            host,
            _("Closed and special days"),
            width=420,
            detail=_("Sessions that nobody has logged follow; what is logged stays."),
        )
        self._from, self._to = DateField(_("First day"), today, day), DateField(_("Last day"), today, day)
        types = [
            (DayType.CLOSED, _("School closed")),
            (DayType.STAFF_ONLY, _("Staff only")),
            (DayType.EARLY_RELEASE, _("Early release")),
            (DayType.ONE_HOUR_DELAY, _("One-hour delay")),
            (DayType.TWO_HOUR_DELAY, _("Two-hour delay")),
            (DayType.TESTING, _("Testing")),
            (DayType.HALF_DAY, _("Half day")),
            (DayType.MINIMUM_DAY, _("Minimum day")),
            (DayType.REGULAR, _("Regular day")),
        ]
        self._type = ChoiceField(_("What kind of day"), types)
        self._school = ChoiceField(_("Where"), _school_options(schools, _("All schools")))
        self._name = LabeledField(_("Name"), hint=_("Such as Snow day"))
        self.pair(self._from, self._to)
        for field in (self._type, self._school, self._name):
            self.body.addWidget(field)
        self.add_buttons(_("Save"))

    def refusal(self) -> tuple[LabeledField, str] | None:
        first, last = self._from.day(), self._to.day()
        if first is not None and last is not None and last < first:
            return self._to, _("The last day comes before the first.")
        return None

    def values(self) -> DaysWish | None:
        first, last = self._from.day(), self._to.day()
        if first is None or last is None:
            return None
        school = _number(self._school.value())
        return DaysWish(first, last, DayType(str(self._type.value())), self._name.text().strip(), school)

    @classmethod
    def ask_days(cls, host: QWidget, today: date, day: date, schools: Sequence[SchoolRow]) -> DaysWish | None:
        form = cls(host, today, day, schools)
        return form.values() if form.ask() else None


class MeetingForm(Form):
    """A meeting on one date."""

    def __init__(self, host: QWidget, today: date, day: date, schools: Sequence[SchoolRow]) -> None:
        super().__init__(host, _("Add a meeting"), width=400)
        self._what = LabeledField(_("What"), hint=_("Such as IEP meeting"))
        self._day = DateField(_("Date"), today, day)
        self._start, self._end = ClockField(_("Start"), 885), ClockField(_("End"), 915)
        self._school = ChoiceField(_("Where"), _school_options(schools, _("Elsewhere")))
        self.body.addWidget(self._what)
        self.body.addWidget(self._day)
        self.pair(self._start, self._end)
        self.body.addWidget(self._school)
        self.add_buttons(_("Add"))

    def typed(self) -> bool:
        return bool(self._what.text().strip())

    def refusal(self) -> tuple[LabeledField, str] | None:
        if not self._what.text().strip():
            return self._what, _("A meeting needs a title.")
        return _order(self._start, self._end)

    def values(self) -> MeetingWish | None:
        day = self._day.day()
        if day is None:
            return None
        start, end = self._start.minute() or 0, self._end.minute() or 0
        return MeetingWish(day, start, end, self._what.text().strip(), _number(self._school.value()))

    @classmethod
    def ask_meeting(cls, host: QWidget, today: date, day: date, schools: Sequence[SchoolRow]) -> MeetingWish | None:
        form = cls(host, today, day, schools)
        return form.values() if form.ask() else None


class WeekForm(Form):
    """Any date of the week to be shown."""

    def __init__(self, host: QWidget, today: date, day: date) -> None:
        super().__init__(host, _("Show the week of"), width=320)
        self._day = DateField(_("Any date in it"), today, day)
        self.body.addWidget(self._day)
        self.add_buttons(_("Show"))
        if isinstance(self._day.editor, QLineEdit):
            self._day.editor.selectAll()

    def values(self) -> date | None:
        return self._day.day()

    @classmethod
    def ask_day(cls, host: QWidget, today: date, day: date) -> date | None:
        form = cls(host, today, day)
        return form.values() if form.ask() else None
