# SPDX-License-Identifier: MIT
"""XLSX, read-only: formulas are seen but never evaluated, and their remembered values never used."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from otdesk.exchange.grids import Grid, build
from otdesk.exchange.limits import UnusableFile
from otdesk.rules.import_rows import FileProblem


def read_xlsx(content: bytes) -> tuple[Grid, ...]:
    """Every visible worksheet as a grid."""
    import openpyxl
    from defusedxml.common import DefusedXmlException
    from openpyxl.utils.exceptions import InvalidFileException
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:  # openpyxl uses it by itself, but falls back silently to the bare parser
        raise UnusableFile(FileProblem.NOT_READABLE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it drops
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            try:
                return _grids(book)
            finally:
                book.close()
    except UnusableFile:
        raise
    except MemoryError as memory:
        raise UnusableFile(FileProblem.TOO_MUCH_MEMORY) from memory
    except DefusedXmlException as bomb:
        raise UnusableFile(FileProblem.BOMB) from bomb
    except (
        zipfile.BadZipFile, zlib.error,
        OSError, EOFError, LookupError, ValueError, TypeError, AttributeError, SyntaxError,
        ArithmeticError, NotImplementedError, RecursionError, AssertionError, RuntimeError, zipfile.LargeZipFile,
        InvalidFileException,
    ) as damaged:  # fmt: skip
        raise UnusableFile(FileProblem.DAMAGED) from damaged


def _grids(book: Any) -> tuple[Grid, ...]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    names = tuple(str(sheet.title) for sheet in sheets)
    grids = []
    for sheet in sheets:
        sheet.reset_dimensions()  # the written dimension is often wrong
        grids.append(build(_rows(sheet), str(sheet.title), names))
    return tuple(grids)


def _rows(sheet: Any) -> Iterator[Iterator[tuple[object, bool]]]:
    for row in sheet.iter_rows():
        yield (_cell(cell) for cell in row)


def _cell(cell: Any) -> tuple[object, bool]:
    value = cell.value
    if cell.data_type == "f" or (isinstance(value, str) and value.lstrip().startswith("=")):
        return (value if isinstance(value, str) else str(getattr(value, "text", value))), True
    return (None if cell.data_type == "e" else value), False
