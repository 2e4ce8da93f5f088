# SPDX-License-Identifier: MIT
"""What is done to a block of the typical week: each an action, one step of undo. Forms ask where words are needed."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from otdesk.actions import calendar, groups, meetings, slots
from otdesk.actions.meetings import MeetingEntry
from otdesk.queries import planner
from otdesk.queries.planner import GroupRow, TypicalWeek
from otdesk.queries.week_rows import CardKind, CardRow, SchoolRow, StudentRow
from otdesk.rules.kinds import Grouping, SlotKind
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.effects import agree
from otdesk.ui.planner.forms import BlockForm, DaysForm, MeetingForm, TimesForm
from otdesk.ui.planner.group_form import GroupForm
from otdesk.ui.planner.who import WhoPopover
from otdesk.ui.timeline.drag import Key
from otdesk.words import _, listed

Act = Callable[[Key], object]


class Edits(QObject):
    """Remembers which card gets the focus when the week is shown again."""

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        super().__init__(host)
        self._bridge, self._host = bridge, host
        self._week: TypicalWeek | None = None
        self._focus: Key | None = None

    def show_week(self, week: TypicalWeek) -> None:
        self._week = week

    def focus_later(self, key: Key | None) -> None:
        self._focus = key

    def take_focus(self) -> Key | None:
        key, self._focus = self._focus, None
        return key

    # --- blocks ---

    def drop(self, key: Key, day: int, start: int) -> None:
        """Place or move; a line dropped exactly onto a session of its school joins it."""
        kind, number = key
        with self._bridge.telling():
            if kind == "slot":
                self._focus = key
                self._bridge.do(slots.move, number, day, start)
            elif kind == "group":
                self._focus = ("slot", self._bridge.do(slots.place_group, number, day, start))
            else:
                self._drop_line(number, day, start)

    def _drop_line(self, line_id: int, day: int, start: int) -> None:
        under = self._joinable(line_id, day, start)
        if under is None:
            self._focus = ("slot", self._bridge.do(slots.place, line_id, day, start))
            return
        self._focus = ("slot", under.id)
        if under.group_id is not None:
            self._bridge.do(groups.add_member, under.group_id, line_id)
        else:
            self._bridge.do(groups.make_here, under.id, self._group_name(under, line_id), [line_id])

    def _joinable(self, line_id: int, day: int, start: int) -> CardRow | None:
        """A session of the same times and school whose plans, and this one's, allow a group."""
        if self._week is None:
            return None
        wish = self._week.wishes.get(("line", line_id))
        if wish is None or wish.grouping is Grouping.INDIVIDUAL:
            return None
        for card in self._week.days[day].cards:
            other = self._week.wishes.get(("slot", card.id))
            same = (card.start, card.end) == (start, start + wish.minutes)
            if same and other is not None and other.place == wish.place and other.grouping is not Grouping.INDIVIDUAL:
                return card
        return None

    def _group_name(self, card: CardRow, line_id: int) -> str:
        row = next((row for row in self._week.tray if row.line_id == line_id), None) if self._week else None
        names = [student.name.split(" ")[0] for student in (*card.students, *(row.students if row else ()))]
        taken = {group.name.casefold() for group in self._week.groups} if self._week else set()
        name, number = listed(names), 2
        while name.casefold() in taken:
            name, number = f"{listed(names)} {number}", number + 1
        return name

    def remove(self, key: Key) -> None:
        """Del: back to the tray, or away if it is lunch or desk time."""
        if key[0] == "slot":
            self._focus = self._neighbor(key) or key  # of the last card the tray gets the keyboard
            with self._bridge.telling():
                self._bridge.do(slots.remove, key[1])

    def _neighbor(self, key: Key) -> Key | None:
        """The card that gets the focus when this one goes."""
        if self._week is None:
            return None
        order = [("slot", card.id) for day in self._week.days for card in sorted(day.cards, key=_in_time)]
        if key not in order:
            return None
        number = order.index(key)
        rest = order[number + 1 :] + order[:number][::-1]
        return rest[0] if rest else None

    def toggle_pin(self, key: Key) -> None:
        card = self._card(key)
        if card is not None:
            self._focus = key
            with self._bridge.telling():
                self._bridge.do(slots.set_pinned, key[1], not card.pinned)

    def who(self, key: Key, anchor: QWidget) -> None:
        """I: class, teacher, room and safety alerts of who is in it."""
        students, _school = self._people(key, self._card(key))
        card = self._card(key)
        row = next((row for row in self._week.tray if row.key == key), None) if self._week is not None else None
        title = card.title if card is not None else row.title if row is not None else ""
        if students:
            WhoPopover(anchor, title, students, self._bridge.today()).open()

    def times(self, key: Key) -> None:
        """F2."""
        card = self._card(key)
        if card is None or self._week is None:
            return
        wish = TimesForm.ask_times(self._host, card, len(self._week.days), self._week.cycle_length)
        if wish is not None:
            self._focus = key
            with self._bridge.telling():
                self._bridge.do(slots.change, key[1], wish.day, wish.start, wish.minutes, wish.room, wish.letters)

    # --- groups ---

    def group(self, key: Key) -> None:
        """G: change the card's group, or make one of it."""
        if self._week is None:
            return
        card = self._card(key)
        if card is not None and card.kind is not CardKind.SESSION:
            return
        group = self._group_of(key, card)
        if group is not None:
            self._change_group(group, key)
            return
        students, school = self._people(key, card)
        if school is None:
            return
        wish = GroupForm.ask_group(self._host, self._week, school=school.id, chosen=students)
        if wish is None:
            return
        with self._bridge.telling():
            if card is not None:
                self._focus = key
                self._bridge.do(groups.make_here, card.id, wish.name, wish.lines)
            else:
                self._focus = ("group", self._bridge.do(groups.make, wish.school, wish.name, wish.lines))

    def new_group(self) -> None:
        week = self.known()
        if not week.schools:
            self._bridge.say(_("A group belongs to a school: add a school first."))
            return
        wish = GroupForm.ask_group(self._host, week)
        if wish is not None:
            with self._bridge.telling():
                self._focus = ("group", self._bridge.do(groups.make, wish.school, wish.name, wish.lines))

    def _change_group(self, group: GroupRow, key: Key) -> None:
        if self._week is None:
            return
        wish = GroupForm.ask_group(self._host, self._week, group=group)
        if wish is not None:
            self._focus = key
            with self._bridge.telling():
                self._bridge.do(groups.change, group.id, wish.name, wish.lines)

    def break_up(self, key: Key) -> None:
        """The group goes, its students are back in the tray one by one."""
        group = self._group_of(key, self._card(key))
        if group is not None:
            with self._bridge.telling():
                self._bridge.do(groups.remove, group.id)

    def _group_of(self, key: Key, card: CardRow | None) -> GroupRow | None:
        number = key[1] if key[0] == "group" else card.group_id if card is not None else None
        if self._week is None or number is None:
            return None
        return next((group for group in self._week.groups if group.id == number), None)

    def _people(self, key: Key, card: CardRow | None) -> tuple[tuple[StudentRow, ...], SchoolRow | None]:
        if card is not None:
            return card.students, card.school
        row = next((row for row in self._week.tray if row.key == key), None) if self._week is not None else None
        return (row.students, row.school) if row is not None else ((), None)

    # --- what has no card yet ---

    def known(self) -> TypicalWeek:
        """The week as it was last read."""
        if self._week is None:
            self._week = self._bridge.read(planner.typical_week, self._bridge.today())
        return self._week

    def keep_free(self, kind: SlotKind) -> None:
        week = self.known()
        wish = BlockForm.ask_block(self._host, kind, len(week.days), week.cycle_length, week.schools)
        if wish is not None:
            with self._bridge.telling():
                self._bridge.do(
                    slots.add_blocks, wish.kind, wish.days, wish.start, wish.minutes, wish.school, wish.label
                )

    def keep_lunch(self) -> None:
        self.keep_free(SlotKind.LUNCH)

    def keep_desk(self) -> None:
        self.keep_free(SlotKind.DESK)

    def mark_days(self) -> None:
        today = self._bridge.today()
        wish = DaysForm.ask_days(self._host, today, today, self.known().schools)
        if wish is not None:
            agree(
                self._host, self._bridge, calendar.mark_days, wish.first, wish.last, wish.day_type, wish.name,
                wish.school,
            )  # fmt: skip

    def add_meeting(self) -> None:
        today = self._bridge.today()
        wish = MeetingForm.ask_meeting(self._host, today, today, self.known().schools)
        if wish is not None:
            entry = MeetingEntry(wish.day, wish.start, wish.end, wish.title, school_id=wish.school)
            with self._bridge.telling():
                self._bridge.do(meetings.add, entry)

    # --- menu ---

    def menu(self, key: Key, pick: Act, next_free: Act) -> list[tuple[str, str, Act]]:
        """What can be done with this card: words, key, act."""
        card = self._card(key)
        group = self._group_of(key, card)
        entries: list[tuple[str, str, Act]] = [(_("Pick up"), "Enter", pick)]
        if card is None or card.kind is CardKind.SESSION:
            entries.append((_("Next free slot"), "S", next_free))
            entries.append((_("Change the group…") if group is not None else _("Make a group…"), "G", self.group))
        if group is not None:
            entries.append((_("Break up the group"), "", self.break_up))
        if card is not None:
            session = card.kind is CardKind.SESSION
            entries.append((_("Type times…"), "F2", self.times))
            entries.append((_("Unpin") if card.pinned else _("Pin"), "X", self.toggle_pin))
            entries.append((_("Back to the tray") if session else _("Remove"), "Del", self.remove))
        return entries

    def _card(self, key: Key) -> CardRow | None:
        return self._week.card(key[1]) if self._week is not None and key[0] == "slot" else None


def _in_time(card: CardRow) -> tuple[int, int]:
    return card.start, card.id
