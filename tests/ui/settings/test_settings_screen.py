# SPDX-License-Identifier: MIT
"""Settings by keyboard: fields are kept as they are left, what is wrong is said, everything can be undone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from otdesk.actions import phrases as phrases_actions
from otdesk.actions import schools as schools_actions
from otdesk.queries import rule_packs, schools, workplace
from otdesk.queries.workplace import CycleOfYear, TermRow
from otdesk.records.phrases import PhraseKind
from otdesk.rules.entries_places import SchoolEntry
from otdesk.rules.kinds import CycleRule, DayType, Pull
from otdesk.rules.minutes import CountMode
from otdesk.ui import theme
from otdesk.ui.notes.phrases import kind_words
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.settings.bell_forms import BlocksForm, CopyForm
from otdesk.ui.settings.bell_lane import short_label
from otdesk.ui.settings.bell_line import BlockLine
from otdesk.ui.settings.phrase_sharing import PhraseSharing
from otdesk.ui.settings.rule_forms import ClockForm
from otdesk.ui.settings.school_form import RoomForm, SchoolForm
from otdesk.ui.settings.terms import TermForm
from otdesk.ui.travel.drive_form import PlaceForm
from otdesk.ui.travel.triangle import PairCell
from tests.caseload_sample import Ids, house
from tests.caseload_window import CTRL, K, Window, unnamed
from tests.clock import FixedClock

Desk = tuple[Window, Ids]


@pytest.fixture
def fresh(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Window]:
    """A vault nobody entered anything in."""
    with house(tmp_path / "vault", clock) as opened:
        window = Window(qtbot, opened, tmp_path)
        yield window
        window.close()


def edit(window: Window, name: str) -> QLineEdit:
    found = window.settings.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def focus(window: Window, name: str) -> None:
    found = window.settings.findChild(QWidget, name)
    assert found is not None
    found.setFocus()


def test_the_first_school_and_student_from_nothing(fresh: Window) -> None:
    window = fresh
    assert not window.caseload.table_page.nobody.isHidden()
    button = window.caseload.table_page.nobody.button
    assert button is not None
    button.setFocus()
    window.press(K.Key_Return)
    form = window.open_form()
    assert isinstance(form, SchoolForm)
    window.type("Alder Creek Elementary")
    window.press(K.Key_Tab)
    assert form.school.code.text() == "AC"
    window.fill(form, Grades="K-5", First_bell="7:50", Dismissal="235")
    window.press(K.Key_Tab)
    assert form.school.dismissal.line() == "2:35 PM"
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    school = window.bridge.read(schools.schools)[0]
    assert (school.entry.code, school.entry.grade_high, school.entry.dismissal) == ("AC", 5, 875)
    window.shell.go("caseload")
    window.press(K.Key_N, modifier=CTRL)
    intake = window.open_form()
    window.fill(intake, First_name="Maya", Last_name="Ortiz", Grade="2")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.caseload.student.head.name.text() == "Maya Ortiz"


def test_the_therapist_is_entered_under_the_name_that_opened_the_vault(fresh: Window) -> None:
    from sqlalchemy import select

    from otdesk.records.therapists import Therapist
    from tests import vaults

    window = fresh
    window.shell.go("settings/therapist")
    window.tab_to("First name")
    window.type("Ana")
    window.press(K.Key_Tab)
    window.type("Ruiz")
    window.press(K.Key_Tab)
    window.settled()
    row = window.bridge.read(workplace.therapist)
    assert row is not None
    assert (row.entry.first, row.entry.last) == ("Ana", "Ruiz")
    with window.house.vault.read() as db:
        assert db.scalars(select(Therapist.slot)).all() == [vaults.PERSON]


def test_a_field_is_kept_when_left_and_undone(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"settings/schools/{ids.alder}")
    window.tab_to("Your room")
    window.type("Room 12")
    window.press(K.Key_Tab)
    window.settled()
    assert window.bridge.read(schools.schools)[0].entry.room == "Room 12"
    window.command("edit.undo")
    window.settled()
    assert window.bridge.read(schools.schools)[0].entry.room == ""
    assert window.settings.schools.facts.school.room.text() == ""


def test_a_school_may_run_letters_of_its_own(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"settings/schools/{ids.alder}")
    facts = window.settings.schools.facts
    assert facts.letters.text() == "It runs in the days of the school year."
    facts.letters_button.setFocus()
    window.press(K.Key_Space)
    form = window.open_form()
    window.fill(form, This_school_runs="Days A to B", A_day_that_is_day_A="9/15/2026")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert facts.letters.text() == "It runs in days A to B of its own."
    row = next(row for row in window.bridge.read(schools.schools) if row.school_id == ids.alder)
    assert row.letters == CycleOfYear(2, CycleRule.RESUME, date(2026, 9, 15))
    window.command("edit.undo")
    window.settled()
    assert facts.letters.text() == "It runs in the days of the school year."


def test_room_hours_are_typed_and_said(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"settings/schools/{ids.alder}")
    facts = window.settings.schools.facts
    assert facts.hours.text() == "Your room is free all day."
    facts.hours_button.setFocus()
    window.press(K.Key_Space)
    form = window.open_form()
    window.fill(form, Monday="8:00 - 11:30", Wednesday="no")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    kept = window.bridge.read(schools.room_hours, ids.alder)
    assert [(row.weekday, row.start, row.end) for row in kept] == [(0, 480, 690), (2, 0, 0)]
    assert facts.hours.text() == "Room: Mon 8:00 – 11:30 · Wed not free"
    facts.edit_hours()
    form = window.open_form()
    assert isinstance(form, RoomForm)
    assert [day.text() for day in form.days] == ["8:00 – 11:30", "", "no", "", ""]
    window.fill(form, Tuesday="eight")
    window.press(K.Key_Return, modifier=CTRL)
    assert form.is_open, "what cannot be read is not kept"
    form.days[1].set_text("")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.bridge.read(schools.room_hours, ids.alder) == kept


def test_an_archived_school_can_be_brought_back(desk: Desk) -> None:
    window, ids = desk
    window.bridge.do(schools_actions.add, SchoolEntry("Cedar Ridge", "CR", 6, 8, 480, 900))
    window.settled()
    cedar = next(row.school_id for row in window.bridge.read(schools.schools) if row.entry.code == "CR")
    window.shell.go(f"settings/schools/{cedar}")
    facts = window.settings.schools.facts
    facts.archive_button.setFocus()
    window.press(K.Key_Space)
    window.settled()
    choice = window.settings.school_choice
    assert [choice.itemText(n) for n in range(choice.count())][-1] == "CR  Cedar Ridge (archived)"
    assert facts.row is not None
    assert facts.row.archived
    assert not facts.archive_button.isVisible()
    facts.restore_button.setFocus()
    window.press(K.Key_Space)
    window.settled()
    assert facts.archive_button.isVisible()
    assert len(window.bridge.read(schools.schools)) == 3
    window.shell.go(f"settings/schools/{ids.alder}")
    facts.archive_button.setFocus()
    window.press(K.Key_Space)
    assert not next(row for row in window.bridge.read(schools.schools) if row.school_id == ids.alder).archived


def test_a_cycle_of_lettered_days_is_chosen(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/year")
    page = window.settings.year
    assert page.cycle.text() == "The week runs Monday to Friday."
    page.cycle_button.setFocus()
    window.press(K.Key_Space)
    form = window.open_form()
    window.fill(form, The_week_runs="Days A to F", Closed_day="Its letter is skipped", A_day_that_is_day_A="9/14/2026")
    window.press(K.Key_Return, modifier=CTRL)
    assert "What is logged stays." in form.effect.text()
    assert window.bridge.read(workplace.years)[0].cycle.days == 0, "shown before it is applied"
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    (year,) = window.bridge.read(workplace.years)
    assert (year.cycle.days, year.cycle.rule, year.cycle.anchor) == (6, CycleRule.FIXED, date(2026, 9, 14))
    assert page.cycle.text() == "The week runs in days A to F; the letter of a closed day is skipped."
    window.tab_to("Name")
    window.type("Our year")
    window.press(K.Key_Tab)
    window.settled()
    (year,) = window.bridge.read(workplace.years)
    assert (year.entry.name, year.cycle.days) == ("Our year", 6)
    window.command("edit.undo")
    window.command("edit.undo")
    window.settled()
    assert page.cycle.text() == "The week runs Monday to Friday."


def test_a_wrong_field_is_said_and_nothing_is_kept(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"settings/schools/{ids.alder}")
    window.tab_to("Code")
    window.type("bw")
    window.press(K.Key_Tab)
    facts = window.settings.schools.facts
    assert facts.problem.text() == "Code BW is Birchwood Elementary."
    assert facts.school.code.text() == "bw"
    assert window.bridge.read(schools.schools)[0].entry.code == "AC"


def test_a_home_with_coordinates_is_kept_in_pairs(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/therapist")
    window.tab_to("Latitude")
    window.type("44.97")
    window.press(K.Key_Tab)
    window.type("-93.26")
    window.press(K.Key_Tab)
    window.settled()
    row = window.bridge.read(workplace.therapist)
    assert row is not None
    assert row.home is not None
    assert (row.home.latitude, row.home.longitude) == (44.97, -93.26)


def test_the_minutes_policy_is_asked_and_kept(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/district")
    assert not any(card.isChecked() for card in window.settings.district.cards.values())
    window.settings.district.cards[CountMode.SESSIONS].setFocus()
    window.press(K.Key_Space)
    window.settled()
    row = window.bridge.read(workplace.district)
    assert row is not None
    assert row.entry.minutes_policy is CountMode.SESSIONS


def test_bell_blocks_are_typed_pasted_and_copied(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"settings/schools/{ids.briar}")
    window.tab_to("Add or paste blocks")
    window.press(K.Key_Return)
    form = window.open_form()
    assert isinstance(form, BlocksForm)
    window.type("8:30 - 9:10 Specials\n9:10-10:20 Math never\n10:20 - 11:15 Writing")
    window.press(K.Key_Tab)
    assert form.lines.line().startswith("3 blocks: 8:30 – 9:10 Specials (avoid)")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    rows = window.bridge.read(schools.bell_rows, ids.briar)
    assert [row.entry.pull for row in rows] == [Pull.AVOID, Pull.NEVER, Pull.OK]
    editor = edit(window, f"bell-end-{rows[0].block_id}")
    editor.setFocus()
    window.type("9:05")
    window.press(K.Key_Tab)
    window.settled()
    assert window.bridge.read(schools.bell_rows, ids.briar)[0].entry.end == 545
    window.settings.schools.bells.copy_band()
    copy = window.open_form()
    assert isinstance(copy, CopyForm)
    window.type("4-5")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    bands = {(row.entry.grade_low, row.entry.grade_high) for row in window.bridge.read(schools.bell_rows, ids.briar)}
    assert bands == {(0, 5), (4, 5)}


def test_a_drive_typed_once_goes_both_ways_and_f2_splits_it(desk: Desk) -> None:
    """ux.md: typing a distance fills both directions, F2 splits the cell into 15/14."""
    window, _ids = desk
    window.shell.go("settings/travel")
    cell = next(iter(window.settings.travel.triangle.cells.values()))
    one, other = cell.start.place_id, cell.end.place_id
    assert cell.lines()[0].startswith("≈")
    window.wait(cell.isVisible)
    cell.setFocus()
    window.press(K.Key_5)
    window.open_form()
    window.press(K.Key_Period, K.Key_8, K.Key_Tab)
    window.type("15")
    window.press(K.Key_Return)
    window.settled()
    cells = window.bridge.read(workplace.drives).cells
    assert [(c.minutes, c.tenths, c.estimated) for c in (cells[one, other], cells[other, one])] == [
        (15, 58, False),
        (15, 58, False),
    ]
    window.wait(lambda: isinstance(QApplication.focusWidget(), PairCell))
    window.press(K.Key_F2)
    window.type("14")
    window.press(K.Key_Return)
    window.settled()
    cells = window.bridge.read(workplace.drives).cells
    assert (cells[one, other].minutes, cells[other, one].minutes) == (15, 14)
    shown = next(iter(window.settings.travel.triangle.cells.values()))
    assert shown.lines() == ("5.8", "15/14 min")
    shown.setFocus()
    window.press(K.Key_Delete)
    window.settled()
    assert window.bridge.read(workplace.drives).cells[one, other].estimated


def test_a_place_that_is_no_school_is_added_and_removed(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/travel")
    window.settings.travel.triangle.add_button.click()
    window.fill(window.open_form(), Name="District office")
    window.press(K.Key_Return)
    window.settled()
    names = [place.name for place in window.bridge.read(workplace.drives).places]
    assert "District office" in names
    button = next(b for b in window.settings.findChildren(LinkButton) if b.text() == "District office")
    button.setFocus()
    window.press(K.Key_Return)
    form = window.open_form()
    assert isinstance(form, PlaceForm)
    form.remove_button.setFocus()
    window.press(K.Key_Space)
    window.settled()
    assert "District office" not in [place.name for place in window.bridge.read(workplace.drives).places]


def test_closed_days_are_added_and_removed(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/year")
    window.settings.year.add_button.setFocus()
    window.press(K.Key_Return)
    form = window.open_form()
    window.fill(form, First_day="12/21/2026", Last_day="1/1/2027", Name="Winter break")
    window.press(K.Key_Return, modifier=CTRL)
    assert "Minutes lost: Maya Ortiz" in form.effect.text()
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    year = (date(2026, 9, 1), date(2027, 6, 4))
    closed = window.bridge.read(workplace.marked_days, *year)
    assert [(row.name, row.day_type, len(row.ids)) for row in closed][1] == ("Winter break", DayType.CLOSED, 10)
    remove = window.settings.findChild(QWidget, "days-remove-2026-12-21-")
    assert remove is not None
    remove.setFocus()
    window.press(K.Key_Return, K.Key_Escape)
    window.settled()
    assert len(window.bridge.read(workplace.marked_days, *year)) == 2, "left as it is"
    remove.setFocus()
    window.press(K.Key_Return, K.Key_Return)
    window.settled()
    assert len(window.bridge.read(workplace.marked_days, *year)) == 1


def test_display_changes_the_look_at_once(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/display")
    window.settings.display.mode.segment(theme.Mode.DARK).setFocus()
    window.press(K.Key_Space)
    assert theme.current().colors.dark
    window.settings.display.bigger.setFocus()
    window.press(K.Key_Return)
    assert theme.current().zoom == 110


def test_every_page_names_what_takes_the_focus(desk: Desk) -> None:
    window, _ids = desk
    for name in window.settings.items:
        window.shell.go(f"settings/{name}")
        assert unnamed(window.settings) == [], name
        assert QApplication.focusWidget() is window.settings.items[name]
        assert [other for other, item in window.settings.items.items() if item.isChecked()] == [name]


def test_bells_of_another_kind_of_day_are_copied_and_taken_off(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"settings/schools/{ids.alder}")
    page = window.settings.schools.bells
    assert page.day_type is DayType.REGULAR
    before = [row.entry for row in window.bridge.read(schools.bell_rows, ids.alder)]
    page.copy_button.setFocus()
    window.press(K.Key_Space)
    form = window.open_form()
    window.fill(form, On="Early release")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    page.kind.segment(DayType.EARLY_RELEASE).click()
    copied = [row.entry for row in window.bridge.read(schools.bell_rows, ids.alder) if row.entry not in before]
    assert {entry.day_type for entry in copied} == {DayType.EARLY_RELEASE}
    window.wait(lambda: len(page.findChildren(BlockLine)) == len(copied))
    page.drop_button.setFocus()
    window.press(K.Key_Space)
    window.settled()
    assert [row.entry for row in window.bridge.read(schools.bell_rows, ids.alder)] == before
    window.command("edit.undo")
    window.settled()
    assert len(window.bridge.read(schools.bell_rows, ids.alder)) == len(before) + len(copied)


def test_the_menu_offers_only_kinds_of_day_without_bells(desk: Desk) -> None:
    window, ids = desk
    window.shell.go(f"settings/schools/{ids.alder}")
    page = window.settings.schools.bells
    menu = page.kinds_menu()
    offered = [action.data() for action in menu.actions()]
    assert DayType.REGULAR not in offered
    assert DayType.EARLY_RELEASE in offered
    menu.actions()[offered.index(DayType.EARLY_RELEASE)].trigger()
    assert page.day_type is DayType.EARLY_RELEASE
    assert DayType.EARLY_RELEASE not in [action.data() for action in page.kinds_menu().actions()]


@pytest.mark.parametrize(("label", "room", "shown"), [("Writing", 200, "Writing"), ("Social studies", 60, "Social")])
def test_a_narrow_block_says_what_fits(desk: Desk, label: str, room: int, shown: str) -> None:
    assert short_label(label, room, theme.current()) == shown
    assert short_label(label, 4, theme.current()) == ""


def test_an_unchecked_state_is_blank_until_its_rule_is_entered_with_source_and_day(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/rules/deadlines")
    page = window.settings.rules
    assert [name for name, item in window.settings.items.items() if item.isChecked()] == ["rules"]
    lines = {line.key: line for line in page.lines()}
    assert (lines["AK"].said, lines["AK"].known, lines["AK"].checked) == (
        "Not checked: enter your state’s rule", False, "",
    )  # fmt: skip
    page.table.select_key("AK")
    page.table.setFocus()
    window.press(K.Key_F2)
    form = page.form
    assert isinstance(form, ClockForm)
    assert form.days.text() == ""
    form.days.set_text("90")
    form.checked.set_text("10/19/2026")
    form.source.set_text("4 AAC 52.115")
    form.accept()
    window.settled()
    known = {row.state: row.clock for row in window.bridge.read(rule_packs.states)}["AK"]
    assert known is not None
    assert (known.count.n, known.source, known.checked_on) == (90, "4 AAC 52.115", date(2026, 10, 19))
    assert {line.key: line.said for line in page.lines()}["AK"].startswith("90 calendar days")
    window.press(K.Key_Z, modifier=CTRL)
    assert {row.state: row.clock for row in window.bridge.read(rule_packs.states)}["AK"] is None


def test_a_term_says_when_its_reports_are_due(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/year")
    page = window.settings.year
    assert page.row is not None
    before = window.bridge.read(workplace.terms, page.row.year_id)
    page.terms.add_button.setFocus()
    window.press(K.Key_Return)
    form = window.open_form()
    window.fill(form, Name="Quarter 4", First_day="4/5/2027", Last_day="6/4/2027", Progress_reports_due="6/1/2027")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    *others, added = window.bridge.read(workplace.terms, page.row.year_id)
    assert added == TermRow("Quarter 4", date(2027, 4, 5), date(2027, 6, 4), date(2027, 6, 1))
    assert tuple(others) == before
    number = len(others)
    focus(window, f"term-{number}")
    window.press(K.Key_Return)
    form = window.open_form()
    assert isinstance(form, TermForm)
    form.due.editor.setFocus()
    window.press(K.Key_A, modifier=CTRL)
    window.press(K.Key_Delete)
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.bridge.read(workplace.terms, page.row.year_id)[-1].reports_due is None
    focus(window, f"term-remove-{number}")
    window.press(K.Key_Return)
    window.settled()
    assert window.bridge.read(workplace.terms, page.row.year_id) == before
    for _step in range(3):
        window.command("edit.undo")
    window.settled()
    assert page.terms.rows == before


def test_a_term_that_overlaps_another_is_refused_in_the_form(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/year")
    terms = window.settings.year.terms
    for name, first, refused in (("Fall", "9/14/2026", False), ("Late fall", "10/1/2026", True)):
        terms.add_term()
        form = window.open_form()
        window.fill(form, Name=name, First_day=first, Last_day="12/1/2026")
        window.press(K.Key_Return, modifier=CTRL)
        window.settled()
        assert form.is_open is refused
    assert "begins before" in form.problem.text()
    assert [row.name for row in terms.rows] == ["Fall"]


def test_the_calendar_of_the_district_is_imported_from_the_school_year(desk: Desk) -> None:
    window, _ids = desk
    window.shell.go("settings/year")
    went: list[str] = []
    window.bridge.opened.connect(went.append)
    window.settings.year.import_button.setFocus()
    window.press(K.Key_Space)
    assert went == ["import"]


def test_phrases_of_every_kind_are_changed_added_and_removed(desk: Desk) -> None:
    window, _ids = desk
    window.bridge.do(phrases_actions.seed, [(kind, f"First {kind.value}", "some words") for kind in PhraseKind])
    window.shell.go("settings/phrases")
    page = window.settings.phrases
    assert [kind for kind, _words in kind_words()] == list(PhraseKind)
    for kind in PhraseKind:
        page.kinds.choose(kind)
        page.refill()
        assert [row.label for row in page.model.rows()] == [f"First {kind.value}"]
    page.table.setFocus()
    window.press(K.Key_F2)
    assert page.form is not None
    assert page.form.is_open
    assert page.form.only_her.isHidden()
    window.type("other words")
    window.press(K.Key_Return)
    window.press(K.Key_Escape)
    window.settled()
    assert [row.text for row in page.model.rows()] == ["other words"]
    page.table.setFocus()
    window.press(K.Key_Delete)
    window.settled()
    assert page.model.rows() == ()
    assert not page.edit_button.isEnabled()
    window.command("edit.undo")
    window.command("edit.undo")
    window.settled()
    assert [row.text for row in page.model.rows()] == ["some words"]
    page.new_button.setFocus()
    window.press(K.Key_Space)
    window.type("Swing")
    window.press(K.Key_Tab)
    window.type("She will swing.")
    window.press(K.Key_Return)
    window.press(K.Key_Escape)
    window.settled()
    assert [row.label for row in page.model.rows()] == ["First report", "Swing"]


def test_phrases_go_to_a_file_and_come_back(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, _ids = desk
    window.bridge.do(phrases_actions.seed, [(kind, f"First {kind.value}", "some words") for kind in PhraseKind])
    window.shell.go("settings/phrases")
    page = window.settings.phrases
    place = tmp_path / "phrases.csv"
    monkeypatch.setattr(PhraseSharing, "where", staticmethod(lambda _host: place))
    monkeypatch.setattr(PhraseSharing, "which", staticmethod(lambda _host: place))
    page.save_button.setFocus()
    window.press(K.Key_Space)
    assert len(place.read_text(encoding="utf-8-sig").splitlines()) == len(PhraseKind) + 1
    page.kinds.choose(PhraseKind.DID)
    page.refill()
    page.remove()
    window.settled()
    assert page.model.rows() == ()
    page.take_button.setFocus()
    window.press(K.Key_Space)
    window.settled()
    assert [row.label for row in page.model.rows()] == ["First did"]
    place.write_text("nothing,here\n", encoding="utf-8")
    window.press(K.Key_Space)
    window.settled()
    assert [row.label for row in page.model.rows()] == ["First did"]


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter, K.Key_Space])
def test_a_page_is_opened_from_the_list_by_keys(desk: Desk, key: Qt.Key) -> None:
    window, _ids = desk
    window.shell.go("settings/schools")
    window.settings.items["district"].setFocus()
    window.press(key)
    assert window.settings.page == "district"


def test_a_page_is_found_by_its_name(desk: Desk) -> None:
    window, _ids = desk
    window.shell.built("settings")
    window.shell.go("caseload")
    window.press(K.Key_K, modifier=CTRL)
    window.type("school y")
    window.press(K.Key_Return)
    assert window.shell.here() == "settings/year"
