# SPDX-License-Identifier: MIT
import io
import zipfile
from pathlib import Path

import pytest

from otdesk.exchange import limits
from otdesk.exchange.limits import FileForm, UnusableFile, form_of, read_checked
from otdesk.rules.import_rows import FileProblem
from tests.exchange.workbooks import HEADINGS, ROW, workbook


def archive(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def problem_of(content: bytes) -> FileProblem:
    with pytest.raises(UnusableFile) as told:
        form_of(content)
    return told.value.problem


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def test_forms_are_told_by_content_whatever_the_name() -> None:
    assert form_of(workbook([HEADINGS, ROW])) is FileForm.XLSX
    assert form_of(b"a,b\n1,2\n") is FileForm.TEXT
    assert form_of(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n") is FileForm.ICS


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b" \r\n\r\n", FileProblem.EMPTY),
        (b"\xff\xfe", FileProblem.EMPTY),
        (OLE, FileProblem.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileProblem.PASSWORD),
        (b"%PDF-1.7 ...", FileProblem.NOT_A_SPREADSHEET),
        (b"\x89PNG\r\n\x1a\n....", FileProblem.NOT_A_SPREADSHEET),
        (b"<html><table><tr><td>a</td></tr></table></html>", FileProblem.NOT_A_SPREADSHEET),
        (b"PK\x03\x04 cut off", FileProblem.DAMAGED),
        (archive({"word/document.xml": b"<w/>"}), FileProblem.NOT_A_SPREADSHEET),
        (archive({"xl/workbook.xml": bytes(3_000_000)}), FileProblem.BOMB),
        (workbook([HEADINGS, ROW])[:-40], FileProblem.DAMAGED),
    ],
    ids=lambda value: value.value if isinstance(value, FileProblem) else "",
)
def test_what_cannot_be_used(content: bytes, problem: FileProblem) -> None:
    assert problem_of(content) is problem


def test_too_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRIES", 20)
    assert problem_of(archive({f"xl/{n}.xml": b"x" for n in range(21)})) is FileProblem.TOO_MANY_ENTRIES


def test_a_workbook_whose_entries_are_locked() -> None:
    content = bytearray(workbook([HEADINGS, ROW]))
    entry = content.find(b"PK\x01\x02")
    content[entry + 8] |= 1  # the flag of an encrypted entry
    assert problem_of(bytes(content)) is FileProblem.PASSWORD


def test_too_large_is_told_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    with path.open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)
    with pytest.raises(UnusableFile) as told:
        read_checked(path)
    assert told.value.problem is FileProblem.TOO_LARGE


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path, problem in ((tmp_path / "none.csv", FileProblem.NOT_FOUND), (tmp_path, FileProblem.NOT_FOUND)):
        with pytest.raises(UnusableFile) as told:
            read_checked(path)
        assert told.value.problem is problem
