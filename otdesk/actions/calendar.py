# SPDX-License-Identifier: MIT
"""The school year and its days: closures, early releases, terms. The dated sessions follow in the same step.

Each action returns the difference it made to the dated sessions; nothing logged is in it.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from otdesk import labels
from otdesk.actions import schedule
from otdesk.faults import Refusal
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.reports import ProgressReport
from otdesk.records.schools import School
from otdesk.records.slots import PatternSlot
from otdesk.rules.calendar import SCHOOL_DAYS, dates, letter
from otdesk.rules.kinds import CycleRule, DayType
from otdesk.rules.pattern import Difference, turns_from
from otdesk.vault.work import Work
from otdesk.words import _, day_date, plural

LONGEST_CYCLE = 26
LONGEST_YEAR = 400
"""Days from the first to the last day of a school year."""


@dataclass(frozen=True, slots=True)
class YearEntry:
    """A school year as entered; `cycle_days` 0 is the plain week."""

    name: str
    first_day: date
    last_day: date
    cycle_days: int = 0
    cycle_rule: CycleRule = CycleRule.RESUME
    cycle_anchor: date | None = None


@dataclass(frozen=True, slots=True)
class TermEntry:
    """`reports_due` none: on its last day."""

    name: str
    first_day: date
    last_day: date
    reports_due: date | None = None


def mark_days(
    work: Work, first: date, last: date, day_type: DayType, name: str = "", school_id: int | None = None
) -> Difference:
    """Say what kind of days these are, both ends included, at one school or (None) at all.

    REGULAR takes a mark away; at one school it also overrules a mark for all, where there is one.
    """
    if last < first:
        raise Refusal(_("The last day comes before the first."))
    if (last - first).days > LONGEST_YEAR:
        raise Refusal(_("These are more days than a school year has."))
    weekdays = [day for day in dates(first, last) if day.weekday() < 5 or first == last]
    for day in weekdays:
        _mark(work, day, day_type, name.strip(), school_id)
    difference = schedule.reproject_all(work)
    when = day_date(first) if first == last else f"{day_date(first)} – {day_date(last)}"
    work.describe(_("{what}, {when}").format(what=name.strip() or labels.day_type(day_type), when=when))
    return difference


def remove_day(work: Work, calendar_day_id: int) -> Difference:
    """The date is a regular day again; sessions of the typical week come back to it."""
    row = work.db.get(CalendarDay, calendar_day_id)
    if row is None:
        raise Refusal(_("This date is no longer marked."))
    when = day_date(row.day)
    work.db.delete(row)
    difference = schedule.reproject_all(work)
    work.describe(_("{when} is a regular day again").format(when=when))
    return difference


def set_year(work: Work, entry: YearEntry, year_id: int | None = None) -> int:
    """Enter a school year, or change one; the sessions of the year follow."""
    _check_year(entry)
    db = work.db
    year = db.get(SchoolYear, year_id) if year_id is not None else SchoolYear()
    if year is None:
        raise Refusal(_("This school year no longer exists."))
    others = db.scalars(select(SchoolYear).where(SchoolYear.id != (year_id or 0)))
    if any(other.first_day <= entry.last_day and entry.first_day <= other.last_day for other in others):
        raise Refusal(_("These dates overlap another school year."))
    if entry.cycle_days != year.cycle_days and year_id == _year_laid_out(work):
        _check_days_left(work, entry.cycle_days or SCHOOL_DAYS)
    year.name = entry.name.strip()
    year.first_day, year.last_day = entry.first_day, entry.last_day
    year.cycle_days, year.cycle_rule, year.cycle_anchor = entry.cycle_days, entry.cycle_rule, entry.cycle_anchor
    db.add(year)
    db.flush()
    schedule.reproject_all(work)
    work.describe(_("School year {name} entered").format(name=year.name))
    return year.id


@dataclass(frozen=True, slots=True)
class LettersEntry:
    """The letters a school runs through beside the days of the typical week; `days` 0: none. `day_a`: a day that is A
    there, none = its first day of school."""

    days: int
    rule: CycleRule = CycleRule.RESUME
    day_a: date | None = None


def set_letters(work: Work, school_id: int, entry: LettersEntry) -> Difference:
    """Days A, B, ... at one school, where the others go by the days of the week. Its sessions to come follow."""
    school = work.db.get(School, school_id)
    if school is None:
        raise Refusal(_("This school is no longer there."))
    if not 0 <= entry.days <= LONGEST_CYCLE or entry.days == 1:
        raise Refusal(_("A cycle has 2 to {n} days.").format(n=LONGEST_CYCLE))
    if entry.days != school.letter_days:
        _check_no_block_by_letter(work, school)
    school.letter_days, school.letter_rule, school.letter_anchor = entry.days, entry.rule, entry.day_a
    difference = schedule.reproject_all(work)
    words = _("{school} runs in days A to {letter}") if entry.days else _("{school} has no letters of its own")
    work.describe(words.format(school=school.name, letter=letter(max(entry.days - 1, 0))))
    return difference


def _check_no_block_by_letter(work: Work, school: School) -> None:
    there = select(PatternSlot).where(PatternSlot.school_id == school.id, PatternSlot.valid_to.is_(None))
    turns = [turns_from(slot.turns) for slot in work.db.scalars(there)]
    held = sum(1 for each in turns if each is not None and each.letters)
    if held:
        raise Refusal(
            plural(
                "{n} block is held on some letters only. Put it on every date first (F2 in the planner).",
                "{n} blocks are held on some letters only. Put them on every date first (F2 in the planner).",
                held,
            )
        )


def set_terms(work: Work, year_id: int, entries: Iterable[TermEntry]) -> None:
    """The terms of a school year; they lie within it, in order and without overlap.

    A term is known by its name, so that its progress reports stay with it when its dates change.
    """
    db = work.db
    year = db.get(SchoolYear, year_id)
    if year is None:
        raise Refusal(_("This school year no longer exists."))
    terms = sorted(entries, key=_first_day)
    for before, after in itertools.pairwise(terms):
        if after.first_day <= before.last_day:
            raise Refusal(_("{after} begins before {before} ends.").format(after=after.name, before=before.name))
    for term in terms:
        if term.last_day < term.first_day:
            raise Refusal(_("{term} ends before it begins.").format(term=term.name))
        if term.first_day < year.first_day or year.last_day < term.last_day:
            raise Refusal(_("{term} lies outside the school year.").format(term=term.name))
        if term.reports_due is not None and term.reports_due < term.first_day:
            raise Refusal(_("The reports of {term} are due before it begins.").format(term=term.name))
    _put_terms(work, year_id, terms)
    work.describe(plural("{n} term entered", "{n} terms entered", len(terms)))


def _put_terms(work: Work, year_id: int, terms: list[TermEntry]) -> None:
    kept = {row.name: row for row in work.db.scalars(select(Term).where(Term.school_year_id == year_id))}
    wanted = {term.name.strip() for term in terms}
    if len(wanted) < len(terms):
        raise Refusal(_("Two terms have the same name."))
    for name in kept.keys() - wanted:
        gone = kept[name]
        if work.db.scalar(select(ProgressReport.id).where(ProgressReport.term_id == gone.id).limit(1)) is not None:
            raise Refusal(_("{term} has progress reports. Change its dates instead.").format(term=name))
        work.db.delete(gone)
    for term in terms:
        row = kept.get(term.name.strip()) or Term(school_year_id=year_id, name=term.name.strip())
        row.first_day, row.last_day, row.reports_due = term.first_day, term.last_day, term.reports_due
        work.db.add(row)


def _mark(work: Work, day: date, day_type: DayType, name: str, school_id: int | None) -> None:
    same_school = CalendarDay.school_id.is_(None) if school_id is None else CalendarDay.school_id == school_id
    row = work.db.scalars(select(CalendarDay).where(CalendarDay.day == day, same_school)).first()
    if day_type is DayType.REGULAR and not _overrules(work, day, school_id):
        if row is not None:
            work.db.delete(row)
    elif row is None:
        work.db.add(CalendarDay(day=day, school_id=school_id, day_type=day_type, name=name))
    else:
        row.day_type, row.name = day_type, name


def _overrules(work: Work, day: date, school_id: int | None) -> bool:
    """Whether a regular day must be said: at one school against a mark for all, or on a weekend."""
    if day.weekday() >= 5:
        return True
    if school_id is None:
        return False
    for_all = select(CalendarDay.id).where(CalendarDay.day == day, CalendarDay.school_id.is_(None))
    return work.db.scalar(for_all) is not None


def _year_laid_out(work: Work) -> int | None:
    """The school year the typical week is laid out for: the one that holds today, or is the next to come."""
    ahead = select(SchoolYear.id).where(SchoolYear.last_day >= schedule.local_today(work.db, work.now))
    return work.db.scalar(ahead.order_by(SchoolYear.first_day).limit(1))


def _check_days_left(work: Work, days: int) -> None:
    """A shorter cycle leaves no block of the typical week without a day."""
    today = schedule.local_today(work.db, work.now)
    in_force = or_(PatternSlot.valid_to.is_(None), PatternSlot.valid_to >= today)
    left = work.db.scalar(select(func.count()).select_from(PatternSlot).where(in_force, PatternSlot.cycle_day >= days))
    if left:
        raise Refusal(
            plural(
                "{n} block of the typical week would have no day. Move or remove it first.",
                "{n} blocks of the typical week would have no day. Move or remove them first.",
                left,
            )
        )


def _check_year(entry: YearEntry) -> None:
    if not entry.name.strip():
        raise Refusal(_("A school year needs a name."))
    if entry.last_day <= entry.first_day:
        raise Refusal(_("The last day comes before the first."))
    if (entry.last_day - entry.first_day).days > LONGEST_YEAR:
        raise Refusal(_("These are more days than a school year has."))
    if not 0 <= entry.cycle_days <= LONGEST_CYCLE:
        raise Refusal(_("A cycle has at most {n} days.").format(n=LONGEST_CYCLE))
    if entry.cycle_anchor is not None and not entry.first_day <= entry.cycle_anchor <= entry.last_day:
        raise Refusal(_("The known day A lies outside the school year."))


def _first_day(entry: TermEntry) -> date:
    return entry.first_day
