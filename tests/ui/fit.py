# SPDX-License-Identifier: MIT
"""Does everything a person reads fit where it stands? Looks at a shown window, widget by widget.

Found are: text wider or higher than its widget, widgets squeezed below their smallest size, text that leaves its
parent, two texts on one spot, areas that scroll sideways, table headings cut off, buttons too
small to hit, pages that show nothing.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QTextEdit,
    QWidget,
)

from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import ElidedWords, WholeOrNothing

SLACK = 1
SIDEWAYS = frozenset({"SheetArea"})
"""Scroll sideways by their nature: the columns of somebody's spreadsheet."""
BY_TIME = frozenset({"TimelineCard"})
"""As high as their minutes, between others as high as theirs; every one is reached by keys as well."""
SMALLEST_TARGET = 24
LEAST_SHOWN = 6
"""Characters that are left at least of words cut with an ellipsis; fewer say nothing."""


def flaws(window: QWidget) -> list[str]:
    """One line for each, with the words concerned."""
    top = _top(window)
    shown = [widget for widget in _below(top) if not widget.visibleRegion().isEmpty()]
    found = [flaw for widget in shown for flaw in _own(widget)]
    found += [flaw for widget in shown if _is_text(widget) for flaw in _leaves(widget, top)]
    return found + list(_overlaps([widget for widget in shown if _is_text(widget)], top))


def _top(window: QWidget) -> QWidget:
    """What a person looks at: the dialog or popover that lies over everything, or the window."""
    for dialog in reversed(window.findChildren(DialogBase)):
        if dialog.is_open:
            return dialog
    return window


def _below(top: QWidget) -> Iterator[QWidget]:
    """What shows inside, parents before their children; nothing below a hidden part shows."""
    waiting = [top]
    while waiting:
        for child in waiting.pop().children():
            if isinstance(child, QWidget) and not child.isWindow() and not child.isHidden():
                yield child
                waiting.append(child)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def _is_text(widget: QWidget) -> bool:
    return bool(_words(widget)) or isinstance(widget, QLineEdit)


def _name(widget: QWidget) -> str:
    chain = f"{type(widget.parentWidget()).__name__}>{type(widget).__name__}"
    return f"{chain} {(_words(widget) or widget.accessibleName() or widget.objectName())[:60]!r}"


def _own(widget: QWidget) -> Iterator[str]:
    yield from _small(widget)
    if isinstance(widget, ElidedWords):
        whole, shown = widget.whole(), widget.text()
        if isinstance(widget, WholeOrNothing) and not shown:
            return
        if shown != whole and len(shown) - 1 < min(LEAST_SHOWN, len(whole)):
            yield f"cut to {shown!r}: {_name(widget)}"
    elif isinstance(widget, QLabel) and widget.text():
        yield from _label(widget)
    elif widget.layout() is None and not isinstance(widget, QHeaderView | QStackedWidget):
        yield from _squeezed(widget)
    if isinstance(widget, QAbstractScrollArea):
        yield from _scrolls(widget)
    if isinstance(widget, QStackedWidget) and not _shows(widget.currentWidget()):
        yield f"an empty page: {type(widget.currentWidget()).__name__} in {_name(widget)}"
    if isinstance(widget, QTableView) and widget.horizontalHeader().isVisible():
        yield from _headings(widget)


def _scrolls(area: QAbstractScrollArea) -> Iterator[str]:
    """Sideways, or a text that has no bar to move what is out of sight."""
    bar = area.horizontalScrollBar()
    own = isinstance(area, QScrollArea | QTableView) and type(area).__name__ not in SIDEWAYS
    if own and bar.maximum() > bar.minimum():
        yield f"scrolls sideways by {bar.maximum()}: {_name(area)}"
    if isinstance(area, QTextEdit) and area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        hidden = area.verticalScrollBar().maximum()
        if hidden > SLACK:
            yield f"{hidden} pixels of its text out of sight: {_name(area)}"


def _shows(page: QWidget | None) -> bool:
    """Whether a page of parts shows any of them."""
    parts = [
        child
        for child in (page.children() if page is not None else ())
        if isinstance(child, QWidget) and not child.isWindow()
    ]
    return not parts or any(part.isVisibleTo(page) for part in parts if page is not None)


def _small(widget: QWidget) -> Iterator[str]:
    """What is clicked needs its size; a line to type in may be lower inside its frame."""
    clicked = isinstance(widget, QAbstractButton | QComboBox) and type(widget).__name__ not in BY_TIME
    if clicked and min(widget.width(), widget.height()) < SMALLEST_TARGET:
        yield f"a target of {widget.width()}x{widget.height()}: {_name(widget)}"


def _squeezed(widget: QWidget) -> Iterator[str]:
    """Below the smallest size it asks for; a button that is a mere icon may be as small as a target may be."""
    least = widget.minimumSizeHint()
    if not least.isValid():
        return
    wide, high = widget.width(), widget.height()
    if isinstance(widget, QAbstractButton) and widget.hasHeightForWidth():  # paints words that wrap
        least.setHeight(widget.heightForWidth(wide))
    elif isinstance(widget, QAbstractButton) and not widget.text():
        least = least.boundedTo(QSize(SMALLEST_TARGET, SMALLEST_TARGET))
    need = widget.heightForWidth(wide) if widget.hasHeightForWidth() else least.height()
    if wide < least.width() - SLACK or high < min(need, least.height()) - SLACK:
        yield f"squeezed to {wide}x{high}, needs {least.width()}x{min(need, least.height())}: {_name(widget)}"


def _label(label: QLabel) -> Iterator[str]:
    if label.wordWrap() or label.textFormat() == Qt.TextFormat.RichText:
        need = label.heightForWidth(label.width())
        if need > label.height() + SLACK:
            yield f"{label.height()} high, needs {need}: {_name(label)}"
        return
    need = label.fontMetrics().size(0, label.text()).width()
    if need > label.contentsRect().width() + SLACK:
        yield f"{label.contentsRect().width()} wide, needs {need}: {_name(label)}"
    if label.fontMetrics().height() > label.height() + SLACK + 2:
        yield f"{label.height()} high, needs {label.fontMetrics().height()}: {_name(label)}"


def _headings(table: QTableView) -> Iterator[str]:
    header, model = table.horizontalHeader(), table.model()
    for column in range(header.count()):
        text = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        room = header.sectionSize(column)
        if text and not header.isSectionHidden(column) and header.fontMetrics().horizontalAdvance(text) > room:
            yield f"heading {text!r} in {room}"


def _leaves(widget: QWidget, top: QWidget) -> Iterator[str]:
    """Text that sticks out of an ancestor, unless that is what a scroll area is for."""
    box = QRect(QPoint(0, 0), widget.size())
    parent, child = widget.parentWidget(), widget
    while parent is not None and child is not top:
        box.translate(child.pos())
        in_view = isinstance(parent.parentWidget(), QAbstractScrollArea)
        if in_view:
            return
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box):
            yield f"leaves {type(parent).__name__}: {_name(widget)}"
            return
        child, parent = parent, parent.parentWidget()


def _covers(holder: QWidget | None) -> bool:
    return holder is not None and holder.property("covers") is True


def _overlaps(texts: list[QWidget], top: QWidget) -> Iterator[str]:
    """What is made to cover others while it is shown (a tip under its field) says so by its property "covers"."""
    lying = [widget for widget in texts if not _covers(widget.parentWidget())]
    boxes = [(widget, QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())) for widget in lying]
    for index, (one, first) in enumerate(boxes):
        for other, second in boxes[index + 1 :]:
            shared = first.intersected(second)
            apart = one.isAncestorOf(other) or other.isAncestorOf(one)
            if apart or shared.width() <= 2 or shared.height() <= 2:
                continue
            seen = (
                one.visibleRegion()
                .translated(first.topLeft())
                .intersected(other.visibleRegion().translated(second.topLeft()))
            )
            if not seen.isEmpty():
                yield f"{_name(one)} lies on {_name(other)}"
