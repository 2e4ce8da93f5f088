# SPDX-License-Identifier: MIT
"""Another system's fields: its order, its words, its limits; nothing longer than it takes."""

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.copy_profile import USUAL, Copied, CopyField, ProfileField, cut, filled, from_plain, to_plain

VALUES = {
    CopyField.DATE: "10/20/2026",
    CopyField.SETTING: "Pull-out",
    CopyField.WHOLE: "Maya cut on the line. She did it twice. Next: curves.",
}


def test_fields_come_in_their_order_words_and_length() -> None:
    profile = (
        ProfileField(CopyField.SETTING, 0, {"pull-out": "PO"}), ProfileField(CopyField.WHOLE, 40),
        ProfileField(CopyField.DATE), ProfileField(CopyField.SIZE),
    )  # fmt: skip
    assert filled(profile, VALUES) == (
        Copied(CopyField.SETTING, "PO"),
        Copied(CopyField.WHOLE, "Maya cut on the line. She did it twice.", 14),
        Copied(CopyField.DATE, "10/20/2026"),
        Copied(CopyField.SIZE, ""),
    )


def test_a_text_ends_with_a_sentence_or_a_word() -> None:
    assert cut("One two three", 8) == "One two"
    assert cut("Abcdefghij", 4) == "Abcd"
    assert cut("One. Two three four five", 20) == "One. Two three four"
    assert cut("Short", 0) == "Short"


@given(text=st.text(max_size=60), limit=st.integers(0, 50))
def test_nothing_is_longer_than_it_may_be_and_nothing_is_added(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert text.startswith(short)
    assert not limit or len(short) <= limit


fields = st.builds(
    ProfileField,
    st.sampled_from(CopyField),
    st.integers(0, 4000),
    st.none() | st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=5), min_size=1, max_size=3),
)


@given(st.lists(fields, max_size=6).map(tuple))
def test_a_profile_is_kept_as_it_is(profile: tuple[ProfileField, ...]) -> None:
    assert from_plain(to_plain(profile)) == profile
    assert from_plain([*to_plain(profile), {"field": "of a later version"}]) == profile


def test_the_usual_profile_stands_on_its_own() -> None:
    assert next(each.field for each in USUAL) is CopyField.DATE
    assert all(copied.lost == 0 for copied in filled(USUAL, VALUES))
