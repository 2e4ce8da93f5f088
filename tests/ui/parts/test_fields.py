# SPDX-License-Identifier: MIT
"""Fields: label above, reading or error below, checked on leaving; nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from otdesk.faults import Refusal
from otdesk.ui.forms.combo import Combo
from otdesk.ui.parts.fields import LabeledField, LinesEdit, PassphraseEdit, SearchBox
from otdesk.ui.parts.labels import ElidedWords, WholeOrNothing, Words
from tests.ui.fit import flaws


def check(text: str) -> str:
    if text == "2/30/27":
        raise Refusal("February has 28 days in 2027. Feb 28?")
    return f"read as {text}" if text else ""


@pytest.fixture
def form(qtbot: QtBot) -> tuple[QWidget, LabeledField, LabeledField]:
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = LabeledField("IEP due", check=check), LabeledField("Service")
    column.addWidget(first)
    column.addWidget(second)
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(360, 300)
    page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.editor.hasFocus)
    return page, first, second


def test_nothing_is_said_while_typing(qtbot: QtBot, form: tuple[QWidget, LabeledField, LabeledField]) -> None:
    _page, first, _second = form
    qtbot.keyClicks(first.editor, "2/30/27")
    assert first.line() == ""
    assert not first.faulty


def test_leaving_checks_and_keeps_the_text(qtbot: QtBot, form: tuple[QWidget, LabeledField, LabeledField]) -> None:
    _page, first, second = form
    qtbot.keyClicks(first.editor, "2/30/27")
    qtbot.keyClick(first.editor, Qt.Key.Key_Tab)
    assert second.editor.hasFocus()
    assert first.line() == "February has 28 days in 2027. Feb 28?"
    assert first.faulty
    assert first.text() == "2/30/27"
    assert first.editor.accessibleDescription() == first.line()


def test_typing_on_takes_the_error_away_and_the_reading_comes(
    qtbot: QtBot, form: tuple[QWidget, LabeledField, LabeledField]
) -> None:
    _page, first, _second = form
    first.set_text("2/30/27")
    assert not first.leave()
    qtbot.keyClick(first.editor, Qt.Key.Key_Backspace)
    assert first.line() == ""
    qtbot.keyClick(first.editor, Qt.Key.Key_Return)
    assert first.line() == "read as 2/30/2"
    assert not first.faulty


def test_filling_a_field_tells_nobody(qtbot: QtBot, form: tuple[QWidget, LabeledField, LabeledField]) -> None:
    _page, first, _second = form
    with qtbot.assertNotEmitted(first.changed):
        first.set_text("10/20/26")
    with qtbot.waitSignal(first.changed):
        qtbot.keyClicks(first.editor, "7")


@pytest.mark.parametrize("editor", [QLineEdit, QComboBox, QPlainTextEdit])
def test_every_kind_of_editor_has_label_name_and_text(qtbot: QtBot, editor: type[QWidget]) -> None:
    made = editor()
    if isinstance(made, QComboBox):
        made.addItems(["one", "two"])
    field = LabeledField("Setting", made)  # type: ignore[arg-type]  # the three kinds above are editors
    qtbot.addWidget(field)
    field.set_text("two")
    assert field.text() == "two"
    assert made.accessibleName() == "Setting"
    if not isinstance(made, QComboBox):  # on Linux a box says its text and is labeled by relation
        assert QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name) == "Setting"


def test_a_long_message_wraps_and_is_not_covered(
    qtbot: QtBot, form: tuple[QWidget, LabeledField, LabeledField]
) -> None:
    _page, first, second = form
    short = first.height()
    first.say_error("This passphrase does not open the vault. Look at Caps Lock and the keyboard layout, or the sheet.")
    qtbot.waitUntil(lambda: first.height() > short + 20)
    line = next(w for w in first.findChildren(Words) if w.text().startswith("This"))
    assert line.height() >= line.heightForWidth(line.width())
    assert second.y() >= first.geometry().bottom()


def test_the_label_stands_above(form: tuple[QWidget, LabeledField, LabeledField]) -> None:
    _page, first, _second = form
    label = next(w for w in first.findChildren(Words) if w.text() == "IEP due")
    assert label.geometry().bottom() <= first.editor.geometry().top()
    assert label.buddy() is first.editor


def test_esc_empties_the_search_only_when_there_is_something(qtbot: QtBot) -> None:
    box = SearchBox("Find", key="Ctrl+K")
    qtbot.addWidget(box)
    box.setText("haz")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert box.accessibleName() == "Find"


def test_a_passphrase_is_hidden_until_shown(qtbot: QtBot) -> None:
    edit = PassphraseEdit("Passphrase")
    qtbot.addWidget(edit)
    edit.setText("velvet otter")
    assert edit.displayText() != "velvet otter"
    edit.eye.click()
    assert edit.displayText() == "velvet otter"
    assert edit.eye.accessibleName() == "Hide the passphrase"
    edit.eye.click()
    assert edit.displayText() != "velvet otter"


def test_a_passphrase_takes_a_paste(qtbot: QtBot) -> None:
    edit = PassphraseEdit("Passphrase")
    qtbot.addWidget(edit)
    QApplication.clipboard().setText("Zoë’s otters – nine")
    edit.paste()
    assert edit.text() == "Zoë’s otters – nine"


def test_words_are_plain_text(qtbot: QtBot) -> None:
    words = Words("<b>Noor</b> & co")
    qtbot.addWidget(words)
    plain = Words("xbxNoorxxbx x co")
    qtbot.addWidget(plain)
    assert words.textFormat() is Qt.TextFormat.PlainText
    assert words.sizeHint().width() > 80


def test_a_cut_line_keeps_its_whole_text_in_name_and_tip(qtbot: QtBot) -> None:
    words = ElidedWords("4 students: Theo, Amara, Jonah, Priya")
    qtbot.addWidget(words)
    words.resize(80, 20)
    words.show()
    qtbot.waitUntil(lambda: words.text().endswith("…"))
    assert words.accessibleName() == words.toolTip() == words.whole() == "4 students: Theo, Amara, Jonah, Priya"


def test_what_is_said_whole_or_not_at_all_comes_back_with_the_room_and_is_no_flaw(qtbot: QtBot) -> None:
    window, words = QWidget(), WholeOrNothing("Draft saved 10:24")
    qtbot.addWidget(window)
    window.resize(300, 60)
    words.setParent(window)
    words.setGeometry(0, 0, 40, 20)
    window.show()
    assert (words.text(), words.toolTip(), words.accessibleName()) == ("", *["Draft saved 10:24"] * 2)
    assert flaws(window) == []
    words.resize(280, 20)
    assert words.text() == "Draft saved 10:24"


def test_words_that_come_later_get_their_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    words = WholeOrNothing("")
    words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    row.addStretch(1)
    row.addWidget(words)
    window.resize(400, 60)
    window.show()
    assert words.width() < 40
    words.show_text("Draft saved 10:24")
    qtbot.waitUntil(lambda: words.text() == "Draft saved 10:24")


def test_lines_grow_with_their_text_and_not_beyond_twice(qtbot: QtBot) -> None:
    editor = LinesEdit(2)
    qtbot.addWidget(editor)
    editor.resize(300, editor.sizeHint().height())
    editor.show()
    low = editor.sizeHint().height()
    editor.setPlainText("one\ntwo\nthree")
    three = editor.sizeHint().height()
    editor.setPlainText("\n".join("abcdefghij"))
    four = editor.sizeHint().height()
    assert low < three < four
    assert four - three == three - low
    assert editor.minimumSizeHint().height() == low
    editor.clear()
    assert editor.sizeHint().height() == low


def test_a_choice_that_does_not_fit_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    """Where the ellipsis begins, what follows is not seen; merely cut, the next letter would show."""
    pictures = []
    for name in ("Alder Creek Elementary School", "Alder Creek West Intermediate"):
        combo = Combo([(1, name)])
        qtbot.addWidget(combo)
        combo.resize(150, 32)
        combo.show()
        pictures.append(combo.grab().toImage())
    assert pictures[0] == pictures[1]


def test_what_is_typed_into_a_list_is_named_too(qtbot: QtBot) -> None:
    box = QComboBox()
    box.setEditable(True)
    field = LabeledField("Student or group", box)
    qtbot.addWidget(field)
    typed = box.lineEdit()
    assert typed is not None
    assert typed.accessibleName() == "Student or group"
