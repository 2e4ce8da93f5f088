# SPDX-License-Identifier: MIT
"""Who is in a block: class, teacher, room and what must be minded, beside its card."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.queries.week_rows import StudentRow
from otdesk.ui import theme
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import Popover
from otdesk.ui.parts.labels import Words
from otdesk.ui.planner.faces import about_words, goal_words
from otdesk.ui.safety.alert_lines import AlertLines
from otdesk.ui.theme import Type
from otdesk.words import _

_TALLEST = 340


class WhoPopover(Popover):
    """Read from top to bottom by the arrows; Esc goes back to the card."""

    def __init__(self, anchor: QWidget, title: str, students: Sequence[StudentRow], today: date) -> None:
        super().__init__(anchor, title, width=420)
        look = theme.current()
        page = ScrollColumn()
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setAccessibleName("; ".join(about_words(student) for student in students))
        page.column.setSpacing(look.px(4))
        for student in students:
            page.column.addWidget(Words(student.name, Type.ROW))
            page.column.addWidget(Words(_facts(student), Type.CONTROL, "text2", wrap=True))
            lines = AlertLines()
            page.column.addWidget(lines)
            lines.show_alerts(student.alerts, today)
            page.column.addSpacing(look.px(6))
        page.column.addStretch(1)
        self.body.addWidget(page, 1)
        self.add_buttons(_("Close"))
        self.cancel_button.hide()
        self.focus_first(page)
        page.setMinimumHeight(min(look.px(_TALLEST), page.body.sizeHint().height() + look.px(8)))


def _facts(student: StudentRow) -> str:
    place = ", ".join(part for part in (student.teacher or _("no teacher entered"), words.room(student.room)) if part)
    return words.listed_with_dots([words.grade_long(student.grade), place, goal_words(student)])
