# SPDX-License-Identifier: MIT
"""What the import says: one sentence per file that cannot be used, per row left out, per doubt."""

import re
from datetime import date

from otdesk import labels
from otdesk.rules.import_rows import Field, FileProblem, Finding, RowCode
from otdesk.rules.kinds import Mode, Period
from otdesk.words import _, full_date, grade_long


def file_sentence(problem: FileProblem) -> str:
    """Why a whole file cannot be used, and what to do. Nothing was changed in any of these cases."""
    return {
        FileProblem.NOT_FOUND: _("This file is not there."),
        FileProblem.NOT_READABLE: _("This file cannot be opened. Another program may hold it."),
        FileProblem.EMPTY: _("This file is empty."),
        FileProblem.TOO_LARGE: _("This file is larger than 50 MB, too large for a list."),
        FileProblem.BOMB: _("This file unpacks to far more than a list can hold, so it was not read."),
        FileProblem.TOO_MANY_ENTRIES: _("This file holds more than 10,000 parts, so it was not read."),
        FileProblem.TOO_MANY_ROWS: _("This file has more than 20,000 rows, too many for a list."),
        FileProblem.DAMAGED: _("This file is damaged and cannot be read. Save it again where it came from."),
        FileProblem.OPEN_QUOTE: _("A quotation mark is never closed, so the rows cannot be told apart."),
        FileProblem.PASSWORD: _("This file has a password. Save a copy without one and import that."),
        FileProblem.OLD_EXCEL: _("This is an old Excel file (.xls). Save it as .xlsx or .csv and import that."),
        FileProblem.NOT_A_SPREADSHEET: _("This file is not a spreadsheet. OTDesk reads .xlsx, .csv and .ics."),
        FileProblem.NO_HEADINGS: _("No row of headings was found in this file."),
        FileProblem.NO_ROWS: _("There is nothing below the headings of this file."),
        FileProblem.KIND_UNKNOWN: _("The headings fit no list: caseload, schools, travel, bells or calendar."),
        FileProblem.COLUMN_MISSING: _("A column this list needs was not found, such as the name or the school."),
        FileProblem.BAD_RECURRENCE: _("An event in this calendar repeats every hour or faster, so it was not read."),
        FileProblem.TOO_MANY_OCCURRENCES: _("An event in this calendar repeats more than 2,000 times."),
        FileProblem.TOO_SLOW: _("Reading this file took longer than 20 seconds, so it was stopped."),
        FileProblem.TOO_MUCH_MEMORY: _("Reading this file took too much memory, so it was stopped."),
        FileProblem.STOPPED: _("Reading this file was stopped."),
    }[problem]  # fmt: skip


def why_left_out(finding: Finding) -> str:
    """The reason of a row that is left out, as one sentence."""
    return _said(_LEFT_OUT.get(finding.code, _DOUBTS.get(finding.code, "{text}")), finding)


def doubt(finding: Finding) -> str:
    """What was read or assumed, beside a row that is taken."""
    if finding.code is RowCode.GRADE_MISSING or (finding.code is RowCode.GRADE_UNREADABLE and finding.read_as):
        said = _("No grade is given; by the birth date it is {grade}.")
        if finding.text:
            said = _("The grade “{text}” is not known; by the birth date it is {grade}.")
        return said.format(text=finding.text, grade=grade_long(int(finding.read_as)))
    return _said(_DOUBTS.get(finding.code, _LEFT_OUT.get(finding.code, "{text}")), finding)


def amount_words(minutes: int, times: int, period: Period, every: int, mode: Mode) -> str:
    """ "2 × 30 min a week", "15 min a month, consult"."""
    said = labels.amount(times, minutes, period, every)
    return _("{amount}, consult").format(amount=said) if mode is Mode.CONSULT else said


def field_name(field: Field) -> str:
    """What a column means, for the list the person chooses from."""
    return _said_fields()[field]


def _said(sentence: str, finding: Finding) -> str:
    about = _said_fields()[finding.about] if finding.about else ""
    text = finding.text
    if finding.code in {RowCode.DATES_OUT_OF_ORDER, RowCode.OLDER_PLAN, RowCode.BIRTH_DATE_UNLIKELY}:
        text = " – ".join(_read_as(part) for part in text.split(" – "))
    said = _(sentence).format(text=text, read_as=_read_as(finding.read_as), field=about)
    meant = _day(finding.read_as)
    if finding.code in {RowCode.BIRTH_DATE_UNREADABLE, RowCode.DATE_UNREADABLE} and meant:
        said += " " + _("{day}?").format(day=full_date(meant))
    return said


def _read_as(text: str) -> str:
    """Dates as people read them; an amount in its short form as words."""
    day = _day(text)
    if day:
        return full_date(day)
    if found := re.fullmatch(r"(\d+)x(\d+)/(\d+)/(\w+)", text):
        return amount_words(int(found[2]), int(found[1]), Period(found[4]), int(found[3]), Mode.DIRECT)
    return text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _mark(text: str) -> str:
    """Marks a text for translation; it is translated when said."""
    return text


_LEFT_OUT = {
    RowCode.NAME_MISSING: _mark("No name is given."),
    RowCode.FORMULA_IN_NAME: _mark(
        "A formula stands where the name belongs. It was not evaluated; the row is left out until you accept it."
    ),
    RowCode.FORMULA_IN_CELL: _mark("A formula stands in “{field}”. Formulas are never evaluated."),
    RowCode.BIRTH_DATE_UNREADABLE: _mark("The birth date {text} cannot be read."),
    RowCode.DATE_UNREADABLE: _mark("The date “{text}” cannot be read."),
    RowCode.DATES_OUT_OF_ORDER: _mark("The dates {text} are out of order or too far apart."),
    RowCode.GRADE_UNREADABLE: _mark("The grade “{text}” is not known."),
    RowCode.GRADE_MISSING: _mark("Neither grade nor birth date is given."),
    RowCode.SCHOOL_MISSING: _mark("No school is given."),
    RowCode.SCHOOL_UNKNOWN: _mark("The school “{text}” is not in the list of schools."),
    RowCode.SCHOOL_AMBIGUOUS: _mark("“{text}” could be more than one school: {read_as}."),
    RowCode.MINUTES_NOT_A_NUMBER: _mark("The minutes “{text}” are not a number."),
    RowCode.MINUTES_MISSING: _mark("“{text}” does not say how many minutes."),
    RowCode.TIMES_NOT_A_NUMBER: _mark("“{text}” does not say how many sessions."),
    RowCode.AMOUNT_UNREADABLE: _mark("“{text}” cannot be read as minutes and times."),
    RowCode.AMOUNT_RANGE: _mark("“{text}” is a range; a service line needs one amount."),
    RowCode.AMOUNT_AS_NEEDED: _mark("“{text}” is not an amount of service."),
    RowCode.AMOUNT_OUT_OF_BOUNDS: _mark("“{text}” is more, or less, than a session can be."),
    RowCode.PERIOD_UNREADABLE: _mark("“{text}” does not say per week, per month or another period."),
    RowCode.OTHER_SERVICE: _mark("The service is “{text}”, not occupational therapy."),
    RowCode.DUPLICATE: _mark("The same as row {read_as}, so the two were merged."),
    RowCode.SAME_LINE_TWICE: _mark("Row {read_as} has the same service with another amount."),
    RowCode.LEFT_OUT_BY_PERSON: _mark("Left out by you."),
    RowCode.SCHOOL_NAME_MISSING: _mark("The school has no name."),
    RowCode.CODE_TAKEN: _mark("The code {text} belongs to another school."),
    RowCode.TIME_UNREADABLE: _mark("The time “{text}” cannot be read."),
    RowCode.TIMES_OUT_OF_ORDER: _mark("It ends before it begins: {text}."),
    RowCode.NUMBER_UNREADABLE: _mark("“{text}” is not a number that fits “{field}”."),
    RowCode.PLACE_UNKNOWN: _mark("The place “{text}” is not in the list of schools."),
    RowCode.SAME_PLACE: _mark("It begins and ends at the same place."),
    RowCode.DAY_TYPE_UNREADABLE: _mark("The kind of day “{text}” is not known."),
    RowCode.GRADES_UNREADABLE: _mark("The grades “{text}” cannot be read."),
    RowCode.PULL_UNREADABLE: _mark("“{text}” is neither yes, avoid nor no."),
    RowCode.WEEKDAY_UNREADABLE: _mark("The weekday “{text}” is not known."),
    RowCode.EVENT_UNKNOWN: _mark("“{text}” is no closure, early release, term or first or last day."),
    RowCode.NO_SCHOOL_YEAR: _mark("The first and last day of school are not known, so the term has no year."),
    RowCode.TEXT_TOO_LONG: _mark("The text in “{field}” is too long."),
    RowCode.OLDER_PLAN: _mark("The plan in this row started {text}; a newer one, from {read_as}, is in force."),
    RowCode.STUDENT_EXITED: _mark("{text} has left the caseload."),
    RowCode.ID_OF_ANOTHER: _mark("Student ID {text} belongs to {read_as}, who has another name and birth date."),
    RowCode.SAME_PERSON_OTHER_ID: _mark("{text} is on the caseload with the ID {read_as}."),
    RowCode.NAME_NOT_UNIQUE: _mark("More than one student is called {text}; an ID or birth date is needed."),
    RowCode.SCHOOL_HOURS_MISSING: _mark("The first bell or the dismissal is not given."),
    RowCode.SAME_BLOCK_TWICE: _mark("Row {read_as} has the same block at another time."),
    RowCode.SAME_DRIVE_TWICE: _mark("Row {read_as} has the same drive with other figures."),
    RowCode.SAME_SCHOOL_TWICE: _mark("Row {read_as} is the same school with other facts."),
}

_DOUBTS = {
    RowCode.NAME_GUESSED: _mark("“{text}” was read as {read_as}."),
    RowCode.BIRTH_DATE_UNLIKELY: _mark("The birth date {text} is unlikely for a student."),
    RowCode.DATE_UNREADABLE: _mark("The date “{text}” in “{field}” cannot be read, so it stays empty."),
    RowCode.DATES_OUT_OF_ORDER: _mark("The plan ends before it starts: {text}."),
    RowCode.SERIAL_DATE: _mark("The number {text} was read as the date {read_as}."),
    RowCode.FORMULA_IN_CELL: _mark("A formula stands in “{field}”, so the cell was not used."),
    RowCode.GRADES_FROM_DATE: _mark("The spreadsheet had turned the grades into a date; read as {read_as}."),
    RowCode.SCHOOL_NEAR: _mark("“{text}” was taken for {read_as}."),
    RowCode.AMOUNT_MISSING: _mark("No minutes are given, so there is no service line."),
    RowCode.AMOUNT_REMAINDER: _mark("“{text}” does not divide evenly; {read_as} min are left over."),
    RowCode.AMOUNT_GUESSED: _mark("“{text}” was read as {read_as}."),
    RowCode.EVALUATION: _mark("“{text}”: evaluation in progress, so there is no service line yet."),
    RowCode.DELIVERY_UNREADABLE: _mark("“{text}” is not known as a way of service; taken as individual."),
    RowCode.DELIVERY_ASSUMED: _mark("Individual or group is not given; taken as individual."),
    RowCode.PLAN_UNREADABLE: _mark("The plan “{text}” is not known; taken as an IEP."),
    RowCode.NOTE_NOT_KEPT: _mark("The remark “{text}” has no place in the caseload and was not kept."),
    RowCode.STUDENT_DISAGREES: _mark("Row {read_as} says something else about this student; that row counts."),
    RowCode.CODE_MADE: _mark("No code is given; {text} was chosen."),
    RowCode.EVENT_UNKNOWN: _mark("“{text}” was taken for a day without school."),
    RowCode.PULL_UNREADABLE: _mark("It is not said whether students may be pulled; taken as Avoid."),
    RowCode.MATCHED_BY_NAME: _mark("Recognized by name alone, without ID or birth date."),
    RowCode.SCHOOL_HOURS_MISSING: _mark("The school's hours are not given; taken as 8:00 – 3:00."),
    RowCode.TEXT_TOO_LONG: _mark("A text in “{field}” is too long and was not kept."),
}


def _said_fields() -> dict[Field, str]:
    return {
        Field.NAME: _("Name"),
        Field.LAST: _("Last name"),
        Field.FIRST: _("First name"),
        Field.PREFERRED: _("Preferred name"),
        Field.STUDENT_NO: _("Student ID"),
        Field.BIRTH_DATE: _("Birth date"),
        Field.GRADE: _("Grade"),
        Field.SCHOOL: _("School"),
        Field.TEACHER: _("Teacher"),
        Field.ROOM: _("Room"),
        Field.CASE_MANAGER: _("Case manager"),
        Field.PLAN: _("Plan"),
        Field.PLAN_START: _("Plan start"),
        Field.ANNUAL_REVIEW: _("Annual review"),
        Field.REEVALUATION: _("Re-evaluation due"),
        Field.SERVICE: _("Service"),
        Field.AMOUNT: _("Service line"),
        Field.MINUTES: _("Minutes"),
        Field.TIMES: _("Sessions"),
        Field.PERIOD: _("Period"),
        Field.DELIVERY: _("Individual or group"),
        Field.SETTING: _("Setting"),
        Field.GOALS: _("Goals"),
        Field.ALERTS: _("Safety alerts"),
        Field.NOTES: _("Remarks"),
        Field.CODE: _("Code"),
        Field.GRADES: _("Grades"),
        Field.ADDRESS: _("Address"),
        Field.LATITUDE: _("Latitude"),
        Field.LONGITUDE: _("Longitude"),
        Field.PHONE: _("Phone"),
        Field.FIRST_BELL: _("First bell"),
        Field.DISMISSAL: _("Dismissal"),
        Field.ARRIVAL_BUFFER: _("Parking and set-up"),
        Field.PARK: _("Parking"),
        Field.SETUP: _("Set-up"),
        Field.ORIGIN: _("From"),
        Field.DESTINATION: _("To"),
        Field.MILES: _("Miles"),
        Field.DAY_TYPE: _("Kind of day"),
        Field.HOMEROOM: _("Homeroom"),
        Field.WEEKDAY: _("Weekday"),
        Field.BLOCK: _("Block"),
        Field.START: _("Start"),
        Field.END: _("End"),
        Field.PULL: _("OK to pull"),
        Field.EVENT: _("Event"),
    }
