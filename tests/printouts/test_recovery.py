# SPDX-License-Identifier: MIT
from datetime import date
from pathlib import Path

from otdesk.printouts.recovery import recovery_sheet
from tests.printouts import pdf_tools

GROUPS = ["7K3MQ", "9XTD2", "0HRA1", "4WVNB", "BP6EZ", "J3CF8", "5GY7T", "S1N0P"]


def sheet() -> bytes:
    return recovery_sheet(GROUPS, "Dana Whitfield", "Dana’s caseload", date(2026, 10, 20))


def test_the_sheet_holds_the_whole_code_in_order_and_no_line_for_a_hint(tmp_path: Path) -> None:
    pdf = sheet()
    pdf_tools.assert_sound(pdf, tmp_path)
    heard = pdf_tools.structure_words(pdf)
    assert " ".join(GROUPS) in heard
    said = pdf_tools.flat(pdf)
    for words in ("OTDesk recovery sheet", "Dana’s caseload", "Dana Whitfield", "Oct 20, 2026", "Stored at", *GROUPS):
        assert words in said, words
    assert "hint" not in said.lower()
    assert len(pdf_tools.pages(pdf)) == 1


def test_the_code_is_not_in_title_or_properties_and_the_bytes_repeat() -> None:
    assert not any(group in str(pdf_tools.info(sheet())) for group in GROUPS)
    assert sheet() == sheet()


def test_long_names_and_long_groups_stay_on_the_page() -> None:
    pdf = recovery_sheet(["ABCDEFGHIJKLMN"] * 8, "Wilhelmina " * 12, "Vault " * 20, date(2026, 1, 2))
    assert pdf_tools.flat(pdf).count("ABCDEFGHIJKLMN") == 8
    assert len(pdf_tools.pages(pdf)) == 1
