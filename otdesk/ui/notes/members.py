# SPDX-License-Identifier: MIT
"""The students of a group above their notes: who is done, whose note is open; Alt+1 ... 9."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from otdesk.queries.note_members import Member
from otdesk.rules.kinds import NoteStatus
from otdesk.ui import icons, theme
from otdesk.ui.notes.checks import NOT_SEEN
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.flow import Flow
from otdesk.ui.theme import Type
from otdesk.words import _


class MemberTab(Choice):
    """A name with a mark: check = signed, pencil = draft, person × = absent, circle = nothing yet."""

    def __init__(self, member: Member, number: int, parent: QWidget | None = None) -> None:
        super().__init__(member.called, parent)
        self.member = member
        icon, color, said = _mark(member)
        self._icon, self._color = icon, color
        self.setAccessibleName(f"{member.called}, {said}")
        self.setToolTip(_("{status}. Alt+{n}").format(status=said.capitalize(), n=number))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        look = theme.current()
        wide = drawing.text_width(self.text(), look, Type.CONTROL_STRONG)
        return QSize(int(wide) + look.px(15 + 4 + 13), look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fill = "select" if self.isChecked() else "hover" if self.underMouse() else "surface"
        drawing.rounded(painter, QRectF(self.rect()), look.color(fill), None, radius=look.px(6))
        side = look.px(15)
        left = look.px(6)
        icons.paint(painter, self._icon, look.color(self._color), left, (self.height() - side) / 2, side)
        room = QRectF(left + side + look.px(4), 0, self.width(), self.height())
        kind = Type.CONTROL_STRONG if self.isChecked() else Type.CONTROL
        drawing.words(painter, room, self.text(), look, kind, look.color("text"))
        painter.end()


class MemberRow(Flow):
    """Hidden for a session of one."""

    wanted = Signal(int)  # student id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=2, parent=parent)
        self.tabs: list[MemberTab] = []
        self.setAccessibleName(_("Students of this group"))
        self.hide()

    def show_members(self, members: tuple[Member, ...], current: int) -> None:
        if [tab.member for tab in self.tabs] != list(members):
            self.clear()
            self.tabs = [MemberTab(member, number, self) for number, member in enumerate(members, start=1)]
            for tab in self.tabs:
                tab.clicked.connect(self._clicked)
                self.add(tab)
                tab.show()
        for tab in self.tabs:
            tab.setChecked(tab.member.student_id == current)
        self.setVisible(len(members) > 1)

    def _clicked(self) -> None:
        tab = self.sender()
        if isinstance(tab, MemberTab):
            tab.setChecked(True)
            self.wanted.emit(tab.member.student_id)


def _mark(member: Member) -> tuple[str, str, str]:
    if member.status is NoteStatus.SIGNED:
        return "check", "done.ink", _("signed")
    if member.presence in NOT_SEEN:
        return "user-x", "text3", _("absent")
    if member.status is NoteStatus.DRAFT:
        return "pencil-line", "todo.ink", _("draft")
    return "circle-dashed", "text3", _("nothing written yet")
