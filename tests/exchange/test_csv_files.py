# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.exchange.csv_files import decode, guess_delimiter, read_csv
from otdesk.exchange.limits import UnusableFile
from otdesk.rules.import_rows import FileProblem
from tests.exchange.workbooks import table

ROWS = [["Name", "School", "Grade"], ["Öberg, Emre", "Dogwood", "7"], ["Nuñez, Wren", "Elm", "12"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_guessed(encoding: str, delimiter: str) -> None:
    grid = read_csv(table(ROWS, delimiter).encode(encoding))
    assert [list(row.cells) for row in grid.rows] == ROWS
    assert [row.number for row in grid.rows] == [1, 2, 3]


def test_excels_own_delimiter_line_is_obeyed() -> None:
    grid = read_csv(b"sep=;\r\nName;School\r\nWynn, Theo;Elm\r\n")
    assert [row.cells for row in grid.rows] == [("Name", "School"), ("Wynn, Theo", "Elm")]


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    grid = read_csv(b'Title\n\n"a\nb",c\nd,e\n')
    assert [(row.number, row.cells) for row in grid.rows] == [(1, ("Title",)), (3, ("a\nb", "c")), (4, ("d", "e"))]


def test_a_formula_is_seen_and_kept_as_letters() -> None:
    row = read_csv(b"a,b\n=1+1,x\n").rows[1]
    assert (row.cells, row.formulas) == (("=1+1", "x"), (0,))


def test_control_characters_are_dropped() -> None:
    padding = b"Wynn,Theo\n" * 200
    assert read_csv(b"a,b\nWy\x00nn\x07,Theo\n" + padding).rows[1].cells == ("Wynn", "Theo")


def test_letters_with_loose_accents_are_joined() -> None:
    assert read_csv("a,b\nZoe\u0308,x\n".encode()).rows[1].cells == ("Zoë", "x")


def test_a_quotation_mark_never_closed() -> None:
    with pytest.raises(UnusableFile) as told:
        read_csv(b'a,b\n"Wynn,Theo\nx,y\n')
    assert told.value.problem is FileProblem.OPEN_QUOTE


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UnusableFile) as told:
        read_csv(bytes(range(256)) * 50)
    assert told.value.problem is FileProblem.NOT_A_SPREADSHEET


def test_half_a_utf16_character() -> None:
    with pytest.raises(UnusableFile) as told:
        decode(b"\xff\xfea\x00b")
    assert told.value.problem is FileProblem.DAMAGED


def test_many_rows_are_refused() -> None:
    with pytest.raises(UnusableFile) as told:
        read_csv(b"a,b\n" * 20_002)
    assert told.value.problem is FileProblem.TOO_MANY_ROWS


CELL = st.text(st.characters(categories=["L", "N"], codec="cp1252"), min_size=1, max_size=12)


@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=3, max_size=12),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_is_written_is_read(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    text = table([list(row) for row in rows], delimiter)
    assert guess_delimiter(text) == delimiter
    assert [row.cells for row in read_csv(text.encode("utf-8-sig")).rows] == rows
