# SPDX-License-Identifier: MIT
"""Grades as text: one grade ("K", "2nd", "Grade 3", "TK") and ranges ("K-1", "9-12", "PK, K", "all")."""

import re
from dataclasses import dataclass

PK, K, LAST = -1, 0, 12

_PRE = frozenset({
    "pk", "p", "prek", "prekindergarten", "preschool", "ps", "ecse", "ec", "ece", "tk", "ptk", "pk3", "pk4", "4k", "3k",
    "prekg", "earlychildhood", "transitionalkindergarten", "-1",
})  # fmt: skip
_KINDER = frozenset({"k", "kg", "kdg", "kinder", "kindergarten", "kn", "0", "00", "5k", "kf"})
_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "freshman": 9, "sophomore": 10, "junior": 11, "senior": 12,
}  # fmt: skip
_NUMBER = re.compile(r"^0?(\d{1,2})(?:st|nd|rd|th)?(?:\.0+)?$")
_RANGE = re.compile(r"\s*(?:-|–|—|to|through|thru)\s*")
# Excel turns "9-12" typed into a cell into September 12th; read back as it was typed.
_SPREADSHEET_DATE = re.compile(r"^\d{4}-(\d{2})-(\d{2})$")


@dataclass(frozen=True, slots=True)
class GradeBand:
    """Grades `first` to `last`, both included; PK is -1, K is 0. `doubtful` when a spreadsheet had made it a date."""

    first: int
    last: int
    doubtful: bool = False

    def holds(self, grade: int) -> bool:
        return self.first <= grade <= self.last


ALL_GRADES = GradeBand(PK, LAST)


def read_grade(text: str) -> int | None:
    """One grade, or None."""
    plain = _plain(text)
    if plain in _PRE:
        return PK
    if plain in _KINDER:
        return K
    if plain in _WORDS:
        return _WORDS[plain]
    found = _NUMBER.match(plain)
    if found and 1 <= int(found[1]) <= LAST:
        return int(found[1])
    return None


def read_band(text: str) -> GradeBand | None:
    """A band of grades, or None. "all" and an empty text mean every grade; a list spans its lowest to its highest."""
    plain = " ".join(text.casefold().split())
    if plain in {"", "all", "all grades", "every", "any", "*"}:
        return ALL_GRADES
    if found := _SPREADSHEET_DATE.match(plain):
        low, high = int(found[1]), int(found[2])
        return GradeBand(low, high, doubtful=True) if low <= high <= LAST else None
    single = read_grade(plain)
    if single is not None:
        return GradeBand(single, single)
    grades: list[int] = []
    plain = re.sub(r"pre[- ]?k(?:indergarten)?", "pk", plain)
    for piece in re.split(r"[,;/&]|\band\b", plain):
        ends = [read_grade(end) for end in _RANGE.split(piece.strip()) if end]
        known = [grade for grade in ends if grade is not None]
        if not ends or len(known) != len(ends) or len(ends) > 2:
            return None
        grades.extend(known)
    return GradeBand(min(grades), max(grades))


def _plain(text: str) -> str:
    words = [
        word for word in re.split(r"[\s_]+", text.casefold().strip().strip(".")) if word not in {"grade", "gr", "gr."}
    ]
    joined = "".join(words)
    return (
        joined if joined == "-1" else re.sub(r"[-.](?=[a-z])|\.$", "", joined.removesuffix("grade").removeprefix("gr"))
    )
