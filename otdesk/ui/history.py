# SPDX-License-Identifier: MIT
"""Where the person has been, for Alt+Left."""

KEPT = 50


class History:
    def __init__(self) -> None:
        self._past: list[str] = []

    def note(self, here: str, going: str) -> None:
        """Remember `here` before going elsewhere."""
        if here and here != going:
            self._past.append(here)
            del self._past[:-KEPT]

    def can_back(self) -> bool:
        return bool(self._past)

    def back(self, here: str) -> str:
        """The address before `here`, or "" when there is none."""
        while self._past:
            address = self._past.pop()
            if address != here:
                return address
        return ""
