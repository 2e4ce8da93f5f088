# SPDX-License-Identifier: MIT
"""All parts side by side in their states, for the `components` picture."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from otdesk.faults import Refusal
from otdesk.ui import statuses, theme
from otdesk.ui.parts import drawing, widths
from otdesk.ui.parts.buttons import DangerButton, DefaultButton, IconButton, LinkButton, PrimaryButton, QuietButton
from otdesk.ui.parts.cards import Card, Divider
from otdesk.ui.parts.choices import CheckBox, FilterChip, SegmentedControl, TagToggle
from otdesk.ui.parts.feedback import Banner, EmptyState, ProgressLine, Toast
from otdesk.ui.parts.fields import LabeledField, SearchBox
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import GoalChip, KeyHints, MinutesBar, SchoolChip, Sparkline, StatusPill
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone


class _Swatch(QWidget):
    def __init__(self, name: str, solid: str, tint: str, ink: str) -> None:
        super().__init__()
        self._name, self._solid, self._tint, self._ink = name, solid, tint, ink
        self.setAccessibleName(f"{name} {solid}")
        self.setMinimumSize(theme.current().px(74), theme.current().px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        drawing.rounded(painter, box, QColor(self._tint), look.color("border"), radius=look.px(6))
        painter.setClipRect(box.adjusted(1, 1, -1, -box.height() * 0.55))
        drawing.rounded(painter, box.adjusted(1, 1, -1, -1), QColor(self._solid), None, radius=look.px(5))
        painter.setClipping(False)
        room = QRectF(box.left() + look.px(8), box.bottom() - look.px(38), box.width() - look.px(10), look.px(18))
        drawing.words(painter, room, self._name, look, Type.META_STRONG, QColor(self._ink))
        room.translate(0, look.px(16))
        drawing.words(painter, room, self._solid, look, Type.META, QColor(self._ink))
        painter.end()


def _row(*widgets: QWidget, spacing: int = 10) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _card(title: str, *inside: QWidget | QLayout) -> Card:
    card = Card(title)
    for thing in inside:
        if isinstance(thing, QLayout):
            card.column.addLayout(thing)
        else:
            card.column.addWidget(thing)
    card.column.addStretch(1)
    return card


def _type_card() -> Card:
    return _card(
        "Type, Inter",
        Words("10:42", Type.LEAVE),
        Words("38 / 42, leave-by only", Type.META, "text2"),
        Words("Screen title 20 / 26", Type.TITLE),
        Words("Card title 16 / 22", Type.CARD),
        Words("Row name 14 / 20", Type.ROW),
        Words("Body 14 / 20", Type.BODY),
        Words("Control, cell 13 / 18", Type.CONTROL),
        Words("Meta 12 / 16, never smaller (key caps 11)", Type.META, "text2"),
    )


def _surface_card() -> Card:
    colors = theme.current().colors
    grid = QGridLayout()
    grid.setSpacing(8)
    names = ("window", "surface", "sunk", "select", "border", "strong", "text2", "text", "primary", "focus", "text3")
    for number, name in enumerate((*names, "hover")):
        swatch = _Swatch(name, getattr(colors, name), colors.surface, colors.text)
        grid.addWidget(swatch, number // 4, number % 4)
    return _card("Surfaces and ink", grid)


def _school_card() -> Card:
    grid = QGridLayout()
    grid.setSpacing(8)
    for number, color in enumerate(theme.current().colors.schools):
        grid.addWidget(_Swatch(color.name, color.solid, color.tint, color.ink), number // 4, number % 4)
    chips = [SchoolChip(code, n) for n, code in enumerate(("AC", "BW", "CR", "DW", "EH", "FS", "GH", "HM"))]
    note = Words("Always with the two-letter code.", Type.META, "text2")
    return _card("School colors, in order given", grid, note, _row(*chips, spacing=6))


def _button_card() -> Card:
    disabled = DefaultButton("Disabled")
    disabled.setEnabled(False)
    return _card(
        "Buttons",
        _row(PrimaryButton("Primary", key="Enter"), DefaultButton("Default"), QuietButton("Quiet"),
             IconButton("ellipsis", "More", outlined=True)),
        _row(DefaultButton("With icon", icon="printer"), DefaultButton("Key", key="N"), disabled),
        _row(DangerButton("Delete student", icon="trash-2"), PrimaryButton("Large, 40 px", large=True)),
        _row(LinkButton("All dates"), IconButton("chevron-left", "Back"), IconButton("chevron-right", "On")),
        Words("32 px high, 40 for the one action used standing. One primary a screen.", Type.META, "text2", wrap=True),
    )  # fmt: skip


def _status_card() -> Card:
    marks = (
        statuses.signed(), statuses.to_document(), statuses.draft(), statuses.overdue(), statuses.day_of(41, 60),
        statuses.absent(), statuses.owed(30), statuses.planned(), statuses.upcoming(), statuses.school_closed(),
        statuses.therapist_out(), statuses.made_up(), statuses.met(), statuses.conflict(), statuses.now(624),
        statuses.days_left(3),
    )  # fmt: skip
    pills = Flow(spacing=8)
    for mark in marks:
        pills.add(StatusPill(mark))
    segments = SegmentedControl([(n, n) for n in ("Present", "Late", "Absent")], "Attendance")
    segments.set_value("Present")
    on = TagToggle("Button board")
    on.setChecked(True)
    active = FilterChip("Active")
    active.setChecked(True)
    active.show_count(43)
    behind = FilterChip("Behind on minutes", icon="trending-down")
    behind.show_count(6)
    check = CheckBox("Due dates")
    check.setChecked(True)
    return _card(
        "Status, icon + word + color",
        pills, _row(segments), _row(on, TagToggle("Putty")), _row(active, behind), _row(check, CheckBox("Odometer")),
    )  # fmt: skip


def february(text: str) -> str:
    """The one check of the picture."""
    if text == "2/30/27":
        raise Refusal("February has 28 days in 2027. Feb 28?")
    return "Direct, 2 × 30 minutes a week = 240 a month" if text == "2x30/wk" else ""


def _field_card() -> Card:
    fields = [LabeledField("Label above, always visible"), LabeledField("IEP due", check=february),
              LabeledField("Service", check=february)]  # fmt: skip
    for field, text in zip(fields, ("Alder Creek", "2/30/27", "2x30/wk"), strict=True):
        field.set_text(text)
        field.leave()
    return _card("Fields", *fields, SearchBox("Find a student, note or command", key="Ctrl+K"))


def _undo_card() -> Card:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    toast = Toast("Eli marked absent, 9:10", action="Undo", key="Ctrl+Z", parent=holder)
    column.addWidget(toast)
    return _card(
        "Undo, not “are you sure?”",
        holder,
        Words("8 seconds, stays while the pointer or focus is on it.", Type.META, "text2", wrap=True),
        Banner("The week of Nov 23 has 2 school days."),
        Banner("No backup for 8 days.", Tone.TODO, icon="hard-drive", action="Back up now"),
    )


def _progress_card() -> Card:
    line = ProgressLine("Building the week", stop="Stop and use this one", cancel="Cancel")
    line.show_progress(0.76, "48 of 51 placed, score 94")
    bar = MinutesBar()
    bar.show_minutes(60, 120, 85, Tone.TODO, "60 of 120 minutes, 85 expected by today")
    widths.at_most(bar, 104)
    spark = Sparkline((0.2, 0.3, 0.3, 0.5, 0.75, 0.8), 0.8, "Rising to the target")
    goals = [GoalChip("1↑", Tone.DONE, "Goal 1 rising"), GoalChip("2→", Tone.INFO, "Goal 2 level"),
             GoalChip("3↓", Tone.TODO, "Goal 3 falling")]  # fmt: skip
    return _card(
        "Progress, longer than one second",
        line,
        Divider(),
        _row(bar, spark, *goals),
        KeyHints((("↑ ↓", "move"), ("Enter", "open note"), ("P", "present"))),
        DangerButton("Delete 31 signed notes…"),
    )


def build() -> QWidget:
    """The whole picture."""
    page = QWidget()
    page.setObjectName("components")
    grid = QGridLayout(page)
    grid.setContentsMargins(28, 24, 28, 24)
    grid.setSpacing(18)
    empty = EmptyState("No notes waiting", "Notes appear here when a session ends.", action="Write one now", key="N")
    cards = (
        _type_card(), _surface_card(), _school_card(), _button_card(), _status_card(), _field_card(), _undo_card(),
        _progress_card(), _card("Empty state", empty),
    )  # fmt: skip
    for number, card in enumerate(cards):
        grid.addWidget(card, number // 3, number % 3)
        grid.setColumnStretch(number % 3, 1)
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return page
