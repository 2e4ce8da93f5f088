# SPDX-License-Identifier: MIT
"""Which school a text means: by name, by code, or by a near miss."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """`id` 0 is a school that is being added."""

    id: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class SchoolMatch:
    """`sure`: name or code as it stands. Several in `like` and no `school` = ambiguous."""

    school: KnownSchool | None = None
    sure: bool = False
    like: tuple[KnownSchool, ...] = ()


_LEVELS = {
    "elementary": ("elementary", "elem", "el", "es", "primary", "prim", "grade"),
    "middle": ("middle", "mid", "ms", "intermediate", "jr", "junior", "jrhs"),
    "high": ("high", "hs", "sr", "senior", "secondary"),
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words}
_NOISE = frozenset({"school", "schl", "sch", "the", "of", "public", "campus"})
_NEAR = 84
_CLEAR = 6  # points by which the best near miss must lead


def match_school(text: str, schools: Sequence[KnownSchool]) -> SchoolMatch:
    """The school a cell means, if any."""
    plain = " ".join(text.casefold().split())
    for school in schools:
        if plain in {" ".join(school.name.casefold().split()), school.code.casefold()}:
            return SchoolMatch(school, sure=True)
    scored = sorted(((_likeness(plain, school), school) for school in schools), key=_score, reverse=True)
    near = [(score, school) for score, school in scored if score >= _NEAR]
    if not near:
        return SchoolMatch()
    like = tuple(school for _points, school in near)
    if len(near) > 1 and near[0][0] - near[1][0] < _CLEAR:
        return SchoolMatch(like=like)
    return SchoolMatch(near[0][1], like=like)


def _score(pair: tuple[float, KnownSchool]) -> float:
    return pair[0]


def _likeness(plain: str, school: KnownSchool) -> float:
    """0 to 100 of the names proper; a different level ("Middle" for "Elementary") is another school."""
    core, level = _parts(plain)
    other, other_level = _parts(school.name)
    if level and other_level and level != other_level:
        return 0.0
    if not core or not other:
        return 0.0
    initials = "".join(word[0] for word in re.findall(r"\w+", school.name.casefold()))
    if plain == initials and len(initials) > 1:
        return 95.0
    from rapidfuzz import fuzz

    return float(fuzz.ratio(core, other))


def _parts(name: str) -> tuple[str, str]:
    """("elmhurst", "high") from "Elmhurst HS"."""
    words = re.findall(r"[^\W_]+", name.casefold())
    level = ""
    core = []
    for place, word in enumerate(words):
        if word in _NOISE:
            continue
        if place and word in _LEVEL_OF:  # "High Meadow Elementary" begins with no level
            level = _LEVEL_OF[word] if level in {"", "high"} else level
        else:
            core.append(word)
    return " ".join(core), level
