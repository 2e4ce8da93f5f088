# SPDX-License-Identifier: MIT
"""Forms of the triangle: the way between two places, and a place that is no school."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from otdesk.actions import places, travel
from otdesk.faults import Refusal
from otdesk.queries import workplace
from otdesk.queries.workplace import DriveCell, PlaceName
from otdesk.rules.entries_places import MAX_DRIVE, DriveEntry, PlaceEntry
from otdesk.rules.kinds import PlaceKind
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NeededCheck, NumberCheck
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import QuietButton
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.readings import miles as read_miles
from otdesk.words import _


class MilesCheck:
    """Reads miles; an empty field is the caller's to judge."""

    def __call__(self, text: str) -> str:
        if text.strip():
            read_miles(text)
        return ""


class DriveForm(FormSheet):
    """Miles and minutes between two places; the same both ways unless split. All emptied: forgotten."""

    def __init__(
        self, host: QWidget, bridge: Bridge, start: PlaceName, end: PlaceName, there: DriveCell, back: DriveCell
    ) -> None:
        self._start, self._end, self._there, self._back = start, end, there, back
        title = _("{start} – {end}").format(start=start.name, end=end.name)
        detail = _("Door to door by car, without parking.")
        super().__init__(host, bridge, title, _("Save"), width=440, detail=detail)

    def build(self) -> None:
        self.miles, self.minutes = self._pair(self._there, self._back)
        self.miles_back, self.minutes_back = self._pair(self._back, self._there)
        self.split = CheckBox(_("The way back differs (F2)"))
        self.split.clicked.connect(self._show_split)
        self.add(self.miles, self.minutes)
        self.add(self.split)
        self.add(self.miles_back, self.minutes_back)
        there, back = self._there, self._back
        differs = None not in {there.minutes, back.minutes} and (there.minutes, there.tenths) != (
            back.minutes, back.tenths,
        )  # fmt: skip
        self.split.setChecked(differs)
        self._name()
        for field in (self.miles_back, self.minutes_back):
            field.setVisible(differs)

    def _pair(self, cell: DriveCell, other: DriveCell) -> tuple[LabeledField, LabeledField]:
        known = next((c for c in (cell, other) if c.minutes is not None and not c.estimated), None)
        tenths = known.tenths if known is not None else None
        minutes = str(known.minutes) if known is not None else ""
        miles = self.field("", f"{tenths // 10}.{tenths % 10}" if tenths is not None else "", check=MilesCheck())
        return miles, self.field("", minutes, check=NumberCheck(_("Minutes"), 0, MAX_DRIVE))

    def begin(self, typed: str, *, split: bool) -> None:
        """Open with a figure typed already, or split."""
        if split:
            self.split.setChecked(True)
            self._show_split()
        if typed and isinstance(self.miles.editor, QLineEdit):
            self.miles.editor.setText(typed)
            self.miles.editor.end(False)
        elif isinstance(self.miles.editor, QLineEdit):
            self.miles.editor.selectAll()
        self.focus_first(self.minutes_back.editor if split else self.miles.editor)

    def _name(self) -> None:
        on = self.split.isChecked()
        start, end = self._start.code or self._start.name, self._end.code or self._end.name
        there = _("{start} to {end}").format(start=start, end=end)
        back = _("{start} to {end}").format(start=end, end=start)
        self.miles.rename(_("Miles, {way}").format(way=there) if on else _("Miles"))
        self.minutes.rename(_("Minutes, {way}").format(way=there) if on else _("Minutes"))
        self.miles_back.rename(_("Miles, {way}").format(way=back))
        self.minutes_back.rename(_("Minutes, {way}").format(way=back))

    def _show_split(self) -> None:
        on = self.split.isChecked()
        self._name()
        for field, first in ((self.miles_back, self.miles), (self.minutes_back, self.minutes)):
            field.setVisible(on)
            if on and not field.text().strip():
                field.set_text(first.text())
        self.place()

    def save(self) -> None:
        there = self._entry(self._start, self._end, self.miles, self.minutes)
        back = there
        if self.split.isChecked():
            back = self._entry(self._end, self._start, self.miles_back, self.minutes_back)
        if there is None and back is None:
            self.bridge.do(travel.clear_pair, self._start.place_id, self._end.place_id)
            return
        if there is None or back is None:
            raise Refusal(_("Both directions need miles and minutes."))
        if not self.split.isChecked():
            back = DriveEntry(there.to_id, there.from_id, there.minutes, there.tenths)
        self.bridge.do(travel.set_pair, there, back)

    def _entry(self, start: PlaceName, end: PlaceName, miles: LabeledField, minutes: LabeledField) -> DriveEntry | None:
        """None when nothing is typed; Refusal when one of the two is missing."""
        if not miles.text().strip() and not minutes.text().strip():
            return None
        number = read_text.a_number(minutes.text(), _("Minutes"), high=MAX_DRIVE)
        if number is None or not miles.text().strip():
            raise Refusal(_("A way needs both miles and minutes."))
        return DriveEntry(start.place_id, end.place_id, number, read_miles(miles.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.split.setChecked(not self.split.isChecked())
            self._show_split()
            if self.split.isChecked():
                self.minutes_back.setFocus()
            return
        super().keyPressEvent(event)


class PlaceForm(FormSheet):
    """A place one drives to that is no school: new, or edited, or removed while nobody drove there."""

    def __init__(self, host: QWidget, bridge: Bridge, place_id: int | None = None) -> None:
        self._place_id = place_id
        self._entry = bridge.read(workplace.place, place_id) if place_id is not None else None
        detail = _("The district office, a training center. Schools are added in Settings.")
        super().__init__(host, bridge, _("Place"), _("Add") if place_id is None else _("Save"), detail=detail)

    def build(self) -> None:
        entry = self._entry or PlaceEntry(PlaceKind.OFFICE, "")
        self.name = self.field(_("Name"), entry.name, check=NeededCheck(_("Name")))
        self.address = self.field(_("Address"), entry.address)
        self.add(self.name)
        self.add(self.address)
        if self._entry is not None:
            self.remove_button = QuietButton(_("Remove this place"), icon="trash-2")
            self.remove_button.clicked.connect(self._remove)
            self.page.column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)

    def save(self) -> None:
        before = self._entry or PlaceEntry(PlaceKind.OFFICE, "")
        entry = PlaceEntry(
            PlaceKind.OFFICE, self.name.text(), self.address.text(), before.latitude, before.longitude,
            before.park_minutes, before.setup_minutes,
        )  # fmt: skip
        if self._place_id is None:
            self.bridge.do(places.add, entry)
        else:
            self.bridge.do(places.edit, self._place_id, entry)

    def _remove(self) -> None:
        if self._place_id is None:
            return
        try:
            self.bridge.do(places.remove, self._place_id)
        except Refusal as refusal:
            self._say(refusal.message)
        else:
            self.close_with(taken=False)
