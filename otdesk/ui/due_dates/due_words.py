# SPDX-License-Identifier: MIT
"""What a due date says: its kind, one line of detail, how near it is, and the whole of it for a screen reader."""

from datetime import date, timedelta

from otdesk import labels, words
from otdesk.queries.due import Done, Due, DueKind
from otdesk.queries.due_standing import Standing
from otdesk.queries.evaluations import EvaluationRow
from otdesk.records.completions import DoneKind
from otdesk.rules.deadlines import Clock, DayUnit, End, Start
from otdesk.rules.evaluations import EvaluationKind, NoDate, Running, Step
from otdesk.ui import statuses
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

QUIET = 12
"""Days without a figure after which a card says since when."""


def kind(item: Due) -> str:
    if item.kind is DueKind.ANNUAL_REVIEW and item.plan is not None:
        return _("Annual {plan}").format(plan=labels.plan(item.plan))
    if item.kind is DueKind.EVALUATION and item.evaluation is not None:
        return evaluation_kind(item.evaluation.entry.kind)
    return {
        DueKind.ANNUAL_REVIEW: _("Annual review"),
        DueKind.REEVALUATION: _("Re-evaluation"),
        DueKind.EVALUATION: _("Evaluation"),
        DueKind.EVALUATION_CONSENT: _("Consent"),
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
        DueKind.EVALUATION_CONSENT: "mail",
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
    if item.kind in {DueKind.CONSENT_OUT, DueKind.EVALUATION_CONSENT} and item.since is not None:
        what = item.detail or _("Evaluation")
        sent = _("{what}: sent {day}; not back").format(what=what, day=words.short_date(item.since))
        return f"{sent}, {tries(item.attempts)}" if item.attempts else sent
    if item.kind is DueKind.CONSENT:
        return _("{what} runs out").format(what=item.detail)
    if item.kind is DueKind.EVALUATION and item.evaluation is not None:
        return evaluation_line(item.evaluation)
    if item.kind is DueKind.LICENSE:
        return _("License ends")
    return _("By the plan in force") if item.standing is None else standing(item.standing, item)


def standing(how: Standing, item: Due) -> str:
    """ "Meeting 2:45; goal 3 is slipping"."""
    parts = [_meeting(*how.meeting, item=item)] if how.meeting is not None else []
    parts.append(_goals(how, item))
    said = "; ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _meeting(day: date, start: int, *, item: Due) -> str:
    clock = words.clock(start)
    if day == item.day - timedelta(days=item.days):
        return _("meeting today, {clock}").format(clock=clock)
    return _("meeting {day}, {clock}").format(day=words.short_date(day), clock=clock)


def _goals(how: Standing, item: Due) -> str:
    today = item.day - timedelta(days=item.days)
    if not how.goals:
        return _("no goals yet")
    if len(how.worse) == 1:
        return _("goal {n} is slipping").format(n=how.worse[0])
    if how.worse:
        return _("goals {which} are slipping").format(which=words.listed([str(number) for number in how.worse]))
    if how.last_data is None:
        return _("no data yet")
    if (today - how.last_data).days >= QUIET:
        return _("no data since {day}").format(day=words.short_date(how.last_data))
    return _("all goals on track") if how.all_on_track else plural("{n} goal", "{n} goals", how.goals)


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
    if not item.dated:
        return Mark(plural("{n} day old", "{n} days old", item.age), "rotate-ccw", Tone.TODO)
    return statuses.days_left(item.days)


def day(item: Due) -> str:
    if not item.dated:
        return _("no limit set")
    return words.day_date(item.day) if item.days <= 7 else words.short_date(item.day)


def spoken(item: Due) -> str:
    school = item.school.name if item.school is not None else ""
    on = words.day_date(item.day) if item.dated else day(item)
    parts = [title(item), kind(item), on, near(item).words, detail(item), school]
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


def clock_line(clock: Running, rule: Clock | None = None) -> str:
    """ "Day 22 of 30, counted from Sep 16, 2026, consent received"."""
    if clock.trigger is None:
        return ""
    said = _("Day {day} of {of}, counted from {start}").format(
        day=clock.number, of=clock.of, start=words.full_date(clock.trigger)
    )
    return f"{said}, {start(rule.start)}" if rule is not None else said


def start(start: Start) -> str:
    """What starts a clock."""
    return {
        Start.CONSENT: _("consent received"),
        Start.REFERRAL: _("referral"),
        Start.REQUEST: _("written request"),
    }[start]


def rule_line(rule: Clock) -> str:
    """ "30 school days from consent received to the report"."""
    end = {
        End.REPORT: _("the report"),
        End.ELIGIBILITY: _("the decision on eligibility"),
        End.IEP_DEVELOPED: _("the IEP"),
        End.IEP_IMPLEMENTED: _("the IEP in effect"),
    }[rule.end]
    said = _("{n} {unit} from {start} to {end}").format(
        n=rule.count.n, unit=unit(rule.count.unit), start=start(rule.start), end=end
    )
    if rule.cap is not None:
        count, since = rule.cap
        also = _("at most {n} {unit} from {start}")
        said += "; " + also.format(n=count.n, unit=unit(count.unit), start=start(since))
    if rule.then is not None:
        said += "; " + _("then {n} {unit}").format(n=rule.then.n, unit=unit(rule.then.unit))
    return said


def confidence(code: str) -> str:
    return {
        "H": _("official text or several sources agree"),
        "M": _("one secondary source"),
    }.get(code, _("entered by hand"))


def next_words(step: Step) -> str:
    """What to do now."""
    return {
        Step.CONSENT: _("Get the signed consent back: the clock waits for it."),
        Step.TESTING: _("Test, while there are school days left."),
        Step.REPORT: _("Score and write the report."),
        Step.MEETING: _("Share the report and hold the meeting."),
    }[step]


# --- what is done ---


def done_icon(done: Done) -> str:
    return {
        DoneKind.ANNUAL_REVIEW: "file-text",
        DoneKind.REEVALUATION: "refresh-cw",
        DoneKind.EVALUATION: "clipboard-list",
        DoneKind.CONSENT: "mail",
        DoneKind.LICENSE: "badge-check",
        DoneKind.MAKE_UP: "rotate-ccw",
    }[done.kind]


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
