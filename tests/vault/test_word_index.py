# SPDX-License-Identifier: MIT
"""The index of words finds what the rule says is in a text, follows the rows, and is gone when it is lifted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from otdesk.rules.note_search import folded, says, tokens
from otdesk.vault import engine, pages, word_index

ROWS = (
    "CREATE TABLE note_words (id INTEGER PRIMARY KEY, note_id INTEGER, words TEXT, marks TEXT)",
    "CREATE TABLE amendments (id INTEGER PRIMARY KEY, note_id INTEGER, words TEXT)",
)
WORDS = st.text(st.sampled_from("abž3ßİ½ _-/.'\"*()^:é́\u0130中字ー\t"), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    made = engine.plain_engine(_raw(tmp_path_factory.mktemp("index")))
    with made.begin() as connection:
        for statement in ROWS:
            connection.exec_driver_sql(statement)
        word_index.lay(connection)
        yield connection
    made.dispose()


def _raw(folder: Path) -> Any:
    return engine.open_file(folder / "data.db", b"\3" * 32, create=True)


def found(db: Connection, asked: str) -> list[int]:
    return [row[0] for row in db.exec_driver_sql("SELECT rowid FROM note_index WHERE note_index MATCH ?", (asked,))]


def sign(db: Connection, row: int, words: str, marks: str = "") -> None:
    db.exec_driver_sql("INSERT INTO note_words VALUES (?, ?, ?, ?)", (row, row, folded(words), marks))


def empty(db: Connection) -> None:
    word_index.lift(db)
    db.exec_driver_sql("DROP TRIGGER IF EXISTS note_index_signed")
    db.exec_driver_sql("DROP TRIGGER IF EXISTS note_index_amended")
    db.exec_driver_sql("DELETE FROM note_words")
    db.exec_driver_sql("DELETE FROM amendments")
    word_index.lay(db)


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_it_finds_what_the_rule_says_is_there(db: Connection, texts: list[str], term: str) -> None:
    empty(db)
    for row, text in enumerate(texts, start=1):
        sign(db, row, text)
    asked = " AND ".join(f'"{token}"*' for token in tokens(term))
    if asked:
        assert found(db, asked) == [row for row, text in enumerate(texts, start=1) if says(folded(text), term)]


def test_amendments_are_found_and_marks_cannot_be_written(db: Connection) -> None:
    empty(db)
    sign(db, 1, "cut a circle _s7", "_s4 _l2")
    sign(db, 2, "cut a square", "_s7")
    assert found(db, '"_s7"') == [2]
    assert found(db, '"cut"* AND "_l2"') == [1]
    db.exec_driver_sql("INSERT INTO amendments VALUES (1, 1, 'was a triangle'), (2, 1, 'and blue _s7')")
    assert found(db, '"tri"* AND "circle"* AND "blue"* AND "_s4"') == [1]
    assert found(db, '"_s7"') == [2]


def test_laid_anew_it_is_as_it_was_and_lifted_it_leaves_nothing(db: Connection) -> None:
    empty(db)
    sign(db, 1, "cut a circle", "_s4")
    db.exec_driver_sql("INSERT INTO amendments VALUES (1, 1, 'was a triangle')")
    before = found(db, '"tri"* AND "_s4"')
    word_index.lift(db)
    names = [row[0] for row in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert sorted(names) == ["amendments", "note_words"]
    db.exec_driver_sql("DROP TRIGGER note_index_signed")
    db.exec_driver_sql("DROP TRIGGER note_index_amended")
    word_index.lay(db)
    assert found(db, '"tri"* AND "_s4"') == before == [1]


def test_what_it_keeps_for_itself_does_not_count_as_rows(tmp_path: Path) -> None:
    raw = _raw(tmp_path)
    made = engine.plain_engine(raw)
    with made.begin() as connection:
        for statement in ROWS:
            connection.exec_driver_sql(statement)
        word_index.lay(connection)
    assert pages.tables(raw) == ["amendments", "note_words"]
    assert pages.are_whole(raw)
    made.dispose()
