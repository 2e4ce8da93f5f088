# SPDX-License-Identifier: MIT
"""How hard a passphrase is to guess, roughly: a help while choosing, not a rule."""

import math
import re
import secrets
from dataclasses import dataclass
from functools import cache

from otdesk import paths
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

MIN_LENGTH = 15


@dataclass(frozen=True, slots=True)
class Strength:
    level: int  # 0 nothing, 1 to 4
    words: str
    tone: Tone


@cache
def wordlist() -> tuple[str, ...]:
    return tuple(paths.resource("templates", "words.txt").read_text(encoding="utf-8").split())


def suggest(count: int = 5) -> str:
    """Words drawn by the system's random source: "velvet otter nine pencil harbor"."""
    return " ".join(secrets.choice(wordlist()) for _n in range(count))


def bits(passphrase: str) -> float:
    """A guess at the bits of guessing work: a word counts as one of a few thousand, other signs by themselves."""
    total = 0.0
    seen: set[str] = set()
    for piece in re.findall(r"[^\W\d_]+|\d+|[^\w\s]+|_+", passphrase.casefold()):
        if piece in seen:
            total += 1
            continue
        seen.add(piece)
        variety = len(set(piece))
        if piece.isalpha():
            total += min(11.5, 3.0 * variety) if len(piece) <= 10 else min(3.0 * variety, 1.6 * len(piece))
        elif piece.isdigit():
            total += min(3.3 * variety, 10)
        else:
            total += 3 * variety
    return total


def rate(passphrase: str) -> Strength:
    length = len(passphrase)
    if not length:
        return Strength(0, "", Tone.NEUTRAL)
    if length < MIN_LENGTH:
        return Strength(1, plural("{n} more character", "{n} more characters", MIN_LENGTH - length), Tone.TODO)
    level = min(4, max(1, math.floor(bits(passphrase) / 11.5)))
    told = {
        1: (_("Weak: easy to guess. Add words that do not belong together."), Tone.TODO),
        2: (_("Fair: one or two more words make it much harder to guess."), Tone.TODO),
        3: (_("Good: hard to guess"), Tone.DONE),
        4: (_("Strong: long enough to resist guessing"), Tone.DONE),
    }
    return Strength(level, *told[level])
