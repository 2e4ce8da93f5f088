# SPDX-License-Identifier: MIT
"""The words of the trade that are kept as codes (domain.md): enumerations shared by rules and records."""

from enum import IntEnum, StrEnum


class Pull(StrEnum):
    """May a student be taken out of class in this block?"""

    OK = "ok"
    AVOID = "avoid"
    NEVER = "never"


class Mode(StrEnum):
    """Direct is face to face with the student; consult is service on the student's behalf. Separate obligations."""

    DIRECT = "direct"
    CONSULT = "consult"


class Grouping(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"
    EITHER = "either"
    WHOLE_CLASS = "whole_class"


class Half(StrEnum):
    """The part of the day a student is best seen in, as the planner's file writes it."""

    ANY = ""
    MORNING = "am"
    AFTERNOON = "pm"


class Period(StrEnum):
    """What a service line's amount is promised for."""

    DAY = "day"
    WEEK = "week"
    CYCLE = "cycle"
    MONTH = "month"
    QUARTER = "quarter"
    TRIMESTER = "trimester"
    SEMESTER = "semester"
    GRADING_PERIOD = "grading_period"
    YEAR = "year"
    PLAN_TERM = "plan_term"


class PlanType(StrEnum):
    IEP = "iep"
    SECTION_504 = "504"
    ESY = "esy"
    MTSS = "mtss"
    COMPENSATORY = "compensatory"
    PRIVATE_SERVICES = "private_services"


class Setting(StrEnum):
    """How the student gets the service; the place itself is a separate word."""

    PULL_OUT = "pull_out"
    PUSH_IN = "push_in"
    CLASSROOM = "classroom"
    TELEHEALTH = "telehealth"
    OTHER = "other"


class PlaceKind(StrEnum):
    SCHOOL = "school"
    HOME = "home"
    OFFICE = "office"


class DayType(StrEnum):
    """How a school runs on a date; the slot tables are per day type, clocks are never shifted."""

    REGULAR = "regular"
    EARLY_RELEASE = "early_release"
    ONE_HOUR_DELAY = "one_hour_delay"
    TWO_HOUR_DELAY = "two_hour_delay"
    MINIMUM_DAY = "minimum_day"
    TESTING = "testing"
    HALF_DAY = "half_day"
    STAFF_ONLY = "staff_only"
    CLOSED = "closed"


SHUT = frozenset({DayType.CLOSED, DayType.STAFF_ONLY})
"""No students in the building."""


class AlertKind(StrEnum):
    SEIZURE = "seizure"
    ALLERGY = "allergy"
    ELOPEMENT = "elopement"
    CHOKING = "choking"
    EVACUATION = "evacuation"
    OTHER = "other"


class SlotKind(StrEnum):
    """What a block of the typical week holds."""

    SESSION = "session"
    LUNCH = "lunch"
    DESK = "desk"


class SessionStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    REFUSED = "refused"
    ABSENT = "absent"


class Reason(StrEnum):
    """Why minutes were or were not given (domain.md 2.2)."""

    DELIVERED = "delivered"
    PARTIAL = "partial"
    MAKEUP = "makeup"
    STUDENT_ABSENT = "student_absent"
    STUDENT_SUSPENDED = "student_suspended"
    STUDENT_REFUSED = "student_refused"
    STUDENT_NOT_AVAILABLE = "student_not_available"
    THERAPIST_ABSENT = "therapist_absent"
    THERAPIST_MEETING = "therapist_meeting"
    SCHOOL_CLOSED = "school_closed"
    SCHOOL_CLOSED_UNPLANNED = "school_closed_unplanned"
    EARLY_RELEASE = "early_release"
    EXITED = "exited"
    NO_REASON = "no_reason"


class MeasureType(StrEnum):
    """How a goal is measured (domain.md 4.1)."""

    PERCENT = "percent"
    TRIALS = "trials"
    ASSIST = "assist"
    FREQUENCY = "frequency"
    DURATION = "duration"
    LATENCY = "latency"
    INTERVAL = "interval"
    RATING = "rating"
    GAS = "gas"
    RUBRIC = "rubric"
    LEGIBILITY = "legibility"
    SPEED = "speed"
    ACCURACY = "accuracy"
    TASK_ANALYSIS = "task_analysis"
    CHECKLIST = "checklist"


class Prompt(StrEnum):
    """The prompt level typed after a count: `7/10v`. No level typed is not the same as independent."""

    INDEPENDENT = "i"
    VERBAL = "v"
    GESTURE = "g"
    MODEL = "m"
    PHYSICAL = "p"


class GoalStatus(StrEnum):
    NOT_INTRODUCED = "not_introduced"
    ACTIVE = "active"
    MET = "met"
    CONTINUED = "continued"
    REVISED = "revised"
    DISCONTINUED = "discontinued"


class NoteStatus(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    VOID = "void"


class ChainKind(StrEnum):
    """What one link of the note chain records."""

    SIGNED = "signed"
    LATE_ENTRY = "late_entry"
    ADDENDUM = "addendum"
    CORRECTION = "correction"
    VOID = "void"
    CO_SIGNED = "co_signed"


AMENDING = frozenset({ChainKind.ADDENDUM, ChainKind.CORRECTION, ChainKind.VOID})
"""What adds to a signed note; each has a record of its own beside the link."""


class RecordKind(StrEnum):
    """What a record of a student is of: therapy, or one of the others a therapist keeps."""

    THERAPY = "therapy"
    CONTACT = "contact"
    """With a parent, a teacher: by telephone, by mail, at the door."""
    OBSERVATION = "observation"
    """For an evaluation."""
    MTSS = "mtss"
    SCREENING = "screening"
    """To plan instruction: it is no evaluation and no service."""


class SupervisionMethod(StrEnum):
    """How an assistant was supervised (domain.md 3.3)."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    RECORDS = "records"


class SupervisionKind(StrEnum):
    """DIRECT: she was seen at work with students. INDIRECT: it was talked over, or her records were read."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class CoSignState(StrEnum):
    """Where an assistant's signed note stands with the supervisor."""

    WAITING = "waiting"
    RETURNED = "returned"
    DONE = "done"


class Role(StrEnum):
    OT = "ot"
    OTA = "ota"


class CycleRule(StrEnum):
    """RESUME: a closed day consumes no letter. FIXED: letters are pinned to dates."""

    RESUME = "resume"
    FIXED = "fixed"


class Weekday(IntEnum):
    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


class WorkKind(StrEnum):
    """What working time went into (domain.md 7)."""

    DIRECT_INDIVIDUAL = "direct_individual"
    DIRECT_GROUP = "direct_group"
    CONSULT = "consult"
    EVALUATION = "evaluation"
    MEETING = "meeting"
    DOCUMENTATION = "documentation"
    PLANNING = "planning"
    MTSS = "mtss"
    SUPERVISION = "supervision"
    TRAVEL = "travel"
    PARENT_CONTACT = "parent_contact"
    TRAINING = "training"
    EQUIPMENT = "equipment"
    SCHOOL_DUTY = "school_duty"
    LUNCH = "lunch"
    LEAVE = "leave"


class StayEnd(StrEnum):
    """Why a student's time at a school, or in a grade, was over."""

    TRANSFER = "transfer"
    YEAR = "year"
    EXIT = "exit"
