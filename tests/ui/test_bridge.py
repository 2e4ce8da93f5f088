# SPDX-License-Identifier: MIT
"""Reading, doing, undoing through the bridge, on a real vault; change notices once per turn; faults told."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import settings
from otdesk.faults import Refusal, Trouble
from otdesk.records.places import Place
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import PlaceKind
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.screen import Screen
from otdesk.vault.work import Work
from tests.clock import FixedClock

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault


def names(db: Session) -> list[str]:
    return list(db.scalars(select(Place.name).order_by(Place.name)))


def add(work: Work, name: str, *, quiet: bool = False, final: bool = False) -> int:
    place = Place(kind=PlaceKind.OFFICE, name=name)
    work.db.add(place)
    work.db.flush()
    if not quiet:
        work.describe(f"{name} added")
    if final:
        work.final()
    return place.id


def refuse(work: Work, name: str) -> None:
    add(work, name)
    raise Refusal("A place of this name is there.")


@pytest.fixture
def bridge(vault: "Vault", clock: FixedClock, qtbot: QtBot) -> Iterator[Bridge]:
    jobs = Jobs()
    made = Bridge(vault, clock.local, jobs)
    yield made
    jobs.stop()
    made.close()


class PlacesScreen(Screen):
    kinds = frozenset({Place})

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.shown: list[list[str]] = []

    def refresh(self) -> None:
        self.shown.append(self.bridge.read(names))


class TherapistsScreen(PlacesScreen):
    kinds = frozenset({Therapist})


def test_do_gives_the_result_and_offers_undo(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.saved), qtbot.waitSignal(bridge.said) as told:
        made = bridge.do(add, "Office")
    assert bridge.read(names) == ["Office"]
    assert isinstance(made, int)
    assert told.args == ["Office added", True]


def test_what_is_final_offers_no_undo_and_what_is_quiet_says_nothing(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.said) as told:
        bridge.do(add, "Home", final=True)
    assert told.args == ["Home added", False]
    with qtbot.assertNotEmitted(bridge.said):
        bridge.do(add, "Depot", quiet=True)


def test_undo_and_redo_say_what_they_did(qtbot: QtBot, bridge: Bridge) -> None:
    bridge.do(add, "Office")
    with qtbot.waitSignal(bridge.said) as told:
        bridge.undo()
    assert bridge.read(names) == []
    assert told.args == ["Undone: Office added", False]
    with qtbot.waitSignal(bridge.said) as told:
        bridge.redo()
    assert told.args == ["Done again: Office added", True]
    assert bridge.read(names) == ["Office"]


def test_undo_with_nothing_to_undo_is_told_not_raised(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.refused):
        bridge.undo()


def test_a_refused_action_changes_nothing_and_raises(bridge: Bridge) -> None:
    with pytest.raises(Refusal):
        bridge.do(refuse, "Office")
    assert bridge.read(names) == []


def test_telling_ends_a_fault_where_it_belongs(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.refused) as refused, bridge.telling():
        bridge.do(refuse, "Office")
    assert refused.args == ["A place of this name is there."]
    with qtbot.waitSignal(bridge.troubled) as troubled, bridge.telling():
        raise Trouble("The disk is full.", "Make room.")
    assert troubled.args == ["The disk is full.", "Make room."]
    with pytest.raises(ZeroDivisionError), bridge.telling():
        print(1 // 0)


def test_changes_of_one_turn_come_as_one(qtbot: QtBot, bridge: Bridge) -> None:
    told: list[object] = []
    bridge.changed.connect(told.append)
    ids = [bridge.do(add, name) for name in ("One", "Two", "Three")]
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 1)
    changes = told[0]
    assert isinstance(changes, frozenset)
    assert {(Place, number) for number in ids} <= changes


def test_changes_of_a_pool_thread_arrive_too(qtbot: QtBot, bridge: Bridge, vault: "Vault", clock: FixedClock) -> None:
    def write(report: Report) -> None:
        report.check()
        with vault.write("add", clock()) as work:
            add(work, "From the pool")

    with qtbot.waitSignal(bridge.changed):
        bridge.start(write)
    assert bridge.read(names) == ["From the pool"]


def test_a_visible_screen_refreshes_once_per_turn(qtbot: QtBot, bridge: Bridge) -> None:
    screen = PlacesScreen(bridge)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.shown == [[]]
    for name in ("One", "Two"):
        bridge.do(add, name)
    qtbot.waitUntil(lambda: len(screen.shown) > 1)
    assert screen.shown == [[], ["One", "Two"]]


def test_a_hidden_screen_waits_until_it_is_shown(qtbot: QtBot, bridge: Bridge) -> None:
    screen = PlacesScreen(bridge)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(bridge.changed):
        bridge.do(add, "One")
    assert screen.shown == []
    assert screen.stale
    screen.show()
    assert screen.shown == [["One"]]
    assert not screen.stale
    screen.hide()
    screen.show()
    assert len(screen.shown) == 1, "nothing changed, nothing read"


def test_a_screen_does_not_mind_what_it_does_not_show(qtbot: QtBot, bridge: Bridge) -> None:
    screen = TherapistsScreen(bridge)
    qtbot.addWidget(screen)
    screen.show()
    with qtbot.waitSignal(bridge.changed):
        bridge.do(add, "One")
    assert len(screen.shown) == 1


def test_the_clock_is_the_given_one(bridge: Bridge, clock: FixedClock) -> None:
    assert bridge.now() == clock.local()
    assert bridge.today().isoformat() == "2026-10-20"


def test_who_came_in_by_the_keychain_types_her_passphrase_before_she_signs(
    vault: "Vault", clock: FixedClock, qtbot: QtBot
) -> None:
    vault.unlocked = replace(vault.unlocked, by="keychain")
    jobs = Jobs()
    made = Bridge(vault, clock.local, jobs)
    for within in (-1, 0, 30):
        made.preferences.put(settings.SIGN_PROOF, within)
        assert made.needs_proof()
    made.proved()
    assert not made.needs_proof()
    jobs.stop()
    made.close()


def test_a_closed_bridge_hears_nothing(qtbot: QtBot, bridge: Bridge, vault: "Vault", clock: FixedClock) -> None:
    bridge.close()
    with qtbot.assertNotEmitted(bridge.changed, wait=50), vault.write("add", clock()) as work:
        add(work, "Later")


def test_what_it_writes_while_it_closes_is_not_told_afterwards(qtbot: QtBot, bridge: Bridge) -> None:
    """The vault is gone by then: whoever read it again met a missing file."""
    bridge.viewed([1])
    with qtbot.assertNotEmitted(bridge.changed, wait=50):
        bridge.close()


def test_what_a_pool_thread_wrote_before_it_closed_is_not_told_afterwards(
    qtbot: QtBot, bridge: Bridge, vault: "Vault", clock: FixedClock
) -> None:
    def write() -> None:
        with vault.write("add", clock()) as work:
            add(work, "From the pool")

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()  # its notice lies in the queue of this thread
    with qtbot.assertNotEmitted(bridge.changed, wait=50):
        bridge.close()
