# SPDX-License-Identifier: MIT
"""Lists to tick: what is typed is read, kept and put together without losing an item or saying one twice."""

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.checklists import LONGEST, MOST, Lists, Tick, TooLong, from_plain, items, of, to_plain, together

WORDS = st.text(alphabet="abc XYZ,-é", min_size=1, max_size=12).map(str.strip).filter(bool)
LISTS = st.dictionaries(st.sampled_from(Tick), st.lists(WORDS, min_size=1, max_size=5, unique=True)).map(
    lambda found: tuple((tick, tuple(found[tick])) for tick in Tick if tick in found)
)


def test_an_item_a_line() -> None:
    assert items("Putty\n\n  Cutting   paper \nputty\n") == ("Putty", "Cutting paper")
    assert items("") == ()
    assert items("x" * (LONGEST + 1)) == TooLong("x" * (LONGEST + 1))


@given(st.text(max_size=400))
def test_what_is_typed_is_read_once_for_all(typed: str) -> None:
    found = items(typed)
    if isinstance(found, TooLong):
        assert len(found.text) > LONGEST
        return
    assert len(found) <= MOST
    assert items("\n".join(found)) == found


@given(LISTS)
def test_lists_are_kept_whole(lists: Lists) -> None:
    assert from_plain(to_plain(lists)) == lists


@given(LISTS, LISTS, LISTS)
def test_each_tick_is_said_once_in_the_order_offered(offered: Lists, shared: Lists, own: Lists) -> None:
    found = together(offered, shared, own)
    for tick in Tick:
        said = of(found, tick)
        assert set(said) == {*of(shared, tick), *of(own, tick)}
        assert len(set(said)) == len(said)
        known = [item for item in said if item in of(offered, tick)]
        assert said[: len(known)] == tuple(known), "what is offered no longer comes last"
        assert known == [item for item in of(offered, tick) if item in known]
