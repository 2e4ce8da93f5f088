# SPDX-License-Identifier: MIT
"""What this computer last saw of a vault: one more anchor, outside the vault's folder.

An old folder put back, data and anchor together, agrees with itself; it does not agree with this. A file of its own for
each folder and vault: a copy opened in another place or on another computer meets none, and a restore by OTDesk removes
it, so that neither alarms. It lags behind by a minute at most while the vault is open, which never alarms.
"""

import logging
import time
from binascii import crc32
from pathlib import Path

from otdesk import paths, system
from otdesk.vault import anchor
from otdesk.vault.anchor import Anchor

logger = logging.getLogger(__name__)

_FOLDER = "seen"
_EVERY = 60.0


def path(folder: Path, vault: str) -> Path:
    return paths.data_folder() / _FOLDER / f"{vault}-{crc32(str(folder.resolve()).encode()):08x}"


def read(folder: Path, vault: str, key: bytes) -> Anchor | None:
    """None where there is none; one that cannot be read is no reason to doubt the vault."""
    place = path(folder, vault)
    try:
        found = anchor.opened(place.read_bytes(), key)
    except FileNotFoundError:
        return None
    except OSError:
        found = None
    if found is None:
        logger.info("what this computer saw of a vault cannot be read")
    return found


def forget(folder: Path, vault: str) -> None:
    path(folder, vault).unlink(missing_ok=True)


class Anchors:
    """Keeps both anchors of an open vault: the one in its folder at each commit, the other now and then."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._key = folder, key
        self._last: Anchor | None = None
        self._seen_at = float("-inf")

    def keep(self, now: Anchor) -> None:
        """After a commit. A disk that cannot take the anchor leaves it behind, which never alarms."""
        try:
            anchor.write(self._folder, now, self._key)
        except OSError as fault:
            logger.warning("the anchor stayed behind: %s", fault.strerror)
        self._last = now
        if time.monotonic() - self._seen_at > _EVERY:
            self.settle()

    def settle(self) -> None:
        """What was kept last is what this computer saw."""
        if self._last is None:
            return
        place = path(self._folder, self._last.vault)
        try:
            system.private_folder(place.parent)
            system.write_durably(place, anchor.sealed(self._last, self._key))
        except OSError as fault:
            logger.info("what this computer saw of a vault stayed behind: %s", fault.strerror)
        self._seen_at, self._last = time.monotonic(), None
