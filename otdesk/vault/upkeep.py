# SPDX-License-Identifier: MIT
"""What is tidied when the vault opens: bytes of files that nothing refers to any more."""

from sqlalchemy import Connection


def forget_files(db: Connection) -> int:
    """Delete stored files that no attachment holds and no undo step could bring back; how many."""
    return db.exec_driver_sql(
        "DELETE FROM stored_files WHERE id NOT IN (SELECT stored_id FROM attachments) AND id NOT IN ("
        "SELECT json_extract(before, '$.stored_id') FROM undo_rows WHERE table_name = 'attachments' "
        "AND before IS NOT NULL UNION "
        "SELECT json_extract(after, '$.stored_id') FROM undo_rows WHERE table_name = 'attachments' "
        "AND after IS NOT NULL)"
    ).rowcount
