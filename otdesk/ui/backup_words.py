# SPDX-License-Identifier: MIT
"""Backups in words: when, where, what is in one, how fresh the copy in the second place is."""

from datetime import datetime
from pathlib import Path

from otdesk.rules.backups import Age, Backup, Standing, age_of_copy
from otdesk.ui.tokens import Tone
from otdesk.words import _, clock, clock_exact, day_date, day_full_date, full_date, plural

TONES = {Age.FRESH: Tone.DONE, Age.AGEING: Tone.TODO, Age.OLD: Tone.BAD}


def when_words(made: datetime, now: datetime) -> str:
    """ "today 9:10", "yesterday 3:52" or "Thu, Oct 15"."""
    made = made.astimezone(now.tzinfo)
    days = (now.date() - made.date()).days
    time = clock(made.hour * 60 + made.minute)
    if days == 0:
        return _("today {time}").format(time=time)
    return _("yesterday {time}").format(time=time) if days == 1 else day_date(made.date())


def exact_words(made: datetime, now: datetime) -> str:
    """ "Thu, Oct 15, 2026, 3:52 PM"."""
    made = made.astimezone(now.tzinfo)
    return _("{day}, {time}").format(day=day_full_date(made.date()), time=clock_exact(made.hour * 60 + made.minute))


def made_words(made: datetime, now: datetime) -> str:
    """ "Oct 15, 2026, 3:52 PM", for a table."""
    made = made.astimezone(now.tzinfo)
    return _("{day}, {time}").format(day=full_date(made.date()), time=clock_exact(made.hour * 60 + made.minute))


def copy_words(standing: Standing, now: datetime) -> str:
    """For the status line."""
    if standing.trouble:
        return _("Second copy failed")
    if standing.copied is None:
        return _("No second copy yet")
    days = (now - standing.copied).days
    if age_of_copy(standing, now) is Age.FRESH:
        return _("Second copy: {when}").format(when=when_words(standing.copied, now))
    return _("Second copy: {days} old").format(days=plural("{n} day", "{n} days", days))


def copy_tone(standing: Standing, now: datetime) -> Tone:
    tone = TONES[age_of_copy(standing, now)]
    return Tone.TODO if standing.trouble and tone is Tone.DONE else tone


def place_words(standing: Standing, now: datetime) -> str:
    """For the page: what stands with the second place, and what to do."""
    if standing.place is None:
        return _(
            "No second place yet. Choose a stick you carry, or a folder your district approves: if this laptop is lost,"
            " the copy there is what is left."
        )
    if standing.trouble:
        return standing.trouble
    if not standing.there:
        if standing.copied is None:
            return _("Not there now, and no copy came yet. Plug the stick in: the copy is made by itself.")
        when = when_words(standing.copied, now)
        return _("Not there now; the last copy is of {when}. Plug the stick in: a new one is made by itself.").format(
            when=when
        )
    if standing.copied is None:
        return _("No copy has come there yet.")
    return _("Last copy {when}, looked through there page by page.").format(when=when_words(standing.copied, now))


def trial_words(standing: Standing, now: datetime) -> str:
    if standing.tested is None:
        return _("Once a month a backup is restored on trial and looked through. None has been yet.")
    made, at = when_words(standing.tested.made, now), when_words(standing.tested.at, now)
    if standing.tested.whole:
        return _("Restored on trial {at}: the backup of {made} is whole.").format(at=at, made=made)
    return _(
        "Restored on trial {at}: the backup of {made} is NOT whole. Back up now; the new one is tried at once."
    ).format(at=at, made=made)


def size_words(size: int) -> str:
    return _("{mb} MB").format(mb=f"{size / 1e6:.1f}")


def where_words(backup: Backup, place: Path | None) -> str:
    return _("second place") if place is not None and backup.path.parent == place else _("this laptop")


def content_words(backup: Backup) -> str:
    """ "43 students, 812 notes, the last of Oct 20, 2026"."""
    said = [plural("{n} student", "{n} students", backup.students), plural("{n} note", "{n} notes", backup.notes)]
    if backup.last_note is not None:
        said.append(_("the last of {day}").format(day=full_date(backup.last_note)))
    return ", ".join(said)
