# SPDX-License-Identifier: MIT
"""A row of choices with digits: what was done, how it went."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.flow import FlowLayout
from otdesk.ui.theme import Type
from otdesk.words import _

FEW = 6
"""How many are offered at first: two rows beside the day."""
_NARROWEST = 110


class Tag(Choice):
    """A choice with a check when it is on; as narrow as its words allow, because there are many."""

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(int(drawing.text_width(self.text(), look, Type.CONTROL_STRONG)) + look.px(32), look.px(28))

    def minimumSizeHint(self) -> QSize:
        """Its words are cut where a column is narrower than they."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.current().px(_NARROWEST)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        fill = look.color("select" if on else "hover" if self.underMouse() else "surface")
        box = QRectF(self.rect())
        drawing.rounded(painter, box, fill, look.color("primary" if on else "strong"), radius=look.px(6))
        if on:
            side = look.px(13)
            icons.paint(painter, "check", look.color("primary"), look.px(7), (self.height() - side) / 2, side)
            box.setLeft(look.px(7) + side + look.px(3))
            box.setRight(box.right() - look.px(5))
        kind = Type.CONTROL_STRONG if on else Type.CONTROL
        drawing.words(painter, box, self.text(), look, kind, look.color("text"), Qt.AlignmentFlag.AlignHCenter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """These arrows belong to the row: a button of its own would go on to what comes after the row."""
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TagRow(QWidget):
    """One tab stop; arrows move, Space or a digit switches. `changed` on a person's act."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, spacing=6)
        self._tags: list[Tag] = []
        self._order: list[str] = []
        self._more = Tag(_("More"), self)
        self._more.setCheckable(False)
        self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._more.clicked.connect(self.show_all)
        self._all = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_labels(self, labels: Sequence[str], chosen: Sequence[str]) -> None:
        """`chosen` may hold labels that are no longer offered: they are shown too, so that nothing is lost."""
        wanted = [*labels, *(label for label in chosen if label not in labels)]
        if wanted != [tag.text() for tag in self._tags]:
            self._rebuild(wanted)
        self._order = list(chosen)
        for tag in self._tags:
            tag.setChecked(tag.text() in chosen)
        self._fold()

    def show_all(self) -> None:
        """All tags from now on."""
        self._all = True
        self._fold()
        self._tags[min(FEW, len(self._tags) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _fold(self) -> None:
        """The first few and what is chosen; a digit reaches the folded ones too."""
        folded = not self._all and len(self._tags) > FEW + 1
        for number, tag in enumerate(self._tags):
            tag.setVisible(not folded or number < FEW or tag.isChecked())
        self._more.setVisible(folded and any(tag.isHidden() for tag in self._tags))
        self.updateGeometry()

    def labels(self) -> tuple[str, ...]:
        return tuple(tag.text() for tag in self._tags)

    def tags(self) -> tuple[Tag, ...]:
        return tuple(self._tags)

    def chosen(self) -> tuple[str, ...]:
        return tuple(self._order)

    def _rebuild(self, labels: Sequence[str]) -> None:
        for tag in self._tags:
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self._tags = []
        self._flow.removeWidget(self._more)
        for number, label in enumerate(labels):
            tag = Tag(label, self)
            tag.setAccessibleName(f"{self._name}: {label}")
            tag.setToolTip(f"{label} · {number + 1}" if number < 9 else label)
            tag.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            tag.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == 0 else Qt.FocusPolicy.ClickFocus)
            tag.clicked.connect(self._clicked)
            self._flow.addWidget(tag)
            self._tags.append(tag)
        self._flow.addWidget(self._more)
        if self._tags:
            self.setFocusProxy(self._tags[0])
        self.updateGeometry()

    def _clicked(self) -> None:
        for tag in self._tags:
            label = tag.text()
            if tag.isChecked() and label not in self._order:
                self._order.append(label)
            elif not tag.isChecked() and label in self._order:
                self._order.remove(label)
        self._fold()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._tags) and number < 9 and not event.modifiers():
            self._tags[number].click()
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        shown = [tag for tag in (*self._tags, self._more) if not tag.isHidden()]
        here = next((n for n, tag in enumerate(shown) if tag.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
