# SPDX-License-Identifier: MIT
"""Nothing readable on the disk: names and words written into a vault are looked for in every file it leaves."""

import os
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from otdesk.records.students import Contact, Student
from otdesk.vault.vault import Vault
from tests import vault_rows
from tests.clock import FixedClock

STEM = "Zanzibara"
CANARIES = [f"{STEM}{number:03d}Quillfeather" for number in range(60)]


def _search(folders: list[Path]) -> list[str]:
    """Which canaries stand in which file, in UTF-8 or UTF-16."""
    found = []
    stems = re.compile(b"|".join(f"{STEM}...".encode(form) for form in ("ascii", "utf-16-le")), re.DOTALL)
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                hits = {hit.replace(b"\0", b"").decode() for hit in stems.findall(path.read_bytes())}
                found += [f"{hit} in {path.name}" for hit in sorted(hits)]
    return found


def test_no_name_lies_on_the_disk(
    vault: Vault, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP"):
        monkeypatch.setenv(name, str(temp))
    vault_rows.people(vault, clock)
    for number, word in enumerate(CANARIES):
        with vault.write(word, clock(), label=word) as work:
            work.db.add(Student(first=word, last=word[::-1], grade=2, school_id=1, what_works=word * 50))
            work.db.flush()
            work.db.add(Contact(student_id=number + 2, name=word))
            work.describe(f"Added {word}")
        if number % 7 == 0:
            vault.undo(clock())
            vault.redo(clock())
        vault_rows.signed(vault, clock, word)
        assert _search([vault.folder, temp]) == [], "while open"
    with vault.read() as db:  # sorting and grouping that would spill to a temporary file
        sql = "SELECT a.first FROM students a, students b ORDER BY b.what_works || a.last, a.what_works"
        assert len(db.execute(text(sql)).all()) > 3000
    vault.back_up(clock())
    vault.back_up(clock(), tmp_path / "usb")
    vault.close(clock.advance(minutes=1))
    assert _search([vault.folder, temp, tmp_path / "usb"]) == []
    home = tmp_path / "otdesk-home"
    assert {path.parent.name for path in home.rglob("*") if path.is_file()} == {"seen"}, "no log"
    assert _search([home]) == []


def test_the_hunt_itself_finds_a_canary(vault_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "leak"
    shutil.copytree(vault_folder, copy)
    with (copy / "data.db").open("ab") as file:
        file.write(b"\0" + CANARIES[3].encode("utf-16-le"))
    assert _search([copy]) == [f"{STEM}003 in data.db"]


@pytest.mark.skipif(os.name != "posix", reason="memory files of this system")
def test_refusals_and_errors_do_not_quote_values(vault: Vault, clock: FixedClock) -> None:
    def twice() -> None:
        with vault.write("twice", clock()) as work:
            for _ in range(2):
                work.db.add(Student(student_no=CANARIES[0], first=CANARIES[1], last="x", grade=1, school_id=1))
            work.db.flush()

    vault_rows.people(vault, clock)
    with pytest.raises(Exception, match="UNIQUE") as told:
        twice()
    assert not any(word in str(told.value) for word in CANARIES)
