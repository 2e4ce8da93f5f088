# SPDX-License-Identifier: MIT
"""The application's style sheet from the tokens: only what Qt draws itself. Our own parts paint themselves."""

from string import Template

from otdesk.ui.tokens import Colors

_RULES = Template("""
QMainWindow, QDialog { background: $window; }
QMenuBar { background: $chrome; color: $text2; padding: ${p4}px ${p6}px; border-bottom: 1px solid $border; }
QMenuBar::item { padding: ${p4}px ${p9}px; border-radius: ${p4}px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $select; color: $text; }
QMenu { background: $surface; border: 1px solid $border; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; color: $text; }
QMenu::item:selected { background: $select; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $border; margin: ${p4}px ${p8}px; }
QToolTip { background: $toast; color: $on_toast; border: 0; padding: ${p4}px ${p8}px; }

QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $strong; border-radius: ${p6}px;
    padding: 1px ${p10}px; font-size: ${f14}px;
    selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit { placeholder-text-color: $text3; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${field}px; }
QTextEdit, QPlainTextEdit { padding: ${p6}px ${p8}px; }
QLineEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: 0px ${p9}px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: ${p5}px ${p7}px; }
QLineEdit[faulty="true"], QComboBox[faulty="true"], QTextEdit[faulty="true"], QPlainTextEdit[faulty="true"] {
    border-color: $bad; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QTextEdit:disabled, QPlainTextEdit:disabled {
    background: $window; color: $text3; border-color: $border; }
QLineEdit[large="true"] { min-height: ${p36}px; }
QLineEdit { lineedit-password-character: 8226; }
QLineEdit[readOnly="true"] { background: $window; border-color: $border; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: 0; padding: 0; background: transparent; min-height: 0; }
QLineEdit[doubtful="true"] { color: $todo; }
QTextEdit[bare="true"], QTextEdit[bare="true"]:focus { border: 0; padding: 0; background: transparent; }
QComboBox::drop-down { border: 0; width: ${p28}px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${p16}px; height: ${p16}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; padding: ${p4}px; outline: 0;
    selection-background-color: $select; selection-color: $text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }

QAbstractItemView { background: $surface; alternate-background-color: $surface; border: 0; outline: 0;
    selection-background-color: $select; selection-color: $text; gridline-color: $border; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $text2; border: 0; border-bottom: 1px solid $border;
    padding: ${p6}px ${p8}px; font-size: ${f13}px; font-weight: 500; }
QTableView[incard="true"], QTableView[incard="true"] QHeaderView,
QTableView[incard="true"] QHeaderView::section { background: transparent; }
QTableCornerButton::section { background: $surface; border: 0; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $strong; border-radius: ${p2}px; border: 0; margin: ${p3}px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::handle:vertical { min-height: ${p28}px; }
QScrollBar::handle:horizontal { min-width: ${p28}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QLabel { background: transparent; }
""")


def build(colors: Colors, zoom: int, control: int) -> str:
    """`control` is the height of a field in scaled pixels, its border and padding included."""
    lengths = {f"p{n}": str(round(n * zoom / 100)) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 24, 28, 36)}
    sizes = {f"f{n}": str(round(n * zoom / 100)) for n in (12, 13, 14)}
    return _RULES.substitute(
        lengths,
        **sizes,
        field=str(control - 4),
        chevron=chevron(colors),
        window=colors.window,
        surface=colors.surface,
        chrome=colors.chrome,
        border=colors.border,
        strong=colors.strong,
        text=colors.text,
        text2=colors.text2,
        text3=colors.text3,
        primary=colors.primary,
        on_primary=colors.on_primary,
        select=colors.select,
        focus=colors.focus,
        bad=colors.bad.ink,
        todo=colors.todo.ink,
        toast=colors.toast,
        on_toast=colors.on_toast,
    )


def chevron(colors: Colors) -> str:
    """The arrow of a drop-down; a style sheet can name only files, so both colors lie ready."""
    from otdesk import paths

    name = "chevron-down-dark.svg" if colors.dark else "chevron-down-light.svg"
    return paths.resource("icons", "sheet", name).as_posix()
