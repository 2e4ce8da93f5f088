# SPDX-License-Identifier: MIT
"""Bell schedules: lanes to look at, and a table to type in, per school, kind of day and grades."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.actions import bells
from otdesk.actions.bells import band_words
from otdesk.faults import Refusal
from otdesk.queries import schools as school_queries
from otdesk.queries.schools import BellRow, SchoolRow
from otdesk.rules.bell_text import BellLine, read_bell_line
from otdesk.rules.entries_places import BellEntry
from otdesk.rules.kinds import DayType, Pull
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.row_parts import empty
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import DefaultButton, IconButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.choices import CheckBox, SegmentedControl
from otdesk.ui.parts.labels import Words
from otdesk.ui.settings.bell_lane import BellLane, pull_words
from otdesk.ui.settings.live_page import clock_text
from otdesk.ui.theme import Type
from otdesk.words import _, plural

Band = tuple[int, int]
DAY_TYPES = tuple(kind for kind in DayType if kind not in {DayType.CLOSED, DayType.STAFF_ONLY})


class BlockLine(QWidget):
    """One block to type in: start, end, class, may students be pulled. Kept when a field is left."""

    changed = Signal(int, object)
    removed = Signal(int)
    wrong = Signal(str)

    def __init__(self, row: BellRow) -> None:
        super().__init__()
        self._row = row
        entry = row.entry
        look = theme.current()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 1, 0, 1)
        line.setSpacing(look.px(8))
        self.start, self.end = _edit(_("Starts"), clock_text(entry.start)), _edit(_("Ends"), clock_text(entry.end))
        self.label = _edit(_("Class"), entry.label)
        for name, editor in (("start", self.start), ("end", self.end), ("label", self.label)):
            editor.setObjectName(f"bell-{name}-{row.block_id}")
            editor.editingFinished.connect(self._keep)
            editor.setAccessibleDescription(entry.label)
        self.start.setFixedWidth(look.px(78))
        self.end.setFixedWidth(look.px(78))
        self.label.setMinimumWidth(look.px(120))
        self.pull = SegmentedControl([(pull, pull_words(pull)) for pull in Pull], _("Pull students?"))
        self.pull.set_value(entry.pull)
        self.pull.chosen.connect(self._keep)
        self.trash = IconButton("trash-2", _("Remove {label}").format(label=entry.label))
        self.trash.setObjectName(f"bell-remove-{row.block_id}")
        self.trash.clicked.connect(self._remove)
        line.addWidget(self.start)
        line.addWidget(self.end)
        line.addWidget(self.label, 1)
        whose = ", ".join(
            part
            for part in (
                entry.homeroom,
                words.weekday(entry.weekday) if entry.weekday is not None else "",
                _("whole day") if entry.whole_day else "",
            )
            if part
        )
        if whose:
            line.addWidget(Words(whose, Type.META, "text2"))
        line.addWidget(self.pull)
        line.addWidget(self.trash)

    def entry(self) -> BellEntry:
        """Raises Refusal."""
        return replace(
            self._row.entry,
            start=read_text.a_time(self.start.text()),
            end=read_text.a_time(self.end.text()),
            label=self.label.text().strip(),
            pull=Pull(str(self.pull.value())),
        )

    def _keep(self) -> None:
        try:
            entry = self.entry()
        except Refusal as refusal:
            self.wrong.emit(refusal.message)
            return
        if entry != self._row.entry:
            self.changed.emit(self._row.block_id, entry)

    def _remove(self) -> None:
        self.removed.emit(self._row.block_id)


class BlocksForm(FormSheet):
    """New blocks: one typed, or a whole day pasted as lines."""

    def __init__(self, host: QWidget, bridge: Bridge, school: SchoolRow, day_type: DayType, band: Band) -> None:
        self._school, self._day_type, self._band = school, day_type, band
        super().__init__(
            host, bridge, _("Add blocks"), _("Add"), width=560,
            detail=_("One a line, as on the bell schedule: 8:30 - 9:10 Specials, avoid"),
        )  # fmt: skip

    def build(self) -> None:
        self.grades = self.field(_("Grades"), band_words(*self._band), check=_read_band)
        self.kind = Combo([(kind, labels.day_type(kind)) for kind in DAY_TYPES])
        self.kind.choose(self._day_type)
        self.lines = self.lines_field(_("Blocks"), rows=7, check=self._read)
        self.homeroom = self.field(_("Only for this teacher’s class"), hint=_("Empty: every class of the grades."))
        self.weekday = Combo([(None, _("Every weekday")), *((n, words.weekday(n, long=True)) for n in range(5))])
        self.whole = CheckBox(_("This is the school day itself, not a class"))
        self.add(self.grades, self.field(_("Kind of day"), editor=self.kind))
        self.add(self.lines)
        self.add(self.homeroom, self.field(_("Weekday"), editor=self.weekday))
        self.add(self.whole)
        self.focus_first(self.lines.editor)

    def _blocks(self, text: str) -> list[BellLine]:
        found = []
        for line in text.splitlines():
            if not line.strip():
                continue
            read = read_bell_line(line)
            if read is None:
                raise Refusal(_("“{line}” is no block. Write it like 8:30 - 9:10 Specials.").format(line=line.strip()))
            found.append(read)
        return found

    def _read(self, text: str) -> str:
        found = self._blocks(text)
        if not found:
            return ""
        said = ", ".join(f"{words.span(b.start, b.end)} {b.label} ({pull_words(b.pull).lower()})" for b in found)
        return f"{plural('{n} block', '{n} blocks', len(found))}: {said}"

    def save(self) -> None:
        found = self._blocks(self.lines.text())
        if not found:
            raise Refusal(_("Write at least one block."))
        low, high = read_text.a_band(self.grades.text())
        weekday = self.weekday.value()
        entries = tuple(
            BellEntry(
                self._school.school_id, DayType(str(self.kind.value())), low, high, block.label, block.start, block.end,
                block.pull, self.homeroom.text(), int(str(weekday)) if weekday is not None else None,
                self.whole.isChecked(),
            )
            for block in found
        )  # fmt: skip
        self.bridge.do(bells.add_all, entries)


class CopyForm(FormSheet):
    """The same blocks for other grades."""

    def __init__(self, host: QWidget, bridge: Bridge, school: SchoolRow, day_type: DayType, band: Band) -> None:
        self._school, self._day_type, self._band = school, day_type, band
        super().__init__(
            host, bridge, _("Copy grades {band}").format(band=band_words(*band)), _("Copy"), width=400,
            detail=_("Blocks these grades have now on this kind of day are replaced."),
        )  # fmt: skip

    def build(self) -> None:
        self.grades = self.field(_("To grades"), check=NeededCheck(_("Grades")))
        self.add(self.grades)

    def save(self) -> None:
        target = read_text.a_band(self.grades.text())
        self.bridge.do(bells.copy_band, self._school.school_id, self._day_type, self._band, target)


class BellsPage(QWidget):
    """The bell schedule of one school."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.school: SchoolRow | None = None
        self.day_type, self.band = DayType.REGULAR, (0, 12)
        self.form: FormSheet | None = None
        self._rows: tuple[BellRow, ...] = ()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        sheet = ScrollColumn(sideways=True)
        outer.addWidget(sheet)
        self._sheet = sheet
        self.card = Card(_("Bell schedule"))
        sheet.column.addWidget(self.card)
        sheet.column.addStretch(1)
        self.kind = Combo([(kind, labels.day_type(kind)) for kind in DAY_TYPES])
        self.kind.setAccessibleName(_("Kind of day"))
        self.kind.activated.connect(self._choose_kind)
        if self.card.header is not None:
            self.card.header.addWidget(self.kind)
        self._lanes, self._bands, self._lines = QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._lanes.setSpacing(theme.current().px(6))
        self._lines.setSpacing(2)
        self.problem = Words("", Type.META, "bad.ink", wrap=True)
        self.problem.hide()
        for layout in (self._lanes, self._bands, self._lines):
            self.card.column.addLayout(layout)
        self.card.add(self.problem)
        self.card.column.addLayout(self._buttons())

    def least_width(self) -> int:
        """In which nothing is cut off."""
        return self._sheet.body.minimumSizeHint().width() + self._sheet.verticalScrollBar().sizeHint().width()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.add_button = DefaultButton(_("Add or paste blocks"), icon="clipboard-paste")
        self.add_button.clicked.connect(self.add_blocks)
        self.copy_button = DefaultButton(_("Copy to other grades"), icon="copy")
        self.copy_button.clicked.connect(self.copy_band)
        row.addWidget(self.add_button)
        row.addWidget(self.copy_button)
        row.addStretch(1)
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
        self._show_lanes(bands)
        self._show_lines(bands)
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

    def _show_lanes(self, bands: list[Band]) -> None:
        empty(self._lanes)
        of_day = [row.entry for row in self._rows if row.entry.day_type is self.day_type]
        if not of_day:
            said = _("No blocks for this kind of day yet. Without them every time in the school day is OK to pull.")
            self._lanes.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
            return
        first, last = min(e.start for e in of_day), max(e.end for e in of_day)
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
            name.setFixedWidth(theme.current().px(52))
            line.addWidget(name)
            line.addWidget(BellLane(blocks, first, last), 1)
            self._lanes.addLayout(line)

    def _show_lines(self, bands: list[Band]) -> None:
        empty(self._bands)
        empty(self._lines)
        if bands:
            choice = SegmentedControl([(band, band_words(*band)) for band in bands], _("Grades"))
            choice.set_value(self.band)
            choice.chosen.connect(self._choose_band)
            self._bands.addWidget(Words(_("Grades"), Type.CARD))
            self._bands.addWidget(choice)
            self._bands.addStretch(1)
        rows = [
            row
            for row in self._rows
            if row.entry.day_type is self.day_type and (row.entry.grade_low, row.entry.grade_high) == self.band
        ]
        for row in sorted(rows, key=_row_start):
            line = BlockLine(row)
            line.changed.connect(self._change)
            line.removed.connect(self._remove)
            line.wrong.connect(self._say)
            self._lines.addWidget(line)
        self.copy_button.setEnabled(bool(rows))

    def _choose_kind(self) -> None:
        self.day_type = DayType(str(self.kind.value()))
        self.show_school(self.school)

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


def _edit(name: str, text: str) -> QLineEdit:
    editor = QLineEdit(text)
    editor.setAccessibleName(name)
    return editor


def _read_band(text: str) -> str:
    low, high = read_text.a_band(text)
    return band_words(low, high)


def _start(entry: BellEntry) -> int:
    return entry.start


def _row_start(row: BellRow) -> tuple[int, int]:
    return row.entry.start, row.block_id
