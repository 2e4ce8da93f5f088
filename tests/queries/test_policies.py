# SPDX-License-Identifier: MIT
"""Policies come from the dated rule packs of the vault."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.queries import policies
from otdesk.records.districts import District
from otdesk.records.packs import RulePack
from otdesk.rules.kinds import Reason
from otdesk.rules.minutes import CountMode, Excused, Owed, ReasonRule
from tests.week_sample import NOW, TODAY, Sample, make


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = make(tmp_path / "vault")
    yield made
    made.vault.close()


def test_a_new_vault_has_the_shipped_rules(sample: Sample) -> None:
    with sample.vault.read() as db:
        assert set(policies.reasons(db, TODAY)) == set(Reason)
        assert policies.minutes(db, TODAY).broken is None
        assert policies.clocks(db, TODAY)["TX"].count.n == 45
        assert policies.reviews(db, TODAY).reevaluation_years == 3
        assert policies.reviews(db, date(2020, 1, 1)).reevaluation_years == 3


def test_an_edit_is_a_new_row_in_force_from_its_date(sample: Sample) -> None:
    with sample.vault.write("edit", NOW) as work:
        shipped = work.db.scalars(select(RulePack).where(RulePack.name == "reasons")).one()
        body = {"reason": {**shipped.body["reason"], "student_absent": {"excused": "no", "owed": "yes"}}}
        work.db.add(RulePack(name="reasons", effective_from=date(2026, 11, 1), source="district", body=body))
        work.db.scalars(select(District)).one().minutes_policy = "full"
    with sample.vault.read() as db:
        before, after = policies.reasons(db, TODAY), policies.reasons(db, date(2026, 11, 1))
        assert before[Reason.STUDENT_ABSENT] == ReasonRule(Excused.YES, Owed.NO)
        assert after[Reason.STUDENT_ABSENT] == ReasonRule(Excused.NO, Owed.YES)
        assert policies.minutes(db, TODAY).broken is CountMode.FULL
