# SPDX-License-Identifier: MIT
"""Appointments as an ICS file (RFC 5545) that calendar programs open."""

from collections.abc import Iterable
from datetime import UTC, datetime

from otdesk.rules.calendar_event import CalendarEvent

_PRODUCT = "-//OTDesk//Schedule//EN"


def ics_bytes(events: Iterable[CalendarEvent], now: datetime) -> bytes:
    """The whole file. Times are written in UTC, so that no program needs the rules of a time zone."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in events:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", each.start.astimezone(UTC))
        event.add("dtend", each.end.astimezone(UTC))
        event.add("summary", each.summary)
        if each.location:
            event.add("location", each.location)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
