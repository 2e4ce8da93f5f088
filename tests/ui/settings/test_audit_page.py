# SPDX-License-Identifier: MIT
"""The audit trail on the screen: filtered, long, opened by keys; on paper, as CSV without names, and written down."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from sqlalchemy import select

from otdesk.actions import audit as audit_actions
from otdesk.actions import disclosures
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.queries import audit
from otdesk.queries.audit import Wanted
from otdesk.records.audit import AuditEvent
from otdesk.rules.audit import AuditGroup
from otdesk.rules.disclosure import Given
from otdesk.ui.paper.audit_trail import AuditDialog, AuditExport
from otdesk.ui.paper.chain_export import ChainExport
from otdesk.ui.parts.models import Column
from otdesk.ui.parts.paged import PAGE, PagedTableModel
from otdesk.ui.settings.audit_page import AuditPage
from tests.caseload_sample import House, Ids
from tests.caseload_window import CTRL, K, Window, unnamed
from tests.printouts import pdf_tools

Desk = tuple[Window, Ids]
MAYA = "Maya Ortiz"


def page_of(desk: Desk) -> AuditPage:
    window, _ids = desk
    window.bridge.go("settings/audit")
    window.settled()
    return window.settings.audit


def said(page: AuditPage) -> list[str]:
    found = []
    for place in range(page.model.rowCount()):
        row = page.model.row_at(page.model.index(place, 0))
        assert row is not None
        found.append(f"{row.kind} {row.subject_kind} {row.student}".strip())
    return found


def test_rows_are_filtered_by_kind_person_student_and_days(desk: Desk) -> None:
    window, ids = desk
    house = window.house
    house.do(audit_actions.viewed, [ids.maya, ids.hazel])
    house.do(disclosures.record, Way.PRINT, Given.MINUTES, [ids.maya], Disclosure("Ms. Vale", "IEP meeting"))
    page = page_of(desk)
    assert unnamed(page) == []
    everything = page.model.rowCount()
    assert said(page)[0] == f"print student {MAYA}"
    page.kinds.choose(AuditGroup.VIEWED)
    page.kinds.activated.emit(0)
    assert said(page) == ["view student Hazel Dunmore", f"view student {MAYA}"]
    page.student.choose(ids.maya)
    page.student.activated.emit(0)
    assert said(page) == [f"view student {MAYA}"]
    page.kinds.choose("")
    page.kinds.activated.emit(0)
    assert said(page) == [f"print student {MAYA}", f"view student {MAYA}"]
    assert "to Ms. Vale, for: IEP meeting" in page.detail.text()
    page.span.before()
    assert page.model.rowCount() == 0
    assert not page.print_button.isEnabled()
    page.show_everything()
    assert page.model.rowCount() == everything
    page.person.choose(window.bridge.person)
    page.person.activated.emit(0)
    assert page.model.rowCount() == everything


def test_what_happens_meanwhile_comes_on_top_and_the_place_is_kept(desk: Desk) -> None:
    window, ids = desk
    page = page_of(desk)
    page.table.setCurrentIndex(page.model.index(1, 0))
    kept = page.table.current_row()
    before = page.model.rowCount()
    window.bridge.viewed([ids.maya, ids.hazel])
    window.wait(lambda: page.model.rowCount() == before + 2)
    assert page.table.current_row() == kept
    assert said(page)[0].startswith("view student")


def test_enter_opens_the_student_of_a_row(desk: Desk) -> None:
    window, ids = desk
    window.house.do(audit_actions.viewed, [ids.hazel])
    page = page_of(desk)
    page.table.setFocus()
    window.press(K.Key_Home, K.Key_Return)
    assert window.shell.here() == f"caseload/student/{ids.hazel}"


def test_the_trail_goes_out_by_numbers_and_says_so(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, ids = desk
    evil = Disclosure("=1+1", "@sum", "+danger")
    window.house.do(disclosures.record, Way.PRINT, Given.MINUTES, [ids.maya], evil)
    page = page_of(desk)
    page.kinds.choose(AuditGroup.GIVEN)
    page.kinds.activated.emit(0)
    target = tmp_path / "trail.csv"
    monkeypatch.setattr(AuditExport, "where", staticmethod(lambda _host, _name: target))
    page.table.setFocus()
    window.press(K.Key_E, modifier=CTRL)
    (dialog,) = [one for one in window.shell.findChildren(AuditExport) if one.is_open]
    dialog.accept()
    assert dialog.is_open  # nobody gets it before it is said who
    dialog.whom.choose_own_file()
    dialog.accept()
    window.wait(target.exists)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert [(row["kind"], row["student_id"]) for row in rows] == [("print", str(ids.maya))]
    assert "Maya" not in target.read_text(encoding="utf-8")
    assert all(not cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row.values())
    with window.house.vault.read() as db:
        last = db.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
        assert last is not None
        assert (last.kind, last.subject_kind) == ("export", "audit")
        assert (last.detail["rows"], last.detail["names"]) == (1, False)


def test_names_stand_in_the_table_only_where_they_are_wanted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, ids = desk
    window.house.do(audit_actions.viewed, [ids.maya])
    page = page_of(desk)
    target = tmp_path / "trail"
    monkeypatch.setattr(AuditExport, "where", staticmethod(lambda _host, _name: target))
    page.save_rows()
    (dialog,) = [one for one in window.shell.findChildren(AuditExport) if one.is_open]
    dialog.names.setChecked(True)
    dialog.whom.choose_own_file()
    dialog.accept()
    window.wait(target.with_name("trail.csv").exists)
    assert MAYA in target.with_name("trail.csv").read_text(encoding="utf-8")


def test_paper_names_nobody(desk: Desk) -> None:
    window, ids = desk
    window.house.do(audit_actions.viewed, [ids.maya])
    page = page_of(desk)
    window.press(K.Key_Escape)
    page.print_rows()
    (dialog,) = [one for one in window.shell.findChildren(AuditDialog) if one.is_open]
    window.wait(lambda: dialog.made.printout is not None)
    assert dialog.made.printout is not None
    text = pdf_tools.flat(dialog.made.printout.pdf)
    assert f"student {ids.maya}" in text
    assert "Maya" not in text
    assert "Looked at" in text
    dialog.reject()


def test_the_chains_are_saved_with_the_script_and_said_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ids = desk
    page = page_of(desk)
    target = tmp_path / "chains.json"
    monkeypatch.setattr(ChainExport, "where", staticmethod(lambda _host, _name: target))
    page.save_chain()
    (dialog,) = [one for one in window.shell.findChildren(ChainExport) if one.is_open]
    dialog.accept()
    assert dialog.is_open  # nobody gets it before it is said who
    dialog.whom.choose_own_file()
    dialog.accept()
    window.wait(lambda: not dialog.is_open)
    run = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "verify_chain.py"), str(target)], capture_output=True, check=False
    )
    assert run.returncode == 0
    last = json.loads(target.read_text(encoding="utf-8"))["audit_events"][-1]
    assert (last["kind"], last["subject_kind"]) == ("export", "chain")


class _Numbers:
    def __init__(self) -> None:
        self.reads: list[int] = []

    def read(self, start: int, most: int) -> list[int]:
        self.reads.append(start)
        return list(range(start, min(start + most, 100_000)))


def test_a_hundred_thousand_rows_are_read_only_where_they_are_shown(qtbot: object) -> None:
    numbers = _Numbers()
    model: PagedTableModel[int] = PagedTableModel([Column("n", "N", str)], int, numbers.read)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_count(100_000)
    assert model.index(99_999, 0).data() == "99999"
    assert model.index(0, 0).data(int(Qt.ItemDataRole.AccessibleTextRole)) == "N: 0"
    assert all(start % PAGE == 0 for start in numbers.reads)
    assert len(set(numbers.reads)) <= 4
    model.grow_above(2)
    assert model.rowCount() == 100_002


def test_a_long_trail_is_quick_to_look_through(desk: Desk) -> None:
    """100,000 rows: whatever is asked, only pages of the answer are read, and the last one as well as the first."""
    window, ids = desk
    house: House = window.house
    now = house.clock()
    with house.vault.write("many", now) as work:
        rows = [
            (n, "view" if n % 7 else "print", "student", n % 3 + 1, "{}", work.person, "2026-10-19T00:00:00.000000Z")
            for n in range(1000, 101_000)
        ]
        work.db.connection().exec_driver_sql(
            "INSERT INTO audit_events (seq, kind, subject_kind, subject_id, detail, person, at, previous, commit_no, "
            "hash, mac) VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, '', '')",
            rows,
        )
        work.audit("view", "student", ids.maya)
    window.qtbot.waitUntil(window._quiet, timeout=60_000)  # the news of so many rows
    page = page_of(desk)
    page.show_everything()
    assert page.model.rowCount() > 100_000
    window.press(K.Key_End)
    assert page.table.currentIndex().row() == page.model.rowCount() - 1
    assert page.table.current_row() is not None
    assert len(page.model._pages) < 10
    for wanted in (Wanted(), Wanted(AuditGroup.GIVEN), Wanted(student_id=ids.maya), Wanted(person=house.vault.person)):
        with house.vault.read() as db:
            count = audit.count(db, wanted)
            assert len(audit.rows(db, wanted, count - 5, 100)) == 5
