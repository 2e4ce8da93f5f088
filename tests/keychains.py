# SPDX-License-Identifier: MIT
"""A keychain in memory, in the place of the system's own."""

from collections.abc import Callable

import pytest

from otdesk.vault import keychain


class MemoryKeychain:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.shut = False
        self.meanwhile: Callable[[], object] = dict

    def set_password(self, service: str, name: str, text: str) -> None:
        self._look()
        self.meanwhile()
        self.kept[service, name] = text

    def get_password(self, service: str, name: str) -> str | None:
        self._look()
        self.meanwhile()
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        self._look()
        del self.kept[service, name]

    def _look(self) -> None:
        if self.shut:
            raise RuntimeError("somebody pressed Cancel")


def stand_in(monkeypatch: pytest.MonkeyPatch) -> MemoryKeychain:
    made = MemoryKeychain()
    monkeypatch.setattr(keychain, "_store", lambda: made)
    return made
