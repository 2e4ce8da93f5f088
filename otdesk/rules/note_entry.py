# SPDX-License-Identifier: MIT
"""What a note's form holds: figures typed per goal, what was chosen, and the words of its four sections."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from otdesk.rules import checklists, contacting, screening
from otdesk.rules.checklists import Lists
from otdesk.rules.contacting import NOT_CONTACTED, Contacted
from otdesk.rules.screening import NOT_SCREENED, Screened


class Section(StrEnum):
    """The parts of a note, in the order they are written and printed."""

    BEFORE = "before"
    """How she came in, what was said: SOAP's Subjective."""
    DID = "did"
    RESPONSE = "response"
    SKILLED = "skilled"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class GoalTyped:
    """What was typed for one goal: `7/10v`."""

    goal_id: int
    typed: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a section's text. `source` names the figure it follows ("goal:12", "minutes"); empty = hers."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class NoteEntry:
    goals: tuple[GoalTyped, ...] = ()
    did: tuple[str, ...] = ()
    """Chosen "what you did" labels, in the order chosen."""
    went: tuple[str, ...] = ()
    """Chosen "how it went" labels."""
    skilled: tuple[str, ...] = ()
    """Chosen labels of skilled service phrases."""
    plan: tuple[str, ...] = ()
    """Chosen labels of what is planned."""
    response: str = ""
    """What was typed for this student in the note of a group: it follows her figures in the response."""
    codes: str = ""
    """Procedure and diagnosis codes as typed: "97530 20, 97110 10, F82" (rules/coding.py reads them)."""
    ticked: Lists = ()
    """Of a checklist."""
    screened: Screened = NOT_SCREENED
    """Of a screening."""
    contacted: Contacted = NOT_CONTACTED
    """Of a contact about her."""
    sections: tuple[tuple[Section, tuple[Piece, ...]], ...] = ()

    def pieces(self, section: Section) -> tuple[Piece, ...]:
        return dict(self.sections).get(section, ())

    def text(self, section: Section) -> str:
        return "".join(piece.text for piece in self.pieces(section)).strip()

    def plain(self) -> str:
        """All its words, a line a section."""
        return "\n".join(self.text(section) for section in Section)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody said anything: what stands there the program says by itself."""
        hers = any(not piece.source and piece.text.strip() for _section, pieces in self.sections for piece in pieces)
        return not hers and replace(self, sections=(), codes="").is_empty

    @property
    def is_empty(self) -> bool:
        chosen = self.did or self.went or self.skilled or self.plan or self.response or self.codes
        more = chosen or self.ticked or self.screened or self.contacted
        return not (self.goals or more or any(self.text(section) for section in Section))


@dataclass(frozen=True, slots=True)
class SharedEntry:
    """What a group's notes share, typed once."""

    activity: str = ""
    supports: tuple[str, ...] = ()
    """Chosen labels of supports."""
    next_time: str = ""
    ticked: Lists = ()
    """Of a checklist, for everybody."""
    codes: str = ""
    """What each student's codes are until her own are typed."""

    @property
    def is_empty(self) -> bool:
        said = self.activity.strip() or self.next_time.strip() or self.codes.strip()
        return not (said or self.supports or self.ticked)


def shared_to_plain(entry: SharedEntry) -> dict[str, Any]:
    """As kept in the vault."""
    return {
        "activity": entry.activity, "supports": list(entry.supports), "next_time": entry.next_time,
        "ticked": checklists.to_plain(entry.ticked), "codes": entry.codes,
    }  # fmt: skip


def shared_from_plain(plain: Mapping[str, Any]) -> SharedEntry:
    """Read what `shared_to_plain` wrote; an empty mapping is nothing shared."""
    return SharedEntry(
        str(plain.get("activity", "")),
        tuple(plain.get("supports", ())),
        str(plain.get("next_time", "")),
        checklists.from_plain(plain.get("ticked", {})),
        str(plain.get("codes", "")),
    )


def to_plain(entry: NoteEntry) -> dict[str, Any]:
    """As kept in the vault."""
    return {
        "goals": [{"goal_id": line.goal_id, "typed": line.typed} for line in entry.goals],
        "did": list(entry.did),
        "went": list(entry.went),
        "skilled": list(entry.skilled),
        "plan": list(entry.plan),
        "response": entry.response,
        "codes": entry.codes,
        "ticked": checklists.to_plain(entry.ticked),
        "screened": screening.to_plain(entry.screened),
        "contacted": contacting.to_plain(entry.contacted),
        "sections": {
            section.value: [{"text": piece.text, "source": piece.source} for piece in pieces]
            for section, pieces in entry.sections
        },
    }


def from_plain(plain: Mapping[str, Any]) -> NoteEntry:
    """Read what `to_plain` wrote; an empty mapping is an empty note."""
    sections = plain.get("sections", {})
    return NoteEntry(
        goals=tuple(GoalTyped(int(line["goal_id"]), str(line["typed"])) for line in plain.get("goals", ())),
        did=tuple(plain.get("did", ())),
        went=tuple(plain.get("went", ())),
        skilled=tuple(plain.get("skilled", ())),
        plan=tuple(plain.get("plan", ())),
        response=str(plain.get("response", "")),
        codes=str(plain.get("codes", "")),
        ticked=checklists.from_plain(plain.get("ticked", {})),
        screened=screening.from_plain(plain.get("screened", {})),
        contacted=contacting.from_plain(plain.get("contacted", {})),
        sections=tuple(
            (section, tuple(Piece(str(piece["text"]), str(piece["source"])) for piece in sections[section.value]))
            for section in Section
            if section.value in sections
        ),
    )
