# SPDX-License-Identifier: MIT
"""From rows of a week to what its columns and cards show and say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from otdesk import labels
from otdesk.queries.planner import TypicalWeek
from otdesk.queries.week import DatedWeek
from otdesk.queries.week_rows import CardKind, CardRow, DayRow, GapRow, StudentRow
from otdesk.rules.kinds import SessionStatus, Setting
from otdesk.rules.pattern import TurnRule, Turns
from otdesk.rules.slots import Severity, worst
from otdesk.rules.spans import Span, without
from otdesk.ui import statuses
from otdesk.ui.planner import reasons
from otdesk.ui.safety.alert_marks import alert_words
from otdesk.ui.timeline.cards import Face, Marking
from otdesk.ui.timeline.sheet import Block, Column, Drive, Zone
from otdesk.words import _, clock, cycle_day, grade_long, listed, listed_with_dots, minutes, plural, room, span, weekday

_KIND_ICON = {CardKind.LUNCH: "", CardKind.DESK: "notebook-pen", CardKind.MEETING: "messages-square"}


def typical_columns(week: TypicalWeek, *, pick_up: bool = False) -> tuple[Column, ...]:
    """With `pick_up` each session says its alerts and teachers instead of goals."""
    names = names_of(week)
    return tuple(_typical_column(day, week, names, pick_up=pick_up) for day in week.days)


def dated_columns(week: DatedWeek, today: date, *, pick_up: bool = False) -> tuple[Column, ...]:
    return tuple(_dated_column(day, today, pick_up=pick_up) for day in week.days)


def names_of(week: TypicalWeek) -> dict[int, str]:
    """Every student in the week by id."""
    found = {student.id: student.name for row in week.tray for student in row.students}
    found.update({student.id: student.name for group in week.groups for student in group.students})
    found.update({student.id: student.name for day in week.days for card in day.cards for student in card.students})
    return found


def spoken_times(start: int, end: int) -> str:
    return _("{start} to {end}").format(start=clock(start), end=clock(end))


def goal_words(student: StudentRow) -> str:
    if student.consult:
        return _("consult")
    if student.setting in {Setting.PUSH_IN, Setting.CLASSROOM}:
        return _("push-in")
    numbers = ", ".join(str(number) for number in student.goals)
    if not numbers:
        return ""
    return (_("goal {numbers}") if len(student.goals) == 1 else _("goals {numbers}")).format(numbers=numbers)


def turn_words(turns: Turns | None) -> str:
    if turns is None:
        return ""
    if turns.rule is TurnRule.MONTH:
        return plural("{n}× a month", "{n}× a month", turns.times)
    if turns.rule is TurnRule.EVERY_WEEKS:
        return _("every other week") if turns.weeks == 2 else _("every {n} weeks").format(n=turns.weeks)
    if turns.rule is TurnRule.LETTERS:
        return listed([cycle_day(letter, turns.of) for letter in turns.letters])
    return _("some weeks")


def _typical_column(day: DayRow, week: TypicalWeek, names: Mapping[int, str], *, pick_up: bool) -> Column:
    return Column(
        name=cycle_day(day.index, week.cycle_length, long=True),
        title=cycle_day(day.index, week.cycle_length),
        detail=minutes(day.drive) if day.drive else "",
        chips=_chips(day),
        zones=_zones(day),
        drives=_drives(day),
        blocks=tuple(
            Block(_shown(typical_face(card, week.cycle_length, names), card, pick_up=pick_up), card.start, card.end)
            for card in _ordered(day)
        ),
    )


def _dated_column(day: DayRow, today: date, *, pick_up: bool) -> Column:
    return Column(
        name=weekday(day.index, long=True),
        title=f"{weekday(day.index)} {day.day.day if day.day else ''}" + (f" · {day.letter}" if day.letter else ""),
        detail=minutes(day.drive) if day.drive else "",
        chips=_chips(day),
        marks=", ".join(day.marks),
        shut=day.shut,
        today=day.day == today,
        zones=_zones(day),
        drives=_drives(day),
        blocks=tuple(
            Block(_shown(dated_face(card, day, today), card, pick_up=pick_up), card.start, card.end)
            for card in _ordered(day)
        ),
    )


def _shown(face: Face, card: CardRow, *, pick_up: bool) -> Face:
    """Alerts and teachers are always told to who asks for more; on the card only where they are wanted."""
    students = card.students
    about = "; ".join(about_words(student) for student in students)
    if not pick_up or not students:
        return replace(face, about=about)
    kinds = list(dict.fromkeys(alert.kind for student in students for alert in student.alerts))
    teachers = list(dict.fromkeys(student.teacher for student in students if student.teacher))
    said = listed_with_dots([", ".join(labels.alert(kind) for kind in kinds), ", ".join(teachers)])
    warning = statuses.ALERT_ICONS[kinds[0]] if kinds else ""
    return replace(face, about=about, detail=said or _("no teacher entered"), warning=warning)


def about_words(student: StudentRow) -> str:
    """ "Noor Haddad, Grade 1, Ms. Vale, Room 7, Choking: cuts food small (reviewed Sep 3, 2026)"."""
    alerts = [alert_words(alert) for alert in student.alerts]
    parts = [student.name, grade_long(student.grade), student.teacher, room(student.room), *alerts]
    return ", ".join(part for part in parts if part)


def _chips(day: DayRow) -> tuple[tuple[str, int, str], ...]:
    return tuple((visit.school.code, visit.school.color, visit.school.name) for visit in day.visits)


def _zones(day: DayRow) -> tuple[Zone, ...]:
    return tuple(Zone(visit.start, visit.end, visit.school.color) for visit in day.visits)


def _drives(day: DayRow) -> tuple[Drive, ...]:
    busy = [(card.start, card.end) for card in day.cards if card.school is None]
    return tuple(_drive(gap, busy) for gap in day.gaps)


def _drive(gap: GapRow, busy: Sequence[Span]) -> Drive:
    """The minutes on the road as late as they may be, beside lunch and whatever else fills the gap."""
    way = f"{gap.origin.name} – {gap.destination.name}"
    if gap.drive is None or gap.need is None:
        return Drive(gap.start, gap.end, _("drive not known"), tip=way)
    about = _("about {n}") if gap.estimated else "{n}"
    words = about.format(n=minutes(gap.drive))
    tip = _("{way}: {drive} drive, {need} with parking and signing in; {has} there").format(
        way=way, drive=minutes(gap.drive), need=minutes(gap.need), has=minutes(gap.available)
    )
    if gap.tight:
        return Drive(gap.start, gap.end, _("needs {need}").format(need=minutes(gap.need)), tight=True, tip=tip)
    free = without([(gap.start, gap.end)], busy)
    wide = [piece for piece in free if piece[1] - piece[0] >= gap.need]
    start, end = wide[-1] if wide else max(free, key=_length, default=(gap.start, gap.end))
    return Drive(max(start, end - gap.need), end, words, tip=tip)


def _length(piece: Span) -> int:
    return piece[1] - piece[0]


def typical_face(card: CardRow, cycle_length: int, names: Mapping[int, str]) -> Face:
    severity = worst(card.obstacles)
    told = _told(card, names)
    detail = told[0] if told else _detail(card)
    day = cycle_day(card.day, cycle_length, long=True)
    return Face(
        key=("slot", card.id),
        title=card.title,
        detail=detail,
        spoken=_spoken(card, day, told),
        tip=_tip(card, told),
        icon=_icon(card),
        color=card.school.color if card.school is not None else None,
        pinned=card.pinned,
        marking={Severity.NEVER: Marking.CONFLICT, Severity.AVOID: Marking.DOUBT}.get(severity, Marking.NONE),
        free=card.kind in {CardKind.LUNCH, CardKind.DESK},
    )


def dated_face(card: CardRow, day: DayRow, today: date) -> Face:
    cancelled = card.status is SessionStatus.CANCELLED
    status = _status_words(card)
    times = spoken_times(card.start, card.end)
    named = weekday(card.day, long=True)
    school = card.school.name if card.school is not None else ""
    spoken = ", ".join(part for part in (card.title, f"{named} {times}", school, status) if part)
    return Face(
        key=(card.kind.value, card.id * 8 + card.day if card.kind in {CardKind.LUNCH, CardKind.DESK} else card.id),
        title=card.title,
        detail=status or _detail(card),
        spoken=spoken,
        tip="\n".join(part for part in (card.title, span(card.start, card.end), _detail(card), status) if part),
        icon="circle-check" if card.status is SessionStatus.HELD else _icon(card),
        color=card.school.color if card.school is not None else None,
        free=card.kind in {CardKind.LUNCH, CardKind.DESK},
        dim=day.day is not None and day.day < today,
        struck=cancelled,
    )


def _status_words(card: CardRow) -> str:
    if card.kind is not CardKind.SESSION:
        return card.room
    if card.status is SessionStatus.CANCELLED:
        return _("canceled")
    if card.status is SessionStatus.HELD or (card.students and card.said == len(card.students)):
        return _("logged")
    if card.said:
        return _("{n} of {all} logged").format(n=card.said, all=len(card.students))
    return _("moved here") if card.by_hand else ""


def _ordered(day: DayRow) -> Sequence[CardRow]:
    return sorted(day.cards, key=_in_time)


def _in_time(card: CardRow) -> tuple[int, int, int]:
    return card.start, card.end, card.id


def _icon(card: CardRow) -> str:
    if card.kind in _KIND_ICON:
        return _KIND_ICON[card.kind]
    if card.group_id is not None or len(card.students) > 1:
        return "users"
    return ""


def _detail(card: CardRow) -> str:
    if card.kind is CardKind.DESK:
        return _("protected")
    if card.kind is not CardKind.SESSION:
        return card.room
    if not card.students:
        return _("nobody is in it")
    parts = [_("group") if card.group_id is not None or len(card.students) > 1 else goal_words(card.students[0])]
    parts += [turn_words(card.turns), card.room]
    return ", ".join(part for part in parts if part)


def _told(card: CardRow, names: Mapping[int, str]) -> list[str]:
    """The reasons of a card, each once."""
    alone = len(card.students) < 2
    return list(dict.fromkeys(reasons.sentence(obstacle, names, alone=alone) for obstacle in card.obstacles))


def _spoken(card: CardRow, day: str, told: Sequence[str]) -> str:
    """ "Noor Haddad, Tuesday 9:45 to 10:15, Alder Creek, fits"."""
    parts = [card.title, f"{day} {spoken_times(card.start, card.end)}"]
    if card.school is not None:
        parts.append(card.school.name)
    if card.group_id is not None or len(card.students) > 1:
        parts.append(plural("{n} student", "{n} students", len(card.students)))
    if card.turns is not None:
        parts.append(turn_words(card.turns))
    if card.pinned:
        parts.append(_("pinned"))
    if not told:
        parts.append(_("fits"))
    else:
        words = _("does not fit: {why}") if worst(card.obstacles) is Severity.NEVER else _("fits, but: {why}")
        parts.append(words.format(why="; ".join(told)))
    return ", ".join(parts)


def _tip(card: CardRow, told: Sequence[str]) -> str:
    people = [
        f"{student.name} ({goal_words(student)})" if goal_words(student) else student.name for student in card.students
    ]
    lines = [card.title, span(card.start, card.end)]
    if len(people) > 1 or card.group_id is not None:
        lines += people
    lines += [_detail(card), *told]
    return "\n".join(line for line in dict.fromkeys(lines) if line)
