# SPDX-License-Identifier: MIT
from datetime import date, timedelta

import pytest

from otdesk.exchange.ics_files import read_ics
from otdesk.exchange.limits import UnusableFile
from otdesk.rules.import_rows import CalendarMark, FileProblem, RowCode
from otdesk.rules.kinds import DayType


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}@x\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{body}END:VCALENDAR\r\n".encode()


DAY = "DTSTART;VALUE=DATE:20260907\r\nDTEND;VALUE=DATE:20260908\r\nSUMMARY:No school - Labor Day"


def test_a_whole_day_ends_the_day_before_dtend() -> None:
    row = read_ics(calendar(DAY))[0]
    assert (row.row, row.uid, row.first, row.last) == (1, "0@x", date(2026, 9, 7), date(2026, 9, 7))
    assert (row.mark, row.day_type) == (CalendarMark.DAY_TYPE, DayType.CLOSED)


def test_several_days_and_times_of_day() -> None:
    break_, timed, zoned = read_ics(
        calendar(
            "DTSTART;VALUE=DATE:20261223\r\nDTEND;VALUE=DATE:20270102\r\nSUMMARY:Winter break",
            "DTSTART:20260923T113000\r\nDTEND:20260923T143000\r\nSUMMARY:Early release",
            "DTSTART:20260924T013000Z\r\nDURATION:PT2H\r\nSUMMARY:Early release",
        )
    )
    assert (break_.first, break_.last) == (date(2026, 12, 23), date(2027, 1, 1))
    assert (timed.first, timed.last, timed.day_type) == (date(2026, 9, 23), date(2026, 9, 23), DayType.EARLY_RELEASE)
    assert (zoned.first, zoned.last) == (date(2026, 9, 24), date(2026, 9, 24))


@pytest.mark.parametrize(
    ("summary", "mark", "day_type", "term"),
    [
        ("First day of school", CalendarMark.FIRST_DAY, None, ""),
        ("School begins", CalendarMark.FIRST_DAY, None, ""),
        ("Last day of school", CalendarMark.LAST_DAY, None, ""),
        ("End of quarter 1", CalendarMark.TERM_END, None, "Quarter 1"),
        ("End of 2nd Trimester", CalendarMark.TERM_END, None, "Trimester 2"),
        ("Q3 ends", CalendarMark.TERM_END, None, "Quarter 3"),
        ("2-hour late start", CalendarMark.DAY_TYPE, DayType.TWO_HOUR_DELAY, ""),
        ("Staff development day", CalendarMark.DAY_TYPE, DayType.STAFF_ONLY, ""),
        ("No school: staff development", CalendarMark.DAY_TYPE, DayType.CLOSED, ""),
        ("Minimum day", CalendarMark.DAY_TYPE, DayType.MINIMUM_DAY, ""),
        ("Presidents’ Day", CalendarMark.DAY_TYPE, DayType.CLOSED, ""),
    ],
)
def test_meanings(summary: str, mark: CalendarMark, day_type: DayType | None, term: str) -> None:
    row = read_ics(calendar(f"DTSTART;VALUE=DATE:20260907\r\nSUMMARY:{summary}"))[0]
    assert (row.mark, row.day_type, row.term, row.problems) == (mark, day_type, term, ())


def test_a_named_holiday_alone_is_a_doubt_and_other_events_are_left_out() -> None:
    holiday, meeting = read_ics(
        calendar(
            "DTSTART;VALUE=DATE:20261111\r\nSUMMARY:Veterans Day",
            "DTSTART;VALUE=DATE:20261112\r\nSUMMARY:Board meeting",
        )
    )
    assert [finding.code for finding in holiday.doubts] == [RowCode.EVENT_UNKNOWN]
    assert [finding.code for finding in meeting.problems] == [RowCode.EVENT_UNKNOWN]


def test_recurrence_is_followed_with_exceptions() -> None:
    rows = read_ics(
        calendar(
            "DTSTART;VALUE=DATE:20260909\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n"
            "EXDATE;VALUE=DATE:20260916\r\nSUMMARY:Early release"
        )
    )
    assert [row.first for row in rows] == [date(2026, 9, 9), date(2026, 9, 23), date(2026, 9, 30)]
    assert len({row.uid for row in rows}) == 3


def test_an_endless_rule_is_followed_two_years() -> None:
    rows = read_ics(calendar("DTSTART;VALUE=DATE:20260909\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Early release"))
    assert len(rows) == 105
    assert rows[-1].first - rows[0].first == timedelta(weeks=104)


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("FREQ=SECONDLY", FileProblem.BAD_RECURRENCE),
        ("FREQ=MINUTELY;COUNT=5", FileProblem.BAD_RECURRENCE),
        ("FREQ=DAILY;INTERVAL=0", FileProblem.BAD_RECURRENCE),
        ("FREQ=DAILY;COUNT=2001", FileProblem.TOO_MANY_OCCURRENCES),
    ],
)
def test_traps_are_refused(rule: str, problem: FileProblem) -> None:
    with pytest.raises(UnusableFile) as told:
        read_ics(calendar(f"DTSTART;VALUE=DATE:20260907\r\nRRULE:{rule}\r\nSUMMARY:No school"))
    assert told.value.problem is problem


def test_a_cancelled_event_is_none() -> None:
    assert read_ics(calendar(DAY, DAY + "\r\nSTATUS:CANCELLED"))[0].row == 1
    assert len(read_ics(calendar(DAY, DAY + "\r\nSTATUS:CANCELLED"))) == 1


@pytest.mark.parametrize(
    "content", [calendar(), b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"BEGIN:VCALENDAR\r\nDTSTART;;;\r\n"]
)
def test_a_calendar_without_events_or_cut_off(content: bytes) -> None:
    with pytest.raises(UnusableFile) as told:
        read_ics(content)
    assert told.value.problem in {FileProblem.NO_ROWS, FileProblem.DAMAGED}
