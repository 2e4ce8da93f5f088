# SPDX-License-Identifier: MIT
"""What a passphrase must be: long enough, and not one that everybody tries first. Nothing about its characters."""

import unicodedata

from otdesk import paths
from otdesk.faults import Refusal
from otdesk.words import _

MIN_LENGTH = 15
# Seconds to wait before the next try, by wrong tries so far. Never a wipe.
_DELAYS = (0, 0, 0, 1, 2, 4, 8, 15, 30)


def delay(wrong_tries: int) -> int:
    """Seconds to wait after that many wrong tries in a row."""
    return _DELAYS[min(max(wrong_tries, 0), len(_DELAYS) - 1)]


def normalized(passphrase: str) -> str:
    """The same text from every keyboard: NFKC."""
    return unicodedata.normalize("NFKC", passphrase)


def check(passphrase: str) -> None:
    """Refusal when a new passphrase is too short or on the list of those tried first."""
    text = normalized(passphrase)
    if len(text) < MIN_LENGTH:
        raise Refusal(
            _("A passphrase has at least {least} characters; this one has {n}.").format(least=MIN_LENGTH, n=len(text))
        )
    if _plain(text) in _blocklist():
        raise Refusal(_("This passphrase is one of those tried first. A few words of your own are safer."))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if not letter.isspace() and letter not in "-_.,'!")


def _blocklist() -> frozenset[str]:
    lines = paths.resource("rule_packs", "passphrase_blocklist.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(normalized(line)) for line in lines if line.strip() and not line.startswith("#"))
