# SPDX-License-Identifier: MIT
"""The first step: which files. Drop them, or choose them; what each kind brings is said."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from otdesk.rules.import_rows import FileKind
from otdesk.ui import theme
from otdesk.ui.importing.checks import kind_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.feedback import IconLabel, ProgressLine
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class DropField(QWidget):
    """Where files may be dropped; the whole page takes them, this shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconLabel("file-spreadsheet", "primary", 32), 0, middle)
        self._title = Words(_("Drop your files here"), Type.CARD)
        column.addWidget(self._title, 0, middle)
        text = Words(_("Excel (.xlsx), CSV or calendar (.ics), one or several at once."), Type.BODY, "text2", wrap=True)
        text.setAlignment(middle)
        column.addWidget(text)
        column.addStretch(1)
        self.setAccessibleName(_("Drop your files here"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._over = False
        self._measure()

    def show_over(self, over: bool) -> None:
        """Files are held above the page."""
        self._over = over
        self._title.setText(_("Let go to read them") if over else _("Drop your files here"))
        self.update()

    def _measure(self) -> None:
        self.setMinimumHeight(theme.current().px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fill = look.color("select" if self._over else "surface")
        line = look.color("primary" if self._over else "strong")
        drawing.rounded(painter, QRectF(self.rect()), fill, line, radius=look.px(10), dash=True)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()


def _brings() -> tuple[tuple[FileKind, str], ...]:
    return (
        (FileKind.CASELOAD, _("students, plans, service lines, goals and safety alerts")),
        (FileKind.SCHOOLS, _("names, codes, hours, addresses and your room")),
        (FileKind.TRAVEL, _("minutes and miles between schools and home")),
        (FileKind.BELLS, _("periods of each school, and when students may be pulled")),
        (FileKind.CALENDAR, _("first and last day, closures, early releases and terms")),
    )


class ChooseStep(QWidget):
    """`cancelled` when reading is to stop."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.field = DropField()
        column.addWidget(self.field)
        self.progress = ProgressLine(_("Reading the files"), cancel=_("Cancel"))
        self.progress.cancelled.connect(self.cancelled)
        self.progress.hide()
        column.addWidget(self.progress)
        column.addSpacing(look.px(8))
        column.addWidget(Words(_("What OTDesk recognizes, in any order"), Type.LABEL, "text2"))
        for kind, text in _brings():
            line = Words(f"<b>{kind_words(kind)}:</b> {text}", Type.CONTROL, wrap=True, rich=True)
            line.setAccessibleName(f"{kind_words(kind)}: {text}")
            column.addWidget(line)
        column.addStretch(1)

    def show_reading(self, part: float | None, name: str) -> None:
        self.field.hide()
        self.progress.show()
        self.progress.show_progress(part, name)

    def focus_cancel(self) -> None:
        if self.progress.cancel_button is not None:
            self.progress.cancel_button.setFocus()

    def show_idle(self) -> None:
        self.progress.hide()
        self.field.show()
