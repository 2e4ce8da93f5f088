# SPDX-License-Identifier: MIT
"""The form a district's notes take: the same words under its own headings, and what may not be missing (domain.md 3.2).

SOAP puts what was seen and measured under Objective and what the therapist makes of it under Assessment; DAP puts both
what was said and what was seen under Data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from otdesk.rules import checklists
from otdesk.rules.checklists import Lists, Tick, of
from otdesk.rules.kinds import RecordKind
from otdesk.rules.note_entry import NoteEntry, Section


class NoteFormat(StrEnum):
    SECTIONS = "sections"
    SOAP = "soap"
    DAP = "dap"
    NARRATIVE = "narrative"
    GOAL_GRID = "goal_grid"
    """The figures in a table, a row a goal, and a few words where they need any."""
    CHECKLIST = "checklist"
    """What was ticked, and a few words."""
    CONSULT = "consult"
    """Of every consultation, whatever form the district's session notes take."""
    CONTACT = "contact"
    OBSERVATION = "observation"
    MTSS = "mtss"
    SCREENING = "screening"


OF_SESSIONS = (
    NoteFormat.SECTIONS, NoteFormat.SOAP, NoteFormat.DAP, NoteFormat.NARRATIVE, NoteFormat.GOAL_GRID,
    NoteFormat.CHECKLIST,
)  # fmt: skip
"""What a district chooses from."""
IN_A_TABLE = frozenset({NoteFormat.GOAL_GRID, NoteFormat.CHECKLIST})
"""No sentence says the figures again, and a response is asked for only where the district asks."""


class Part(StrEnum):
    """A heading of a printed note."""

    DID = "did"
    RESPONSE = "response"
    SKILLED = "skilled"
    PLAN = "plan"
    SUBJECTIVE = "subjective"
    OBJECTIVE = "objective"
    DATA = "data"
    ASSESSMENT = "assessment"
    NOTE = "note"
    COMMENT = "comment"
    WITH = "with"
    DISCUSSED = "discussed"
    OUTCOME = "outcome"
    SAID = "said"
    OCCASION = "occasion"
    OBSERVED = "observed"
    FINDINGS = "findings"
    TIER = "tier"
    TRIED = "tried"
    ASKED = "asked"
    METHOD = "method"
    RESULT = "result"
    NEXT = "next"


class Required(StrEnum):
    """What a district may ask of every note besides data and response. RESPONSE: where it goes without saying that
    there is one, it is not asked for here."""

    BEFORE = "before"
    DID = "did"
    RESPONSE = "response"
    SKILLED = "skilled"
    PLAN = "plan"
    CODES = "codes"
    ACTIVITIES = "activities"
    AREAS = "areas"
    SUPPORTS = "supports"
    RESPONSES = "responses"


TICKS: Mapping[Required, Tick] = {
    Required.ACTIVITIES: Tick.ACTIVITY, Required.AREAS: Tick.AREA, Required.SUPPORTS: Tick.SUPPORT,
    Required.RESPONSES: Tick.RESPONSE,
}  # fmt: skip
"""A tick of each list may be asked for."""
_SECTIONS = frozenset(Required) - {Required.CODES, *TICKS}


@dataclass(frozen=True, slots=True)
class NoteRules:
    """A district's way. `lists` are what a checklist offers where they are not the usual ones; `consent`: a parent's
    consent is asked for before a student is screened or seen in MTSS."""

    layout: NoteFormat = NoteFormat.SECTIONS
    required: frozenset[Required] = frozenset()
    lists: Lists | None = None
    consent: bool = True


_PARTS: Mapping[NoteFormat, tuple[tuple[Part, tuple[Section, ...]], ...]] = {
    NoteFormat.SECTIONS: (
        (Part.DID, (Section.BEFORE, Section.DID)),
        (Part.RESPONSE, (Section.RESPONSE,)),
        (Part.SKILLED, (Section.SKILLED,)),
        (Part.PLAN, (Section.PLAN,)),
    ),
    NoteFormat.SOAP: (
        (Part.SUBJECTIVE, (Section.BEFORE,)),
        (Part.OBJECTIVE, (Section.DID, Section.RESPONSE)),
        (Part.ASSESSMENT, (Section.SKILLED,)),
        (Part.PLAN, (Section.PLAN,)),
    ),
    NoteFormat.DAP: (
        (Part.DATA, (Section.BEFORE, Section.DID, Section.RESPONSE)),
        (Part.ASSESSMENT, (Section.SKILLED,)),
        (Part.PLAN, (Section.PLAN,)),
    ),
    NoteFormat.NARRATIVE: ((Part.NOTE, tuple(Section)),),
    NoteFormat.GOAL_GRID: (
        (Part.DID, (Section.BEFORE, Section.DID)),
        (Part.COMMENT, (Section.RESPONSE,)),
        (Part.SKILLED, (Section.SKILLED,)),
        (Part.PLAN, (Section.PLAN,)),
    ),
    NoteFormat.CHECKLIST: (
        (Part.DID, (Section.BEFORE, Section.DID)),
        (Part.COMMENT, (Section.RESPONSE,)),
        (Part.SKILLED, (Section.SKILLED,)),
        (Part.PLAN, (Section.PLAN,)),
    ),
    NoteFormat.CONSULT: (
        (Part.WITH, (Section.BEFORE,)),
        (Part.DISCUSSED, (Section.DID,)),
        (Part.OUTCOME, (Section.RESPONSE,)),
        (Part.SKILLED, (Section.SKILLED,)),
        (Part.PLAN, (Section.PLAN,)),
    ),
    NoteFormat.CONTACT: (
        (Part.WITH, (Section.BEFORE,)),
        (Part.SAID, (Section.DID,)),
        (Part.OUTCOME, (Section.RESPONSE,)),
        (Part.PLAN, (Section.SKILLED, Section.PLAN)),
    ),
    NoteFormat.OBSERVATION: (
        (Part.OCCASION, (Section.BEFORE,)),
        (Part.OBSERVED, (Section.DID,)),
        (Part.FINDINGS, (Section.RESPONSE,)),
        (Part.PLAN, (Section.SKILLED, Section.PLAN)),
    ),
    NoteFormat.MTSS: (
        (Part.TIER, (Section.BEFORE,)),
        (Part.TRIED, (Section.DID,)),
        (Part.OUTCOME, (Section.RESPONSE,)),
        (Part.PLAN, (Section.SKILLED, Section.PLAN)),
    ),
    NoteFormat.SCREENING: (
        (Part.ASKED, (Section.BEFORE,)),
        (Part.METHOD, (Section.DID,)),
        (Part.RESULT, (Section.RESPONSE,)),
        (Part.NEXT, (Section.SKILLED, Section.PLAN)),
    ),
}
OF_RECORDS: Mapping[RecordKind, NoteFormat] = {
    RecordKind.CONTACT: NoteFormat.CONTACT,
    RecordKind.OBSERVATION: NoteFormat.OBSERVATION,
    RecordKind.MTSS: NoteFormat.MTSS,
    RecordKind.SCREENING: NoteFormat.SCREENING,
}
"""Records that are not of therapy have a form of their own."""
_OTHER = frozenset(OF_RECORDS.values())


NOT_HELD = (Section.RESPONSE, Section.PLAN)
"""What is written of a session the student was not in: why, and what comes next."""


def parts(layout: NoteFormat, texts: Mapping[Section, str]) -> tuple[tuple[Part, str], ...]:
    """What stands under each heading, a blank line between the texts of two sections; empty ones are left out."""
    made = []
    for part, sections in _PARTS[layout]:
        said = [texts.get(section, "").strip() for section in sections]
        text = "\n\n".join(filter(None, said))
        if text:
            made.append((part, text))
    return tuple(made)


def expected(rules: NoteRules) -> frozenset[Section]:
    """The parts that are missed where they are blank: beside a table only those the district asks for."""
    if rules.layout not in IN_A_TABLE:
        return frozenset(Section)
    return frozenset(Section(each) for each in rules.required & _SECTIONS)


def part_of(layout: NoteFormat, section: Section) -> Part:
    """The heading a section's words come under."""
    return next(part for part, sections in _PARTS[layout] if section in sections)


def written(layout: NoteFormat, asked: frozenset[Required] = frozenset()) -> tuple[Section, ...]:
    """The sections one writes in: only SOAP asks how she came in, a consultation and the records beside therapy with
    whom or of what; those know no skilled service. Beside a table stand a comment, what was done where no ticks say it,
    and what the district asks for besides."""
    left_out = set() if layout in {NoteFormat.SOAP, NoteFormat.CONSULT, *_OTHER} else {Section.BEFORE}
    left_out |= {Section.SKILLED} if layout in _OTHER else set()
    if layout in IN_A_TABLE:
        unasked = {Section.SKILLED, Section.PLAN} | ({Section.DID} if layout is NoteFormat.CHECKLIST else set())
        left_out |= unasked - {Section(each) for each in asked & _SECTIONS}
    return tuple(section for section in Section if section not in left_out)


def missing(rules: NoteRules, entry: NoteEntry, *, coded: bool, ticked: Lists = ()) -> tuple[Required, ...]:
    """What the district asks for and the note of a student who was seen lacks; `coded`: its notes carry codes;
    `ticked`: with what a group shares."""
    said: dict[Required, object] = {Required(section.value): entry.text(section) for section in Section}
    said[Required.CODES] = entry.codes.strip()
    said |= {each: of(ticked, tick) for each, tick in TICKS.items()}
    asked = {each for each in rules.required if may_ask(rules.layout, each)} - (set() if coded else {Required.CODES})
    return tuple(each for each in Required if each in asked and not said[each])


def may_ask(layout: NoteFormat, each: Required) -> bool:
    """Whether a district whose notes have this form can ask for it."""
    if each is Required.BEFORE:
        return Section.BEFORE in written(layout)
    if each in TICKS:
        return layout is NoteFormat.CHECKLIST
    return each is not Required.RESPONSE or layout in IN_A_TABLE


def to_plain(rules: NoteRules) -> dict[str, Any]:
    """As kept in the vault."""
    required = [each.value for each in Required if each in rules.required]
    lists = checklists.to_plain(rules.lists) if rules.lists is not None else None
    return {"layout": rules.layout.value, "required": required, "lists": lists, "consent": rules.consent}


def from_plain(plain: Mapping[str, Any]) -> NoteRules:
    """Read what `to_plain` wrote."""
    required: Sequence[str] = plain["required"]
    lists = plain.get("lists")
    return NoteRules(
        NoteFormat(plain["layout"]),
        frozenset(Required(each) for each in required),
        checklists.from_plain(lists) if lists is not None else None,
        bool(plain.get("consent", True)),
    )
