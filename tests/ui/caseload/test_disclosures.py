# SPDX-License-Identifier: MIT
"""The disclosure log of a student: what the program gave out, what is written by hand; read, printed, never changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from otdesk.actions import disclosures
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.faults import Refusal
from otdesk.queries import disclosures as queries
from otdesk.rules.disclosure import Given, HandEntry
from otdesk.ui.caseload.disclosures import DisclosureForm, DisclosuresCard
from otdesk.ui.paper.disclosures import DisclosureLogDialog
from otdesk.ui.parts.labels import ElidedWords, Words
from tests.caseload_sample import Ids, fill, house
from tests.caseload_window import Window, unnamed
from tests.clock import FixedClock
from tests.printouts import pdf_tools

Desk = tuple[Window, Ids]
OFFICE = Disclosure("Ms. Vale, office", "Medicaid claim", "Written consent on file")
CALL = HandEntry(date(2026, 10, 12), "Dr. Ilves", "Care plan", "Evaluation report", "Parent’s own request")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        window = Window(qtbot, opened, tmp_path)
        yield window, ids
        window.close()


def card_of(desk: Desk) -> DisclosuresCard:
    window, ids = desk
    window.bridge.go(f"caseload/student/{ids.maya}")
    window.settled()
    return window.caseload.student.given


def told(card: DisclosuresCard) -> str:
    return " ".join(label.text() for kind in (Words, ElidedWords) for label in card.findChildren(kind))


def test_only_what_others_got_is_in_the_log_and_an_error_stays_to_be_read(desk: Desk) -> None:
    window, ids = desk
    do, read = window.house.do, window.house.read
    do(disclosures.record, Way.PRINT, Given.MINUTES, [ids.maya, ids.hazel], Disclosure(own_file=True))
    do(disclosures.record, Way.EXPORT, Given.SERVICE_LOG, [ids.maya], OFFICE)
    do(disclosures.write_by_hand, ids.maya, CALL)
    rows = read(queries.disclosures, ids.maya)
    assert [(row.recipient, row.what, row.by_hand, row.day) for row in rows] == [
        ("Ms. Vale, office", "service_log", False, date(2026, 10, 20)),
        ("Dr. Ilves", "Evaluation report", True, date(2026, 10, 12)),
    ]
    assert read(queries.disclosures, ids.hazel) == ()
    do(disclosures.mark_error, ids.maya, rows[1].seq)
    assert [row.error for row in read(queries.disclosures, ids.maya)] == [False, True]
    for student, seq in ((ids.maya, rows[1].seq), (ids.maya, rows[0].seq), (ids.hazel, rows[1].seq)):
        with pytest.raises(Refusal):
            do(disclosures.mark_error, student, seq)


@pytest.mark.parametrize(
    "entry",
    [
        HandEntry(CALL.day, " ", "Care plan", "Report"),
        HandEntry(CALL.day, "Dr. Ilves", "", "Report"),
        HandEntry(CALL.day, "Dr. Ilves", "Care plan", " "),
        HandEntry(date(2026, 10, 21), "Dr. Ilves", "Care plan", "Report"),
    ],
)
def test_an_entry_says_who_what_why_and_not_the_future(desk: Desk, entry: HandEntry) -> None:
    window, ids = desk
    with pytest.raises(Refusal):
        window.house.do(disclosures.write_by_hand, ids.maya, entry)
    assert window.house.read(queries.disclosures, ids.maya) == ()


def test_an_entry_is_written_on_the_page_and_marked_as_an_error_there(desk: Desk) -> None:
    window, _ids = desk
    card = card_of(desk)
    assert "Nothing of the record went" in told(card)
    card.write()
    form = window.open_form()
    assert isinstance(form, DisclosureForm)
    assert unnamed(form) == []
    window.fill(form, Who_got_it="Dr. Ilves", What_of_the_record="Evaluation report", What_for="Care plan")
    form.given.set_value(False)
    form.accept()
    assert "Asked for, not given. Written by hand by" in told(card)
    (row,) = window.house.read(queries.disclosures, card._page.student_id if card._page else 0)
    card._act("disclosure-error", row.seq)
    assert "Entered in error." in told(card)


def test_the_log_is_one_page_and_who_gets_it_stands_in_it_from_then_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, ids = desk
    window.house.do(disclosures.record, Way.EXPORT, Given.SERVICE_LOG, [ids.maya], OFFICE)
    window.house.do(disclosures.write_by_hand, ids.maya, CALL)
    card = card_of(desk)
    card.print_log()
    (dialog,) = [one for one in window.shell.findChildren(DisclosureLogDialog) if one.is_open]
    window.wait(lambda: dialog.made.printout is not None)
    assert dialog.made.printout is not None
    assert dialog.made.printout.pages == 1
    text = pdf_tools.flat(dialog.made.printout.pdf)
    for part in ("Maya Ortiz", "1001", "Ms. Vale, office", "service log", "Dr. Ilves", "Care plan", "by hand by"):
        assert part in text
    monkeypatch.setattr(DisclosureLogDialog, "where", staticmethod(lambda _host, _name: tmp_path / "log.pdf"))
    dialog.whom.choose_somebody_else()
    dialog.whom.recipient.set_text("Mrs. Ortiz")
    dialog.whom.purpose.set_text("Records request")
    dialog.save_pdf()
    assert (tmp_path / "log.pdf").exists()
    assert window.house.read(queries.disclosures, ids.maya)[0].what == "disclosures"
    assert "Mrs. Ortiz" in told(card)
