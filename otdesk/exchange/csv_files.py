# SPDX-License-Identifier: MIT
"""CSV: encoding, byte order mark and delimiter are guessed."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from otdesk.exchange.grids import Grid, build
from otdesk.exchange.limits import UnusableFile
from otdesk.rules.import_rows import FileProblem

_DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE_LINES = 60
_CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\x1a")


def read_csv(content: bytes) -> Grid:
    text = decode(content)
    named = text[:6].casefold().startswith("sep=") and len(text) > 5
    delimiter = text[4] if named else guess_delimiter(text)
    if named:
        # Excel's own first line; it is a row of the file but not of the sheet Excel shows.
        text = text[text.find("\n") + 1 :]
    return build(_rows(text, delimiter))


def decode(content: bytes) -> str:
    """Text of the bytes: a mark decides, then UTF-16 without a mark, UTF-8, and the old Windows code page."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    wide = _wide_encoding(content)
    if wide:
        return _strictly(content, wide)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    controls = sum(letter in _CONTROLS for letter in text[:20_000]) + text.count("\N{REPLACEMENT CHARACTER}", 0, 20_000)
    if controls > len(text[:20_000]) // 200:
        raise UnusableFile(FileProblem.NOT_A_SPREADSHEET)
    return text


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as damaged:
        raise UnusableFile(FileProblem.DAMAGED) from damaged


def _wide_encoding(content: bytes) -> str:
    """UTF-16 without a mark shows as zeros in every other byte of Latin text."""
    sample = content[:2000]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def guess_delimiter(text: str) -> str:
    """The sign that gives most rows the same number of cells, more cells being better."""

    def score(delimiter: str) -> float:
        sample = _sample(text)
        try:
            rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            counts = Counter(len(row) for row in rows if row)
        except csv.Error:
            return 0.0
        wide = {width: times for width, times in counts.items() if width > 1}
        if not wide:
            return 0.0
        width, times = max(wide.items(), key=lambda item: item[0] * item[1])
        return width * times / sum(counts.values())

    return max(_DELIMITERS, key=score)


def _sample(text: str) -> str:
    end = 0
    for _line in range(_SAMPLE_LINES):
        following = text.find("\n", end)
        if following < 0:
            return text[:200_000]
        end = following + 1
    return text[: min(end, 200_000)]


def _rows(text: str, delimiter: str) -> Iterator[Iterator[tuple[object, bool]]]:
    if "\n" not in text:
        text = text.replace("\r", "\n")  # old Macintosh line ends
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    last_line, cells = 0, 0
    try:
        for row in reader:
            lines, last_line = reader.line_num - last_line, reader.line_num
            cells = max(cells, len(row))
            if lines > 500:
                raise UnusableFile(FileProblem.OPEN_QUOTE)
            yield ((cell, cell.lstrip().startswith("=")) for cell in row)
    except csv.Error as damaged:
        problem = FileProblem.OPEN_QUOTE if "field larger" in str(damaged) else FileProblem.DAMAGED
        raise UnusableFile(problem) from damaged
    if _quote_left_open(text, delimiter):
        raise UnusableFile(FileProblem.OPEN_QUOTE)


def _quote_left_open(text: str, delimiter: str) -> bool:
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as fault:
        return "unexpected end of data" in str(fault)
    return False
