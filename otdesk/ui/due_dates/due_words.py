# SPDX-License-Identifier: MIT
"""What a due date says: its kind, one line of detail, how near it is, and the whole of it for a screen reader."""

from otdesk import labels, words
from otdesk.queries.due import Done, Due, DueKind
from otdesk.queries.evaluations import EvaluationRow
from otdesk.records.completions import DoneKind
from otdesk.rules.deadlines import DayUnit
from otdesk.rules.evaluations import EvaluationKind, NoDate, Running, Step
from otdesk.ui import statuses
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural


def kind(item: Due) -> str:
    if item.kind is DueKind.ANNUAL_REVIEW and item.plan is not None:
        return _("Annual {plan}").format(plan=labels.plan(item.plan))
    if item.kind is DueKind.EVALUATION and item.evaluation is not None:
        return evaluation_kind(item.evaluation.entry.kind)
    return {
        DueKind.ANNUAL_REVIEW: _("Annual review"),
        DueKind.REEVALUATION: _("Re-evaluation"),
        DueKind.EVALUATION: _("Evaluation"),
        DueKind.CONSENT_OUT: _("Consent"),
        DueKind.CONSENT: _("Consent"),
        DueKind.LICENSE: _("License"),
        DueKind.PROGRESS: _("Progress reports"),
        DueKind.MAKE_UP: _("Make-up"),
    }[item.kind]


def icon(item: Due) -> str:
    return {
        DueKind.ANNUAL_REVIEW: "file-text",
        DueKind.REEVALUATION: "refresh-cw",
        DueKind.EVALUATION: "clipboard-list",
        DueKind.CONSENT_OUT: "mail",
        DueKind.CONSENT: "mail",
        DueKind.LICENSE: "badge-check",
        DueKind.PROGRESS: "chart-line",
        DueKind.MAKE_UP: "rotate-ccw",
    }[item.kind]


def title(item: Due) -> str:
    """Whom it is about; for the reports of a term, how many students are left."""
    if item.kind is DueKind.PROGRESS:
        return plural("{n} student", "{n} students", item.of - item.count)
    return item.name


def detail(item: Due) -> str:
    if item.kind is DueKind.PROGRESS:
        return _("{term}; {done} of {all} done").format(term=item.name, done=item.count, all=item.of)
    if item.kind is DueKind.MAKE_UP:
        return _make_up(item)
    if item.kind is DueKind.CONSENT_OUT and item.since is not None:
        sent = _("{what}: sent {day}; not back").format(what=item.detail, day=words.short_date(item.since))
        return f"{sent}, {tries(item.attempts)}" if item.attempts else sent
    if item.kind is DueKind.CONSENT:
        return _("{what} runs out").format(what=item.detail)
    if item.kind is DueKind.EVALUATION and item.evaluation is not None:
        return evaluation_line(item.evaluation)
    if item.kind is DueKind.LICENSE:
        return _("License ends")
    return _("By the plan in force")


def _make_up(item: Due) -> str:
    parts = [words.minutes(item.of)]
    if item.count > 1:
        parts.append(plural("{n} session", "{n} sessions", item.count))
    if item.since is not None:
        parts.append(_("missed {day}").format(day=words.short_date(item.since)))
    if item.asks:
        parts.append(_("to be decided"))
    return "; ".join(parts)


def tries(n: int) -> str:
    return plural("{n} attempt", "{n} attempts", n)


def near(item: Due) -> Mark:
    """How near the date is; a running clock has the hourglass."""
    if item.kind is DueKind.EVALUATION and item.days > 0:
        return Mark(plural("{n} day", "{n} days", item.days), "hourglass", Tone.INFO)
    if item.kind is DueKind.MAKE_UP and item.detail:
        return Mark(plural("{n} day old", "{n} days old", item.age), "rotate-ccw", Tone.TODO)
    return statuses.days_left(item.days)


def day(item: Due) -> str:
    if item.kind is DueKind.MAKE_UP and item.detail:
        return _("no limit set")
    return words.day_date(item.day) if item.days <= 7 else words.short_date(item.day)


def spoken(item: Due) -> str:
    school = item.school.name if item.school is not None else ""
    parts = [title(item), kind(item), words.day_date(item.day), near(item).words, detail(item), school]
    return ", ".join(part for part in parts if part)


# --- evaluations ---


def evaluation_kind(kind: EvaluationKind) -> str:
    return {
        EvaluationKind.INITIAL: _("Evaluation"),
        EvaluationKind.REEVALUATION: _("Re-evaluation"),
        EvaluationKind.SCREENING: _("Screening"),
        EvaluationKind.TECHNOLOGY: _("Assistive technology evaluation"),
        EvaluationKind.OTHER: _("Other evaluation"),
    }[kind]


def step(step: Step) -> str:
    return {
        Step.CONSENT: _("Consent"),
        Step.TESTING: _("Testing"),
        Step.REPORT: _("Report"),
        Step.MEETING: _("Meeting"),
    }[step]


def evaluation_line(row: EvaluationRow) -> str:
    """ "Day 41 of 60; next: report"."""
    parts = [_("Day {day} of {of}").format(day=row.clock.number, of=row.clock.of)] if row.clock.of else []
    if row.next is not None:
        parts.append(_("next: {step}").format(step=step(row.next).lower()))
    else:
        parts.append(_("all steps done"))
    if row.attempts:
        parts.append(tries(len(row.attempts)))
    return "; ".join(parts)


def no_date(why: NoDate | None, state: str) -> str:
    """Why there is no due date, and what gives one."""
    return {
        None: "",
        NoDate.NO_CLOCK: _("No clock of the state runs for this. Set a date by hand if there is one."),
        NoDate.NO_STATE: _("Say in Settings which state the district is in."),
        NoDate.NOT_CHECKED: _(
            "The rule of {state} was not checked: enter it in Settings, or set the date by hand."
        ).format(state=state),
        NoDate.NO_START: _("The clock has not started: consent or referral has no date."),
        NoDate.NO_CALENDAR: _("The school calendar ends before the date is reached. Enter the next school year."),
    }[why]


def unit(unit: DayUnit) -> str:
    return {
        DayUnit.CALENDAR: _("calendar days"),
        DayUnit.SCHOOL: _("school days"),
        DayUnit.BUSINESS: _("business days"),
        DayUnit.INSTRUCTIONAL: _("instructional days"),
    }[unit]


def clock_line(clock: Running) -> str:
    if clock.trigger is None:
        return ""
    return _("Day {day} of {of}, counted from {start}").format(
        day=clock.number, of=clock.of, start=words.full_date(clock.trigger)
    )


# --- what is done ---


def done_kind(done: Done) -> str:
    return {
        DoneKind.ANNUAL_REVIEW: _("Annual review"),
        DoneKind.REEVALUATION: _("Re-evaluation"),
        DoneKind.EVALUATION: _("Evaluation"),
        DoneKind.CONSENT: _("Consent"),
        DoneKind.LICENSE: _("License"),
        DoneKind.MAKE_UP: _("Make-up"),
    }[done.kind]


def done_detail(done: Done) -> str:
    if done.waived:
        return _("Waived {day}").format(day=words.short_date(done.done_on))
    said = _("Back {day}") if done.kind is DoneKind.CONSENT else _("Done {day}")
    return said.format(day=words.short_date(done.done_on))


def done_mark(done: Done) -> Mark:
    late = (done.done_on - done.due_on).days
    if done.kind is DoneKind.CONSENT or done.waived:
        return Mark(_("Done"), "circle-check", Tone.DONE)
    if late > 0:
        return Mark(plural("{n} day late", "{n} days late", late), "circle-check", Tone.TODO)
    early = plural("{n} day early", "{n} days early", -late) if late < 0 else _("On time")
    return Mark(early if late > -60 else _("On time"), "circle-check", Tone.DONE)
