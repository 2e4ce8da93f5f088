# SPDX-License-Identifier: MIT
"""Column widths the person changed stay changed, on this machine."""

import json

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from otdesk import settings
from otdesk.settings import Settings
from otdesk.ui.parts.tables import TableView

_DRAGGED = 400  # ms after the last move of a drag


class ColumnWidths(QObject):
    """Kept as {table: {column id: pixels at 100 %}}."""

    def __init__(self, preferences: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = preferences
        self._widths = _read(preferences.get(settings.COLUMNS))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_DRAGGED)
        self._soon.timeout.connect(self.keep)

    def adopt(self, place: QWidget) -> None:
        """Give the tables of a place the widths they had, and watch them."""
        for table in place.findChildren(TableView):
            if table.kept_as:
                if table.kept_as in self._widths:
                    table.put_widths(self._widths[table.kept_as])
                table.resized.connect(self._changed)

    def _changed(self) -> None:
        table = self.sender()
        if isinstance(table, TableView):
            self._widths[table.kept_as] = table.own_widths
            self._soon.start()

    def finish(self) -> None:
        """The window closes."""
        if self._soon.isActive():
            self.keep()

    def keep(self) -> None:
        self._soon.stop()
        self._settings.put(settings.COLUMNS, json.dumps(self._widths, sort_keys=True))


def _read(text: str) -> dict[str, dict[str, int]]:
    """What is kept; a width that is none is left out."""
    try:
        tables = json.loads(text or "{}")
        return {
            str(table): {str(name): width for name, width in columns.items() if type(width) is int}
            for table, columns in tables.items()
        }
    except (ValueError, AttributeError):
        return {}
