# SPDX-License-Identifier: MIT
"""What a foreign file may be: size, form, unpacking. Looked at before any reader touches it."""

import zipfile
from enum import StrEnum
from pathlib import Path

from otdesk.rules.import_rows import FileProblem

MAX_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 10_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 32_767  # letters, as in Excel

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_SMALL = 1024 * 1024  # what unpacks to less than this is no bomb, whatever its ratio


class UnusableFile(Exception):
    """The whole file cannot be used; `problem` says why."""

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.detail = detail


class FileForm(StrEnum):
    XLSX = "xlsx"
    TEXT = "text"
    ICS = "ics"


def read_checked(path: Path) -> tuple[FileForm, bytes]:
    """The file's bytes once its size and form are allowed."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnusableFile(FileProblem.NOT_FOUND)
        if size > MAX_BYTES:
            raise UnusableFile(FileProblem.TOO_LARGE)
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise UnusableFile(FileProblem.NOT_FOUND) from missing
    except (OSError, ValueError) as refused:
        raise UnusableFile(FileProblem.NOT_READABLE) from refused
    return form_of(content), content


def form_of(content: bytes) -> FileForm:
    """Which reader the bytes are for, whatever the file is called."""
    if len(content) > MAX_BYTES:
        raise UnusableFile(FileProblem.TOO_LARGE)
    if not content.strip(b"\x00\x09\x0a\x0d\x20\xef\xbb\xbf\xff\xfe"):
        raise UnusableFile(FileProblem.EMPTY)
    if content.startswith(_OLE):
        encrypted = _ENCRYPTED_STREAM in content
        raise UnusableFile(FileProblem.PASSWORD if encrypted else FileProblem.OLD_EXCEL)
    if content.startswith(_ZIP):
        _check_archive(content)
        return FileForm.XLSX
    if content.startswith(_FOREIGN):
        raise UnusableFile(FileProblem.NOT_A_SPREADSHEET)
    start = content[:4096].lstrip(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnusableFile(FileProblem.NOT_A_SPREADSHEET)
    return FileForm.ICS if start.startswith(b"begin:vcalendar") else FileForm.TEXT


def _check_archive(content: bytes) -> None:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, IndexError) as damaged:
        raise UnusableFile(FileProblem.DAMAGED) from damaged
    if len(entries) > MAX_ENTRIES:
        raise UnusableFile(FileProblem.TOO_MANY_ENTRIES)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, len(content))
    by_entry = any(
        entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size) for entry in entries
    )
    if by_entry or (unpacked > _SMALL and unpacked > MAX_RATIO * packed):
        raise UnusableFile(FileProblem.BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnusableFile(FileProblem.PASSWORD)
    names = {entry.filename.casefold() for entry in entries}
    if not names:
        raise UnusableFile(FileProblem.EMPTY)
    if "xl/workbook.xml" not in names:
        raise UnusableFile(FileProblem.NOT_A_SPREADSHEET)
