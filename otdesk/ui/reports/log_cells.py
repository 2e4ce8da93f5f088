# SPDX-License-Identifier: MIT
"""The columns of the service log: students at the left, one student's sessions at the right."""

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from otdesk import words
from otdesk.printouts import service_log as paper
from otdesk.queries.service_log import LogEntry, StudentLog
from otdesk.rules.kinds import NoteStatus
from otdesk.ui import icons
from otdesk.ui.parts import drawing
from otdesk.ui.parts.models import Column
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

STUDENTS_FIRST_TO_GO = ("school", "sessions")
ENTRIES_FIRST_TO_GO = ("fingerprint", "service", "time")


def student_columns() -> tuple[Column[StudentLog], ...]:
    return (
        Column("name", _("Student"), _name, _by_name, width=0, kind=Type.ROW),
        Column("school", _("School"), _school, _school, _paint_school, width=64),
        Column("sessions", _("Sessions"), _sessions, _by_sessions, width=80, right=True),
        Column("minutes", _("Minutes"), _minutes, _by_minutes, width=76, right=True, kind=Type.CONTROL_STRONG),
        Column("unsigned", _("To sign"), _unsigned, _by_unsigned, _paint_unsigned, width=72, right=True),
    )


def entry_columns() -> tuple[Column[LogEntry], ...]:
    return (
        Column("day", _("Date"), _day, _by_day, width=94, kind=Type.CONTROL_STRONG),
        Column("time", _("Time"), paper.time_words, _by_time, width=108),
        Column("minutes", _("Minutes"), _given, _by_given, width=74, right=True),
        Column("service", _("Service"), paper.service_words, width=140, color="text2", tip=paper.service_words),
        Column("presence", _("Attendance"), paper.presence_words, width=0, tip=paper.presence_words),
        Column("note", _("Note"), paper.note_words, _by_note, _paint_note, width=124),
        Column("fingerprint", _("Fingerprint"), _fingerprint, width=164, color="text2", kind=Type.META),
    )


def student_spoken(log: StudentLog) -> str:
    parts = [log.name, log.school.name, _sessions_words(log), words.minutes(log.given)]
    if log.unsigned:
        parts.append(plural("{n} note to sign", "{n} notes to sign", log.unsigned))
    return ", ".join(parts)


def entry_spoken(entry: LogEntry) -> str:
    parts = [
        words.day_date(entry.day), paper.time_words(entry), words.minutes(entry.minutes or 0),
        paper.service_words(entry), paper.presence_words(entry), paper.note_words(entry),
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def _name(log: StudentLog) -> str:
    return log.name


def _by_name(log: StudentLog) -> tuple[str, str]:
    return log.last.casefold(), log.called.casefold()


def _school(log: StudentLog) -> str:
    return log.school.code


def _paint_school(painter: QPainter, box: QRectF, look: Theme, log: StudentLog) -> None:
    size = drawing.chip_size(look, log.school.code)
    place = QRectF(box.left(), round(box.center().y() - size.height() / 2), size.width(), size.height())
    drawing.chip(painter, place, look, log.school.code, look.school(log.school.color))


def _held(log: StudentLog) -> int:
    return sum(entry.held for entry in log.entries)


def _sessions(log: StudentLog) -> str:
    return str(_held(log))


def _sessions_words(log: StudentLog) -> str:
    return plural("{n} session held", "{n} sessions held", _held(log))


def _by_sessions(log: StudentLog) -> int:
    return -_held(log)


def _minutes(log: StudentLog) -> str:
    return str(log.given)


def _by_minutes(log: StudentLog) -> int:
    return -log.given


def _unsigned(log: StudentLog) -> str:
    return str(log.unsigned) if log.unsigned else ""


def _by_unsigned(log: StudentLog) -> tuple[int, str]:
    return -log.unsigned, log.last.casefold()


def _paint_unsigned(painter: QPainter, box: QRectF, look: Theme, log: StudentLog) -> None:
    if not log.unsigned:
        return
    text, side = str(log.unsigned), look.px(14)
    width = drawing.text_width(text, look, Type.CONTROL_STRONG)
    ink = QColor(look.colors.pair(Tone.TODO).ink)
    left = box.right() - width - side - look.px(5)
    icons.paint(painter, "pencil", ink, left, round(box.center().y() - side / 2), side)
    room = QRectF(box.right() - width, box.top(), width, box.height())
    drawing.words(painter, room, text, look, Type.CONTROL_STRONG, ink)


def _day(entry: LogEntry) -> str:
    return words.day_date(entry.day)


def _by_day(entry: LogEntry) -> tuple[date, int]:
    return entry.day, entry.start


def _by_time(entry: LogEntry) -> tuple[int, date]:
    return entry.start, entry.day


def _given(entry: LogEntry) -> str:
    return str(entry.minutes) if entry.minutes is not None else "–"


def _by_given(entry: LogEntry) -> int:
    return -(entry.minutes or 0)


def _fingerprint(entry: LogEntry) -> str:
    return entry.fingerprint


_NOTES = {
    NoteStatus.SIGNED: ("lock", Tone.DONE),
    NoteStatus.DRAFT: ("pencil-line", Tone.TODO),
    NoteStatus.VOID: ("circle-x", Tone.NEUTRAL),
    None: ("pencil", Tone.TODO),
}


def _by_note(entry: LogEntry) -> tuple[int, date]:
    """What is still to be written or signed first."""
    order = [None, NoteStatus.DRAFT, NoteStatus.SIGNED, NoteStatus.VOID]
    return (order.index(entry.note) if paper.note_words(entry) else len(order)), entry.day


def _paint_note(painter: QPainter, box: QRectF, look: Theme, entry: LogEntry) -> None:
    said = paper.note_words(entry)
    if not said:
        return
    icon, tone = _NOTES[entry.note]
    side = look.px(15)
    icons.paint(painter, icon, QColor(look.colors.pair(tone).ink), box.left(), round(box.center().y() - side / 2), side)
    room = box.adjusted(side + look.px(6), 0, 0, 0)
    drawing.words(painter, room, said, look, Type.CONTROL, look.color("text"))
