# SPDX-License-Identifier: MIT
"""The catalogs we ship are those that were written."""

import gettext
import importlib.util
import io
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "resources/translations").glob("*/LC_MESSAGES/*.po"))


def _compiler() -> object:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging/translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalog_is_up_to_date_and_whole(source: Path) -> None:
    module = _compiler()
    entries = module.entries(source.read_text(encoding="utf-8"))  # type: ignore[attr-defined]  # loaded above
    made = module.compiled(entries)  # type: ignore[attr-defined]  # loaded above
    assert source.with_suffix(".mo").read_bytes() == made, "run packaging/translations.py"
    catalog = gettext.GNUTranslations(io.BytesIO(made))
    for key, text in entries.items():
        if key and "\0" not in key and "\4" not in key:
            assert text
            assert catalog.gettext(key) == text
    assert sorted(set(_fields(entries))) == []


def _fields(entries: dict[str, str]) -> list[str]:
    """Messages whose translation fills in other fields than the message."""
    import string

    def named(text: str) -> set[str]:
        return {field for _plain, field, _spec, _way in string.Formatter().parse(text) if field}

    return [
        key for key, text in entries.items()
        if key and any(named(form) - named(key) for form in text.split("\0"))
    ]  # fmt: skip
