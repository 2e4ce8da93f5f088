# SPDX-License-Identifier: MIT
"""On the student's page: lending and taking back, files kept by choosing and dropping, a copy that is written down."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from sqlalchemy import select

from otdesk.queries import belongings
from otdesk.records.audit import AuditEvent
from otdesk.ui.caseload.belonging_acts import BelongingActs
from otdesk.ui.caseload.belonging_forms import CopyDialog, LoanForm
from otdesk.ui.caseload.belongings import size_words
from tests.caseload_sample import Ids
from tests.caseload_window import CTRL, K, Window, unnamed

Desk = tuple[Window, Ids]


def open_maya(desk: Desk) -> tuple[Window, Ids]:
    window, ids = desk
    window.shell.go(f"caseload/student/{ids.maya}")
    window.settled()
    return window, ids


def items(window: Window, ids: Ids) -> list[tuple[str, bool]]:
    rows = window.bridge.read(belongings.loans, ids.maya)
    return [(row.entry.item, row.entry.returned_on is None) for row in rows]


def files(window: Window, ids: Ids) -> list[str]:
    return [row.name for row in window.bridge.read(belongings.files, ids.maya)]


def test_equipment_is_lent_and_comes_back_by_keys(desk: Desk) -> None:
    window, ids = open_maya(desk)
    window.tab_to("Lend equipment")
    window.press(K.Key_Return)
    form = window.open_form()
    assert isinstance(form, LoanForm)
    window.fill(form, item="Slant board", inventory_number="OT-14", due_back="Dec 18")
    window.press(K.Key_Return)
    window.settled()
    assert window.said[-1] == "Slant board lent to Maya"
    assert items(window, ids) == [("Slant board", True)]
    view = window.caseload.student
    assert not unnamed(view)
    window.tab_to("More for Slant board")
    loan = window.bridge.read(belongings.loans, ids.maya)[0].loan_id
    view.acts.do("loan-back", loan)
    window.settled()
    assert items(window, ids) == [("Slant board", False)]
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    assert items(window, ids) == [("Slant board", True)]
    view.acts.do("loan", loan)
    window.fill(window.open_form(), came_back_on="Oct 20")
    window.press(K.Key_Return)
    assert items(window, ids) == [("Slant board", False)]
    view.acts.do("loan-remove", loan)
    assert items(window, ids) == []


def test_a_loan_that_comes_back_before_it_was_lent_keeps_the_form(desk: Desk) -> None:
    window, ids = open_maya(desk)
    window.command("student.loan")
    window.fill(window.open_form(), item="Board", due_back="Jan 5, 2026")
    window.press(K.Key_Return)
    assert window.open_form().problem.isVisible()
    assert items(window, ids) == []
    window.open_form().reject()


def test_files_are_chosen_renamed_removed_and_brought_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, ids = open_maya(desk)
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"words")
    chosen = _Chosen([letter])
    monkeypatch.setattr(BelongingActs, "which", staticmethod(chosen.files))
    window.command("student.file")
    window.settled()
    assert window.said[-1] == "File of Maya added: letter.txt"
    assert files(window, ids) == ["letter.txt"]
    file = window.bridge.read(belongings.files, ids.maya)[0].file_id
    window.caseload.student.acts.do("file", file)
    window.fill(window.open_form(), name="Letter of Oct 5.txt", remark="from home")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert files(window, ids) == ["Letter of Oct 5.txt"]
    window.caseload.student.acts.do("file-remove", file)
    window.settled()
    assert files(window, ids) == []
    window.press(K.Key_Z, modifier=CTRL)
    assert files(window, ids) == ["Letter of Oct 5.txt"]


def test_files_are_dropped_on_the_page(desk: Desk, tmp_path: Path) -> None:
    window, ids = open_maya(desk)
    paths = [tmp_path / "one.png", tmp_path / "two.pdf"]
    for path in paths:
        path.write_bytes(path.name.encode())
    drop(window, paths)
    window.settled()
    assert sorted(files(window, ids)) == ["one.png", "two.pdf"]
    assert window.said[-1] == "2 files of Maya added"


def test_what_cannot_be_kept_is_said(desk: Desk, tmp_path: Path) -> None:
    window, ids = open_maya(desk)
    drop(window, [tmp_path])
    assert window.refused[-1] == f"{tmp_path.name} is a folder. Choose the files in it."
    (tmp_path / "empty.txt").touch()
    drop(window, [tmp_path / "empty.txt"])
    assert window.refused[-1] == "empty.txt is empty."
    troubles: list[str] = []
    window.bridge.troubled.connect(lambda what, _then: troubles.append(what))
    drop(window, [tmp_path / "gone.txt"])
    assert troubles
    assert troubles[0].startswith("gone.txt could not be read")
    assert files(window, ids) == []


def test_a_copy_leaves_after_it_was_said_who_gets_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, ids = open_maya(desk)
    (tmp_path / "letter.txt").write_bytes(b"words")
    drop(window, [tmp_path / "letter.txt"])
    window.settled()
    target = tmp_path / "copy.txt"
    monkeypatch.setattr(CopyDialog, "where", staticmethod(_Chosen([target]).place))
    file = window.bridge.read(belongings.files, ids.maya)[0].file_id
    window.caseload.student.acts.do("file-copy", file)
    dialog = window.caseload.student.acts.belongings.form
    assert isinstance(dialog, CopyDialog)
    dialog.accept()
    assert dialog.is_open
    assert not target.exists()
    dialog.whom.choose_somebody_else()
    dialog.whom.recipient.set_text("Ms. Vale")
    dialog.whom.purpose.set_text("IEP meeting")
    dialog.accept()
    assert not dialog.is_open
    assert target.read_bytes() == b"words"
    with window.house.vault.read() as db:
        event = db.scalars(select(AuditEvent).where(AuditEvent.kind == "export")).one()
        assert (event.subject_kind, event.subject_id) == ("student", ids.maya)
        assert event.detail["file"] == file


def test_a_place_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, ids = open_maya(desk)
    (tmp_path / "letter.txt").write_bytes(b"words")
    drop(window, [tmp_path / "letter.txt"])
    monkeypatch.setattr(CopyDialog, "where", staticmethod(_Chosen([tmp_path / "no" / "copy.txt"]).place))
    window.settled()
    window.caseload.student.acts.do("file-copy", window.bridge.read(belongings.files, ids.maya)[0].file_id)
    dialog = window.caseload.student.acts.belongings.form
    assert isinstance(dialog, CopyDialog)
    dialog.whom.choose_own_file()
    dialog.accept()
    assert dialog.is_open
    assert "could not be saved" in dialog.fault.text()
    dialog.reject()


@pytest.mark.parametrize(("size", "said"), [(1, "1 byte"), (2048, "2 KB"), (3 * 1024 * 1024 + 300_000, "3.3 MB")])
def test_sizes_are_short(size: int, said: str) -> None:
    assert size_words(size) == said


class _Chosen:
    """What a person would have chosen in the system's dialog."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths

    def files(self, _host: object) -> list[Path]:
        return self._paths

    def place(self, _host: object, _name: str) -> Path:
        return self._paths[0]


def drop(window: Window, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.caseload.student.dropEvent(event)
