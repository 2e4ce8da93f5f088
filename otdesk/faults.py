# SPDX-License-Identifier: MIT
"""Every failure is one of three.

Fault
├── Refusal   said to the person in their words: bad input, a locked note, something changed since
└── Trouble   the world: disk full, wrong passphrase, damaged file; says what to do next
anything else  a bug: one crash path, one traceback, no student data in it
"""


class Fault(Exception):
    """A failure that is told to the person; its message is a whole sentence without student data in Trouble."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refusal(Fault):
    """What was asked cannot be done as it stands; nothing was changed."""


class Trouble(Fault):
    """Something outside the program failed; `next_step` says what the person can do about it."""

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()
