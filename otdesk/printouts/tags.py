# SPDX-License-Identifier: MIT
"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): what is a heading, a table, a cell.

ReportLab has no interface for it, so the tree is written as ready bytes: one object per element.
"""

from typing import Any

Tag = str
"""A standard structure type: "H1", "P", "Table", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody", "Figure", "Sect"."""


class Element:
    """A node of the tree; its kids are elements and the marked pieces of pages (page number, MCID)."""

    __slots__ = ("alt", "attributes", "kids", "number", "parent", "tag")

    def __init__(self, tag: Tag, parent: "Element | None" = None, *, alt: str = "", attributes: str = "") -> None:
        self.tag = tag
        self.alt = alt
        self.attributes = attributes
        self.kids: list[Element | tuple[int, int]] = []
        self.parent = parent
        self.number = 0
        if parent is not None:
            parent.kids.append(self)

    def add(self, tag: Tag, *, alt: str = "", attributes: str = "") -> "Element":
        return Element(tag, self, alt=alt, attributes=attributes)


COLUMN_HEAD = "/A <</O /Table /Scope /Column>>"
ROW_HEAD = "/A <</O /Table /Scope /Row>>"


def spanning(columns: int) -> str:
    return f"/A <</O /Table /ColSpan {columns}>>"


class StructureTree:
    """Collects marked pieces while pages are drawn; `write` puts the tree into the document's catalogue."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._pages: list[list[Element]] = []

    def begin_page(self) -> None:
        self._pages.append([])

    def mark(self, element: Element) -> int:
        """The MCID for the next piece of this element on the current page."""
        owners = self._pages[-1]
        number = len(owners)
        owners.append(element)
        element.kids.append((len(self._pages) - 1, number))
        return number

    def write(self, document: Any) -> None:
        """`document` is ReportLab's PDFDocument after its last page. Numbers are dealt out first, because an element
        names its parent and its kids; nothing else may register an object in between."""
        pages = [document.idToObjectNumberAndVersion[f"Page{n + 1}"][0] for n in range(len(self._pages))]
        elements = _in_order(self.root)
        tree = document.objectcounter + 1
        parents = tree + 1
        for number, element in enumerate(elements, start=parents + 1):
            element.number = number
        _register(document, f"<</Type /StructTreeRoot /K {self.root.number} 0 R /ParentTree {parents} 0 R>>")
        _register(document, self._parent_tree())
        for element in elements:
            _register(document, _element(element, pages, tree))
        self._mark_pages(document)
        document.Catalog.StructTreeRoot = f"{tree} 0 R"
        document.Catalog.MarkInfo = "<</Marked true>>"

    def _parent_tree(self) -> str:
        rows = (
            f"{page} [{' '.join(f'{element.number} 0 R' for element in owners)}]"
            for page, owners in enumerate(self._pages)
        )
        return f"<</Nums [{' '.join(rows)}]>>"

    def _mark_pages(self, document: Any) -> None:
        for number in range(len(self._pages)):
            page = document.idToObject[f"Page{number + 1}"]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = number
            page.Tabs = "/S"


def _in_order(root: Element) -> list[Element]:
    """Every element that holds something, parents first. An element without content says nothing and is left out."""
    found: list[Element] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _holds(kid)]
        found.append(element)
        waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
    return found


def _holds(element: Element) -> bool:
    return element.tag in {"TD", "TH"} or any(not isinstance(kid, Element) or _holds(kid) for kid in element.kids)


def _element(element: Element, pages: list[int], tree: int) -> str:
    parent = element.parent.number if element.parent is not None else tree
    home = next((kid[0] for kid in element.kids if not isinstance(kid, Element)), None)
    kids = " ".join(
        f"{kid.number} 0 R"
        if isinstance(kid, Element)
        else str(kid[1])
        if kid[0] == home
        else f"<</Type /MCR /Pg {pages[kid[0]]} 0 R /MCID {kid[1]}>>"
        for kid in element.kids
    )
    parts = [f"<</S /{element.tag} /P {parent} 0 R"]
    if home is not None:
        parts.append(f"/Pg {pages[home]} 0 R")
    if kids:
        parts.append(f"/K [{kids}]" if len(element.kids) > 1 else f"/K {kids}")
    if element.alt:
        parts.append(f"/Alt {text_string(element.alt)}")
    if element.attributes:
        parts.append(element.attributes)
    return " ".join(parts) + ">>"


def text_string(text: str) -> str:
    """A PDF text string in UTF-16, as hex: no character can break out of it."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def _register(document: Any, body: str) -> None:
    document.Reference(body.encode("ascii"), f"otdesk.{document.objectcounter + 1}")
