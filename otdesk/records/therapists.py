# SPDX-License-Identifier: MIT
"""The people who write notes: the therapist, assistants, a supervisor."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText, WallMinute, code
from otdesk.rules.kinds import Role


class Therapist(Record):
    __tablename__ = "therapists"
    __audited__ = True

    slot: Mapped[str | None] = mapped_column(unique=True)
    """The name of the person slot in vault.json: a signature is by the person whose slot unlocked. None: somebody who
    cannot open this vault, such as a supervisor elsewhere."""
    box_key: Mapped[str] = mapped_column(default="")
    """Of a supervisor elsewhere: the public key that notes sent to her are sealed with; empty before her card came."""
    sign_key: Mapped[str] = mapped_column(default="")
    """The public key that proves her co-signatures."""
    first: Mapped[str]
    last: Mapped[str]
    role: Mapped[Role] = mapped_column(code(Role), default=Role.OT)
    credentials: Mapped[str] = mapped_column(default="")
    license_number: Mapped[str] = mapped_column(default="")
    license_state: Mapped[str] = mapped_column(default="")
    license_from: Mapped[date | None]
    license_to: Mapped[date | None]
    npi: Mapped[str] = mapped_column(default="")
    signature_line: Mapped[str] = mapped_column(default="")
    """As printed under a note; empty means first, last, credentials."""
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("therapists.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    home_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    work_start: Mapped[int] = mapped_column(WallMinute, default=450)
    work_end: Mapped[int] = mapped_column(WallMinute, default=945)
    lunch_minutes: Mapped[int] = mapped_column(default=30)
    lunch_from: Mapped[int] = mapped_column(WallMinute, default=655)
    """Earliest start of lunch."""
    lunch_to: Mapped[int] = mapped_column(WallMinute, default=790)
    """Latest start of lunch."""
    longest_run: Mapped[int] = mapped_column(default=180)
    """Session minutes in a row after which she wants a pause; 0 = no limit."""
    most_schools: Mapped[int] = mapped_column(default=3)
    """Buildings a day."""
    visits: Mapped[int] = mapped_column(default=1)
    """How often a day she may come to one building."""
    desk_minutes: Mapped[int] = mapped_column(default=0)
    """Desk time a week the planner keeps free."""
    weights: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    """What matters more or less to her, as rules/wishes.py reads it."""
