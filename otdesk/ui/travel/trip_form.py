# SPDX-License-Identifier: MIT
"""The form of a drive: filled from the distances, checked against the odometer; its purpose names no student."""

from datetime import date

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.actions import trips
from otdesk.faults import Refusal
from otdesk.queries import mileage
from otdesk.queries.mileage import LegRow
from otdesk.rules.entries_time import MAX_ODOMETER, MAX_TOLLS, TripEntry, named_in
from otdesk.rules.mileage import odometer_agrees
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NumberCheck, TimeCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts import readings
from otdesk.ui.travel.drive_form import MilesCheck
from otdesk.words import _

_NOON = 12 * 60


class PurposeCheck:
    """A purpose is needed and names no student: a claim leaves the building."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def __call__(self, text: str) -> str:
        if not any(c.isalnum() for c in text):
            raise Refusal(_("Purpose is missing."))
        name = named_in(text, self._names)
        if name:
            raise Refusal(_("“{name}” is a student’s name. Write the purpose without it.").format(name=name))
        return ""


class MoneyCheck:
    def __call__(self, text: str) -> str:
        cents = a_sum(text)
        return words.money(cents) if cents else ""


def a_sum(text: str) -> int:
    """Cents from "4", "4.50", "$4.50"; an empty field is nothing."""
    plain = text.strip().removeprefix("$").replace(",", ".").strip()
    if not plain:
        return 0
    whole, _dot, part = plain.partition(".")
    if not whole.isdecimal() or not (part == "" or (part.isdecimal() and len(part) <= 2)):
        raise Refusal(_("Write a sum like 4.50."))
    cents = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    if cents > MAX_TOLLS:
        raise Refusal(_("That is more than {sum}.").format(sum=words.money(MAX_TOLLS)))
    return cents


class TripForm(FormSheet):
    """A new drive of a day, or one edited; a proposed leg is filled in and may be put right before it counts."""

    def __init__(
        self, host: QWidget, bridge: Bridge, day: date, leg: LegRow | None = None, after: LegRow | None = None
    ) -> None:
        self._day, self._leg, self._after = day, leg, after
        self._places = bridge.read(mileage.place_names)
        self._names = bridge.read(mileage.student_names)
        known = leg is not None and leg.trip_id is not None
        title = _("Drive") if leg is not None else _("Add a drive")
        super().__init__(host, bridge, title, _("Save") if known else _("Add"))

    def build(self) -> None:
        leg = self._leg
        self.day = self.date_field(_("Date"), leg.day if leg is not None else self._day)
        options = [(place.place_id, f"{place.code}  {place.name}".strip()) for place in self._places]
        self.start, self.end = Combo(options), Combo(options)
        self._choose_places()
        for combo in (self.start, self.end):
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            combo.activated.connect(self._fill_way)
        self.miles = self.field(_("Miles"), check=MilesCheck())
        self.left = self.field(_("Left at"), check=TimeCheck())
        self.arrived = self.field(_("Arrived at"), check=TimeCheck())
        self.left.left.connect(self._fill_arrival)
        self._build_more()
        self.add(self.day)
        self.add(self.field(_("From"), editor=self.start), self.field(_("To"), editor=self.end))
        self.add(self.miles, self.tolls)
        self.add(self.left, self.arrived)
        self.add(self.odometer_start, self.odometer_end)
        self.add(self.purpose)
        self._fill()

    def _build_more(self) -> None:
        leg = self._leg
        usual = _("Therapy, scheduled") if leg is not None and leg.planned else ""
        self.purpose = self.field(
            _("Purpose"), leg.purpose or usual if leg is not None else "", check=PurposeCheck(self._names),
            hint=_("As it stands on the claim, without a student’s name: “Team meeting”, “Equipment pick-up”."),
        )  # fmt: skip
        check = NumberCheck(_("Odometer"), 0, MAX_ODOMETER)
        self.odometer_start = self.field(_("Odometer, start (optional)"), check=check)
        self.odometer_end = self.field(_("Odometer, end (optional)"), check=check)
        self.odometer_end.left.connect(self._compare)
        self.miles.left.connect(self._compare)
        self.tolls = self.field(
            _("Tolls and parking"), _sum_words(leg.tolls) if leg is not None else "", check=MoneyCheck()
        )

    def _choose_places(self) -> None:
        if self._leg is not None:
            self.start.choose(self._leg.start.place_id)
            self.end.choose(self._leg.end.place_id)
            return
        first = self._after.end.place_id if self._after is not None else self._places[0].place_id
        self.start.choose(first)
        self.end.choose(next((p.place_id for p in self._places if p.place_id != first), first))

    def _fill(self) -> None:
        leg = self._leg
        if leg is None:
            start = self._after.arrived if self._after is not None and self._after.arrived is not None else _NOON
            self.left.set_text(words.clock_exact(start))
            self._fill_way()
            return
        self.left.set_text(words.clock_exact(leg.departed))
        arrived = leg.arrived if leg.arrived is not None else leg.departed + (leg.minutes or 0)
        self.arrived.set_text(words.clock_exact(arrived))
        if leg.tenths is not None:
            self.miles.set_text(words.figure_miles(leg.tenths).replace(",", ""))
        for field, reading in ((self.odometer_start, leg.odometer_start), (self.odometer_end, leg.odometer_end)):
            field.set_text("" if reading is None else str(reading))

    def _fill_way(self) -> None:
        """Miles and arrival from the distances; what they are is said under the field."""
        start, end = self.start.value(), self.end.value()
        if not isinstance(start, int) or not isinstance(end, int) or start == end:
            return
        way = self.bridge.read(mileage.way, start, end)
        if way is None:
            self.miles.say_doubt(_("The distance between these places is not entered."))
            return
        self.miles.set_text(words.figure_miles(way[1]).replace(",", ""))
        self.miles.say_reading(_("from your distances"))
        self._arrive_after(way[0])

    def _fill_arrival(self) -> None:
        if self.arrived.text().strip():
            return
        start, end = self.start.value(), self.end.value()
        way = self.bridge.read(mileage.way, start, end) if isinstance(start, int) and isinstance(end, int) else None
        if way is not None:
            self._arrive_after(way[0])

    def _arrive_after(self, minutes: int) -> None:
        try:
            left = readings.minute(self.left.text())
        except Refusal:
            return
        self.arrived.set_text(words.clock_exact(min(left + minutes, 24 * 60 - 1)))

    def _compare(self) -> None:
        """Odometer and miles are compared as soon as both are there."""
        try:
            entry = self._entry()
        except Refusal:
            return
        if not odometer_agrees(entry.odometer_start, entry.odometer_end, entry.tenths):
            between = (entry.odometer_end or 0) - (entry.odometer_start or 0)
            said = _("The odometer says {n} miles, the field above {miles}.")
            self.odometer_end.say_error(said.format(n=between, miles=words.miles(entry.tenths)))

    def _entry(self) -> TripEntry:
        day = self.date_of(self.day)
        if day is None:
            raise Refusal(_("Date is missing."))
        start, end = self.start.value(), self.end.value()
        if not isinstance(start, int) or not isinstance(end, int):
            raise Refusal(_("Choose where the drive began and ended."))
        numbers = [
            read_text.a_number(field.text(), _("Odometer"), high=MAX_ODOMETER)
            for field in (self.odometer_start, self.odometer_end)
        ]
        return TripEntry(
            day, start, end, readings.minute(self.left.text()), readings.minute(self.arrived.text()),
            readings.miles(self.miles.text()), self.purpose.text(), numbers[0], numbers[1], a_sum(self.tolls.text()),
        )  # fmt: skip

    def save(self) -> None:
        entry = self._entry()
        if entry.day > self.bridge.today():
            raise Refusal(_("This day is still to come. Only driven legs are claimed."))
        if self._leg is not None and self._leg.trip_id is not None:
            self.bridge.do(trips.edit, self._leg.trip_id, entry)
        else:
            self.bridge.do(trips.add, entry)


def _sum_words(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}" if cents else ""
