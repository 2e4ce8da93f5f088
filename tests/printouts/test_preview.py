# SPDX-License-Identifier: MIT
from concurrent.futures import ThreadPoolExecutor

from otdesk.printouts.preview import Pages, page_picture
from otdesk.printouts.session_note import session_notes
from tests.printouts.paper_samples import NOTE, PRINTING


def test_a_page_is_white_with_black_ink_at_the_asked_size() -> None:
    pdf = session_notes([NOTE, NOTE], PRINTING).pdf
    with Pages(pdf) as pages:
        assert pages.count == 2
        assert pages.size(0) == (612.0, 792.0)
        picture = pages.picture(1, 2.0)
    assert (picture.width, picture.height) == (1224, 1584)
    assert picture.stride >= 4 * picture.width
    assert len(picture.pixels) == picture.stride * picture.height
    assert picture.pixels[:3] == b"\xff\xff\xff"
    rows = [picture.pixels[y * picture.stride : (y + 1) * picture.stride] for y in range(picture.height)]
    inked = [number for number, row in enumerate(rows) if b"\x00\x00\x00" in row]
    assert inked[0] < 200
    assert 1200 < inked[-1] < 1500


def test_one_page_at_a_time_and_from_several_threads() -> None:
    pdf = session_notes([NOTE], PRINTING).pdf
    one = page_picture(pdf, 0, 0.5)
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(page_picture, [pdf] * 8, [0] * 8, [0.5] * 8))
    assert all(picture == one for picture in pictures)
