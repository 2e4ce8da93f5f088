# SPDX-License-Identifier: MIT
"""Item 15: sessions recorded while clocks jump: ten years forth and back, over both changes of summer time, in 40
zones, backward while the vault is open. Minutes are those that passed, days those at school, the chain in the order of
work; an opening with an earlier clock is in the audit trail.

Where libfaketime is installed, processes of their own meet the same with the machine's clock itself.
"""

import itertools
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text

from otdesk.actions import attendance, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.records.districts import District
from otdesk.records.notes import Note
from otdesk.rules.kinds import ChainKind, NoteStatus, Presence
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.faults.children import ROOT
from tests.faults.outcome import Outcome

SHORT, FULL = 120, 10_000
LIBRARIES = tuple(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "America/Adak", "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Johns",
    "America/Halifax", "America/Detroit", "America/Indiana/Indianapolis", "America/Boise", "America/Juneau",
    "Pacific/Guam", "Pacific/Pago_Pago", "America/Mexico_City", "America/Havana", "America/Santiago",
    "America/Sao_Paulo", "America/Asuncion", "UTC", "Europe/London", "Europe/Berlin", "Europe/Istanbul",
    "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu",
    "Asia/Tokyo", "Australia/Adelaide", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati",
)  # fmt: skip
WAYS = ("ten years on", "ten years back", "summer time begins or ends", "the day before a change", "another day")


def prove(*, full: bool, scratch: Path) -> Outcome:
    count, dice = FULL if full else SHORT, random.Random(15)  # noqa: S311 - when sessions are
    told, wrong = Counter[str](), list[str]()
    zones = ZONES if full else ZONES[::7]
    for zone in zones:
        place = _Place(scratch / zone.replace("/", "-"), zone)
        for _number in range(-(-count // len(zones))):
            way = dice.choice(WAYS)
            told[way] += 1
            told["backward"] += place.record(_moment(zone, way, dice))
        told["noted"] += place.close_and_open_earlier()
        told["opened earlier"] += 1
        told["recorded"] += place.recorded
        wrong += [f"{zone}: {text}" for text in place.wrong()]
    faked = 0
    left_out: tuple[str, ...] = ()
    if not LIBRARIES:
        left_out = ("the machine's own clock is set with libfaketime, which is not installed",)
    elif full:
        faked = len(ZONES)
        wrong += _faked(scratch / "faked", dice)
    jumps = ", ".join(f"{way} {told[way]}" for way in WAYS)
    figures = (
        f"{told['recorded']:,} sessions in {len(zones)} zones: {jumps}; backward while open {told['backward']}",
        f"openings by a clock set back {told['opened earlier']}; processes under a faked clock {faked}",
    )
    if told["noted"] != told["opened earlier"]:
        wrong.append(f"an opening with an earlier clock was noted {told['noted']} of {told['opened earlier']} times")
    lost = sum("lost" in text for text in wrong)
    return Outcome(
        told["recorded"] + told["opened earlier"] + faked, told["recorded"] + told["opened earlier"] + faked,
        told["recorded"], lost, told["noted"], 0, figures, tuple(wrong[:12]), left_out,
    )  # fmt: skip


def _changes(zone: ZoneInfo, year: int) -> list[date]:
    """The days of that year on which clocks are set."""
    noons = [datetime(year, 1, 1, 12, tzinfo=zone) + timedelta(days=day) for day in range(366)]
    return [later.date() for before, later in itertools.pairwise(noons) if before.utcoffset() != later.utcoffset()]


def _moment(zone_name: str, way: str, dice: random.Random) -> datetime:
    """When a session ends, at school time."""
    zone = ZoneInfo(zone_name)
    year = {"ten years on": 2036, "ten years back": 2016}.get(way, dice.randrange(2024, 2029))
    day = date(year, 1, 1) + timedelta(days=dice.randrange(365))
    if way in {"summer time begins or ends", "the day before a change"} and (changes := _changes(zone, year)):
        day = dice.choice(changes) - timedelta(days=way.startswith("the day"))
    return datetime.combine(day, time(dice.randrange(8, 16), dice.randrange(60), dice.randrange(60)), zone)


class _Place:
    """A vault of a district in one zone; what it was told is kept to be compared."""

    def __init__(self, folder: Path, zone: str) -> None:
        self._zone, self._clock = zone, FixedClock()
        self._vault: Vault = vaults.unlocked(vaults.make(folder, self._clock()), self._clock())
        vault_rows.people(self._vault, self._clock)
        with self._vault.write("district", self._clock()) as work:
            work.db.add(District(name="Marlow", time_zone=zone))
        self._last = self._clock()
        self._told: list[tuple[int, str, int, str]] = []

    @property
    def recorded(self) -> int:
        return len(self._told)

    def record(self, end: datetime) -> bool:
        """A session that ends now and is signed at once; whether the clock went back for it."""
        length = 20 + len(self._told) % 41
        begin = (end.astimezone(UTC) - timedelta(minutes=length)).astimezone(end.tzinfo)
        wall = (begin.hour * 60 + begin.minute, end.hour * 60 + end.minute)
        backward, self._last = end < self._last, end.astimezone(UTC)
        with self._vault.write("record", self._last) as work:
            session = sessions.add(work, SessionEntry(end.date(), 1, *wall, ((1, None),)))
            sessions.set_times(work, session, *wall)
            attendance.mark(work, session, 1, Mark(Presence.PRESENT))
            note = Note(session_id=session, student_id=1, author_id=1, service_date=end.date(), content={"done": "x"},
                        saved_at=work.now)  # fmt: skip
            work.db.add(note)
            work.db.flush()
            note.sealed = {"note_id": note.id}
            note.signed_at, note.signed_by_id, note.status = work.now, work.author, NoteStatus.SIGNED
            work.seal(note.id, ChainKind.SIGNED, {"note_id": note.id}, zone=self._zone)
            self._told.append((note.id, end.date().isoformat(), length, self._last.isoformat()))
        return backward

    def close_and_open_earlier(self) -> bool:
        """Whether the trail says that the clock had been set back."""
        self._vault.close()
        before = datetime(2014, 3, 9, 8, 0, tzinfo=UTC)
        self._vault = vaults.unlocked(self._vault.folder, before)
        with self._vault.read() as db:
            sql = "SELECT count(*) FROM audit_events WHERE kind = 'clock_jump'"
            return bool(db.execute(text(sql)).scalar())

    def wrong(self) -> list[str]:
        """What is not as it was told, in the order of work."""
        sql = (
            "SELECT c.note_id, s.day, a.minutes, c.at FROM note_chain c JOIN notes n ON n.id = c.note_id "
            "JOIN therapy_sessions s ON s.id = n.session_id JOIN attendances a ON a.session_id = s.id ORDER BY c.seq"
        )
        with self._vault.read() as db:
            held = [tuple(row) for row in db.execute(text(sql))]
        found = [f"alarm: {finding}" for finding in (*self._vault.findings, *self._vault.verify(self._last))]
        self._vault.close()
        if len(held) != len(self._told):
            found.append(f"lost: {len(self._told) - len(held)} sessions")
        for (note, day, minutes, at), (was_note, was_day, was_minutes, was_at) in zip(held, self._told, strict=False):
            if (note, day, minutes) != (was_note, was_day, was_minutes):
                found.append(f"note {was_note} on {was_day}, {was_minutes} min, is note {note} on {day}, {minutes} min")
            if datetime.fromisoformat(at) != datetime.fromisoformat(was_at):
                found.append(f"note {was_note} was signed at {was_at}, not {at}")
        return found


# --- the machine's own clock -----------------------------------------------------------------------------------------


def _faked(folder: Path, dice: random.Random) -> list[str]:
    """One vault, opened by process after process, each with another clock and zone."""
    clock = FixedClock()
    vault = vaults.unlocked(vaults.make(folder, clock()), clock())
    vault_rows.people(vault, clock)
    vault.close()
    wrong = []
    for number, (zone, moment) in enumerate(_fakes(dice)):
        env = {**os.environ, "TZ": zone, "LD_PRELOAD": str(LIBRARIES[0]), "FAKETIME": f"{moment:%Y-%m-%d %H:%M:%S}"}
        command = [sys.executable, "-m", "tests.faults.clocks", str(folder)]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        said = done.stdout.split()
        if done.returncode or said[:1] != [f"{moment:%Y-%m-%d}"] or said[1:] != [str(number + 1), "0"]:
            wrong.append(f"under {zone} {moment}: {done.stdout[-100:]} {done.stderr[-300:]}")
    return wrong


def _fakes(dice: random.Random) -> Iterator[tuple[str, datetime]]:
    for number, zone in enumerate(ZONES):
        yield zone, _moment(zone, WAYS[number % len(WAYS)], dice)


def _sign_by_this_clock(folder: Path) -> None:
    """As the program does, which asks the machine for the time: the day, the signatures so far, and findings."""
    clock = FixedClock(datetime.now().astimezone())
    vault = vaults.unlocked(folder, clock())
    vault_rows.signed(vault, clock)
    findings = vault.verify(clock())
    with vault.read() as db:
        signed = db.execute(text("SELECT count(*) FROM note_chain")).scalar()
    vault.close()
    print(f"{datetime.now().astimezone():%Y-%m-%d}", signed, len(findings))


if __name__ == "__main__":
    _sign_by_this_clock(Path(sys.argv[1]))
