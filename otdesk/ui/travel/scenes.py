# SPDX-License-Identifier: MIT
"""The pictures of Travel & time: its tabs, an empty month, the forms, the claim as it is printed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from otdesk.ui.stage import Scene, Stage
from otdesk.ui.travel.screen import PLACE, TravelScreen


def _travel(stage: Stage, rest: str = "2026-10") -> TravelScreen:
    screen = stage.shell(f"{PLACE}/{rest}").screens[PLACE]
    if not isinstance(screen, TravelScreen):
        raise TypeError("the place of travel shows something else")
    stage.settle()
    return screen


class _Month:
    def __init__(self, rest: str) -> None:
        self._rest = rest

    def __call__(self, stage: Stage) -> QWidget:
        return _travel(stage, self._rest).window()


class _Open:
    """A month with a form of it, or its printed page, over it."""

    def __init__(self, opener: Callable[[TravelScreen], None], rest: str = "2026-10") -> None:
        self._open, self._rest = opener, rest

    def __call__(self, stage: Stage) -> QWidget:
        screen = _travel(stage, self._rest)
        self._open(screen)
        stage.settle()
        return screen.window()


def _add(screen: TravelScreen) -> None:
    screen.mileage.add_trip()


def _edit(screen: TravelScreen) -> None:
    screen.mileage.edit_current()


def _terms(screen: TravelScreen) -> None:
    screen.mileage.edit_terms()


def _pair(screen: TravelScreen) -> None:
    cells = screen.mileage.triangle.cells
    cell = next((cell for cell in cells.values() if cell.there.minutes != cell.back.minutes), None)
    if cell is not None:
        cell.wanted.emit(cell, "", True)


def _place(screen: TravelScreen) -> None:
    screen.mileage.triangle.add_place()


def _time(screen: TravelScreen) -> None:
    screen.timesheet.add_time()


def _contract(screen: TravelScreen) -> None:
    screen.timesheet.edit_terms()


def _table(screen: TravelScreen) -> None:
    screen.mileage.chart.turn()


SCENES = (
    Scene("travel_timesheet", _Month("2026-10-12/timesheet")),
    Scene("travel_timesheet_month", _Month("2026-10/timesheet")),
    Scene("travel_timesheet_empty", _Month("2026-07/timesheet")),
    Scene("travel_workload", _Month("2026-10/workload")),
    Scene("travel_chart_table", _Open(_table)),
    Scene("travel_time", _Open(_time, "2026-10-12/timesheet")),
    Scene("travel_contract", _Open(_contract, "2026-10-12/timesheet")),
    Scene("travel_print_timesheet", _Open(TravelScreen.print_shown, "2026-10-12/timesheet")),
    Scene("travel_print_workload", _Open(TravelScreen.print_shown, "2026-10/workload")),
    Scene("travel_empty", _Month("2026-07")),
    Scene("travel_add", _Open(_add)),
    Scene("travel_edit", _Open(_edit)),
    Scene("travel_terms", _Open(_terms)),
    Scene("travel_pair", _Open(_pair)),
    Scene("travel_place", _Open(_place)),
    Scene("travel_print", _Open(TravelScreen.print_shown)),
)
