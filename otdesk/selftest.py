# SPDX-License-Identifier: MIT
"""Looks whether this installation is whole: run inside a checkout, an installed wheel or the frozen app."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

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
        yield _look("fonts and PDF", lambda: _pdf(now))
        yield _look("PDF pages as pictures", lambda: _picture(now))
        yield _look("worker", lambda: _worker(place, now))
        yield _look("spreadsheets", _spreadsheet)


def _look(name: str, check: Callable[[], str]) -> tuple[str, str | None]:
    """A check returns an empty text, or what is wrong; a missing library or file is wrong too."""
    try:
        return name, check() or None
    except Fault as fault:
        return name, str(fault)
    except (ImportError, OSError, ValueError, LookupError, AttributeError) as fault:
        return name, f"{type(fault).__name__}: {fault}"


def _resources() -> str:
    wanted = ("fonts", "icons", "rule_packs")
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
