# SPDX-License-Identifier: MIT
"""The service log on paper: one chapter per student, never a word of another one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from otdesk import labels, words
from otdesk.printouts import minutes_words
from otdesk.printouts.flow import RULE_GRAY, SMALL, Column, Fact, Row, Rule, Strip, Style, facts, paragraph, table
from otdesk.printouts.page import Paper, Printing, Printout
from otdesk.printouts.report_paper import INNER, Chapter, bound, heading
from otdesk.printouts.tags import Element
from otdesk.queries.note_rows import NotePage
from otdesk.queries.service_log import LogEntry, Provider, StudentLog
from otdesk.rules.kinds import Mode, NoteStatus, Presence, Reason
from otdesk.rules.minutes import Stretch
from otdesk.rules.note_entry import Section
from otdesk.words import _, plural

_BODY = Style(8.5, 11.5)
_NOT_CONFIRMED = "*"


@dataclass(frozen=True, slots=True)
class LogPaper:
    span: Stretch
    logs: Sequence[StudentLog]
    provider: Provider


def service_log(paper: LogPaper, printing: Printing, progress: Callable[[int], None] | None = None) -> Printout:
    """The outline names students by their initials; the title names nobody."""
    days = minutes_words.span(paper.span)
    title = _("Service log")
    chapters = [
        Chapter(
            _Strips(paper, log),
            " · ".join(part for part in (f"{title}, {days}", log.name, log.student_no) if part),
            f"{title}, {days}, {words.initials(log.first, log.last)}",
        )
        for log in paper.logs
    ]
    return bound(f"{title}, {days}", chapters, printing, progress)


class _Strips:
    def __init__(self, paper: LogPaper, log: StudentLog) -> None:
        self._paper, self._log = paper, log

    def __call__(self, paper: Paper, sect: Element) -> list[Strip]:
        log, provider = self._log, self._paper.provider
        days = minutes_words.span(self._paper.span)
        strips = heading(paper, sect, _("Service log"), (provider.district, log.school.name), days)
        strips += [Strip(6), *facts(paper, sect, _facts(log, provider), INNER)]
        strips.append(Strip(6, (Rule(0, 2, INNER, 0.5, RULE_GRAY),)))
        strips += table(paper, sect, _columns(), [*(_row(entry) for entry in log.entries), _total(log)], _BODY)
        if any(not entry.confirmed and entry.held for entry in log.entries):
            said = _("* Times as planned: nobody has confirmed them.")
            strips += paragraph(paper, sect.add("P"), said, INNER, SMALL, before=6)
        if any(entry.fingerprint for entry in log.entries):
            said = _("The fingerprint is that of the signed note, which is locked.")
            strips += paragraph(paper, sect.add("P"), said, INNER, SMALL, before=4)
        return strips


def _facts(log: StudentLog, provider: Provider) -> list[list[Fact]]:
    rows = [
        [
            Fact(_("Student"), words.full_name(log.first, log.last)),
            Fact(_("Student ID"), log.student_no or "–"),
            Fact(_("Birth date"), words.full_date(log.birth_date) if log.birth_date else "–"),
            Fact(_("Grade"), words.grade(log.grade)),
        ]
    ]
    name = ", ".join(part for part in (provider.name, provider.credentials) if part) or "–"
    license_ = provider.license_number or "–"
    rows.append([Fact(_("Provider"), name, 2), Fact(_("License"), license_)])
    if log.medicaid_no:
        rows[1].append(Fact(_("Medicaid ID"), log.medicaid_no))
    return rows


def _columns() -> list[Column]:
    return [
        Column(_("Date"), 66),
        Column(_("Time"), 76),
        Column(_("Minutes"), 44, right=True),
        Column(_("Service"), 102),
        Column(_("Attendance"), 82),
        Column(_("Note"), 70),
        Column(_("Fingerprint"), INNER - 66 - 76 - 44 - 102 - 82 - 70),
    ]


def _row(entry: LogEntry) -> Row:
    return Row(
        (
            words.day_date(entry.day),
            time_words(entry),
            str(entry.minutes) if entry.minutes is not None else "–",
            service_words(entry),
            presence_words(entry),
            note_words(entry),
            _in_two(entry.fingerprint),
        )
    )


def _in_two(fingerprint: str) -> str:
    """On two lines: its column is narrow."""
    middle = len(fingerprint) // 2 + 1
    return f"{fingerprint[:middle]}\n{fingerprint[middle:]}" if fingerprint else ""


def _total(log: StudentLog) -> Row:
    held = sum(entry.held for entry in log.entries)
    said = plural("{n} session held", "{n} sessions held", held)
    return Row((_("Total"), "", str(log.given), said, "", "", ""), strong=True)


# The words of one entry, also on the screen and in the table ------------------------------------------------------


def time_words(entry: LogEntry) -> str:
    mark = "" if entry.confirmed or not entry.held else _NOT_CONFIRMED
    return words.span(entry.start, entry.end) + mark


def service_words(entry: LogEntry) -> str:
    """ "Direct, group of 3"; a make-up says of which day."""
    parts = [labels.mode(entry.mode)]
    if entry.grouping is not None and entry.mode is Mode.DIRECT:
        parts.append(labels.grouping(entry.grouping, entry.group_size))
    said = ", ".join(parts)
    said = said[:1].upper() + said[1:]
    if entry.line is None:
        said = _("{service}, no service line").format(service=said)
    if entry.makes_up is not None:
        said = _("{service}, makes up {day}").format(service=said, day=words.short_date(entry.makes_up))
    return said


def presence_words(entry: LogEntry) -> str:
    """ "Present", "Absent", "Canceled: therapist absent"."""
    if entry.cancelled:
        why = labels.reason(entry.reason) if entry.reason is not None else ""
        return _("Canceled: {why}").format(why=why) if why else _("Canceled")
    if entry.presence is None:
        return _("Not documented")
    said = labels.presence(entry.presence)
    usual = {Reason.STUDENT_ABSENT, Reason.STUDENT_REFUSED, Reason.PARTIAL, Reason.DELIVERED, None}
    if entry.presence is Presence.PRESENT or entry.reason in usual or entry.reason is None:
        return said
    return f"{said}: {labels.reason(entry.reason)}"


def note_words(entry: LogEntry) -> str:
    """ "Signed Oct 20", "Draft", "None yet"; nothing where no note is due."""
    if entry.note is NoteStatus.VOID:
        return _("Void")
    if entry.note is NoteStatus.DRAFT:
        return _("Draft")
    if entry.note is NoteStatus.SIGNED and entry.signed_on is not None:
        day = words.short_date(entry.signed_on)
        return _("Late entry, signed {day}").format(day=day) if entry.late else _("Signed {day}").format(day=day)
    return _("None yet") if entry.held or (entry.presence is None and not entry.cancelled) else ""


def table_headings() -> list[str]:
    return [
        "student_id", "last", "first", "district_id", "school", "date", "start", "end", "times_confirmed", "minutes",
        "service", "mode", "delivery", "group_size", "attendance", "reason", "makes_up", "note", "signed_on",
        "signed_by", "fingerprint", "setting", "goals", "progress", "activity", "text", "codes", "diagnoses",
    ]  # fmt: skip


def table_rows(logs: Sequence[StudentLog], notes: Mapping[int, NotePage]) -> list[list[str | int | None]]:
    """One row per session and student; codes as kept, times as "9:05" to "14:30". `notes`: what the signed ones say, by
    number: a row is all another system asks of a session."""
    return [
        [*_table_row(log, entry), *_note_cells(notes.get(entry.note_id or 0))] for log in logs for entry in log.entries
    ]


def _note_cells(note: NotePage | None) -> list[str | int | None]:
    if note is None:
        return [""] * 7
    progress = "; ".join(f"{goal.number}: {goal.figures}" for goal in note.goals)
    ticked = [f"{name}: {items}." for name, items in labels.ticked(note.ticked)]
    said = [text for section, text in note.texts.items() if section is not Section.DID and text]
    return [
        note.setting.value if note.setting is not None else "",
        "; ".join(f"{goal.number} {goal.area}" for goal in note.goals), progress,
        " ".join(filter(None, (*ticked, note.did))), " ".join(said),
        "; ".join(code.figure for code in note.codes), "; ".join(note.diagnoses),
    ]  # fmt: skip


def _table_row(log: StudentLog, entry: LogEntry) -> list[str | int | None]:
    return [
        str(log.student_id), log.last, log.first, log.student_no, log.school.code, entry.day.isoformat(),
        _clock(entry.start), _clock(entry.end), "yes" if entry.confirmed else "no", entry.minutes, entry.service,
        entry.mode.value, entry.grouping.value if entry.grouping is not None else "", entry.group_size or None,
        "canceled" if entry.cancelled else entry.presence.value if entry.presence is not None else "",
        entry.reason.value if entry.reason is not None else "",
        entry.makes_up.isoformat() if entry.makes_up is not None else "",
        entry.note.value if entry.note is not None else "",
        entry.signed_on.isoformat() if entry.signed_on is not None else "", entry.signer, entry.fingerprint,
    ]  # fmt: skip


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
