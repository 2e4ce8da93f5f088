# SPDX-License-Identifier: MIT
"""A district's calendar compared with the vault: closures and day types, the school year, its terms."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import labels
from otdesk.queries.import_draft import Draft, Repeats, differing
from otdesk.queries.import_schools import known_schools
from otdesk.queries.school_match import match_school
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.rules.import_changes import NewKey
from otdesk.rules.import_rows import CalendarMark, CalendarRow, Finding, RowCode
from otdesk.rules.kinds import DayType
from otdesk.words import _, day_full_date, full_date

# Where two entries fall on one date, the stricter counts.
_STRICT = (
    DayType.CLOSED, DayType.STAFF_ONLY, DayType.HALF_DAY, DayType.MINIMUM_DAY, DayType.EARLY_RELEASE,
    DayType.TWO_HOUR_DELAY, DayType.ONE_HOUR_DELAY, DayType.TESTING, DayType.REGULAR,
)  # fmt: skip
_LONGEST_YEAR = timedelta(days=400)


def preview_calendar(db: Session, draft: Draft, rows: Sequence[CalendarRow]) -> None:
    calendar = _Calendar(db, draft, rows)
    repeats = Repeats()
    for row in rows:
        draft.begin_row()
        title = row.name or (full_date(row.first) if row.first > date.min else "")
        repeated = repeats.of(row)
        problems = draft.standing_problems(row) or (() if repeated is None else (repeated,))
        if not problems and row.mark is CalendarMark.TERM_END and not calendar.has_year_for(row):
            problems = (Finding(RowCode.NO_SCHOOL_YEAR, row.name),)
        if problems:
            draft.leave_out(row.row, title, *problems)
            continue
        detail = calendar.take(row)
        draft.end_row(row.row, title, detail, row.doubts)


class _Calendar:
    """The days, years and terms known so far, in the vault and in the file."""

    def __init__(self, db: Session, draft: Draft, rows: Sequence[CalendarRow]) -> None:
        self._draft = draft
        self._schools = known_schools(db)
        self._days = {(row.day, row.school_id): row for row in db.scalars(select(CalendarDay))}
        self._taken: dict[tuple[date, int | None], DayType] = {}
        self._years = list(db.scalars(select(SchoolYear).order_by(SchoolYear.first_day)))
        self._terms = list(db.scalars(select(Term).order_by(Term.first_day)))
        self._new_years: list[tuple[NewKey, date, date]] = []
        self._year_of_row: dict[int, tuple[date, date]] = {}
        self._term_ends = sorted({row.first for row in rows if row.mark is CalendarMark.TERM_END and not row.problems})
        self._pair_years(rows)

    # --- the school year ---

    def _pair_years(self, rows: Sequence[CalendarRow]) -> None:
        """A first day and the next last day make a year."""
        marks = sorted(
            (row.first, row.mark is CalendarMark.LAST_DAY, row.row)
            for row in rows
            if row.mark in {CalendarMark.FIRST_DAY, CalendarMark.LAST_DAY} and not row.problems
        )
        start: tuple[date, int] | None = None
        for day, is_last, number in marks:
            if not is_last:
                start = start or (day, number)
            elif start is not None and start[0] < day <= start[0] + _LONGEST_YEAR:
                self._year_of_row[start[1]] = self._year_of_row[number] = (start[0], day)
                start = None

    def has_year_for(self, row: CalendarRow) -> bool:
        """Whether a term that ends here lies, at least in part, in a school year."""
        year = self.year_of(row.first)
        return year is not None and self._term_span(row, year)[0] <= self._term_span(row, year)[1]

    def year_of(self, day: date) -> int | NewKey | None:
        """The school year that holds a day, added if the file brings it."""
        for year in self._years:
            if year.first_day <= day <= year.last_day + timedelta(days=14):
                return year.id
        for key, first, last in self._new_years:
            if first <= day <= last + timedelta(days=14):
                return key
        for first, last in self._year_of_row.values():
            if first <= day <= last + timedelta(days=14):
                return self._year(first, last)
        return None

    def _year(self, first: date, last: date) -> int | NewKey:
        for year in self._years:
            if year.first_day <= last and first <= year.last_day:
                current: dict[str, object] = {"first_day": year.first_day, "last_day": year.last_day}
                wanted: dict[str, object] = {"first_day": first, "last_day": last}
                self._draft.update("SchoolYear", year.id, year.version, **differing(current, wanted))
                return year.id
        for key, known_first, known_last in self._new_years:
            if (known_first, known_last) == (first, last):
                return key
        key = self._draft.insert("SchoolYear", name=_year_name(first, last), first_day=first, last_day=last)
        self._new_years.append((key, first, last))
        return key

    # --- rows ---

    def take(self, row: CalendarRow) -> str:
        """Notes the changes of one entry; says it in a few words."""
        if row.mark in {CalendarMark.FIRST_DAY, CalendarMark.LAST_DAY}:
            return self._first_or_last(row)
        if row.mark is CalendarMark.TERM_END:
            return self._term(row)
        day_type = row.day_type or DayType.CLOSED
        matched = match_school(row.school, self._schools) if row.school else None
        school_id = matched.school.id if matched is not None and matched.school is not None else None
        for offset in range((row.last - row.first).days + 1):
            day = row.first + timedelta(days=offset)
            if row.first == row.last or day.weekday() < 5:
                self._mark(day, school_id, day_type, row)
        when = day_full_date(row.first)
        if row.last > row.first:
            when = f"{full_date(row.first)} – {full_date(row.last)}"
        return f"{labels.day_type(day_type)}, {when}"

    def _first_or_last(self, row: CalendarRow) -> str:
        pair = self._year_of_row.get(row.row)
        if pair is not None:
            if isinstance(self._year(*pair), NewKey):
                self._draft.counts_as_added()
            return _("School year {first} – {last}").format(first=full_date(pair[0]), last=full_date(pair[1]))
        year = next((item for item in self._years if item.first_day <= row.first <= item.last_day), None)
        if year is not None:
            name = "last_day" if row.mark is CalendarMark.LAST_DAY else "first_day"
            if row.first in {year.first_day, year.last_day}:
                return day_full_date(row.first)
            current: dict[str, object] = {name: getattr(year, name)}
            self._draft.update("SchoolYear", year.id, year.version, **differing(current, {name: row.first}))
        return day_full_date(row.first)

    def _term(self, row: CalendarRow) -> str:
        """A term begins the day after the one before it ended, the first with the school year."""
        year = self.year_of(row.first)
        first, last = self._term_span(row, year)
        name = row.term or row.name
        known = next((term for term in self._terms if term.school_year_id == year and _same(term.name, name)), None)
        wanted: dict[str, object] = {"name": name, "first_day": first, "last_day": last}
        if known is None:
            self._draft.insert("Term", school_year_id=year, **wanted)
        else:
            current: dict[str, object] = {
                "name": known.name,
                "first_day": known.first_day,
                "last_day": known.last_day,
            }
            self._draft.update("Term", known.id, known.version, **differing(current, wanted))
        return f"{name}, {full_date(first)} – {full_date(last)}"

    def _term_span(self, row: CalendarRow, year: int | NewKey | None) -> tuple[date, date]:
        year_first, year_last = self._bounds(year)
        before = [end for end in self._term_ends if year_first <= end < row.first]
        return before[-1] + timedelta(days=1) if before else year_first, min(row.first, year_last)

    def _bounds(self, year: int | NewKey | None) -> tuple[date, date]:
        for first, last in self._year_of_row.values():
            if self._year(first, last) == year:
                return first, last
        known = next(item for item in self._years if item.id == year)
        return known.first_day, known.last_day

    def _mark(self, day: date, school_id: int | None, day_type: DayType, row: CalendarRow) -> None:
        earlier = self._taken.get((day, school_id))
        if earlier is not None and _STRICT.index(earlier) <= _STRICT.index(day_type):
            return
        self._taken[day, school_id] = day_type
        known = self._days.get((day, school_id))
        wanted: dict[str, object] = {"day_type": day_type, "name": _title(row.name), "source": row.uid}
        if known is not None:
            current: dict[str, object] = {
                "day_type": known.day_type,
                "name": known.name,
                "source": known.source,
            }
            self._draft.update("CalendarDay", known.id, known.version, **differing(current, wanted))
        elif earlier is None:
            self._draft.insert("CalendarDay", day=day, school_id=school_id, **wanted)
        else:
            self._draft.replace_day(day, school_id, wanted)


def _title(name: str) -> str:
    """ "Labor Day" from "No school - Labor Day"."""
    return re.sub(r"^(?:no school|school closed|closed)\s*(?:[-–—:,]|for)\s*", "", name, flags=re.IGNORECASE) or name


def _year_name(first: date, last: date) -> str:
    return f"{first.year}–{last.year % 100:02d}" if last.year > first.year else str(first.year)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
