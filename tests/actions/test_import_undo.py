# SPDX-License-Identifier: MIT
"""An import over a caseload in use: done and undone, every row is as before; redone, as after."""

from collections.abc import Iterator
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from otdesk.actions import service_lines
from otdesk.actions.imports import apply, remember_columns
from otdesk.exchange.parse import parse_file
from otdesk.exchange.tables_out import bytes_for
from otdesk.queries.exports import CaseloadLine, caseload_lines
from otdesk.queries.imports import preview
from otdesk.records.plans import ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.entries_plans import LineEntry
from otdesk.rules.import_changes import Preview, Verdict
from otdesk.rules.kinds import Grouping, Mode, Period, Setting
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

TODAY = FixedClock().today()
HEADINGS = [item.name for item in fields(CaseloadLine)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Ids]]:
    with house(tmp_path_factory.mktemp("house") / "vault", FixedClock()) as opened:
        yield opened, fill(opened)


def exported(opened: House) -> list[dict[str, object]]:
    lines = opened.read(caseload_lines, TODAY)
    return [dict(zip(HEADINGS, astuple(line), strict=True)) for line in lines]


def shown(opened: House, folder: Path, rows: list[dict[str, object]], name: str = "caseload.csv") -> Preview:
    path = folder / name
    path.write_bytes(bytes_for(path, HEADINGS, [list(row.values()) for row in rows]))  # type: ignore[arg-type]  # cells
    return opened.read(preview, parse_file(path, TODAY), TODAY)


@pytest.mark.parametrize("name", ["caseload.csv", "caseload.xlsx"])
def test_what_is_exported_comes_back_unchanged(filled: tuple[House, Ids], tmp_path: Path, name: str) -> None:
    opened, ids = filled
    odd = LineEntry(
        20, 1, Period.WEEK, every=2, grouping=Grouping.WHOLE_CLASS, setting=Setting.OTHER, location="Cafeteria"
    )
    for entry in (odd, LineEntry(10, 3, Period.GRADING_PERIOD, setting=Setting.TELEHEALTH, grouping=Grouping.EITHER)):
        opened.do(service_lines.add, ids.maya_plan, entry)
    found = shown(opened, tmp_path, exported(opened), name)
    assert [row.verdict for row in found.rows] == [Verdict.UNCHANGED] * 5, [(row.why, row.doubts) for row in found.rows]
    assert found.changes == ()
    opened.undo()
    opened.undo()


def test_planned_times_follow_the_line_and_past_ones_stay(filled: tuple[House, Ids], tmp_path: Path) -> None:
    """The block of the typical week goes on with the new minutes' line; what is before today keeps the old one."""
    opened, ids = filled
    before = opened.dump()
    rows = exported(opened)
    for row in rows:
        if row["student_id"] == "1001" and row["per"] == "week":
            row["minutes"] = 45
    opened.do(apply, shown(opened, tmp_path, rows))
    with opened.vault.read() as db:
        old = db.get_one(ServiceLine, ids.maya_line)
        new = db.query(ServiceLine).filter(ServiceLine.minutes == 45).one()
        served = {
            (session.day >= TODAY, attendance.service_line_id)
            for attendance, session in db.query(Attendance, TherapySession).filter(
                Attendance.session_id == TherapySession.id, Attendance.student_id == ids.maya
            )
        }
        assert (old.end, new.start) == (date(2026, 10, 19), date(2026, 10, 20))
        assert served <= {(False, old.id), (True, new.id)}
        assert (True, new.id) in served
    opened.undo()
    assert opened.dump() == before


@st.composite
def changed_rows(draw: st.DrawFn, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The exported rows with some of their facts changed, some left away, and somebody new."""
    made = []
    for row in rows:
        change: dict[str, object] = {}
        if draw(st.booleans()):
            change["minutes"] = draw(st.sampled_from((15, 30, 45)))
        if draw(st.booleans()):
            change["times"] = draw(st.integers(1, 4))
        if draw(st.booleans()):
            change["plan_start"] = draw(st.sampled_from(("2026-09-15", "2026-10-20", "2026-12-01")))
        if draw(st.booleans()):
            change["delivery"] = draw(st.sampled_from(("Individual", "Group", "Consult", "Individual or group")))
        if draw(st.booleans()):
            change |= {"grade": draw(st.sampled_from(("K", "4"))), "school": draw(st.sampled_from(("AC", "BW")))}
        if draw(st.integers(0, 4)):
            made.append({**row, **change})
    new = draw(st.integers(0, 2))
    return made + [
        {**rows[0], "student_id": str(5000 + number), "last": f"New{number}", "birth_date": "2017-01-02"}
        for number in range(new)
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate])
@given(data=st.data())
def test_undo_of_an_import_brings_every_row_back(
    filled: tuple[House, Ids], tmp_path: Path, data: st.DataObject
) -> None:
    opened, _ids = filled
    before = opened.dump()
    rows = data.draw(changed_rows(exported(opened)))
    if not rows:
        return
    planned = shown(opened, tmp_path, rows)
    opened.do(apply, planned)
    after = opened.dump()
    assert (after == before) == (planned.changes == ())
    again = shown(opened, tmp_path, rows)
    assert [row.verdict for row in again.rows if row.verdict in {Verdict.ADDED, Verdict.UPDATED}] == []
    assert again.changes == ()
    if planned.changes:
        opened.undo()
        assert opened.dump() == before
        opened.redo()
        assert opened.dump() == after
        opened.undo()
    assert opened.dump() == before


def test_undo_of_remembered_columns(filled: tuple[House, Ids], tmp_path: Path) -> None:
    opened, _ids = filled
    before = opened.dump()
    path = tmp_path / "caseload.csv"
    path.write_text("Name,School,DOB\nWynn Theo,AC,6/9/2013\n", encoding="utf-8")
    parsed = parse_file(path, TODAY)
    assert parsed.table is not None
    opened.do(remember_columns, parsed.kind, parsed.table)
    assert opened.dump() != before
    opened.undo()
    assert opened.dump() == before


def test_modes_are_told_apart(filled: tuple[House, Ids]) -> None:
    opened, _ids = filled
    assert {row["delivery"] for row in exported(opened)} == {"Individual", "Consult", "Group"}
    with opened.vault.read() as db:
        assert {line.mode for line in db.query(ServiceLine)} == {Mode.DIRECT, Mode.CONSULT}
