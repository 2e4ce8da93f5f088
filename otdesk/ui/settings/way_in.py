# SPDX-License-Identifier: MIT
"""What the cards of Settings, Security have in common that let somebody else in: the passphrase is asked for first."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from otdesk.faults import Fault
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes.signing import ProveDialog
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type


class WayInCard(Card):
    """Why one would want it, and how it stands. Subclasses write `enable`."""

    def __init__(self, host: QWidget, bridge: Bridge, title: str, why: str) -> None:
        super().__init__(title)
        self._host, self._bridge = host, bridge
        self.proof: ProveDialog | None = None
        self.add(Words(why, Type.CONTROL, "text2", wrap=True))
        self.state = Words("", Type.CONTROL_STRONG, wrap=True)
        self.add(self.state)

    def enable(self, *, enabled: bool) -> None:
        """Whether something can be asked for, or something asked for is being done."""
        raise NotImplementedError

    def prove(self, title: str, why: str, then: Callable[[], None]) -> None:
        """`then` once the passphrase was right."""
        self.proof = ProveDialog(self._host, self._bridge, title, why)
        self.proof.proved.connect(then)
        self.proof.open()

    def failed(self, error: object) -> None:
        self.enable(enabled=True)
        if isinstance(error, Fault):
            self._bridge.tell(error)
        elif isinstance(error, BaseException):
            raise error
