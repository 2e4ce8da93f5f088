# SPDX-License-Identifier: MIT
"""What the forms of Due dates hold: an evaluation, a consent or order."""

from dataclasses import dataclass
from datetime import date

from otdesk.rules.entries import Flaw, Problem, Problems, bounds, in_order, missing, text_problems
from otdesk.rules.evaluations import EvaluationKind


@dataclass(frozen=True, slots=True)
class EvaluationEntry:
    """A step without a date is not done. `due_by_hand` goes before the computed date and needs a reason."""

    kind: EvaluationKind
    referred_on: date | None = None
    consent_sent_on: date | None = None
    consent_on: date | None = None
    tested_on: date | None = None
    scored_on: date | None = None
    report_on: date | None = None
    shared_on: date | None = None
    meeting_on: date | None = None
    absences: int = 0
    due_by_hand: date | None = None
    hand_reason: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """`kind` in words: "Evaluation", "Medicaid billing", "Physician order". Sent and not given: still out."""

    kind: str
    sent_on: date | None = None
    given_on: date | None = None
    expires_on: date | None = None
    remark: str = ""


def evaluation_problems(entry: EvaluationEntry, today: date) -> Problems:
    steps = {"consent_on": entry.consent_on, "tested_on": entry.tested_on, "scored_on": entry.scored_on,
             "report_on": entry.report_on, "shared_on": entry.shared_on}  # fmt: skip
    begun = entry.referred_on or entry.consent_sent_on or entry.consent_on
    return (
        *((Problem("referred_on", Flaw.MISSING),) if begun is None else ()),
        *(Problem(name, Flaw.IN_THE_FUTURE, high=today) for name, day in steps.items() if day and day > today),
        *in_order("consent_sent_on", entry.referred_on, entry.consent_sent_on),
        *in_order("consent_on", entry.consent_sent_on or entry.referred_on, entry.consent_on),
        *in_order("tested_on", entry.consent_on, entry.tested_on),
        *in_order("scored_on", entry.tested_on, entry.scored_on),
        *in_order("report_on", entry.tested_on, entry.report_on),
        *in_order("due_by_hand", begun, entry.due_by_hand),
        *bounds("absences", entry.absences, 0, 200),
        *text_problems(hand_reason=entry.hand_reason, remark=entry.remark),
        *(missing(hand_reason=entry.hand_reason) if entry.due_by_hand is not None else ()),
    )


def consent_problems(entry: ConsentEntry, today: date) -> Problems:
    said = {"sent_on": entry.sent_on, "given_on": entry.given_on}
    return (
        *missing(kind=entry.kind),
        *text_problems(kind=entry.kind, remark=entry.remark),
        *((Problem("sent_on", Flaw.MISSING),) if entry.sent_on is None and entry.given_on is None else ()),
        *(Problem(name, Flaw.IN_THE_FUTURE, high=today) for name, day in said.items() if day and day > today),
        *in_order("given_on", entry.sent_on, entry.given_on),
        *in_order("expires_on", entry.given_on or entry.sent_on, entry.expires_on),
    )
