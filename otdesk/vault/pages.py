# SPDX-License-Identifier: MIT
"""Whether every page and every row of a file can be read and is what was written: the engine's checks and our reading.

None of this sees committed work that is gone or an old page put back; for that there are anchor and chains.
"""

import re
from collections import deque
from pathlib import Path
from typing import Any

_LOG_HEADER, _FRAME_HEADER = 32, 24
_NUMBER = re.compile(r"page (\d+)")


def are_whole(raw: Any, *, behind: int = 0, log: Path | None = None) -> bool:
    """Both integrity checks, the foreign keys, and every row read.

    `behind` pages at the end of the file are not the database's. Where a write-ahead `log` still holds a page, what
    stands in the file is an old state that the log replaces, and after a power cut perhaps half of one.
    """
    import sqlcipher3.dbapi2 as driver

    try:
        last = int(raw.execute("PRAGMA page_count").fetchone()[0])
        passed_over = set(range(last + 1, last + 1 + behind)) | (in_log(log) if log is not None else set())
        found = [row[0] for row in raw.execute("PRAGMA cipher_integrity_check") if _page(row[0]) not in passed_over]
        found += [row[0] for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += raw.execute("PRAGMA foreign_key_check").fetchall()
        for name in tables(raw):
            deque(raw.execute(f'SELECT * FROM "{name}"'), maxlen=0)
    except driver.DatabaseError:
        return False
    return not found


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
