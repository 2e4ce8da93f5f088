# SPDX-License-Identifier: MIT
"""What a file of another program says, as frozen values: the table as it stands, and the rows read from it.

Codes, never words: `otdesk/queries/import_words.py` says them to the person.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from otdesk.rules.frequency import ServiceAmount
from otdesk.rules.goal_text import AlertText, GoalText
from otdesk.rules.grades import GradeBand
from otdesk.rules.kinds import DayType, Grouping, Mode, PlanType, Pull, Setting


class FileKind(StrEnum):
    CASELOAD = "caseload"
    SCHOOLS = "schools"
    TRAVEL = "travel"
    BELLS = "bells"
    CALENDAR = "calendar"


# Later kinds name things the earlier ones bring.
IMPORT_ORDER = (FileKind.SCHOOLS, FileKind.TRAVEL, FileKind.BELLS, FileKind.CALENDAR, FileKind.CASELOAD)


class FileProblem(StrEnum):
    """Why a whole file cannot be used."""

    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    TOO_MANY_ENTRIES = "too_many_entries"
    TOO_MANY_ROWS = "too_many_rows"
    DAMAGED = "damaged"
    OPEN_QUOTE = "open_quote"
    PASSWORD = "password"  # noqa: S105 - a code, no secret
    OLD_EXCEL = "old_excel"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    NO_HEADINGS = "no_headings"
    NO_ROWS = "no_rows"
    KIND_UNKNOWN = "kind_unknown"
    COLUMN_MISSING = "column_missing"
    BAD_RECURRENCE = "bad_recurrence"
    TOO_MANY_OCCURRENCES = "too_many_occurrences"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    STOPPED = "stopped"


class Field(StrEnum):
    """What a column means, over all kinds of file."""

    NAME = "name"
    LAST = "last"
    FIRST = "first"
    PREFERRED = "preferred"
    STUDENT_NO = "student_no"
    BIRTH_DATE = "birth_date"
    GRADE = "grade"
    SCHOOL = "school"
    TEACHER = "teacher"
    ROOM = "room"
    CASE_MANAGER = "case_manager"
    PLAN = "plan"
    PLAN_START = "plan_start"
    ANNUAL_REVIEW = "annual_review"
    REEVALUATION = "reevaluation"
    SERVICE = "service"
    AMOUNT = "amount"
    MINUTES = "minutes"
    TIMES = "times"
    PERIOD = "period"
    DELIVERY = "delivery"
    SETTING = "setting"
    GOALS = "goals"
    ALERTS = "alerts"
    NOTES = "notes"
    CODE = "code"
    GRADES = "grades"
    ADDRESS = "address"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    PHONE = "phone"
    FIRST_BELL = "first_bell"
    DISMISSAL = "dismissal"
    ARRIVAL_BUFFER = "arrival_buffer"
    PARK = "park"
    SETUP = "setup"
    ORIGIN = "origin"
    DESTINATION = "destination"
    MILES = "miles"
    DAY_TYPE = "day_type"
    HOMEROOM = "homeroom"
    WEEKDAY = "weekday"
    BLOCK = "block"
    START = "start"
    END = "end"
    PULL = "pull"
    EVENT = "event"


class RowCode(StrEnum):
    """What there is to say about one row. The same code can leave a row out or stand as a doubt beside it."""

    NAME_MISSING = "name_missing"
    FORMULA_IN_NAME = "formula_in_name"
    FORMULA_IN_CELL = "formula_in_cell"
    NAME_GUESSED = "name_guessed"
    BIRTH_DATE_UNREADABLE = "birth_date_unreadable"
    BIRTH_DATE_UNLIKELY = "birth_date_unlikely"
    DATE_UNREADABLE = "date_unreadable"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    SERIAL_DATE = "serial_date"
    GRADE_UNREADABLE = "grade_unreadable"
    GRADE_MISSING = "grade_missing"
    GRADES_FROM_DATE = "grades_from_date"
    SCHOOL_MISSING = "school_missing"
    SCHOOL_UNKNOWN = "school_unknown"
    SCHOOL_NEAR = "school_near"
    SCHOOL_AMBIGUOUS = "school_ambiguous"
    MINUTES_NOT_A_NUMBER = "minutes_not_a_number"
    MINUTES_MISSING = "minutes_missing"
    TIMES_NOT_A_NUMBER = "times_not_a_number"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_RANGE = "amount_range"
    AMOUNT_AS_NEEDED = "amount_as_needed"
    AMOUNT_OUT_OF_BOUNDS = "amount_out_of_bounds"
    AMOUNT_REMAINDER = "amount_remainder"
    AMOUNT_GUESSED = "amount_guessed"
    PERIOD_UNREADABLE = "period_unreadable"
    EVALUATION = "evaluation"
    OTHER_SERVICE = "other_service"
    DELIVERY_UNREADABLE = "delivery_unreadable"
    DELIVERY_ASSUMED = "delivery_assumed"
    PLAN_UNREADABLE = "plan_unreadable"
    NOTE_NOT_KEPT = "note_not_kept"
    DUPLICATE = "duplicate"
    SAME_LINE_TWICE = "same_line_twice"
    STUDENT_DISAGREES = "student_disagrees"
    LEFT_OUT_BY_PERSON = "left_out_by_person"
    SCHOOL_NAME_MISSING = "school_name_missing"
    CODE_MADE = "code_made"
    CODE_TAKEN = "code_taken"
    TIME_UNREADABLE = "time_unreadable"
    TIMES_OUT_OF_ORDER = "times_out_of_order"
    NUMBER_UNREADABLE = "number_unreadable"
    PLACE_UNKNOWN = "place_unknown"
    SAME_PLACE = "same_place"
    DAY_TYPE_UNREADABLE = "day_type_unreadable"
    GRADES_UNREADABLE = "grades_unreadable"
    PULL_UNREADABLE = "pull_unreadable"
    WEEKDAY_UNREADABLE = "weekday_unreadable"
    EVENT_UNKNOWN = "event_unknown"
    NO_SCHOOL_YEAR = "no_school_year"
    TEXT_TOO_LONG = "text_too_long"
    OLDER_PLAN = "older_plan"
    STUDENT_EXITED = "student_exited"
    ID_OF_ANOTHER = "id_of_another"
    SAME_PERSON_OTHER_ID = "same_person_other_id"
    NAME_NOT_UNIQUE = "name_not_unique"
    MATCHED_BY_NAME = "matched_by_name"
    SCHOOL_HOURS_MISSING = "school_hours_missing"
    SAME_BLOCK_TWICE = "same_block_twice"
    SAME_DRIVE_TWICE = "same_drive_twice"
    SAME_SCHOOL_TWICE = "same_school_twice"


# What the person may wave through: then the row is taken as it stands.
ACCEPTABLE = frozenset({
    RowCode.FORMULA_IN_NAME, RowCode.SAME_PERSON_OTHER_ID, RowCode.STUDENT_EXITED, RowCode.OTHER_SERVICE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A code about one cell: its text as it stands and, for a doubt, what it was read as."""

    code: RowCode
    text: str = ""
    about: Field | None = None
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`doubtful`: the heading only resembles what it was taken for, or its cells say something else."""

    index: int
    heading: str
    field: Field | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells as text (real dates as ISO text); `formulas` are the indexes of cells that hold a formula."""

    number: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its title rows. Row numbers are those of the spreadsheet, from 1."""

    heading_row: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return headings_hash([column.heading for column in self.columns])


def headings_hash(headings: list[str]) -> str:
    """SHA-256 of the headings in order; capitals and spaces do not count."""
    plain = "\x1f".join(" ".join(heading.casefold().split()) for heading in headings)
    return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LineText:
    """One service line of a row."""

    amount: ServiceAmount
    mode: Mode = Mode.DIRECT
    grouping: Grouping = Grouping.INDIVIDUAL
    group_max: int | None = None
    setting: Setting = Setting.PULL_OUT
    location: str = ""


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One student and one or more of her service lines. A row with `problems` is left out."""

    row: int
    first: str = ""
    last: str = ""
    preferred: str = ""
    student_no: str = ""
    birth_date: date | None = None
    grade: int | None = None
    school: str = ""
    teacher: str = ""
    room: str = ""
    case_manager: str = ""
    plan_type: PlanType | None = None
    plan_start: date | None = None
    annual_review: date | None = None
    reevaluation_due: date | None = None
    service: str = "Occupational therapy"
    lines: tuple[LineText, ...] = ()
    goals: tuple[GoalText, ...] = ()
    alerts: tuple[AlertText, ...] = ()
    problems: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """Times are minutes since midnight; None where the file has no such column or cell."""

    row: int
    name: str = ""
    code: str = ""
    grades: GradeBand | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    first_bell: int | None = None
    dismissal: int | None = None
    park: int | None = None
    setup: int | None = None
    room: str = ""
    problems: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TravelRow:
    """One direction; `tenths` of a mile."""

    row: int
    origin: str = ""
    destination: str = ""
    minutes: int = 0
    tenths: int = 0
    problems: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class BellRow:
    """`weekdays` empty = every weekday; `whole_day` marks the school day itself."""

    row: int
    school: str = ""
    day_type: DayType = DayType.REGULAR
    grades: GradeBand | None = None
    homeroom: str = ""
    weekdays: tuple[int, ...] = ()
    label: str = ""
    start: int = 0
    end: int = 0
    pull: Pull = Pull.OK
    whole_day: bool = False
    problems: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()


class CalendarMark(StrEnum):
    """What a calendar entry does."""

    DAY_TYPE = "day_type"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    TERM_END = "term_end"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One entry: `first` to `last`, both included. `term` names the term that ends ("Quarter 1")."""

    row: int
    uid: str = ""
    first: date = date.min
    last: date = date.min
    name: str = ""
    mark: CalendarMark = CalendarMark.NOTHING
    day_type: DayType | None = None
    term: str = ""
    school: str = ""
    problems: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()


ImportRow = CaseloadRow | SchoolRow | TravelRow | BellRow | CalendarRow


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file as read: its kind, its table with the columns as matched (none for a calendar file), its rows."""

    file: str
    kind: FileKind
    rows: tuple[ImportRow, ...]
    table: Table | None = None
    ignored: tuple[str, ...] = field(default=())
    """Headings of columns that are not used."""
