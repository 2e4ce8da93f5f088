# SPDX-License-Identifier: MIT
import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.xlsx_files import read_xlsx
from otdesk.rules.import_rows import FileProblem
from tests.exchange.workbooks import HEADINGS, ROW, workbook


def test_cells_of_every_kind_become_text() -> None:
    values = ["Zoë", 30, 30.0, 7.5, date(2026, 9, 8), datetime(2014, 6, 23), time(8, 5), True, None, " x\xa0y "]  # noqa: DTZ001 - a cell has no zone
    row = read_xlsx(workbook([values]))[0].rows[0]
    assert row.cells == ("Zoë", "30", "30", "7.5", "2026-09-08", "2014-06-23", "08:05", "True", "", "x y")


def test_formulas_are_never_evaluated() -> None:
    row = read_xlsx(workbook([["=1+1", '=HYPERLINK("http://x","y")', "plain"]]))[0].rows[0]
    assert row.formulas == (0, 1)
    assert row.cells[0] == "=1+1"


def test_a_remembered_result_of_a_formula_is_not_used() -> None:
    content = workbook([["=1+1", "b"]])
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b"<v />" in entries[sheet] or b"<v></v>" in entries[sheet] or b"<v/>" in entries[sheet]
    for empty in (b"<v />", b"<v></v>", b"<v/>"):
        entries[sheet] = entries[sheet].replace(empty, b"<v>4711</v>", 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)
    assert "4711" not in read_xlsx(out.getvalue())[0].rows[0].cells


def test_hidden_sheets_are_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([HEADINGS, ROW], "Shown")))
    book.create_sheet("Secret").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    grids = read_xlsx(out.getvalue())
    assert [grid.sheet for grid in grids] == ["Shown"]


def test_a_wrong_written_dimension_hides_nothing() -> None:
    content = workbook([HEADINGS, ROW])
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:O2"' in entries[sheet]
    entries[sheet] = entries[sheet].replace(b'ref="A1:O2"', b'ref="A1"')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)
    assert len(read_xlsx(out.getvalue())[0].rows[1].cells) == len(ROW)


def test_an_entity_bomb_is_refused() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(workbook([HEADINGS]))) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    entries["xl/worksheets/sheet1.xml"] = bomb
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)
    with pytest.raises(UnusableFile) as told:
        read_xlsx(out.getvalue())
    assert told.value.problem in {FileProblem.BOMB, FileProblem.DAMAGED}
