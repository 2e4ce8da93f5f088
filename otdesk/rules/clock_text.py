# SPDX-License-Identifier: MIT
"""Times of a school day as people write them: "8:35", "835", "8:35 AM", "1:35", "13:35", "noon"."""

import re

_CLOCK = re.compile(r"^(\d{1,2})(?::?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(a|p|am|pm|a\.m\.?|p\.m\.?)?$")
_SCHOOL_MORNING = 6  # an hour before this without AM is afternoon: "1:35" on a bell schedule


def read_clock(text: str) -> int | None:
    """Minutes since midnight, or None. Without AM or PM the hours 1 to 5 are afternoon, unless written "01:35"."""
    plain = " ".join(text.casefold().split())
    if plain in {"noon", "midday"}:
        return 720
    found = _CLOCK.match(plain)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if minute > 59 or hour > (12 if half else 24) or (half and hour == 0):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif 0 < hour < _SCHOOL_MORNING and not found[1].startswith("0"):
        hour += 12
    total = hour * 60 + minute
    return total if total <= 1440 else None
