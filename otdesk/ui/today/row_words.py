# SPDX-License-Identifier: MIT
"""The words and marks of one row of the day: title, what is needed at pick-up, status."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from otdesk import labels, words
from otdesk.queries.day_rows import Row, RowStatus, StudentOnRow
from otdesk.queries.misfits import Misfit, MisfitKind
from otdesk.records.meetings import MeetingKind
from otdesk.rules.kinds import Mode, NoteStatus, Presence, Reason, RecordKind, Setting
from otdesk.rules.slots import BlockKind
from otdesk.ui import statuses
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.safety.alert_marks import alert_marks, alert_words
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural


@dataclass(frozen=True, slots=True)
class RowText:
    """What one painted row says. `lines` are shown when it is focused: (icon, words, tone of alert or none)."""

    title: str
    meta: str
    icon: str
    marks: tuple[Mark, ...]
    lines: tuple[tuple[str, str, Tone | None], ...] = ()

    def spoken(self, span: str) -> str:
        """The row as a screen reader says it."""
        parts = [self.title, span, self.meta, *(mark.words for mark in self.marks), *(line[1] for line in self.lines)]
        return ", ".join(part for part in parts if part)

    def told(self) -> str:
        """What the focused row adds, for who points at it with the mouse."""
        return "\n".join(line[1] for line in self.lines)


def row_text(row: Row, zone_now: datetime, misfit: Misfit | None = None) -> RowText:
    """The words of a session, meeting, lunch or desk row; `misfit` is what a short day says against its time."""
    if row.kind is BlockKind.SESSION:
        said = _session(row, zone_now)
        return said if misfit is None else replace(said, marks=(statuses.conflict(misfit_words(misfit)), *said.marks))
    if row.kind is BlockKind.MEETING:
        icon = "clipboard-list" if row.meeting_kind is MeetingKind.EVALUATION else "messages-square"
        meta = words.listed_with_dots([row.room, row.detail and _("bring {what}").format(what=row.detail)])
        return RowText(row.title, meta, icon, _clash(row))
    if row.kind is BlockKind.LUNCH:
        return RowText(row.title or _("Lunch"), "", "utensils", _clash(row))
    return RowText(row.title or _("Desk time"), "", "notebook-pen", _clash(row))


def misfit_words(misfit: Misfit) -> str:
    time = words.clock(misfit.minute)
    return {
        MisfitKind.BEFORE_SCHOOL: _("School begins {time}").format(time=time),
        MisfitKind.AFTER_DISMISSAL: _("School out {time}").format(time=time),
        MisfitKind.IN_BLOCK: _("{block} until {time}").format(block=misfit.label or _("Class"), time=time),
        MisfitKind.NOT_THERE: _("Not at school then"),
    }[misfit.kind]


def student_text(student: StudentOnRow, zone_now: datetime) -> RowText:
    """One student's line inside a group."""
    name = words.full_name(student.called, student.last)
    return RowText(name, _needed(student), "user", _student_marks(student, zone_now), _details(student))


def _session(row: Row, zone_now: datetime) -> RowText:
    if len(row.students) == 1 and not row.title:
        student = row.students[0]
        needed = _needed(student) if row.record is RecordKind.THERAPY else labels.record(row.record)
        meta = words.listed_with_dots([needed, *_session_notes(row)])
        marks = (*_alert_marks([student], zone_now), *_status(row, zone_now), *_clash(row))
        return RowText(words.full_name(student.called, student.last), meta, "user", marks, _details(student))
    called = [student.called for student in row.students]
    names = plural("{n} student: ", "{n} students: ", len(called)) + ", ".join(called)
    title = row.title or words.listed(called)
    marks = (*_alert_marks(row.students, zone_now), *_status(row, zone_now), *_clash(row))
    lines = tuple(line for student in row.students for line in _alert_lines(student, student.called))
    return RowText(title, words.listed_with_dots([names, *_session_notes(row)]), "users", marks, lines)


def _needed(student: StudentOnRow) -> str:
    """Grade, teacher, room and goals in words: what is needed at pick-up."""
    goals = ", ".join(f"{goal.number} {goal.cue}" for goal in student.goals)
    return words.listed_with_dots(
        [
            _("Gr {grade}").format(grade=words.grade(student.grade)),
            ", ".join(part for part in (student.teacher, words.room(student.room)) if part),
            labels.setting(student.setting).lower() if student.setting not in (None, Setting.PULL_OUT) else "",
            _("consult") if student.mode is Mode.CONSULT else goals,
        ]
    )


def _details(student: StudentOnRow) -> tuple[tuple[str, str, Tone | None], ...]:
    planned = (("flag", _("Next time: {words}").format(words=student.next_time), None),) if student.next_time else ()
    return (*_alert_lines(student), *planned)


def _alert_lines(student: StudentOnRow, who: str = "") -> tuple[tuple[str, str, Tone | None], ...]:
    """What to do, and when it was reviewed; `who` in a group."""
    return tuple((statuses.ALERT_ICONS[alert.kind], alert_words(alert, who), Tone.BAD) for alert in student.alerts)


def _alert_marks(students: Sequence[StudentOnRow], zone_now: datetime) -> tuple[Mark, ...]:
    return alert_marks([alert for student in students for alert in student.alerts], zone_now.date())


def _session_notes(row: Row) -> list[str]:
    moved = _("moved from {day}").format(day=words.short_date(row.moved_from)) if row.moved_from else ""
    makeup = _("make-up") if any(student.makeup for student in row.students) else ""
    whole = _("class of {n}").format(n=row.roster) if row.roster is not None else ""
    return [whole, words.room(row.room), moved, makeup, row.detail]


def _clash(row: Row) -> tuple[Mark, ...]:
    return (statuses.conflict(_("Overlaps")),) if row.clash else ()


def _status(row: Row, zone_now: datetime) -> tuple[Mark, ...]:
    if row.status is RowStatus.SIGNED:
        return (_signed([student for student in row.students if student.signed_at is not None], zone_now),)
    if row.status is RowStatus.DRAFT and len(row.students) > 1:
        done = _("Draft · {n} of {all} done").format(n=row.written, all=len(row.students))
        return (Mark(done, "pencil", Tone.TODO),)
    if row.status is RowStatus.NOT_SEEN:
        return _absence(row.students[0]) if len(row.students) == 1 else (statuses.absent(), *_debts(row.students))
    if row.status is RowStatus.CANCELLED:
        reason = row.students[0].reason if row.students else None
        said = labels.reason(reason) if reason is not None else ""
        canceled = _("Canceled: {why}").format(why=said) if said else _("Canceled")
        return (Mark(canceled, "calendar-x", Tone.NEUTRAL), *_debts(row.students))
    return _plain_status(row.status)


def _student_marks(student: StudentOnRow, zone_now: datetime) -> tuple[Mark, ...]:
    alerts = _alert_marks([student], zone_now)
    if student.note is NoteStatus.SIGNED:
        return (*alerts, _signed([student], zone_now))
    if student.presence in (Presence.ABSENT, Presence.REFUSED):
        return (*alerts, *_absence(student))
    if student.note is NoteStatus.VOID:
        return (*alerts, statuses.void())
    said = (Mark(labels.presence(student.presence), "check", Tone.PLAIN),) if student.presence is not None else ()
    draft = (statuses.draft(),) if student.note is NoteStatus.DRAFT else ()
    return (*alerts, *said, *draft)


def _absence(student: StudentOnRow) -> tuple[Mark, ...]:
    if student.presence is Presence.REFUSED:
        return (statuses.refused(), *_debts([student]))
    usual = student.reason in (None, Reason.STUDENT_ABSENT)
    text = (
        _("Absent") if usual or student.reason is None else _("Absent: {why}").format(why=labels.reason(student.reason))
    )
    return (Mark(text, "user-x", Tone.NEUTRAL), *_debts([student]))


def _debts(students: Sequence[StudentOnRow]) -> tuple[Mark, ...]:
    """What is still to be made up, or when it will be."""
    owed = sum(student.owed for student in students)
    days = sorted({student.made_up_on for student in students if student.made_up_on is not None})
    if owed:
        return (statuses.owed(owed),)
    return (statuses.make_up_planned(days[0]),) if days else ()


def _signed(students: list[StudentOnRow], zone_now: datetime) -> Mark:
    last = max((student.signed_at for student in students if student.signed_at is not None), default=None)
    if last is None:
        return statuses.signed()
    local = last.astimezone(zone_now.tzinfo)
    return statuses.signed(local.hour * 60 + local.minute if local.date() == zone_now.date() else None)


def _plain_status(status: RowStatus) -> tuple[Mark, ...]:
    made = {
        RowStatus.TO_DOCUMENT: statuses.to_document,
        RowStatus.DRAFT: statuses.draft,
        RowStatus.NEXT: statuses.upcoming,
        RowStatus.PLANNED: statuses.planned,
    }.get(status)
    return (made(),) if made is not None else ()
