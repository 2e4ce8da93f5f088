# SPDX-License-Identifier: MIT
import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.exchange.tables_out import Cell, bytes_for, csv_bytes, neutral, xlsx_bytes

PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "-2+3+cmd|' /C calc'!A0"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_becomes_a_formula(payload: str) -> None:
    cell = next(csv.reader(io.StringIO(csv_bytes(["a"], [[payload]]).decode().split("\r\n", 1)[1], newline="")))[0]
    assert cell == f"'{payload}"
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([payload], [[payload]])))
    assert book.active is not None
    for row in book.active.iter_rows():
        for found in row:
            assert found.data_type == "s"
            assert str(found.value).startswith("'")


def test_true_numbers_stay_numbers_and_dates_dates() -> None:
    row: list[Cell] = [-5, 2.5, date(2026, 10, 22), None, "Zoë"]
    assert csv_bytes(["a"] * 5, [row]).decode().splitlines()[1] == "-5,2.5,2026-10-22,,Zoë"
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(["a"] * 5, [row]))).active
    assert page is not None
    values = [cell.value for cell in page[2]]
    assert values[:2] == [-5, 2.5]
    assert getattr(values[2], "date", lambda: None)() == date(2026, 10, 22)
    assert values[3:] == [None, "Zoë"]


def test_the_name_decides_the_form() -> None:
    assert bytes_for(Path("x.CSV"), ["a"], [["b"]]) == b"a\r\nb\r\n"
    assert bytes_for(Path("x.xlsx"), ["a"], [["b"]]).startswith(b"PK")
    with pytest.raises(ValueError, match="txt"):
        bytes_for(Path("x.txt"), ["a"], [["b"]])


@given(st.text(max_size=40))
def test_any_text_is_harmless(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    xlsx_bytes(["a"], [[text]])
    csv_bytes(["a"], [[text]])
