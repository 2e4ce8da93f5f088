# SPDX-License-Identifier: MIT
"""Saved views of the caseload table: a menu of them, a form for the name."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from otdesk.actions import saved_views
from otdesk.queries import saved_views as view_queries
from otdesk.queries.saved_views import ViewRow
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.view_state import PLACE, ViewState
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import FilterChip
from otdesk.words import _


class ViewForm(FormSheet):
    """The name of a view: a new one, or one that is renamed."""

    def __init__(self, host: QWidget, bridge: Bridge, state: ViewState, name: str, view: ViewRow | None = None) -> None:
        self._state, self._name, self._view = state, name, view
        title = _("Save this view") if view is None else _("Rename the view")
        super().__init__(
            host, bridge, title, _("Save"), width=420,
            detail=_("Filter, columns and sort under a name. One of the same name is replaced.") if view is None
            else "",
        )  # fmt: skip

    def build(self) -> None:
        self.name = self.field(_("Name"), self._name, check=NeededCheck(_("Name")))
        self.add(self.name)

    def save(self) -> None:
        if self._view is None:
            self.bridge.do(saved_views.save, PLACE, self.name.text(), self._state.body())
        else:
            self.bridge.do(saved_views.rename, self._view.view_id, self.name.text())


class ViewsChip(FilterChip):
    """Opens the menu of views; says the name of the one that is shown. `chosen(body)`: show this one; None: the
    table as at first."""

    chosen = Signal(object)

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(_("Views"), icon="bookmark")
        self._host, self._bridge = host, bridge
        self._views: tuple[ViewRow, ...] = ()
        self._state, self._last = ViewState(), ""
        self.form: ViewForm | None = None
        self.clicked.connect(self.open_menu)

    def show_views(self, state: ViewState) -> None:
        """Read them again; the one that is as the table is now is the one shown."""
        self._state = state
        self._views = self._bridge.read(view_queries.saved_views, PLACE)
        shown = self.shown
        self.setChecked(shown is not None)
        self.setText(shown.name if shown is not None and len(shown.name) <= _LONG else _("Views"))
        name = _("Views") if shown is None else _("Views, {name} is shown").format(name=shown.name)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    @property
    def shown(self) -> ViewRow | None:
        body = self._state.body()
        return next((view for view in self._views if view.body == body), None)

    def menu(self) -> QMenu:
        menu = QMenu(self)
        shown = self.shown
        for view in self._views:
            self._line(menu, view.name, view.view_id, checked=view is shown)
        self._line(menu, _("As at first"), 0, checked=self._state == ViewState())
        menu.addSeparator()
        menu.addAction(_("Save this view…")).setData("save")
        if shown is not None:
            menu.addAction(_("Rename {name}…").format(name=shown.name)).setData("rename")
            menu.addAction(_("Remove {name}").format(name=shown.name)).setData("remove")
        menu.triggered.connect(self._take)
        return menu

    def open_menu(self) -> None:
        menu = self.menu()
        self.setChecked(self.shown is not None)
        menu.exec(self.mapToGlobal(self.rect().bottomLeft()))
        menu.deleteLater()

    def save_view(self) -> None:
        shown = self.shown
        self._open(ViewForm(self._host, self._bridge, self._state, shown.name if shown is not None else self._last))

    def _line(self, menu: QMenu, words: str, view_id: int, *, checked: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(view_id)

    def _take(self, action: QAction) -> None:
        what, shown = action.data(), self.shown
        if what == "save":
            self.save_view()
        elif what == "rename" and shown is not None:
            self._open(ViewForm(self._host, self._bridge, self._state, shown.name, shown))
        elif what == "remove" and shown is not None:
            with self._bridge.telling():
                self._bridge.do(saved_views.remove, shown.view_id)
        else:
            view = next((view for view in self._views if view.view_id == what), None)
            self._last = view.name if view is not None else ""
            self.chosen.emit(view.body if view is not None else None)

    def _open(self, form: ViewForm) -> None:
        self.form = form
        form.open()


_LONG = 18
"""Letters of a name that fit the chip."""
