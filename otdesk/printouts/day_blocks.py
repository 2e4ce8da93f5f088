# SPDX-License-Identifier: MIT
"""The blocks of a day sheet as strips: sessions with tally boxes, meetings, lunch, the drive to the next school."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from otdesk import labels, words
from otdesk.printouts.flow import Mark, Rule, Shape, Strip, Style, base, column_marks, lines_of
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.fonts import BOLD, REGULAR, SEMIBOLD, Span
from otdesk.printouts.page import BLACK, Paper
from otdesk.printouts.tags import Element
from otdesk.queries.day_sheets import SheetGoal, SheetItem, SheetKind, SheetLeave, SheetLine, SheetName, SheetStudent
from otdesk.rules.kinds import AlertKind
from otdesk.words import _


class Names(StrEnum):
    """How much of a student's name the sheet shows."""

    INITIALS = "initials"
    FIRST = "first"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of one layout, in points."""

    width: float
    item: Style
    goal: Style
    times: float
    """Width of the column of times."""
    box: float
    """Side of a tally box."""
    gap: float
    notes: float
    """Distance of the lines to write on."""

    @property
    def tally(self) -> float:
        return 10 * self.box + 8 * self.gap + 2 * self.gap + 3

    @property
    def presence(self) -> float:
        return 2 * (self.box + self.item.size + 6)


POCKET = Look(264, Style(10, 13.6), Style(9, 13.2), 41, 7.6, 2.0, 17)
CLIPBOARD = Look(504, Style(12, 17), Style(11, 19), 60, 13, 4.0, 22)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every block needs: where it is drawn, how, and what is shown of names and goals."""

    paper: Paper
    look: Look
    names: Names
    tallies: bool = True

    def name(self, name: SheetName) -> str:
        if self.names is Names.INITIALS:
            return words.initials(name.first, name.last)
        first = name.called or name.first
        return first if self.names is Names.FIRST else words.full_name(first, name.last)


def item_strips(sheet: Sheet, parent: Element, item: SheetItem) -> list[Strip]:
    """One block of the day under a thin rule, its first lines kept together."""
    body = parent.add("LI")
    time = lines_of(sheet.paper, words.clock(item.start), replace(sheet.look.item, face=BOLD), sheet.look.times)[0]
    mark = Text(0, base(sheet.look.item), time, sheet.look.item.size, body.add("Lbl"))
    holder = body.add("LBody")
    strips = _session(sheet, holder, item) if item.kind is SheetKind.SESSION else _other(sheet, holder, item)
    first = replace(
        strips[0], marks=(Rule(0, 0, sheet.look.width, 0.6, 0.45), _down(mark, 3), *_all_down(strips[0], 3))
    )
    strips[0] = replace(first, height=first.height + 3)
    strips[-1] = replace(strips[-1], height=strips[-1].height + 3, keep=False)
    return strips


def _down(mark: Mark, by: float) -> Mark:
    return replace(mark, y=mark.y + by)


def _all_down(strip: Strip, by: float) -> tuple[Mark, ...]:
    return tuple(_down(mark, by) for mark in strip.marks)


def _session(sheet: Sheet, holder: Element, item: SheetItem) -> list[Strip]:
    until = _("to {time}").format(time=words.clock(item.end))
    detail = ", ".join(part for part in (item.detail, until) if part)
    alone = item.students[0] if len(item.students) == 1 and not item.title else None
    who = sheet.name(alone.name) if alone else item.title or _("Group")
    strips = _titled(sheet, holder, who, detail, boxes=alone is not None)
    if item.overlap:
        strips += _warned(sheet, holder, [_("Overlaps")], sheet.look.times)
    if alone is not None:
        strips += _named_again(sheet, who, _details(sheet, holder, alone) + _goals(sheet, holder, alone.goals))
    else:
        for student in item.students:
            strips += _member(sheet, holder, student)
    kept = 2 if len(strips) > 2 else len(strips) - 1
    return [replace(strip, keep=number < kept or strip.keep) for number, strip in enumerate(strips)]


def _named_again(sheet: Sheet, who: str, strips: list[Strip]) -> list[Strip]:
    """Where one of these begins a panel, whose it is stands above it."""
    look = sheet.look
    line = lines_of(sheet.paper, _("{who}, continued").format(who=who), replace(look.goal, face=BOLD), look.width)[0]
    again = Strip(look.goal.leading, (Text(look.times, base(look.goal), line, look.goal.size, None),))
    return [replace(strip, head=(again,)) for strip in strips]


def _titled(sheet: Sheet, holder: Element, title: str, detail: str, *, boxes: bool) -> list[Strip]:
    """A bold name, what is said after it, and the boxes for present and absent at the right."""
    look = sheet.look
    room = look.width - look.times - (look.presence if boxes else 0)
    spans = [Span(title, BOLD), *([Span(f"  {detail}", REGULAR)] if detail else [])]
    element = holder.add("P")
    strips = [
        Strip(look.item.leading, (Text(look.times, base(look.item), line, look.item.size, element),), keep=True)
        for line in lines_of(sheet.paper, spans, look.item, room)
    ]
    if boxes:
        marks = _presence_boxes(sheet, holder, look.width - look.presence + 6, look.item)
        strips[0] = replace(strips[0], marks=(*strips[0].marks, *marks))
    return strips


def _member(sheet: Sheet, holder: Element, student: SheetStudent) -> list[Strip]:
    """One of a group: boxes in the column of times, name and first goal on one line."""
    look = sheet.look
    name = Span(f"{sheet.name(student.name)}  ", BOLD)
    details = _pick_up(sheet, holder, student)
    rest = student.goals
    if student.goals and not student.alerts and not details:
        strips = _goal(sheet, holder, student.goals[0], name)
        rest = student.goals[1:]
    else:
        line = lines_of(sheet.paper, [name], look.goal, look.width - look.times)[0]
        named = Text(look.times, base(look.goal), line, look.goal.size, holder.add("P"))
        alerts = _alerts(sheet, holder, student.alerts, look.times + line.width + 4) or [Strip(look.goal.leading)]
        strips = [replace(alerts[0], marks=(named, *alerts[0].marks)), *alerts[1:], *details]
    boxes = _presence_boxes(sheet, holder, 0, look.goal)
    strips[0] = replace(strips[0], marks=(*strips[0].marks, *boxes))
    strips += _goals(sheet, holder, rest, inset=8)
    last = len(strips) - 1
    strips = [strips[0], *_named_again(sheet, sheet.name(student.name), strips[1:])]
    return [replace(strip, keep=number < last) for number, strip in enumerate(strips)]


def _presence_boxes(sheet: Sheet, holder: Element, x: float, style: Style) -> list[Mark]:
    look = sheet.look
    element = holder.add("P")
    marks: list[Mark] = []
    step = look.presence / 2 if x else (look.times - 4) / 2
    for letter in (_("P"), _("A")):
        line = lines_of(sheet.paper, letter, style, 20)[0]
        marks.append(Shape(x, base(style) + 0.4, _box(look.box)))
        marks.append(Text(x + look.box + 1.8, base(style), line, style.size - (0 if x else 1), element))
        x += step
    return marks


def _box(side: float, gray: float = 0.2) -> str:
    return f"0.6 w {gray:g} G 0 0 {side:g} {side:g} re S"


def _details(sheet: Sheet, holder: Element, student: SheetStudent) -> list[Strip]:
    return _alerts(sheet, holder, student.alerts, sheet.look.times) + _pick_up(sheet, holder, student)


def _pick_up(sheet: Sheet, holder: Element, student: SheetStudent) -> list[Strip]:
    """Grade, teacher, room and what was planned last time would tell who the initials are: only beside names."""
    if sheet.names is Names.INITIALS:
        return []
    grade = words.grade_long(student.grade) if student.grade is not None else ""
    said = [", ".join(part for part in (grade, student.teacher, words.room(student.room)) if part)]
    if student.next_time:
        said.append(_("Next: {words}").format(words=student.next_time))
    return [
        strip
        for text in said
        if text
        for strip in _lines(sheet, holder.add("P"), text, sheet.look.width - sheet.look.times)
    ]


def _lines(sheet: Sheet, element: Element, text: str, width: float) -> list[Strip]:
    style = sheet.look.goal
    return [
        Strip(style.leading, (Text(sheet.look.times, base(style), line, style.size, element),))
        for line in lines_of(sheet.paper, text, style, width)
    ]


def _alerts(sheet: Sheet, holder: Element, alerts: Iterable[AlertKind], start: float) -> list[Strip]:
    """A triangle and a word for each from `start` on, so that a copy in black and white speaks too."""
    return _warned(sheet, holder, [labels.alert(alert) for alert in dict.fromkeys(alerts)], start)


def _warned(sheet: Sheet, holder: Element, said: Sequence[str], start: float) -> list[Strip]:
    look = sheet.look
    style = replace(look.goal, face=BOLD)
    rows: list[list[Mark]] = []
    x = look.width
    for word in said:
        line = lines_of(sheet.paper, word, style, look.width)[0]
        if not rows or x + 12 + line.width > look.width:
            x = look.times if rows else start
            rows.append([])
        figure = holder.add("Figure", alt=_("Alert"))
        rows[-1].append(Shape(x, base(style) + 0.4, _TRIANGLE, figure))
        rows[-1].append(Text(x + 12, base(style), line, style.size, holder.add("P")))
        x += 12 + line.width + 8
    return [Strip(style.leading, tuple(marks), keep=True) for marks in rows]


_TRIANGLE = "0.9 w 0 G 1 j 0.4 0 m 9.2 0 l 4.8 7.8 l s 1 w 4.8 5.5 m 4.8 2.9 l S 0 g 4.3 1.1 1 1 re f"


def _goals(sheet: Sheet, holder: Element, goals: Iterable[SheetGoal], inset: float = 0.0) -> list[Strip]:
    return [strip for goal in goals for strip in _goal(sheet, holder, goal, inset=inset)]


def _goal(
    sheet: Sheet, holder: Element, goal: SheetGoal, before: Span | None = None, inset: float = 0.0
) -> list[Strip]:
    """A goal's number and cue with boxes to tally; `before`: the name of the student in a group."""
    look = sheet.look
    left = look.times + inset
    room = look.width - left - (look.tally + 6 if sheet.tallies else 0)
    element = holder.add("P")
    spans = [Span(f"{goal.number} ", SEMIBOLD), Span(goal.cue)]
    lines = lines_of(sheet.paper, [before, *spans] if before else spans, look.goal, room)
    last = len(lines) - 1
    strips = [
        Strip(look.goal.leading, (Text(left, base(look.goal), line, look.goal.size, element),), keep=number < last)
        for number, line in enumerate(lines)
    ]
    if sheet.tallies:
        figure = holder.add("Figure", alt=_("Ten boxes to tally"))
        boxes = Shape(look.width - look.tally, base(look.goal) + 0.6, _tally(look), figure)
        strips[0] = replace(strips[0], marks=(*strips[0].marks, boxes))
    return strips


def _tally(look: Look) -> str:
    """Ten boxes in two fives."""
    parts = ["0.5 w 0.3 G"]
    for number in range(10):
        x = number * (look.box + look.gap) + (3 + look.gap if number >= 5 else 0)
        parts.append(f"{x:.2f} 0 {look.box:g} {look.box:g} re")
    return " ".join(parts) + " S"


def _other(sheet: Sheet, holder: Element, item: SheetItem) -> list[Strip]:
    """A meeting, lunch or desk time: words only."""
    spans: list[Span] = [Span(f"{sheet.name(student.name)} ", BOLD) for student in item.students]
    fallback = {SheetKind.LUNCH: _("Lunch"), SheetKind.DESK: _("Desk time"), SheetKind.MEETING: _("Meeting")}
    until = _("to {time}").format(time=words.clock(item.end))
    said = ", ".join(part for part in (item.title or fallback[item.kind], item.detail, until) if part)
    spans.append(Span(f"{said}. {_('Bring: {things}').format(things=item.bring)}" if item.bring else said))
    look = sheet.look
    element = holder.add("P")
    strips = [
        Strip(look.item.leading, (Text(look.times, base(look.item), line, look.item.size, element),), keep=True)
        for line in lines_of(sheet.paper, spans, look.item, look.width - look.times)
    ]
    if item.overlap:
        strips += _warned(sheet, holder, [_("Overlaps")], sheet.look.times)
    return strips


def leave_strip(sheet: Sheet, parent: Element, leave: SheetLeave) -> Strip:
    """The gray bar under a school: when to leave, how far it is, where to."""
    look = sheet.look
    gap, height = 5.0, look.item.leading + 9
    element = parent.add("P")
    style = replace(look.item, face=BOLD)
    when = _("Leave {time}").format(time=words.clock(leave.at)) if leave.at is not None else _("Leave")
    left = lines_of(sheet.paper, when, style, look.width)[0]
    right = lines_of(sheet.paper, _drive(leave), style, look.width - left.width - 26)[0]
    y = gap + height / 2 + style.size * 0.36
    marks = (
        Shape(0, gap + height, _rounded(look.width, height, 4)),
        Text(8, y, left, style.size, element),
        Text(look.width - 8 - right.width, y, right, style.size, element),
    )
    return Strip(gap + height, marks)


def _drive(leave: SheetLeave) -> str:
    """ "14 min · 5.8 mi → BW"; what is not known is left out."""
    known = []
    if leave.minutes is not None:
        known.append(words.minutes(leave.minutes))
    if leave.tenths is not None:
        known.append(words.miles(leave.tenths))
    drive = f"{' · '.join(known)} → {leave.to_code}".strip()
    return _("about {drive}").format(drive=drive) if leave.estimate and known else drive


def _rounded(width: float, height: float, radius: float) -> str:
    """A filled light bar with round corners, its lower left at the origin."""
    w, h, r = width, height, radius
    k = r * 0.4477
    corners = (
        f"{r} 0 m {w - r} 0 l {w - k:.2f} 0 {w} {k:.2f} {w} {r} c",
        f"{w} {h - r} l {w} {h - k:.2f} {w - k:.2f} {h} {w - r} {h} c",
        f"{r} {h} l {k:.2f} {h} 0 {h - k:.2f} 0 {h - r} c",
        f"0 {r} l 0 {k:.2f} {k:.2f} 0 {r} 0 c",
    )
    return f"0.9 g {' '.join(corners)} f"


def note_lines(sheet: Sheet, parent: Element, room: float) -> list[Strip]:
    """ "Notes" and as many lines to write on as the room holds; nothing where it holds fewer than two."""
    look = sheet.look
    head = look.item.leading + 8
    count = int((room - head - 4) // look.notes)
    if count < 2:
        return []
    title = heading_strip(sheet, parent, _("Notes"), before=8)
    line = Strip(look.notes, (Rule(0, look.notes, look.width, 0.5, 0.55),))
    return [title, *[line] * count]


def heading_strip(sheet: Sheet, parent: Element, text: str, before: float = 0.0) -> Strip:
    style = replace(sheet.look.item, face=BOLD)
    line = lines_of(sheet.paper, text, style, sheet.look.width)[0]
    return Strip(style.leading, (Text(0, base(style), line, style.size, parent.add("H3")),), keep=True, before=before)


def check_list(sheet: Sheet, parent: Element, title: str, entries: Sequence[SheetLine]) -> list[Strip]:
    """A heading and lines with a box to tick."""
    look = sheet.look
    strips = [heading_strip(sheet, parent, title, before=6)]
    holder = parent.add("L")
    for entry in entries:
        body = holder.add("LI").add("LBody")
        spans = [Span(entry.words)]
        if entry.name is not None:
            spans.insert(0, Span(f"{sheet.name(entry.name)} ", BOLD))
        lines = lines_of(sheet.paper, spans, look.item, look.width - look.box - 6)
        marks = column_marks(lines, look.item, body, look.box + 5, 0)
        box = Shape(0, base(look.item) + 0.4, _box(look.box))
        strips.append(Strip(len(lines) * look.item.leading, (box, *marks)))
    strips.append(Strip(4, (Rule(0, 4, look.width, 0.6, 0.45),)))
    return strips


def odometer(sheet: Sheet, parent: Element, places: Sequence[str]) -> list[Strip]:
    """Two fields to a row, each with a line to write on."""
    look = sheet.look
    half = look.width / 2
    strips = [heading_strip(sheet, parent, _("Odometer"), before=6)]
    for number in range(0, len(places), 2):
        marks: list[Mark] = []
        for column, place in enumerate(places[number : number + 2]):
            line = lines_of(sheet.paper, place, look.item, half - 40)[0]
            marks.append(Text(column * half, base(look.item) + 5, line, look.item.size, parent.add("P")))
            marks.append(Rule(column * half, look.item.leading + 8, half - 10, 0.6, 0.45))
        strips.append(Strip(look.item.leading + 8, tuple(marks)))
    return strips


def legend(sheet: Sheet, parent: Element, title: str, text: str) -> list[Strip]:
    look = sheet.look
    style = replace(look.goal, size=look.goal.size - 0.5)
    element = parent.add("P")
    spans = [Span(f"{title}  ", BOLD), Span(text)]
    return [
        Strip(style.leading, (Text(0, base(style), line, style.size, element, BLACK),), before=8 if number == 0 else 0)
        for number, line in enumerate(lines_of(sheet.paper, spans, style, look.width))
    ]
