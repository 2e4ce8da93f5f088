# SPDX-License-Identifier: MIT
"""The words of one student's note while a group is written: they follow the data whether or not they are on screen."""

from collections.abc import Mapping

from otdesk.rules.note_entry import Piece, Section
from otdesk.rules.sentences import Sections, follow


class LaneWords:
    """Four sections. `composed` is what the data gave last, to tell her words from linked ones."""

    def __init__(self, sections: Sections, composed: Sections) -> None:
        self._pieces = dict(sections)
        self._composed = dict(composed)

    def pieces(self, section: Section) -> tuple[Piece, ...]:
        return self._pieces.get(section, ())

    def composed(self) -> Mapping[Section, tuple[Piece, ...]]:
        return self._composed

    def follow(self, fresh: Sections) -> None:
        """The data changed: linked words follow, hers stay."""
        for section, pieces in fresh:
            self._pieces[section] = follow(self.pieces(section), self._composed.get(section, ()), pieces)
        self._composed = dict(fresh)

    def write(self, section: Section, pieces: tuple[Piece, ...]) -> None:
        """The person wrote in a section."""
        self._pieces[section] = pieces

    def sections(self) -> Sections:
        return tuple((section, self.pieces(section)) for section in Section if self.pieces(section))

    def plain(self) -> str:
        return "\n".join("".join(piece.text for piece in self.pieces(section)) for section in Section)

    def count(self) -> int:
        return len(self.plain().split())
