# SPDX-License-Identifier: MIT
"""Print day sheets (m): today, tomorrow or the week; one's own sheet asks nobody's leave."""

from datetime import date, timedelta

from PySide6.QtWidgets import QButtonGroup, QWidget

from otdesk import words
from otdesk.printouts.day_sheet import Layout, Names, SheetOptions
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import making
from otdesk.ui.paper.choices import RadioLine
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.parts.choices import CheckBox, SegmentedControl
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

_FRIDAY = 4


class DaySheetDialog(PrintDialog):
    """Opens on `day`; Enter prints its sheet."""

    def __init__(self, host: QWidget, bridge: Bridge, day: date) -> None:
        super().__init__(host, bridge, _("Print day sheets"))
        self._day = day
        self._add_days()
        self._add_layouts()
        self._add_names()
        self.checks: dict[str, CheckBox] = {}
        for name, text in (
            ("tallies", _("Goals with tally boxes")),
            ("leave_by", _("Leave-by times and office phones")),
            ("due", _("Due dates")),
            ("odometer", _("Odometer boxes")),
        ):
            check = self.checks[name] = CheckBox(text)
            check.setChecked(True)
            check.clicked.connect(self.refresh)
            self.options.addWidget(check)
        self.options.addStretch(1)

    def _add_days(self) -> None:
        today, day = self.bridge.today(), self._day
        following = day + timedelta(days=1 if day.weekday() < _FRIDAY else 7 - day.weekday())
        monday = day - timedelta(days=day.weekday())
        self._week = tuple(monday + timedelta(days=n) for n in range(5))
        self.days = SegmentedControl(
            [
                ((day,), _day_words(day, today)),
                ((following,), _day_words(following, today)),
                (self._week, _("All week")),
            ],
            _("Days"),
            fill=True,
        )
        self.days.set_value((day,))
        self.days.chosen.connect(self.refresh)
        self.options.addWidget(Words(_("Days"), Type.LABEL, "text2"))
        self.options.addWidget(self.days)

    def _add_layouts(self) -> None:
        self.options.addSpacing(4)
        self.options.addWidget(Words(_("Layout"), Type.LABEL, "text2"))
        self._group = QButtonGroup(self)
        self.layouts: dict[Layout, RadioLine] = {}
        for layout, text, detail in (
            (Layout.POCKET, _("Pocket, folds to 4¼ × 5½"), _("one page a day, tally boxes per goal")),
            (Layout.CLIPBOARD, _("Clipboard, one page a school"), _("bigger tallies, room for notes")),
            (Layout.WALL, _("Wall sheet for the OT room"), _("times and initials only")),
        ):
            line = self.layouts[layout] = RadioLine(text, detail)
            self._group.addButton(line)
            self.options.addWidget(line)
        self.layouts[Layout.POCKET].setChecked(True)
        self._group.buttonToggled.connect(self._layout_chosen)

    def _add_names(self) -> None:
        self.options.addSpacing(4)
        self.names = SegmentedControl(
            [(Names.INITIALS, _("Initials")), (Names.FIRST, _("First name")), (Names.FULL, _("Full name"))],
            _("Students shown as"),
            fill=True,
        )
        self.names.set_value(Names.INITIALS)
        self.names.chosen.connect(self.refresh)
        self.options.addWidget(Words(_("Students shown as"), Type.LABEL, "text2"))
        self.options.addWidget(self.names)
        self.options.addSpacing(4)

    def _layout_chosen(self, _line: object, on: bool) -> None:
        if on:
            self._settle()
            self.refresh()

    def _settle(self) -> None:
        """The wall sheet is times and who: the rest does not apply to it."""
        wall = self.layouts[Layout.WALL].isChecked()
        for check in self.checks.values():
            check.setEnabled(not wall)
        for names in (Names.FIRST, Names.FULL):
            self.names.segment(names).setEnabled(not wall)
        if wall:
            self.names.set_value(Names.INITIALS)

    # --- pages ---

    def chosen_days(self) -> tuple[date, ...]:
        value = self.days.value()
        return value if isinstance(value, tuple) else (self._day,)

    def sheet_options(self) -> SheetOptions:
        layout = next(layout for layout, line in self.layouts.items() if line.isChecked())
        names = self.names.value()
        on = {name: check.isChecked() for name, check in self.checks.items()}
        return SheetOptions(
            layout=layout,
            names=names if isinstance(names, Names) else Names.INITIALS,
            tallies=on["tallies"],
            leave_by=on["leave_by"],
            due=on["due"],
            odometer=on["odometer"],
        )

    def start_making(self) -> Job:
        return self.bridge.start(making.sheets, self.bridge, self.chosen_days(), self.sheet_options())

    def subject(self) -> str:
        days = self.chosen_days()
        if len(days) == 1:
            return words.day_date(days[0])
        return f"{words.short_date(days[0])} – {words.short_date(days[-1])}"

    def file_name(self) -> str:
        days = self.chosen_days()
        if len(days) == 1:
            return _("Day sheet {day}.pdf").format(day=days[0].isoformat())
        return _("Day sheets {first} to {last}.pdf").format(first=days[0].isoformat(), last=days[-1].isoformat())


def _day_words(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    return _("Tomorrow") if day == today + timedelta(days=1) else f"{words.weekday(day)} {day.day}"
