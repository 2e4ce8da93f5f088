# SPDX-License-Identifier: MIT
"""Columns and sort of the caseload are as they were left; views keep filter, columns and sort under a name."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from otdesk.ui.caseload.filters import Chip, Filter
from otdesk.ui.caseload.view_state import ViewState, read_state
from tests.caseload_sample import Ids, fill, house
from tests.caseload_window import CTRL, K, Window, unnamed
from tests.clock import FixedClock

Desk = tuple[Window, Ids]


def shown_columns(window: Window) -> list[str]:
    table = window.caseload.table_page.table
    return [name for number, name in enumerate(table.ids()) if not table.isColumnHidden(number)]


def take(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text() == words)
    action.trigger()


def test_columns_are_chosen_by_keys(desk: Desk) -> None:
    window, _ids = desk
    assert "seen" in shown_columns(window)
    window.press(K.Key_C)
    chooser = window.caseload.table_page.chooser
    assert not unnamed(chooser)
    window.tab_to("Last seen")
    window.press(K.Key_Space)
    assert "seen" not in shown_columns(window)
    window.tab_to("Goals")
    window.press(K.Key_Space)
    window.tab_to("Teacher")
    window.press(K.Key_Space)
    assert shown_columns(window)[-1] == "teacher"
    window.press(K.Key_Escape)
    assert QApplication.focusWidget() is window.caseload.table_page.table
    window.press(K.Key_C)
    window.tab_to("As at first")
    window.press(K.Key_Space)
    assert "seen" in shown_columns(window)
    assert "teacher" not in shown_columns(window)


def test_columns_and_sort_are_as_they_were_left(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> None:
    with house(tmp_path / "vault", clock) as opened:
        fill(opened)
        window = Window(qtbot, opened, tmp_path)
        window.command("caseload.sort.name")
        window.command("caseload.sort.name")
        page = window.caseload.table_page
        page.table.hide_columns(frozenset({"goals"}))
        page.chips[Chip.DUE].click()
        window.settled()
        window.close()
        again = Window(qtbot, opened, tmp_path)
        page = again.caseload.table_page
        assert page.table.sort == ("name", True)
        assert page.table.hidden == {"goals"}
        assert page.filter == Filter()
        assert [row.called for row in page.model.rows()] == ["Maya", "Kofi", "Hazel"]
        again.close()


def test_leaving_the_table_otherwise_is_no_step_to_undo(desk: Desk) -> None:
    window, _ids = desk
    before = window.bridge.undo_words()
    window.command("caseload.sort.name")
    assert window.bridge.undo_words() == before


def test_a_view_is_saved_shown_renamed_removed_and_brought_back(desk: Desk) -> None:
    window, _ids = desk
    page = window.caseload.table_page
    window.press(K.Key_Slash)
    window.type("bw")
    page.table.hide_columns(frozenset({"goals"}))
    window.command("caseload.view")
    window.fill(window.open_form(), name="Briar only")
    window.press(K.Key_Return)
    window.settled()
    assert window.said[-1] == "View saved: Briar only"
    assert page.views.text() == "Briar only"
    assert page.views.isChecked()
    take(page.views.menu(), "As at first")
    window.settled()
    assert page.state() == ViewState()
    assert page.search.text() == ""
    assert page.views.text() == "Views"
    take(page.views.menu(), "Briar only")
    assert [row.called for row in page.model.rows()] == ["Kofi"]
    assert page.table.hidden == {"goals"}
    take(page.views.menu(), "Rename Briar only…")
    window.fill(window.open_form(), name="Briarwood")
    window.press(K.Key_Return)
    window.settled()
    assert page.views.accessibleName() == "Views, Briarwood is shown"
    take(page.views.menu(), "Remove Briarwood")
    window.settled()
    assert page.views.text() == "Views"
    window.press(K.Key_Z, modifier=CTRL)
    window.settled()
    assert page.views.text() == "Briarwood"


def test_a_name_is_taken_once(desk: Desk) -> None:
    window, _ids = desk
    page = window.caseload.table_page
    for words, name in (("bw", "One"), ("ac", "Two")):
        page.search.setText(words)
        page.views.save_view()
        window.fill(window.open_form(), name=name)
        window.press(K.Key_Return)
        window.settled()
    take(page.views.menu(), "Rename Two…")
    window.fill(window.open_form(), name="one")
    window.press(K.Key_Return)
    form = window.open_form()
    assert "already a view named One" in form.problem.text()
    form.reject()
    page.search.setText("hazel")
    page.views.save_view()
    window.fill(window.open_form(), name="ONE")
    window.press(K.Key_Return)
    window.settled()
    names = [action.text() for action in page.views.menu().actions() if action.isCheckable()]
    assert names == ["One", "Two", "As at first"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {
            "chips": ["active", "no such"],
            "sort": "shoe",
            "hidden": ["shoe", "teacher", "manager", "number"],
            "school": 99,
        },
    ],
)
def test_what_is_not_known_is_left_out(body: dict[str, object]) -> None:
    columns = ("name", "due", "teacher", "manager", "number")
    read = read_state(body, columns, (1, 2))
    assert read.sort == "due"
    assert read.hidden == {"teacher", "manager", "number"}
    assert read.filter.school_id is None
    assert read.filter.chips <= {Chip.ACTIVE}


def test_a_view_reads_back_what_it_wrote() -> None:
    state = ViewState(Filter(frozenset({Chip.DUE, Chip.BEHIND}), 2, "gr2"), frozenset({"seen"}), "name", down=True)
    assert read_state(state.body(), ("name", "due", "seen"), (1, 2)) == state
