# SPDX-License-Identifier: MIT
"""What of a record is given out, and to whom (34 CFR 99.32, 300.614)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Given(StrEnum):
    """What left; kept in the audit trail, so that a word of it never changes."""

    NOTES = "notes"
    PROGRESS_REPORT = "progress_report"
    MINUTES = "minutes"
    SERVICE_LOG = "service_log"
    CASELOAD = "caseload"
    SCHEDULE = "schedule"
    FILE = "file"
    DISCLOSURES = "disclosures"
    COPY = "copy"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class HandEntry:
    """A disclosure, or a request for one, that did not go through the program. `given`: it was; else only asked for."""

    day: date
    recipient: str
    purpose: str
    what: str
    authority: str = ""
    given: bool = True
