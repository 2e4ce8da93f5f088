# SPDX-License-Identifier: MIT
"""What the locked window knows of the one before it: ids and times, never a name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Resume:
    address: str = ""
    leave_by: int | None = None  # minutes since midnight of `day`
    day: str = ""  # ISO date the leave-by time is of
    locked_after: int = 0  # minutes without a key; 0 when locked by hand
    saved_at: int | None = None  # minutes since midnight of the last save
    restore: str = ""  # path of a backup to make the vault from


def token_of(resume: Resume) -> str:
    """One word for the command line."""
    import base64
    import json

    return base64.urlsafe_b64encode(json.dumps(vars(resume)).encode()).decode()


def resume_of(token: str) -> Resume:
    """What a token says; an unreadable one says nothing."""
    if not token:
        return Resume()
    import base64
    import json

    try:
        body = json.loads(base64.urlsafe_b64decode(token))
        return Resume(**body)
    except (ValueError, TypeError):
        return Resume()
