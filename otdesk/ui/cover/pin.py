# SPDX-License-Identifier: MIT
"""The PIN that lifts the cover: 4 to 8 digits, kept salted and stretched in memory until the program ends."""

import hmac
import secrets
from hashlib import pbkdf2_hmac
from itertools import pairwise

from otdesk.faults import Refusal
from otdesk.words import _

LEAST, MOST = 4, 8
MISSES = 5
"""After so many wrong tries in a row the cover becomes a lock."""
_ROUNDS = 50_000


class Pin:
    """One chosen PIN. Refusal for what is none, or is tried first by everybody."""

    def __init__(self, digits: str) -> None:
        check(digits)
        self._salt = secrets.token_bytes(16)
        self._kept = self._stretched(digits)

    def fits(self, digits: str) -> bool:
        return hmac.compare_digest(self._stretched(digits), self._kept)

    def _stretched(self, digits: str) -> bytes:
        return pbkdf2_hmac("sha256", digits.encode(), self._salt, _ROUNDS)


def is_pin(text: str) -> bool:
    """Whether it could be one; a passphrase is longer."""
    return LEAST <= len(text) <= MOST and text.isascii() and text.isdecimal()


def check(digits: str) -> None:
    if not is_pin(digits):
        raise Refusal(_("A PIN has {least} to {most} digits.").format(least=LEAST, most=MOST))
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Refusal(_("This PIN is one of those tried first. Take another."))
