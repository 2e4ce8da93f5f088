# SPDX-License-Identifier: MIT
"""The time zones of schools in the US, as a drop-down shows them."""

_ZONES = (
    "America/New_York", "America/Detroit", "America/Indiana/Indianapolis", "America/Chicago", "America/Denver",
    "America/Phoenix", "America/Boise", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
    "America/Puerto_Rico", "Pacific/Guam",
)  # fmt: skip


def zones() -> list[tuple[str, str]]:
    """(IANA name, the city as it is read)."""
    return [(zone, zone.split("/", 1)[1].replace("_", " ").replace("/", ", ")) for zone in _ZONES]
