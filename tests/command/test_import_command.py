# SPDX-License-Identifier: MIT
"""The two districts through the command: what goes in comes out as it should, and every problem row is told."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from otdesk import cli
from otdesk.queries import disclosures
from otdesk.records.students import Student
from tests import vaults
from tests.clock import FixedClock
from tests.exchange.importing import FILES
from tests.exchange.workbooks import HEADINGS, ROW, table

Otdesk = Callable[..., tuple[int, str, str]]
ORDERS = {
    "marlow": ("bells.csv", "caseload.xlsx", "district_calendar.ics", "travel.csv", "schools.csv"),
    "marlow_seis_export": ("travel.csv", "bells.csv", "caseload.xlsx", "schools.csv", "district_calendar.ics"),
}


@pytest.fixture
def otdesk(tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> Otdesk:
    """Runs a command line in this process: exit code, stdout, stderr. "@" is the test's folder."""
    (tmp_path / "passphrase").write_text(vaults.PASSPHRASE + "\n", encoding="utf-8")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        line = [str(argument).replace("@", str(tmp_path)) for argument in arguments]
        if line[0] in {"init", "import", "export"}:
            line += ["--vault", str(tmp_path / "vault"), "--passphrase-file", str(tmp_path / "passphrase")]
        try:
            code = cli.main(line, clock())
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def rows_of(text: str) -> list[tuple[str, ...]]:
    return sorted(tuple(row) for row in csv.reader(io.StringIO(text)))


def expected(district: str) -> list[tuple[str, ...]]:
    return rows_of((FILES / district / "expected_service_lines.csv").read_text(encoding="utf-8-sig"))


def imported(otdesk: Otdesk, district: str, names: tuple[str, ...], *options: str) -> dict[str, dict[str, Any]]:
    code, out, err = otdesk("import", *(FILES / district / name for name in names), "--json", *options)
    assert (code, err) == (0, "")
    files = json.loads(out)["files"]
    assert [list(file) for file in files] == [["file", "kind", "added", "updated", "unchanged", "left_out"]] * len(
        names
    )
    return {Path(file["file"]).name: file for file in files}


def test_marlow(otdesk: Otdesk, tmp_path: Path) -> None:
    assert otdesk("init", "--no-recovery", "--person", "Ana Ruiz")[0] == 0
    names = ORDERS["marlow"]
    first = imported(otdesk, "marlow", names)
    assert {name: file["kind"] for name, file in first.items()} == {
        "bells.csv": "bells", "caseload.xlsx": "caseload", "district_calendar.ics": "calendar", "travel.csv": "travel",
        "schools.csv": "schools",
    }  # fmt: skip
    assert {name: file["added"] for name, file in first.items()} == {
        "bells.csv": 373, "caseload.xlsx": 48, "district_calendar.ics": 34, "travel.csv": 30, "schools.csv": 5,
    }  # fmt: skip
    left_out = {item["row"]: item["why"] for item in first["caseload.xlsx"]["left_out"]}
    assert left_out == {
        53: "The same as row 5, so the two were merged.",
        54: "The birth date 31/31/2015 cannot be read.",
        55: "The school “Hogan Elementary” is not in the list of schools.",
        56: "The minutes “a lot” are not a number.",
        57: "A formula stands where the name belongs. It was not evaluated; the row is left out until you accept it.",
    }
    problems = csv.DictReader(io.StringIO((FILES / "marlow" / "expected_problems.csv").read_text(encoding="utf-8")))
    assert sorted(left_out) == sorted(int(row["row"]) for row in problems)
    assert not any(file["left_out"] for name, file in first.items() if name != "caseload.xlsx")

    assert otdesk("export", "caseload", "--out", "@/lines.csv")[:2] == (0, "48 service lines written.\n")
    assert rows_of((tmp_path / "lines.csv").read_text(encoding="utf-8")) == expected("marlow")

    again = imported(otdesk, "marlow", tuple(reversed(names)))
    assert {(file["added"], file["updated"]) for file in again.values()} == {(0, 0)}
    assert otdesk("export", "caseload", "--out", "@/again.csv")[0] == 0
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "lines.csv").read_bytes()


@pytest.mark.parametrize("caseload", ["caseload.xlsx", "caseload.csv"])
def test_the_export_of_seis(otdesk: Otdesk, tmp_path: Path, caseload: str) -> None:
    district = "marlow_seis_export"
    names = tuple(caseload if name == "caseload.xlsx" else name for name in ORDERS[district])
    assert otdesk("init", "--no-recovery")[0] == 0
    first = imported(otdesk, district, names)
    assert first[caseload]["added"] == 25
    assert not any(file["left_out"] for file in first.values())
    assert otdesk("export", "caseload", "--out", "@/lines.xlsx")[0] == 0
    page = openpyxl.load_workbook(tmp_path / "lines.xlsx").active
    assert page is not None
    found = [tuple(_text(cell) for cell in row) for row in page.iter_rows(values_only=True)]
    assert sorted(found) == expected(district)
    other = "caseload.csv" if caseload == "caseload.xlsx" else "caseload.xlsx"
    again = imported(otdesk, district, (*names, other))
    assert {(file["added"], file["updated"]) for file in again.values()} == {(0, 0)}


def _text(value: object) -> str:
    return value.date().isoformat() if hasattr(value, "date") else str(value)


@pytest.fixture
def small(otdesk: Otdesk, tmp_path: Path) -> Path:
    """A vault with two schools, and a caseload of one good row and one bad."""
    otdesk("init", "--no-recovery")
    (tmp_path / "schools.csv").write_text("school,code,first_bell,last_bell\nCedar Ridge Middle,CR,8:20,3:15\n")
    path = tmp_path / "caseload.csv"
    path.write_text(table([HEADINGS, ROW, [*ROW[:2], "102", "31/31/2015", *ROW[4:]]]), encoding="utf-8")
    return path


def lines(otdesk: Otdesk) -> str:
    return otdesk("export", "caseload", "--out", "@/lines.csv")[1].strip()


def test_dry_run_and_strict_change_nothing(otdesk: Otdesk, small: Path) -> None:
    code, out, _err = otdesk("import", "@/schools.csv", small, "--dry-run")
    assert code == 0
    assert "1 added, 0 updated, 0 unchanged, 1 left out" in out
    assert "row 3: The birth date 31/31/2015 cannot be read." in out
    code, _out, err = otdesk("import", small, "@/schools.csv", "--strict")
    assert (code, err) == (1, "1 row would be left out, so nothing was imported.\n")
    assert lines(otdesk) == "0 service lines written."
    assert otdesk("import", small, "@/schools.csv")[0] == 0
    assert lines(otdesk) == "1 service line written."


def test_what_goes_to_somebody_else_stands_in_each_students_log(
    otdesk: Otdesk, small: Path, tmp_path: Path, clock: FixedClock
) -> None:
    assert otdesk("import", "@/schools.csv", small)[0] == 0
    to = ("export", "caseload", "--out", "@/given.csv", "--recipient", "Dr. Ilves")
    assert otdesk(*to)[::2] == (1, "Say what these pages are for.\n")
    assert not (tmp_path / "given.csv").exists()
    assert otdesk(*to, "--purpose", "Care plan")[0] == 0
    assert otdesk("export", "schedule", "--out", "@/given.ics", "--names")[0] == 0
    vault = vaults.unlocked(tmp_path / "vault", clock())
    try:
        with vault.read() as db:
            (student,) = db.scalars(select(Student.id))
            (entry,) = disclosures.disclosures(db, student)
    finally:
        vault.close()
    assert (entry.recipient, entry.purpose) == ("Dr. Ilves", "Care plan")


def test_one_bad_file_stops_all(otdesk: Otdesk, small: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 cut off")
    code, out, err = otdesk("import", "@/schools.csv", small, "@/bad.xlsx", "--json")
    assert (code, out) == (1, "")
    assert err == "bad.xlsx: This file is damaged and cannot be read. Save it again where it came from.\n"
    assert lines(otdesk) == "0 service lines written."


def test_refusals_are_one_sentence(otdesk: Otdesk, small: Path, tmp_path: Path) -> None:
    assert otdesk("export", "caseload", "--out", "@/lines.txt")[::2] == (
        1,
        "The file's name must end in .csv or .xlsx.\n",
    )
    assert otdesk("init", "--no-recovery")[::2] == (1, "There is a vault in this folder already.\n")
    (tmp_path / "passphrase").write_text("another passphrase altogether\n", encoding="utf-8")
    code, _out, err = otdesk("import", small)
    assert (code, err.count("\n")) == (1, 1)
    assert "does not open the vault" in err


def test_an_open_vault_is_not_touched(otdesk: Otdesk, small: Path, tmp_path: Path) -> None:
    from otdesk.system import OwnerLock

    lock = OwnerLock(tmp_path / "vault" / "lock")
    try:
        code, _out, err = otdesk("import", small)
    finally:
        lock.release()
    assert code == 1
    assert err.startswith("OTDesk is open")


@pytest.mark.parametrize("line", [["import"], ["export", "people"], ["fly"], ["init", "--recovery-out"]])
def test_wrong_usage(otdesk: Otdesk, line: list[str]) -> None:
    code, out, err = otdesk(*line)
    assert (code, out) == (2, "")
    assert err


def test_init_without_a_place_for_the_recovery_sheet(otdesk: Otdesk, tmp_path: Path) -> None:
    code, _out, err = otdesk("init")
    assert (code, err) == (1, "Say where the recovery sheet goes (--recovery-out), or --no-recovery.\n")
    assert not (tmp_path / "vault").exists()
    assert otdesk("init", "--recovery-out", "@/nowhere/sheet.pdf")[0] == 1
    assert not (tmp_path / "vault").exists()
    assert otdesk("init", "--recovery-out", "@/sheet.pdf")[0] == 0
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_the_program_as_it_is_started() -> None:
    started = [sys.executable, "-m", "otdesk"]
    version = subprocess.run([*started, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("otdesk ")
    checked = subprocess.run([*started, "selftest"], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert all(line.startswith("ok ") for line in checked.stdout.splitlines())
    assert len(checked.stdout.splitlines()) >= 11
