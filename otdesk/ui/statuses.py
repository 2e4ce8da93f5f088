# SPDX-License-Identifier: MIT
"""Statuses as people see them: icon + word + color, the same on every screen."""

from datetime import date

from otdesk.rules.kinds import AlertKind
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.tokens import Tone
from otdesk.words import _, clock, minutes, plural, short_date

ALERT_ICONS = {
    AlertKind.SEIZURE: "heart-pulse",
    AlertKind.ALLERGY: "nut",
    AlertKind.ELOPEMENT: "footprints",
    AlertKind.CHOKING: "glass-water",
    AlertKind.EVACUATION: "siren",
    AlertKind.OTHER: "shield-alert",
}


def planned() -> Mark:
    return Mark(_("Planned"), "circle-dashed", Tone.PLAIN)


def upcoming() -> Mark:
    return Mark(_("Next"), "circle", Tone.PLAIN)


def now(minute: int) -> Mark:
    return Mark(_("Now {time}").format(time=clock(minute)), "", Tone.STRONG)


def to_document() -> Mark:
    return Mark(_("To document"), "pencil", Tone.TODO)


def draft() -> Mark:
    return Mark(_("Draft"), "pencil", Tone.TODO)


def signed(minute: int | None = None, *, locked: bool = False) -> Mark:
    words = _("Signed") if minute is None else _("Signed {time}").format(time=clock(minute))
    return Mark(words, "lock" if locked else "circle-check", Tone.DONE)


def to_co_sign() -> Mark:
    return Mark(_("To co-sign"), "signature", Tone.TODO)


def sent_back() -> Mark:
    return Mark(_("Sent back"), "undo-2", Tone.BAD)


def void() -> Mark:
    return Mark(_("Void"), "circle-x", Tone.NEUTRAL)


def absent() -> Mark:
    return Mark(_("Absent"), "user-x", Tone.NEUTRAL)


def refused() -> Mark:
    return Mark(_("Refused"), "hand", Tone.NEUTRAL)


def owed(n: int) -> Mark:
    return Mark(_("{minutes} owed").format(minutes=minutes(n)), "rotate-ccw", Tone.BAD)


def make_up_planned(day: date) -> Mark:
    return Mark(_("Make-up {day}").format(day=short_date(day)), "rotate-ccw", Tone.INFO)


def made_up() -> Mark:
    return Mark(_("Made up"), "rotate-ccw", Tone.INFO)


def school_closed() -> Mark:
    return Mark(_("School closed"), "calendar-x", Tone.NEUTRAL)


def therapist_out() -> Mark:
    return Mark(_("Therapist out"), "briefcase-medical", Tone.NEUTRAL)


def conflict(words: str = "") -> Mark:
    return Mark(words or _("Conflict"), "triangle-alert", Tone.BAD)


def overdue() -> Mark:
    return Mark(_("Overdue"), "circle-alert", Tone.BAD)


def day_of(day: int, of: int) -> Mark:
    return Mark(_("Day {day} of {of}").format(day=day, of=of), "hourglass", Tone.INFO)


def met() -> Mark:
    return Mark(_("Met"), "flag", Tone.DONE)


def days_left(days: int) -> Mark:
    """How near a date is: red when past, amber to 14 days, else quiet."""
    if days < 0:
        return Mark(plural("{n} day late", "{n} days late", -days), "circle-alert", Tone.BAD)
    if days == 0:
        return Mark(_("Today"), "calendar-clock", Tone.TODO)
    tone = Tone.TODO if days <= 14 else Tone.INFO if days <= 30 else Tone.NEUTRAL
    return Mark(plural("{n} day", "{n} days", days), "calendar-clock", tone)
