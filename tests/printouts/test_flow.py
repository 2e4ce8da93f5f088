# SPDX-License-Identifier: MIT
from itertools import chain, repeat

from hypothesis import given
from hypothesis import strategies as st

from otdesk.printouts.flow import Strip, break_pages, height_of

STRIPS = st.lists(
    st.builds(
        Strip,
        st.floats(1, 60),
        st.just(()),
        st.booleans(),
        st.sampled_from([0.0, 0.0, 10.0]),
        st.sampled_from([(), (Strip(12, keep=True),)]),
    ),
    max_size=40,
)
ROOM = 120.0


def bare(strips: list[Strip]) -> list[float]:
    return [strip.height for strip in strips]


@given(STRIPS)
def test_all_strips_come_out_once_in_order_and_no_page_overflows(strips: list[Strip]) -> None:
    pages = break_pages(strips, chain([ROOM / 2], repeat(ROOM)))
    placed = [strip.height for page in pages for strip in page]
    wanted = iter(placed)
    assert all(any(height == got for got in wanted) for height in bare(strips))
    heads = sum(len(page) for page in pages) - len(strips)
    assert 0 <= heads < len(pages) + 1
    for number, page in enumerate(pages):
        room = ROOM if number else ROOM / 2
        assert height_of(page) <= room + 1e-6 or len(page) <= 2


@given(STRIPS)
def test_what_keeps_together_is_parted_only_when_it_is_more_than_a_page(strips: list[Strip]) -> None:
    strips = [Strip(s.height, (), s.keep, s.before) for s in strips]
    page_of = [number for number, page in enumerate(break_pages(strips, repeat(ROOM))) for _strip in page]
    start = 0
    for end, strip in enumerate(strips, start=1):
        if strip.keep and end < len(strips):
            continue
        together = strips[start:end]
        if height_of(together) <= ROOM:
            assert len(set(page_of[start:end])) == 1
        start = end


def test_a_page_begins_without_space_above_and_with_the_head_of_its_table() -> None:
    head = Strip(10, keep=True)
    rows = [Strip(50, before=5, head=(head,)) for _ in range(4)]
    pages = break_pages([head, *rows], repeat(ROOM))
    assert [bare(page) for page in pages] == [[10, 50, 50], [10, 50, 50]]
    assert all(page[0].before == 0 for page in pages)


def test_nothing_is_one_empty_page() -> None:
    assert break_pages([], repeat(ROOM)) == [[]]
