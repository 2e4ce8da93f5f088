# SPDX-License-Identifier: MIT
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.dates_text import DateProblem, DateUse, read_date

TODAY = date(2026, 10, 20)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6/23/14", date(2014, 6, 23)),
        ("04/25/2021", date(2021, 4, 25)),
        ("4-25-2021", date(2021, 4, 25)),
        ("4.25.21", date(2021, 4, 25)),
        ("Aug 6, 2020", date(2020, 8, 6)),
        ("August 6th, 2020", date(2020, 8, 6)),
        ("Sept. 6 2020", date(2020, 9, 6)),
        ("6-Aug-20", date(2020, 8, 6)),
        ("6 Aug 2020", date(2020, 8, 6)),
        ("06Aug2020", date(2020, 8, 6)),
        ("2009-08-16", date(2009, 8, 16)),
        ("2009-08-16 00:00:00", date(2009, 8, 16)),
        ("2009-08-16T08:30:00Z", date(2009, 8, 16)),
        ("20090816", date(2009, 8, 16)),
        ("08162009", date(2009, 8, 16)),
        ("Thu, Oct 22, 2026", date(2026, 10, 22)),
        ("6/23/2014 12:00:00 AM", date(2014, 6, 23)),
    ],
)
def test_common_forms(text: str, day: date) -> None:
    assert read_date(text).value == day


@pytest.mark.parametrize(
    ("text", "problem", "meant"),
    [
        ("31/31/2015", DateProblem.NO_SUCH_MONTH, None),
        ("2/29/2027", DateProblem.NO_SUCH_DAY, date(2027, 2, 28)),
        ("2/30/2028", DateProblem.NO_SUCH_DAY, date(2028, 2, 29)),
        ("13/2/2015", DateProblem.NO_SUCH_MONTH, date(2015, 2, 13)),
        ("1/1/1066", DateProblem.YEAR_UNLIKELY, None),
        ("soon", DateProblem.NOT_A_DATE, None),
        ("", DateProblem.NOT_A_DATE, None),
        ("1/8", DateProblem.YEAR_MISSING, None),
    ],
)
def test_impossible_dates_say_why_and_what_was_meant(text: str, problem: DateProblem, meant: date | None) -> None:
    reading = read_date(text)
    assert (reading.value, reading.problem, reading.suggestion) == (None, problem, meant)


def test_two_digit_years_of_a_birth_lie_in_the_past() -> None:
    assert read_date("6/23/98", today=TODAY, use=DateUse.BIRTH).value == date(1998, 6, 23)
    assert read_date("6/23/14", today=TODAY, use=DateUse.BIRTH).value == date(2014, 6, 23)
    assert read_date("6/23/29", today=TODAY, use=DateUse.PLAN).value == date(2029, 6, 23)


def test_words_and_dates_without_a_year_need_today() -> None:
    assert read_date("thu", today=TODAY).value == date(2026, 10, 22)
    assert read_date("next thu", today=TODAY).value == date(2026, 10, 29)
    assert read_date("next mon", today=TODAY).value == date(2026, 10, 26)
    assert read_date("today", today=TODAY).value == TODAY
    assert read_date("1/8", today=date(2026, 12, 20)).value == date(2027, 1, 8)
    assert read_date("Dec 12", today=date(2027, 1, 8)).value == date(2026, 12, 12)


def test_a_spreadsheet_number_is_marked() -> None:
    reading = read_date("44050")
    assert reading.value == date(2020, 8, 7)
    assert reading.serial


FORMS = [
    "{m}/{d}/{y}",
    "{m:02}/{d:02}/{y}",
    "{m}-{d}-{y}",
    "{y}-{m:02}-{d:02}",
    "{n} {d}, {y}",
    "{d} {n} {y}",
    "{d}-{n}-{y}",
]
MONTHS = ("January", "Feb", "March", "Apr.", "May", "June", "July", "August", "Sept", "Oct", "November", "Dec")


@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)), form=st.sampled_from(FORMS))
def test_written_and_read_again(day: date, form: str) -> None:
    assert read_date(form.format(y=day.year, m=day.month, d=day.day, n=MONTHS[day.month - 1])).value == day


@given(st.text(max_size=60))
def test_any_text_gets_a_date_or_a_reason(text: str) -> None:
    reading = read_date(text, today=TODAY)
    assert (reading.value is None) == (reading.problem is not None)
