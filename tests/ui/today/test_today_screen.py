# SPDX-License-Identifier: MIT
"""Today by keyboard: one key a decision, drives logged, notes opened, reasons, moves; every mark can be undone."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from otdesk.actions import attendance, day_changes, sessions, slots, therapists, travel
from otdesk.actions.attendance import Mark as Said
from otdesk.actions.day_changes import DayChange
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import roads
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.trips import Trip
from otdesk.rules.entries_places import DriveEntry, PlaceEntry
from otdesk.rules.kinds import PlaceKind, Presence, Reason, SessionStatus, SlotKind
from otdesk.rules.slots import BlockKind
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.today.changed import ChangedDialog
from otdesk.ui.today.dialogs import MoveDialog, SessionDialog
from otdesk.ui.today.make_up import MakeUpDialog, MakeUpTimeDialog
from otdesk.ui.today.rows import Line, SessionLine
from otdesk.ui.today.screen import TodayScreen
from tests import vaults
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

TUE = date(2026, 10, 20)
K = Qt.Key


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    """Maya at Alder Creek at 10:00, a group of Hazel and Maya at 10:40, Kofi at Birchwood at 11:30."""
    folder = tmp_path_factory.mktemp("desk") / "vault"
    with house(folder, FixedClock()) as opened:
        ids = fill(opened)
        opened.do(therapists.set_home, ids.therapist, PlaceEntry(PlaceKind.HOME, "Home"))
        map_ = opened.read(roads.load)
        alder, briar = map_.place_of_school[ids.alder], map_.place_of_school[ids.briar]
        opened.do(travel.set_drive, DriveEntry(alder, briar, 14, 58), both_ways=True)
        both = ((ids.maya, ids.maya_line), (ids.hazel, ids.hazel_line))
        opened.do(sessions.add, SessionEntry(TUE, ids.alder, 640, 660, both))
        opened.do(sessions.add, SessionEntry(TUE, ids.briar, 690, 720, ((ids.kofi, None),)))
    return folder, ids


class Desk:
    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, ids: Ids) -> None:
        theme.look()
        self.qtbot, self.clock, self.ids = qtbot, clock, ids
        self.house = House(vaults.unlocked(folder, clock()), clock)
        self.jobs = Jobs()
        self.bridge = Bridge(self.house.vault, self._now, self.jobs)
        self.said: list[str] = []
        self.refused: list[str] = []
        self.bridge.said.connect(self._hear)
        self.bridge.refused.connect(self.refused.append)
        self.screen = TodayScreen(self.bridge)
        qtbot.addWidget(self.screen)
        self.screen.resize(1180, 700)
        self.screen.show()
        self.screen.activateWindow()
        qtbot.waitUntil(self._shown)
        self.screen.timeline.focus_best(624)

    def _now(self) -> datetime:
        return self.clock.local()

    def _hear(self, text: str, _undo: bool) -> None:
        self.said.append(text)

    def _shown(self) -> bool:
        return self.screen.isVisible() and not self.screen.stale

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, key, modifier)

    def settle(self) -> None:
        self.qtbot.waitUntil(self._shown)

    def attendance(self, student: int, start: int) -> Attendance:
        with self.house.vault.read() as db:
            found = db.scalar(
                select(Attendance)
                .join(TherapySession, TherapySession.id == Attendance.session_id)
                .where(
                    Attendance.student_id == student,
                    TherapySession.day == TUE,
                    TherapySession.planned_start == start,
                )
            )
            assert found is not None
            db.expunge(found)
            return found

    def maya_is_missed(self) -> bool:
        line = self.screen.timeline.current()
        return isinstance(line, SessionLine) and line.row.students[0].presence is Presence.ABSENT

    def maya_made_up_on(self) -> date | None:
        assert self.screen.read is not None
        return self.screen.read.rows()[0].students[0].made_up_on

    def lunch(self) -> int | None:
        assert self.screen.read is not None
        return next((row.start for row in self.screen.read.rows() if row.kind is BlockKind.LUNCH), None)

    def times(self) -> list[tuple[int, int]]:
        with self.house.vault.read() as db:
            query = select(TherapySession.planned_start, TherapySession.planned_end).where(TherapySession.day == TUE)
            return sorted((start, end) for start, end in db.execute(query))

    def make_up_button(self) -> DefaultButton | None:
        """Of today's one missed session, where it is owed."""
        found = self.screen.queue_card.findChildren(DefaultButton)
        shown = [button for button in found if button.objectName().startswith("make_up:") and button.isVisible()]
        return shown[0] if shown else None

    def dialog(self) -> DialogBase:
        found = [dialog for dialog in self.screen.window().findChildren(DialogBase) if dialog.is_open]
        assert len(found) == 1
        return found[0]

    def close(self) -> None:
        self.screen.close()
        self.jobs.stop()
        self.bridge.close()
        self.house.vault.close()


@pytest.fixture
def desk(qtbot: QtBot, template: tuple[Path, Ids], tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    made = Desk(qtbot, vaults.copy(template[0], tmp_path / "vault"), clock, template[1])
    yield made
    made.close()


def test_the_running_session_has_the_keyboard(desk: Desk) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName().startswith("Maya Ortiz, 10:00 – 10:30")


def test_p_and_a_mark_and_undo_takes_back(desk: Desk) -> None:
    desk.press(K.Key_P)
    assert desk.attendance(desk.ids.maya, 600).presence is Presence.PRESENT
    desk.press(K.Key_A)
    marked = desk.attendance(desk.ids.maya, 600)
    assert (marked.presence, marked.reason) == (Presence.ABSENT, Reason.STUDENT_ABSENT)
    assert desk.said == ["Maya marked present, 10:00", "Maya marked absent, 10:00"]
    desk.bridge.undo()
    assert desk.attendance(desk.ids.maya, 600).presence is Presence.PRESENT


def test_down_opens_a_group_and_each_student_is_marked_alone(desk: Desk) -> None:
    desk.press(K.Key_Down, K.Key_Down, K.Key_Down, K.Key_A)
    assert desk.attendance(desk.ids.hazel, 640).presence is Presence.ABSENT
    assert desk.attendance(desk.ids.maya, 640).presence is None
    desk.press(K.Key_Up, K.Key_Up, K.Key_P)
    assert desk.attendance(desk.ids.maya, 640).presence is Presence.PRESENT
    assert desk.attendance(desk.ids.hazel, 640).presence is Presence.ABSENT


def test_a_on_a_group_asks_for_the_student(desk: Desk) -> None:
    desk.press(K.Key_Down, K.Key_A)
    assert desk.attendance(desk.ids.hazel, 640).presence is None
    assert "Choose who is absent" in desk.said[-1]


def test_reasons_are_one_key_away(desk: Desk) -> None:
    desk.press(K.Key_O, K.Key_3)
    assert desk.attendance(desk.ids.maya, 600).presence is Presence.REFUSED
    desk.press(K.Key_O, K.Key_1)
    desk.press(K.Key_Return)
    late = desk.attendance(desk.ids.maya, 600)
    assert (late.presence, late.arrived) == (Presence.LATE, 624)


def test_a_whole_session_is_canceled_and_back_on(desk: Desk) -> None:
    desk.press(K.Key_O, K.Key_7)
    desk.settle()
    session = desk.attendance(desk.ids.maya, 600).session_id
    with desk.house.vault.read() as db:
        assert db.get_one(TherapySession, session).status is SessionStatus.CANCELLED
    assert desk.attendance(desk.ids.maya, 600).reason is Reason.THERAPIST_MEETING


def test_r_moves_this_one_session(desk: Desk) -> None:
    desk.press(K.Key_R)
    dialog = desk.dialog()
    field = QApplication.focusWidget()
    assert field is not None
    field.selectAll()  # type: ignore[attr-defined]  # the field of the day
    QTest.keyClicks(field, "thu")
    desk.press(K.Key_Tab)
    start = QApplication.focusWidget()
    assert start is not None
    start.selectAll()  # type: ignore[attr-defined]  # the field of the start
    QTest.keyClicks(start, "1:10")
    desk.press(K.Key_Return)
    assert not dialog.is_open
    with desk.house.vault.read() as db:
        moved = db.scalars(
            select(TherapySession).where(TherapySession.day == date(2026, 10, 22), TherapySession.planned_start == 790)
        ).one()
        assert moved.planned_end == 820
        assert moved.slot_day == TUE
        assert moved.by_hand
    desk.settle()
    assert isinstance(QApplication.focusWidget(), Line), "the row is gone; the keyboard stays in the day"


def test_l_logs_the_drive_and_l_again_the_arrival(desk: Desk) -> None:
    desk.press(K.Key_L)
    desk.settle()
    with desk.house.vault.read() as db:
        trip = db.scalars(select(Trip)).one()
        assert (trip.departed, trip.arrived, trip.tenths) == (624, None, 58)
    desk.clock.advance(minutes=20)
    desk.screen.refresh_now()
    desk.press(K.Key_L)
    with desk.house.vault.read() as db:
        assert db.scalars(select(Trip)).one().arrived == 644


def test_the_leave_card_counts_down(desk: Desk) -> None:
    assert desk.screen.leave_card.time.text() == "11:16"
    desk.clock.advance(minutes=10)
    desk.screen.refresh_now()
    assert "in 42 min" in [
        mark.accessibleName() for mark in desk.screen.leave_card.findChildren(type(desk.screen.leave_card._pill))
    ]


def test_t_comes_back_to_today(desk: Desk) -> None:
    desk.screen.day_after()
    assert desk.screen.address() == "2026-10-21"
    desk.press(K.Key_T)
    assert desk.screen.address() == "2026-10-20"
    desk.screen.visit("2026-11-26")
    assert desk.screen.address() == "2026-11-26"


def test_enter_opens_the_note_beside_the_day(desk: Desk) -> None:
    desk.press(K.Key_Return)
    assert desk.screen.note.isVisible()
    assert desk.screen.timeline.isVisible()
    desk.press(K.Key_Escape)
    assert not desk.screen.note.isVisible()
    assert desk.screen.timeline.current() is QApplication.focusWidget()


def test_a_closed_note_gives_the_keyboard_back_to_its_row(desk: Desk) -> None:
    desk.press(K.Key_End)
    row = desk.screen.timeline.current()
    assert row is not None
    name = row.objectName()
    desk.press(K.Key_Return)
    desk.screen.note.editor.mark(Said(Presence.PRESENT))
    desk.settle()
    desk.press(K.Key_Escape)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == name


def test_narrow_windows_show_one_side_at_a_time(desk: Desk) -> None:
    desk.screen.resize(700, 600)
    desk.settle()
    assert desk.screen.timeline.isVisible()
    assert not desk.screen.leave_card.isVisible()


def test_new_session_for_a_student_by_name(desk: Desk) -> None:
    desk.screen.acts.add_session()
    who = QApplication.focusWidget()
    assert who is not None
    QTest.keyClicks(who, "kofi")
    desk.press(K.Key_Tab)
    desk.press(K.Key_Return)
    assert "Session added: Kofi" in desk.said[-1]


def test_each_focusable_widget_has_a_name(desk: Desk) -> None:
    from PySide6.QtWidgets import QWidget

    nameless = [
        type(widget).__name__
        for widget in desk.screen.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not widget.accessibleName()
    ]
    assert nameless == []


def test_r_on_a_missed_session_finds_a_time_and_links_the_make_up(desk: Desk) -> None:
    desk.press(K.Key_A)
    desk.qtbot.waitUntil(desk.maya_is_missed)
    desk.press(K.Key_R)
    dialog = desk.dialog()
    assert isinstance(dialog, MakeUpDialog)
    assert dialog.rule.text() == "Your district’s rule: not owed. You may make it up all the same"
    assert not dialog.cancel_button.isVisible()
    assert len(dialog.cards) > 1
    dialog.reasons.segment(Reason.STUDENT_NOT_AVAILABLE).click()
    assert dialog.rule.text() == "Your district’s rule: it is to be made up"
    desk.press(K.Key_2)
    chosen = dialog.cards[1]
    assert chosen.isChecked()
    desk.press(K.Key_Return)
    desk.settle()
    missed = desk.attendance(desk.ids.maya, 600)
    assert (missed.presence, missed.reason) == (Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE)
    with desk.house.vault.read() as db:
        query = select(Attendance, TherapySession).join(TherapySession, TherapySession.id == Attendance.session_id)
        answer, session = db.execute(query.where(Attendance.makeup_for_id == missed.id)).one()
        assert (answer.student_id, answer.service_line_id) == (desk.ids.maya, missed.service_line_id)
        when = (session.day, session.planned_start, session.planned_end)
        assert when == (chosen.offer.day, chosen.offer.start, chosen.offer.end)
    desk.qtbot.waitUntil(lambda: desk.maya_made_up_on() == session.day)
    desk.bridge.undo()
    again = desk.attendance(desk.ids.maya, 600)
    assert (again.reason, again.presence) == (Reason.STUDENT_ABSENT, Presence.ABSENT)


def test_what_is_owed_waits_beside_the_day_until_it_is_said_not_to_be(desk: Desk) -> None:
    session = desk.attendance(desk.ids.maya, 600).session_id
    said = Said(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE)
    desk.bridge.do(attendance.mark, session, desk.ids.maya, said)
    desk.qtbot.waitUntil(lambda: desk.make_up_button() is not None)
    button = desk.make_up_button()
    assert button is not None
    button.click()
    dialog = desk.dialog()
    assert isinstance(dialog, MakeUpDialog)
    dialog.cancel_button.click()
    desk.qtbot.waitUntil(lambda: desk.make_up_button() is None)


def test_a_make_up_at_a_time_of_ones_own(desk: Desk) -> None:
    desk.press(K.Key_A)
    desk.qtbot.waitUntil(desk.maya_is_missed)
    desk.press(K.Key_R, K.Key_T)
    dialog = desk.dialog()
    assert isinstance(dialog, MakeUpTimeDialog)
    dialog.accept()
    assert desk.said[-1] == "Make-up for Maya: Tue, Oct 20 10:00"


def test_w_lays_out_the_rest_of_the_day_and_one_undo_brings_it_back(desk: Desk) -> None:
    before = desk.times()
    desk.press(K.Key_W)
    dialog = desk.dialog()
    assert isinstance(dialog, ChangedDialog)
    assert dialog.summary.text() == "1 session stays, 1 moves."
    assert [box.currentText() for box in dialog.rows.boxes.values()] == ["10:40 → 10:45"]
    assert desk.times() == before, "nothing is saved before it is taken"
    desk.press(K.Key_Return)
    assert desk.times() == [(600, 630), (645, 665), (690, 720)]
    assert desk.said[-1] == "Tue, Oct 20: 1 session moved"
    desk.bridge.undo()
    assert desk.times() == before


def test_lunch_goes_where_the_proposal_says_and_comes_back_with_undo(desk: Desk) -> None:
    with desk.house.vault.write("lunch", desk.clock()) as work:
        block = slots.add_block(work, SlotKind.LUNCH, 1, 720, 30, None)
    desk.qtbot.waitUntil(lambda: desk.lunch() == 720)
    kofi = desk.attendance(desk.ids.kofi, 690).session_id
    desk.bridge.do(day_changes.take, DayChange(TUE, ((kofi, 720),), lunch=(block, 750)))
    desk.qtbot.waitUntil(lambda: desk.lunch() == 750)
    desk.bridge.undo()
    desk.qtbot.waitUntil(lambda: desk.lunch() == 720)


def test_a_school_that_closes_calls_its_sessions_off(desk: Desk) -> None:
    desk.press(K.Key_W)
    dialog = desk.dialog()
    assert isinstance(dialog, ChangedDialog)
    dialog.kinds.segment("closed").click()
    assert dialog.summary.text() == "1 session stays, 2 fall out."
    running = next(iter(dialog.rows.boxes.values()))
    running.setCurrentIndex(1)
    running.activated.emit(1)
    assert dialog.summary.text() == "2 sessions stay, 1 falls out."
    dialog.kinds.segment("absent").click()
    dialog.kinds.segment("closed").click()
    desk.press(K.Key_Return)
    off = desk.attendance(desk.ids.hazel, 640)
    assert off.reason is Reason.SCHOOL_CLOSED_UNPLANNED


def test_what_cannot_be_read_proposes_nothing(desk: Desk) -> None:
    desk.press(K.Key_W)
    dialog = desk.dialog()
    assert isinstance(dialog, ChangedDialog)
    desk.press(K.Key_Tab, K.Key_Backspace, K.Key_Backspace)
    assert dialog.summary.text() == "Say how late in minutes, 1 to 300."
    assert not dialog.main_button.isEnabled()
    desk.press(K.Key_Escape)
    assert not dialog.is_open


def test_what_stands_in_the_way_is_said_before_a_session_is_moved_or_booked(desk: Desk) -> None:
    desk.press(K.Key_Down, K.Key_R)
    moving = desk.dialog()
    assert isinstance(moving, MoveDialog)
    moving._start.set_text("10:10")
    moving._end.set_text("10:30")
    moving._start.leave()
    assert moving._day.line().startswith("Overlaps Maya Ortiz")
    moving._start.set_text("1:10")
    moving._end.set_text("1:30")
    moving._start.leave()
    assert "Overlaps" not in moving._day.line()
    moving.reject()
    desk.screen.acts.add_session()
    booking = desk.dialog()
    assert isinstance(booking, SessionDialog)
    booking._who.set_text("Maya Ortiz")
    booking._start.set_text("10:40")
    booking._end.set_text("11:00")
    booking._end.leave()
    assert booking._day.line(), "a second session that day, or two individual lines at one time"
    booking._day.set_text("Nov 26, 2026")
    booking._day.leave()
    assert booking._day.line()
    booking.reject()
