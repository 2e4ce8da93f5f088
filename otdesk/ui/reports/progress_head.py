# SPDX-License-Identifier: MIT
"""Above a report's goal: whose it is, in which language it goes home, which goal is shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.progress_reports import ReportPage
from otdesk.ui import theme
from otdesk.ui.forms.combo import Combo
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

_LANGUAGES = {"en": "English", "es": "Español"}
_SHORT = 22


class ReportHead(QWidget):
    """`goal_chosen(n)`, counted from 0; `language_chosen(code)`; `left` leads back to the students."""

    goal_chosen = Signal(int)
    language_chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        self.back_button = DefaultButton(_("Students"), icon="arrow-left", key="Esc")
        self.back_button.clicked.connect(self.left)
        self._name = Words("", Type.CARD)
        self._name.setMinimumHeight(theme.current().control)
        self.language = Combo([(code, _LANGUAGES.get(code, code)) for code in words.languages()])
        self.language.setAccessibleName(_("Language of this report"))
        self.language.activated.connect(self._language)
        line = Flow(spacing=10)
        for widget in (self.back_button, self._name, self.language):
            line.add(widget)
        self._goals = Flow(spacing=8)
        self.goals: SegmentedControl | None = None
        column.addWidget(line)
        column.addWidget(self._goals)

    def show_report(self, report: ReportPage, number: int) -> None:
        held = self.goals is not None and self.goals.isAncestorOf(self.focusWidget() or self)
        self._name.setText(report.name)
        self.language.choose(report.language)
        self.language.setEnabled(report.done_on is None)
        self._goals.clear()
        self.goals = None
        if report.goals:
            names = [_short(goal.area or goal.cue or goal.statement) for goal in report.goals]
            options = [
                (n, f"{goal.number} {name}") for n, (goal, name) in enumerate(zip(report.goals, names, strict=True))
            ]
            self.goals = SegmentedControl(options, _("Goal"))
            self.goals.set_value(number)
            self.goals.chosen.connect(self._goal)
            self._goals.add(self.goals)
            self.goals.show()
            self.goals.follow(self.language)
            if held:
                self.goals.setFocus()

    def show_number(self, number: int) -> None:
        if self.goals is not None:
            self.goals.set_value(number)

    def _goal(self, number: object) -> None:
        self.goal_chosen.emit(int(str(number)))

    def _language(self) -> None:
        self.language_chosen.emit(str(self.language.value()))


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 2].rstrip()}…"
