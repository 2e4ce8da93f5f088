# SPDX-License-Identifier: MIT
"""Translation and the formats of names, dates, times, minutes and miles. No Qt.

Dates and times are written the US way without depending on the machine's locale: "Thu, Oct 22", "9:10".
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from otdesk import paths

_DOMAIN = "otdesk"
_translation: gettext.NullTranslations = gettext.NullTranslations()
_spoken: ContextVar[gettext.NullTranslations | None] = ContextVar("spoken", default=None)
ENGLISH = "en"


def use_language(code: str) -> None:
    """Choose the language of all later words; an unknown language leaves them in US English."""
    global _translation  # noqa: PLW0603 - the one language of the process, set once at start-up
    _translation = gettext.translation(_DOMAIN, paths.resource("translations"), [code], fallback=True)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """All words made inside are in this language, in this thread: a page for a family in a program in English.

    A language we have no words of leaves them in US English.
    """
    plain = gettext.NullTranslations()
    known = code != ENGLISH and code in languages()
    found = gettext.translation(_DOMAIN, paths.resource("translations"), [code]) if known else plain
    token = _spoken.set(found)
    try:
        yield
    finally:
        _spoken.reset(token)


def languages() -> tuple[str, ...]:
    """Codes of the languages papers can be printed in, English first."""
    folder = paths.resource("translations")
    return (ENGLISH, *sorted(file.parts[-3] for file in folder.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo")))


def _now() -> gettext.NullTranslations:
    return _spoken.get() or _translation


def _(text: str) -> str:
    return _now().gettext(text)


def later(text: str) -> str:
    """Marks a word in a table that is made on import: it is English there, `_` translates it where it is shown."""
    return text


def plural(one: str, many: str, n: int) -> str:
    """The right form for n; `{n}` in it is replaced by the number."""
    return _now().ngettext(one, many, n).format(n=n)


def told(context: str, text: str) -> str:
    """The translation of a word that means different things in different places ("May", short and long)."""
    return _now().pgettext(context, text)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_LONG = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def weekday(day: date | int, *, long: bool = False) -> str:
    """ "Tue" or "Tuesday", from a date or from a weekday number (Monday 0)."""
    number = day if isinstance(day, int) else day.weekday()
    return _(_WEEKDAYS_LONG[number] if long else _WEEKDAYS[number])


def cycle_day(day: int, cycle_length: int, *, long: bool = False) -> str:
    """ "Tue", "Tuesday", or in a lettered cycle "Day B"."""
    if cycle_length:
        return _("Day {letter}").format(letter=chr(ord("A") + day) if day < 26 else str(day + 1))
    return weekday(day, long=long)


def month(number: int) -> str:
    """ "October" from 10."""
    return told("month", _MONTHS_LONG[number - 1])


def short_date(day: date) -> str:
    """ "Oct 22"."""
    return _("{month} {day}").format(month=told("short month", _MONTHS[day.month - 1]), day=day.day)


def day_date(day: date) -> str:
    """ "Thu, Oct 22"."""
    return _("{weekday}, {date}").format(weekday=weekday(day), date=short_date(day))


def full_date(day: date) -> str:
    """ "Oct 22, 2026"."""
    return _("{date}, {year}").format(date=short_date(day), year=day.year)


def day_full_date(day: date) -> str:
    """ "Thu, Oct 22, 2026"."""
    return _("{weekday}, {date}").format(weekday=weekday(day), date=full_date(day))


def clock(minute: int) -> str:
    """ "9:10" from 550; the afternoon is "1:35", as on a school bell schedule."""
    hour, rest = divmod(minute, 60)
    return f"{(hour - 1) % 12 + 1}:{rest:02d}"


def clock_exact(minute: int) -> str:
    """ "1:35 PM" from 815, where the half of the day matters (signatures, printed records)."""
    return f"{clock(minute)} {_('AM') if minute < 720 else _('PM')}"


def span(start: int, end: int) -> str:
    """ "9:45 – 10:15"."""
    return f"{clock(start)} – {clock(end)}"


def stamp(moment: datetime) -> str:
    """ "Oct 20, 2026, 8:33 AM" from a local datetime."""
    return f"{full_date(moment.date())}, {clock_exact(moment.hour * 60 + moment.minute)}"


def minutes(n: int) -> str:
    """ "30 min"; from two hours on "2 h 10"."""
    if n < 120:
        return _("{n} min").format(n=n)
    hours, rest = divmod(n, 60)
    return _("{h} h {m:02d}").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)


def hours(n: int) -> str:
    """ "4 h 02" from 242 minutes: sums of working time."""
    return _("{h} h {m:02d}").format(h=n // 60, m=n % 60)


def hours_short(n: int) -> str:
    """ "4:02" from 242 minutes, where room is scarce."""
    return f"{n // 60}:{n % 60:02d}"


def month_year(day: date) -> str:
    """ "October 2026"."""
    return f"{month(day.month)} {day.year}"


def money(cents: int) -> str:
    """ "$1,076.44" from 107644 cents."""
    return f"${cents // 100:,}.{cents % 100:02d}"


def rate(tenths_of_cent: int) -> str:
    """ "$0.725" from 725 tenths of a cent, "$0.70" from 700."""
    whole = f"${tenths_of_cent // 1000}.{tenths_of_cent % 1000:03d}"
    return whole.removesuffix("0") if whole.endswith("0") else whole


def figure_miles(tenths: int) -> str:
    """ "1,109.2" from 11092 tenths, where the column says that it is miles."""
    return f"{tenths // 10:,}.{tenths % 10}"


def miles(tenths: int) -> str:
    """ "5.8 mi" from 58 tenths."""
    return _("{n} mi").format(n=f"{tenths // 10}.{tenths % 10}")


def grade(number: int) -> str:
    """ "PK", "K", "1" ... "12" from -1, 0, 1 ... 12."""
    return {-1: _("PK"), 0: _("K")}.get(number, str(number))


def grade_long(number: int) -> str:
    """ "Pre-K", "Kindergarten", "Grade 2"."""
    return {-1: _("Pre-K"), 0: _("Kindergarten")}.get(number, _("Grade {n}").format(n=number))


def room(text: str) -> str:
    """ "Room 14" from "14"; a name ("Library annex", "Room 14") stays as it is."""
    plain = text.strip()
    return _("Room {room}").format(room=plain) if plain[:1].isdigit() else plain


def full_name(first: str, last: str) -> str:
    return f"{first} {last}".strip()


def initials(first: str, last: str) -> str:
    """ "M. O." from Maya Ortiz: what a day sheet shows instead of a name."""
    letters = [part.strip()[0].upper() for part in (first, last) if part.strip()]
    return " ".join(f"{letter}." for letter in letters)


def listed(parts: list[str]) -> str:
    """ "Theo, Amara and Jonah"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{most} and {last}").format(most=", ".join(parts[:-1]), last=parts[-1])


def listed_with_dots(parts: list[str]) -> str:
    """ "Gr 2 · Ms. Vale · goals 1, 3", empty parts left out."""
    return " · ".join(part for part in parts if part)
