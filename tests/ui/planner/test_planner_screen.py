# SPDX-License-Identifier: MIT
"""The planner by keyboard, as a person uses it: pick up, move, drop, next free slot, pin, group, times, tray, undo."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from otdesk.actions import alerts, calendar, groups, slots
from otdesk.actions.calendar import LettersEntry
from otdesk.queries import planner
from otdesk.queries.planner import TypicalWeek
from otdesk.queries.week_rows import CardRow
from otdesk.rules.entries_students import AlertEntry
from otdesk.rules.kinds import AlertKind, SlotKind
from otdesk.rules.pattern import TurnRule, Turns
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.planner.forms import TimesForm
from otdesk.ui.planner.group_form import GroupForm, GroupWish
from otdesk.ui.planner.screen import DATED, PlannerScreen, build, unplaced
from otdesk.ui.planner.who import WhoPopover
from otdesk.ui.safety.alert_lines import AlertLines
from otdesk.ui.timeline.cards import TimelineCard
from otdesk.ui.timeline.drag import Draggable, Key
from tests.week_sample import NOW, TODAY, Sample, make

TUE, WED, THU = 1, 2, 3
K = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Desk:
    """The planner on a sample vault with Noor on Tuesday 9:45."""

    def __init__(self, qtbot: QtBot, sample: Sample) -> None:
        theme.look()
        self.qtbot, self.sample = qtbot, sample
        self.bridge = Bridge(sample.vault, self._now, Jobs())
        self.noor = self.bridge.do(slots.place, sample.lines["Noor Haddad"], TUE, 645)
        self.screen = build(self.bridge)
        qtbot.addWidget(self.screen)
        self.screen.resize(1100, 600)
        self.screen.show()
        qtbot.waitUntil(self._shown)

    @staticmethod
    def _now() -> datetime:
        return NOW.astimezone(ZoneInfo("America/Chicago"))

    def _shown(self) -> bool:
        return self.screen.isVisible() and not self.screen.stale

    def week(self) -> TypicalWeek:
        return self.bridge.read(planner.typical_week, TODAY)

    def card(self, slot: int) -> CardRow:
        card = self.week().card(slot)
        assert card is not None
        return card

    def focus(self, key: Key) -> Draggable:
        typical = self.screen.typical
        assert typical.view.focus_card(key) or typical.tray.focus_card(key)
        widget = typical.view.card(key) or typical.tray.card(key)
        assert widget is not None
        return widget

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, key, modifier)

    def settled(self) -> None:
        """The change notice has arrived and the week was shown again."""
        with self.qtbot.waitSignal(self.bridge.changed, timeout=2000):
            pass
        self.qtbot.waitUntil(self._shown)

    def words(self) -> str:
        return self.screen.typical.foot.words.whole()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    sample = make(tmp_path / "vault")
    made = Desk(qtbot, sample)
    yield made
    made.bridge.close()
    sample.vault.close()


def test_a_card_says_who_when_where_and_whether_it_fits(desk: Desk) -> None:
    card = desk.screen.typical.view.card(("slot", desk.noor))
    assert isinstance(card, TimelineCard)
    assert card.accessibleName() == "Noor Haddad, Tuesday 10:45 to 11:15, Alder Creek, fits"
    assert card.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_enter_arrows_enter_moves_a_block_and_its_sessions(desk: Desk) -> None:
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_Return, K.Key_Down, K.Key_Down)
    assert desk.screen.typical.hold.where == (TUE, 655)
    desk.press(K.Key_Up, modifier=SHIFT)
    desk.press(K.Key_Down, modifier=CTRL)
    assert desk.screen.typical.hold.where == (WED, 654)
    desk.press(K.Key_Return)
    desk.settled()
    card = desk.card(desk.noor)
    assert (card.day, card.start, card.end) == (WED, 654, 684)
    focused = QApplication.focusWidget()
    assert isinstance(focused, TimelineCard)
    assert focused.key == ("slot", desk.noor)
    assert focused.accessibleName().startswith("Noor Haddad, Wednesday 10:54 to 11:24")


def test_escape_puts_a_held_block_back(desk: Desk) -> None:
    before = desk.sample.rows()
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_Space, K.Key_Right, K.Key_Down, K.Key_Escape)
    assert not desk.screen.typical.hold.active
    assert desk.sample.rows() == before
    focused = QApplication.focusWidget()
    assert isinstance(focused, Draggable)
    assert focused.key == ("slot", desk.noor)


def test_while_held_the_words_say_why_it_does_not_fit(desk: Desk) -> None:
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_Return)
    assert "Fits. Not in Reading or Lunch" in desk.words()
    while desk.screen.typical.hold.where[1] > 520:
        desk.press(K.Key_Up)
    assert "Does not fit: Reading until 9:00" in desk.words()
    assert desk.screen.typical.holding.tip.isVisible()
    assert desk.screen.typical.holding.tip.text() == "Does not fit: Reading until 9:00"
    desk.press(K.Key_Return)
    desk.settled()
    card = desk.screen.typical.view.card(("slot", desk.noor))
    assert card is not None
    assert card.face.detail == "Reading until 9:00"
    assert "does not fit: Reading until 9:00" in card.accessibleName()


def test_a_tray_card_goes_to_its_next_free_slots_and_is_dropped(desk: Desk) -> None:
    line = desk.sample.lines["Caleb Tran"]
    tray_card = desk.focus(("line", line))
    assert desk.screen.typical.tray.free_slots(("line", line))
    assert "slots fit" in tray_card.accessibleName()
    count = unplaced(desk.bridge)
    desk.press(K.Key_S)
    first = desk.screen.typical.hold.where
    desk.press(K.Key_S)
    assert desk.screen.typical.hold.where != first
    day, start = desk.screen.typical.hold.where
    desk.press(K.Key_Return)
    desk.settled()
    placed = [card for column in desk.week().days for card in column.cards if card.title == "Caleb Tran"]
    assert [(card.day, card.start) for card in placed] == [(day, start)]
    assert placed[0].obstacles == ()
    assert unplaced(desk.bridge) == count - 1
    focused = QApplication.focusWidget()
    assert isinstance(focused, TimelineCard)
    assert focused.key == ("slot", placed[0].id)


def test_delete_sends_a_block_back_to_the_tray_and_undo_brings_it_again(desk: Desk) -> None:
    before = desk.sample.rows()
    missing = {row.title: row.missing for row in desk.week().tray}
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_Delete)
    desk.settled()
    assert desk.week().card(desk.noor) is None
    assert {row.title: row.missing for row in desk.week().tray}["Noor Haddad"] == missing["Noor Haddad"] + 1
    desk.bridge.undo()
    desk.settled()
    assert desk.sample.rows() == before
    assert desk.screen.typical.view.card(("slot", desk.noor)) is not None


def test_the_keyboard_stays_in_the_planner_when_the_only_block_goes(desk: Desk) -> None:
    typical = desk.screen.typical
    assert typical.view.in_order() == [("slot", desk.noor)]
    beyond = QPushButton("Beyond", desk.screen)
    beyond.show()
    QWidget.setTabOrder(desk.focus(("slot", desk.noor)), beyond)  # so Qt would hand the keyboard there
    desk.press(K.Key_Delete)
    desk.settled()
    focused = QApplication.focusWidget()
    assert isinstance(focused, Draggable)
    assert typical.tray.card(focused.key) is focused


def test_x_pins_and_unpins(desk: Desk) -> None:
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_X)
    desk.settled()
    assert desk.card(desk.noor).pinned
    card = desk.screen.typical.view.card(("slot", desk.noor))
    assert card is not None
    assert ", pinned, " in card.accessibleName()
    assert QApplication.focusWidget() is card
    desk.press(K.Key_X)
    desk.settled()
    assert not desk.card(desk.noor).pinned


def test_i_tells_class_and_alerts_and_the_cards_tell_them_on_demand(desk: Desk) -> None:
    student = desk.card(desk.noor).students[0].id
    desk.bridge.do(alerts.add, student, AlertEntry(AlertKind.CHOKING, "cuts food small"))
    desk.settled()
    card = desk.focus(("slot", desk.noor))
    assert "Choking: cuts food small (never reviewed)" in card.accessibleDescription()
    desk.press(K.Key_I)
    (sheet,) = [one for one in desk.screen.window().findChildren(WhoPopover) if one.is_open]
    assert "Choking: cuts food small" in sheet.findChildren(AlertLines)[0].accessibleName()
    desk.press(K.Key_Escape)
    assert not sheet.is_open
    before = desk.screen.typical.view.card(("slot", desk.noor))
    assert before is not None
    desk.screen.toggle_pick_up()
    after = desk.screen.typical.view.card(("slot", desk.noor))
    assert isinstance(after, TimelineCard)
    assert after.face.detail.startswith("Choking")
    assert desk.screen.pick_up_button.text() == "Goals"


def test_f2_takes_typed_times(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(host: QWidget, card: CardRow, days: int, cycle: int) -> object:
        form = TimesForm(host, card, days, cycle)
        form.open()
        start, end = form.fields()[1], form.fields()[2]
        start.editor.setFocus()
        QTest.keyClick(start.editor, K.Key_A, CTRL)
        QTest.keyClicks(start.editor, "1:05")
        QTest.keyClick(start.editor, K.Key_Tab)
        QTest.keyClick(end.editor, K.Key_A, CTRL)
        QTest.keyClicks(end.editor, "12:50")
        QTest.keyClick(end.editor, K.Key_Return)
        assert form.is_open, "the end comes before the start"
        assert end.line() == "The end comes before the start."
        QTest.keyClick(end.editor, K.Key_A, CTRL)
        QTest.keyClicks(end.editor, "145")
        QTest.keyClick(end.editor, K.Key_Return)
        assert not form.is_open
        return form.values()

    monkeypatch.setattr(TimesForm, "ask_times", typed)
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_F2)
    desk.settled()
    card = desk.card(desk.noor)
    assert (card.start, card.end) == (785, 825)


def test_f2_asks_for_the_letter_where_the_school_has_some(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def chosen(host: QWidget, card: CardRow, days: int, cycle: int) -> object:
        form = TimesForm(host, card, days, cycle)
        form.open()
        letters = form.fields()[-1]
        asked.append(letters.label())
        QTest.keyClick(letters.editor, K.Key_Down)
        QTest.keyClick(letters.editor, K.Key_Down)
        QTest.keyClick(form.main_button, K.Key_Return)
        return form.values()

    monkeypatch.setattr(TimesForm, "ask_times", chosen)
    desk.bridge.do(calendar.set_letters, desk.sample.schools[0], LettersEntry(2))
    desk.settled()
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_F2)
    desk.settled()
    assert asked == ["Held at Alder Creek on"]
    assert desk.card(desk.noor).turns == Turns(TurnRule.LETTERS, letters=(1,), of=2)
    shown = desk.screen.typical.view.card(("slot", desk.noor))
    assert isinstance(shown, TimelineCard)
    assert "Day B" in shown.face.detail
    assert "Day B" in shown.accessibleName()


def test_g_makes_a_group_of_a_placed_student(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = desk.sample.lines
    theo = desk.bridge.do(slots.place, lines["Theo Wynn"], THU, 645)
    desk.settled()

    def chosen(host: QWidget, week: TypicalWeek, **given: object) -> GroupWish:
        form = GroupForm(host, week, **given)  # type: ignore[arg-type]  # the screen's own arguments
        offered = {row.candidate.name: row.box for row in form.rows}
        assert set(offered) == {"Theo Wynn", "Amara Obi", "Jonah Reed"}
        assert offered["Theo Wynn"].isChecked()
        offered["Amara Obi"].setChecked(True)
        form._name.set_text("Pencil Crew")
        wish = form.values()
        form.open()
        form.reject()
        return wish

    monkeypatch.setattr(GroupForm, "ask_group", chosen)
    desk.focus(("slot", theo))
    desk.press(K.Key_G)
    desk.settled()
    card = desk.card(theo)
    assert card.title == "Pencil Crew"
    assert {student.name for student in card.students} == {"Theo Wynn", "Amara Obi"}
    assert "Amara Obi" not in {row.title for row in desk.week().tray}


def test_a_line_dropped_on_a_group_of_the_same_times_joins_it(desk: Desk) -> None:
    lines = desk.sample.lines
    group = desk.bridge.do(groups.make, desk.sample.schools[0], "Pencil Crew", [lines["Theo Wynn"], lines["Amara Obi"]])
    slot = desk.bridge.do(slots.place_group, group, THU, 645)
    desk.settled()
    desk.focus(("line", lines["Jonah Reed"]))
    desk.press(K.Key_Return)
    desk.screen.typical.hold.put(THU, 645)
    desk.press(K.Key_Return)
    desk.settled()
    assert {student.name for student in desk.card(slot).students} == {"Theo Wynn", "Amara Obi", "Jonah Reed"}


def test_arrows_walk_from_card_to_card_and_into_the_tray(desk: Desk) -> None:
    other = desk.bridge.do(slots.place, desk.sample.lines["Maya Ortiz"], THU, 650)
    desk.bridge.do(slots.add_block, SlotKind.LUNCH, TUE, 690, 30)
    desk.settled()
    desk.focus(("slot", desk.noor))
    desk.press(K.Key_Down)
    assert isinstance(QApplication.focusWidget(), TimelineCard)
    desk.press(K.Key_Right)
    focused = QApplication.focusWidget()
    assert isinstance(focused, TimelineCard)
    assert focused.key == ("slot", other)
    desk.press(K.Key_Left, K.Key_Left)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Draggable)
    assert focused.key[0] in {"line", "group"}, "left of the first day is the tray"
    desk.press(K.Key_Right)
    assert isinstance(QApplication.focusWidget(), TimelineCard)


def test_a_block_is_dragged_with_the_mouse_and_dropped_on_the_tray(desk: Desk) -> None:
    card = desk.focus(("slot", desk.noor))
    view = desk.screen.typical.view
    sheet = view.sheet
    begin = QPoint(20, 10)
    target = QPoint(sheet.grid.left(THU) + 30, sheet.scale.y(660) + 10)
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(card, begin + QPoint(0, 12))
    QTest.mouseMove(card, card.mapFrom(sheet, target))
    assert desk.screen.typical.hold.where == (THU, 660)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.mapFrom(sheet, target))
    desk.settled()
    assert (desk.card(desk.noor).day, desk.card(desk.noor).start) == (THU, 660)

    card = desk.focus(("slot", desk.noor))
    tray = desk.screen.typical.tray
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(card, begin + QPoint(0, 12))
    over = card.mapFromGlobal(tray.mapToGlobal(tray.rect().center()))
    QTest.mouseMove(card, over)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.mapFromGlobal(tray.mapToGlobal(tray.rect().center())))
    desk.settled()
    assert desk.week().card(desk.noor) is None


def test_this_week_shows_dated_sessions_and_turns_its_pages_by_key(desk: Desk) -> None:
    screen = desk.screen
    screen.tabs.segment(DATED).click()
    assert screen.monday == date(2026, 10, 19)
    card = next(iter(screen.dated.view.sheet.cards.values()))
    assert card.accessibleName() == "Noor Haddad, Tuesday 10:45 to 11:15, Alder Creek"
    card.setFocus()
    desk.press(K.Key_PageDown, K.Key_PageDown, K.Key_PageDown, K.Key_PageDown, K.Key_PageDown)
    assert screen.monday == date(2026, 11, 23)
    assert screen.dated.banner.text() == "This week has 3 school days."
    with desk.qtbot.waitSignal(desk.bridge.opened) as opened:
        desk.press(K.Key_Return)
    assert opened.args == ["today/2026-11-24"]
    assert screen.address() == "week/2026-11-23"
    screen.visit("typical")
    assert screen.address() == ""


def test_without_a_caseload_the_planner_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    from otdesk.vault.vault import Vault
    from tests.week_sample import QUICK

    vault, _code = Vault.create(tmp_path / "vault", "four words make passphrases", "Ana Ruiz", now=NOW, kdf=QUICK)
    bridge = Bridge(vault, Desk._now, Jobs())
    screen = build(bridge)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(screen.typical.empty.isVisible)
    assert screen.typical.empty.button is not None
    with qtbot.waitSignal(bridge.opened) as opened:
        screen.typical.empty.button.click()
    assert opened.args == ["caseload"]
    bridge.close()
    vault.close()


@pytest.mark.parametrize("size", [(1100, 570), (1186, 650)])
def test_nothing_is_clipped_at_the_smallest_window(desk: Desk, size: tuple[int, int]) -> None:
    desk.screen.resize(*size)
    screen: PlannerScreen = desk.screen
    assert screen.minimumSizeHint().width() <= size[0]
    for child in (screen.header, screen.add_button, screen.typical.view, screen.typical.tray):
        inside = child.mapTo(screen, QPoint(0, 0))
        assert inside.x() >= 0
        assert inside.x() + child.width() <= screen.width()
        assert inside.y() + child.height() <= screen.height()
    bar = screen.typical.view.area.verticalScrollBar()
    assert bar.maximum() > 0, "a long day scrolls"
