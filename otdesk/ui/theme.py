# SPDX-License-Identifier: MIT
"""Colors x zoom x density as one value, and the object that puts it on the application.

Parts ask `current()` when they paint or measure and follow a change through changeEvent(StyleChange), which Qt sends
to every widget when the style sheet is set anew.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory
from shiboken6 import isValid

from otdesk import paths
from otdesk.rules.initials import Hidden
from otdesk.ui import stylesheet
from otdesk.ui.tokens import DARK, LIGHT, Colors, SchoolColor

FAMILY = "Inter"
ZOOMS = (90, 100, 110, 125, 140, 150, 160, 175)
_FONT_FILES = ("Inter_400Regular", "Inter_500Medium", "Inter_600SemiBold", "Inter_700Bold")
_LOOK_NAME = "otdesk-look"


class Mode(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    AUTO = "auto"  # compact under 700 px of window height, else comfortable
    COMFORTABLE = "comfortable"
    COMPACT = "compact"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class TypeSize:
    """Pixels and weight at 100 %; `line` is the height of one line."""

    size: int
    line: int
    weight: int


class Type:
    """The type scale; nothing is smaller than META but the key caps."""

    LEAVE = TypeSize(38, 42, 700)
    TITLE = TypeSize(20, 26, 700)
    CARD = TypeSize(16, 22, 600)
    ROW = TypeSize(14, 20, 600)
    BODY = TypeSize(14, 20, 400)
    CONTROL = TypeSize(13, 18, 400)
    CONTROL_STRONG = TypeSize(13, 18, 600)
    META = TypeSize(12, 16, 400)
    META_STRONG = TypeSize(12, 16, 600)
    LABEL = TypeSize(12, 16, 500)
    KEY = TypeSize(11, 14, 500)
    CODE = TypeSize(11, 14, 700)


@dataclass(frozen=True, slots=True)
class Theme:
    """All a part needs to measure and paint itself. Lengths are given at 100 % and come back scaled."""

    colors: Colors = LIGHT
    zoom: int = 100
    density: Density = Density.COMFORTABLE
    hidden: Hidden = field(default_factory=Hidden)
    """Names that are shown as initials."""
    fonts: dict[tuple[int, int, bool], QFont] = field(default_factory=dict, compare=False, repr=False)

    def px(self, length: float) -> int:
        return round(length * self.zoom / 100)

    def shown(self, text: str) -> str:
        """A text as it may be read on this screen."""
        return self.hidden.of(text)

    def color(self, name: str) -> QColor:
        """A plain token ("text2", "border") or a toned one ("bad.ink", "todo.tint")."""
        first, _, second = name.partition(".")
        value = getattr(self.colors, first)
        return QColor(getattr(value, second) if second else value)

    def font(self, kind: TypeSize, text: str = "0") -> QFont:
        """The font of a kind. Figures stand in columns; a `text` with a hyphen keeps Inter's natural one."""
        standing = 1.15 if self.density is Density.STANDING else 1.0
        size = max(9, round(kind.size * self.zoom / 100 * standing))
        figures = any(letter.isdigit() for letter in text) and "-" not in text
        made = self.fonts.get((size, kind.weight, figures))
        if made is None:
            made = self.fonts[size, kind.weight, figures] = make_font(size, kind.weight, figures=figures)
        return made

    def school(self, index: int) -> SchoolColor:
        return self.colors.school(index)

    @property
    def row(self) -> int:
        """Height of one row of a timeline or list."""
        return self.px({Density.COMPACT: 32, Density.STANDING: 44}.get(self.density, 38))

    @property
    def table_row(self) -> int:
        return self.px({Density.COMPACT: 32, Density.STANDING: 44}.get(self.density, 36))

    @property
    def control(self) -> int:
        """Height of a button or field."""
        return self.px(40 if self.density is Density.STANDING else 32)

    @property
    def large_control(self) -> int:
        return self.px(40)

    @property
    def gap(self) -> int:
        """Distance between cards."""
        return self.px(10 if self.density is Density.COMPACT else 14)


def make_font(pixels: int, weight: int, *, figures: bool = True) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    if figures:
        font.setFeature(QFont.Tag("tnum"), 1)  # it widens hyphens and brackets too
    font.setFeature(QFont.Tag("calt"), 0)  # Inter would show a typed 2x30 as 2×30
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def load_fonts() -> None:
    """Make Inter known to this process; the machine's own fonts stay as they are."""
    for name in _FONT_FILES:
        if QFontDatabase.addApplicationFont(str(paths.resource("fonts", f"{name}.ttf"))) < 0:
            msg = f"font {name} is missing"
            raise FileNotFoundError(msg)


def qt_palette(colors: Colors) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, name in {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.window,
        role.Text: colors.text,
        role.PlaceholderText: colors.text3,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.bad.ink,
        role.Highlight: colors.primary,
        role.HighlightedText: colors.on_primary,
        role.Link: colors.info.ink,
        role.LinkVisited: colors.info.ink,
        role.ToolTipBase: colors.toast,
        role.ToolTipText: colors.on_toast,
        role.Light: colors.surface,
        role.Midlight: colors.hover,
        role.Mid: colors.border,
        role.Dark: colors.strong,
        role.Shadow: colors.text3,
        role.Accent: colors.primary,
    }.items():
        palette.setColor(target, QColor(name))
    for target in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colors.text3))
    return palette


def next_zoom(now: int, direction: int) -> int:
    """The next zoom up (1) or down (-1), in percent; 0 goes back to 100."""
    if direction == 0:
        return 100
    if direction > 0:
        return next((z for z in ZOOMS if z > now), ZOOMS[-1])
    return next((z for z in reversed(ZOOMS) if z < now), ZOOMS[0])


class Look(QObject):
    """The look of the running application; a child of it, found by `look()`."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_LOOK_NAME)
        self.theme = Theme()
        self.mode = Mode.LIGHT
        self.density = Density.COMFORTABLE
        self._height = 0
        self._sheet = ""
        load_fonts()
        if app.style().objectName().lower() != "fusion":
            app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._put()

    def apply(
        self, *, mode: Mode | None = None, zoom: int | None = None, density: Density | None = None, height: int = 0
    ) -> None:
        """Change what is given. `height` is the window's, in pixels, and decides only under Density.AUTO."""
        self.mode = mode or self.mode
        self.density = density or self.density
        self._height = height or self._height
        wanted = Theme(
            colors=DARK if self._is_dark() else LIGHT,
            zoom=min(max(zoom or self.theme.zoom, ZOOMS[0]), ZOOMS[-1]),
            density=self._density(),
            hidden=self.theme.hidden,
        )
        self._take(wanted)

    def hide_names(self, names: Hidden) -> None:
        """Show these names as initials from now on; an empty one shows all names."""
        self._take(replace(self.theme, hidden=names))

    def _take(self, wanted: Theme) -> None:
        if wanted != self.theme:
            self.theme = wanted
            self._put()
            self.changed.emit()

    def _density(self) -> Density:
        if self.density is not Density.AUTO:
            return self.density
        return Density.COMPACT if 0 < self._height < 700 else Density.COMFORTABLE

    def _is_dark(self) -> bool:
        if self.mode is Mode.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.mode is Mode.DARK

    def _follow_system(self) -> None:
        if self.mode is Mode.SYSTEM:
            self.apply(mode=Mode.SYSTEM)

    def _put(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        app.setPalette(qt_palette(self.theme.colors))
        app.setFont(self.theme.font(Type.CONTROL, ""))  # what is typed has hyphens
        sheet = stylesheet.build(self.theme.colors, self.theme.zoom, self.theme.control)
        if sheet != self._sheet:
            self._sheet = sheet
            app.setStyleSheet(sheet)  # tells every widget
        else:
            _measure_again(app)


def _measure_again(app: QApplication) -> None:
    """The rules are the same but the rows or the names are not: far quicker than to set the style sheet anew."""
    for widget in app.allWidgets():
        if isValid(widget):  # one told before may have let go of it
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def look() -> Look:
    """The look of this application; the first call makes it."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        msg = "there is no application yet"
        raise TypeError(msg)
    found = app.findChild(Look, _LOOK_NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Look) else Look(app)


def current() -> Theme:
    return look().theme
