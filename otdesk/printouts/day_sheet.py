# SPDX-License-Identifier: MIT
"""The day sheet: a page that folds to four panels, a school on each; or a page a school; or one for the wall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count, repeat, tee

from otdesk import words
from otdesk.printouts.day_blocks import (
    CLIPBOARD,
    POCKET,
    Names,
    Sheet,
    check_list,
    item_strips,
    leave_strip,
    legend,
    note_lines,
    odometer,
)
from otdesk.printouts.flow import (
    BODY,
    Column,
    Mark,
    Row,
    Rule,
    Shape,
    Strip,
    Style,
    base,
    break_pages,
    draw_strips,
    height_of,
    lines_of,
    paragraph,
    table,
)
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.fonts import BOLD
from otdesk.printouts.masking import initials_only
from otdesk.printouts.page import (
    FOOT_SIZE,
    HEIGHT,
    MARGIN,
    SOFT,
    WIDTH,
    Paper,
    Printing,
    Printout,
    draw_foot,
    printed_words,
)
from otdesk.printouts.tags import Element
from otdesk.queries.day_sheets import DaySheet, SheetItem, SheetKind, SheetLine, SheetStop
from otdesk.rules.kinds import Prompt
from otdesk.words import _

__all__ = ["Layout", "Names", "SheetOptions", "day_sheets"]


class Layout(StrEnum):
    POCKET = "pocket"
    CLIPBOARD = "clipboard"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class SheetOptions:
    layout: Layout = Layout.POCKET
    names: Names = Names.INITIALS
    tallies: bool = True
    leave_by: bool = True
    """Leave-by bars and office phones."""
    due: bool = True
    odometer: bool = True


@dataclass(frozen=True, slots=True)
class _Panel:
    """One panel or page: what stands on top, and the strips under it."""

    sect: Element
    head: tuple[Strip, ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where panels lie on a page: the left, top and bottom of each."""

    panels: tuple[tuple[float, float, float], ...]

    def height(self, number: int) -> float:
        """Of the panel of this number, counted through all pages."""
        _left, top, bottom = self.panels[number % len(self.panels)]
        return top - bottom


_POCKET = _Frame(((21, 772, 408), (327, 772, 408), (21, 376, 28), (327, 376, 28)))
_PAGE = _Frame(((MARGIN, HEIGHT - 48, 54),))


def day_sheets(days: Sequence[DaySheet], options: SheetOptions, printing: Printing) -> Printout:
    """All days in one document; each begins on a new page."""
    paper = Paper(_title(days), printing)
    for shown in days:
        day = initials_only(shown) if options.names is Names.INITIALS else shown
        paper_day = paper.tree.root.add("Sect")
        if options.layout is Layout.WALL:
            _draw_wall(paper, paper_day, day, options, printing)
        else:
            look, frame = (POCKET, _POCKET) if options.layout is Layout.POCKET else (CLIPBOARD, _PAGE)
            sheet = Sheet(paper, look, options.names, options.tallies)
            _draw_panels(sheet, _panels(sheet, paper_day, day, options, frame), frame, day, options, printing)
    return paper.finish()


def _title(days: Sequence[DaySheet]) -> str:
    if len(days) == 1:
        return _("Day sheet, {day}").format(day=words.day_full_date(days[0].day))
    return words.plural("{n} day sheet", "{n} day sheets", len(days))


def _panels(sheet: Sheet, parent: Element, day: DaySheet, options: SheetOptions, frame: _Frame) -> list[_Panel]:
    """A school after another, then the day at a glance; the date stands on the first panel of each page."""
    panels: list[_Panel] = []
    for stop in day.stops:
        sect = parent.add("Sect")
        strips = _stop_strips(sheet, sect, stop, options)
        _flow(sheet, panels, _Heading(sect, stop.name, stop.code, _about(stop, options)), strips, day, frame)
    sect = parent.add("Sect")
    heading = _Heading(sect, _("Today at a glance"), "", day.closed or _glance_words(day))
    _flow(sheet, panels, heading, [Strip(3), *_glance(sheet, sect, day, options)], day, frame)
    while len(panels) % len(frame.panels):
        sect = parent.add("Sect")
        panels.append(_Panel(sect, (), tuple(note_lines(sheet, sect, frame.height(len(panels))))))
    return panels


@dataclass(frozen=True, slots=True)
class _Heading:
    sect: Element
    title: str
    code: str
    about: str


def _flow(
    sheet: Sheet, panels: list[_Panel], heading: _Heading, strips: list[Strip], day: DaySheet, frame: _Frame
) -> None:
    """Lays strips over as many panels as they need; what is left of the last becomes lines for notes."""
    again = replace(heading, title=_("{title}, continued").format(title=heading.title), about="")
    heads = _heads(sheet, heading, again, len(panels), len(frame.panels), day)
    heads, measured = tee(heads)
    rooms = (frame.height(number) - height_of(head) for number, head in zip(count(len(panels)), measured, strict=False))
    pages = break_pages(strips, rooms)
    for number, (page, head) in enumerate(zip(pages, heads, strict=False), start=1):
        left = frame.height(len(panels)) - height_of(head) - height_of(page)
        notes = note_lines(sheet, heading.sect, left) if number == len(pages) else []
        panels.append(_Panel(heading.sect, tuple(head), (*page, *notes)))


def _heads(
    sheet: Sheet, first: _Heading, others: _Heading, number: int, each: int, day: DaySheet
) -> Iterator[list[Strip]]:
    """The heads of the panels from this number on: the date stands on the first panel of each page."""
    heading = first
    while True:
        yield _head(sheet, heading, day if number % each == 0 else None, first_page=number == 0)
        number += 1
        heading = others


def _head(sheet: Sheet, heading: _Heading, day: DaySheet | None, *, first_page: bool) -> list[Strip]:
    """The date (first panel of a page), the code in a frame, the name; below them when, where and the phone."""
    look = sheet.look
    title = Style(look.item.size + 2, look.item.leading + 3, BOLD)
    marks: list[Mark] = []
    x = 0.0
    y = base(title)
    if day is not None:
        date = lines_of(sheet.paper, words.day_date(day.day), title, look.width)[0]
        marks.append(Text(0, y, date, title.size, heading.sect.add("H1") if first_page else None))
        x = date.width + 7
    element = heading.sect.add("H2")
    if heading.code:
        code = lines_of(sheet.paper, heading.code, Style(look.item.size - 2, 10, BOLD), look.width)[0]
        marks.append(Shape(x, y + 2, f"0.8 w 0 G 0 0 {code.width + 8:.2f} {title.size + 1:g} re S"))
        marks.append(Text(x + 4, y - 1.2, code, look.item.size - 2, element))
        x += code.width + 14
    lines = lines_of(sheet.paper, heading.title, title, look.width - x)
    marks += [Text(x, y + n * title.leading, line, title.size, element) for n, line in enumerate(lines)]
    strips = [Strip(len(lines) * title.leading, tuple(marks))]
    small = Style(look.goal.size - 1, look.goal.leading - 2)
    if heading.about:
        strips += paragraph(sheet.paper, heading.sect.add("P"), heading.about, look.width, small)
    strips.append(Strip(4, (Rule(0, 4, look.width, 0.9, 0.3),)))
    return strips


def _about(stop: SheetStop, options: SheetOptions) -> str:
    phone = _("office {phone}").format(phone=stop.office_phone) if stop.office_phone and options.leave_by else ""
    return " · ".join(part for part in (words.span(stop.start, stop.end), stop.room, phone, stop.arrival_note) if part)


def _stop_strips(sheet: Sheet, sect: Element, stop: SheetStop, options: SheetOptions) -> list[Strip]:
    holder = sect.add("L")
    strips: list[Strip] = []
    for item in stop.items:
        strips += item_strips(sheet, holder, item)
    if not stop.items:
        strips += paragraph(
            sheet.paper, sect.add("P"), _("Nothing planned here."), sheet.look.width, sheet.look.item, before=4
        )
    if stop.leave is not None and options.leave_by:
        strips[-1] = replace(strips[-1], keep=True)
        strips.append(leave_strip(sheet, sect, stop.leave))
    return strips


def _glance_words(day: DaySheet) -> str:
    said = [
        words.plural("{n} school", "{n} schools", day.schools),
        words.plural("{n} session", "{n} sessions", day.sessions),
    ]
    if day.driving_minutes:
        said.append(_("{minutes} driving").format(minutes=words.minutes(day.driving_minutes)))
        said.append(words.miles(day.driving_tenths))
    return " · ".join(said)


def _glance(sheet: Sheet, sect: Element, day: DaySheet, options: SheetOptions) -> list[Strip]:
    strips: list[Strip] = []
    if options.due and day.due:
        strips += check_list(sheet, sect, _("Due"), day.due)
    if day.bring:
        strips += check_list(sheet, sect, _("Bring"), [SheetLine(thing) for thing in day.bring])
    if options.odometer and len(day.stops) > 1:
        outs = [_("{code} out").format(code=stop.code) for stop in day.stops[:-1]]
        strips += odometer(sheet, sect, [_("Start"), *outs, _("End")])
    if options.tallies:
        names = {
            Prompt.INDEPENDENT: _("on own"),
            Prompt.VERBAL: _("verbal"),
            Prompt.GESTURE: _("gesture"),
            Prompt.MODEL: _("model"),
            Prompt.PHYSICAL: _("physical"),
        }
        strips += legend(sheet, sect, _("Codes"), " · ".join(f"{code.value} {name}" for code, name in names.items()))
    return strips


def _draw_panels(
    sheet: Sheet, panels: list[_Panel], frame: _Frame, day: DaySheet, options: SheetOptions, printing: Printing
) -> None:
    paper = sheet.paper
    each = len(frame.panels)
    pages = len(panels) // each
    for number in range(pages):
        paper.begin_page()
        if number == 0:
            paper.bookmark(words.day_full_date(day.day))
        for (left, top, _bottom), panel in zip(frame.panels, panels[number * each : (number + 1) * each], strict=True):
            top_after = draw_strips(paper, panel.head, left, top)
            draw_strips(paper, panel.strips, left, top_after)
        if options.layout is Layout.POCKET:
            _draw_folds(paper)
            _draw_pocket_foot(paper, options, printing, number + 1, pages)
        else:
            draw_foot(paper, printing, number + 1, pages)
        paper.end_page()


def _draw_folds(paper: Paper) -> None:
    paper.rule(0, HEIGHT / 2, WIDTH, 0.6, 0.45, "3 3")
    paper.upright(WIDTH / 2, 0, HEIGHT, 0.6, 0.45, "3 3")


def _draw_pocket_foot(paper: Paper, options: SheetOptions, printing: Printing, number: int, count: int) -> None:
    y = 16.0
    paper.plain(21, y, f"{_('Confidential.')} {printed_words(printing)}", FOOT_SIZE, gray=SOFT)
    advice = (
        _("Initials only. Shred after entering.") if options.names is Names.INITIALS else _("Shred after entering.")
    )
    page = _("Page {n} of {count}").format(n=number, count=count)
    paper.plain(327, y, f"{advice} {_('Fold on the dotted lines.')}", FOOT_SIZE, gray=SOFT)
    paper.plain(WIDTH - 21, y, page, FOOT_SIZE, gray=SOFT, right=True)


def _draw_wall(paper: Paper, parent: Element, day: DaySheet, options: SheetOptions, printing: Printing) -> None:
    """Times and who, school by school: for the wall of the therapist's room."""
    sheet = Sheet(paper, CLIPBOARD, options.names, tallies=False)
    width = WIDTH - 2 * MARGIN
    strips = paragraph(paper, parent.add("H1"), words.day_full_date(day.day), width, Style(20, 26, BOLD))
    if not day.stops:
        strips += paragraph(paper, parent.add("P"), day.closed or _("Nothing planned."), width, BODY, before=6)
    columns = [Column(_("Time"), 130), Column(_("Who"), width - 130)]
    for stop in day.stops:
        title = f"{stop.name}, {words.span(stop.start, stop.end)}"
        strips += paragraph(paper, parent.add("H2"), title, width, Style(13, 18, BOLD), before=14, keep=True)
        rows = [Row((words.span(item.start, item.end), _who(sheet, item))) for item in stop.items]
        strips += table(paper, parent, columns, rows, Style(13, 18))
    pages = break_pages(strips, repeat(_PAGE.height(0)))
    for number, page in enumerate(pages, start=1):
        paper.begin_page()
        if number == 1:
            paper.bookmark(words.day_full_date(day.day))
        draw_strips(paper, page, MARGIN, HEIGHT - 48)
        draw_foot(paper, printing, number, len(pages))
        paper.end_page()


def _who(sheet: Sheet, item: SheetItem) -> str:
    names = ", ".join(sheet.name(student.name) for student in item.students)
    plain = {SheetKind.LUNCH: _("Lunch"), SheetKind.DESK: _("Desk time"), SheetKind.MEETING: _("Meeting")}
    if item.kind is SheetKind.SESSION:
        said = f"{item.title}: {names}" if item.title else names
    else:
        said = " ".join(part for part in (names, item.title or plain[item.kind]) if part)
    return f"{said}, {item.detail}" if item.detail else said
