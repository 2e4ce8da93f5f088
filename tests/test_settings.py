# SPDX-License-Identifier: MIT
"""Preferences of this machine: declared once, kept durably, wrong values are the default."""

import json
from pathlib import Path
from typing import Any

import pytest

from otdesk import settings
from otdesk.settings import Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.json"


def test_defaults_need_no_file(path: Path) -> None:
    kept = Settings(path)
    assert [kept.get(preference) for preference in settings.ALL] == [p.default for p in settings.ALL]
    assert not path.exists()


def test_what_is_put_is_there_at_the_next_start(path: Path) -> None:
    kept = Settings(path)
    kept.put(settings.ZOOM, 125)
    kept.put(settings.THEME, "dark")
    again = Settings(path)
    assert (again.get(settings.ZOOM), again.get(settings.THEME)) == (125, "dark")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("preference", "value"),
    [
        (settings.THEME, "mauve"),
        (settings.ZOOM, 300),
        (settings.ZOOM, "125"),
        (settings.LOCK_MINUTES, 0),
        (settings.SIDEBAR_NARROW, 1),
    ],
)
def test_a_wrong_value_is_refused_and_read_as_the_default(
    path: Path, preference: settings.Preference[Any], value: Any
) -> None:
    kept = Settings(path)
    with pytest.raises(ValueError, match=preference.key):
        kept.put(preference, value)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({preference.key: value}))
    assert Settings(path).get(preference) == preference.default


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "\x00\x01", '"text"'])
def test_a_broken_file_is_as_none(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert Settings(path).get(settings.ZOOM) == 100


def test_keys_of_a_newer_program_stay(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text('{"tomorrow": [1], "zoom": 110}')
    kept = Settings(path)
    kept.put(settings.ZOOM, 125)
    assert json.loads(path.read_text()) == {"tomorrow": [1], "zoom": 125}


def test_listeners_hear_real_changes_only(path: Path) -> None:
    kept = Settings(path)
    heard: list[str] = []
    kept.subscribe(heard.append)
    kept.put(settings.ZOOM, 125)
    kept.put(settings.ZOOM, 125)
    assert heard == ["zoom"]


def test_every_preference_is_listed_once() -> None:
    keys = [preference.key for preference in settings.ALL]
    assert len(keys) == len(set(keys))
    declared = [value for value in vars(settings).values() if isinstance(value, settings.Preference)]
    assert len(declared) == len(settings.ALL)
    assert all(preference.accepts(preference.default) for preference in settings.ALL)
