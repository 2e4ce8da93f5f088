# SPDX-License-Identifier: MIT
"""What a screening looked at: an area a row, what it showed, and what comes of the whole."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk import labels
from otdesk.rules.screening import Finding, Outcome, Screened
from otdesk.ui import theme
from otdesk.ui.forms.combo import Combo
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.theme import Type
from otdesk.words import _

_NOT_SCREENED = ""


class AreaRow(QWidget):
    """One area. Arrows choose, or a digit: 1 no concern, 2 watch, 3 evaluation suggested, 0 not screened."""

    changed = Signal()

    def __init__(self, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = area
        self._values = (_NOT_SCREENED, *Finding)
        options = [(_NOT_SCREENED, "–"), *((found, labels.finding_short(found)) for found in Finding)]
        self.control = SegmentedControl(options, area, small=True)
        self.control.segment(_NOT_SCREENED).setAccessibleName(_("{area}: not screened").format(area=area))
        self.control.set_value(_NOT_SCREENED)
        self.control.chosen.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        row.addWidget(ElidedWords(area, Type.CONTROL), 1)
        row.addWidget(self.control)
        self.setFocusProxy(self.control)

    def finding(self) -> Finding | None:
        value = self.control.value()
        return value if isinstance(value, Finding) else None

    def put(self, found: Finding | None) -> None:
        """Fill without telling."""
        self.control.set_value(found if found is not None else _NOT_SCREENED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        if 0 <= number < len(self._values) and not event.modifiers():
            self.control.segment(self._values[number]).setFocus(Qt.FocusReason.TabFocusReason)
            self.control.segment(self._values[number]).click()
        else:
            super().keyPressEvent(event)

    def _chosen(self, _value: object) -> None:
        self.changed.emit()


class ScreenRows(QWidget):
    """`changed` on a person's act."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._before: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(Words(_("Areas screened"), Type.LABEL, "text2"))
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(4))
        column.addLayout(self._list)
        self.rows: list[AreaRow] = []
        column.addSpacing(look.px(4))
        column.addWidget(Words(_("Outcome"), Type.LABEL, "text2"))
        said = [(outcome, labels.outcome(outcome)) for outcome in Outcome]
        self.outcome = Combo([(None, _("Not said yet")), *said])
        self.outcome.setAccessibleName(_("Outcome"))
        self.outcome.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.outcome.currentIndexChanged.connect(self._outcome_chosen)
        column.addWidget(self.outcome)

    def show_areas(self, offered: tuple[str, ...], screened: Screened) -> None:
        """Areas that are no longer offered are shown where something was found, so that nothing is lost."""
        found = dict(screened.areas)
        wanted = [*offered, *(area for area in found if area not in offered)]
        if wanted != [row.area for row in self.rows]:
            self._rebuild(wanted)
        for row in self.rows:
            row.put(found.get(row.area))
        self.outcome.choose(screened.outcome)

    def screened(self) -> Screened:
        outcome = self.outcome.value()
        found = ((row.area, row.finding()) for row in self.rows)
        return Screened(
            tuple((area, each) for area, each in found if each is not None),
            outcome if isinstance(outcome, Outcome) else None,
        )

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [*(row.control for row in self.rows), self.outcome]

    def _rebuild(self, areas: list[str]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [AreaRow(area) for area in areas]
        for row in self.rows:
            row.changed.connect(self.changed)
            self._list.addWidget(row)
            row.show()
        self.setFocusProxy(self.rows[0].control if self.rows else self.outcome)

    def _outcome_chosen(self, _index: int) -> None:
        self.changed.emit()
