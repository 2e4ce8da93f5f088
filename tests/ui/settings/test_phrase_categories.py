# SPDX-License-Identifier: MIT
"""Phrases in bundles of the therapist's own: named in the form, chosen above the list, kept in the file."""

from pathlib import Path

import pytest

from otdesk.actions import phrases
from otdesk.records.phrases import PhraseKind
from otdesk.ui.settings.phrase_sharing import PhraseSharing
from otdesk.ui.settings.phrases_page import PhrasesPage
from tests.caseload_sample import Ids
from tests.caseload_window import Window, unnamed


def opened(window: Window) -> PhrasesPage:
    for label, category in (("Pencil", "Handwriting"), ("Swing", "Senses"), ("Putty", "")):
        window.bridge.do(phrases.add, PhraseKind.DID, label, f"words of {label}", None, category)
    window.shell.go("settings/phrases")
    page = window.settings.phrases
    page.kinds.choose(PhraseKind.DID)
    page.refill()
    return page


def labels(page: PhrasesPage) -> list[str]:
    return [row.label for row in page.model.rows()]


def choose(page: PhrasesPage, category: str | None) -> list[str]:
    page.categories.choose(category)
    page.categories.activated.emit(page.categories.currentIndex())
    return labels(page)


def test_a_category_narrows_the_list(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    page = opened(window)
    assert unnamed(page) == []
    assert labels(page) == ["Pencil", "Swing", "Putty"]
    assert choose(page, "Senses") == ["Swing"]
    assert choose(page, "") == ["Putty"]
    assert choose(page, None) == ["Pencil", "Swing", "Putty"]


def test_a_phrase_gets_another_category_and_the_empty_one_goes(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    page = opened(window)
    choose(page, "Senses")
    page.edit()
    assert page.form is not None
    assert page.form.category.text() == "Senses"
    page.form.category.set_text("handwriting")
    assert page.form.typed()
    page.form.accept()
    page.form.reject()
    window.qtbot.waitUntil(lambda: page.categories.value() is None)
    assert choose(page, "Handwriting") == ["Pencil", "Swing"]


def test_without_categories_there_is_nothing_to_choose(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    window.bridge.do(phrases.add, PhraseKind.DID, "Putty", "a putty warm-up")
    window.shell.go("settings/phrases")
    assert window.settings.phrases.categories.isHidden()


def test_the_file_keeps_the_category(desk: tuple[Window, Ids], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, _ids = desk
    page = opened(window)
    place = tmp_path / "phrases.csv"
    monkeypatch.setattr(PhraseSharing, "where", staticmethod(lambda _host: place))
    monkeypatch.setattr(PhraseSharing, "which", staticmethod(lambda _host: place))
    page.sharing.save()
    for row in page.model.rows():
        window.bridge.do(phrases.remove, row.phrase_id)
    page.sharing.take_in()
    page.refill()
    assert {row.label: row.category for row in page.model.rows()} == {
        "Pencil": "Handwriting", "Swing": "Senses", "Putty": "",
    }  # fmt: skip
