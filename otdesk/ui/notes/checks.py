# SPDX-License-Identifier: MIT
"""What is missing or doubtful in a note. It is said in amber; it never keeps a true record from being signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from otdesk import labels, words
from otdesk.queries.note_members import Clash
from otdesk.queries.notes import NoteForm
from otdesk.rules.coding import read_codes
from otdesk.rules.kinds import Grouping, Mode, Presence, RecordKind
from otdesk.rules.note_entry import NoteEntry, Section
from otdesk.rules.note_formats import IN_A_TABLE, NoteFormat, Required, missing
from otdesk.rules.sameness import nearly_same
from otdesk.rules.sentences import names_found
from otdesk.rules.shorthand import Reading, read
from otdesk.words import _, plural

READ_FIRST = (Section.RESPONSE, Section.DID)
NOT_SEEN = frozenset({Presence.ABSENT, Presence.REFUSED})
TIMED = frozenset({Presence.LATE, Presence.LEFT_EARLY})


@dataclass(frozen=True, slots=True)
class Around:
    """What the note's warnings need to know besides the form."""

    today: date
    late: int = 0
    """Business days since the service when signing now makes a late entry."""
    clashes: tuple[Clash, ...] = ()
    person: str = ""
    """The slot of who is at the keyboard."""
    seen: int = 1
    """How many students of the session were not absent."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Goals without data, and goals whose data were not understood."""

    blank: Sequence[int]
    unread: Sequence[int]


def seen(form: NoteForm) -> bool:
    return (form.presence or Presence.PRESENT) not in NOT_SEEN


def untimed(form: NoteForm) -> bool:
    """Whether she came late or left early and nobody said when: all of the session would be credited."""
    minute = form.arrived if form.presence is Presence.LATE else form.left
    return form.presence in TIMED and minute is None


def when_unsaid(form: NoteForm) -> str:
    """What an untimed note lacks."""
    if form.presence is Presence.LATE:
        return _("When {who} came is not said: the whole session would be counted.").format(who=form.called)
    return _("When {who} left is not said: the whole session would be counted.").format(who=form.called)


def measured(form: NoteForm) -> bool:
    """Whether data of the goals are expected: not of an absent student, a consultation, or what is no therapy."""
    return seen(form) and form.of_therapy and form.mode is not Mode.CONSULT


def offered(form: NoteForm, section: Section) -> bool:
    """Whether phrases stand above the note to be chosen: how it went is said of a student who was treated."""
    return seen(form) and form.of_therapy and (section is Section.DID or form.mode is not Mode.CONSULT)


def lacking(form: NoteForm, entry: NoteEntry) -> tuple[list[int], bool]:
    """Numbers of the goals without data that were understood, and whether nothing is said of how she responded, where
    that is asked of every note; of a checklist, whether nothing is ticked; of a screening, whether an
    area or the outcome is missing."""
    typed = {line.goal_id: line.typed for line in entry.goals}
    found = {goal.number: read(typed.get(goal.goal_id, ""), goal.scale) for goal in form.goals}
    blank = [number for number, reading in found.items() if not isinstance(reading, Reading) and measured(form)]
    hers = any(not piece.source and piece.text.strip() for piece in entry.pieces(Section.RESPONSE))
    if form.rules.layout is NoteFormat.CHECKLIST:
        return blank, not form.ticked(entry)
    if form.kind is RecordKind.SCREENING:
        return blank, not entry.screened.areas or not (hers or entry.screened.outcome)
    silent = not (entry.response.strip() or entry.went or hers)
    return blank, silent and form.rules.layout not in IN_A_TABLE


def ready(form: NoteForm, today: date, person: str) -> bool:
    """Whether `person` may sign a draft of hers among others without looking at it once more."""
    blank, silent = lacking(form, form.entry)
    named = names_found(form.entry.plain(), form.peer_names)
    asked = asked_for(form, form.entry)
    hers = form.begun_by[0] in {"", person}
    lacks = seen(form) and (blank or silent or asked or untimed(form))
    return hers and form.day <= today and not (lacks or named)


def says_nothing(form: NoteForm, entry: NoteEntry) -> bool:
    """Whether nobody wrote a word of a student who was treated: asked once more, for the next note opens by itself."""
    return measured(form) and form.roster is None and entry.is_untouched


def of_session(form: NoteForm, around: Around) -> list[str]:
    """What is doubtful besides data and words: times, company, service line, license."""
    return [*_of_author(form, around), *_of_session(form, around), *_of_papers(form)]


def warnings(form: NoteForm, entry: NoteEntry, typed: Typed, around: Around) -> list[str]:
    """One sentence each, most important first."""
    coded = form.coding is None or not seen(form) or read_codes(entry.codes).codes
    codes = [] if coded else [_("No procedure code yet.")]
    codes += [_("Nothing is ticked yet.")] if unticked(form, entry) else []
    codes += _of_screening(form, entry)
    return [*_of_figures(form, typed), *_of_text(form, entry), *codes, *_asked(form, entry), *of_session(form, around)]


def _of_screening(form: NoteForm, entry: NoteEntry) -> list[str]:
    found = []
    if form.kind is RecordKind.SCREENING:
        if not entry.screened.areas:
            found.append(_("No area is screened yet."))
        elif entry.screened.outcome is None and not entry.text(Section.RESPONSE):
            found.append(_("What comes of it is not said yet."))
        if entry.screened.suggests_evaluation and not entry.text(Section.PLAN):
            found.append(_("An evaluation is suggested: say who was told. It must not wait for more support."))
    if not form.consented:
        found.append(
            _("No parent’s consent for this is noted. Your state or district may ask for one: Due dates, New consent.")
        )
    return found


def unticked(form: NoteForm, entry: NoteEntry) -> bool:
    """Whether it is a checklist of a student who was there, and nothing is ticked."""
    return form.rules.layout is NoteFormat.CHECKLIST and seen(form) and not form.ticked(entry)


def asked_for(form: NoteForm, entry: NoteEntry) -> tuple[Required, ...]:
    """What the district asks of every note and this one lacks."""
    return missing(form.rules, entry, coded=form.coding is not None, ticked=form.ticked(entry))


def _asked(form: NoteForm, entry: NoteEntry) -> list[str]:
    """What the district asks of every note."""
    lacks = [] if not seen(form) else [each for each in asked_for(form, entry) if each is not Required.CODES]
    said = [labels.required(each, form.rules.layout) for each in lacks]
    return [_("Your district asks for: {list}.").format(list=", ".join(said))] if said else []


def _of_figures(form: NoteForm, typed: Typed) -> list[str]:
    found = []
    if typed.unread:
        numbers = ", ".join(str(number) for number in typed.unread)
        found.append(_("Data of goal {list} not understood.").format(list=numbers))
    if measured(form) and form.goals and len(typed.blank) == len(form.goals):
        found.append(_("No goal has data yet."))
    elif measured(form) and typed.blank:
        numbers = ", ".join(str(number) for number in typed.blank)
        found.append(_("No data for goal {list}; type - if it was not addressed.").format(list=numbers))
    return found


def _of_text(form: NoteForm, entry: NoteEntry) -> list[str]:
    plain = entry.plain()
    named = names_found(plain, form.peer_names)
    same = sameness(form, plain)
    if not named:
        return same
    said = _("The text names {who}. A note must not name another student.")
    return [said.format(who=words.listed(list(named))), *same]


def sameness(form: NoteForm, plain: str) -> list[str]:
    """Said when the note reads like the last three."""
    return [_("Reads like the last three notes. What was different today?")] if nearly_same(plain, form.recent) else []


def _of_author(form: NoteForm, around: Around) -> list[str]:
    slot, name = form.begun_by
    if slot in {"", around.person}:
        return []
    return [_("Begun by {who}. Whoever signs a note is its author.").format(who=name)]


def _of_session(form: NoteForm, around: Around) -> list[str]:
    found = [
        _("At the same time as {who}, {span}.").format(who=clash.who, span=words.span(clash.start, clash.end))
        for clash in around.clashes
    ]
    if form.day > around.today:
        found.append(
            _("{day} has not come yet: this can be signed on its day or later.").format(day=words.day_date(form.day))
        )
    if around.late:
        said = plural("{n} business day", "{n} business days", around.late)
        found.append(_("Signed now it is a late entry, {days} after the service.").format(days=said))
    if not seen(form) or not form.of_therapy:
        return found
    if untimed(form):
        found.append(when_unsaid(form))
    if form.roster is None and form.grouping is Grouping.GROUP and around.seen < 2:
        found.append(_("Planned for a group; only one student was there."))
    if form.roster is None and form.grouping is Grouping.WHOLE_CLASS:
        found.append(_("How many students the class has is not said."))
    if form.roster is not None and form.line_id is not None and form.grouping is not Grouping.WHOLE_CLASS:
        found.append(_("Held with the whole class; the service line is for other sessions."))
    return found


def _of_papers(form: NoteForm) -> list[str]:
    found = []
    if form.line_id is None and form.roster is not None:
        found.append(_("No whole-class service line, so no minutes are credited; the time is yours."))
    elif form.line_id is None and form.of_therapy:
        found.append(_("No service line is chosen, so no minutes are credited."))
    if form.plan_lapsed:
        found.append(_("The plan’s review date has passed; the plan stays in force until it is replaced."))
    if not form.credentials.strip():
        found.append(_("Your credentials are not entered, so none are printed: Settings, Therapist."))
    if form.license_to is not None and form.license_to < form.day:
        found.append(_("Your license ended on {day}.").format(day=words.full_date(form.license_to)))
    return found
