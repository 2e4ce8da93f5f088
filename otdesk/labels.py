# SPDX-License-Identifier: MIT
"""The words of codes, the same on every screen and page: whole words, because records are read by strangers too."""

from collections.abc import Iterable

from otdesk.rules.charts import StackedBars
from otdesk.rules.checklists import Lists, Tick
from otdesk.rules.coding import UnitRule
from otdesk.rules.contacting import How
from otdesk.rules.goal_chart import PERCENT
from otdesk.rules.kinds import (
    AlertKind,
    ChainKind,
    DayType,
    Grouping,
    MeasureType,
    Mode,
    Period,
    PlanType,
    Presence,
    Prompt,
    Reason,
    RecordKind,
    Setting,
    SupervisionKind,
    SupervisionMethod,
    WorkKind,
)
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import IN_A_TABLE, OF_SESSIONS, TICKS, NoteFormat, Part, Required, part_of
from otdesk.rules.screening import Finding, Outcome
from otdesk.rules.workload import Cluster, WorkGroup
from otdesk.words import _, hours, hours_short


def presence(code: Presence) -> str:
    return {
        Presence.PRESENT: _("Present"),
        Presence.LATE: _("Came late"),
        Presence.LEFT_EARLY: _("Left early"),
        Presence.REFUSED: _("Refused"),
        Presence.ABSENT: _("Absent"),
    }[code]


def reason(code: Reason) -> str:
    return {
        Reason.DELIVERED: _("service given"),
        Reason.PARTIAL: _("service given in part"),
        Reason.MAKEUP: _("make-up"),
        Reason.STUDENT_ABSENT: _("student absent"),
        Reason.STUDENT_SUSPENDED: _("student suspended"),
        Reason.STUDENT_REFUSED: _("student refused"),
        Reason.STUDENT_NOT_AVAILABLE: _("student not available"),
        Reason.THERAPIST_ABSENT: _("therapist absent"),
        Reason.THERAPIST_MEETING: _("therapist in a meeting"),
        Reason.SCHOOL_CLOSED: _("school closed"),
        Reason.SCHOOL_CLOSED_UNPLANNED: _("school closed without notice"),
        Reason.EARLY_RELEASE: _("early release or delay"),
        Reason.EXITED: _("student exited"),
        Reason.NO_REASON: _("no reason given"),
    }[code]


def mode(code: Mode) -> str:
    return {Mode.DIRECT: _("direct"), Mode.CONSULT: _("consultation")}[code]


def grouping(code: Grouping, size: int | None) -> str:
    if code is Grouping.GROUP and size:
        return _("group of {n}").format(n=size)
    if code is Grouping.WHOLE_CLASS and size:
        return _("whole class of {n}").format(n=size)
    return {
        Grouping.INDIVIDUAL: _("individual"),
        Grouping.GROUP: _("group"),
        Grouping.EITHER: _("individual or group"),
        Grouping.WHOLE_CLASS: _("whole class"),
    }[code]


def setting(code: Setting) -> str:
    return {
        Setting.PULL_OUT: _("Pull-out"),
        Setting.PUSH_IN: _("Push-in"),
        Setting.CLASSROOM: _("Classroom"),
        Setting.TELEHEALTH: _("Telehealth"),
        Setting.OTHER: _("Other setting"),
    }[code]


def place_of_service(code: str) -> str:
    """The CMS code with its meaning; an unknown code stands alone."""
    known = {
        "02": _("telehealth, not at home"),
        "03": _("school"),
        "10": _("telehealth, at home"),
        "11": _("office"),
        "12": _("home"),
    }
    return f"{code} {known[code]}" if code in known else code


def plan(code: PlanType) -> str:
    return {
        PlanType.IEP: _("IEP"),
        PlanType.SECTION_504: _("504 plan"),
        PlanType.ESY: _("Extended school year"),
        PlanType.MTSS: _("MTSS"),
        PlanType.COMPENSATORY: _("Compensatory services"),
        PlanType.PRIVATE_SERVICES: _("Services plan"),
    }[code]


def amendment(code: ChainKind) -> str:
    return {
        ChainKind.SIGNED: _("Signed"),
        ChainKind.LATE_ENTRY: _("Late entry"),
        ChainKind.ADDENDUM: _("Addendum"),
        ChainKind.CORRECTION: _("Correction"),
        ChainKind.VOID: _("Void, entered in error"),
        ChainKind.CO_SIGNED: _("Co-signed"),
    }[code]


def alert(code: AlertKind) -> str:
    """One short word beside the alert mark of a day sheet."""
    return {
        AlertKind.SEIZURE: _("Seizure"),
        AlertKind.ALLERGY: _("Allergy"),
        AlertKind.ELOPEMENT: _("Runs"),
        AlertKind.CHOKING: _("Choking"),
        AlertKind.EVACUATION: _("Evacuation"),
        AlertKind.OTHER: _("Alert"),
    }[code]


def day_type(code: DayType) -> str:
    """ "School closed", "Early release" ..."""
    return {
        DayType.REGULAR: _("Regular day"),
        DayType.EARLY_RELEASE: _("Early release"),
        DayType.ONE_HOUR_DELAY: _("One-hour delay"),
        DayType.TWO_HOUR_DELAY: _("Two-hour delay"),
        DayType.MINIMUM_DAY: _("Minimum day"),
        DayType.TESTING: _("Testing"),
        DayType.HALF_DAY: _("Half day"),
        DayType.STAFF_ONLY: _("Staff only"),
        DayType.CLOSED: _("School closed"),
    }[code]


def period(code: Period, every: int = 1) -> str:
    """ "a week", "every 2 weeks", "per plan"."""
    if every > 1:
        many = {Period.DAY: _("days"), Period.WEEK: _("weeks"), Period.MONTH: _("months"), Period.CYCLE: _("cycles")}
        return _("every {n} {periods}").format(n=every, periods=many.get(code, _("periods")))
    return {
        Period.DAY: _("a day"),
        Period.WEEK: _("a week"),
        Period.CYCLE: _("a cycle"),
        Period.MONTH: _("a month"),
        Period.QUARTER: _("a quarter"),
        Period.TRIMESTER: _("a trimester"),
        Period.SEMESTER: _("a semester"),
        Period.GRADING_PERIOD: _("a grading period"),
        Period.YEAR: _("a year"),
        Period.PLAN_TERM: _("per plan"),
    }[code]


def amount(times: int, minutes: int, code: Period, every: int = 1) -> str:
    """ "2 × 30 min a week", "15 min a month", "30 min every 2 weeks"."""
    each = _("{n} min").format(n=minutes) if times == 1 else _("{t} × {n} min").format(t=times, n=minutes)
    return f"{each} {period(code, every)}"


def figure(value: float, measure: MeasureType, unit: str = "") -> str:
    """A goal's value: "73 %", "25 words a minute", "level 3"."""
    number = f"{value:.1f}".rstrip("0").rstrip(".")
    if measure in PERCENT:
        return f"{round(value)} %"
    if measure is MeasureType.ASSIST:
        return _("level {n}").format(n=number)
    if measure in {MeasureType.DURATION, MeasureType.LATENCY}:
        return _("{n} s").format(n=number)
    return f"{number} {unit}".strip()


def measure(code: MeasureType) -> str:
    return {
        MeasureType.TRIALS: _("Trials"),
        MeasureType.PERCENT: _("Percent"),
        MeasureType.ASSIST: _("Assist level"),
        MeasureType.FREQUENCY: _("Frequency"),
        MeasureType.DURATION: _("Duration"),
        MeasureType.LATENCY: _("Latency"),
        MeasureType.INTERVAL: _("Intervals"),
        MeasureType.RATING: _("Rating"),
        MeasureType.GAS: _("Goal attainment"),
        MeasureType.RUBRIC: _("Rubric"),
        MeasureType.LEGIBILITY: _("Legibility"),
        MeasureType.SPEED: _("Speed per minute"),
        MeasureType.ACCURACY: _("Accuracy"),
        MeasureType.TASK_ANALYSIS: _("Task steps"),
        MeasureType.CHECKLIST: _("Yes or no"),
    }[code]


def prompt(code: Prompt) -> str:
    """With what help a point was measured."""
    return {
        Prompt.INDEPENDENT: _("independent"),
        Prompt.VERBAL: _("verbal prompts"),
        Prompt.GESTURE: _("gestures"),
        Prompt.MODEL: _("a model"),
        Prompt.PHYSICAL: _("physical help"),
    }[code]


def note_format(layout: NoteFormat) -> str:
    return {
        NoteFormat.SECTIONS: _("Four parts: what we did, response, skilled service, plan"),
        NoteFormat.SOAP: _("SOAP: subjective, objective, assessment, plan"),
        NoteFormat.DAP: _("DAP: data, assessment, plan"),
        NoteFormat.NARRATIVE: _("Narrative: one text"),
        NoteFormat.GOAL_GRID: _("Goal grid: a table of the data, with a comment"),
        NoteFormat.CHECKLIST: _("Checklist: what is ticked, with a comment"),
        NoteFormat.CONSULT: _("Consultation"),
        NoteFormat.CONTACT: _("Contact"),
        NoteFormat.OBSERVATION: _("Observation"),
        NoteFormat.MTSS: _("MTSS"),
        NoteFormat.SCREENING: _("Screening"),
    }[layout]


def record(kind: RecordKind) -> str:
    """What a record that is not of therapy is of."""
    return {
        RecordKind.THERAPY: _("Therapy session"),
        RecordKind.CONTACT: _("Contact"),
        RecordKind.OBSERVATION: _("Observation"),
        RecordKind.MTSS: _("MTSS"),
        RecordKind.SCREENING: _("Screening"),
    }[kind]


def note_part(part: Part) -> str:
    """A heading of a printed note."""
    return {
        Part.DID: _("What we did"),
        Part.RESPONSE: _("Response"),
        Part.SKILLED: _("Skilled service"),
        Part.PLAN: _("Plan"),
        Part.SUBJECTIVE: _("Subjective"),
        Part.OBJECTIVE: _("Objective"),
        Part.DATA: _("Data"),
        Part.ASSESSMENT: _("Assessment"),
        Part.NOTE: _("The note"),
        Part.COMMENT: _("Comment"),
        Part.WITH: _("With whom"),
        Part.DISCUSSED: _("Discussed and shown"),
        Part.OUTCOME: _("What came of it"),
        Part.SAID: _("What was said"),
        Part.OCCASION: _("Where, when and what for"),
        Part.OBSERVED: _("Observed"),
        Part.FINDINGS: _("What it shows"),
        Part.TIER: _("Tier and target"),
        Part.TRIED: _("What was tried"),
        Part.ASKED: _("Asked by, and why"),
        Part.METHOD: _("How it was screened"),
        Part.RESULT: _("Outcome"),
        Part.NEXT: _("Next step"),
    }[part]


def note_section(section: Section, layout: NoteFormat = NoteFormat.SECTIONS) -> str:
    """The heading of one section where each stands alone; where two share a heading on paper, both are said."""
    own = {
        Section.BEFORE: _("How the student came in"),
        Section.DID: _("What we did"),
        Section.RESPONSE: _("Response"),
        Section.SKILLED: _("Skilled service"),
        Section.PLAN: _("Plan"),
    }[section]
    part = part_of(layout, section)
    if layout is NoteFormat.SCREENING:
        return note_part(part)
    if layout in {NoteFormat.SECTIONS, NoteFormat.NARRATIVE} or section is Section.PLAN:
        return own
    if layout in IN_A_TABLE:
        return own if section is Section.BEFORE else note_part(part)
    if layout not in OF_SESSIONS or section in {Section.BEFORE, Section.SKILLED}:
        return note_part(part)
    return _("{heading}: {part}").format(heading=note_part(part), part=own[:1].lower() + own[1:])


def required(each: Required, layout: NoteFormat) -> str:
    """What a district asks of every note."""
    if each is Required.CODES:
        return _("Codes")
    return tick_list(TICKS[each]) if each in TICKS else note_section(Section(each.value), layout)


def tick_list(tick: Tick) -> str:
    """A list of a checklist."""
    return {
        Tick.ACTIVITY: _("Activities"),
        Tick.AREA: _("Skill areas"),
        Tick.SUPPORT: _("Supports"),
        Tick.RESPONSE: _("How the student responded"),
    }[tick]


def ticked(lists: Lists) -> list[tuple[str, str]]:
    """Each list with what was ticked of it: ("Activities", "Drawing, Cutting")."""
    return [(tick_list(tick), ", ".join(items)) for tick, items in lists]


def finding(found: Finding) -> str:
    """What a screened area showed."""
    return _("Evaluation suggested") if found is Finding.EVALUATE else finding_short(found)


def finding_short(found: Finding) -> str:
    """As the segments say it."""
    return {
        Finding.NO_CONCERN: _("No concern"),
        Finding.WATCH: _("Watch"),
        Finding.EVALUATE: _("Evaluate"),
    }[found]


def outcome(came: Outcome) -> str:
    """What comes of a screening, to be chosen."""
    return {
        Outcome.NOTHING: _("No further step"),
        Outcome.STRATEGIES: _("Strategies for the classroom"),
        Outcome.AGAIN: _("Screen again"),
        Outcome.EVALUATE: _("Evaluation suggested"),
    }[came]


def contact_how(how: How) -> str:
    """How one spoke with somebody, to be chosen."""
    return {
        How.PHONE: _("Telephone"),
        How.PERSON: _("In person"),
        How.VIDEO: _("Video"),
        How.EMAIL: _("E-mail"),
        How.MESSAGE: _("Message"),
        How.LETTER: _("Letter"),
    }[how]


def screened(areas: Iterable[tuple[str, Finding]]) -> str:
    """ "Fine motor: watch; Self-care: no concern"."""
    return "; ".join(f"{area}: {finding(found)}" for area, found in areas)


def unit_rule(rule: UnitRule) -> str:
    """How units were counted, as said under a note's codes and chosen in Settings."""
    return {
        UnitRule.CMS: _("Units by the CMS rule: all timed minutes together"),
        UnitRule.AMA: _("Units by the CPT midpoint rule: each code by itself"),
        UnitRule.MINUTES: _("Minutes, no units"),
        UnitRule.SESSION: _("One unit of each code a session"),
        UnitRule.ENCOUNTER: _("One unit a session"),
        UnitRule.HALF_HOUR: _("Units of 30 whole minutes of each code"),
        UnitRule.HOUR: _("Units of 60 whole minutes of each code"),
    }[rule]


def supervision_method(code: SupervisionMethod) -> str:
    return {
        SupervisionMethod.IN_PERSON: _("In person"),
        SupervisionMethod.VIDEO: _("By video"),
        SupervisionMethod.PHONE: _("By telephone"),
        SupervisionMethod.RECORDS: _("Records read"),
    }[code]


def supervision_kind(code: SupervisionKind) -> str:
    return {
        SupervisionKind.DIRECT: _("Seen at work"),
        SupervisionKind.INDIRECT: _("Talked over"),
    }[code]


def work_kind(code: WorkKind) -> str:
    return {
        WorkKind.DIRECT_INDIVIDUAL: _("Direct, individual"),
        WorkKind.DIRECT_GROUP: _("Direct, group"),
        WorkKind.CONSULT: _("Consultation"),
        WorkKind.EVALUATION: _("Evaluation"),
        WorkKind.MEETING: _("Meetings"),
        WorkKind.DOCUMENTATION: _("Documentation"),
        WorkKind.PLANNING: _("Planning, materials"),
        WorkKind.MTSS: _("MTSS, prevention"),
        WorkKind.SUPERVISION: _("Supervision"),
        WorkKind.TRAVEL: _("Travel"),
        WorkKind.PARENT_CONTACT: _("Parent contact"),
        WorkKind.TRAINING: _("Training"),
        WorkKind.EQUIPMENT: _("Equipment, AT"),
        WorkKind.SCHOOL_DUTY: _("School duty"),
        WorkKind.LUNCH: _("Lunch, break"),
        WorkKind.LEAVE: _("Leave"),
    }[code]


def work_group(code: WorkGroup) -> str:
    return {
        WorkGroup.DIRECT: _("Direct"),
        WorkGroup.NOTES: _("Notes, reports"),
        WorkGroup.MEETINGS: _("Meetings"),
        WorkGroup.TRAVEL: _("Travel"),
        WorkGroup.OTHER: _("Other"),
    }[code]


def cluster(code: Cluster) -> str:
    """The four clusters of ASHA's workload analysis (domain.md 7)."""
    return {
        Cluster.DIRECT: _("direct services"),
        Cluster.PROGRAM: _("for the student’s program"),
        Cluster.CURRICULUM: _("for the curriculum"),
        Cluster.COMPLIANCE: _("compliance, membership"),
        Cluster.NONE: _("not working time"),
    }[code]


def bars_summary(chart: StackedBars) -> str:
    """A chart of minutes in words: the whole, then each bar with its parts."""
    whole = sum(bar.total for bar in chart.bars)
    said = []
    for bar in chart.bars:
        parts = [
            f"{name.lower()} {hours_short(part)}" for name, part in zip(chart.series, bar.parts, strict=True) if part
        ]
        inside = f" ({', '.join(parts)})" if len(parts) > 1 else ""
        said.append(f"{bar.words} {hours_short(bar.total)}{inside}")
    return _("{total} in all. {bars}.").format(total=hours(whole), bars="; ".join(said))
