# SPDX-License-Identifier: MIT
"""Files that come in, spoiled in many ways: each is read or refused with a sentence, none changes half of a vault.

imports.py counts what becomes of them.
"""

import csv
import io
import random
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.parse import parse_file
from otdesk.queries.import_words import file_sentence
from otdesk.rules.import_rows import FileKind, ParsedFile

FILES = Path(__file__).resolve().parents[1] / "files"
TODAY = date(2026, 10, 20)
_PIECES = (
    b'"', b"\n", b"\r", b",", b";", b"\t", b"=1+1", b"=cmd|' /C calc'!A0", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"99999999999", b"-1", b"1e400", b"31/31/2015", b"2x30/wk; 15/mo cons", b"RRULE:FREQ=SECONDLY\r\n",
    b"RRULE:FREQ=DAILY;INTERVAL=0\r\n", b"RRULE:FREQ=WEEKLY;UNTIL=99991231\r\n", b"<!ENTITY a 'b'>", b"&lol;", b"<v>",
    b"</row>", b"t='s'", b"\xf0\x9f\x92\xa9", "Łukasz Škoda".encode(), b"A" * 3000, b"{}" * 200, b"%s%n", b"0" * 400,
)  # fmt: skip

_CELLS = (
    "=1+1", "+1", "-5", "@x", "'", "31/31/2015", "2/29/2027", "44050", "1/1/1900", "99999", "1e400", "nan",
    "a lot", "every 0 weeks", "2x30/wk; 15/mo cons", "60 min Weekly; 7 session(s)", "0", "-1", "25:00", "12:00",
    "3:15", "all", "K-12", "12-K", "HOME", "CR", "Cedar Ridge", "Elm Hollow HS", "no", "maybe", "two_hour_delay",
    "Łukasz Škoda", "x" * 250, "y" * 12_000, "eval", "as needed", "1. one 2. two 3. three", "a|b|c", "a\nb",
    "\u202e\u200b", "IEP", "504", "Mon-Fri", "F-M",
)  # fmt: skip


def originals() -> list[Path]:
    return [path for path in sorted(FILES.glob("marlow*/*")) if not path.name.startswith("expected")]


def spoil(content: bytes, chance: random.Random, times: int) -> bytes:
    """Flip, cut, repeat, move or insert, a few times over."""
    data = bytearray(content)
    for _ in range(times):
        at = chance.randrange(len(data) + 1) if data else 0
        length = chance.choice((1, 1, 2, 8, 64, 500))
        way = chance.randrange(6)
        if way == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif way == 1:
            del data[at : at + length]
        elif way == 2:
            data[at:at] = bytes(data[at : at + length]) * chance.choice((1, 2, 30))
        elif way == 3:
            data[at:at] = bytes(chance.choice(_PIECES))
        elif way == 4 and chance.random() < 0.2:
            del data[at:]
        else:
            start = chance.randrange(len(data) + 1)
            data[at : at + length] = data[start : start + length]
    return bytes(data)


def spoil_workbook(content: bytes, chance: random.Random, times: int) -> bytes:
    """Spoil a part inside the archive, so that what is wrong is wrong in the sheet and not only in the wrapping."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([*parts, *["xl/worksheets/sheet1.xml"] * 6, "xl/workbook.xml"])
    if chance.random() < 0.1:
        del parts[name]
    else:
        parts[name] = spoil(parts[name], chance, times)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return out.getvalue()


def spoil_cells(content: bytes, chance: random.Random, times: int) -> bytes:
    """A table that is whole as a table, with cells that belong elsewhere or nowhere."""
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if row]
    for _ in range(times * 3):
        row = chance.choice(rows[1:])
        way = chance.randrange(5)
        if way == 0:
            rows.append(list(row))
        elif way == 1:
            row[chance.randrange(len(row))] = ""
        elif way == 2:
            row[chance.randrange(len(row))] = chance.choice(_CELLS)
        elif way == 3:  # a cell of another row, in its own column
            column = chance.randrange(len(row))
            row[column] = chance.choice(rows[1:])[column % len(rows[-1])]
        else:
            row[chance.randrange(len(row))] = chance.choice(chance.choice(rows))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def spoiled(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """(name, content) of so many spoiled files; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - spoiled the same way in every run
    sources = [(path.name, path.read_bytes()) for path in originals()]
    for _ in range(count):
        name, content = chance.choice(sources)
        times = chance.choice((1, 1, 2, 5, 20))
        gently = chance.random() < 0.7
        if name.endswith(".xlsx") and gently:
            yield name, spoil_workbook(content, chance, times)
        elif name.endswith(".csv") and gently:
            yield name, spoil_cells(content, chance, times)
        else:
            yield name, spoil(content, chance, times)


def read(path: Path, content: bytes, kind: FileKind | None = None) -> ParsedFile | str:
    """The rows, or the sentence the person is told."""
    path.write_bytes(content)
    try:
        return parse_file(path, TODAY, kind=kind)
    except UnusableFile as unusable:
        sentence = file_sentence(unusable.problem)
        if not sentence.endswith("."):
            raise AssertionError(unusable.problem) from unusable
        return sentence


def most_memory() -> float:
    """Megabytes of the largest child so far; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
