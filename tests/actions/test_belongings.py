# SPDX-License-Identifier: MIT
"""Equipment on loan and kept files: what is refused, what is kept encrypted, when bytes are let go, what is audited."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from otdesk.actions import attachments, loans
from otdesk.actions.disclosures import Disclosure
from otdesk.faults import Refusal
from otdesk.queries import belongings
from otdesk.records.audit import AuditEvent
from otdesk.records.belongings import StoredFile
from otdesk.rules import entries_belongings
from otdesk.rules.entries_belongings import FileEntry, LoanEntry, file_name
from otdesk.vault import upkeep
from tests import vaults
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

Filled = tuple[House, Ids]
CANARY = b"canary-words-of-a-kept-file"


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[Filled]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def stored(opened: House) -> int:
    with opened.vault.read() as db:
        return db.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_what_is_out_stands_first(filled: Filled) -> None:
    opened, ids = filled
    board = opened.do(loans.lend, ids.maya, LoanEntry("Slant board", date(2026, 9, 9)))
    opened.do(loans.lend, ids.maya, LoanEntry("Cushion", date(2026, 10, 1)))
    opened.do(loans.give_back, board, date(2026, 10, 20))
    rows = opened.read(belongings.loans, ids.maya)
    assert [(row.entry.item, row.entry.returned_on) for row in rows] == [
        ("Cushion", None),
        ("Slant board", date(2026, 10, 20)),
    ]
    assert opened.said == "Slant board back from Maya, Oct 20"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (LoanEntry("", date(2026, 10, 1)), "Item"),
        (LoanEntry("Board", date(2026, 10, 1), due_back=date(2026, 9, 1)), "."),
        (LoanEntry("Board", date(2026, 10, 1), returned_on=date(2026, 9, 1)), "."),
        (LoanEntry("Board", date(2026, 10, 1), returned_on=date(2026, 10, 21)), "."),
        (LoanEntry("Board" * 100, date(2026, 10, 1)), "."),
    ],
)
def test_a_loan_that_cannot_be_is_refused(filled: Filled, entry: LoanEntry, words: str) -> None:
    opened, ids = filled
    with pytest.raises(Refusal, match=words):
        opened.do(loans.lend, ids.maya, entry)
    assert opened.read(belongings.loans, ids.maya) == ()


def test_an_item_comes_back_once_not_before_and_not_ahead(filled: Filled) -> None:
    opened, ids = filled
    loan = opened.do(loans.lend, ids.maya, LoanEntry("Board", date(2026, 10, 1)))
    for day, words in ((date(2026, 9, 30), "lent later"), (date(2026, 10, 21), "has not come yet")):
        with pytest.raises(Refusal, match=words):
            opened.do(loans.give_back, loan, day)
    opened.do(loans.give_back, loan, date(2026, 10, 19))
    with pytest.raises(Refusal, match="came back on Oct 19, 2026 already"):
        opened.do(loans.give_back, loan, date(2026, 10, 20))


def test_the_same_bytes_are_kept_once_and_handed_out_as_they_were(filled: Filled) -> None:
    opened, ids = filled
    (one,) = opened.do(attachments.add, ids.maya, [FileEntry("a.txt", CANARY)])
    (two,) = opened.do(attachments.add, ids.hazel, [FileEntry("b.txt", CANARY)])
    assert stored(opened) == 1
    for file in (one, two):
        assert opened.do(attachments.save_out, file, Disclosure(own_file=True)) == CANARY
    with opened.vault.read() as db:
        events = db.scalars(select(AuditEvent).where(AuditEvent.kind == "export").order_by(AuditEvent.seq)).all()
    assert [(event.subject_id, event.detail["file"]) for event in events] == [(ids.maya, one), (ids.hazel, two)]


def test_nothing_is_handed_out_before_it_is_said_to_whom(filled: Filled) -> None:
    opened, ids = filled
    (file,) = opened.do(attachments.add, ids.maya, [FileEntry("a.txt", CANARY)])
    with pytest.raises(Refusal, match="Say who gets"):
        opened.do(attachments.save_out, file, Disclosure())


def test_all_files_or_none(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, ids = filled
    monkeypatch.setattr(attachments, "MAX_FILE", 1024 * 1024)
    for entry, words in (
        (FileEntry("empty.txt", b""), "empty.txt is empty"),
        (FileEntry("big.bin", bytes(1024 * 1024 + 1)), "big.bin has 1.0 MB. A file kept with a student may have 1 MB"),
    ):
        with pytest.raises(Refusal, match=words):
            opened.do(attachments.add, ids.maya, [FileEntry("a.txt", CANARY), entry])
    assert opened.read(belongings.files, ids.maya) == ()
    assert stored(opened) == 0


def test_bytes_stay_while_an_undo_could_bring_them_back(filled: Filled) -> None:
    opened, ids = filled
    (file,) = opened.do(attachments.add, ids.maya, [FileEntry("a.txt", CANARY)])
    opened.do(attachments.remove, file)
    with opened.vault.write("upkeep", opened.clock()) as work:
        assert upkeep.forget_files(work.db.connection()) == 0
    opened.undo()
    assert opened.do(attachments.save_out, file, Disclosure(own_file=True)) == CANARY


def test_bytes_go_when_no_step_refers_to_them(filled: Filled) -> None:
    opened, ids = filled
    (file,) = opened.do(attachments.add, ids.maya, [FileEntry("a.txt", CANARY)])
    opened.do(attachments.remove, file)
    with opened.vault.write("forget", opened.clock()) as work:
        work.db.connection().exec_driver_sql("DELETE FROM undo_steps")
        work.final()
        work.audit("settings")
    opened.vault.close()
    opened.vault = vaults.unlocked(opened.vault.folder, opened.clock())
    assert stored(opened) == 0


def test_no_word_of_a_file_is_on_the_disk(filled: Filled) -> None:
    opened, ids = filled
    opened.do(attachments.add, ids.maya, [FileEntry("Maya letter.txt", CANARY)])
    for path in opened.vault.folder.rglob("*"):
        if path.is_file():
            assert CANARY not in path.read_bytes()
            assert b"Maya letter" not in path.read_bytes()


@given(st.text(max_size=300))
def test_a_kept_name_is_a_name_everywhere(text: str) -> None:
    name = file_name(text)
    assert not set(name) & set('<>:"/\\|?*')
    assert len(name) <= 200
    assert name == name.strip(". ")
    assert file_name(name) == name


def test_the_last_part_of_a_path_is_the_name() -> None:
    assert file_name(r"C:\Users\ana\Desk: top\scan 1.pdf") == "scan 1.pdf"
    assert file_name("/home/ana/../.hidden") == "hidden"
    assert entries_belongings.MAX_FILE == 25 * 1024 * 1024
