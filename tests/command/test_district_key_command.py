# SPDX-License-Identifier: MIT
"""`otdesk district-key`: a sheet with a code that opens what the card lets in."""

from pathlib import Path

import pytest

from otdesk import cli
from otdesk.vault import district_key
from tests.clock import FixedClock
from tests.printouts import pdf_tools


def test_the_code_on_the_sheet_belongs_to_the_card(
    tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["district-key", "--district", "Marlow County Schools", "--to", str(tmp_path)]
    assert cli.main(line, clock()) == 0
    said = capsys.readouterr().out
    sheet = (tmp_path / "district-recovery-sheet.pdf").read_bytes()
    card = district_key.read((tmp_path / "district.otdesk-district").read_bytes())
    pdf_tools.assert_sound(sheet, tmp_path)
    words = pdf_tools.structure_words(sheet)
    code = words.split("Recovery code", 1)[1].split()
    groups = [word for word in code if word.isalnum() and word.isupper()][:8]
    assert district_key.card_of(card.district, "-".join(groups)) == card
    assert card.number in pdf_tools.flat(sheet)
    assert card.number in said
    assert not any(group in said for group in groups)
    assert cli.main(line, clock()) == 1, "nothing is written over"
    assert cli.main([*line[:-1], str(tmp_path / "nowhere")], clock()) == 1
