# SPDX-License-Identifier: MIT
"""A section's words: what follows the data is tinted; once it is edited it is hers and stops following."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from otdesk.rules.note_entry import Piece
from otdesk.rules.sentences import is_linked
from otdesk.ui import theme
from otdesk.ui.notes.phrase_list import Offered, PhraseList, matching
from otdesk.ui.theme import Type

_SOURCE = QTextFormat.Property.UserProperty + 1
_TEXT = QTextFormat.Property.UserProperty + 2


class LiveText(QTextEdit):
    """`edited` comes with each change of the person. `;` lists the phrases: a digit puts one in, letters choose among
    them, Enter takes the first that is left, Esc or a blank leaves the semicolon as it is."""

    edited = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._phrases: tuple[Offered, ...] = ()
        self._asked = -1  # where the semicolon stands while phrases are listed
        self._list: PhraseList | None = None
        self._filling = False
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._changed)
        self._dress()

    def set_phrases(self, offered: Sequence[Offered]) -> None:
        """What `;1`, `;2` ... stand for."""
        self._phrases = tuple(offered)

    # --- pieces ---

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Fill without telling; the cursor stays where it was."""
        if tuple(pieces) == self.pieces():
            return
        self._filling = True
        place = self.textCursor().position()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        for piece in pieces:
            cursor.insertText(piece.text, self._format(piece))
        cursor.endEditBlock()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._filling = False
        self._fit()

    def forget(self) -> None:
        """Another student's text stood here: Ctrl+Z is not to bring it back, nor a phrase to go where she wrote."""
        self._end_phrases()
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def pieces(self) -> tuple[Piece, ...]:
        """The text as it stands: a fragment whose words were changed is hers."""
        found: list[Piece] = []
        block = self.document().begin()
        while block.isValid():
            if found:
                found.append(Piece("\n"))
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                shape = fragment.charFormat()
                source, given = str(shape.property(_SOURCE) or ""), str(shape.property(_TEXT) or "")
                found.append(Piece(fragment.text(), source if fragment.text() == given else ""))
                fragments += 1
            block = block.next()
        return _joined(found)

    def _format(self, piece: Piece) -> QTextCharFormat:
        shape = QTextCharFormat()
        if piece.source:
            shape.setProperty(_SOURCE, piece.source)
            shape.setProperty(_TEXT, piece.text)
        if is_linked(piece):
            shape.setBackground(theme.current().color("info.tint"))
        return shape

    # --- the person ---

    def _changed(self) -> None:
        self._fit()
        if not self._filling:
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        if self._asked >= 0 and self._chooses(event):
            return
        cursor = self.textCursor()
        if event.text() and event.text().isprintable():
            self.setCurrentCharFormat(self._typing_format(cursor))
        super().keyPressEvent(event)
        if event.text() == ";" and self._phrases:
            self._asked = self.textCursor().position() - 1
        if self._asked >= 0:
            self._list_phrases()

    # --- phrases ---

    def _chooses(self, event: QKeyEvent) -> bool:
        """A key that is meant for the list."""
        number = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self._end_phrases()
            return True
        if 0 <= number < len(self._matching()):
            self._put_in(number)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._letters():
            self._put_in(0)
            return True
        return False

    def _letters(self) -> str:
        return self.toPlainText()[self._asked + 1 : self.textCursor().position()]

    def _matching(self) -> list[Offered]:
        return matching(self._phrases, self._letters())

    def _list_phrases(self) -> None:
        """The list as it is after a key; a blank, or letters that no phrase has, end it."""
        letters, here = self._letters(), self.textCursor().position()
        found = self._matching() if here > self._asked and (letters.isalpha() or not letters) else []
        if not found or self.document().characterAt(self._asked) != ";":
            self._end_phrases()
            return
        if self._list is None:
            self._list = PhraseList(self.window())
            self._list.chosen.connect(self._put_in)
        line = self.cursorRect()
        line.moveTopLeft(self.viewport().mapTo(self.window(), line.topLeft()))
        self._list.show_phrases(found, line)

    def _put_in(self, number: int) -> None:
        found = self._matching()
        cursor = self.textCursor()
        cursor.setPosition(self._asked, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(found[number].text, QTextCharFormat())
        self._end_phrases()

    def _end_phrases(self) -> None:
        self._asked = -1
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None

    # --- typing ---

    def _typing_format(self, cursor: QTextCursor) -> QTextCharFormat:
        """Inside a piece the letters belong to it (and make it hers); beside one they stand alone."""
        shape = QTextCharFormat(cursor.charFormat())
        after = QTextCursor(cursor)
        inside = after.movePosition(QTextCursor.MoveOperation.Right) and (
            after.charFormat().property(_SOURCE) == shape.property(_SOURCE)
        )
        return shape if inside else QTextCharFormat()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._end_phrases()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By keyboard one comes to write on: at the end."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end_phrases()
        self.left.emit()

    # --- looks ---

    def _dress(self) -> None:
        self.setFont(theme.current().font(Type.CONTROL, ""))
        self._fit()

    def _fit(self) -> None:
        """As high as its text, and at least as many lines as it was asked for."""
        look = theme.current()
        self.document().setTextWidth(max(60, self.viewport().width()))
        wanted = round(self.document().size().height()) + 2 * self.frameWidth() + 2
        height = max(wanted, look.px(Type.CONTROL.line * self._lines + 2))
        if height != self.height():
            self.setFixedHeight(height)
        self.verticalScrollBar().setRange(0, 0)  # of a narrower time a cursor at the end would move the first line away

    def minimumSizeHint(self) -> QSize:
        """Its text never scrolls: one line is little enough."""
        return QSize(60, theme.current().px(Type.CONTROL.line + 2))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands on what it gave
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
            shown = self.pieces()
            self.show_pieces(())
            self.show_pieces(shown)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighboring pieces of hers are one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not piece.source and not joined[-1].source:
            joined[-1] = Piece(joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)
