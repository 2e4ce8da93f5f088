# SPDX-License-Identifier: MIT
"""Settings, Audit trail: who did what to which record, and when. Nothing in it can be changed."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from otdesk import words
from otdesk.printouts import audit_words
from otdesk.queries import audit, ledger, workplace
from otdesk.queries import notes as note_queries
from otdesk.queries.audit import TrailRow, Wanted
from otdesk.rules.audit import AuditGroup
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.paper.audit_trail import AuditDialog, AuditExport, Chosen, scope_words
from otdesk.ui.paper.chain_export import ChainExport
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column
from otdesk.ui.parts.paged import PagedTableModel
from otdesk.ui.reports.span import SpanChooser
from otdesk.ui.settings.list_card import list_card
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_LEAST_HIGH = 170
_COMBO = 132
_FIRST_TO_GO = ("details", "who", "seq", "when")


class AuditPage(QWidget):
    """Enter opens the student or the note of a row."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.wanted = self._shown = Wanted()
        self._zone = bridge.now().tzinfo
        look = theme.current()
        card = list_card(self, _("Audit trail"))
        card.add(self._filters())
        self.model: PagedTableModel[TrailRow] = PagedTableModel(
            self._columns(), _key, self._read, spoken=self._spoken, parent=self
        )
        self.table = FittingTable(_("Audit trail"), 150, _FIRST_TO_GO)
        self.table.setModel(self.model)
        self.table.kept_as = "audit"
        self.table.setMinimumHeight(look.px(_LEAST_HIGH))
        self.table.opened.connect(self._open_record)
        self.table.current_changed.connect(self._tell)
        self.nothing = EmptyState(_("Nothing in these days"), icon="shield-check", action=_("Show everything"))
        self.nothing.acted.connect(self.show_everything)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        card.add(self._stack, 1)
        self.detail = Words("", Type.META, "text2", wrap=True)
        card.add(self.detail)
        card.add(self._buttons())

    # --- building ---

    def _filters(self) -> Flow:
        self.span = SpanChooser(self.bridge.today())
        self.span.chosen.connect(self._filtered)
        self.all_days = FilterChip(_("All days"), icon="calendar-range")
        self.all_days.clicked.connect(self._filtered)
        groups: list[tuple[object, str]] = [("", _("Everything"))]
        self.kinds = Combo([*groups, *((code, audit_words.group(code)) for code in AuditGroup)])
        self.person, self.student = Combo([]), Combo([])
        row = Flow()
        for widget in (self.span, self.all_days, self.kinds, self.person, self.student):
            row.add(widget)
        for combo, name in ((self.kinds, _("What")), (self.person, _("Who")), (self.student, _("Student"))):
            combo.setAccessibleName(name)
            combo.activated.connect(self._filtered)
            widths.at_least(combo, _COMBO)
        return row

    def _columns(self) -> list[Column[TrailRow]]:
        return [
            Column("when", _("When"), self._when, width=186),
            Column("who", _("Who"), _who, width=120, color="text2"),
            Column("what", _("What"), _what, width=170, kind=Type.CONTROL_STRONG),
            Column("record", _("Record"), audit_words.record_named, width=0, tip=audit_words.record_named),
            Column("details", _("Details"), _details, width=230, color="text2", tip=_details),
            Column("seq", _("No."), _number, width=60, right=True, color="text3"),
        ]

    def _buttons(self) -> Flow:
        row = Flow()
        self.print_button = DefaultButton(_("Print"), icon="printer", key="Ctrl+P")
        self.save_button = DefaultButton(_("Save as CSV"), icon="file-spreadsheet", key="Ctrl+E")
        self.chain_button = DefaultButton(_("Chains for a check"), icon="link-2")
        for button, act in (
            (self.print_button, self.print_rows),
            (self.save_button, self.save_rows),
            (self.chain_button, self.save_chain),
        ):
            button.clicked.connect(act)
            row.add(button)
        self.count = Words("", Type.META, "text2")
        row.add(self.count)
        return row

    # --- showing ---

    def refill(self) -> None:
        read, today = self.bridge.read, self.bridge.today()
        self._zone = read(workplace.zone)
        self.span.show_year(read(ledger.school_year, today), today)
        everybody: list[tuple[object, str]] = [("", _("Everybody"))]
        self.person.offer([*everybody, *((name, name) for name in read(audit.persons))], self.wanted.person)
        every: list[tuple[object, str]] = [(0, _("All students"))]
        students = ((choice.student_id, choice.name) for choice in read(audit.students))
        self.student.offer([*every, *students], self.wanted.student_id or 0)
        self._filtered()

    def show_student(self, student_id: int) -> None:
        """Everything about one student."""
        self.all_days.setChecked(True)
        self.kinds.choose("")
        self.wanted = Wanted(student_id=student_id)

    def show_everything(self) -> None:
        self.all_days.setChecked(True)
        for combo, value in ((self.kinds, ""), (self.person, ""), (self.student, 0)):
            combo.choose(value)
        self._filtered()
        self.table.setFocus()

    def _filtered(self, _what: object = None) -> None:
        self.wanted = self._chosen_now()
        self._show()

    def _chosen_now(self) -> Wanted:
        group, student = self.kinds.value(), self.student.value()
        first = end = None
        if not self.all_days.isChecked():
            first = datetime.combine(self.span.span.first, time(), self._zone)
            end = datetime.combine(self.span.span.last + timedelta(days=1), time(), self._zone)
        return Wanted(
            group if isinstance(group, AuditGroup) else None, str(self.person.value() or ""),
            student if isinstance(student, int) and student else None, first, end,
        )  # fmt: skip

    def _show(self) -> None:
        """New rows of the same question stand above the others; another question begins anew."""
        count, before = self.bridge.read(audit.count, self.wanted), self.model.rowCount()
        if self.wanted == self._shown and 0 < before <= count:
            self.model.grow_above(count - before)
        else:
            self.model.show_count(count)
        self._shown = self.wanted
        self._stack.setCurrentWidget(self.table if count else self.nothing)
        if count and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.count.setText(plural("{n} row", "{n} rows", count))
        for button in (self.print_button, self.save_button):
            button.setEnabled(count > 0)
        self._tell()

    def _read(self, start: int, most: int) -> Sequence[TrailRow]:
        return self.bridge.read(audit.rows, self.wanted, start, most)

    def _tell(self, _row: object = None) -> None:
        """The current row whole: its columns may be hidden or cut."""
        row = self.table.current_row() if self.model.rowCount() else None
        self.detail.setText(self._spoken(row) if isinstance(row, TrailRow) else "")

    def _spoken(self, row: TrailRow) -> str:
        parts = (
            f"{row.seq}", self._when(row), row.person, audit_words.kind(row.kind), audit_words.record_named(row),
            audit_words.details(row.detail),
        )  # fmt: skip
        return " · ".join(part for part in parts if part)

    def _when(self, row: TrailRow) -> str:
        return words.stamp(row.at.astimezone(self._zone))

    # --- what the person does ---

    def _open_record(self, row: object) -> None:
        if not isinstance(row, TrailRow) or row.student_id is None:
            return
        if row.subject_kind == "note" and row.subject_id is not None:
            session = self.bridge.read(note_queries.session_of, row.subject_id)
            if session is not None:
                self.bridge.go(f"notes/{session}/{row.student_id}")
        elif row.student:
            self.bridge.go(f"caseload/student/{row.student_id}")

    def chosen(self) -> Chosen:
        """What is shown, for paper and tables."""
        days = _("all days") if self.all_days.isChecked() else self.span.words()
        number = self.wanted.student_id
        student = _("student {n}").format(n=number) if number is not None else ""
        return Chosen(self.wanted, scope_words(self.wanted, days, student), self.model.rowCount())

    def print_rows(self) -> None:
        if self.model.rowCount():
            AuditDialog(self, self.bridge, self.chosen()).open()

    def save_rows(self) -> None:
        if self.model.rowCount():
            AuditExport(self, self.bridge, self.chosen()).open()

    def save_chain(self) -> None:
        ChainExport(self, self.bridge).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_P:
            self.print_rows()
        elif control and event.key() == Qt.Key.Key_E:
            self.save_rows()
        else:
            super().keyPressEvent(event)


def _key(row: TrailRow) -> int:
    return row.seq


def _who(row: TrailRow) -> str:
    return row.person


def _what(row: TrailRow) -> str:
    return audit_words.kind(row.kind)


def _details(row: TrailRow) -> str:
    return audit_words.details(row.detail)


def _number(row: TrailRow) -> str:
    return str(row.seq)
