# SPDX-License-Identifier: MIT
"""The fonts of printed pages: which face can draw a character, how wide words are, where lines end.

Nothing a person typed is dropped: a character no bundled face has is written as its code, [U+6F22], and reported.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from otdesk import paths

REGULAR = "Inter"
SEMIBOLD = "Inter-SemiBold"
BOLD = "Inter-Bold"
_FALLBACK = "DejaVuSans"
_FILES = {
    REGULAR: "Inter_400Regular.ttf",
    SEMIBOLD: "Inter_600SemiBold.ttf",
    BOLD: "Inter_700Bold.ttf",
    _FALLBACK: "DejaVuSans.ttf",
}
_WORDS = re.compile(r"[^ ]+")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Without ink by definition: soft hyphens, joiners, direction marks, variation selectors.
_INVISIBLE = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one weight within a line."""

    text: str
    face: str = REGULAR


@dataclass(frozen=True, slots=True)
class Line:
    """One line as drawn. `spaced`: the next line is a new word, so the drawn line ends with a space (text tools would
    otherwise join the two words)."""

    spans: tuple[Span, ...]
    width: float
    spaced: bool = True


@dataclass(slots=True)
class Missing:
    """Collects the characters that no face can draw, for the warning to the person."""

    characters: set[str] = field(default_factory=set)


class Faces:
    """The registered faces. One per process, because ReportLab's registry is; safe to read from several threads."""

    def __init__(self) -> None:
        from reportlab import rl_config
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        rl_config.useA85 = 0  # streams stay binary: a quarter smaller
        self.fonts: dict[str, Any] = {}
        for name, file in _FILES.items():
            font = TTFont(name, str(paths.resource("fonts", file)))
            pdfmetrics.registerFont(font)
            self.fonts[name] = font
        self._drawable = frozenset.intersection(*(self._covers(n) for n in (REGULAR, SEMIBOLD, BOLD)))
        self._fallback = self._covers(_FALLBACK)
        self._widths: dict[tuple[str, str], float] = {}

    def _covers(self, name: str) -> frozenset[str]:
        glyphs = self.fonts[name].face.charToGlyph
        return frozenset(chr(code) for code in glyphs if not _unprintable(chr(code)))

    def readable(self, text: str, missing: Missing) -> str:
        """The text with line ends as \\n and every character drawable by some face."""
        if text.isascii() and text.isprintable():
            return text
        text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", "    ")
        text = unicodedata.normalize("NFC", text)
        if self._drawable.issuperset(text.replace("\n", " ")):
            return text
        return "".join(self._shown(char, missing) for char in text)

    def _shown(self, char: str, missing: Missing) -> str:
        if char == "\n" or char in self._drawable:
            return char
        # Right-to-left scripts would come out in the wrong order: their codes say at least which letters they are.
        if char in self._fallback and unicodedata.bidirectional(char) not in {"R", "AL"}:
            return char
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and self._drawable.issuperset(plain):
            return plain
        missing.characters.add(char)
        return f"[U+{ord(char):04X}]"

    def runs(self, span: Span) -> Iterable[tuple[str, str]]:
        """(face, text) pieces, so that each piece is drawn by a face that has its characters."""
        if self._drawable.issuperset(span.text):
            yield span.face, span.text
            return
        piece = ""
        face = span.face
        for char in span.text:
            wanted = span.face if char in self._drawable else _FALLBACK
            if wanted != face and piece:
                yield face, piece
                piece = ""
            face = wanted
            piece += char
        if piece:
            yield face, piece

    def width(self, text: str, face: str, size: float) -> float:
        """In points; without kerning, so the widths of words add up."""
        key = (face, text)
        wide = self._widths.get(key)
        if wide is None:
            wide = sum(self.fonts[f].stringWidth(t, 1000) for f, t in self.runs(Span(text, face)))
            if len(self._widths) > _CACHED:
                self._widths.clear()
            self._widths[key] = wide
        return wide * size / 1000

    def wrap(self, spans: Iterable[Span], size: float, width: float) -> list[Line]:
        """Greedy lines; a word wider than the line is cut. Every \\n starts a new line."""
        spans = tuple(spans)
        if len(spans) == 1 and len(spans[0].text) <= _SHORT and "\n" not in spans[0].text:
            whole = self.width(spans[0].text, spans[0].face, size)
            if whole <= width:
                return [Line(spans if spans[0].text else (), whole)]
        breaker = _Breaker(self, size, width)
        for span in spans:
            for number, part in enumerate(span.text.split("\n")):
                if number:
                    breaker.end_line(spaced=True)
                breaker.add(part, span.face)
        breaker.end_line(spaced=True)
        return breaker.lines


_CACHED = 50_000
_SHORT = 60
"""Texts up to this length are tried as one line first, and their widths kept."""


class _Breaker:
    """Fills lines word by word."""

    def __init__(self, faces: Faces, size: float, width: float) -> None:
        self.lines: list[Line] = []
        self._faces = faces
        self._size = size
        self._room = width + 0.01
        self._clear()

    def _clear(self) -> None:
        self._pieces: list[tuple[str, str]] = []  # (face, text with its leading spaces)
        self._used = 0.0

    def add(self, text: str, face: str) -> None:
        faces, size = self._faces, self._size
        position = 0
        for match in _WORDS.finditer(text):
            gap = text[position : match.start()]
            position = match.end()
            word = match.group()
            wide = faces.width(word, face, size)
            space = faces.width(gap, face, size) if gap else 0.0
            if self._used + space + wide <= self._room:
                self._take(gap + word, face, space + wide)
                continue
            if self._used:
                self._break_before(gap)
            self._take_long(word, face, wide)
        if position < len(text) and self._used:
            gap = text[position:]
            self._take(gap, face, faces.width(gap, face, size))

    def _break_before(self, gap: str) -> None:
        """Ends the line. Without a gap the word goes on from the span before it ("(" + "bold")."""
        self.end_line(spaced=bool(gap) or self._ends_with_space())

    def _ends_with_space(self) -> bool:
        return bool(self._pieces) and self._pieces[-1][1].endswith(" ")

    def _take(self, text: str, face: str, wide: float) -> None:
        self._pieces.append((face, text))
        self._used += wide

    def _take_long(self, word: str, face: str, wide: float) -> None:
        while wide > self._room:
            fits = self._fitting(word, face)
            self._take(word[:fits], face, self._faces.width(word[:fits], face, self._size))
            self.end_line(spaced=False)
            word = word[fits:]
            wide = self._faces.width(word, face, self._size)
        self._take(word, face, wide)

    def _fitting(self, word: str, face: str) -> int:
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if self._faces.width(word[:middle], face, self._size) <= self._room:
                low = middle
            else:
                high = middle - 1
        return low

    def end_line(self, *, spaced: bool) -> None:
        spans: list[Span] = []
        for face, text in self._pieces:
            if spans and spans[-1].face == face:
                spans[-1] = Span(spans[-1].text + text, face)
            else:
                spans.append(Span(text, face))
        self.lines.append(Line(tuple(spans), self._used, spaced))
        self._clear()


def _unprintable(char: str) -> bool:
    """Control and format characters have no ink even where a font maps them; a soft hyphen is such."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


@functools.cache
def faces() -> Faces:
    """The fonts, parsed on first use (about 20 ms)."""
    return Faces()
