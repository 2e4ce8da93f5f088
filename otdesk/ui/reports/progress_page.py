# SPDX-License-Identifier: MIT
"""Progress reports: the students of a term at the left, one goal at a time, the very page at the right."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from otdesk.queries import phrases, progress_reports
from otdesk.queries.progress_reports import Queue, State
from otdesk.queries.templates import report_sentences
from otdesk.records.calendars import Term
from otdesk.records.districts import District
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.records.phrases import PhraseKind
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.reports import ProgressReport
from otdesk.records.students import Contact, Student
from otdesk.rules.phrase_text import About, filled
from otdesk.rules.sentences import pronouns
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Run
from otdesk.ui.notes.phrase_list import Offered
from otdesk.ui.paper.progress import ProgressDialog
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.reports import page as pages
from otdesk.ui.reports.manner_form import MannerForm
from otdesk.ui.reports.progress_draft import ReportDraft
from otdesk.ui.reports.progress_goal import GoalEditor
from otdesk.ui.reports.progress_head import ReportHead
from otdesk.ui.reports.progress_paper import PaperSide
from otdesk.ui.reports.progress_queue import QueueCard
from otdesk.words import _, later

_WIDE, _MIDDLE = 980, 620
"""Widths at 100 % above which the page stands beside the goal, and the students beside both."""
_PLACE = "reports"


class ProgressPage(pages.ReportPage):
    kinds: ClassVar[frozenset[type]] = frozenset(
        {ProgressReport, Goal, GoalPoint, Student, Contact, Plan, ServiceLine, Term, District}
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("another student")),
        ("Enter", later("write the report")),
        ("1 2 3 4", later("rate the goal")),
        ("Ctrl+PgUp Ctrl+PgDown", later("goal before, next goal")),
        ("; 1", later("put in a phrase")),
        ("Ctrl+Enter", later("done, next student")),
        ("Esc", later("back to the students")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.queue = Queue(None, (), ())
        self.student_id: int | None = None
        self.term_id: int | None = None
        self.goal_number = 0
        self.draft = ReportDraft(bridge, self)
        self.draft.changed.connect(self._draw)
        self._add_buttons()
        self.students = QueueCard()
        self.students.chosen.connect(self.show_student)
        self.students.entered.connect(self._enter)
        self.students.term_chosen.connect(self._show_term)
        self.students.print_wanted.connect(self.print_all)
        self.empty = EmptyState(
            _("No terms are entered"), _("Reports are written for a term. Enter the school year and its terms first."),
            icon="calendar-range", action=_("Open Settings"),
        )  # fmt: skip
        self.empty.acted.connect(self._to_settings)
        self.nothing = EmptyState(_("Nobody has goals"), _("A student with a goal comes here."), icon="goal")
        self.paper = PaperSide(bridge)
        self._lay_out()

    def _add_buttons(self) -> None:
        self.manner_button = DefaultButton(_("Ratings"), icon="sliders-horizontal")
        self.manner_button.clicked.connect(self.set_manner)
        self.print_button = DefaultButton(_("Print"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_shown)
        self.done_button = PrimaryButton(_("Done, next student"), icon="check", key="Ctrl+Enter")
        self.done_button.clicked.connect(self.finish)
        for button in (self.manner_button, self.print_button, self.done_button):
            self.buttons.addWidget(button)

    def _lay_out(self) -> None:
        look = theme.current()
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.head_row = ReportHead()
        self.head_row.left.connect(self._to_students)
        self.head_row.goal_chosen.connect(self.show_goal_number)
        self.head_row.language_chosen.connect(self.choose_language)
        column.addWidget(self.head_row)
        scroll = ScrollColumn()
        self.editor = GoalEditor()
        self.editor.edited.connect(self._edited)
        self.editor.point_opened.connect(self._open_note)
        scroll.column.addWidget(self.editor, 1)
        column.addWidget(scroll, 1)
        self.middle = QStackedWidget()
        for widget in (self._work, self.empty, self.nothing):
            self.middle.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addWidget(self.students, 22)
        row.addWidget(self.middle, 50)
        row.addWidget(self.paper, 44)

    # --- the place ---

    def refresh(self) -> None:
        self.queue = self.bridge.read(progress_reports.queue, self.bridge.today(), self.term_id)
        rows, term = self.queue.rows, self.queue.term
        known = [row.student_id for row in rows]
        if self.student_id not in known:
            undone = [row.student_id for row in rows if row.state is not State.DONE]
            self.student_id = next(iter([*undone, *known]), None)
        if self.student_id is not None and not self.draft.unsaved:
            self._read(self.student_id)
        self.students.show_queue(self.queue, self.student_id)
        self.middle.setCurrentWidget(self.empty if term is None else self._work if known else self.nothing)
        self._fit()

    def _read(self, student_id: int) -> None:
        before, term = self.draft.report, self.queue.term
        if term is None or not self.draft.read(student_id, term.term_id):
            return
        if before is None or before.student_id != student_id:
            self.goal_number = 0
        self.bridge.viewed([student_id])
        self._show_report()

    def _show_report(self) -> None:
        report = self.draft.report
        if report is None:
            return
        self.goal_number = min(self.goal_number, max(0, len(report.goals) - 1))
        self.head_row.show_report(report, self.goal_number)
        self.editor.setVisible(bool(report.goals))
        self._show_goal()
        done = report.done_on is not None
        said, icon = (_("Open again"), "lock-open") if done else (_("Done, next student"), "check")
        self.done_button.say(said, icon=icon)
        self._draw()

    def _show_goal(self) -> None:
        report = self.draft.report
        if report is None or not report.goals:
            return
        goal = report.goals[self.goal_number]
        kept = self.bridge.read(phrases.of_kind, PhraseKind.REPORT, report.student_id)
        about = About(report.called, *pronouns(report.called, report.pronoun, report_sentences(report.language)))
        texts = [Offered(filled(row.text, about), row.category) for row in kept]
        self.editor.show_goal(report, goal, self.draft.entry.of(goal.goal_id), texts)

    def _draw(self) -> None:
        if self.draft.report is not None:
            self.paper.show_report(self.draft.report, self.draft.entry)

    def visit(self, rest: str) -> None:
        self.refresh_if_stale()
        if rest.isdecimal():
            self.show_student(int(rest))

    def address(self) -> str:
        return str(self.student_id) if self.student_id is not None else ""

    def first_focus(self) -> QWidget | None:
        if self.queue.term is None:
            return self.empty.button
        return self.students.table if self.students.isVisibleTo(self) else self.head_row.goals

    def leave(self) -> None:
        self.draft.save()

    # --- writing ---

    def _take_part(self) -> None:
        if self.draft.report is not None and self.draft.report.goals:
            self.draft.put(self.editor.part())

    def _edited(self) -> None:
        self._take_part()
        self.draft.touch()

    def choose_language(self, code: str) -> None:
        self.draft.speak(code)
        self._show_goal()

    def finish(self) -> None:
        """Done, and on to the next student; or open a done report again."""
        report = self.draft.report
        if report is None:
            return
        if report.done_on is not None:
            self.draft.reopen()
            return
        self._take_part()
        if self.draft.finish():
            following = self.students.after(report.student_id)
            if following is not None:
                self.show_student(following)

    # --- moving about ---

    def show_student(self, student_id: int) -> None:
        if student_id == self.student_id and self.draft.report is not None:
            return
        with self.bridge.telling():
            self.draft.save()
            self.student_id = student_id
            self.students.table.select_key(student_id)
            self._read(student_id)

    def _enter(self, student_id: int) -> None:
        self.show_student(student_id)
        self._fit(writing=True)
        if self.head_row.goals is not None:
            self.head_row.goals.setFocus()

    def _to_students(self) -> None:
        self._fit(writing=False)
        self.students.table.setFocus()

    def _show_term(self, term_id: int) -> None:
        with self.bridge.telling():
            self.draft.drop()
            self.term_id = term_id
            self.refresh_now()

    def show_goal_number(self, number: int) -> None:
        report = self.draft.report
        if report is not None and 0 <= number < len(report.goals):
            self._take_part()
            self.goal_number = number
            self.head_row.show_number(number)
            self._show_goal()

    def _open_note(self, session_id: int) -> None:
        self.bridge.go(f"notes/{session_id}/{self.student_id}")

    def _to_settings(self) -> None:
        self.bridge.go("settings/year")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        writing = isinstance(self.focusWidget(), QTextEdit | QPlainTextEdit)
        number = event.key() - Qt.Key.Key_0
        if event.key() == Qt.Key.Key_Escape:
            self._to_students()
        elif control and event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.show_goal_number(self.goal_number + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        elif not control and not writing and 1 <= number <= 9:
            self.editor.rate_number(number)
        else:
            super().keyPressEvent(event)

    def commands(self) -> list[tuple[Command, Run]]:
        done = Command("reports.done", _("Report done, next student"), "reports", "Ctrl+Return", "check", 2, _PLACE)
        ratings = Command("reports.ratings", _("Ratings and wording"), "reports", "", "sliders-horizontal", 2, _PLACE)
        return [(done, self._finish_if_shown), (ratings, self.set_manner)]

    def _finish_if_shown(self) -> None:
        if self.isVisible():
            self.finish()

    # --- paper ---

    def print_shown(self) -> None:
        if self.student_id is not None:
            self._print((self.student_id,))

    def print_all(self) -> None:
        self._print(tuple(row.student_id for row in self.queue.rows if row.state is State.DONE))

    def _print(self, students: tuple[int, ...]) -> None:
        if not students or self.queue.term is None:
            return
        with self.bridge.telling():
            self.draft.save()
            ProgressDialog(self, self.bridge, self.queue.term, students).open()

    def set_manner(self) -> None:
        MannerForm(self, self.bridge).open()

    # --- room ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _has_room(self, width: int) -> bool:
        return self.width() >= theme.current().px(width)

    def _fit(self, *, writing: bool | None = None) -> None:
        """The page steps back where there is no room; then students and report take turns."""
        self.paper.setVisible(self._has_room(_WIDE) and bool(self.queue.rows))
        beside = self._has_room(_MIDDLE)
        self.head_row.back_button.setVisible(not beside)
        if beside:
            self.students.show()
            self.middle.show()
        elif writing is not None or (self.students.isVisibleTo(self) and self.middle.isVisibleTo(self)):
            self.students.setVisible(not writing)
            self.middle.setVisible(bool(writing))


def build(bridge: Bridge) -> ProgressPage:
    return ProgressPage(bridge)
