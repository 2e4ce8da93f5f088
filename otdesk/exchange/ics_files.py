# SPDX-License-Identifier: MIT
"""ICS calendars. Recurrence is expanded within bounds and refused when it is a trap."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from otdesk.exchange.calendar_rows import entry
from otdesk.exchange.csv_files import decode
from otdesk.exchange.grids import cell_text
from otdesk.exchange.limits import MAX_ROWS, UnusableFile
from otdesk.rules.import_rows import CalendarRow, FileProblem

Row = TypeVar("Row")
MAX_OCCURRENCES = 2000
_YEARS_AHEAD = 2  # an endless rule is followed this far from its own start
_RULE_PARTS = frozenset(
    {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO", "WKST"}
)
_TRAPS = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_MOST_RULES = 5  # of one event
_MOST_SECONDS = 0.5  # of the processor, to follow all rules of a file
_DEEPEST = 20  # parts inside each other


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """An appointment with a time of its own: wall minutes in the zone asked for."""

    day: date
    start: int
    end: int
    title: str
    place: str


def read_ics(content: bytes) -> tuple[CalendarRow, ...]:
    """Every event as whole days: closures, terms, what a district's calendar tells."""
    return _read(content, _rows)


def read_meetings(content: bytes, zone: tzinfo) -> tuple[MeetingRow, ...]:
    """The events of one day that have a time, in order; whole days and nights are left out."""
    found = _read(content, partial(_meetings, zone))
    return tuple(sorted(found, key=_when))


def _read(content: bytes, rows_of: Callable[[int, Any], Iterator[Row]]) -> tuple[Row, ...]:
    text = decode(content)
    _refuse_traps(text)
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        found = (row for number, event in enumerate(_in_time(events), 1) for row in rows_of(number, event))
        rows = tuple(islice(found, MAX_ROWS + 1))
    except UnusableFile:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as damaged:
        raise UnusableFile(FileProblem.DAMAGED) from damaged
    if not events:
        raise UnusableFile(FileProblem.NO_ROWS)
    if len(rows) > MAX_ROWS:
        raise UnusableFile(FileProblem.TOO_MANY_OCCURRENCES)
    return rows


def _in_time(events: list[Any]) -> Iterator[Any]:
    """Rules that never come true are followed for thousands of years, a third of a second each."""
    began = time.process_time()
    for event in events:
        if time.process_time() - began > _MOST_SECONDS:
            raise UnusableFile(FileProblem.BAD_RECURRENCE)
        yield event


def _refuse_traps(text: str) -> None:
    """What the reader of calendars would take seconds or a whole memory for, seen before it starts."""
    depth = events = days = 0
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        name = line[:7].upper()
        if name.startswith("BEGIN:"):
            depth += 1
            events += line[6:].strip().upper() == "VEVENT"
        elif name.startswith("END:"):
            depth -= 1
        elif name.startswith(("RDATE", "EXDATE")):
            days += line.count(",") + 1
        if depth > _DEEPEST:
            raise UnusableFile(FileProblem.DAMAGED)
        if events > MAX_ROWS:
            raise UnusableFile(FileProblem.TOO_MANY_ROWS)
        if days > MAX_ROWS:
            raise UnusableFile(FileProblem.TOO_MANY_OCCURRENCES)


def _meetings(zone: tzinfo, _number: int, event: Any) -> Iterator[MeetingRow]:
    start, end = event.get("DTSTART"), event.get("DTEND")
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    if start is None or end is None or cancelled or not isinstance(start.dt, datetime):
        return
    begins, ends = _wall(start.dt, zone), _wall(end.dt, zone)
    if begins.date() != ends.date() or ends <= begins:
        return
    title = cell_text(str(event.get("SUMMARY", "")))[:200] or "?"
    for day in _occurrences(event, begins.date()):
        yield MeetingRow(day, _minute(begins), _minute(ends), title, cell_text(str(event.get("LOCATION", "")))[:100])


def _wall(moment: datetime, zone: tzinfo) -> datetime:
    """What the clock shows there; a time without a zone is meant as it stands."""
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _when(row: MeetingRow) -> tuple[date, int, int, str]:
    return row.day, row.start, row.end, row.title


def _rows(number: int, event: Any) -> Iterator[CalendarRow]:
    start = event.get("DTSTART")
    if start is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    first = _day(start.dt)
    length = _last_day(event, start.dt) - first
    name = cell_text(str(event.get("SUMMARY", "")))[:200]
    uid = cell_text(str(event.get("UID", "")))[:200]
    for day in _occurrences(event, first):
        own = uid if day == first else f"{uid}#{day.isoformat()}"
        yield entry(
            row=number,
            uid=own,
            first=day,
            last=day + length,
            name=name,
            school=cell_text(str(event.get("LOCATION", "")))[:100],
            note=cell_text(str(event.get("DESCRIPTION", ""))),
        )


def _day(moment: date | datetime) -> date:
    """The date on the wall: a time zone does not move a school day."""
    return moment.date() if isinstance(moment, datetime) else moment


def _last_day(event: Any, start: date | datetime) -> date:
    """DTEND of whole days is the day after; of a time it is the day it falls on (midnight: the day before)."""
    end = event.get("DTEND")
    if end is None:
        duration = event.get("DURATION")
        last: date | datetime = start + duration.dt if duration is not None else start
        if duration is not None and last > start:
            last -= timedelta(days=1) if not isinstance(start, datetime) else timedelta(minutes=1)
        return _day(last)
    moment: date | datetime = end.dt
    if isinstance(moment, datetime):
        return max(_day(start), _day(moment - timedelta(minutes=1)))
    return max(_day(start), moment - timedelta(days=1))


def _occurrences(event: Any, first: date) -> list[date]:
    rules = event.get("RRULE")
    days = [first]
    several = rules if isinstance(rules, list) else [rules] if rules is not None else []
    if len(several) > _MOST_RULES:
        raise UnusableFile(FileProblem.BAD_RECURRENCE)
    for rule in several:
        days.extend(_followed(rule, first))
    extra = event.get("RDATE")
    for group in (extra if isinstance(extra, list) else [extra]) if extra is not None else []:
        days.extend(_day(item.dt) for item in islice(group.dts, MAX_OCCURRENCES) if hasattr(item.dt, "isoformat"))
    without: set[date] = set()
    dropped = event.get("EXDATE")
    for group in (dropped if isinstance(dropped, list) else [dropped]) if dropped is not None else []:
        without.update(_day(item.dt) for item in islice(group.dts, MAX_OCCURRENCES))
    kept = sorted(set(days) - without)
    if len(kept) > MAX_OCCURRENCES:
        raise UnusableFile(FileProblem.TOO_MANY_OCCURRENCES)
    return kept


def _followed(rule: Any, first: date) -> list[date]:
    from dateutil.rrule import rrulestr

    frequency = {str(value).upper() for value in rule.get("FREQ", [])}
    intervals = [int(value) for value in rule.get("INTERVAL", [])]
    if frequency & _TRAPS or any(interval < 1 for interval in intervals):
        raise UnusableFile(FileProblem.BAD_RECURRENCE)
    counts = [int(value) for value in rule.get("COUNT", [])]
    most = min(counts, default=MAX_OCCURRENCES + 1)
    if counts and max(counts) > MAX_OCCURRENCES:
        raise UnusableFile(FileProblem.TOO_MANY_OCCURRENCES)
    end = datetime(first.year + _YEARS_AHEAD, first.month, min(first.day, 28))  # noqa: DTZ001 - wall dates only
    until = [_day(value) for value in rule.get("UNTIL", [])]
    if until:
        end = min(end, datetime(until[0].year, until[0].month, until[0].day, 23, 59))  # noqa: DTZ001 - wall dates only
    text = ";".join(
        f"{key}={','.join(str(value) for value in values)}"
        for key, values in ((key, value if isinstance(value, list) else [value]) for key, value in rule.items())
        if key in _RULE_PARTS
    )
    text += f";UNTIL={end:%Y%m%dT%H%M%S}"
    followed = rrulestr(text, dtstart=datetime(first.year, first.month, first.day))  # noqa: DTZ001 - wall dates only
    days = [moment.date() for moment in islice(followed, most)]
    if len(days) > MAX_OCCURRENCES:
        raise UnusableFile(FileProblem.TOO_MANY_OCCURRENCES)
    return days
