# SPDX-License-Identifier: MIT
"""Bell schedules: lanes to look at, and a table to type in, per school, kind of day and grades."""

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otdesk import labels
from otdesk.actions import bells
from otdesk.actions.bells import Band, band_words
from otdesk.faults import Refusal
from otdesk.queries import schools as school_queries
from otdesk.queries.schools import BellRow, SchoolRow
from otdesk.rules.entries_places import BellEntry
from otdesk.rules.kinds import DayType, Pull
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import DefaultButton, IconButton
from otdesk.ui.parts.cards import Card, Divider, ScrollColumn
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.settings import bell_lane, bell_line
from otdesk.ui.settings.bell_forms import DAY_TYPES, BlocksForm, CopyForm
from otdesk.ui.settings.bell_lane import BellLane, HourScale, PullKey
from otdesk.ui.settings.bell_line import BlockLine
from otdesk.ui.theme import Type
from otdesk.words import _


class BellsPage(QWidget):
    """The bell schedule of one school."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.school: SchoolRow | None = None
        self.day_type, self.band = DayType.REGULAR, (0, 12)
        self.form: FormSheet | None = None
        self._rows: tuple[BellRow, ...] = ()
        self._headings: QWidget | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        look = theme.current()
        sheet = ScrollColumn()
        sheet.column.setContentsMargins(0, 0, 0, look.px(8))
        outer.addWidget(sheet)
        self.card = Card(_("Bell schedule"))
        sheet.column.addWidget(self.card)
        sheet.column.addStretch(1)
        self._kinds, self._bands = Flow(), Flow()
        self._lanes, self._lines = QVBoxLayout(), QVBoxLayout()
        self._lanes.setSpacing(look.px(6))
        self._lines.setSpacing(0)
        self.problem = Words("", Type.META, "bad.ink", wrap=True)
        self.problem.hide()
        self.card.add(self._kinds)
        self.card.add(self._legend())
        self.card.column.addLayout(self._lanes)
        self.card.add(self._bands)
        self.card.column.addLayout(self._lines)
        self.card.add(self.problem)
        self.card.add(self._buttons())

    @staticmethod
    def least_width() -> int:
        """In which a block stands on one line."""
        return theme.current().px(bell_line.NARROWEST + 46)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_lines()

    def _fit_lines(self) -> None:
        narrow = self.width() < self.least_width()
        for line in self.findChildren(BlockLine):
            line.set_narrow(narrow)
        if self._headings is not None:
            self._headings.setVisible(not narrow)

    def _legend(self) -> Flow:
        row = Flow(spacing=14)
        for pull in Pull:
            row.add(PullKey(pull))
        return row

    def _buttons(self) -> Flow:
        row = Flow()
        self.add_button = DefaultButton(_("Add or paste blocks"), icon="clipboard-paste")
        self.add_button.clicked.connect(self.add_blocks)
        self.copy_button = DefaultButton(_("Copy to other grades or days"), icon="copy")
        self.copy_button.clicked.connect(self.copy_band)
        self.drop_button = DefaultButton(_("Remove these grades"), icon="trash-2")
        self.drop_button.clicked.connect(self.remove_band)
        for button in (self.add_button, self.copy_button, self.drop_button):
            row.add(button)
        return row

    def show_school(self, school: SchoolRow | None) -> None:
        self.school = school
        if school is None:
            return
        self._rows = self.bridge.read(school_queries.bell_rows, school.school_id)
        bands = self._bands_here()
        if self.band not in bands:
            self.band = max(bands, key=self._classes) if bands else (school.entry.grade_low, school.entry.grade_high)
        focus = self._focused_name()
        self._show_kinds()
        self._show_lanes(bands)
        self._show_lines(bands)
        self._fit_lines()
        if focus:
            found = self.findChild(QWidget, focus)
            if found is not None:
                found.setFocus()

    def _bands_here(self) -> list[Band]:
        of_day = [row.entry for row in self._rows if row.entry.day_type is self.day_type]
        return sorted({(entry.grade_low, entry.grade_high) for entry in of_day})

    def _classes(self, band: Band) -> tuple[int, int]:
        """How many blocks a band has; of equals the lower grades."""
        rows = [row.entry for row in self._rows if row.entry.day_type is self.day_type]
        return sum((entry.grade_low, entry.grade_high) == band for entry in rows), -band[0]

    def _focused_name(self) -> str:
        focus = self.focusWidget()
        return focus.objectName() if focus is not None else ""

    def _kinds_here(self) -> list[DayType]:
        """Of which this school has blocks, the regular day always, and the one that is looked at."""
        used = {row.entry.day_type for row in self._rows}
        return [kind for kind in DAY_TYPES if kind in used or kind in {DayType.REGULAR, self.day_type}]

    def _show_kinds(self) -> None:
        self._kinds.clear()
        kinds = self._kinds_here()
        self.kind = SegmentedControl([(kind, labels.day_type(kind)) for kind in kinds], _("Kind of day"))
        self.kind.setObjectName("bell-kind")
        self.kind.set_value(self.day_type)
        self.kind.chosen.connect(self._choose_kind)
        self.more_button = IconButton("plus", _("Bells for another kind of day"))
        self.more_button.setObjectName("bell-kind-more")
        self.more_button.setEnabled(len(kinds) < len(DAY_TYPES))
        self.more_button.clicked.connect(self._offer_kinds)
        self._kinds.add(self.kind)
        self._kinds.add(self.more_button)

    def kinds_menu(self) -> QMenu:
        """The kinds of day this school has no bells for yet."""
        menu = QMenu(self)
        for kind in DAY_TYPES:
            if kind not in self._kinds_here():
                menu.addAction(labels.day_type(kind)).setData(kind)
        menu.triggered.connect(self._choose_offered)
        return menu

    def _offer_kinds(self) -> None:
        menu = self.kinds_menu()
        menu.exec(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))
        menu.deleteLater()

    def _choose_offered(self, action: QAction) -> None:
        self._choose_kind(action.data())

    def _show_lanes(self, bands: list[Band]) -> None:
        empty(self._lanes)
        of_day = [row.entry for row in self._rows if row.entry.day_type is self.day_type]
        if not of_day:
            said = _("No blocks for this kind of day yet. Without them every time in the school day is OK to pull.")
            self._lanes.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
            return
        first, last = min(e.start for e in of_day), max(e.end for e in of_day)
        look = theme.current()
        hours = QHBoxLayout()
        hours.addWidget(bell_lane.spacer(look))
        hours.addWidget(HourScale(first, last), 1)
        self._lanes.addLayout(hours)
        for band in bands:
            blocks = tuple(
                sorted(
                    (e for e in of_day if (e.grade_low, e.grade_high) == band and not e.whole_day
                     and e.weekday is None and not e.homeroom),
                    key=_start,
                )
            )  # fmt: skip
            if not blocks:
                continue
            line = QHBoxLayout()
            name = Words(band_words(*band), Type.CONTROL_STRONG)
            name.setFixedWidth(bell_lane.name_width(look))
            line.addWidget(name)
            line.addWidget(BellLane(blocks, first, last), 1)
            self._lanes.addLayout(line)

    def _show_lines(self, bands: list[Band]) -> None:
        self._bands.clear()
        empty(self._lines)
        self._headings = None
        if bands:
            choice = SegmentedControl([(band, self._band_said(band)) for band in bands], _("Grades"))
            choice.setObjectName("bell-bands")
            choice.set_value(self.band)
            choice.chosen.connect(self._choose_band)
            self._bands.add(choice)
        rows = [
            row
            for row in self._rows
            if row.entry.day_type is self.day_type and (row.entry.grade_low, row.entry.grade_high) == self.band
        ]
        if rows:
            self._headings = bell_line.headings()
            self._lines.addWidget(self._headings)
        for row in sorted(rows, key=_row_start):
            line = BlockLine(row)
            self._lines.addWidget(Divider())
            line.changed.connect(self._change)
            line.removed.connect(self._remove)
            line.wrong.connect(self._say)
            self._lines.addWidget(line)
        self.copy_button.setEnabled(bool(rows))
        self.drop_button.setEnabled(bool(rows))

    def _band_said(self, band: Band) -> str:
        """Grades; "School day" where the blocks say only when school is."""
        of_band = [
            row.entry
            for row in self._rows
            if row.entry.day_type is self.day_type and (row.entry.grade_low, row.entry.grade_high) == band
        ]
        return _("School day") if all(entry.whole_day for entry in of_band) else band_words(*band)

    def _choose_kind(self, kind: object) -> None:
        self.day_type = DayType(str(kind))
        self.show_school(self.school)
        self.kind.setFocus()

    def _choose_band(self, band: object) -> None:
        if isinstance(band, tuple):
            self.band = (int(band[0]), int(band[1]))
            self.show_school(self.school)

    def _change(self, block_id: int, entry: object) -> None:
        if isinstance(entry, BellEntry):
            try:
                self.bridge.do(bells.edit, block_id, entry)
            except Refusal as refusal:
                self._say(refusal.message)
            else:
                self.problem.hide()

    def _remove(self, block_id: int) -> None:
        with self.bridge.telling():
            self.bridge.do(bells.remove, block_id)

    def remove_band(self) -> None:
        if self.school is not None:
            with self.bridge.telling():
                self.bridge.do(bells.remove_band, self.school.school_id, self.day_type, self.band)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def add_blocks(self) -> None:
        if self.school is not None:
            self.form = BlocksForm(self, self.bridge, self.school, self.day_type, self.band)
            self.form.open()

    def copy_band(self) -> None:
        if self.school is not None:
            self.form = CopyForm(self, self.bridge, self.school, self.day_type, self.band)
            self.form.open()


def _start(entry: BellEntry) -> int:
    return entry.start


def _row_start(row: BellRow) -> tuple[int, int]:
    return row.entry.start, row.block_id
