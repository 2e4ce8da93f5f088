# SPDX-License-Identifier: MIT
"""Placeholders of phrases: "{She} chose {her} own tool" becomes a sentence about this student."""

import re
from dataclasses import dataclass

_PLACE = re.compile(r"\{([A-Za-z]+)\}")
_SUBJECT, _POSSESSIVE = frozenset({"she", "he", "they"}), frozenset({"her", "his", "their"})


@dataclass(frozen=True, slots=True)
class About:
    """Whom a phrase is about; `subject` "she", `possessive` "her", the name itself where no pronoun is known."""

    name: str
    subject: str
    possessive: str
    teacher: str = ""


def filled(text: str, about: About) -> str:
    """Any pronoun in braces stands for this student's own, with a capital where the brace has one. What is not known
    stays as it was written."""

    def words(found: re.Match[str]) -> str:
        place = found[1].casefold()
        said = _word(place, about)
        if not said:
            return found[0]
        return said[:1].upper() + said[1:] if found[1][0].isupper() else said

    return _PLACE.sub(words, text)


def has_places(text: str) -> bool:
    """Whether it is about one student: such a phrase is no part of what a group shares."""
    return _PLACE.search(text) is not None


def _word(place: str, about: About) -> str:
    if place in _SUBJECT:
        return about.subject
    if place in _POSSESSIVE:
        return about.possessive
    return {"name": about.name, "teacher": about.teacher}.get(place, "")
