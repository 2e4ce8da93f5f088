# SPDX-License-Identifier: MIT
"""What was decided about a file's columns, remembered for the next file with the same headings."""

from sqlalchemy.orm import Mapped, mapped_column

from otdesk.records.base import Record
from otdesk.records.columns import JsonText


class ImportMapping(Record):
    __tablename__ = "import_mappings"

    headings_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the headings in order."""
    file_kind: Mapped[str]
    columns: Mapped[dict[str, object]] = mapped_column(JsonText)
    """Field name of each heading."""
