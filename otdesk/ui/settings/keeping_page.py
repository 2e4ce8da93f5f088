# SPDX-License-Identifier: MIT
"""Settings, Keeping records: what is past its time, held, or told of; hand over and destroy; the certificates."""

from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries import retention, workplace
from otdesk.queries.retention import Certificate, RecordRow
from otdesk.rules.retention import Standing
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.paper.certificate import CertificateDialog
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.fitting import FittingTable
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.settings import rule_words
from otdesk.ui.settings.keeping_forms import HoldForm, NoticeForm, lift_hold
from otdesk.ui.settings.purge_dialog import PurgeDialog
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_LEAST_HIGH = 170
_CERTIFICATES_HIGH = 110


class KeepingPage(QWidget):
    """Enter opens the student; H holds her record or lifts the hold."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.form: HoldForm | NoticeForm | PurgeDialog | None = None
        self._zone: tzinfo | None = bridge.now().tzinfo
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sheet = ScrollColumn()
        column.addWidget(sheet)
        sheet.column.setContentsMargins(0, 0, look.px(5), look.px(4))
        sheet.column.setSpacing(look.gap)
        card = Card(_("Keeping records"), padding=10)
        sheet.column.addWidget(card, 1)
        self.rule = Words("", Type.CONTROL, "text2", wrap=True)
        card.add(self.rule)
        chips = Flow()
        self.everybody = FilterChip(_("Everybody"), icon="users")
        self.everybody.clicked.connect(self.refill)
        chips.add(self.everybody)
        card.add(chips)
        self.model: KeyedTableModel[RecordRow] = KeyedTableModel(_columns(), _key, spoken=_spoken, parent=self)
        self.table = FittingTable(_("Records"), 140, ("school", "ended"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(look.px(_LEAST_HIGH))
        self.table.opened.connect(self._open_student)
        self.table.current_changed.connect(self._tell)
        card.add(self.table, 1)
        self.detail = Words("", Type.META, "text2", wrap=True)
        card.add(self.detail)
        card.add(self._buttons())
        sheet.column.addWidget(self._certificates())

    def _buttons(self) -> Flow:
        row = Flow()
        self.hold_button = DefaultButton(_("Legal hold"), icon="lock", key="H")
        self.notice_button = DefaultButton(_("Notice was sent"), icon="mail")
        self.destroy_button = DefaultButton(_("Hand over and destroy"), icon="archive")
        for button, act in (
            (self.hold_button, self.hold),
            (self.notice_button, self.give_notice),
            (self.destroy_button, self.hand_over),
        ):
            button.clicked.connect(act)
            row.add(button)
        return row

    def _certificates(self) -> Card:
        self.certificate_card = Card(_("Certificates of destruction"), padding=10)
        self.certificates: KeyedTableModel[Certificate] = KeyedTableModel(
            [
                Column("n", _("No."), _number, width=60),
                Column("at", _("When"), self._when, width=190),
                Column("scope", _("What"), _scope, width=0, tip=_scope),
                Column("by", _("By"), _by, width=130),
            ],
            _purge_key, parent=self,
        )  # fmt: skip
        self.certificate_table = TableView(_("Certificates of destruction"))
        self.certificate_table.setModel(self.certificates)
        self.certificate_table.setMinimumHeight(theme.current().px(_CERTIFICATES_HIGH))
        self.certificate_table.opened.connect(self.print_certificate)
        self.certificate_card.add(self.certificate_table)
        row = Flow()
        self.print_button = DefaultButton(_("Print certificate"), icon="printer")
        self.print_button.clicked.connect(self.print_certificate)
        row.add(self.print_button)
        self.certificate_card.add(row)
        return self.certificate_card

    # --- showing ---

    def refill(self) -> None:
        today = self.bridge.today()
        self._zone = self.bridge.read(workplace.zone)
        in_force = self.bridge.read(retention.rule, today)
        notice = rule_words.notice(in_force)
        self.rule.setText(
            _("Kept {rule}. Notice before destruction: {notice}. Settings, Rules, Keeping changes it.").format(
                rule=rule_words.kept(in_force), notice=notice
            )
        )
        rows = self.bridge.read(retention.records, today)
        gone = [row for row in rows if row.standing is not Standing.SERVED]
        self.model.show_rows(rows if self.everybody.isChecked() else gone)
        self.everybody.show_count(len(rows))
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        certificates = self.bridge.read(retention.certificates)
        self.certificates.show_rows(certificates)
        self.certificate_card.setVisible(bool(certificates))
        if certificates and not self.certificate_table.currentIndex().isValid():
            self.certificate_table.setCurrentIndex(self.certificates.index(0, 0))
        self._tell()

    def _when(self, row: Certificate) -> str:
        return words.stamp(row.at.astimezone(self._zone))

    def _tell(self, _row: object = None) -> None:
        row = self.table.current_row()
        here = isinstance(row, RecordRow)
        self.detail.setText(_spoken(row) if isinstance(row, RecordRow) else _("Nobody’s record is past its time."))
        self.hold_button.setEnabled(here)
        held = isinstance(row, RecordRow) and row.hold is not None
        self.hold_button.say(_("Lift the hold") if held else _("Legal hold"), key="H")
        self.notice_button.setEnabled(isinstance(row, RecordRow) and row.standing is Standing.NOTICE)

    # --- what the person does ---

    def _open_student(self, row: object) -> None:
        if isinstance(row, RecordRow):
            self.bridge.go(f"caseload/student/{row.student_id}")

    def hold(self) -> None:
        row = self.table.current_row()
        if not isinstance(row, RecordRow):
            return
        if row.hold is not None:
            lift_hold(self, self.bridge, row.hold, row.name)
        else:
            self.form = HoldForm(self, self.bridge, row.student_id, row.name)
            self.form.open()

    def give_notice(self) -> None:
        """To all who wait for one: letters go out together."""
        waiting = [row.student_id for row in self.model.rows() if row.standing is Standing.NOTICE]
        if waiting:
            self.form = NoticeForm(self, self.bridge, waiting)
            self.form.open()

    def hand_over(self) -> None:
        self.form = PurgeDialog(self, self.bridge)
        self.form.finished.connect(self._destroyed)
        self.form.open()

    def _destroyed(self, taken: bool) -> None:
        purge_id = self.form.purge_id if isinstance(self.form, PurgeDialog) else None
        if taken and purge_id is not None:
            self.refill()
            CertificateDialog(self, self.bridge, purge_id).open()

    def print_certificate(self, _row: object = None) -> None:
        row = self.certificate_table.current_row()
        if isinstance(row, Certificate):
            CertificateDialog(self, self.bridge, row.purge_id).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.table.hasFocus() and event.key() == Qt.Key.Key_H and not event.modifiers():
            self.hold()
        else:
            super().keyPressEvent(event)


def standing_words(row: RecordRow) -> str:
    goes = words.full_date(row.goes_from) if row.goes_from is not None else ""
    return {
        Standing.SERVED: _("on the caseload"),
        Standing.KEPT: _("kept"),
        Standing.UNKNOWN: _("birth date missing"),
        Standing.NOTICE: _("notice to be sent"),
        Standing.WAITING: _("notice sent, waits until {day}").format(day=goes),
        Standing.DUE: _("may be destroyed"),
        Standing.HELD: _("legal hold"),
    }[row.standing]


def _columns() -> list[Column[RecordRow]]:
    return [
        Column("name", _("Student"), _name, width=0, kind=Type.CONTROL_STRONG),
        Column("school", _("School"), _school, width=170, color="text2"),
        Column("ended", _("Last service"), _ended, width=110),
        Column("until", _("Keep until"), _until, width=110),
        Column("standing", _("Standing"), standing_words, width=210),
    ]


def _spoken(row: RecordRow) -> str:
    parts = [row.name, row.school, standing_words(row)]
    if row.hold is not None:
        parts.append(_("held since {day} by {who}: {reason}").format(
            day=words.full_date(row.hold.placed_on), who=row.hold.placed_by, reason=row.hold.reason
        ))  # fmt: skip
    if row.notice_on is not None:
        parts.append(_("notice sent {day}").format(day=words.full_date(row.notice_on)))
    return " · ".join(parts)


def _key(row: RecordRow) -> int:
    return row.student_id


def _name(row: RecordRow) -> str:
    return row.name


def _school(row: RecordRow) -> str:
    return row.school


def _ended(row: RecordRow) -> str:
    return words.full_date(row.ended) if row.ended is not None else "–"


def _until(row: RecordRow) -> str:
    return words.full_date(row.keep_until) if row.keep_until is not None else "–"


def _purge_key(row: Certificate) -> int:
    return row.purge_id


def _number(row: Certificate) -> str:
    return str(row.purge_id)


def _scope(row: Certificate) -> str:
    notes = plural("{n} note", "{n} notes", row.counts.get("notes", 0))
    return f"{row.scope}, {notes}"


def _by(row: Certificate) -> str:
    return row.person
