# SPDX-License-Identifier: MIT
"""Whether every page and every row of a file is what was written: the engine's own checks.

None of this sees committed work that is gone or an old page put back; for that there are anchor and chains.
"""

import re
from pathlib import Path
from typing import Any

_LOG_HEADER, _FRAME_HEADER = 32, 24
_NUMBER = re.compile(r"page (\d+)")


def are_whole(raw: Any, *, behind: int = 0, log: Path | None = None) -> bool:
    """Both integrity checks and the foreign keys."""
    return are_sealed(raw, behind=behind, log=log) and are_sound(raw) and are_joined(raw)


def are_sealed(raw: Any, *, behind: int = 0, log: Path | None = None) -> bool:
    """Whether each page bears the seal of its key.

    `behind` pages at the end of the file are not the database's. Where a write-ahead `log` still holds a page, what
    stands in the file is an old state that the log replaces, and after a power cut perhaps half of one.
    """
    last = _found(raw, "PRAGMA page_count")
    damaged = _found(raw, "PRAGMA cipher_integrity_check")
    if last is None or damaged is None:
        return False
    end = int(last[0][0])
    passed_over = set(range(end + 1, end + 1 + behind)) | (in_log(log) if log is not None else set())
    return all(_page(row[0]) in passed_over for row in damaged)


def are_sound(raw: Any) -> bool:
    """Whether tables and indexes hold together."""
    return _found(raw, "PRAGMA integrity_check") == [("ok",)]


def are_joined(raw: Any) -> bool:
    """Whether every row that refers to another finds it."""
    return _found(raw, "PRAGMA foreign_key_check") == []


def _found(raw: Any, check: str) -> list[tuple[Any, ...]] | None:
    """All that a check says; nothing when it breaks off."""
    import sqlcipher3.dbapi2 as driver

    try:
        return list(raw.execute(check))
    except driver.DatabaseError:
        return None


def tables(raw: Any) -> list[str]:
    """Those that hold rows of ours: what an index of words keeps for itself is made from them."""
    names = raw.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    return [name for (name,) in names.fetchall() if not name.startswith("sqlite_")]


def _page(finding: str) -> int:
    number = _NUMBER.search(finding)
    return int(number[1]) if number else 0


def in_log(log: Path) -> set[int]:
    """Numbers of the pages that a write-ahead log holds. The engine's own reading says whether it holds them whole."""
    found: set[int] = set()
    if not log.is_file():
        return found
    with log.open("rb") as file:
        header = file.read(_LOG_HEADER)
        size = int.from_bytes(header[8:12], "big")
        while len(frame := file.read(_FRAME_HEADER)) == _FRAME_HEADER:
            if frame[8:16] == header[16:24]:
                found.add(int.from_bytes(frame[:4], "big"))
            file.seek(size, 1)
    return found
