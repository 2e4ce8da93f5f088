# SPDX-License-Identifier: MIT
"""Checks for fields that hold a date or a time as people write them; each gives the reading or a Refusal."""

from datetime import date

from otdesk import words
from otdesk.faults import Refusal
from otdesk.rules.clock_text import read_clock
from otdesk.rules.dates_text import read_date
from otdesk.words import _


def day(text: str, today: date) -> date:
    """ "thu", "Oct 22", "10/22" ... Raises Refusal with the date probably meant."""
    reading = read_date(text, today=today)
    if reading.value is not None:
        return reading.value
    if reading.suggestion is not None:
        raise Refusal(_("“{text}” is not a date. {day}?").format(text=text, day=words.full_date(reading.suggestion)))
    raise Refusal(_("“{text}” is not a date. Write it like Thu, Oct 22 or 10/22.").format(text=text))


def minute(text: str) -> int:
    """ "8:35", "835", "1:30" (afternoon). Raises Refusal."""
    value = read_clock(text)
    if value is None:
        raise Refusal(_("“{text}” is not a time. Write it like 8:35 or 835.").format(text=text))
    return value


def session_times(start: str, end: str, was: tuple[int, int], *, moved: bool) -> tuple[int, int]:
    """When a session was, as typed; `was` is what stood there. With `moved`, only its start was typed: one that is not
    before the end means the whole session was later, and its length stays. Raises Refusal."""
    begins, ends = minute(start), minute(end)
    if moved and begins >= ends:
        ends = begins + was[1] - was[0]
    if ends <= begins:
        said = _("The end, {end}, is not after the start, {start}.")
        raise Refusal(said.format(end=words.clock(ends), start=words.clock(begins)))
    return begins, ends


def miles(text: str) -> int:
    """Tenths of a mile from "5.8". Raises Refusal."""
    try:
        tenths = round(float(text.replace(",", ".").replace("mi", "").strip()) * 10)
    except ValueError:
        tenths = -1
    if tenths < 0:
        raise Refusal(_("“{text}” is not a number of miles. Write it like 5.8.").format(text=text))
    return tenths
