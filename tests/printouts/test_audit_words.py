# SPDX-License-Identifier: MIT
"""Settings are told by their names, not by those of columns."""

import pytest

from otdesk.printouts.audit_words import details
from otdesk.printouts.column_words import column
from otdesk.records.base import Base
from otdesk.ui.trail import GUARDS

_NEVER_CHANGED = {"id", "version"}


def audited() -> list[str]:
    kinds = [mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__audited__]
    assert kinds
    return sorted({each.name for kind in kinds for each in kind.__table__.columns} - _NEVER_CHANGED | set(GUARDS))


@pytest.mark.parametrize("name", audited())
def test_every_setting_that_is_audited_has_words(name: str) -> None:
    assert "_" not in column(name)
    assert column(name) != name or name in {"name", "role", "state", "source", "credentials"}


def test_what_changed_is_said_in_words() -> None:
    assert details({"changed": ["late_business_days", "lock_minutes"], "value": 5}) == (
        "changed: days until a note is late, minutes until the lock, now 5"
    )
