# SPDX-License-Identifier: MIT
"""Nothing readable lies anywhere after a whole journey, printing included, but in the PDF the person chose to save.

The journey runs in a home of its own; the print system is a program on PATH that keeps what it is given.
"""

import csv
import re
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from otdesk.vault import keys
from otdesk.vault.keys import KeyPolicy
from tests.clock import SCHOOL_ZONE, FixedClock
from tests.journeys import main_job as job
from tests.journeys.person import at_the_keyboard
from tests.printouts.pdf_tools import flat
from tests.vaults import weak_keys

# Spools what it is given outside the searched folders, and says a printer's name when asked.
LP = """#!/bin/sh
cat > "{spool}/$$.pdf"
"""
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
WORDS_TYPED = ("Škoda", "wrote his whole name at home")


def names() -> set[str]:
    """First, last and full names of everybody on the list, and words typed into notes."""
    with (job.MARLOW / "expected_service_lines.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    full = {f"{row['first']} {row['last']}" for row in rows} | {f"{row['last']}, {row['first']}" for row in rows}
    rare = {row["last"] for row in rows if len(row["last"]) > 5}
    return full | rare | set(WORDS_TYPED)


def needles(words: set[str]) -> dict[bytes, str]:
    forms = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    return {word.encode(form, "ignore"): word for word in words for form in forms}


def unzipped(data: bytes) -> bytes:
    """The streams of a PDF as they are read."""
    found = []
    for stream in STREAM.findall(data):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


def search(folders: list[Path], words: set[str]) -> list[str]:
    """Which word stands in which file or file name."""
    pattern = re.compile(b"|".join(re.escape(needle) for needle in needles(words)))
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            data = path.name.encode()
            if path.is_file():
                data += path.read_bytes()
                data += unzipped(data) if b"%PDF" in data else b""
            found += [f"{hit.decode('utf-8', 'replace')} in {path}" for hit in sorted(set(pattern.findall(data)))]
    return found


def pdfs(folders: list[Path]) -> list[Path]:
    """A page holds its letters as numbers of a font's shapes: there must not be one at all."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if b"%PDF-" in path.read_bytes()[:1024]]


@pytest.mark.timeout(180)
def test_no_name_lies_anywhere_after_a_journey(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, temp, spool, chosen = (tmp_path / name for name in ("home", "temp", "spool", "chosen"))
    for folder in (home, temp, spool, chosen, tmp_path / "bin"):
        folder.mkdir()
    printer = tmp_path / "bin" / "lp"
    printer.write_text(LP.format(spool=spool))
    printer.chmod(0o755)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temp))
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("OTDESK_HOME", str(home / "otdesk"))
    assert keys.unlock.__kwdefaults__ is not None
    monkeypatch.setitem(keys.unlock.__kwdefaults__, "policy", KeyPolicy(**weak_keys()))
    clock = FixedClock(datetime(2026, 10, 20, 7, 30, tzinfo=SCHOOL_ZONE))
    with at_the_keyboard(qtbot, home / "otdesk" / "vault", clock) as person:
        job.first_run(person, chosen / "recovery.pdf", monkeypatch)
        job.import_lists(person, monkeypatch)
        job.place_a_week(person)
        job.work_the_day(person)
        job.write_and_sign(person)
        job.add_to_a_signed_note(person)
        job.what_is_signed_stays(person)
        job.print_note(person, chosen / "note.pdf", monkeypatch)
        job.send_to_printer(person)
        assert search([home, temp], names()) == [], "while it is open"
        assert pdfs([home, temp]) == []
        job.quit_by_key(person)
    assert list((home / "otdesk" / "vault" / "backups").iterdir())
    assert search([home, temp], names()) == []
    assert pdfs([home, temp]) == []
    assert sorted(pdfs([chosen, spool]))[:2] == [chosen / "note.pdf", chosen / "recovery.pdf"]
    [printed] = spool.iterdir()
    assert "7:52 J. A." in flat(printed.read_bytes()), "the day sheet did reach the printer"
    assert "José Achebe" in flat((chosen / "note.pdf").read_bytes())


def test_the_hunt_itself_finds_a_name(tmp_path: Path) -> None:
    leak = tmp_path / "leak"
    leak.write_bytes(b"\0\1" + "Zahra Grant".encode("utf-16-le"))
    assert len(search([tmp_path], names())) == 1
    leak.write_bytes(b"%PDF-1.7\nstream\n" + zlib.compress("Håkon Menon".encode()) + b"\nendstream")
    assert search([tmp_path], names()) == [f"Håkon Menon in {leak}"]
    leak.rename(tmp_path / "Ari Pike.txt")
    assert len(search([tmp_path], names())) == 2
    (tmp_path / "Ari Pike.txt").unlink()
    assert search([tmp_path], names()) == []
