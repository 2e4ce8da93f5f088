# SPDX-License-Identifier: MIT
"""The triangle of distances: each pair of places once, miles over minutes. Typing fills both directions, F2 splits."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from otdesk import words
from otdesk.actions import travel
from otdesk.queries import workplace
from otdesk.queries.workplace import DriveCell, DriveTable, PlaceName
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts import drawing, widths
from otdesk.ui.parts.buttons import LinkButton, QuietButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.parts.marks import SchoolChip
from otdesk.ui.theme import Theme, Type
from otdesk.ui.travel.drive_form import DriveForm, PlaceForm
from otdesk.words import _

_FAR = 150
"""Tenths of a mile from which a cell is as dark as it gets."""
_CELL = 34
"""Height of a cell at 100 %."""
_FITTING = 7
"""So many places stand beside each other without scrolling at 100 %."""


class PairCell(Choice):
    """Both directions between two places. Enter or a figure types them, F2 splits them, Del clears them."""

    wanted = Signal(object, str, bool)  # this cell, the figure typed, whether split
    cleared = Signal(object)
    stepped = Signal(object, int, int)  # this cell, rows, columns

    def __init__(self, start: PlaceName, end: PlaceName, there: DriveCell, back: DriveCell) -> None:
        super().__init__("")
        self.start, self.end, self.there, self.back = start, end, there, back
        self.setCheckable(False)
        self.setObjectName(f"pair-{start.place_id}-{end.place_id}")
        self.setAccessibleName(_("{start} and {end}").format(start=start.name, end=end.name))
        self.setAccessibleDescription(self.spoken())
        self.setToolTip(f"{start.name} – {end.name}\n{self.spoken()}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)

    @property
    def entered(self) -> bool:
        return any(cell.minutes is not None and not cell.estimated for cell in (self.there, self.back))

    def lines(self) -> tuple[str, str]:
        """ "5.8" and "14 min", or "15/14 min" where the directions differ; "≈" before an estimate."""
        there, back = self.there, self.back
        if there.minutes is None and back.minutes is None:
            return "", _("enter")
        guess = "≈ " if there.estimated and back.estimated else ""
        miles = _either(_miles(there), _miles(back))
        minutes = _either(_minutes(there), _minutes(back))
        return f"{guess}{miles}", _("{n} min").format(n=minutes)

    def spoken(self) -> str:
        if self.there.minutes is None and self.back.minutes is None:
            return _("not entered")
        said = [
            _("{start} to {end}: {minutes}, {miles}").format(
                start=start.code or start.name, end=end.code or end.name, minutes=words.minutes(cell.minutes or 0),
                miles=words.miles(cell.tenths or 0),
            ) + (_(", estimated") if cell.estimated else "")
            for cell, start, end in ((self.there, self.start, self.end), (self.back, self.end, self.start))
            if cell.minutes is not None
        ]  # fmt: skip
        return "; ".join(said)

    def sizeHint(self) -> QSize:
        look = theme.current()
        upper, lower = self.lines()
        wide = max(drawing.text_width(upper, look, Type.META_STRONG), drawing.text_width(lower, look, Type.META))
        return QSize(max(int(wide) + look.px(2), look.px(40)), look.px(_CELL))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        upper, lower = self.lines()
        fill = look.color("hover") if self.underMouse() else _shade(look, self.there.tenths or self.back.tenths)
        drawing.rounded(painter, box, fill, None if upper else look.color("strong"), radius=look.px(5), dash=not upper)
        middle = Qt.AlignmentFlag.AlignHCenter
        if not upper:
            drawing.words(painter, box, lower, look, Type.META, look.color("text2"), middle)
        else:
            half = box.height() / 2
            top = QRectF(box.left(), box.top() + look.px(1), box.width(), half)
            low = QRectF(box.left(), half - look.px(1), box.width(), half)
            drawing.words(painter, top, upper, look, Type.META_STRONG, look.color("text"), middle)
            drawing.words(painter, low, lower, look, Type.META, look.color("text"), middle)
        painter.end()

    def _clicked(self) -> None:
        self.wanted.emit(self, "", False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        step = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        if key in step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(self, *step[key])
        elif key == Qt.Key.Key_F2:
            self.wanted.emit(self, "", True)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.wanted.emit(self, "", False)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit(self)
        elif text.isdecimal():
            self.wanted.emit(self, text, False)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        holder = self.parentWidget()
        while holder is not None and not isinstance(holder, Triangle):
            holder = holder.parentWidget()
        if holder is not None:
            holder.make_tab_stop(self)


class Triangle(Card):
    """The card "Between places". One tab stop; arrows move between the cells."""

    def __init__(self, bridge: Bridge, *, settings: bool = False) -> None:
        super().__init__(_("Between places"))
        self.bridge = bridge
        self._table: DriveTable | None = None
        self._zoom = 0
        self.cells: dict[tuple[int, int], PairCell] = {}
        said = _("Typing fills both directions, F2 splits a pair. ≈ is an estimate.")
        self._said = Words(said, Type.META, "text2", wrap=True)
        if self.header is not None:
            self.add_button = QuietButton(_("Place"), icon="plus")
            self.add_button.setAccessibleName(_("Add a place to drive to"))
            self.add_button.clicked.connect(self.add_place)
            self.header.addWidget(self.add_button)
        self.area = ScrollColumn(sideways=True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.holder = QWidget()
        self.grid = QGridLayout(self.holder)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.area.column.addWidget(self.holder)
        self.area.column.addStretch(1)
        self.none = EmptyState(
            _("No two places yet"), _("Distances are entered once there are two schools, or a school and your home."),
            icon="route", action=_("Open Settings") if not settings else "",
        )  # fmt: skip
        self.none.acted.connect(self._settings)
        self.none.hide()
        self.add(self._said)
        self.add(self.area, 1)
        self.add(self.none)

    # --- showing ---

    def refill(self) -> None:
        """Read and show; the cell that has the focus keeps it."""
        table, look = self.bridge.read(workplace.drives), theme.current()
        if table == self._table and look.zoom == self._zoom:
            return
        self._table, self._zoom = table, look.zoom
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and focus.hasFocus() else ""
        empty(self.grid)
        self.cells = {}
        few = len(table.places) < 2
        self.none.setVisible(few)
        self.area.setVisible(not few)
        if not few:
            self._fill(table, look)
        found = next((cell for cell in self.cells.values() if cell.objectName() == name), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, table: DriveTable, look: Theme) -> None:
        self.grid.setSpacing(look.px(2))
        places = table.places
        for column, place in enumerate(places[:-1], start=1):
            self.grid.addWidget(self._label(place, edit=column == 1), 0, column, Qt.AlignmentFlag.AlignHCenter)
            self.grid.setColumnStretch(column, 1)
        for row, end in enumerate(places[1:], start=1):
            self.grid.addWidget(self._label(end, edit=True), row, 0, Qt.AlignmentFlag.AlignVCenter)
            for column, start in enumerate(places[:row], start=1):
                there, back = table.cells[start.place_id, end.place_id], table.cells[end.place_id, start.place_id]
                cell = PairCell(start, end, there, back)
                cell.wanted.connect(self._edit)
                cell.cleared.connect(self._clear)
                cell.stepped.connect(self._step)
                cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.cells else Qt.FocusPolicy.StrongFocus)
                self.cells[row, column] = cell
                self.grid.addWidget(cell, row, column)
        inset = self.area.column.contentsMargins()
        rows = (len(places) - 1) * (look.px(_CELL) + look.px(2)) + look.px(20)
        bar = self.area.horizontalScrollBar().sizeHint().height() if len(places) > _FITTING else 0
        self.area.setFixedHeight(rows + inset.top() + inset.bottom() + bar)

    def _label(self, place: PlaceName, *, edit: bool) -> QWidget:
        if place.color is not None:
            return SchoolChip(place.code, place.color, place.name)
        if edit and place.own:
            return _PlaceButton(place, self)
        short = place.name.split(" ")[-1].capitalize() if len(place.name) > 8 else place.name
        label = Words(short, Type.META_STRONG)
        label.setToolTip(place.name)
        return label

    def make_tab_stop(self, cell: PairCell) -> None:
        """Tab leads to the cell used last."""
        for other in self.cells.values():
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is cell else Qt.FocusPolicy.ClickFocus)
        self.area.ensureWidgetVisible(cell, 8, 8)

    # --- what the person does ---

    def _step(self, cell: object, rows: int, columns: int) -> None:
        at = next((at for at, other in self.cells.items() if other is cell), None)
        if at is None:
            return
        row, column = at[0] + rows, at[1] + columns
        while (row, column) not in self.cells and columns == 0 and column > 0 and rows < 0 and row > 0:
            column -= 1  # up beyond the slope: the last cell of the row above
        found = self.cells.get((row, column))
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def _edit(self, cell: object, typed: str, split: bool) -> None:
        if isinstance(cell, PairCell):
            form = DriveForm(self, self.bridge, cell.start, cell.end, cell.there, cell.back)
            form.begin(typed, split=split)
            form.open()

    def _clear(self, cell: object) -> None:
        if isinstance(cell, PairCell) and cell.entered:
            with self.bridge.telling():
                self.bridge.do(travel.clear_pair, cell.start.place_id, cell.end.place_id)

    def add_place(self) -> None:
        PlaceForm(self, self.bridge).open()

    def edit_place(self, place: PlaceName) -> None:
        PlaceForm(self, self.bridge, place.place_id).open()

    def _settings(self) -> None:
        self.bridge.go("settings/schools")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._table is not None:
            self.refill()


class _PlaceButton(LinkButton):
    """The name of a place that is no school; it opens the place's form where it may be changed here."""

    def __init__(self, place: PlaceName, triangle: Triangle) -> None:
        super().__init__(place.name)
        self._place, self._triangle = place, triangle
        self.setAccessibleName(_("Edit {name}").format(name=place.name))
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._triangle.edit_place(self._place)


class TrianglePage(QWidget):
    """The triangle as a page of Settings."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        sheet = ScrollColumn()
        outer.addWidget(sheet)
        self.triangle = Triangle(bridge, settings=True)
        widths.at_most(self.triangle, 760)
        sheet.column.addWidget(self.triangle)
        sheet.column.addStretch(1)

    def refill(self) -> None:
        self.triangle.refill()


def _shade(look: Theme, tenths: int | None) -> QColor:
    """The farther, the darker: a hint beside the figure, never instead of it."""
    part = min(1.0, (tenths or 0) / _FAR)
    near, far = look.color("sunk"), look.color("select").darker(108) if not look.colors.dark else look.color("border")
    mixed = [round(a + (b - a) * part) for a, b in zip(near.getRgb()[:3], far.getRgb()[:3], strict=True)]  # type: ignore[index]  # getRgb is a tuple, the stub says object
    return QColor(*mixed)


def _miles(cell: DriveCell) -> str:
    return f"{cell.tenths // 10}.{cell.tenths % 10}" if cell.tenths is not None else ""


def _minutes(cell: DriveCell) -> str:
    return str(cell.minutes) if cell.minutes is not None else ""


def _either(there: str, back: str) -> str:
    if there == back or not back:
        return there
    return f"{there}/{back}" if there else back
