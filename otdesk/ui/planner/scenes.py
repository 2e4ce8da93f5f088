# SPDX-License-Identifier: MIT
"""The planner's pictures for `otdesk screens`: a held card, the dated week, the forms."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from otdesk.actions import tellings
from otdesk.actions.tellings import NewTime
from otdesk.queries.planner import TrayRow
from otdesk.rules.kinds import Grouping, Period, SlotKind
from otdesk.rules.unplaced import Promise
from otdesk.ui.planner.building import SECONDS
from otdesk.ui.planner.forms import BlockForm, TimesForm
from otdesk.ui.planner.group_form import GroupForm
from otdesk.ui.planner.screen import PLACE, PlannerScreen
from otdesk.ui.planner.telling import SlipsDialog
from otdesk.ui.planner.why import WhyDialog
from otdesk.ui.stage import Scene, Stage


def _planner(stage: Stage, rest: str = "typical") -> PlannerScreen:
    screen = stage.shell(f"{PLACE}/{rest}").screens[PLACE]
    if not isinstance(screen, PlannerScreen):
        raise TypeError("the planner's place shows something else")
    screen.typical.hold.cancel()
    stage.settle()
    return screen


def _built(stage: Stage) -> QWidget:
    """A build of a second and a half, before it is kept."""
    screen = _planner(stage)
    builds = screen.typical.builds
    stage.after(builds.discard)
    builds.build(seconds=1.5)
    stage.settle(lambda: not builds.building.running)
    return screen.window()


def _building(stage: Stage) -> QWidget:
    """As the first second of a build looks, without a planner that would change the picture meanwhile."""
    screen = _planner(stage)
    builds = screen.typical.builds
    stage.after(builds.discard)
    builds.begin(SECONDS)
    stage.settle()
    return screen.window()


def _year(stage: Stage) -> QWidget:
    screen = _planner(stage)
    screen.show_school_year()
    stage.settle(lambda: bool(screen.year.model.rows()))
    return screen.window()


def _tell(stage: Stage) -> QWidget:
    """After a week in which four lines got other times."""
    screen = _planner(stage)
    week = screen.typical.edits.known()
    cards = [card for day in week.days for card in day.cards if card.school is not None and len(card.students) == 1][:4]
    changes = [
        NewTime(card.students[0].line_id or 0, card.school.id, card.end - card.start, (card.day, card.start + 30),
                (card.day, card.start))
        for card in cards
        if card.school is not None
    ]  # fmt: skip
    screen.bridge.do(tellings.note, changes)
    stage.after(screen.bridge.undo)
    screen.tell()
    return screen.window()


def _slips(stage: Stage) -> QWidget:
    _tell(stage)
    screen = _planner(stage)
    dialog = SlipsDialog(screen, screen.bridge)
    dialog.open()
    stage.settle(lambda: dialog.made.printout is not None)
    return screen.window()


def _wishes(stage: Stage) -> QWidget:
    screen = _planner(stage)
    screen.ask_wishes()
    return screen.window()


def _apart(stage: Stage) -> QWidget:
    screen = _planner(stage)
    screen.show_kept_apart()
    return screen.window()


def _ways(stage: Stage) -> QWidget:
    screen = _planner(stage)
    builds = screen.typical.builds
    stage.after(builds.discard)
    builds.build(seconds=1.5)
    stage.settle(lambda: not builds.building.running)
    builds.more_ways(1.5)
    stage.settle(lambda: not builds.panel.options.isHidden())
    return screen.window()


def _why(stage: Stage) -> QWidget:
    """The messages of a planner that found no room, as it writes them."""
    screen = _planner(stage)
    tray = screen.typical.edits.known().tray
    dialog = WhyDialog(screen, tray[0].title if tray else "", 0)
    dialog.hear({"blame": [
        {"obstacle": "session", "starts": 38, "day": 3, "start": 580},
        {"obstacle": "seen_that_day", "starts": 12, "day": 1, "start": 540},
        {"obstacle": "travel", "starts": 1, "day": 3, "start": 780},
    ]})  # fmt: skip
    for wish, minutes, moved in (("larger_groups", 30, 0), ("one_more_school", 45, 3)):
        dialog.hear({"help": {"wish": wish, "minutes": minutes, "moved": moved, "plan": {}}})
    dialog.hear({"titles": [row.title for row in tray[:3]], "rules": ["larger_groups"]})
    dialog.open()
    stage.settle()
    return screen.window()


def _held(stage: Stage) -> QWidget:
    """A tray card over the week; where the tray is empty, the first block."""
    screen = _planner(stage)
    keys = screen.typical.tray.keys() or screen.typical.view.in_order()
    if keys:
        screen.typical.to_next_free(keys[0])
    stage.settle()
    return screen.window()


def _week(stage: Stage) -> QWidget:
    return _planner(stage, "week").window()


def _times(stage: Stage) -> QWidget:
    screen = _planner(stage)
    week = screen.typical.edits.known()
    card = next((card for day in week.days for card in day.cards), None)
    if card is not None:
        TimesForm(screen, card, len(week.days), week.cycle_length).open()
    return screen.window()


def _group(stage: Stage) -> QWidget:
    screen = _planner(stage)
    week = screen.typical.edits.known()
    GroupForm(screen, week, group=week.groups[0] if week.groups else None).open()
    return screen.window()


def _new_group(stage: Stage) -> QWidget:
    """As in September, nobody in a group yet: a suggestion taken, and one more student who does not fit as well."""
    screen = _planner(stage)
    week = screen.typical.edits.known()
    once = Promise(1, 30, Period.WEEK)
    tray = [
        TrayRow(student.line_id, None, student.name, group.school, (student,), once, Grouping.GROUP, 1, 0, 1)
        for group in week.groups
        for student in group.students
    ]
    form = GroupForm(screen, replace(week, tray=tuple(tray), groups=()))
    form.open()
    form.take(1)
    for row in form.rows:
        if not row.box.isChecked():
            row.box.setChecked(True)
            break
    return screen.window()


def _lunch(stage: Stage) -> QWidget:
    screen = _planner(stage)
    week = screen.typical.edits.known()
    BlockForm(screen, SlotKind.LUNCH, len(week.days), week.cycle_length, week.schools).open()
    return screen.window()


def _pick_up(stage: Stage) -> QWidget:
    screen = _planner(stage)
    screen.toggle_pick_up()
    stage.settle()
    return screen.window()


def _who(stage: Stage) -> QWidget:
    screen = _planner(stage)
    if screen.typical.pick_up:
        screen.toggle_pick_up()
    week = screen.typical.edits.known()
    warned = [("slot", card.id) for day in week.days for card in day.cards if any(s.alerts for s in card.students)]
    if warned:
        screen.typical.view.focus_card(warned[0])
        screen.typical.edits.who(warned[0], screen.typical)
    stage.settle()
    return screen.window()


SCENES = (
    Scene("planner_pick_up", _pick_up),
    Scene("planner_who", _who),
    Scene("planner_held", _held),
    Scene("planner_year", _year),
    Scene("planner_tell", _tell),
    Scene("planner_slips", _slips),
    Scene("planner_wishes", _wishes),
    Scene("planner_apart", _apart),
    Scene("planner_ways", _ways),
    Scene("planner_building", _building),
    Scene("planner_built", _built),
    Scene("planner_why", _why),
    Scene("planner_week", _week),
    Scene("planner_times", _times),
    Scene("planner_group", _group),
    Scene("planner_new_group", _new_group),
    Scene("planner_lunch", _lunch),
)
