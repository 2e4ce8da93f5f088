# SPDX-License-Identifier: MIT
"""What people type, read into values; each function raises Refusal in words for the line under the field."""

from datetime import date

from otdesk import words
from otdesk.faults import Refusal
from otdesk.rules.clock_text import read_clock
from otdesk.rules.dates_text import DateProblem, DateUse, read_date
from otdesk.rules.frequency import AmountDoubt, AmountProblem, ServiceAmount, read_amount
from otdesk.rules.grades import read_band, read_grade
from otdesk.words import _


def a_date(text: str, today: date, use: DateUse = DateUse.PLAN) -> date | None:
    """None for an empty field."""
    if not text.strip():
        return None
    reading = read_date(text, today=today, use=use)
    if reading.value is not None and not reading.serial:
        return reading.value
    hint = f" {words.full_date(reading.suggestion)}?" if reading.suggestion is not None else ""
    said = {
        DateProblem.NO_SUCH_MONTH: _("There is no such month."),
        DateProblem.NO_SUCH_DAY: _("That month has no such day."),
        DateProblem.YEAR_UNLIKELY: _("That year is unlikely."),
    }.get(reading.problem or DateProblem.NOT_A_DATE, _("Not read as a date. Write it like 2/3/2026 or Feb 3, 2026."))
    raise Refusal(said + hint)


def date_words(day: date | None) -> str:
    """In a field: "2/3/2026"."""
    return f"{day.month}/{day.day}/{day.year}" if day is not None else ""


def a_grade(text: str) -> int:
    grade = read_grade(text)
    if grade is None:
        raise Refusal(_("Write a grade: PK, K, or 1 to 12."))
    return grade


def a_band(text: str) -> tuple[int, int]:
    """ "K-5", "3"; an empty text is every grade."""
    band = read_band(text)
    if band is None:
        raise Refusal(_("Write grades like K-5 or 3."))
    return band.first, band.last


def a_time(text: str) -> int:
    minute = read_clock(text)
    if minute is None:
        raise Refusal(_("Write a time like 8:35, 835 or 1:15 PM."))
    return minute


def a_number(text: str, name: str, *, low: int = 0, high: int = 1000) -> int | None:
    """A whole number; None for an empty field."""
    if not text.strip():
        return None
    plain = text.strip().removesuffix("min").removesuffix("minutes").strip()
    if not plain.isdecimal() or not low <= int(plain) <= high:
        raise Refusal(_("{name} is a whole number from {low} to {high}.").format(name=name, low=low, high=high))
    return int(plain)


def a_figure(text: str, name: str) -> float | None:
    """A figure in the goal's unit, with or without its %; "4/5" is read as percent. None for an empty field."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not plain:
        return None
    part, slash, whole = plain.partition("/")
    try:
        value = float(part)
        if slash:
            value = round(100 * value / float(whole), 1)
    except (ValueError, ZeroDivisionError) as error:
        raise Refusal(_("{name} is a figure, like 40, 40% or 2/5.").format(name=name)) from error
    return value


def figure_words(value: float | None) -> str:
    return f"{value:g}" if value is not None else ""


def a_coordinate(text: str, name: str, bound: int) -> float | None:
    plain = text.strip()
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError as error:
        raise Refusal(_("{name} is in degrees, like 44.97.").format(name=name)) from error
    if abs(value) > bound:
        raise Refusal(_("{name} lies between −{n} and {n}.").format(name=name, n=bound))
    return value


def an_amount(text: str) -> ServiceAmount:
    """A whole amount: minutes, times and period."""
    amount = read_amount(text)
    if amount.complete:
        return amount
    said = {
        AmountProblem.EVALUATION: _("An evaluation has no minutes of its own. Leave the service line out."),
        AmountProblem.AS_NEEDED: _("“As needed” is no amount: a plan says how much. Write it like 2x30/wk."),
        AmountProblem.RANGE: _("A range is no amount: write the least that is promised, like 1x30/wk."),
        AmountProblem.OUT_OF_BOUNDS: _("More minutes or times than a service has. Write it like 2x30/wk."),
    }
    if amount.problem in said:
        raise Refusal(said[amount.problem])
    missing = [
        name
        for name, value in (
            (_("minutes"), amount.minutes),
            (_("how many times"), amount.times),
            (_("in which period"), amount.period),
        )
        if value is None
    ]
    if amount.problem is None and len(missing) < 3:
        raise Refusal(_("Still needed: {what}. Like 2x30/wk.").format(what=words.listed(missing)))
    raise Refusal(_("Not read as an amount. Write it like 2x30/wk, 15/mo or 60 min weekly."))


def doubt_words(amount: ServiceAmount) -> str:
    """What was guessed, in one sentence; empty when nothing was."""
    said = {
        AmountDoubt.REMAINDER: _("{n} minutes are left over.").format(n=amount.remainder),
        AmountDoubt.NUMBER_READ_AS_MINUTES: _("The bare number was taken as minutes."),
        AmountDoubt.NUMBER_READ_AS_TIMES: _("The bare number was taken as times."),
        AmountDoubt.ORDER_OF_NUMBERS: _("Taken as times × minutes."),
        AmountDoubt.BIWEEKLY: _("“Bi-” taken as every other."),
        AmountDoubt.TOTAL_OR_EACH: _("Taken as minutes of each session."),
        AmountDoubt.EXTRA_WORDS: _("Not understood: “{rest}”.").format(rest=amount.rest),
        AmountDoubt.COLUMNS_DISAGREE: _("The figures do not agree."),
    }
    return " ".join(said[doubt] for doubt in amount.doubts)
