# SPDX-License-Identifier: MIT
"""Services, minutes, goals and plans in the words of the caseload."""

from datetime import date

from otdesk import labels, words
from otdesk.queries.caseload import CaseLine, CaseRow, GoalMark
from otdesk.queries.goal_progress import GoalPointRow, GoalRow
from otdesk.queries.line_minutes import LineMinutes
from otdesk.queries.students import PlanRow
from otdesk.rules.entries_plans import LineEntry
from otdesk.rules.goals import Mastery, MasteryKind, Track, Trend
from otdesk.rules.kinds import GoalStatus, Grouping, Half, MeasureType, Mode, Period, Reason, Setting
from otdesk.ui import statuses
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

_ARROWS = {Trend.BETTER: "↑", Trend.SAME: "→", Trend.WORSE: "↓", Trend.INSUFFICIENT: ""}
# A few minutes less are the clock of real sessions, not service that was missed.
BEHIND_FROM = 5


def short_period(period: Period, every: int) -> str:
    """ "wk", "mo", "2 wk"."""
    short = {Period.DAY: _("day"), Period.WEEK: _("wk"), Period.CYCLE: _("cycle"), Period.MONTH: _("mo")}
    unit = short.get(period, labels.period(period).removeprefix("a "))
    return f"{every} {unit}" if every > 1 else unit


def line_short(line: CaseLine | LineEntry) -> str:
    """ "2 × 30 wk grp", "15 mo consult"."""
    plain = line.mode is Mode.CONSULT and line.times == 1
    each = str(line.minutes) if plain else f"{line.times} × {line.minutes}"
    parts = [f"{each} {short_period(line.period, line.every)}"]
    if line.mode is Mode.CONSULT:
        parts.append(_("consult"))
    elif line.grouping is not Grouping.INDIVIDUAL:
        parts.append(
            {Grouping.GROUP: _("grp"), Grouping.EITHER: _("ind/grp"), Grouping.WHOLE_CLASS: _("class")}[line.grouping]
        )
    if line.setting is Setting.PUSH_IN and line.mode is Mode.DIRECT:
        parts.append(_("push-in"))
    if line.setting is Setting.TELEHEALTH:
        parts.append(_("tele"))
    return " ".join(parts)


def service_words(row: CaseRow) -> str:
    """All lines in one cell."""
    if not row.lines:
        return _("ended") if row.exited_on is not None else _("no service yet")
    return " + ".join(line_short(line) for line in row.lines)


def line_title(entry: LineEntry) -> str:
    """ "Direct, individual", "Consult to teacher"."""
    if entry.mode is Mode.CONSULT:
        return _("Consult")
    return _("Direct, {grouping}").format(grouping=grouping_words(entry.grouping, entry.group_max).lower())


def grouping_words(grouping: Grouping, most: int | None = None) -> str:
    said = {
        Grouping.INDIVIDUAL: _("Individual"),
        Grouping.GROUP: _("Group"),
        Grouping.EITHER: _("Individual or group"),
        Grouping.WHOLE_CLASS: _("Whole class"),
    }[grouping]
    return _("{grouping} of up to {n}").format(grouping=said, n=most) if most else said


def half_words(half: Half) -> str:
    return {Half.ANY: _("any time"), Half.MORNING: _("mornings"), Half.AFTERNOON: _("afternoons")}[half]


def setting_words(setting: Setting) -> str:
    return {
        Setting.PULL_OUT: _("Pull-out"),
        Setting.PUSH_IN: _("Push-in"),
        Setting.CLASSROOM: _("Classroom"),
        Setting.TELEHEALTH: _("Telehealth"),
        Setting.OTHER: _("Other"),
    }[setting]


def amount_words(entry: LineEntry) -> str:
    return labels.amount(entry.times, entry.minutes, entry.period, entry.every)


def minutes_tone(ledger: LineMinutes) -> Tone:
    """Green while in step with what has passed, amber behind; never red before the period has closed."""
    return Tone.TODO if ledger.behind >= BEHIND_FROM else Tone.DONE


def minutes_figures(ledger: LineMinutes | None) -> str:
    """ "60 / 120 · −25"."""
    if ledger is None or ledger.required is None:
        return ""
    base = f"{ledger.given} / {ledger.required}"
    return f"{base} · −{ledger.behind}" if ledger.behind else base


def minutes_spoken(ledger: LineMinutes | None) -> str:
    """The bar in a sentence."""
    if ledger is None:
        return _("No direct service")
    if ledger.required is None:
        return _("{n} minutes given; no school year or terms entered").format(n=ledger.given)
    said = _("{given} of {required} minutes given, {expected} expected by now").format(
        given=ledger.given, required=ledger.required, expected=ledger.expected
    )
    if ledger.first is not None and ledger.last is not None:
        dates = f"{words.short_date(ledger.first)} – {words.short_date(ledger.last)}"
        said = f"{said}, {dates}"
    if ledger.behind:
        said = _("{said}. {n} minutes of earlier days not given").format(said=said, n=ledger.behind)
    if not ledger.decided:
        said = _("{said}. Days without school in it: minutes policy not set").format(said=said)
    return said


def goal_chip(goal: GoalMark) -> tuple[str, Tone]:
    """ "2→" and its tone."""
    if goal.met:
        return f"{goal.number}✓", Tone.DONE
    tones = {Trend.BETTER: Tone.DONE, Trend.SAME: Tone.INFO, Trend.WORSE: Tone.TODO, Trend.INSUFFICIENT: Tone.NEUTRAL}
    return f"{goal.number}{_ARROWS[goal.trend]}", tones[goal.trend]


def goal_spoken(goal: GoalMark) -> str:
    trend = _("met") if goal.met else trend_words(goal.trend)
    return _("Goal {n}, {area}: {trend}").format(n=goal.number, area=goal.area or _("no area"), trend=trend)


def trend_words(trend: Trend) -> str:
    return {
        Trend.BETTER: _("getting better"),
        Trend.SAME: _("about the same"),
        Trend.WORSE: _("going down"),
        Trend.INSUFFICIENT: _("too few data to say"),
    }[trend]


def goal_mark(goal: GoalRow) -> Mark:
    """The status pill of a goal."""
    if goal.status is GoalStatus.MET:
        day = words.short_date(goal.met_on) if goal.met_on is not None else ""
        return Mark(_("Met {day}").format(day=day).strip(), "flag", Tone.DONE)
    if goal.status in {GoalStatus.DISCONTINUED, GoalStatus.REVISED}:
        return Mark(goal_status_words(goal.status), "circle-minus", Tone.NEUTRAL)
    if goal.met:
        return Mark(_("Mastery reached"), "flag", Tone.DONE)
    if goal.status is GoalStatus.NOT_INTRODUCED:
        return Mark(_("Not introduced"), "circle-dashed", Tone.PLAIN)
    return {
        Track.ON_TRACK: Mark(_("On track"), "trending-up", Tone.DONE),
        Track.BEHIND: Mark(_("Below aim line"), "trending-down", Tone.TODO),
        Track.NO_AIM: Mark(_("No aim line"), "minus", Tone.NEUTRAL),
        Track.INSUFFICIENT: Mark(_("Too few data"), "circle-dashed", Tone.PLAIN),
    }[goal.track]


def goal_status_words(status: GoalStatus) -> str:
    return {
        GoalStatus.NOT_INTRODUCED: _("Not introduced"),
        GoalStatus.ACTIVE: _("Worked on"),
        GoalStatus.MET: _("Met"),
        GoalStatus.CONTINUED: _("Continued"),
        GoalStatus.REVISED: _("Revised"),
        GoalStatus.DISCONTINUED: _("Discontinued"),
    }[status]


def point_words(point: GoalPointRow, goal: GoalRow) -> str:
    prompt = f", {labels.prompt(point.prompt)}" if point.prompt is not None else ""
    return f"{words.short_date(point.day)}: {labels.figure(point.value, goal.measure, goal.unit)}{prompt}"


def measure_words(measure: MeasureType) -> str:
    """As one chooses it."""
    if measure is MeasureType.TRIALS:
        return _("Trials (7 of 10)")
    return _("Goal attainment (−2 to +2)") if measure is MeasureType.GAS else labels.measure(measure)


def mastery_words(rule: Mastery, measure: MeasureType, unit: str = "") -> str:
    """ "80 % on 4 of 5 data days", "80 % in one session"."""
    goal = labels.figure(rule.target, measure, unit)
    if rule.kind is MasteryKind.WITHIN_SESSION:
        return _("{goal} in one session").format(goal=goal)
    if rule.kind is MasteryKind.CONSECUTIVE:
        return _("{goal} on {n} data days in a row").format(goal=goal, n=rule.n)
    return _("{goal} on {k} of {n} data days").format(goal=goal, k=rule.k, n=rule.n)


def plan_title(plan: PlanRow) -> str:
    return labels.plan(plan.entry.plan_type)


def plan_dates(plan: PlanRow) -> str:
    """ "Feb 3, 2026 – Feb 2, 2027"."""
    start = words.full_date(plan.entry.start) if plan.entry.start is not None else _("no start")
    end = words.full_date(plan.entry.annual_review) if plan.entry.annual_review is not None else _("no review date")
    return f"{start} – {end}"


def due_mark(due: date, today: date) -> Mark:
    return statuses.days_left((due - today).days)


def day_words(day: date | None, today: date) -> str:
    """ "Today", "Thu, Oct 15" within a fortnight, "Oct 8", "May 4, 2025"."""
    if day is None:
        return ""
    if day == today:
        return _("Today")
    if abs((today - day).days) < 14:
        return words.day_date(day)
    return words.short_date(day) if day.year == today.year else words.full_date(day)


def reason_words(reason: Reason) -> str:
    return {
        Reason.DELIVERED: _("Delivered"),
        Reason.PARTIAL: _("Partly given"),
        Reason.MAKEUP: _("Make-up"),
        Reason.STUDENT_ABSENT: _("Student absent"),
        Reason.STUDENT_SUSPENDED: _("Student suspended"),
        Reason.STUDENT_REFUSED: _("Student refused"),
        Reason.STUDENT_NOT_AVAILABLE: _("Student not available"),
        Reason.THERAPIST_ABSENT: _("Therapist absent"),
        Reason.THERAPIST_MEETING: _("Therapist in a meeting"),
        Reason.SCHOOL_CLOSED: _("School closed"),
        Reason.SCHOOL_CLOSED_UNPLANNED: _("School closed, unplanned"),
        Reason.EARLY_RELEASE: _("Early release"),
        Reason.EXITED: _("Exited"),
        Reason.NO_REASON: _("No reason given"),
    }[reason]


def students_count(n: int) -> str:
    return plural("{n} student", "{n} students", n)
