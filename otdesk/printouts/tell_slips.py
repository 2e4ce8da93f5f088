# SPDX-License-Identifier: MIT
"""Slips that tell teachers of new therapy times: four to a page, to be cut and handed out."""

from collections.abc import Sequence
from itertools import repeat

from otdesk import words
from otdesk.printouts.flow import Strip, Style, break_pages, draw_strips, height_of, paragraph
from otdesk.printouts.fonts import BOLD, SEMIBOLD
from otdesk.printouts.page import HEIGHT, SOFT, WIDTH, Paper, Printing, Printout
from otdesk.printouts.tags import Element
from otdesk.queries.tellings import ChangeToTell, Teacher
from otdesk.words import _

_SIDE, _TOP = 30.0, 34.0
_INNER = WIDTH / 2 - 2 * _SIDE
_ROOM = HEIGHT / 2 - 2 * _TOP
_TITLE = Style(13, 17, BOLD)
_BODY = Style(10.5, 14.5)
_WHO = Style(10.5, 14.5, SEMIBOLD)
_FOOT = Style(8.5, 11.5, gray=SOFT)


def tell_slips(teachers: Sequence[Teacher], cycle_length: int, printing: Printing) -> Printout:
    """A slip for each teacher, and another one where one does not hold all her students."""
    paper = Paper(_("New therapy times"), printing)
    slips: list[list[Strip]] = []
    for teacher in teachers:
        sect = paper.tree.root.add("Sect")
        head, foot = _head(paper, sect, teacher), _foot(paper, sect, printing)
        room = _ROOM - height_of(head) - height_of(foot)
        body = [strip for change in teacher.changes for strip in _lines(paper, sect, change, cycle_length)]
        slips += [[*head, *part, *foot] for part in break_pages(body, repeat(room))]
    for first in range(0, len(slips), 4):
        paper.begin_page()
        for number, slip in enumerate(slips[first : first + 4]):
            left = _SIDE + (number % 2) * WIDTH / 2
            draw_strips(paper, slip, left, HEIGHT - _TOP - (number // 2) * HEIGHT / 2)
        paper.rule(18, HEIGHT / 2, WIDTH - 18, 0.5, 0.6, "3 3")
        paper.upright(WIDTH / 2, 18, HEIGHT - 18, 0.5, 0.6, "3 3")
        paper.end_page()
    return paper.finish()


def change_words(change: ChangeToTell, cycle_length: int) -> str:
    """ "Wed 10:15 – 10:45, was Tue 9:45", "Wed 10:15 – 10:45, new", "Tue 9:45 ends"."""
    was = None if change.was is None else f"{words.cycle_day(change.was[0], cycle_length)} {words.clock(change.was[1])}"
    if change.now is None:
        return _("{time} ends").format(time=was or "")
    day, start = change.now
    now = f"{words.cycle_day(day, cycle_length)} {words.span(start, start + change.minutes)}"
    return _("{now}, new").format(now=now) if was is None else _("{now}, was {was}").format(now=now, was=was)


def _head(paper: Paper, sect: Element, teacher: Teacher) -> list[Strip]:
    name = teacher.name or _("Teacher")
    return [
        *paragraph(paper, sect.add("H2"), _("For {teacher}").format(teacher=name), _INNER, _TITLE),
        *paragraph(paper, sect.add("P"), teacher.school.name, _INNER, _FOOT),
        *paragraph(paper, sect.add("P"), _("New times for occupational therapy:"), _INNER, _BODY, before=4),
    ]


def _lines(paper: Paper, sect: Element, change: ChangeToTell, cycle_length: int) -> list[Strip]:
    grade = _("grade {grade}").format(grade=words.grade(change.grade))
    who = f"{change.short_name} · {grade}"
    return [
        *paragraph(paper, sect.add("P"), who, _INNER, _WHO, before=5, keep=True),
        *paragraph(paper, sect.add("P"), change_words(change, cycle_length), _INNER - 10, _BODY, x=10),
    ]


def _foot(paper: Paper, sect: Element, printing: Printing) -> list[Strip]:
    text = _("If a time does not work for your class, please tell me. {who}, {day}")
    said = text.format(who=printing.by, day=words.full_date(printing.at.date()))
    return paragraph(paper, sect.add("P"), said.replace(" ,", ","), _INNER, _FOOT, before=8)
