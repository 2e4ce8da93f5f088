# SPDX-License-Identifier: MIT
"""Top of a student's lane: who, was she there, how many minutes, and how far her note is."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otdesk import labels, words
from otdesk.actions.attendance import Mark as Said
from otdesk.faults import Refusal
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.ui import statuses, theme
from otdesk.ui.notes import checks
from otdesk.ui.notes.checks import NOT_SEEN, TIMED
from otdesk.ui.notes.composing import minutes_of
from otdesk.ui.notes.head import ABSENCES, short_presence
from otdesk.ui.notes.moments import mark_at, moment_of, moment_text, moment_word
from otdesk.ui.parts import drawing, readings, widths
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.buttons import IconButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import Painted, StatusPill
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _

_LEAST = 340
_SHOWN = (Presence.PRESENT, Presence.LATE, Presence.ABSENT)
"""The others stand behind the three dots."""


class Initials(Painted):
    """Two letters in a circle; the name stands beside it."""

    def __init__(self, first: str, last: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._letters = f"{first[:1]}{last[:1]}".upper()

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(26), look.px(26))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.rounded(painter, rect, look.color("hover"), None, radius=rect.height() / 2)
        drawing.words(
            painter, rect, self._letters, look, Type.META_STRONG, look.color("text2"), Qt.AlignmentFlag.AlignHCenter
        )


class LaneHead(QWidget):
    """Says `marked(Mark)` and `more_wanted`; a time that cannot be is said beside its field, `checked` when that
    changed."""

    marked = Signal(object)
    more_wanted = Signal()
    checked = Signal()

    def __init__(self, form: NoteForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._seen = True
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        row = self._row = QHBoxLayout()
        self._is_under = False
        self._gap = look.px(7)
        row.setSpacing(self._gap)
        self._avatar = Initials(form.called, form.last)
        row.addWidget(self._avatar)
        self.name = ElidedWords(words.full_name(form.called, form.last), Type.ROW)
        self.name.setMaximumWidth(self.name.sizeHint().width())
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row.addWidget(self.name)
        self._grade = Words(_("Gr {grade}").format(grade=words.grade(form.grade)), Type.CONTROL, "text2")
        row.addWidget(self._grade)
        self.attendance = SegmentedControl(
            [(presence, short_presence(presence)) for presence in _SHOWN],
            _("{who}: attendance").format(who=form.called), tones={Presence.PRESENT: Tone.DONE},
            small=True,
        )  # fmt: skip
        self.attendance.chosen.connect(self._marked)
        row.addWidget(self.attendance)
        self._minutes = Words("", Type.CONTROL, "text2")
        row.addWidget(self._minutes)
        row.addStretch(1)
        self.pill = StatusPill(Mark("", ""))
        row.addWidget(self.pill)
        self.more = IconButton("ellipsis", _("{who}: more").format(who=form.called))
        self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.more.clicked.connect(self.more_wanted)
        row.addWidget(self.more)
        column.addLayout(row)
        self._under = QHBoxLayout()
        self._under.addStretch(1)
        column.addLayout(self._under)
        column.addWidget(self._detail_row())
        self.show_form(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Her name before what is only pleasant to see."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is only pleasant to see steps back until her name has room; at last the status goes under it."""
        wide = self.width() - self.name.maximumWidth()
        wide -= sum(part.sizeHint().width() + self._gap for part in (self.attendance, self.more))
        room = wide - self.pill.sizeHint().width() - self._gap
        self._place_pill(under=room < 0)
        for part, wanted in ((self._minutes, self._seen), (self._grade, True), (self._avatar, True)):
            room -= part.sizeHint().width() + self._gap
            part.setVisible(wanted and room >= 0)

    def _place_pill(self, *, under: bool) -> None:
        if under is self._is_under:
            return
        self._is_under = under
        if under:
            self._row.removeWidget(self.pill)
            self._under.insertWidget(0, self.pill)
        else:
            self._under.removeWidget(self.pill)
            self._row.insertWidget(self._row.indexOf(self.more), self.pill)

    def minimumSizeHint(self) -> QSize:
        """It can be as narrow as it is without them."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.current().px(_LEAST)), least.height())

    def _detail_row(self) -> QWidget:
        """When she came or went, or why she was not there."""
        self._detail = QWidget()
        row = QHBoxLayout(self._detail)
        row.setContentsMargins(theme.current().px(34), 0, 0, 0)
        self._question = Words("", Type.LABEL, "text2")
        self.moment = QLineEdit()
        widths.fixed(self.moment, 68)
        self.moment.editingFinished.connect(self._moment_typed)
        self.reason = QComboBox()
        for reason in ABSENCES:
            self.reason.addItem(labels.reason(reason))
        self.reason.activated.connect(self._reason_chosen)
        self._fault = Words("", Type.META, "bad.ink")
        for widget in (self._question, self.moment, self.reason, self._fault):
            row.addWidget(widget)
        row.addStretch(1)
        return self._detail

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.attendance, self.moment, self.reason]

    def first_field(self) -> QWidget:
        """Of a student who was not there: why, or whether."""
        return self.reason if self._form.presence is Presence.ABSENT else self.attendance

    def takes_away(self, field: QWidget, form: NoteForm) -> bool:
        """Whether `field` is not shown of a student who was there as `form` says."""
        timed, absent = form.presence in TIMED, form.presence is Presence.ABSENT
        return (field is self.moment and not timed) or (field is self.reason and not absent)

    def park(self, form: NoteForm) -> None:
        """The keyboard to what is always shown, while the other fields come and go; a time that was being typed is
        none of `form`."""
        self._form = form
        self.attendance.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_form(self, form: NoteForm) -> None:
        """A time that was refused stands there with its fault until another is typed or she was there otherwise."""
        refused = bool(self.fault()) and form.presence is self._form.presence
        self._form = form
        presence = form.presence or Presence.PRESENT
        self.attendance.set_value(presence if presence in _SHOWN else None)
        locked = form.status is not None and form.status is not NoteStatus.DRAFT
        self.attendance.setEnabled(not locked)
        self.more.setEnabled(not locked)
        self._minutes.setText(words.minutes(minutes_of(form)) if not checks.untimed(form) else "")
        self._seen = presence not in NOT_SEEN
        timed, absent = presence in TIMED, presence is Presence.ABSENT
        self._question.setText(_("Why") if absent else moment_word(presence))
        for field in (self.moment, self.reason):
            field.setAccessibleName(f"{form.called}: {self._question.text()}")
        if not refused:
            self._fault.setText("")
            if not self.moment.hasFocus():
                self.moment.setText(moment_text(form))
        if form.reason in ABSENCES:
            self.reason.setCurrentIndex(ABSENCES.index(form.reason))
        self.moment.setVisible(timed)
        self.reason.setVisible(absent)
        self._detail.setVisible((timed or absent) and not locked)

    def fault(self) -> str:
        """What is wrong with a time that was typed; "" when nothing is."""
        return self._fault.text()

    def refuse(self, fault: str) -> None:
        """The time that stands there cannot be: it stays, and why is said beside it. "": it can."""
        if fault != self._fault.text():
            self._fault.setText(fault)
            self.checked.emit()
        if fault:
            announce(self, fault)

    def lacks(self) -> str:
        """Whoever came late or left early did so at a time: the minutes are counted by it. What is missing, or ""."""
        presence = self._form.presence
        if presence not in TIMED or not (checks.untimed(self._form) or self.fault()):
            return ""
        return _("{parts} missing").format(parts=moment_word(presence))

    def show_status(self, missing: str) -> None:
        """Signed, absent, ready, or what is missing."""
        form = self._form
        if form.status is NoteStatus.SIGNED:
            self.pill.show_mark(statuses.signed(locked=True))
        elif form.status is NoteStatus.VOID:
            self.pill.show_mark(statuses.void())
        elif form.presence is Presence.REFUSED:
            self.pill.show_mark(statuses.refused())
        elif form.presence is Presence.ABSENT:
            self.pill.show_mark(statuses.absent())
        elif missing:
            self.pill.show_mark(Mark(missing, "pencil-line", Tone.TODO))
        else:
            self.pill.show_mark(Mark(_("Ready"), "circle-check", Tone.DONE))
        self._fit()

    def _marked(self, presence: object) -> None:
        if isinstance(presence, Presence):
            self.marked.emit(Said(presence))

    def _reason_chosen(self) -> None:
        reason = ABSENCES[self.reason.currentIndex()]
        if reason is not self._form.reason:
            self.marked.emit(Said(Presence.ABSENT, reason))

    def _moment_typed(self) -> None:
        """An emptied field takes the time back: what stands on the screen is what is signed."""
        text, form = self.moment.text().strip(), self._form
        if form.presence is None or form.presence not in TIMED:
            return
        try:
            minute = readings.minute(text) if text else None
        except Refusal as refusal:
            self.refuse(refusal.message)
            return
        self.refuse("")
        if minute != moment_of(form):
            self.marked.emit(mark_at(form.presence, minute))
