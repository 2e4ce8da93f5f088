# SPDX-License-Identifier: MIT
"""Pages of a finished PDF as pixels, in memory: for the preview, and for printers that take only pictures."""

from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Self

_PDFIUM = Lock()  # PDFium is not safe to call from two threads at once


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Rows from the top; each pixel is four bytes: blue, green, red and one without meaning (Qt's Format_RGB32)."""

    width: int
    height: int
    stride: int
    """Bytes from one row to the next."""
    pixels: bytes


class Pages:
    """An opened PDF. Close it, or use it in a `with` block."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            self.count = len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points; pages count from 0."""
        with _PDFIUM:
            width, height = self._document.get_page_size(number)
        return float(width), float(height)

    def picture(self, number: int, scale: float) -> PagePicture:
        """A page (from 0); scale 1 is 72 pixels to the inch."""
        with _PDFIUM:
            page = self._document[number]
            try:
                bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
                try:
                    return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
                finally:
                    bitmap.close()
            finally:
                page.close()

    def close(self) -> None:
        with _PDFIUM:
            self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def page_picture(pdf: bytes, number: int, scale: float) -> PagePicture:
    """One page of a PDF, opened just for it."""
    with Pages(pdf) as pages:
        return pages.picture(number, scale)
