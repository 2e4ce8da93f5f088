# SPDX-License-Identifier: MIT
"""Phrases go to a file and come back as they were; what is no phrase is named by its row."""

import unicodedata
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.phrase_files import PhraseLine, phrases_bytes, read_phrases

KINDS = ("did", "plan")
HEADINGS = ("Kind", "On the button", "The words", "Category")
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=40).map(partial(unicodedata.normalize, "NFC"))


def kept(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.builds(PhraseLine, st.sampled_from(KINDS), WORDS, WORDS, st.just("") | WORDS), min_size=1, unique=True)
)
def test_what_was_saved_comes_back(tmp_path: Path, lines: list[PhraseLine]) -> None:
    table = read_phrases(kept(tmp_path / "p.csv", phrases_bytes(HEADINGS, lines)), KINDS)
    assert list(table.lines) == list(dict.fromkeys(lines))
    assert table.unread == ()


def test_rows_that_are_no_phrase_are_named(tmp_path: Path) -> None:
    rows = ["Kind,Button,Words", "did,Putty,a putty warm-up", "dance,Swing,a swing", "plan,,Continue.", "plan,More"]
    rows += ["plan,Empty, ", "PLAN , Go on ,'-5 less", "did,Putty,a putty warm-up", "did,Swing,a swing, Senses"]
    table = read_phrases(kept(tmp_path / "p.csv", "\n".join(rows).encode()), KINDS)
    assert table.lines == (
        PhraseLine("did", "Putty", "a putty warm-up"),
        PhraseLine("plan", "Go on", "-5 less"),
        PhraseLine("did", "Swing", "a swing", "Senses"),
    )
    assert table.unread == (3, 4, 5, 6)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 something", b"\x89PNG\r\n", b"did,a,b\n" * 140_000])
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnusableFile):
        read_phrases(kept(tmp_path / "p.csv", data), KINDS)
