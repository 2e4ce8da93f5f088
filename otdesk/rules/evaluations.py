# SPDX-License-Identifier: MIT
"""An evaluation on its way: four steps, the clock that runs, and why it is due when it is (domain.md 1.3, 1.4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from otdesk.rules.deadlines import Clock, End, Known, Start, day_number, evaluation_due, extra_days, not_counted


class EvaluationKind(StrEnum):
    INITIAL = "initial"
    REEVALUATION = "reevaluation"
    SCREENING = "screening"
    TECHNOLOGY = "technology"
    OTHER = "other"


class Step(StrEnum):
    CONSENT = "consent"
    TESTING = "testing"
    REPORT = "report"
    MEETING = "meeting"


class NoDate(StrEnum):
    """Why there is no due date."""

    NO_STATE = "no_state"
    NOT_CHECKED = "not_checked"
    NO_START = "no_start"
    NO_CALENDAR = "no_calendar"
    NO_CLOCK = "no_clock"


CLOCKED = frozenset({EvaluationKind.INITIAL})
"""Kinds a state's initial-evaluation clock runs for; a re-evaluation is due by the plan's own date."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A due date and what it was computed from, so that it can be explained later. `state` is the rule pack's key,
    `pack` the day the pack is in force from; without a trigger there was nothing to compute."""

    due: date | None = None
    trigger: date | None = None
    state: str = ""
    pack: date | None = None
    absences: int = 0

    def basis(self) -> dict[str, object] | None:
        if self.trigger is None or self.pack is None:
            return None
        return {"trigger": self.trigger.isoformat(), "state": self.state, "pack": self.pack.isoformat(),
                "absences": self.absences}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Running:
    """A clock on a day: counted day `number` of `of`; `due` None says why in `why`."""

    due: date | None
    number: int = 0
    of: int = 0
    trigger: date | None = None
    why: NoDate | None = None


def running(
    clocks: Mapping[str, Clock], state: str, kind: EvaluationKind, known: Known, today: date,
    *, consent: date | None, referral: date | None, absences: int,
) -> Running:  # fmt: skip
    """How an evaluation's clock stands. A state without a checked row gives no date, never the federal 60."""
    if kind not in CLOCKED:
        return Running(None, why=NoDate.NO_CLOCK)
    if not state:
        return Running(None, why=NoDate.NO_STATE)
    clock = clocks.get(state)
    if clock is None:
        return Running(None, why=NoDate.NOT_CHECKED)
    trigger = consent if clock.start is Start.CONSENT else referral
    if trigger is None:
        return Running(None, why=NoDate.NO_START)
    due = evaluation_due(clock, known, consent, referral, absences)
    number = day_number(trigger, today, clock.count, known, not_counted(clock, known))
    return Running(due, number, clock.count.n + extra_days(clock, absences), trigger,
                   None if due is not None else NoDate.NO_CALENDAR)  # fmt: skip


def steps_done(
    consent: date | None, tested: date | None, scored: date | None, report: date | None, meeting: date | None,
    today: date,
) -> tuple[float, float, float, float]:  # fmt: skip
    """How far each step is, 0 to 1. Scored and not yet written is half a report; a meeting counts once it was held."""
    held = meeting is not None and meeting < today
    return (
        float(consent is not None),
        float(tested is not None),
        1.0 if report is not None else 0.5 if scored is not None else 0.0,
        float(held),
    )


def next_step(done: Collection[float]) -> Step | None:
    """The first step that is not whole; None when all are."""
    return next((step for step, part in zip(Step, done, strict=True) if part < 1), None)


def ended_on(clock: Clock | None, report: date | None, meeting: date | None, today: date) -> date:
    """The day that met the clock: the report's where the rule ends with it, else the meeting's; today if unknown."""
    day = report if clock is None or clock.end is End.REPORT else meeting
    return day if day is not None and day <= today else today
