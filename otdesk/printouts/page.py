# SPDX-License-Identifier: MIT
"""Paper: a tagged PDF drawn page by page. What is drawn belongs to an element of the structure tree or is an artifact
(running heads, rules, boxes to tick), which a screen reader passes over.

The same calls with the same clock give the same bytes. All coordinates are points from the lower left of the page.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from otdesk import words
from otdesk.printouts.fonts import REGULAR, SEMIBOLD, Faces, Line, Missing, Span, faces
from otdesk.printouts.tags import Element, StructureTree
from otdesk.words import _

WIDTH, HEIGHT = 612.0, 792.0
MARGIN = 54.0
BLACK = 0.0
SOFT = 0.25
"""The lightest gray of words; rules may be lighter."""
FOOT_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints and when (local time): the foot of every page."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Printout:
    """A finished PDF. `warnings` are sentences for the person: characters that could only be printed as codes."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Letters:
    """What one face's first subset of this document holds: its name and the code of each character."""

    name: str = ""
    known: set[str] = field(default_factory=set)
    codes: dict[int, str] = field(default_factory=dict)


class Paper:
    """A document being drawn: `begin_page`, marks, `end_page`, ..., `finish`. `wide`: pages lie on their long side."""

    def __init__(self, title: str, printing: Printing, *, wide: bool = False) -> None:
        from reportlab.lib.rl_accel import escapePDF
        from reportlab.pdfgen.canvas import Canvas

        self.width, self.height = (HEIGHT, WIDTH) if wide else (WIDTH, HEIGHT)
        self.faces: Faces = faces()
        self.missing = Missing()
        self.tree = StructureTree()
        self.page_count = 0
        self._title = self.faces.readable(title, self.missing)
        self._printing = printing
        self._buffer = io.BytesIO()
        self._canvas: Any = Canvas(
            self._buffer,
            pagesize=(self.width, self.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang="en-US",
            initialFontName=REGULAR,
        )
        # Fonts of a page and the catalogue hang on the document, for which the canvas has no public name.
        self._document: Any = self._canvas._doc  # noqa: SLF001
        self._escape = escapePDF
        self._letters: dict[str, _Letters] = {}
        self._open: Element | None = None
        self._gray = BLACK
        self._bookmarks = 0

    def words(self, text: str) -> str:
        """User text made drawable; what no face can draw is remembered for the warnings."""
        return self.faces.readable(text, self.missing)

    def begin_page(self) -> None:
        self.tree.begin_page()
        self.page_count += 1
        self._gray = BLACK

    def end_page(self) -> None:
        self._close()
        self._canvas.showPage()

    def bookmark(self, label: str) -> None:
        """An entry of the outline that leads to the current page."""
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(self.words(label), key)

    def text(self, x: float, y: float, line: Line, size: float, element: Element | None, gray: float = BLACK) -> None:
        """One line with its base line at y; without an element it is an artifact."""
        self._belong(element)
        self._ink(gray)
        code = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        last = len(line.spans) - 1
        for number, span in enumerate(line.spans):
            ending = " " if number == last and line.spaced and element is not None else ""
            for face, piece in self.faces.runs(Span(span.text + ending, span.face) if ending else span):
                self._show(code, face, piece, size)
        code.append("ET")
        self._canvas.addLiteral(" ".join(code))

    def _show(self, code: list[str], face: str, text: str, size: float) -> None:
        letters = self._letters.setdefault(face, _Letters())
        if letters.known.issuperset(text):
            encoded = text.translate(letters.codes).encode("latin-1")
            code.append(f"{letters.name} {size:g} Tf ({self._escape(encoded)}) Tj")
            return
        font = self.faces.fonts[face]
        for subset, encoded in font.splitString(text, self._document):
            name = font.getSubsetInternalName(subset, self._document)
            code.append(f"{name} {size:g} Tf ({self._escape(encoded)}) Tj")
        self._learn(font, letters, text)

    def _learn(self, font: Any, letters: _Letters, text: str) -> None:
        """Remember the codes of a face's first 256 characters: asking the face anew costs most of a page's time."""
        for char in set(text) - letters.known:
            ((subset, encoded),) = font.splitString(char, self._document)
            if subset == 0:
                letters.name = font.getSubsetInternalName(0, self._document)
                letters.codes[ord(char)] = encoded.decode("latin-1")
                letters.known.add(char)

    def plain(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        face: str = REGULAR,
        gray: float = BLACK,
        right: bool = False,
    ) -> None:
        """An artifact line, for running heads and feet; `right`: x is its right end."""
        shown = self.words(text).replace("\n", " ")
        wide = self.faces.width(shown, face, size)
        self.text(x - wide if right else x, y, Line((Span(shown, face),), wide), size, None, gray)

    def rule(self, x: float, y: float, right: float, weight: float, gray: float, dash: str = "") -> None:
        self._belong(None)
        dashes = f"[{dash}] 0 d" if dash else ""
        self._canvas.addLiteral(f"q {weight:g} w {gray:g} G {dashes} {x:.2f} {y:.2f} m {right:.2f} {y:.2f} l S Q")

    def upright(self, x: float, y: float, top: float, weight: float, gray: float, dash: str = "") -> None:
        self._belong(None)
        dashes = f"[{dash}] 0 d" if dash else ""
        self._canvas.addLiteral(f"q {weight:g} w {gray:g} G {dashes} {x:.2f} {y:.2f} m {x:.2f} {top:.2f} l S Q")

    def shape(self, operators: str, element: Element | None = None) -> None:
        """Drawing operators between q and Q: a figure when an element with Alt is given, else an artifact."""
        self._belong(element)
        self._canvas.addLiteral(f"q {operators} Q")
        if element is not None:
            self._close()

    def _ink(self, gray: float) -> None:
        if gray != self._gray:
            self._canvas.addLiteral(f"{gray:g} g")
            self._gray = gray

    def _belong(self, element: Element | None) -> None:
        wanted = element or _ARTIFACT
        if wanted is self._open:
            return
        self._close()
        self._open = wanted
        if element is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            self._canvas.addLiteral(f"/{element.tag} <</MCID {self.tree.mark(element)}>> BDC")

    def _close(self) -> None:
        if self._open is not None:
            self._canvas.addLiteral("EMC")
            self._open = None

    def finish(self) -> Printout:
        canvas, document = self._canvas, self._document
        canvas.setTitle(self._title)
        canvas.setAuthor(self.words(self._printing.by))
        canvas.setCreator("OTDesk")
        canvas.setSubject("")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if self._bookmarks > 1:
            canvas.showOutline()
        document.setDateFormatter(self._date)
        self.tree.write(document)
        document.Catalog.Metadata = _metadata(self._title, self.words(self._printing.by), self._printing.at)
        canvas.save()
        return Printout(self._buffer.getvalue(), self.page_count, tuple(_warnings(self.missing)))

    def _date(self, *_clock: int) -> str:
        """ReportLab asks with its own clock; ours is the one passed in."""
        moment = self._printing.at
        offset = moment.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset is not None else 0
        sign = "-" if minutes < 0 else "+"
        hours, rest = divmod(abs(minutes), 60)
        return f"D:{moment:%Y%m%d%H%M%S}{sign}{hours:02d}'{rest:02d}'"


_ARTIFACT = Element("Artifact")


def printed_words(printing: Printing) -> str:
    """ "Printed Oct 20, 2026, 10:29 AM by D. Whitfield"; without a name before one was entered."""
    when = words.stamp(printing.at)
    if not printing.by.strip():
        return _("Printed {when}").format(when=when)
    return _("Printed {when} by {who}").format(when=when, who=printing.by)


def draw_foot(paper: Paper, printing: Printing, number: int, count: int) -> None:
    """The foot of a record's page: confidential, who printed it and when, which page of how many."""
    paper.rule(MARGIN, 42, paper.width - MARGIN, 0.5, 0.55)
    said = f"{_('Confidential student record.')} {printed_words(printing)}"
    page = _("Page {n} of {count}").format(n=number, count=count)
    paper.plain(MARGIN, 30.5, said, FOOT_SIZE, gray=SOFT)
    paper.plain(paper.width - MARGIN, 30.5, page, FOOT_SIZE, gray=SOFT, right=True)


def draw_running_head(paper: Paper, left: str, right: str = "") -> None:
    """The head of a record's second and later pages: whose page this is when it is found alone."""
    y = paper.height - 46
    paper.plain(MARGIN, y, left, FOOT_SIZE + 0.5, face=SEMIBOLD)
    if right:
        paper.plain(paper.width - MARGIN, y, right, FOOT_SIZE + 0.5, right=True)
    paper.rule(MARGIN, y - 7, paper.width - MARGIN, 0.75, BLACK)


def draw_watermark(paper: Paper, text: str) -> None:
    """Large and pale across the page, under the words."""
    size = 84.0
    wide = paper.faces.width(text, SEMIBOLD, size)
    code: list[str] = []
    paper._show(code, SEMIBOLD, text, size)  # noqa: SLF001 - the one place that needs turned text
    middle = f"0.7071 0.7071 -0.7071 0.7071 {paper.width / 2:g} {paper.height / 2:g} cm"
    paper.shape(f"0.9 g {middle} BT 1 0 0 1 {-wide / 2:.2f} -28 Tm {' '.join(code)} ET")


def _warnings(missing: Missing) -> Iterable[str]:
    if missing.characters:
        listed = ", ".join(
            f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in sorted(missing.characters)
        )
        yield _("No font here has these characters; their codes are printed instead: {list}.").format(list=listed)


def _metadata(title: str, who: str, at: datetime) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream

    packet = _XMP.format(title=escape(title), who=escape(who), when=at.isoformat(timespec="seconds"))
    return PDFStream(
        dictionary=PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"}),
        content=packet.encode("utf-8", "replace"),
        filters=[],  # readable by tools that look for the packet without parsing the file
    )


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>en-US</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{who}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>OTDesk</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
