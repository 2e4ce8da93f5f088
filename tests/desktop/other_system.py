# SPDX-License-Identifier: MIT
"""A district's own system as a program of its own: a form of N fields, saved as a line of JSON in a file.

python -m tests.desktop.other_system FILE N
"""

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QPushButton, QWidget


class Form(QWidget):
    """Tab goes through the fields to Save, which begins the next one."""

    def __init__(self, file: Path, count: int) -> None:
        super().__init__()
        self._file = file
        self.setWindowTitle("Other system")
        rows = QFormLayout(self)
        self._fields = [QLineEdit() for _number in range(count)]
        for number, field in enumerate(self._fields, start=1):
            rows.addRow(f"Field {number}", field)
        save = QPushButton("Save")
        save.setAutoDefault(True)
        save.clicked.connect(self._save)
        rows.addRow(save)
        self.setFixedSize(480, 320)

    def _save(self) -> None:
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps([field.text() for field in self._fields]) + "\n")
        for field in self._fields:
            field.clear()
        self._fields[0].setFocus()


def main() -> int:
    app = QApplication(sys.argv)
    form = Form(Path(sys.argv[1]), int(sys.argv[2]))
    form.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
