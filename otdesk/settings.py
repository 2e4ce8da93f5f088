# SPDX-License-Identifier: MIT
"""Preferences of this machine. Each is declared once: key, type, default, words. Never anything about a student."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from otdesk import paths
from otdesk.words import later

T = TypeVar("T", str, int, bool)


@dataclass(frozen=True, slots=True)
class Preference(Generic[T]):
    """`choices` are (value, words) where only those may be chosen; `low` and `high` bound a number."""

    key: str
    default: T
    words: str = ""
    choices: tuple[tuple[T, str], ...] = ()
    low: int = 0
    high: int = 0

    def accepts(self, value: object) -> bool:
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in [choice for choice, _words in self.choices]
        if isinstance(value, int) and self.high:
            return self.low <= value <= self.high
        return True


THEME = Preference(
    "theme",
    "system",
    later("Colors"),
    (("system", later("As the system")), ("light", later("Light")), ("dark", later("Dark"))),
)
ZOOM = Preference("zoom", 100, later("Size of everything, in percent"), low=90, high=175)
DENSITY = Preference(
    "density",
    "auto",
    later("Density"),
    (
        ("auto", later("Fits the window")),
        ("comfortable", later("Comfortable")),
        ("compact", later("Compact")),
        ("standing", later("Standing")),
    ),
)
COVER_MINUTES = Preference("cover_minutes", 3, later("Cover after minutes without a key"), low=1, high=60)
LOCK_MINUTES = Preference("lock_minutes", 10, later("Lock after so many more minutes"), low=1, high=120)
LOCK_SHOWS_LEAVE = Preference("lock_shows_leave", True, later("Show the leave-by time on the lock screen"))
LOCKED = Preference("locked", False)
"""The window was locked or covered when it went: the next start asks for the passphrase, not the keychain."""
SIGN_PROOF = Preference(
    "sign_proof",
    30,
    later("A signature needs the passphrase again"),
    (
        (0, later("Every time")),
        (15, later("After 15 min")),
        (30, later("After 30 min")),
        (-1, later("Never")),
    ),
)
NOTICES = Preference("notices", True, later("Notices of the desktop: when to leave, what is due; without names"))
SINGLE_LETTERS = Preference("single_letters", True, later("Single letters are commands in lists"))
SIDEBAR_NARROW = Preference("sidebar_narrow", False, later("Sidebar shows icons only"))
WINDOW = Preference("window", "")  # geometry, base64
SHORTCUTS = Preference("shortcuts", "")  # command ids with the keys the person gave them, JSON
TOUR_SEEN = Preference("tour_seen", False)
COLUMNS = Preference("columns", "")  # widths of table columns the person changed, JSON
VAULT = Preference("vault", "")  # folder of the vault opened last; empty is the default place
SECOND_PLACE = Preference("second_place", "")  # folder that gets copies of backups, on a stick for instance

ALL: tuple[Preference[Any], ...] = (
    THEME,
    ZOOM,
    DENSITY,
    COVER_MINUTES,
    LOCK_MINUTES,
    LOCK_SHOWS_LEAVE,
    SIGN_PROOF,
    LOCKED,
    NOTICES,
    SINGLE_LETTERS,
    SIDEBAR_NARROW,
    WINDOW,
    SHORTCUTS,
    TOUR_SEEN,
    COLUMNS,
    VAULT,
    SECOND_PLACE,
)


class Settings:
    """The preferences in a JSON file; what it lacks or holds wrongly is the default. Keys it does not know stay."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.settings_file()
        self._values: dict[str, Any] = {}
        self._listeners: list[Callable[[str], object]] = []
        self._values = _read(self._path)

    def get(self, preference: Preference[T]) -> T:
        value = self._values.get(preference.key, preference.default)
        return value if preference.accepts(value) else preference.default

    def put(self, preference: Preference[T], value: T) -> None:
        """Keep `value`, at once and durably. Raises ValueError for what the preference does not accept."""
        if not preference.accepts(value):
            msg = f"{preference.key} does not take {value!r}"
            raise ValueError(msg)
        if self.get(preference) == value and preference.key in self._values:
            return
        import json

        from otdesk import system

        self._values[preference.key] = value
        system.private_folder(self._path.parent)
        system.write_durably(self._path, json.dumps(self._values, indent=1, sort_keys=True).encode())
        for listener in tuple(self._listeners):
            listener(preference.key)

    def subscribe(self, listener: Callable[[str], object]) -> None:
        """`listener(key)` is called after a change."""
        self._listeners.append(listener)


def _read(path: Path) -> dict[str, Any]:
    """What the file holds; nothing where there is none or it cannot be read."""
    if not path.is_file():
        return {}
    import json

    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
