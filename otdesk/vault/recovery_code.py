# SPDX-License-Identifier: MIT
"""The recovery code: 160 random bits as eight groups of five characters, the last of each a check character.

The check is a sum over GF(32) with a factor for each place and a constant for each group, so that every single wrong
character, every two exchanged neighbours and every two exchanged groups are found, and where.
"""

import secrets
import unicodedata

from otdesk.faults import Refusal
from otdesk.words import _, plural

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
_DATA = 4
_LOOKS_LIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    """ "7K3MQ-…": 40 characters, 160 random bits."""
    return code_of(secrets.token_bytes(20))


def code_of(secret: bytes) -> str:
    number = int.from_bytes(secret, "big")
    values = [(number >> (5 * place)) & 31 for place in reversed(range(GROUPS * _DATA))]
    groups = [values[start : start + _DATA] for start in range(0, len(values), _DATA)]
    return "-".join(
        "".join(ALPHABET[value] for value in [*group, _check(group, index)]) for index, group in enumerate(groups)
    )


def secret_of(text: str) -> bytes:
    """The 20 bytes of a typed code; Refusal that says which group is wrong."""
    groups = _split(text)
    wrong = [index for index, group in enumerate(groups) if not group_is_right(group, index)]
    if wrong:
        places = ", ".join(str(index + 1) for index in wrong)
        raise Refusal(
            plural(
                "Group {{places}} of the recovery code has a slip in it.",
                "Groups {{places}} of the recovery code have a slip in them.",
                len(wrong),
            ).format(places=places)
        )
    number = 0
    for group in groups:
        for letter in group[:_DATA]:
            number = number << 5 | ALPHABET.index(letter)
    return number.to_bytes(20, "big")


def group_is_right(group: str, index: int) -> bool:
    """Whether one typed group of five (index from 0) fits its check character."""
    group = _tidy(group)
    if len(group) != _DATA + 1 or any(letter not in ALPHABET for letter in group):
        return False
    values = [ALPHABET.index(letter) for letter in group]
    return _check(values[:_DATA], index) == values[_DATA]


def _tidy(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).upper().translate(_LOOKS_LIKE)
    return "".join(letter for letter in letters if letter.isalnum())


def _split(text: str) -> list[str]:
    """Groups as written with dashes or spaces, else every five characters."""
    written = [_tidy(part) for part in unicodedata.normalize("NFKC", text).replace("-", " ").split()]
    if len(written) == GROUPS:
        return written
    joined = "".join(written)
    if len(joined) != GROUPS * (_DATA + 1):
        raise Refusal(
            _("The recovery code has {groups} groups of 5 characters; {n} characters were typed.").format(
                groups=GROUPS, n=len(joined)
            )
        )
    return [joined[start : start + _DATA + 1] for start in range(0, len(joined), _DATA + 1)]


def _times(a: int, b: int) -> int:
    """Multiplication in GF(32), modulus x^5 + x^2 + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product


def _check(values: list[int], index: int) -> int:
    total = index + 1
    for place, value in enumerate(values):
        total ^= _times(value, place + 2)
    return total
