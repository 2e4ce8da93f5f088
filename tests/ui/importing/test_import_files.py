# SPDX-License-Identifier: MIT
"""Files that cannot be used, files that are dropped, reading that is stopped: one sentence, nothing changed."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from otdesk.actions import schools as school_actions
from otdesk.exchange import limits
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.rules.entries_places import SchoolEntry
from otdesk.ui.importing.wording import Stage
from tests.exchange.workbooks import HEADINGS, ROW, workbook
from tests.ui.importing.importing_desk import Desk, K, write


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)


def locked(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))


BAD: dict[str, tuple[bytes | Callable[[Path], None], str]] = {
    "damaged.xlsx": (
        b"PK\x03\x04 cut off",
        "This file is damaged and cannot be read. Save it again where it came from.",
    ),
    "empty.csv": (b"", "This file is empty."),
    "picture.xlsx": (b"\x89PNG\r\n", "spreadsheet"),
    "bomb.xlsx": (bomb, "This file unpacks to far more than a list can hold, so it was not read."),
    "large.csv": (large, "This file is larger than 50 MB, too large for a list."),
    "locked.xlsx": (locked, "password"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_used(desk: Desk, tmp_path: Path, name: str) -> None:
    content, sentence = BAD[name]
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
    desk.choose(path)
    assert desk.stage() is Stage.CHOOSE
    told = desk.page.told()
    assert told.startswith(f"{name}: ")
    assert sentence in told
    assert told.endswith("Nothing was changed.")
    assert desk.rows(Student) == 0
    assert desk.focus() is desk.page.main_button  # the next file is one key away


def test_the_good_files_beside_a_bad_one(desk: Desk, schools: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 cut off")
    desk.choose(bad, schools)
    check = desk.check("bad.xlsx")
    assert [answer.words for answer in check.answers] == ["Leave this file out"]
    assert desk.page.main_button.text() == "Import 2 rows"
    desk.tab_to("Leave this file out")
    desk.enter()
    assert [chosen.path.name for chosen in desk.page.desk.batch.files] == ["schools.csv"]
    assert desk.focus() is desk.page.main_button
    desk.enter()
    assert desk.rows(School) == 2


def test_a_list_of_no_known_kind_asks_which(desk: Desk, tmp_path: Path) -> None:
    desk.choose(write(tmp_path, "odd.csv", [("when", "what else"), ("8/24/2026", "First day")]))
    assert desk.stage() is Stage.MATCH
    check = desk.check("odd.csv")
    assert [answer.words for answer in check.answers][-2:] == ["Calendar", "Leave this file out"]
    assert not desk.page.main_button.isEnabled()


def test_headings_nobody_knows_are_matched_by_hand(desk: Desk, schools: Path, tmp_path: Path) -> None:
    rows = [("Oct list",), ("kid's", "goes where", "yr"), ("Wynn, Theo", "CR", "8"), ("Ash, Lena", "EH", "10")]
    desk.choose(schools, write(tmp_path, "odd.csv", rows))
    desk.tab_to("Caseload")
    desk.enter()
    assert desk.page.match.told.text() == "A column this list needs was not found, such as the name or the school."
    assert [combo.column.heading for combo in desk.page.match.table.combos] == ["kid's", "goes where", "yr"]
    desk.tab_to("Column kid's").setFocus()
    desk.press(K.Key_N, K.Key_A)
    desk.settled()
    desk.tab_to("Column goes where")
    desk.press(K.Key_S, K.Key_C)
    desk.settled()
    desk.tab_to("Column yr")
    desk.press(K.Key_G, K.Key_R)
    desk.settled()
    assert not desk.page.match.told.isVisible()
    assert desk.page.main_button.text() == "Import 2 students"
    desk.page.main_button.setFocus()
    desk.enter()
    assert desk.all(Student, "last", "grade") == [("Wynn", 8), ("Ash", 10)]


def test_reading_can_be_stopped(desk: Desk, schools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.page
    page.read([schools])
    assert page.choose.progress.isVisible()
    assert desk.focus().accessibleName() == "Cancel"
    desk.press(K.Key_Return)
    desk.settled()
    desk.qtbot.waitUntil(page.choose.field.isVisible)
    assert desk.stage() is Stage.CHOOSE
    assert page.told() == "Reading was stopped. Nothing was changed."
    assert page.main_button.isEnabled()


def test_what_changed_meanwhile_is_not_overwritten(desk: Desk, schools: Path) -> None:
    desk.choose(schools)
    desk.bridge.do(school_actions.add, SchoolEntry("Elm Hollow High", "EH", 9, 12, 450, 850))
    desk.enter()
    assert "has changed since it was shown" in desk.page.told()
    assert desk.rows(School) == 1
    assert desk.stage() is Stage.MATCH
    assert [button.text() for button in desk.page.match.card.counts] == ["1 to add", "1 to update"]
    desk.page.main_button.setFocus()
    desk.enter()
    assert desk.rows(School) == 2


# --- dropped files ---


def drag(desk: Desk, *paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDragEnterEvent(
        QPoint(200, 200), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(desk.page, event)
    assert event.isAccepted()
    return mime


def drop(desk: Desk, *paths: Path) -> None:
    mime = drag(desk, *paths)
    event = QDropEvent(
        QPointF(200, 200), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop,
    )  # fmt: skip
    QApplication.sendEvent(desk.page, event)
    desk.settled()


def test_dropped_files_are_read_and_further_ones_come_beside(desk: Desk, schools: Path, tmp_path: Path) -> None:
    drop(desk, write(tmp_path, "list.csv", [HEADINGS, ROW]))
    assert desk.page.main_button.text() == "Nothing to import"  # its school is not known yet
    drop(desk, schools)
    assert [chip.text() for chip in desk.page.match.chips] == ["list.csv", "schools.csv"]
    assert desk.page.main_button.text() == "Import 1 student"
    desk.page.main_button.setFocus()
    desk.enter()
    assert (desk.rows(Student), desk.rows(School)) == (1, 2)


def test_a_workbook_of_several_sheets(desk: Desk, schools: Path, tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook([HEADINGS, ROW], "OT all"))
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("Left")
    page.append(list(HEADINGS))
    page.append(["Gone", "Ida", *ROW[2:]])
    book.save(path)
    desk.choose(schools, path)
    assert desk.page.head.sheet.currentText() == "Sheet “OT all”"
    desk.tab_to("Sheet of the workbook")
    desk.press(K.Key_Down)
    desk.settled()
    assert desk.page.head.sheet.currentText() == "Sheet “Left”"
    desk.page.main_button.setFocus()
    desk.enter()
    assert desk.all(Student, "last") == [("Gone",)]
