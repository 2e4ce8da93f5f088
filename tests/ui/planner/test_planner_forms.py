# SPDX-License-Identifier: MIT
"""What is typed into the planner's forms, and what the week looks like afterwards."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.actions import groups, slots
from otdesk.queries import planner, week
from otdesk.queries.planner import TypicalWeek
from otdesk.queries.week_rows import CardKind, SchoolRow
from otdesk.records.sessions import TherapySession
from otdesk.rules.kinds import DayType, SlotKind
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.effects import EffectDialog
from otdesk.ui.jobs import Jobs
from otdesk.ui.planner.fields import ChoiceField, ClockField, DateField
from otdesk.ui.planner.forms import BlockForm, DaysForm, MeetingForm, WeekForm
from otdesk.ui.planner.group_form import GroupForm
from otdesk.ui.planner.screen import PlannerScreen, build
from tests.week_sample import NOW, TODAY, Sample, make

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _now() -> datetime:
    return NOW.astimezone(ZoneInfo("America/Chicago"))


class Room:
    def __init__(self, qtbot: QtBot, sample: Sample) -> None:
        theme.look()
        self.sample, self.qtbot = sample, qtbot
        self.bridge = Bridge(sample.vault, _now, Jobs())
        self.slot = self.bridge.do(slots.place, sample.lines["Noor Haddad"], 1, 645)
        self.screen: PlannerScreen = build(self.bridge)
        qtbot.addWidget(self.screen)
        self.screen.resize(1100, 640)
        self.screen.show()
        qtbot.waitUntil(self._shown)

    def _shown(self) -> bool:
        return not self.screen.stale

    def week(self) -> TypicalWeek:
        return self.bridge.read(planner.typical_week, TODAY)

    def settled(self) -> None:
        with self.qtbot.waitSignal(self.bridge.changed, timeout=2000):
            pass
        self.qtbot.waitUntil(self._shown)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    sample = make(tmp_path / "vault")
    made = Room(qtbot, sample)
    yield made
    made.bridge.close()
    sample.vault.close()


def _type(field: QWidget, text: str) -> None:
    editor = field.focusProxy()
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    QTest.keyClick(editor, K.Key_A, CTRL)
    QTest.keyClicks(editor, text)


def test_lunch_is_kept_free_on_every_day(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(host: QWidget, kind: SlotKind, days: int, cycle: int, schools: tuple[SchoolRow, ...]) -> object:
        form = BlockForm(host, kind, days, cycle, schools)
        form.open()
        start, end = form.findChildren(ClockField)
        _type(start, "11:40")
        _type(end, "noonish")
        QTest.keyClick(end.editor, K.Key_Return)
        assert form.is_open
        assert end.faulty
        _type(end, "12:10")
        QTest.keyClick(end.editor, K.Key_Return)
        assert not form.is_open
        return form.values()

    monkeypatch.setattr(BlockForm, "ask_block", typed)
    room.screen.typical.edits.keep_lunch()
    room.settled()
    lunches = [card for day in room.week().days for card in day.cards if card.kind is CardKind.LUNCH]
    assert [(card.day, card.start, card.end) for card in lunches] == [(day, 700, 730) for day in range(5)]
    room.bridge.undo()
    room.settled()
    assert not [card for day in room.week().days for card in day.cards if card.kind is CardKind.LUNCH]


def test_a_closed_day_takes_its_sessions_away(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(host: QWidget, today: date, day: date, schools: tuple[SchoolRow, ...]) -> object:
        form = DaysForm(host, today, day, schools)
        form.open()
        first, last = form.findChildren(DateField)
        _type(first, "11/10")
        _type(last, "Nov 9")
        QTest.keyClick(last.editor, K.Key_Return)
        assert last.line() == "The last day comes before the first."
        _type(last, "Nov 10")
        QTest.keyClick(last.editor, K.Key_Return)
        assert not form.is_open
        return form.values()

    monkeypatch.setattr(DaysForm, "ask_days", typed)
    room.screen.typical.edits.mark_days()
    asked = next(dialog for dialog in room.screen.window().findChildren(EffectDialog) if dialog.is_open)
    assert room.bridge.read(week.dated_week, date(2026, 11, 9)).sessions == 1, "shown before it is applied"
    asked.accept()
    room.settled()
    shown = room.bridge.read(week.dated_week, date(2026, 11, 9))
    assert shown.days[1].shut
    assert shown.sessions == 0

    def days(db: Session) -> list[date]:
        return list(db.scalars(select(TherapySession.day).where(TherapySession.slot_id == room.slot)))

    assert date(2026, 11, 10) not in room.bridge.read(days)
    assert date(2026, 11, 17) in room.bridge.read(days)


def test_a_meeting_needs_a_title_and_stands_in_its_week(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(host: QWidget, today: date, day: date, schools: tuple[SchoolRow, ...]) -> object:
        form = MeetingForm(host, today, day, schools)
        form.open()
        title = form.fields()[0]
        QTest.keyClick(title.editor, K.Key_Return)
        assert title.line() == "A meeting needs a title."
        _type(title, "IEP Noor")
        form.escape()
        assert form.is_open, "what was typed is not dropped"
        (day_field,) = form.findChildren(DateField)
        _type(day_field, "next thu")
        QTest.keyClick(day_field.editor, K.Key_Return)
        return form.values()

    monkeypatch.setattr(MeetingForm, "ask_meeting", typed)
    room.screen.typical.edits.add_meeting()
    room.settled()
    cards = [
        card
        for n in (19, 26)
        for day in room.bridge.read(week.dated_week, date(2026, 10, n)).days
        for card in day.cards
    ]
    assert [card.title for card in cards if card.kind is CardKind.MEETING] == ["IEP Noor"]


def test_any_week_can_be_typed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(host: QWidget, today: date, day: date) -> object:
        form = WeekForm(host, today, day)
        form.open()
        (field,) = form.findChildren(DateField)
        _type(field, "2/30/2027")
        QTest.keyClick(field.editor, K.Key_Return)
        assert field.faulty
        _type(field, "2/3/2027")
        QTest.keyClick(field.editor, K.Key_Return)
        return form.values()

    monkeypatch.setattr(WeekForm, "ask_day", typed)
    room.screen.show_tab("week")
    QTest.keyClick(room.screen.date_button, K.Key_Return)
    assert room.screen.monday == date(2027, 2, 1)
    assert room.screen.date_button.text() == "Feb 1 – Feb 5"


def test_a_group_is_changed_and_broken_up(room: Room) -> None:
    line = room.sample.lines
    group = room.bridge.do(groups.make, room.sample.schools[0], "Pencil Crew", [line["Theo Wynn"], line["Amara Obi"]])
    slot = room.bridge.do(slots.place_group, group, 3, 645)
    room.settled()
    found = room.week()
    form = GroupForm(room.screen, found, group=found.groups[0])
    boxes = {row.candidate.name: row.box for row in form.rows}
    assert boxes["Theo Wynn"].isChecked()
    assert not boxes["Jonah Reed"].isChecked()
    school = form.findChild(ChoiceField)
    assert school is not None
    assert not school.isEnabled(), "a group stays at its school"
    form.open()
    form.reject()
    room.screen.typical.edits.break_up(("slot", slot))
    room.settled()
    assert room.week().card(slot) is None
    assert {"Theo Wynn", "Amara Obi"} <= {row.title for row in room.week().tray}


def test_a_suggestion_is_taken_by_its_digit_and_doubts_are_told(room: Room) -> None:
    form = GroupForm(room.screen, room.week())
    form.open()
    assert [len(offer.members) for offer in form.offers] == [3]
    QTest.keyClick(form._name.editor, K.Key_1, Qt.KeyboardModifier.AltModifier)
    assert form.values().name == "Theo, Amara and Jonah"
    line = room.sample.lines
    assert set(form.values().lines) == {line["Theo Wynn"], line["Amara Obi"], line["Jonah Reed"]}
    assert [row.doubt() for row in form.rows] == ["", "", ""]
    QTest.keyClick(form._name.editor, K.Key_Return)
    assert not form.is_open


def test_a_typed_name_stays_and_around_one_student_only_her_groups_are_offered(room: Room) -> None:
    (theo,) = (row.students[0] for row in room.week().tray if row.title == "Theo Wynn")
    form = GroupForm(room.screen, room.week(), school=room.sample.schools[0], chosen=[theo])
    form.open()
    form._name.set_text("Pencil Crew")
    assert all(theo.line_id in {member.line for member in offer.members} for offer in form.offers)
    form.take(1)
    assert form.values().name == "Pencil Crew"
    form.take(9)
    assert len(form.values().lines) == 3
    form.reject()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen platform about pop-ups
def test_the_menu_of_a_card_does_what_the_keys_do(room: Room) -> None:
    card = room.screen.typical.view.card(("slot", room.slot))
    assert card is not None
    at = card.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, card.mapToGlobal(at))
    QApplication.sendEvent(card, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text().split("\t") for action in menu.actions()]
    assert words == [
        ["Pick up", "Enter"],
        ["Next free slot", "S"],
        ["Make a group…", "G"],
        ["Type times…", "F2"],
        ["Pin", "X"],
        ["Back to the tray", "Del"],
    ]
    menu.actions()[4].trigger()
    menu.close()
    room.settled()
    pinned = room.week().card(room.slot)
    assert pinned is not None
    assert pinned.pinned


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen platform about pop-ups
def test_what_may_be_added_is_in_one_menu(room: Room) -> None:
    room.screen.add_button.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Group…",
        "Lunch…",
        "Desk time…",
        "Meeting…",
        "Meetings from a calendar file…",
        "Closed and special days…",
        "Wishes for the week…",
        "Students kept apart…",
        "Who to tell…",
    ]
    assert menu.pos().y() >= room.screen.add_button.mapToGlobal(QPoint(0, 0)).y()
    menu.close()


def test_every_command_of_the_planner_has_words_and_something_to_do(room: Room) -> None:
    found = list(room.screen.commands())
    assert len({command.id for command, _run in found}) == len(found) == 14
    room.screen.show_tab("week")
    runs = {command.id: run for command, run in found}
    runs["planner.after"]()
    assert room.screen.monday == date(2026, 10, 26)
    runs["planner.before"]()
    assert room.screen.monday == date(2026, 10, 19)


def test_special_days_offer_every_kind_but_stay_honest(room: Room) -> None:
    form = DaysForm(room.screen, TODAY, TODAY, room.week().schools)
    types = form.findChildren(ChoiceField)[0]
    assert set(types._values) == set(DayType)
    form.open()
    form.reject()


def test_without_a_school_year_the_planner_says_where_to_enter_one(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert room.screen.typical.no_year.isHidden()
    monkeypatch.setattr(room.bridge, "today", lambda: date(2028, 10, 3))
    room.screen.refresh_now()
    assert room.screen.typical.no_year.isVisible()
    button = room.screen.typical.no_year.button
    assert button is not None
    with room.qtbot.waitSignal(room.bridge.opened) as opened:
        button.click()
    assert opened.args == ["settings/year"]
