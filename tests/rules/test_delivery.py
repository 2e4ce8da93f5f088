# SPDX-License-Identifier: MIT
import pytest

from otdesk.rules.delivery import read_delivery, read_plan_type
from otdesk.rules.kinds import Grouping, Mode, PlanType, Setting


@pytest.mark.parametrize(
    ("text", "grouping", "ratio"),
    [
        ("Individual", Grouping.INDIVIDUAL, None),
        ("ind.", Grouping.INDIVIDUAL, None),
        ("1:1", Grouping.INDIVIDUAL, 1),
        ("Group", Grouping.GROUP, None),
        ("Small group of 3-4", Grouping.GROUP, None),
        ("1:4", Grouping.GROUP, 4),
        ("Individual or group", Grouping.EITHER, None),
        ("Group/Individual", Grouping.EITHER, None),
        ("I/G", Grouping.EITHER, None),
        ("whole class", Grouping.WHOLE_CLASS, None),
        ("purple", None, None),
    ],
)
def test_grouping(text: str, grouping: Grouping | None, ratio: int | None) -> None:
    assert (read_delivery(text).grouping, read_delivery(text).ratio) == (grouping, ratio)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("pull-out", Setting.PULL_OUT),
        ("Pull Out", Setting.PULL_OUT),
        ("therapy room", Setting.PULL_OUT),
        ("separate setting", Setting.PULL_OUT),
        ("push-in", Setting.PUSH_IN),
        ("PI", Setting.PUSH_IN),
        ("classroom", Setting.CLASSROOM),
        ("gen ed classroom", Setting.CLASSROOM),
        ("teletherapy", Setting.TELEHEALTH),
        ("cafeteria", None),
    ],
)
def test_setting(text: str, setting: Setting | None) -> None:
    assert read_delivery(text).setting == setting


def test_consult_and_direct() -> None:
    assert read_delivery("Consult").mode is Mode.CONSULT
    assert read_delivery("indirect").mode is Mode.CONSULT
    assert read_delivery("direct 1:1").mode is Mode.DIRECT
    assert read_delivery("Group").mode is None


def test_plans() -> None:
    said = ("IEP", "504 plan", "Section 504", "MTSS Tier 2", "RTI", "ESY", "comp", "Extended School Year", "?")
    kinds = [read_plan_type(text) for text in said]
    assert kinds == [
        PlanType.IEP, PlanType.SECTION_504, PlanType.SECTION_504, PlanType.MTSS, PlanType.MTSS, PlanType.ESY,
        PlanType.COMPENSATORY, PlanType.ESY, None,
    ]  # fmt: skip
