# SPDX-License-Identifier: MIT
"""Spoiled files, looked at more closely than the fault bench does."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otdesk.actions.imports import apply
from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.reading import FileReader
from otdesk.queries.import_words import doubt, file_sentence, why_left_out
from otdesk.queries.imports import preview
from otdesk.records.every import metadata
from otdesk.rules.import_changes import Verdict
from otdesk.rules.import_rows import FileProblem, Finding, ParsedFile, RowCode
from tests.clock import FixedClock
from tests.exchange.importing import FILES, Desk
from tests.faults.foreign_files import TODAY, read, spoiled

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault


class TakenBack(Exception):
    """Rolls a transaction back."""


@pytest.fixture
def marlow(vault: "Vault", clock: FixedClock, tmp_path: Path) -> Desk:
    desk = Desk(vault, tmp_path, clock())
    for name in ("schools.csv", "travel.csv", "bells.csv", "district_calendar.ics", "caseload.xlsx"):
        desk.take(FILES / "marlow" / name)
    return desk


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    with desk.vault.read() as db:
        return {
            table.name: [tuple(row) for row in db.execute(table.select())]
            for table in metadata.sorted_tables
            if "id" in table.columns
        }


def take_and_take_back(desk: Desk, parsed: ParsedFile) -> None:
    with desk.vault.write("import", desk.now) as work:
        shown = preview(work.db, parsed, TODAY)
        assert sum(shown.count(verdict) for verdict in Verdict) == len(shown.rows)
        assert all(row.why.endswith((".", "?")) for row in shown.rows if row.verdict is Verdict.LEFT_OUT)
        apply(work, shown)
        raise TakenBack


@pytest.mark.parametrize("seed", range(4))
def test_spoiled_files_are_taken_whole_or_not_at_all(marlow: Desk, tmp_path: Path, seed: int) -> None:
    before = rows(marlow)
    taken = 0
    for name, content in spoiled(75, seed):
        parsed = read(tmp_path / name, content)
        if isinstance(parsed, str):
            continue
        taken += 1
        with pytest.raises(TakenBack):
            take_and_take_back(marlow, parsed)
    assert taken > 20
    assert rows(marlow) == before


def test_no_spoiled_file_ends_the_child(tmp_path: Path) -> None:
    told = 0
    with FileReader() as reader:
        for name, content in spoiled(60, seed=99):
            path = tmp_path / name
            path.write_bytes(content)
            try:
                reader.read(path, TODAY)
            except UnusableFile:
                told += 1
            assert not reader.died, name
    assert 0 < told < 60


@pytest.mark.parametrize("problem", FileProblem)
def test_every_reason_for_a_whole_file_has_its_sentence(problem: FileProblem) -> None:
    assert file_sentence(problem).endswith(".")


@pytest.mark.parametrize("code", RowCode)
def test_every_code_of_a_row_has_its_words(code: RowCode) -> None:
    finding = Finding(code, "text", None, "3")
    assert len(why_left_out(finding)) > 10
    assert len(doubt(finding)) > 10
