# SPDX-License-Identifier: MIT
"""Looks whether this installation is whole: run inside a checkout, an installed wheel or the frozen app."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from otdesk import paths
from otdesk.faults import Fault

_PASSPHRASE = "a throw-away vault of the self-test"  # noqa: S105 - the vault is gone a moment later


def checks(now: datetime) -> Iterator[tuple[str, str | None]]:
    """(what was looked at, None or what is wrong), one after another."""
    with tempfile.TemporaryDirectory(prefix="otdesk-selftest-") as folder:
        place = Path(folder)
        yield _look("resources", _resources)
        yield _look("time zones", _zones)
        yield _look("vault and cipher", lambda: _vault(place, now))
        yield _look("keychain library", _keychain)
        yield _look("fonts and PDF", lambda: _pdf(now))
        yield _look("PDF pages as pictures", lambda: _picture(now))
        yield _look("worker", lambda: _worker(place, now))
        yield _look("spreadsheets", _spreadsheet)
        yield _look("calendar files", lambda: _calendar(place, now))
        yield _look("holidays", _holidays)
        yield _look("languages", _languages)
        yield _look("planner", _planner)


def _look(name: str, check: Callable[[], str]) -> tuple[str, str | None]:
    """A check returns an empty text, or what is wrong; a missing library or file is wrong too."""
    try:
        return name, check() or None
    except Fault as fault:
        return name, str(fault)
    except (ImportError, OSError, ValueError, LookupError, AttributeError) as fault:
        return name, f"{type(fault).__name__}: {fault}"


def _resources() -> str:
    wanted = ("fonts", "icons", "manual", "rule_packs", "sample", "templates", "translations")
    missing = [name for name in wanted if not any(paths.resource(name).glob("*"))]
    return f"missing: {', '.join(missing)}" if missing else ""


def _zones() -> str:
    from zoneinfo import ZoneInfo

    offsets = {ZoneInfo("America/Chicago").utcoffset(datetime(2026, month, 1)) for month in (1, 7)}  # noqa: DTZ001 - a wall time
    return "" if len(offsets) == 2 else "summer time is not known"


def _vault(place: Path, now: datetime) -> str:
    """Make, close and open a vault; its file must not be readable."""
    from otdesk.doors import Doors

    folder = place / "vault"
    doors = Doors(folder, lambda: now)
    doors.create("Self Test", _PASSPHRASE)
    doors.confirm_code()
    doors.close(backup=True)
    doors.unlock(_PASSPHRASE)
    doors.close(backup=False)
    return "the file is not encrypted" if (folder / "data.db").read_bytes().startswith(b"SQLite format 3") else ""


def _keychain() -> str:
    """Whether what speaks to this system's keychain came along; the keychain itself is not asked."""
    from otdesk.vault import keychain

    return "" if keychain.has_library() else "it does not fit this system"


def _sheet(now: datetime) -> bytes:
    from otdesk.printouts.recovery import recovery_sheet

    return recovery_sheet(["ABCD", "EFGH"], "Łukasz Škoda, Zoë", "vault", now.date())


def _pdf(now: datetime) -> str:
    sheet = _sheet(now)
    return "" if sheet.startswith(b"%PDF-") and b"/FontFile2" in sheet else "no font is embedded"


def _picture(now: datetime) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(_sheet(now))
    try:
        return "" if len(document) == 1 else "the page cannot be opened"
    finally:
        document.close()


def _worker(place: Path, now: datetime) -> str:
    from otdesk.exchange.limits import UnusableFile
    from otdesk.exchange.reading import FileReader

    file = place / "schools.csv"
    file.write_text("school,code,first_bell,last_bell\nAlder Creek,AC,7:50,2:35\n", encoding="utf-8")
    try:
        with FileReader() as reader:
            return "" if len(reader.read(file, now.date()).rows) == 1 else "the row was not read"
    except UnusableFile as unusable:
        return str(unusable)


def _spreadsheet() -> str:
    from otdesk.exchange.limits import UnusableFile
    from otdesk.exchange.tables_out import xlsx_bytes
    from otdesk.exchange.xlsx_files import read_xlsx

    try:
        grid = read_xlsx(xlsx_bytes(["date", "name"], [[date(2026, 9, 8), "Zoë"]]))[0]
    except UnusableFile as unusable:
        return str(unusable)
    return "" if grid.rows[1].cells == ("2026-09-08", "Zoë") else "a workbook did not come back as written"


def _calendar(place: Path, now: datetime) -> str:
    from otdesk.exchange.limits import UnusableFile
    from otdesk.exchange.reading import FileReader

    file = place / "district.ics"
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20261126",
             "SUMMARY:No school", "RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT", "END:VCALENDAR", "")  # fmt: skip
    file.write_bytes("\r\n".join(lines).encode())
    try:
        with FileReader() as reader:
            return "" if len(reader.read(file, now.date()).rows) == 2 else "the two days were not read"
    except UnusableFile as unusable:
        return str(unusable)


def _holidays() -> str:
    from otdesk.public_holidays import between

    thanksgiving = date(2026, 11, 26)
    return "" if thanksgiving in between(thanksgiving, thanksgiving, "MN") else "Thanksgiving is not known"


def _languages() -> str:
    from otdesk.words import _, languages, speaking

    with speaking("es"):
        spoken = _("Student")
    return "" if languages() == ("en", "es") and spoken != "Student" else "no Spanish"


def _planner() -> str:
    """A bound, proved by the aide with OR-Tools: a process of its own."""
    from otdesk import workers
    from otdesk.planner.models import there

    try:
        with workers.Child("models") as child:
            if child.ask({"task": "begin", "problem": _problem()})["models"] != there():
                return "the planning process has not the same libraries"
            told = list(child.messages({"task": "bound", "seconds": 5.0})) if there() else [{"bound": 0}]
    except workers.ChildEnded as ended:
        return f"the planning process ended: {ended}"
    return "" if any("bound" in message for message in told) else "nothing was proved"


def _problem() -> dict[str, Any]:
    """One school, one line, one week."""
    line = {"id": 0, "student": 0, "school": 0, "grade": 3, "kind": "individual", "times": 1, "minutes": 30,
            "group_allowed": False, "half_day": None, "starts": {"0": [[480, 600]]}, "pinned": []}  # fmt: skip
    school = {"id": 0, "name": "A", "open": 450, "close": 900, "setup": 5, "park": 5, "closed_days": []}
    therapist = {"start": 450, "end": 930, "preferred_end": 900, "lunch_minutes": 30, "lunch_start": [660, 780],
                 "max_consecutive": 180, "break_minutes": 10, "max_schools_per_day": 2, "visits_per_school": 1,
                 "same_day_lines": False, "desk_blocks": [], "meetings": [], "group_max": 3, "group_preferred": 2,
                 "grade_span": 1}  # fmt: skip
    weights = {"unserved": 100, "travel": 3, "visit": 15, "idle": 1, "over": 10, "half_day": 5, "late": 1,
               "move_day": 20, "move_time": 8}  # fmt: skip
    return {"format": "otdesk-planning-problem/1", "name": "self-test", "days": 5, "grid": 5, "weights": weights,
            "therapist": therapist, "schools": [school], "travel": {"home": {"0": [15, 15]}}, "lines": [line],
            "keep_apart": [], "current": None}  # fmt: skip
