# SPDX-License-Identifier: MIT
"""One appointment for another calendar program."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`uid` is the same each time it is written; `start` and `end` know their time zone."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    location: str
