# SPDX-License-Identifier: MIT
"""Keeping records on the screen: holds by a key, notices together, a copy and a typed word before anything goes."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import pyzipper
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from otdesk.actions import packs, retention, students
from otdesk.printouts.purge_certificate import purge_certificate
from otdesk.queries import disclosures as disclosure_queries
from otdesk.queries import retention as queries
from otdesk.queries import rule_packs
from otdesk.rules.pack_edits import PackEntry, RetentionEdit
from otdesk.rules.retention import RetentionRule, Standing
from otdesk.ui.paper.certificate import CertificateDialog
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.settings.keeping_page import KeepingPage
from otdesk.ui.settings.purge_dialog import PurgeDialog
from otdesk.ui.settings.retention_form import RetentionForm
from tests.caseload_window import K, Window, unnamed
from tests.clock import FixedClock
from tests.note_sample import Desk, desk, sign
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

Room = tuple[Window, Desk]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Room]:
    with desk(tmp_path / "vault", clock) as at:
        sign(at, at.alone, at.ids.maya)
        sign(at, at.group, at.ids.hazel)
        window = Window(qtbot, at.house, tmp_path)
        yield window, at
        window.close()


def page_of(room: Room) -> KeepingPage:
    window, _at = room
    window.bridge.go("settings/keeping")
    window.settled()
    return window.settings.keeping


def dialog_of(room: Room) -> PurgeDialog:
    page_of(room).hand_over()
    (dialog,) = [one for one in room[0].shell.findChildren(PurgeDialog) if one.is_open]
    return dialog


def fault(dialog: PurgeDialog) -> str:
    return "" if dialog._fault.isHidden() else dialog._fault.text()


def test_a_hold_is_placed_and_lifted_with_a_key_and_seen_on_the_student(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, at = room
    page = page_of(room)
    assert page.model.rowCount() == 0
    page.everybody.setChecked(True)
    page.refill()
    assert unnamed(page) == []
    assert page.table.select_key(at.ids.maya)
    page.table.setFocus()
    window.press(K.Key_H)
    window.fill(window.open_form(), Why="Due process complaint")
    window.press(K.Key_Return)
    window.settled()
    row = page.table.current_row()
    assert isinstance(row, queries.RecordRow)
    assert row.standing is Standing.HELD
    assert "Due process complaint" in page.detail.text()
    window.bridge.go(f"caseload/student/{at.ids.maya}")
    view = window.caseload.student
    assert view.page is not None
    assert view.page.hold is not None
    assert "lift-hold" in [action.data() for action in view.more_menu().actions()]
    monkeypatch.setattr(ConfirmDialog, "confirm", classmethod(lambda *_args: True))
    view.acts.do("lift-hold", 0)
    assert at.house.read(queries.hold_of, at.ids.maya) is None


def test_notices_go_out_together(room: Room, clock: FixedClock) -> None:
    window, at = room
    for student in (at.ids.maya, at.ids.hazel):
        at.house.do(students.exit_student, student, clock.today())
    clock.advance(days=20 * 366)
    page = page_of(room)
    assert [row.standing for row in page.model.rows()] == [Standing.NOTICE] * 2
    page.give_notice()
    window.fill(window.open_form(), How="Letter")
    window.press(K.Key_Return)
    window.settled()
    assert {row.standing for row in page.model.rows()} == {Standing.WAITING}
    assert "waits until" in page.detail.text()


def test_nothing_goes_before_a_copy_a_word_and_without_holds(room: Room) -> None:
    _window, at = room
    hold = at.house.do(retention.place_hold, at.ids.maya, "Complaint")
    dialog = dialog_of(room)
    assert unnamed(dialog) == []
    dialog.accept()
    assert "legal hold" in fault(dialog)
    at.house.do(retention.lift_hold, hold)
    dialog.reject()
    dialog = dialog_of(room)
    dialog.accept()
    assert "copy first" in fault(dialog)
    dialog.no_copy.setChecked(True)
    dialog.accept()
    assert "DESTROY 3" in fault(dialog)
    dialog.confirm.set_text("destroy 3")
    dialog.accept()
    assert "DESTROY 3" in fault(dialog)
    for _school, check in dialog.checks:
        check.setChecked(False)
    dialog._chosen()
    dialog.accept()
    assert "nothing to destroy" in fault(dialog)
    assert dialog.is_open


def test_a_district_is_handed_over_and_destroyed_with_a_certificate(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, at = room
    target = tmp_path / "copy.zip"
    monkeypatch.setattr(PurgeDialog, "where_zip", staticmethod(lambda _host, _name: target))
    dialog = dialog_of(room)
    for school, check in dialog.checks:
        check.setChecked("Alder" in school.name)
    dialog._chosen()
    dialog.handed_to.set_text("Ms. Vale, Marlow schools")
    dialog.rule.set_text("Data agreement ended")
    dialog.copy_to_zip()
    window.wait(lambda: dialog.copied is not None)
    names = zipfile.ZipFile(target).namelist()
    assert not [name for name in names if "Maya" in name or "Ortiz" in name]
    assert f"notes/student-{at.ids.maya}.pdf" in names
    packed = zipfile.ZipFile(target)
    rows = list(csv.DictReader(io.StringIO(packed.read("tables/students.csv").decode())))
    assert {row["first"] for row in rows} == {"Maya", "Hazel"}
    assert "Maya Ortiz" in pdf_tools.flat(packed.read(f"notes/student-{at.ids.maya}.pdf"))
    for line in packed.read("CONTENTS.txt").decode().splitlines():
        digest, _two, name = line.partition("  ")
        assert hashlib.sha256(packed.read(name)).hexdigest() == digest
    assert at.house.read(disclosure_queries.disclosures, at.ids.maya)[0].what == "record"
    backups = len(list((at.house.vault.folder / "backups").glob("*")))
    dialog.confirm.set_text(dialog.word())
    dialog.accept()
    window.wait(lambda: not dialog.is_open)
    assert len(list((at.house.vault.folder / "backups").glob("*"))) == backups + 1
    (certificate,) = at.house.read(queries.certificates)
    assert certificate.export_sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (certificate.rule, certificate.handed_to) == ("Data agreement ended", "Ms. Vale, Marlow schools")
    assert [row.student_id for row in at.house.read(queries.records, at.local().date())] == [at.ids.kofi]
    assert at.house.vault.verify(at.house.clock()) == []
    (paper,) = [one for one in window.shell.findChildren(CertificateDialog) if one.is_open]
    window.wait(lambda: paper.made.printout is not None)
    assert paper.made.printout is not None
    text = pdf_tools.flat(paper.made.printout.pdf)
    for part in ("Data agreement ended", certificate.export_sha256[:20], "Students", "tombstone", "Alder"):
        assert part in text
    assert "Maya" not in text
    paper.reject()


def test_a_copy_can_be_encrypted_and_opens_with_its_passphrase_alone(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, at = room
    target = tmp_path / "sealed.zip"
    monkeypatch.setattr(PurgeDialog, "where_zip", staticmethod(lambda _host, _name: target))
    dialog = dialog_of(room)
    dialog.secret.set_text("short")
    dialog.copy_to_zip()
    assert dialog.secret.faulty
    secret = "lantern ink orchard 41"
    dialog.secret.set_text(secret)
    dialog.copy_to_zip()
    window.wait(lambda: dialog.copied is not None)
    assert b"Ortiz" not in target.read_bytes()
    name = "tables/students.csv"
    with pyzipper.AESZipFile(target) as sealed:
        info = sealed.getinfo(name)
        assert (info.wz_aes_strength, info.wz_aes_version) == (3, 2)  # 256 bits
        with pytest.raises(RuntimeError):
            sealed.read(name)
        with pytest.raises(RuntimeError):
            sealed.read(name, pwd=b"another passphrase")
        assert "Ortiz" in sealed.read(name, pwd=secret.encode()).decode()
        assert f"notes/student-{at.ids.maya}.pdf" in sealed.namelist()
    dialog.reject()


def test_a_folder_gets_the_same_and_must_be_new(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, at = room
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("x", encoding="utf-8")
    targets = [full, tmp_path / "new"]
    monkeypatch.setattr(PurgeDialog, "where_folder", staticmethod(lambda _host, _name: targets.pop(0)))
    dialog = dialog_of(room)
    dialog.copy_to_folder()
    window.wait(lambda: "not empty" in fault(dialog))
    dialog.copy_to_folder()
    window.wait(lambda: dialog.copied is not None)
    contents = (tmp_path / "new" / "CONTENTS.txt").read_bytes()
    assert dialog.copied is not None
    assert dialog.copied.sha256 == hashlib.sha256(contents).hexdigest()
    assert (tmp_path / "new" / "notes" / f"student-{at.ids.maya}.pdf").exists()
    dialog.reject()


def test_the_rule_of_a_state_is_added_changed_and_taken_out(room: Room, clock: FixedClock) -> None:
    window, at = room
    window.bridge.go("settings/rules/retention")
    window.settled()
    rules = window.settings.rules
    shipped = at.house.read(rule_packs.retention)
    assert shipped[0].rule == RetentionRule(7, 25, 30, "")
    rules.add_rate()
    form = window.open_form()
    assert isinstance(form, RetentionForm)
    window.fill(form, State="MN", Years_after_the_last_service="9", Source="Minnesota schedule")
    form.accept()
    window.settled()
    mine = {row.state: row.rule for row in at.house.read(rule_packs.retention)}
    assert mine["MN"] == RetentionRule(9, 0, 0, "Minnesota schedule")
    at.house.do(packs.change, PackEntry(RetentionEdit("MN", None), clock.today()))
    assert at.house.read(rule_packs.retention) == shipped
    at.house.undo()
    assert {row.state for row in at.house.read(rule_packs.retention)} == set(mine)


def test_the_certificate_of_nothing_handed_over_says_so(room: Room, clock: FixedClock) -> None:
    _window, at = room
    at.house.do(retention.destroy, retention.PurgeEntry((at.ids.kofi,), "1 student", "7 years"))
    (certificate,) = at.house.read(queries.certificates)
    made = purge_certificate(certificate, "Marlow", at.local().tzinfo or clock().tzinfo, PRINTING)  # type: ignore[arg-type]
    assert made.pages == 1
    assert "No copy was handed over" in pdf_tools.flat(made.pdf)


def test_what_was_confirmed_is_destroyed_and_nothing_else(room: Room) -> None:
    window, at = room
    dialog = dialog_of(room)
    briar = next(check for school, check in dialog.checks if "Alder" not in school.name)
    briar.setChecked(False)
    dialog._chosen()
    dialog.no_copy.setChecked(True)
    dialog.confirm.set_text(dialog.word())
    dialog.accept()
    QTest.mouseClick(briar, Qt.MouseButton.LeftButton)  # while the backup is being made
    assert not briar.isChecked()
    window.wait(lambda: not dialog.is_open or bool(fault(dialog)))
    assert at.ids.kofi in {row.student_id for row in at.house.read(queries.records, at.local().date())}
