# SPDX-License-Identifier: MIT
"""One row's cells by meaning, collecting what there is to say about them."""

from datetime import date

from otdesk.rules.clock_text import read_clock
from otdesk.rules.dates_text import DateUse, read_date
from otdesk.rules.grades import ALL_GRADES, GradeBand, read_band
from otdesk.rules.import_rows import Field, Finding, RowCode, Table, TableRow

_LINE = 200  # letters that fit a field of one line
_SHOWN = 80  # letters of a cell repeated in a message


class Cells:
    """Reads one row; `problems` leave it out, `doubts` stand beside it."""

    def __init__(self, table: Table, row: TableRow, today: date | None = None) -> None:
        self.row = row
        self.today = today
        self.problems: list[Finding] = []
        self.doubts: list[Finding] = []
        self._places: dict[Field, list[int]] = {}
        for column in table.columns:
            if column.field is not None:
                self._places.setdefault(column.field, []).append(column.index)

    def has(self, field: Field) -> bool:
        """The file has such a column."""
        return field in self._places

    def texts(self, field: Field) -> list[str]:
        """The filled cells of a field that may stand in several columns; formulas are doubts and not used."""
        found = []
        for index in self._places.get(field, ()):
            text = self.row.cells[index].strip() if index < len(self.row.cells) else ""
            if index in self.row.formulas:
                self.doubt(RowCode.FORMULA_IN_CELL, text, field)
            elif text:
                found.append(text)
        return found

    def text(self, field: Field) -> str:
        """The cell on one line; what is far too long for it leaves the row out."""
        found = " ".join(" ".join(self.texts(field)).split())
        if len(found) <= _LINE:
            return found
        self.problem(RowCode.TEXT_TOO_LONG, found, field)
        return ""

    def raw(self, field: Field) -> str:
        """The cell as it stands, formula or not."""
        places = self._places.get(field, ())
        return " ".join(self.row.cells[index] for index in places if index < len(self.row.cells)).strip()

    def is_formula(self, *fields: Field) -> bool:
        return any(index in self.row.formulas for field in fields for index in self._places.get(field, ()))

    def problem(self, code: RowCode, text: str = "", field: Field | None = None, read_as: str = "") -> None:
        self.problems.append(Finding(code, text[:_SHOWN], field, read_as))

    def doubt(self, code: RowCode, text: str = "", field: Field | None = None, read_as: str = "") -> None:
        finding = Finding(code, text[:_SHOWN], field, read_as)
        if finding not in self.doubts:
            self.doubts.append(finding)

    def day(self, field: Field, use: DateUse = DateUse.PLAN) -> date | None:
        """A date; an unreadable one leaves the row out when it is the birth date, else it is a doubt."""
        text = self.text(field)
        if not text:
            return None
        reading = read_date(text, today=self.today if use is DateUse.BIRTH else None, use=use)
        if reading.value is None:
            meant = reading.suggestion.isoformat() if reading.suggestion else ""
            if use is DateUse.BIRTH:
                self.problem(RowCode.BIRTH_DATE_UNREADABLE, text, field, meant)
            else:
                self.doubt(RowCode.DATE_UNREADABLE, text, field, meant)
        elif reading.serial:
            self.doubt(RowCode.SERIAL_DATE, text, field, reading.value.isoformat())
        return reading.value

    def clock(self, field: Field) -> int | None:
        text = self.text(field)
        if not text:
            return None
        minute = read_clock(text.rsplit(" ", 1)[-1] if text[:4].isdigit() and "-" in text else text)
        if minute is None:
            self.problem(RowCode.TIME_UNREADABLE, text, field)
        return minute

    def number(self, field: Field, low: float, high: float) -> float | None:
        text = self.text(field)
        if not text:
            return None
        try:
            value = float(text.casefold().removesuffix("min").removesuffix("mi").strip().replace(",", ""))
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            self.problem(RowCode.NUMBER_UNREADABLE, text, field)
            return None
        return value

    def band(self, field: Field) -> GradeBand | None:
        """A band of grades; an empty cell means every grade."""
        text = self.text(field)
        band = read_band(text) if text else ALL_GRADES
        if band is None:
            self.problem(RowCode.GRADES_UNREADABLE, text, field)
        elif band.doubtful:
            self.doubt(RowCode.GRADES_FROM_DATE, text, field, f"{band.first}-{band.last}")
        return band
