# SPDX-License-Identifier: MIT
"""The index of words behind the search of signed notes: made from their rows, kept up by triggers, laid anew at will.

One entry a note, under the number of its row of words, so that it is read from the newest day of service back. It holds
no text, only which word is in which note; it lies in the vault's file like everything else and is encrypted with it.
"""

from sqlalchemy import Connection

TABLE = "note_index"
_MARK = "_"
"""Begins the words that nobody wrote: whose note it is, where it was written, which goals it measured."""

_AMENDED = "SELECT group_concat(a.words, ' ') FROM amendments a WHERE a.note_id = w.note_id"
_ENTRY = (
    f"SELECT w.id, replace(w.words || ' ' || coalesce(({_AMENDED}), ''), '{_MARK}', ' ') || ' ' || w.marks "
    "FROM note_words w"
)
# No positions are kept: what is looked for are words and beginnings of words. One and two letters have lists of their
# own, for they are typed first and stand everywhere.
_TABLE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2', "
    f"tokenize=\"unicode61 remove_diacritics 0 tokenchars '{_MARK}'\")"
)
_FILL = f"INSERT OR REPLACE INTO {TABLE}(rowid, words) {_ENTRY}"
_TRIGGERS = (
    f"CREATE TRIGGER {TABLE}_signed AFTER INSERT ON note_words BEGIN {_FILL} WHERE w.id = NEW.id; END",
    f"CREATE TRIGGER {TABLE}_amended AFTER INSERT ON amendments BEGIN {_FILL} WHERE w.note_id = NEW.note_id; END",
)


def lay(connection: Connection) -> None:
    """Make it from all rows there are, in a file that has none."""
    for statement in (_TABLE, _FILL, *_TRIGGERS):
        connection.exec_driver_sql(statement)


def lift(connection: Connection) -> None:
    """Remove it with all its words. Its triggers go with the others of the file."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TABLE}")
