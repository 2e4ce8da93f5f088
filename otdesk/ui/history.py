# SPDX-License-Identifier: MIT
"""Where the person has been, for Alt+Left and Alt+Right."""

KEPT = 50


class History:
    def __init__(self) -> None:
        self._past: list[str] = []
        self._coming: list[str] = []

    def note(self, here: str, going: str) -> None:
        """Remember `here` before going elsewhere; what lay ahead is gone then."""
        if here and here != going:
            self._past.append(here)
            del self._past[:-KEPT]
            self._coming.clear()

    def can_back(self) -> bool:
        return bool(self._past)

    def can_forward(self) -> bool:
        return bool(self._coming)

    def back(self, here: str) -> str:
        """The address before `here`, or "" when there is none."""
        return self._step(self._past, self._coming, here)

    def forward(self, here: str) -> str:
        """The address that was left by `back`, or ""."""
        return self._step(self._coming, self._past, here)

    def _step(self, source: list[str], target: list[str], here: str) -> str:
        while source:
            address = source.pop()
            if address != here:
                if here:
                    target.append(here)
                return address
        return ""
