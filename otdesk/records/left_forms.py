# SPDX-License-Identifier: MIT
"""What stood in a form that was open when OTDesk locked or closed, until the person has taken it up again."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText


class LeftForm(Record):
    __tablename__ = "left_forms"

    title: Mapped[str]
    """Of the form: "Add a student"."""
    at: Mapped[datetime]
    fields: Mapped[list[Any]] = mapped_column(JsonText)
    """[label, text] of each field that was not blank, in the order of the form."""
