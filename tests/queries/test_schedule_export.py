# SPDX-License-Identifier: MIT
"""The schedule as a calendar file, read back by another library: every appointment, initials, summer time."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import vobject
from sqlalchemy import select

from otdesk.actions import meetings, slots
from otdesk.actions.meetings import MeetingEntry
from otdesk.exchange.ics_out import ics_bytes
from otdesk.queries.schedule_export import schedule
from otdesk.records.sessions import TherapySession
from otdesk.rules.calendar_event import CalendarEvent
from tests.week_sample import LAST, NOW, TODAY, make

TUE = 1


def read_back(data: bytes) -> list[tuple[str, datetime, datetime, str, str]]:
    calendar: Any = vobject.readOne(data.decode("utf-8"))
    return [
        (
            event.uid.value,
            event.dtstart.value,
            event.dtend.value,
            event.summary.value,
            event.location.value if hasattr(event, "location") else "",
        )
        for event in calendar.vevent_list
    ]


def test_each_appointment_reads_back_as_it_was_written(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    with sample.vault.write("week", NOW) as work:
        slots.place(work, sample.lines["Noor Haddad"], TUE, 645)
        meetings.add(work, MeetingEntry(date(2026, 10, 22), 885, 915, "IEP Noor, annual; a long title" * 3))
    with sample.vault.read() as db:
        events = schedule(db, TODAY, names=False)
        dated = db.scalars(select(TherapySession).where(TherapySession.day >= TODAY)).all()
    assert len(events) == len(dated) + 1
    assert read_back(ics_bytes(events, NOW)) == [
        (each.uid, each.start, each.end, each.summary, each.location) for each in events
    ]
    assert "Noor" not in "".join(each.summary for each in events)
    first, last = events[0], events[-1]
    assert (first.summary, first.location) == ("N. H.", "Alder Creek")
    assert first.start == datetime(2026, 10, 20, 15, 45, tzinfo=UTC)  # 10:45 in Chicago, summer time
    assert last.start.hour == 16  # winter time
    assert last.start.date() <= LAST
    with sample.vault.read() as db:
        assert schedule(db, TODAY, names=True)[0].summary == "Noor Haddad"
    sample.vault.close()


def test_commas_breaks_and_far_letters_survive() -> None:
    event = CalendarEvent(
        "a@b", datetime(2026, 11, 1, 14, 0, tzinfo=UTC), datetime(2026, 11, 1, 14, 30, tzinfo=UTC),
        "Ł. S., Ç. D.; a \\ b\nnext " + "ö" * 90, "Room 7, Ełk",
    )  # fmt: skip
    assert read_back(ics_bytes([event], NOW)) == [(event.uid, event.start, event.end, event.summary, event.location)]
