# SPDX-License-Identifier: MIT
"""The rules of the state and the district as tables: each with its source, when it was compared, and its versions."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries import rule_packs
from otdesk.queries.rule_packs import ReasonRow, RetentionRow, StateRow, Version
from otdesk.rules.mileage import Rate
from otdesk.rules.minutes import MinutesPolicy
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.settings import rule_words
from otdesk.ui.settings.retention_form import RetentionForm
from otdesk.ui.settings.rule_forms import ClockForm, MinutesForm, RateForm, ReasonForm
from otdesk.ui.theme import Type
from otdesk.words import _

_NARROW = 560
_LEAST_HIGH = 150
"""Pixels at 100 %: the table's width under which it leaves columns out, and what height it keeps."""
PACKS = ("deadlines", "reasons", "minutes", "mileage", "retention")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of any pack as the table shows it; `about` is what its form is opened with."""

    key: Hashable
    name: str
    said: str
    more: str = ""
    checked: str = ""
    source: str = ""
    known: bool = True
    about: StateRow | ReasonRow | MinutesPolicy | Rate | RetentionRow | None = None


def _columns(pack: str) -> list[Column[Line]]:
    """Titles by pack; what a pack does not have is no column."""
    heads = {
        "deadlines": (_("State"), _("Clock"), _("Rests on"), _("Compared")),
        "reasons": (_("Reason"), _("Make-up owed"), _("Excused"), ""),
        "minutes": (_("What"), _("Rule"), "", ""),
        "mileage": (_("Paid from"), _("Rate"), "", ""),
        "retention": (_("State"), _("Records are kept"), _("Notice before"), ""),
    }[pack]
    width = {"deadlines": 84, "reasons": 230, "minutes": 300, "mileage": 150, "retention": 130}[pack]
    made: list[Column[Line]] = [
        Column("name", heads[0], _name, width=width, kind=Type.CONTROL_STRONG, tip=_name),
        Column("said", heads[1], _said, width=0, tip=_said),
    ]
    if heads[2]:
        made.append(Column("more", heads[2], _more, width=150, color="text2"))
    if heads[3]:
        made.append(Column("checked", heads[3], _checked, width=110, color="text2"))
    return made


class RulesPage(QWidget):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.pack = PACKS[0]
        self.form: FormSheet | None = None
        self._versions: tuple[Version, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sheet = ScrollColumn()
        column.addWidget(sheet)
        sheet.column.setContentsMargins(0, 0, theme.current().px(5), theme.current().px(4))
        card = Card(_("Rules"), padding=10)
        sheet.column.addWidget(card)
        self.packs = SegmentedControl(
            [("deadlines", _("Evaluation clocks")), ("reasons", _("Reasons")), ("minutes", _("Minutes")),
             ("mileage", _("Mileage")), ("retention", _("Keeping"))], _("Rules of"),
        )  # fmt: skip
        self.packs.set_value(self.pack)
        self.packs.chosen.connect(self._choose)
        self.facts = Words("", Type.CONTROL, "text2", wrap=True)
        self.table = TableView(_("Rules"))
        self.table.setMinimumHeight(theme.current().px(_LEAST_HIGH))
        self.table.opened.connect(self.edit_line)
        self.table.current_changed.connect(self._tell_line)
        self._models: dict[str, KeyedTableModel[Line]] = {
            name: KeyedTableModel(_columns(name), _key, parent=self) for name in PACKS
        }
        self.detail = Words("", Type.META, "text2", wrap=True)
        self.past = Words("", Type.META, "text2", wrap=True)
        packs = Flow()
        packs.add(self.packs)
        for widget in (packs, self.facts):
            card.add(widget)
        card.add(self.table, 1)
        for widget in (self.detail, self._buttons(), self.past):
            card.add(widget)
        self.table.setModel(self._models[self.pack])
        self._size_columns()

    def _buttons(self) -> Flow:
        row = Flow()
        self.edit_button = DefaultButton(_("Change this line"), icon="pencil", key="F2")
        self.edit_button.clicked.connect(self.edit_line)
        self.add_button = DefaultButton(_("Add rate"), icon="plus")
        self.add_button.clicked.connect(self.add_rate)
        row.add(self.edit_button)
        row.add(self.add_button)
        return row

    # --- showing ---

    def show_pack(self, name: str) -> None:
        if name in PACKS:
            self.packs.set_value(name)
            self._choose(name)

    def _choose(self, name: object) -> None:
        self.pack = str(name)
        self.table.setModel(self._models[self.pack])
        self._size_columns()
        self.refill()

    def refill(self) -> None:
        self._versions = self.bridge.read(rule_packs.history, self.pack)
        self._models[self.pack].show_rows(self.lines())
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self._models[self.pack].index(0, 0))
        newest = self._versions[0]
        self.facts.setText(_version_words(newest))
        earlier = [
            _("from {day}: {source}").format(day=words.full_date(version.effective_from), source=version.source)
            for version in self._versions[1:]
        ]
        self.past.setText(_("Earlier versions: {versions}").format(versions=" · ".join(earlier)))
        self.past.setVisible(bool(earlier))
        self.add_button.setVisible(self.pack in {"mileage", "retention"})
        self.add_button.say(_("Add state") if self.pack == "retention" else _("Add rate"))
        self._tell_line()

    def lines(self) -> list[Line]:
        read = self.bridge.read
        if self.pack == "deadlines":
            return [_state_line(row) for row in read(rule_packs.states)]
        if self.pack == "reasons":
            return [
                Line(row.reason, rule_words.reason(row), rule_words.owed(row.rule.owed),
                     rule_words.excused(row.rule.excused), about=row)
                for row in read(rule_packs.reasons)
            ]  # fmt: skip
        if self.pack == "minutes":
            policy = read(rule_packs.minutes)
            return [Line(name, name, said, about=policy) for name, said in rule_words.minutes_lines(policy)]
        if self.pack == "retention":
            return [
                Line(row.state, rule_words.retention_state(row), rule_words.kept(row.rule),
                     rule_words.notice(row.rule), source=row.rule.source, about=row)
                for row in read(rule_packs.retention)
            ]  # fmt: skip
        return [
            Line(rate.first, words.full_date(rate.first), rule_words.rate(rate), about=rate)
            for rate in read(rule_packs.rates)
        ]

    def _tell_line(self, _row: object = None) -> None:
        line = self.table.current_row()
        self.edit_button.setEnabled(isinstance(line, Line))
        said = ""
        if isinstance(line, Line) and self.pack == "deadlines":
            said = f"{line.name}: {line.said}. {line.source}" if line.known else f"{line.name}: {line.said}."
        if isinstance(line, Line) and self.pack == "retention" and line.source:
            said = f"{line.name}: {line.source}"
        self.detail.setText(said)
        self.detail.setVisible(bool(said))

    def _size_columns(self) -> None:
        """Narrow, the columns share the room, and what the form says too is left out."""
        look, header = theme.current(), self.table.horizontalHeader()
        room = self.table.viewport().width()
        narrow = room < look.px(_NARROW)
        for number, column in enumerate(self._models[self.pack].columns):
            if column.width:
                most = (room * 2 // 5 if number == 0 else room // 4) if narrow else room
                self.table.setColumnWidth(number, min(look.px(column.width), most))
            header.setSectionResizeMode(
                number, header.ResizeMode.Interactive if column.width else header.ResizeMode.Stretch
            )
            self.table.setColumnHidden(number, narrow and self.pack == "deadlines" and number > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    # --- changing ---

    def edit_line(self, _row: object = None) -> None:
        line = self.table.current_row()
        if not isinstance(line, Line):
            return
        about, newest = line.about, self._versions[0]
        if isinstance(about, StateRow):
            self._open(ClockForm(self, self.bridge, about, newest))
        elif isinstance(about, ReasonRow):
            self._open(ReasonForm(self, self.bridge, about, newest))
        elif isinstance(about, MinutesPolicy):
            self._open(MinutesForm(self, self.bridge, about, newest))
        elif isinstance(about, Rate):
            self._open(RateForm(self, self.bridge, about, newest))
        elif isinstance(about, RetentionRow):
            self._open(RetentionForm(self, self.bridge, about, newest))

    def add_rate(self) -> None:
        if self.pack == "retention":
            self._open(RetentionForm(self, self.bridge, None, self._versions[0]))
            return
        self._open(RateForm(self, self.bridge, None, self._versions[0]))

    def _open(self, form: FormSheet) -> None:
        self.form = form
        form.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.table.hasFocus():
            self.edit_line()
        else:
            super().keyPressEvent(event)


def _version_words(version: Version) -> str:
    checked = (
        _("compared with the source on {day}").format(day=words.full_date(version.checked_on))
        if version.checked_on is not None
        else _("not yet compared with the source")
    )
    return _("In force from {day}, {checked}. Source: {source}").format(
        day=words.full_date(version.effective_from), checked=checked, source=version.source
    )


def _state_line(row: StateRow) -> Line:
    clock = row.clock
    return Line(
        row.state, rule_words.state(row), rule_words.clock(clock), rule_words.confidence(clock),
        rule_words.checked(clock), clock.source if clock is not None else "", clock is not None, row,
    )  # fmt: skip


def _key(line: Line) -> Hashable:
    return line.key


def _name(line: Line) -> str:
    return line.name


def _said(line: Line) -> str:
    return line.said


def _more(line: Line) -> str:
    return line.more


def _checked(line: Line) -> str:
    return line.checked
