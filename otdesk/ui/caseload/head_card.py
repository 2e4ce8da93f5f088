# SPDX-License-Identifier: MIT
"""The head of a student's page: who she is, her plan's dates, and what must be minded."""

from datetime import date

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions.alerts import kind_words
from otdesk.queries.students import AlertRow, StudentPage
from otdesk.rules.alerts import review_due
from otdesk.rules.kinds import AlertKind
from otdesk.ui import statuses, theme
from otdesk.ui.caseload import case_words
from otdesk.ui.caseload.row_parts import EditRow, connect_row
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import LinkButton, QuietButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.parts.marks import Painted, SchoolChip, StatusPill
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _


class Avatar(Painted):
    """Initials in the school's color."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._letters, self._color = "", 0

    def show_person(self, letters: str, color: int) -> None:
        self._letters, self._color = letters, color
        self.update()

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(52), look.px(52))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        color = look.school(self._color)
        drawing.rounded(painter, rect, QColor(color.tint), QColor(color.solid), radius=rect.height() / 2, width=1.4)
        ink = QColor(color.ink)
        drawing.words(painter, rect, self._letters, look, Type.TITLE, ink, Qt.AlignmentFlag.AlignHCenter)


class HeadCard(Card):
    """`acted(what, id)`: "plan" edits the plan, "alert", "alert-reviewed", "alert-remove" and "alert-add" alerts."""

    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(padding=16)
        look = theme.current()
        self._top = top = QHBoxLayout()
        top.setSpacing(look.px(16))
        self.avatar = Avatar()
        top.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self._names(), 1)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(look.px(14))
        self._facts.setVerticalSpacing(look.px(3))
        top.addLayout(self._facts)
        self.column.addLayout(top)
        self._alerts = QVBoxLayout()
        self._alerts.setSpacing(0)
        self.column.addLayout(self._alerts)

    def _names(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(2)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self.name = Words("", Type.TITLE)
        self._chip = QHBoxLayout()
        self._line.addWidget(self.name)
        self._line.addLayout(self._chip)
        self._line.addStretch(1)
        self.detail = ElidedWords("", Type.BODY, "text2")
        self._more = Flow(spacing=6)
        box.addLayout(self._line)
        box.addWidget(self.detail)
        box.addSpacing(4)
        box.addWidget(self._more)
        box.addStretch(1)
        return box

    def set_narrow(self, narrow: bool) -> None:
        """Where it is narrow the plan's dates stand under the name."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._top.direction() is not direction:
            self._top.setDirection(direction)

    def show_page(self, page: StudentPage, today: date) -> None:
        entry = page.entry
        letters = "".join(part[0] for part in (page.called, entry.last) if part).upper()
        self.avatar.show_person(letters, page.school.color)
        self.name.setText(page.name)
        empty(self._chip)
        self._chip.addWidget(SchoolChip(page.school.code, page.school.color, page.school.name))
        self._show_pills(page, today)
        where = ", ".join(part for part in (entry.teacher, words.room(entry.room)) if part)
        parts = [words.grade_long(entry.grade), where, page.school.name]
        if entry.preferred and entry.preferred != entry.first:
            parts.insert(0, words.full_name(entry.first, entry.last))
        self.detail.show_text(" · ".join(part for part in parts if part))
        self._show_facts(page, today)
        self._show_alerts(page, today)

    def _show_pills(self, page: StudentPage, today: date) -> None:
        self._more.clear()
        if page.exited_on is not None:
            said = _("Exited {day}").format(day=words.short_date(page.exited_on))
            self._more.add(StatusPill(Mark(said, "log-out", Tone.NEUTRAL)))
        if page.hold is not None:
            held = _("Legal hold since {day}").format(day=words.short_date(page.hold.placed_on))
            self._more.add(StatusPill(Mark(held, "lock", Tone.BAD)))
        review = page.plan.entry.annual_review if page.plan is not None else None
        soon = review is not None and (review - today).days <= 30
        if review is not None and soon:
            mark = case_words.due_mark(review, today)
            self._more.add(StatusPill(Mark(_("Review: {when}").format(when=mark.words), mark.icon, mark.tone)))
        self._more.setVisible(
            page.exited_on is not None or page.hold is not None or (review is not None and (review - today).days <= 30)
        )

    def _show_facts(self, page: StudentPage, today: date) -> None:
        empty(self._facts)
        plan, entry = page.plan, page.entry
        facts: list[tuple[str, str]] = []
        if plan is not None:
            facts.append((case_words.plan_title(plan), case_words.plan_dates(plan)))
            if plan.entry.reevaluation_due is not None:
                facts.append((_("Re-evaluation"), words.full_date(plan.entry.reevaluation_due)))
        else:
            facts.append((_("Plan"), _("none in force")))
        if entry.birth_date is not None:
            facts.append((_("Born"), words.full_date(entry.birth_date)))
        if entry.case_manager:
            facts.append((_("Case manager"), entry.case_manager))
        for number, (name, value) in enumerate(facts):
            self._facts.addWidget(Words(name, Type.CONTROL, "text2"), number, 0)
            self._facts.addWidget(Words(value, Type.CONTROL_STRONG), number, 1)
        self._facts.setRowStretch(len(facts), 1)

    def _show_alerts(self, page: StudentPage, today: date) -> None:
        empty(self._alerts)
        if page.alerts:
            self._alerts.addWidget(Divider())
        for alert in page.alerts:
            self._alerts.addWidget(self._alert_row(alert, today))
        add = QuietButton(_("Alert"), icon="plus")
        add.setAccessibleName(_("Add a safety alert"))
        add.setObjectName("alert-add")
        add.clicked.connect(self._add_alert)
        edit = QuietButton(_("Plan dates"), icon="pencil")
        edit.setAccessibleName(_("Edit the plan"))
        edit.setObjectName("plan-edit")
        edit.clicked.connect(self._edit_plan)
        edit.setEnabled(page.plan is not None)
        self._line_end("" if page.alerts else _("No safety alerts entered"), edit, add)

    def _line_end(self, said: str, *buttons: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(said, Type.META, "text3"))
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        holder = QWidget()
        holder.setLayout(row)
        self._alerts.addWidget(holder)

    def _alert_row(self, alert: AlertRow, today: date) -> EditRow:
        entry = alert.entry
        name = kind_words(entry.kind)
        more = (("alert-remove", _("Remove this alert")),)
        row = connect_row(EditRow(alert.alert_id, name, more, edit="alert"), self.acted.emit)
        tone = Tone.NEUTRAL if entry.kind is AlertKind.OTHER else Tone.BAD
        row.line.addWidget(StatusPill(Mark(name, statuses.ALERT_ICONS[entry.kind], tone)))
        row.line.addWidget(ElidedWords(entry.words, Type.CONTROL), 1)
        old = review_due(entry.reviewed_on, today)
        said = (
            _("never reviewed")
            if entry.reviewed_on is None
            else _("reviewed {day}").format(day=words.full_date(entry.reviewed_on))
        )
        row.line.addWidget(Words(said, Type.META, "todo.ink" if old else "text2"))
        if entry.reviewed_on != today:
            button = LinkButton(_("Reviewed today"))
            button.setObjectName(f"alert-reviewed-{alert.alert_id}")
            button.setAccessibleDescription(name)
            button.setProperty("alert", alert.alert_id)
            button.clicked.connect(self._reviewed)
            row.line.addWidget(button)
        row.close_line()
        return row

    def _edit_plan(self) -> None:
        self.acted.emit("plan", 0)

    def _add_alert(self) -> None:
        self.acted.emit("alert-add", 0)

    def _reviewed(self) -> None:
        self.acted.emit("alert-reviewed", int(self.sender().property("alert")))
