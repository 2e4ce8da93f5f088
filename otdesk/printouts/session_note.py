# SPDX-License-Identifier: MIT
"""The session note on paper, one or many: every note starts on its own page and counts its own pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, repeat

from otdesk import labels, words
from otdesk.printouts import note_tables
from otdesk.printouts.flow import (
    BODY,
    LABEL,
    RULE_GRAY,
    SMALL,
    TITLE,
    Fact,
    Rule,
    Strip,
    Style,
    base,
    break_pages,
    draw_strips,
    facts,
    lines_of,
    paragraph,
    section,
)
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.fonts import BOLD, REGULAR, SEMIBOLD, Span
from otdesk.printouts.page import (
    BLACK,
    HEIGHT,
    MARGIN,
    SOFT,
    WIDTH,
    Paper,
    Printing,
    Printout,
    draw_foot,
    draw_running_head,
    draw_watermark,
)
from otdesk.printouts.tags import Element
from otdesk.queries.note_rows import NoteAmendment, NotePage, Signature
from otdesk.rules.coding import UnitRule
from otdesk.rules.kinds import ChainKind, NoteStatus, Presence, Reason
from otdesk.rules.note_formats import OF_RECORDS, OF_SESSIONS, NoteFormat, parts
from otdesk.words import _

INNER = WIDTH - 2 * MARGIN
TOP_FIRST = HEIGHT - 48
TOP_OTHERS = HEIGHT - 70
BOTTOM = 54.0
NOT_HELD = frozenset({Presence.ABSENT, Presence.REFUSED})


def session_notes(
    notes: Sequence[NotePage], printing: Printing, progress: Callable[[int], None] | None = None
) -> Printout:
    """All notes in one document, one after another. No name is in its title or its outline.

    `progress` is told how many notes are drawn; what it raises stops the work.
    """
    paper = Paper(_document_title(notes), printing)
    for number, note in enumerate(notes, start=1):
        _draw_note(paper, note, printing)
        if progress is not None:
            progress(number)
    return paper.finish()


def _document_title(notes: Sequence[NotePage]) -> str:
    if len(notes) == 1:
        return _("Session note {reference}").format(reference=notes[0].reference)
    return words.plural("{n} session note", "{n} session notes", len(notes))


def _draw_note(paper: Paper, note: NotePage, printing: Printing) -> None:
    sect = paper.tree.root.add("Sect")
    pages = break_pages(_strips(paper, sect, note), chain([TOP_FIRST - BOTTOM], repeat(TOP_OTHERS - BOTTOM)))
    name = words.full_name(note.first, note.last)
    for number, strips in enumerate(pages, start=1):
        paper.begin_page()
        if note.status is not NoteStatus.SIGNED:
            draw_watermark(paper, _("DRAFT") if note.status is NoteStatus.DRAFT else _("VOID"))
        if number == 1:
            paper.bookmark(_bookmark(note))
        else:
            who = f"{name}, {note.student_no}" if note.student_no else name
            draw_running_head(paper, f"{who} · {words.day_full_date(note.day)}", note.reference)
        draw_strips(paper, strips, MARGIN, TOP_FIRST if number == 1 else TOP_OTHERS)
        draw_foot(paper, printing, number, len(pages))
        paper.end_page()


def _bookmark(note: NotePage) -> str:
    time = f", {words.clock(note.start)}" if note.start is not None else ""
    return f"{words.day_full_date(note.day)}{time}, {words.initials(note.first, note.last)}"


def _strips(paper: Paper, sect: Element, note: NotePage) -> list[Strip]:
    strips = _head(paper, sect, note)
    strips += _notices(paper, sect, note)
    strips += facts(paper, sect, _facts(note), INNER)
    strips.append(Strip(4, (Rule(0, 2, INNER, 0.5, RULE_GRAY),)))
    if note.goals:
        strips += note_tables.goals_worked_on(paper, sect, note, INNER)
    if note.screened:
        strips += note_tables.screened(paper, sect, note, INNER)
    strips += note_tables.ticked(paper, sect, note, INNER)
    for title, text in _sections(note):
        if text.strip():
            strips += section(paper, sect, title, text, INNER)
    if note.layout is NoteFormat.SCREENING:
        said = _("A screening to plan instruction is not an evaluation for special education (34 CFR 300.302), and it"
                 " counts as no service.")  # fmt: skip
        strips += paragraph(paper, sect.add("P"), said, INNER, SMALL, before=11)
    strips[-1] = replace(strips[-1], keep=True)  # a signature does not stand alone on a page
    strips += _signatures(paper, sect, note)
    strips += _seal(paper, sect, note)
    for amendment in note.amendments:
        strips += _amendment(paper, sect, amendment)
    return strips


def _head(paper: Paper, sect: Element, note: NotePage) -> list[Strip]:
    """The title at the left, district and school at the right, a strong rule under both."""
    title = _title(note)
    left = lines_of(paper, title, TITLE, 330)
    right = [line for text in (note.district, note.school) if text for line in lines_of(paper, text, SMALL, 160)]
    height = max(len(left) * TITLE.leading, len(right) * SMALL.leading) + 8
    top = height - 8
    heading, place = sect.add("H1"), sect.add("P")
    marks: list[Text | Rule] = []
    for number, line in enumerate(left):
        y = top - (len(left) - 1 - number) * TITLE.leading - 4
        marks.append(Text(0, y, line, TITLE.size, heading))
    for number, line in enumerate(right):
        y = top - (len(right) - 1 - number) * SMALL.leading - 4
        marks.append(Text(INNER - line.width, y, line, SMALL.size, place))
    marks.append(Rule(0, height - 3, INNER, 1.5, BLACK))
    return [Strip(height + 8, tuple(marks))]


def _title(note: NotePage) -> str:
    if note.layout in OF_RECORDS.values():
        return _RECORD_TITLES[note.layout]()
    if note.layout is NoteFormat.CONSULT:
        return _("Missed consultation note") if _missed(note) else _("Consultation note")
    return _("Missed session note") if _missed(note) else _("Occupational therapy session note")


def _contact_title() -> str:
    return _("Contact log")


def _observation_title() -> str:
    return _("Observation notes")


def _mtss_title() -> str:
    return _("MTSS record")


def _screening_title() -> str:
    return _("Screening record")


_RECORD_TITLES = {
    NoteFormat.CONTACT: _contact_title, NoteFormat.OBSERVATION: _observation_title, NoteFormat.MTSS: _mtss_title,
    NoteFormat.SCREENING: _screening_title,
}  # fmt: skip


def _missed(note: NotePage) -> bool:
    return note.presence in NOT_HELD


def _notices(paper: Paper, sect: Element, note: NotePage) -> list[Strip]:
    """What must be known before the first word is read: a draft, a void note, a late entry."""
    notices = []
    if note.status is NoteStatus.DRAFT:
        notices.append(_("DRAFT (not signed). This is not yet a record of service."))
    if note.status is NoteStatus.VOID:
        notices.append(_("VOID, entered in error. See the amendments below."))
    if note.written_anew:
        notices.append(_("Another note was signed in its place."))
    if note.in_place_of:
        notices.append(
            _("Written in place of a note entered in error, fingerprint {code}.").format(code=note.in_place_of)
        )
    if note.late_written is not None:
        service, written = words.day_full_date(note.day), words.day_full_date(note.late_written)
        notices.append(
            _("Late entry: service on {service}, written on {written}.").format(service=service, written=written)
        )
    bold = Style(10, 15, BOLD)
    strips = [strip for notice in notices for strip in paragraph(paper, sect.add("P"), notice, INNER, bold)]
    if strips:
        strips.append(Strip(5))
    return strips


def _facts(note: NotePage) -> list[list[Fact]]:
    grade = "" if note.grade is None else words.grade(note.grade)
    rows = [
        [
            Fact(_("Student"), words.full_name(note.first, note.last)),
            Fact(_("Student ID"), note.student_no or "–"),
            Fact(_("Birth date"), words.full_date(note.birth_date) if note.birth_date else "–"),
            Fact(_("Grade, teacher"), ", ".join(part for part in (grade, note.teacher) if part) or "–"),
        ],
        [
            Fact(_("Date of service"), words.day_full_date(note.day)),
            Fact(_("Scheduled time") if _missed(note) else _("Time"), _time(note)),
            Fact(_("Record of") if note.layout in OF_RECORDS.values() else _("Service"), _service(note), 2),
        ],
    ]
    if note.layout not in OF_RECORDS.values():
        attended = Fact(_("Attendance"), _attendance(note))
        rows.append([
            *([] if note.layout is NoteFormat.CONSULT and not _missed(note) else [attended]),
            Fact(_("Setting, place of service"), f"{_setting(note)}\n{labels.place_of_service(note.place_of_service)}"),
            Fact(_("Plan"), _plan(note), 2),
        ])  # fmt: skip
    elif note.layout is not NoteFormat.CONTACT and note.room:
        rows.append([Fact(_("Place"), words.room(note.room))])
    payer = [Fact(_("Medicaid ID"), note.medicaid_no)] if note.medicaid_no else []
    if note.codes:
        payer.append(Fact(_("Codes"), _codes(note), 2 if payer else 3))
    if note.diagnoses:
        payer.append(Fact(_("Diagnosis"), ", ".join(note.diagnoses)))
    return [*rows, payer] if payer else rows


def _time(note: NotePage) -> str:
    said = []
    if note.start is not None and note.end is not None:
        same_half = (note.start < 720) == (note.end < 720)
        start = words.clock(note.start) if same_half else words.clock_exact(note.start)
        said.append(f"{start} – {words.clock_exact(note.end)}")
    if note.minutes is not None and not _missed(note):
        said.append(words.minutes(note.minutes))
    text = ", ".join(said) or "–"
    return text if note.times_confirmed or _missed(note) else _("{time} (as planned, not confirmed)").format(time=text)


def _service(note: NotePage) -> str:
    if note.layout in OF_RECORDS.values():
        return labels.note_format(note.layout)
    parts = [note.service, labels.mode(note.mode), labels.grouping(note.grouping, note.group_size)]
    return ", ".join(part for part in parts if part)


def _setting(note: NotePage) -> str:
    parts = [labels.setting(note.setting) if note.setting else "", words.room(note.room)]
    return ", ".join(part for part in parts if part) or "–"


def _attendance(note: NotePage) -> str:
    if note.presence is None or (note.layout not in OF_SESSIONS and not _missed(note)):
        return "–"  # of a consultation or a contact it is not known whether the student was in the room
    said = labels.presence(note.presence)
    if note.reason is None or note.presence is Presence.PRESENT or (note.presence, note.reason) in _SAYS_IT_ALL:
        return said
    return f"{said} ({labels.reason(note.reason)})"


_SAYS_IT_ALL = frozenset(
    {
        (Presence.ABSENT, Reason.STUDENT_ABSENT),
        (Presence.REFUSED, Reason.STUDENT_REFUSED),
        (Presence.LATE, Reason.PARTIAL),
        (Presence.LEFT_EARLY, Reason.PARTIAL),
    }
)


def _plan(note: NotePage) -> str:
    kind = labels.plan(note.plan) if note.plan else ""
    dates = _plan_dates(note)
    return "\n".join(part for part in (kind, dates) if part) or "–"


def _plan_dates(note: NotePage) -> str:
    start = words.full_date(note.plan_start) if note.plan_start else ""
    review = words.full_date(note.plan_review) if note.plan_review else ""
    if start and review:
        return f"{start} – {review}"
    if review:
        return _("to {date}").format(date=review)
    return _("from {date}").format(date=start) if start else ""


def _sections(note: NotePage) -> list[tuple[str, str]]:
    month = ""
    if note.month_given is not None:
        month = _month(note, note.month_given)
    why = ""
    if _missed(note):
        why = " ".join(part for part in (_attendance(note) + ".", note.remark) if part)
    return [
        (_("Why no service was given"), why),
        *((labels.note_part(part), text) for part, text in parts(note.layout, note.texts)),
        (_("Remark"), "" if _missed(note) else note.remark),
        (_("Minutes this month"), month),
    ]


def _codes(note: NotePage) -> str:
    """One line a code, then how units were counted."""
    counted = note.unit_rule not in {None, UnitRule.MINUTES}
    lines = []
    for code in note.codes:
        figures = [words.minutes(code.minutes)] if code.minutes else []
        figures += [words.plural("{n} unit", "{n} units", code.units)] if counted else []
        what = " ".join(part for part in (code.whole, code.label) if part)
        lines.append(f"{what}: {', '.join(figures)}" if figures else what)
    if note.unit_rule is not None:
        lines.append(labels.unit_rule(note.unit_rule))
    return "\n".join(lines)


def _month(note: NotePage, given: int) -> str:
    through = words.short_date(note.month_through or note.day)
    if note.month_due is None:
        return _("{given} minutes of service given by {date}.").format(given=given, date=through)
    return _("{given} of {due} minutes of service given by {date}.").format(
        given=given, due=note.month_due, date=through
    )


def _signatures(paper: Paper, sect: Element, note: NotePage) -> list[Strip]:
    """The author's line at the left, the supervisor's at the right; never cut by a page end."""
    wide, narrow = 330.0, 150.0
    left = _signed(paper, sect, note.signature, wide)
    right = _supervisor(paper, sect, note, narrow)
    right = [replace(mark, x=mark.x + INNER - narrow) for mark in right]
    depth = max(mark.y for mark in (*left, *right)) + 4
    rules = (Rule(0, 0, wide, 0.8, BLACK), Rule(INNER - narrow, 0, narrow, 0.8, BLACK))
    return [Strip(depth, (*rules, *left, *right), keep=True, before=32)]


def _signed(paper: Paper, sect: Element, signature: Signature | None, width: float) -> list[Text]:
    if signature is None:
        return _stack(paper, sect.add("P"), [(_("Not signed"), SMALL)], width)
    name = ", ".join(part for part in (signature.name, signature.credentials) if part)
    return _stack(paper, sect.add("P"), [(name, Style(10.5, 14, BOLD)), (_signature_details(signature), SMALL)], width)


def _signature_details(signature: Signature) -> str:
    parts = []
    if signature.license_number:
        number = (
            f"{signature.license_number} ({signature.license_state})"
            if signature.license_state
            else signature.license_number
        )
        parts.append(_("License {number}").format(number=number))
    if signature.at is not None:
        parts.append(_("signed in OTDesk {when}").format(when=f"{words.stamp(signature.at)} {signature.zone}".strip()))
    else:
        parts.append(_("not signed"))
    return " · ".join(parts)


def _supervisor(paper: Paper, sect: Element, note: NotePage, width: float) -> list[Text]:
    element = sect.add("P")
    if note.co_signature is None:
        said = _("Supervisor (co-signature required)") if note.co_signature_due else _("Supervisor, if required")
        named = [(note.supervisor, SMALL)] if note.supervisor else []
        return _stack(paper, element, [(said, SMALL), *named], width)
    name = ", ".join(part for part in (note.co_signature.name, note.co_signature.credentials) if part)
    details = _signature_details(note.co_signature)
    return _stack(paper, element, [(_("Supervisor"), LABEL), (name, Style(9.5, 12.5, BOLD)), (details, SMALL)], width)


def _stack(paper: Paper, element: Element, pieces: Sequence[tuple[str, Style]], width: float) -> list[Text]:
    marks: list[Text] = []
    y = 4.0
    for text, style in pieces:
        for line in lines_of(paper, text, style, width):
            marks.append(Text(0, y + base(style), line, style.size, element, style.gray))
            y += style.leading
    return marks


def _seal(paper: Paper, sect: Element, note: NotePage) -> list[Strip]:
    if note.status is NoteStatus.DRAFT:
        said = _("Note {reference}. Not signed, so it may still change.").format(reference=note.reference)
    else:
        later = _("none") if not note.amendments else str(len(note.amendments))
        said = _("Signed notes are locked. Later changes appear below as dated amendments: {later}.").format(
            later=later
        )
        said += " " + _("Note {reference}, fingerprint {fingerprint}.").format(
            reference=note.reference, fingerprint=note.fingerprint
        )
    return paragraph(paper, sect.add("P"), said, INNER, replace(SMALL, gray=SOFT), before=10)


def _amendment(paper: Paper, sect: Element, amendment: NoteAmendment) -> list[Strip]:
    """Old and new words both: nothing is taken out of a record (domain.md 3.4)."""
    title = f"{labels.amendment(amendment.kind)}, {words.stamp(amendment.at)} {amendment.zone}".strip()
    strips = paragraph(paper, sect.add("H2"), title, INNER, Style(10.5, 14, BOLD), before=10, keep=True)
    strips += paragraph(paper, sect.add("P"), _("By {author}").format(author=amendment.author), INNER, SMALL, keep=True)
    lines = [(_("Reason: "), amendment.reason), ("", amendment.text)]
    if amendment.kind is ChainKind.CORRECTION or amendment.old or amendment.new:
        lines += [(_("Was: "), amendment.old), (_("Now: "), amendment.new)]
    for label, text in lines:
        if text:
            spans = [Span(label, SEMIBOLD), Span(text, REGULAR)] if label else text
            strips += paragraph(paper, sect.add("P"), spans, INNER, BODY, before=2)
    return strips
