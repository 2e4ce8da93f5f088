# SPDX-License-Identifier: MIT
"""What calendar entries mean: closures, early release, first and last day, ends of terms. From ICS or from a table."""

import re
from datetime import date

from otdesk.exchange.cells import Cells
from otdesk.rules.import_rows import CalendarMark, CalendarRow, Field, Finding, RowCode, Table
from otdesk.rules.kinds import DayType

_LONGEST = 120  # days one entry may last: a summer

_TERM_END = re.compile(
    r"\b(?:end|last day|close)s?\s+(?:of\s+)?(?:the\s+)?"
    r"(?:(?P<nth>\d|first|second|third|fourth|1st|2nd|3rd|4th)\s+)?"
    r"(?P<kind>quarter|trimester|semester|term|grading period|marking period)(?:\s*#?\s*(?P<number>\d))?"
    r"|\b(?P<kind2>quarter|trimester|semester|q|t|s)\s*(?P<number2>\d)\s+ends?\b"
)
_NUMBER_WORDS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4",
}  # fmt: skip
_SHORT_TERMS = {"q": "quarter", "t": "trimester", "s": "semester"}
_FIRST_DAY = re.compile(
    r"\bfirst (?:student |full )?day(?:\s+(?:of|for)\s+(?:school|classes|students|all students|instruction))?\b"
    r"|\b(?:school|classes) (?:begins?|starts?|opens?)\b"
)
_LAST_DAY = re.compile(
    r"\blast (?:student )?day\s+(?:of|for)\s+(?:school|classes|students|all students|instruction)\b"
    r"|\b(?:school|classes) ends?\b|\blast day$"
)
_CLOSED = re.compile(
    r"\bno\s+(?:school|classes|students)\b|\bclosed\b|\bschools?\s+closed\b|\bholiday\b|\b(?:winter|spring|fall|summer|"
    r"thanksgiving|mid-?winter|christmas|february|april)\s+(?:break|recess|vacation)\b|\bbreak\b|\bvacation\b|\brecess\b|"
    r"\bsnow day\b|\bnon-?student\b|\bstudents? (?:off|not in)\b"
)
_NAMED_HOLIDAY = re.compile(
    r"\blabor day\b|\bthanksgiving\b|\bchristmas\b|\bnew year|\bmartin luther king\b|\bmlk\b|"
    r"\bpresidents?['’]?s?['’]? day\b|\bmemorial day\b|\bjuneteenth\b|\bindependence day\b|"
    r"\bveterans?['’]?s?['’]? day\b|\bcolumbus day\b|"
    r"\bindigenous peoples|\bgood friday\b|\brosh hashanah\b|\byom kippur\b|"
    r"\beid\b|\bdiwali\b|\bcesar chavez"
)
_STAFF = re.compile(
    r"\b(?:teacher|staff)\s+(?:work|in-?service|development|planning|prep\w*)|\bwork\s*day\b|\bin-?service\b|\bprofessional\s+"
    r"(?:development|learning|day)|\bpd day\b|\bstaff only\b|\bteachers? only\b|\bconference day\b|\brecords? day\b"
)
_OPEN_TYPES = (
    (DayType.EARLY_RELEASE, re.compile(r"\bearly\s+(?:release|dismissal|out|closing)\b")),
    (DayType.TWO_HOUR_DELAY, re.compile(
        r"\b(?:2|two)[\s-]*(?:hour|hr)s?\s+(?:delay|late)|\blate start\b|\bdelayed (?:opening|start)\b")),
    (DayType.ONE_HOUR_DELAY, re.compile(r"\b(?:1|one)[\s-]*(?:hour|hr)\s+(?:delay|late)")),
    (DayType.HALF_DAY, re.compile(r"\bhalf[\s-]*day\b")),
    (DayType.MINIMUM_DAY, re.compile(r"\bminimum[\s-]*day\b")),
    (DayType.TESTING, re.compile(r"\b(?:state |standardized )?(?:testing|assessments?|exams?)\b|\bfinals\b")),
)  # fmt: skip


def read_calendar(table: Table, today: date) -> tuple[CalendarRow, ...]:
    return tuple(_from_cells(Cells(table, row, today)) for row in table.rows)


def _from_cells(cells: Cells) -> CalendarRow:
    name = cells.text(Field.EVENT)
    first, last = cells.day(Field.START), cells.day(Field.END)
    if first is None:
        cells.problem(RowCode.DATE_UNREADABLE, cells.raw(Field.START), Field.START)
        return CalendarRow(cells.row.number, name=name, problems=tuple(cells.problems), doubts=tuple(cells.doubts))
    school = cells.text(Field.SCHOOL)
    plain = school.casefold()
    district_wide = plain in {"", "all", "all schools", "district", "district-wide", "districtwide"}
    return entry(
        row=cells.row.number, uid="", first=first, last=last or first, name=name, school="" if district_wide else school
    )


def entry(*, row: int, uid: str, first: date, last: date, name: str, school: str = "", note: str = "") -> CalendarRow:
    """One calendar entry by its words; `note` is read too when the name alone says nothing."""
    mark, day_type, term, sure = _meaning(name)
    if mark is CalendarMark.NOTHING and note:
        mark, day_type, term, sure = _meaning(note[:500])
    problems: list[Finding] = []
    if last < first or (last - first).days > _LONGEST:
        problems.append(Finding(RowCode.DATES_OUT_OF_ORDER, f"{first.isoformat()} – {last.isoformat()}", Field.END))
    elif mark is CalendarMark.NOTHING:
        problems.append(Finding(RowCode.EVENT_UNKNOWN, name[:80], Field.EVENT))
    doubts = () if sure or problems else (Finding(RowCode.EVENT_UNKNOWN, name[:80], Field.EVENT, str(day_type)),)
    return CalendarRow(row, uid, first, last, name, mark, day_type, term, school, tuple(problems), doubts)


def _meaning(name: str) -> tuple[CalendarMark, DayType | None, str, bool]:
    """(mark, day type, term, sure)."""
    plain = " ".join(name.casefold().replace("’", "'").split())
    if found := _TERM_END.search(plain):
        return CalendarMark.TERM_END, None, _term(found), True
    closed, staff = _CLOSED.search(plain), _STAFF.search(plain)
    if not closed and (_FIRST_DAY.search(plain)):
        return CalendarMark.FIRST_DAY, None, "", True
    if not closed and _LAST_DAY.search(plain):
        return CalendarMark.LAST_DAY, None, "", True
    if not closed:
        for kind, pattern in _OPEN_TYPES:
            if pattern.search(plain):
                return CalendarMark.DAY_TYPE, kind, "", True
    if closed:
        return CalendarMark.DAY_TYPE, DayType.CLOSED, "", True
    if staff:
        return CalendarMark.DAY_TYPE, DayType.STAFF_ONLY, "", True
    if _NAMED_HOLIDAY.search(plain):  # some districts hold school on some of them
        return CalendarMark.DAY_TYPE, DayType.CLOSED, "", False
    return CalendarMark.NOTHING, None, "", True


def _term(found: re.Match[str]) -> str:
    kind = found["kind"] or found["kind2"]
    number = found["number"] or found["number2"] or found["nth"] or ""
    return f"{_SHORT_TERMS.get(kind, kind)} {_NUMBER_WORDS.get(number, number)}".strip().capitalize()
