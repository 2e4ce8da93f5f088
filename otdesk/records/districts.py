# SPDX-License-Identifier: MIT
"""The district whose rules, calendar and time zone apply."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText


class District(Record):
    __tablename__ = "districts"
    __audited__ = True

    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="")
    """Two letters, "MN"; empty until the person says it."""
    time_zone: Mapped[str] = mapped_column(default="America/Chicago")
    """IANA name; school times are wall times of this zone."""
    minutes_policy: Mapped[str | None]
    """How required minutes are counted in broken weeks; none until asked (domain.md 2.3)."""
    report_ratings: Mapped[str] = mapped_column(default="")
    """Which set of ratings progress reports use (rule pack "progress"); empty = the pack's default."""
    report_trends: Mapped[bool] = mapped_column(default=False)
    """Whether progress reports may claim a trend and name a month it leads to."""
    copy_since: Mapped[date | None]
    """From this day on notes are also entered in the district's own system; none = they are not."""
    copy_fields: Mapped[list[dict[str, object]] | None] = mapped_column(JsonText)
    """What that system wants, as rules/copy_profile.py keeps it; none = the usual fields."""
    note_rules: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """The form of its notes and what may not be missing, as rules/note_formats.py keeps it; none = the usual form."""
    coding: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """How its payer counts units and which codes it takes, as rules/coding.py keeps it; none = notes carry no codes."""
    assist_scale: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """Its own levels of help, as rules/assist_scale.py keeps them; none = the usual scale."""
    late_business_days: Mapped[int] = mapped_column(default=2)
    """A note written later than this many business days after the service is a late entry (domain.md 3.4)."""
