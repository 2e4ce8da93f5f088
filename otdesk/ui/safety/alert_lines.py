# SPDX-License-Identifier: MIT
"""The alerts of one student, each on a line: pill, what to do, when it was reviewed. Always in sight."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.queries.alerts import AlertFact
from otdesk.ui import theme
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.safety.alert_marks import alert_marks, alert_words, reviewed
from otdesk.ui.theme import Type


class AlertLines(QWidget):
    """Hidden for a student without alerts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(4))
        self.hide()

    def show_alerts(self, alerts: Sequence[AlertFact], today: date) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for alert in alerts:
            self._column.addWidget(_AlertLine(alert, today))
        self.setAccessibleName("; ".join(alert_words(alert) for alert in alerts))
        self.setVisible(bool(alerts))


class _AlertLine(QWidget):
    def __init__(self, alert: AlertFact, today: date) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        for mark in alert_marks([alert], today):
            row.addWidget(StatusPill(mark), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(f"{alert.words} ({reviewed(alert)})", Type.CONTROL, wrap=True), 1)
