# SPDX-License-Identifier: MIT
"""Everything of some students, in a folder or one ZIP file: rows as tables, notes as pages, files as they are."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from otdesk import system
from otdesk.exchange.tables_out import Cell, csv_bytes
from otdesk.faults import Refusal, Trouble
from otdesk.queries import note_pages, retention
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Report
from otdesk.ui.paper.making import printing
from otdesk.words import _, plural

Named = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Copied:
    """`sha256`: of the ZIP file, or of the list of contents in the folder, which holds the hash of every file."""

    path: Path
    files: int
    sha256: str


def copy_out(
    report: Report, bridge: Bridge, students: tuple[int, ...], sent: bool, target: Path, passphrase: str = ""
) -> Copied:
    """Into `target`, a file that ends in .zip or a folder that is not there yet or empty. With a passphrase the ZIP
    file is encrypted (AES-256, as 7-Zip and WinZip read it); the names of its files, which name nobody, are not."""
    zipped = target.suffix.casefold() == ".zip"
    if not zipped and target.exists() and any(target.iterdir()):
        raise Refusal(_("This folder is not empty. Choose a new one."))
    made: list[tuple[str, str]] = []
    packed = io.BytesIO()
    try:
        with _archive(packed, passphrase) as archive:
            for name, data in _with_contents(_files(report, bridge, students, sent), made):
                report.check()
                if zipped:
                    archive.writestr(name, data)
                else:
                    _put(target, name, data)
        if zipped:
            whole = packed.getvalue()
            system.write_durably(target, whole)
            return Copied(target, len(made), hashlib.sha256(whole).hexdigest())
    except OSError as fault:
        why = fault.strerror or ""
        raise Trouble(_("The copy could not be written: {why}.").format(why=why), _("Choose another place.")) from fault
    return Copied(target, len(made), made[-1][1])


def _archive(packed: io.BytesIO, passphrase: str) -> zipfile.ZipFile:
    if not passphrase:
        return zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED)
    import pyzipper

    archive: zipfile.ZipFile = pyzipper.AESZipFile(
        packed, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    )
    archive.setpassword(passphrase.encode())
    return archive


def _put(folder: Path, name: str, data: bytes) -> None:
    path = folder.joinpath(*PurePosixPath(name).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    system.write_durably(path, data)


def _with_contents(files: Iterator[Named], made: list[tuple[str, str]]) -> Iterator[Named]:
    """Each file, and at the end the list of all with their hashes."""
    for name, data in files:
        made.append((name, hashlib.sha256(data).hexdigest()))
        yield name, data
    listed = "".join(f"{digest}  {name}\n" for name, digest in made).encode()
    made.append(("CONTENTS.txt", hashlib.sha256(listed).hexdigest()))
    yield "CONTENTS.txt", listed


def _files(report: Report, bridge: Bridge, students: tuple[int, ...], sent: bool) -> Iterator[Named]:
    from otdesk.printouts.session_note import session_notes

    said = plural("{n} student", "{n} students", len(students))
    for dump in bridge.read(retention.dumps, students, sent=sent):
        rows: list[list[Cell]] = [[_cell(value) for value in row] for row in dump.rows]
        yield f"tables/{dump.table}.csv", csv_bytes(dump.columns, rows)
    now = bridge.now()
    for number, student_id in enumerate(students):
        report.check()
        report.progress(number / len(students), said)
        note_ids = bridge.read(retention.signed_notes, student_id)
        pages = bridge.read(note_pages.pages_of, note_ids, now)
        if pages:
            made = session_notes([pages[note_id] for note_id in note_ids if note_id in pages], printing(bridge))
            yield f"notes/student-{student_id}.pdf", made.pdf
        for file in bridge.read(retention.files_of, student_id):
            yield f"files/student-{student_id}/{file.name}", file.content


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)
