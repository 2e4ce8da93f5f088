# SPDX-License-Identifier: MIT
"""One student's page: head, services, goals, her day; beside it timeline, what works, contacts, other times."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otdesk.queries import schools as school_queries
from otdesk.queries import student_days, timelines
from otdesk.queries import students as student_queries
from otdesk.queries.students import StudentPage
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.acts import StudentActs
from otdesk.ui.caseload.belongings import FilesCard, LoansCard
from otdesk.ui.caseload.disclosures import DisclosuresCard
from otdesk.ui.caseload.head_card import HeadCard
from otdesk.ui.caseload.side_cards import ContactsCard, DayCard, TimelineCard, TimesCard, WorksCard
from otdesk.ui.caseload.work_cards import GoalsCard, ServicesCard
from otdesk.ui.importing.drops import files_of
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.headers import HeaderBar
from otdesk.words import _

_FEW = 6
_ALL = 10_000
_NARROW = 900
_RING = 5  # what stands at the edge keeps room for its focus ring


class StudentView(QWidget):
    """Shows one student; `step(-1 or 1)` asks for the one before or after in the table."""

    back_wanted = Signal()
    step = Signal(int)
    gone = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.acts = StudentActs(self, bridge)
        self.student_id = 0
        self.page: StudentPage | None = None
        self._limit = _FEW
        self._weekday: int | None = None
        self._unwritten: int | None = None
        self.setAcceptDrops(True)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 1, 6)
        column.setSpacing(look.px(10))
        column.addWidget(self._header())
        self.area = ScrollColumn()
        # At large zoom a goal's row is wider than a small window: it can be reached, never cut off.
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(0, 0, look.px(4), look.px(8))
        self._body.setSpacing(look.gap)
        self.area.column.addLayout(self._body)
        self._body.addWidget(self._main(), 1)
        self._side_box = self._side()
        self._body.addWidget(self._side_box, 0)
        column.addWidget(self.area, 1)

    # --- building ---

    def _header(self) -> HeaderBar:
        self.header = HeaderBar(_("Caseload"), find=False)
        self.back_button = IconButton("arrow-left", _("Back to the table"))
        self.before_button = IconButton("chevron-up", _("Student before"))
        self.after_button = IconButton("chevron-down", _("Student after"))
        self.back_button.clicked.connect(self.back_wanted)
        self.before_button.clicked.connect(self._step_back)
        self.after_button.clicked.connect(self._step_on)
        self.header.left.insertWidget(0, self.before_button)
        self.header.left.insertWidget(1, self.after_button)
        self.header.lead_with(self.back_button)
        self.header.setContentsMargins(0, 0, _RING, 0)
        self.more_button = DefaultButton(_("More"), icon="ellipsis")
        self.more_button.clicked.connect(self._open_more)
        self.edit_button = DefaultButton(_("Edit"), icon="pencil", key="F2")
        self.edit_button.clicked.connect(self.acts.edit_student)
        self.report_button = DefaultButton(_("Progress report"), icon="chart-line")
        self.report_button.clicked.connect(self.open_report)
        self.note_button = PrimaryButton(_("Write note"), icon="notebook-pen", key="N")
        self.note_button.clicked.connect(self.write_note)
        for button in (self.more_button, self.edit_button, self.report_button, self.note_button):
            self.header.right.addWidget(button)
        return self.header

    def _main(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().gap)
        self.head, self.services, self.goals, self.day = HeadCard(), ServicesCard(), GoalsCard(), DayCard()
        self.head.acted.connect(self.acts.do)
        self.services.acted.connect(self.acts.do)
        self.services.add_wanted.connect(self.acts.add_line)
        self.goals.acted.connect(self.acts.do)
        self.goals.add_wanted.connect(self.acts.add_goal)
        self.day.chosen.connect(self._choose_day)
        for card in (self.head, self.services, self.goals, self.day):
            column.addWidget(card)
        column.addStretch(1)
        return holder

    def _side(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().gap)
        self.timeline, self.works = TimelineCard(), WorksCard()
        self.contacts, self.times = ContactsCard(), TimesCard()
        self.timeline.all_wanted.connect(self._show_all)
        self.works.edit_wanted.connect(self.acts.edit_works)
        self.contacts.acted.connect(self.acts.do)
        self.contacts.add_wanted.connect(self.acts.add_contact)
        self.times.acted.connect(self.acts.do)
        self.times.add_wanted.connect(self.acts.add_commitment)
        self.loans, self.files, self.given = LoansCard(), FilesCard(), DisclosuresCard(self.bridge)
        for part in (self.loans, self.files):
            part.acted.connect(self.acts.do)
        self.loans.add_wanted.connect(self.acts.belongings.lend)
        self.files.add_wanted.connect(self.acts.belongings.add_files)
        for card in (self.timeline, self.works, self.loans, self.files, self.given, self.times, self.contacts):
            column.addWidget(card)
        column.addStretch(1)
        widths.fixed(holder, 312)
        return holder

    # --- showing ---

    def show_student(self, student_id: int) -> None:
        if student_id != self.student_id:
            self.student_id = student_id
            self._limit, self._weekday = _FEW, None
            self.area.verticalScrollBar().setValue(0)
        self.show_now()

    def show_now(self) -> None:
        """Read and show again; what has the focus keeps it by its name."""
        now, today = self.bridge.now(), self.bridge.today()
        page = self.bridge.read(student_queries.page, self.student_id, now)
        self.page = page
        self.acts.show_page(page)
        if page is None:
            self.gone.emit()
            return
        self.bridge.viewed([self.student_id])
        focus = self._focused_name()
        self.head.show_page(page, today)
        self.services.show_page(page, today)
        self.goals.show_page(page)
        self.contacts.show_page(page)
        self.loans.show_page(page, today)
        self.files.show_page(page, today)
        self.given.show_page(page, today)
        self.times.show_page(page, self.bridge.read(school_queries.schools, archived=True))
        self.works.show_text(page.what_works)
        happened = self.bridge.read(timelines.timeline, self.student_id, now, self._limit)
        self.timeline.show_timeline(happened, today)
        self._unwritten = timelines.unwritten(happened)
        self.note_button.setVisible(self._unwritten is not None)
        self.report_button.setVisible(self.page is not None and self.page.exited_on is None)
        self._show_day()
        self._focus_named(focus)

    def show_place(self, place: int, of: int) -> None:
        """ "9 of 43" beside the title; 0 when the table does not hold this student now."""
        self.header.set_title(_("Caseload"), _("{n} of {of}").format(n=place, of=of) if place else "")
        self.before_button.setEnabled(place > 1)
        self.after_button.setEnabled(0 < place < of)

    def _show_day(self) -> None:
        today = self.bridge.today()
        if self.page is None:
            return
        if self._weekday is None:
            first = self.bridge.read(student_days.first_therapy_day, self.student_id, today)
            self._weekday = first if first is not None else min(today.weekday(), 4)
        day = self.bridge.read(student_days.student_day, self.student_id, self._weekday, today)
        if day is not None:
            self.day.show_day(self.page.called, day, self.page.school.color)

    def _choose_day(self, weekday: int) -> None:
        self._weekday = weekday
        self._show_day()

    def _show_all(self) -> None:
        self._limit = _ALL
        self.show_now()

    def _focused_name(self) -> str:
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""

    def _focus_named(self, name: str) -> None:
        if not name:
            return
        found = [widget for widget in self.findChildren(QWidget, name) if widget.isVisibleTo(self)]
        (found[-1] if found else self.edit_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the person does ---

    def more_menu(self) -> QMenu:
        menu = QMenu(self)
        page = self.page
        if page is None:
            return menu
        exited = page.exited_on is not None
        actions = [("new-plan", _("New plan…"))]
        if page.plan is not None:
            actions.append(("close-plan", _("Close the plan…")))
        if not exited:
            actions.append(("transfer", _("Transfer to another school…")))
        actions.append(
            ("lift-hold", _("Lift the legal hold…")) if page.hold is not None else ("hold", _("Legal hold…"))
        )
        actions.append(("readmit", _("Back on the caseload")) if exited else ("exit", _("Exit from the caseload…")))
        for what, said in actions:
            menu.addAction(said).setData(what)
        menu.triggered.connect(self.acts.take_menu)
        return menu

    def write_note(self) -> None:
        """The note of the last session that has none signed."""
        if self._unwritten is not None:
            self.bridge.go(f"notes/{self._unwritten}/{self.student_id}")

    def open_report(self) -> None:
        self.bridge.go(f"reports/progress/{self.student_id}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters arrive here only where no field takes them."""
        if event.key() == Qt.Key.Key_N and not event.modifiers():
            self.write_note()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event) and self.page is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.acts.belongings.keep(files_of(event))

    def _open_more(self) -> None:
        menu = self.more_menu()
        menu.exec(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))
        menu.deleteLater()

    def _step_back(self) -> None:
        self.step.emit(-1)

    def _step_on(self) -> None:
        self.step.emit(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the side stands below."""
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_NARROW)
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.head.set_narrow(narrow)
        width = theme.current().px(312)
        self._side_box.setMinimumWidth(0 if narrow else width)
        self._side_box.setMaximumWidth(16_777_215 if narrow else width)
