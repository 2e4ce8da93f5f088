# SPDX-License-Identifier: MIT
"""The line at the foot of the window: saved, vault, backup; sample data and zoom at the right."""

from datetime import datetime

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, clock


class _Item(QWidget):
    def __init__(self, icon: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._icon = IconLabel(icon, "text2", 14)
        self._words = Words(text, Type.META, "text2")
        row.addWidget(self._icon)
        row.addWidget(self._words)

    def say(self, text: str, icon: str, color: str = "text2") -> None:
        self._icon.show_icon(icon, color)
        self._words.set_color(color)
        self._words.setText(text)

    def text(self) -> str:
        return self._words.text()


class StatusLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(22)
        self.saved = _Item("check", _("All changes saved"), self)
        self.vault = _Item("lock", _("Vault encrypted"), self)
        self.backup = _Item("hard-drive", "", self)
        self.backup.hide()
        self.copy = _Item("hard-drive-download", "", self)
        self.copy.hide()
        self.message = Words("", Type.META, "text2")
        self.sample = StatusPill(Mark(_("Sample data"), "", Tone.INFO))
        self.sample.hide()
        self.initials = StatusPill(Mark(_("Initials"), "eye-off", Tone.INFO))
        self.initials.setToolTip(_("Names are shown as initials. Ctrl+Shift+I shows them."))
        self.initials.hide()
        self._zoom = Words("100%", Type.META, "text2")
        for widget in (self.saved, self.vault, self.backup, self.copy):
            row.addWidget(widget)
        row.addWidget(self.message, 1)
        row.addWidget(self.initials)
        row.addWidget(self.sample)
        row.addWidget(self._zoom)
        self._items = (
            self.saved, self.vault, self.backup, self.copy, self.message, self.initials, self.sample, self._zoom,
        )  # fmt: skip
        self._measure()

    def show_saved(self, at: datetime) -> None:
        time = clock(at.hour * 60 + at.minute)
        self.saved.say(_("All changes saved {time}").format(time=time), "check")

    def show_backup(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        self.backup.say(text, "hard-drive", _color(tone))
        self.backup.setVisible(bool(text))

    def show_copy(self, text: str, tone: Tone) -> None:
        """The copy in the second place: DONE when it is fresh, BAD when it is overdue."""
        self.copy.say(text, "hard-drive-download", _color(tone))
        self.copy.setVisible(bool(text))

    def hide_backups(self) -> None:
        self.backup.hide()
        self.copy.hide()

    def show_zoom(self, percent: int) -> None:
        self._zoom.setText(f"{percent}%")

    def say(self, text: str) -> None:
        """Words that belong to what the hand does now ("Moving Hazel: arrow keys change time")."""
        self.message.setText(text)

    def _measure(self) -> None:
        self.setFixedHeight(theme.current().px(24))

    def _fit(self) -> None:
        """What never changes gives way to what does."""
        row = self.layout()
        if row is None:
            return
        margins = row.contentsMargins()
        shown = [item for item in self._items if item is self.vault or not item.isHidden()]
        needed = sum(item.sizeHint().width() for item in shown) + row.spacing() * (len(shown) - 1)
        self.vault.setVisible(needed + margins.left() + margins.right() <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # an item says something else
            self._fit()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("chrome"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), look.color("border"))
        line = look.color("border")
        for item in (self.vault, self.backup, self.copy):
            if item.isVisible():
                painter.fillRect(QRectF(item.x() - 11, 6, 1, self.height() - 12), line)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()


def _color(tone: Tone) -> str:
    return "text2" if tone is Tone.NEUTRAL else f"{tone.value}.ink"
