# SPDX-License-Identifier: MIT
"""Rows of the tables about schools: the schools themselves, the drives between them, their bells."""

import re
from datetime import date

from otdesk.exchange.cells import Cells
from otdesk.rules.grades import ALL_GRADES
from otdesk.rules.import_rows import BellRow, Field, RowCode, SchoolRow, Table, TravelRow
from otdesk.rules.kinds import DayType, Pull

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LETTERS = {"m": 0, "t": 1, "w": 2, "r": 3, "th": 3, "f": 4}
_PULL = {
    Pull.OK: ("yes", "y", "ok", "ok to pull", "true", "1", "x", "can", "fine", "free", "green", "pull"),
    Pull.AVOID: ("avoid", "maybe", "if needed", "rather not", "ask", "sometimes", "yellow", "last resort", "caution"),
    Pull.NEVER: ("no", "n", "never", "false", "0", "do not pull", "don't pull", "protected", "red", "off limits"),
}
_DAY_TYPES = (
    (DayType.TWO_HOUR_DELAY, re.compile(
        r"\b(?:2|two)\b.*\b(?:hour|hr|h)\b|\blate start\b|\bdelay(?:ed)?\b(?!.*\b(?:1|one)\b)")),
    (DayType.ONE_HOUR_DELAY, re.compile(r"\b(?:1|one)\b.*\b(?:hour|hr|h)\b")),
    (DayType.EARLY_RELEASE, re.compile(r"\bearly\b|\bshort(?:ened)?\b|\bee?r\b")),
    (DayType.MINIMUM_DAY, re.compile(r"\bmin(?:imum)?\b")),
    (DayType.TESTING, re.compile(r"\btest(?:ing|s)?\b|\bexams?\b|\bfinals\b")),
    (DayType.HALF_DAY, re.compile(r"\bhalf\b")),
    (DayType.REGULAR, re.compile(r"\bregular\b|\bnormal\b|\bstandard\b|\bfull\b|\bdaily\b|^reg$|^all$|^$")),
)  # fmt: skip
_WHOLE_DAY = re.compile(r"^(?:the\s+)?(?:school\s+|full\s+|whole\s+|instructional\s+)*day$|^bell to bell$")


def read_schools(table: Table, today: date) -> tuple[SchoolRow, ...]:
    return tuple(_school(Cells(table, row, today)) for row in table.rows)


def _school(cells: Cells) -> SchoolRow:
    name = cells.text(Field.SCHOOL)
    if cells.is_formula(Field.SCHOOL, Field.CODE):
        cells.problem(RowCode.FORMULA_IN_NAME, cells.raw(Field.SCHOOL), Field.SCHOOL)
        name = cells.raw(Field.SCHOOL)
    elif not name:
        cells.problem(RowCode.SCHOOL_NAME_MISSING, cells.raw(Field.CODE), Field.SCHOOL)
    first, last = cells.clock(Field.FIRST_BELL), cells.clock(Field.DISMISSAL)
    if first is not None and last is not None and first >= last:
        cells.problem(RowCode.TIMES_OUT_OF_ORDER, f"{cells.text(Field.FIRST_BELL)} – {cells.text(Field.DISMISSAL)}")
    park, setup = cells.number(Field.PARK, 0, 120), cells.number(Field.SETUP, 0, 120)
    both = cells.number(Field.ARRIVAL_BUFFER, 0, 120)
    if both is not None and setup is None:  # the buffer is parking and set-up together
        setup = max(0.0, both - (park or 0))
    return SchoolRow(
        row=cells.row.number,
        name=name,
        code=cells.text(Field.CODE),
        grades=cells.band(Field.GRADES) if cells.text(Field.GRADES) else None,
        address=cells.text(Field.ADDRESS),
        latitude=cells.number(Field.LATITUDE, -90, 90),
        longitude=cells.number(Field.LONGITUDE, -180, 180),
        phone=cells.text(Field.PHONE),
        first_bell=first,
        dismissal=last,
        park=None if park is None else round(park),
        setup=None if setup is None else round(setup),
        room=cells.text(Field.ROOM),
        problems=tuple(cells.problems),
        doubts=tuple(cells.doubts),
    )


def read_travel(table: Table, today: date) -> tuple[TravelRow, ...]:
    return tuple(_travel(Cells(table, row, today)) for row in table.rows)


def _travel(cells: Cells) -> TravelRow:
    origin, destination = cells.text(Field.ORIGIN), cells.text(Field.DESTINATION)
    if not origin or not destination:
        cells.problem(RowCode.PLACE_UNKNOWN, "", Field.ORIGIN if not origin else Field.DESTINATION)
    elif origin.casefold() == destination.casefold():
        cells.problem(RowCode.SAME_PLACE, origin)
    minutes, miles = cells.number(Field.MINUTES, 0, 600), cells.number(Field.MILES, 0, 1000)
    if minutes is None and not cells.problems:
        cells.problem(RowCode.NUMBER_UNREADABLE, cells.raw(Field.MINUTES), Field.MINUTES)
    return TravelRow(
        row=cells.row.number,
        origin=origin,
        destination=destination,
        minutes=round(minutes or 0),
        tenths=round((miles or 0) * 10),
        problems=tuple(cells.problems),
        doubts=tuple(cells.doubts),
    )


def read_bells(table: Table, today: date) -> tuple[BellRow, ...]:
    return tuple(_bell(Cells(table, row, today)) for row in table.rows)


def _bell(cells: Cells) -> BellRow:
    school, label = cells.text(Field.SCHOOL), cells.text(Field.BLOCK)
    if not school:
        cells.problem(RowCode.SCHOOL_MISSING, label, Field.SCHOOL)
    start, end = cells.clock(Field.START), cells.clock(Field.END)
    if start is None or end is None:
        if not cells.problems:
            cells.problem(RowCode.TIME_UNREADABLE, label, Field.START if start is None else Field.END)
    elif start >= end:
        cells.problem(RowCode.TIMES_OUT_OF_ORDER, f"{cells.text(Field.START)} – {cells.text(Field.END)}")
    grades = cells.band(Field.GRADES)
    homeroom, weekdays = cells.text(Field.HOMEROOM), _weekdays(cells)
    everyone = grades == ALL_GRADES and not homeroom and not weekdays
    return BellRow(
        row=cells.row.number,
        school=school,
        day_type=_day_type(cells),
        grades=grades,
        homeroom=homeroom,
        weekdays=weekdays,
        label=label,
        start=start or 0,
        end=end or 0,
        pull=_pull(cells),
        whole_day=everyone and bool(_WHOLE_DAY.match(label.casefold())),
        problems=tuple(cells.problems),
        doubts=tuple(cells.doubts),
    )


def read_day_type(text: str) -> DayType | None:
    plain = " ".join(re.sub(r"[_\-]+", " ", text.casefold()).split())
    return next((kind for kind, pattern in _DAY_TYPES if pattern.search(plain)), None)


def _day_type(cells: Cells) -> DayType:
    text = cells.text(Field.DAY_TYPE)
    kind = read_day_type(text)
    if kind is None:
        cells.problem(RowCode.DAY_TYPE_UNREADABLE, text, Field.DAY_TYPE)
    return kind or DayType.REGULAR


def _pull(cells: Cells) -> Pull:
    if not cells.has(Field.PULL):
        return Pull.OK
    text = cells.text(Field.PULL).casefold().strip(" .!")
    for kind, words in _PULL.items():
        if text in words:
            return kind
    if text:
        cells.problem(RowCode.PULL_UNREADABLE, text, Field.PULL)
    else:
        cells.doubt(RowCode.PULL_UNREADABLE, text, Field.PULL, Pull.AVOID.value)
    return Pull.AVOID


def _weekdays(cells: Cells) -> tuple[int, ...]:
    text = cells.text(Field.WEEKDAY).casefold()
    if text in {"", "all", "every", "every day", "daily", "m-f", "mon-fri", "any"}:
        return ()
    found: set[int] = set()
    for piece in re.split(r"[\s,;/&+]+", text):
        ends = [_weekday(end) for end in piece.split("-")]
        known = [day for day in ends if day is not None]
        if len(known) != len(ends) or len(ends) > 2 or known != sorted(known):
            cells.problem(RowCode.WEEKDAY_UNREADABLE, text, Field.WEEKDAY)
            return ()
        found.update(range(known[0], known[-1] + 1))
    return tuple(sorted(found))


def _weekday(word: str) -> int | None:
    if word in _LETTERS:
        return _LETTERS[word]
    return next((day for day, name in enumerate(_WEEKDAYS) if word.startswith(name)), None)
