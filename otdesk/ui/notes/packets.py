# SPDX-License-Identifier: MIT
"""Co-signing with somebody who works elsewhere: cards, sealed packets and answers, as files of the person's choice."""

import json
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk import system
from otdesk.actions import packets
from otdesk.actions.packets import Taken
from otdesk.faults import Refusal, Trouble
from otdesk.queries import note_pages, people
from otdesk.queries import packets as queries
from otdesk.rules.packets import (
    LARGEST,
    Card,
    Packet,
    SignedAnswer,
    card_from,
    card_plain,
    is_packet,
    number,
    packet_from,
    packet_plain,
)
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.words import _, listed, plural

_CARD = "otdesk card 1"
_FILES = "OTDesk (*.otdesk)"


def ask_where(host: QWidget, title: str, name: str) -> Path | None:
    path, _kind = QFileDialog.getSaveFileName(host, title, str(Path.home() / name), _FILES)
    return Path(path) if path else None


def ask_which(host: QWidget, title: str) -> Path | None:
    path, _kind = QFileDialog.getOpenFileName(host, title, str(Path.home()), _FILES)
    return Path(path) if path else None


class Packets(QObject):
    """What the commands do. A file's name says nothing of who is in it."""

    where, which = staticmethod(ask_where), staticmethod(ask_which)  # replaced by tests
    sure = staticmethod(ConfirmDialog.confirm)

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(host)
        self._host, self._bridge = host, bridge

    # --- cards ---

    def own_card(self) -> Card:
        """Refusal before the person at work entered her name."""
        row = self._bridge.read(people.at_work, self._bridge.person)
        if row is None:
            raise Refusal(_("Enter your own name first, under Therapist."))
        entry = row.entry
        return Card(
            entry.first, entry.last, entry.role, entry.credentials, entry.license_number, entry.license_state,
            *self._bridge.public_keys(),
        )  # fmt: skip

    def save_card(self) -> None:
        """A file with one's public keys: nothing in it is secret."""
        with self._bridge.telling():
            card = self.own_card()
            plain = card_plain(card)
            body = {"form": _CARD, "card": plain, "signature": self._bridge.signature(plain, self._bridge.person)}
            path = type(self).where(self._host, _("Save my card"), "card.otdesk")
            if path is not None:
                _write(path, json.dumps(body, indent=1, ensure_ascii=False).encode())
                said = _("Card saved as {name}. Its number is {number}.")
                self._bridge.say(said.format(name=path.name, number=number(card)))

    # --- out ---

    def send(self) -> None:
        """The notes that wait for supervisors elsewhere, one packet for each of them."""
        with self._bridge.telling():
            outgoing = self._bridge.read(queries.outgoing)
            if not outgoing:
                raise Refusal(
                    _("No note waits for a supervisor whose card is kept here. Settings, People takes in a card.")
                )
            for each in outgoing:
                pages = self._bridge.read(queries.pages, each.note_ids)
                body = packet_plain(Packet(self.own_card(), pages=pages))
                path = type(self).where(self._host, _("Packet for {who}").format(who=each.name), "notes.otdesk")
                if path is None:
                    return
                _write(path, self._bridge.seal_packet(body, each.box))
                self._bridge.do(packets.sent, each.note_ids, each.therapist_id)
                count = plural("{n} note", "{n} notes", len(each.note_ids))
                said = _("{notes} for {who} saved as {name}. Only she can open it.")
                self._bridge.say(said.format(notes=count, who=each.name, name=path.name))

    def answer(self) -> None:
        """Answers that were not sent yet, one packet for each assistant."""
        with self._bridge.telling():
            answering = self._bridge.read(queries.answering)
            if not answering:
                raise Refusal(_("There is no answer to send. Notes that were sent to you are under To co-sign."))
            for each in answering:
                signed = tuple(
                    SignedAnswer(answer, self._bridge.signature(answer.plain(), each.answered_by))
                    for _sent_id, answer in each.answers
                )
                body = packet_plain(Packet(self.own_card(), answers=signed))
                path = type(self).where(self._host, _("Answers for {who}").format(who=each.name), "answers.otdesk")
                if path is None:
                    return
                _write(path, self._bridge.seal_packet(body, each.box))
                self._bridge.do(packets.answers_saved, [sent_id for sent_id, _answer in each.answers])
                count = plural("{n} answer", "{n} answers", len(signed))
                said = _("{answers} for {who} saved as {name}. Only she can open it.")
                self._bridge.say(said.format(answers=count, who=each.name, name=path.name))

    # --- in ---

    def take_in(self) -> None:
        """A card, notes to be co-signed, or answers: the file itself says which."""
        path = type(self).which(self._host, _("Take in a card or packet"))
        if path is None:
            return
        with self._bridge.telling():
            data = _read(path)
            if is_packet(data):
                self._take_packet(data)
            else:
                self._take_card(self._card_in(data))

    def _take_card(self, card: Card) -> None:
        if (card.box, card.sign) == self._bridge.public_keys():
            raise Refusal(_("This is your own card."))
        if self._trusts(card):
            self._bridge.do(packets.take_card, card)

    def _card_in(self, data: bytes) -> Card:
        try:
            whole = json.loads(data)
            card = card_from(whole["card"])
            right = whole["form"] == _CARD and self._bridge.is_signed(card.sign, card_plain(card), whole["signature"])
        except (ValueError, KeyError, TypeError, RecursionError) as fault:
            raise Refusal(_("This is no card and no packet of OTDesk. Nothing was taken in.")) from fault
        if not right:
            raise Refusal(_("This card was altered. Nothing was taken in."))
        return card

    def _trusts(self, card: Card) -> bool:
        """Whether the number on the card is the one its owner reads out."""
        title = _("Is this the card of {who}?").format(who=card.name)
        detail = _(
            "Read its number to each other on the telephone: {number}. Whoever has another card with this name could"
            " read or answer your notes."
        )
        return type(self).sure(self._host, title, detail.format(number=number(card)), _("The number is right"))

    def _take_packet(self, data: bytes) -> None:
        body, signer = self._bridge.open_packet(data)
        try:
            packet = packet_from(body)
            for page in packet.pages:
                note_pages.sent_page(page)
        except (ValueError, KeyError, TypeError) as fault:
            raise Refusal(_("This is no packet of OTDesk, or it is damaged. Nothing was taken in.")) from fault
        if packet.answers:
            self._bridge.say(_told(self._bridge.do(packets.take_answers, packet, signer)))
        elif self._bridge.read(queries.is_known, signer) or self._trusts(packet.card):
            self._bridge.do(packets.take_pages, packet, signer)


def _told(taken: Taken) -> str:
    parts = (
        (taken.co_signed, plural("{n} co-signed", "{n} co-signed", taken.co_signed)),
        (taken.returned, plural("{n} sent back", "{n} sent back", taken.returned)),
        (taken.known, plural("{n} taken in before", "{n} taken in before", taken.known)),
        (
            taken.changed,
            plural("{n} was added to since: send it again", "{n} were added to since: send them again", taken.changed),
        ),
        (taken.strange, plural("{n} of no note here", "{n} of no note here", taken.strange)),
    )
    return listed([text for count, text in parts if count]) or _("There was nothing in it.")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(_("This file is too large for a packet."))
        return path.read_bytes()
    except OSError as fault:
        raise Trouble(_("The file could not be read: {why}.").format(why=fault.strerror or ""), "") from fault


def _write(path: Path, data: bytes) -> None:
    try:
        system.write_durably(path, data)
    except OSError as fault:
        raise Trouble(
            _("The file could not be saved: {why}.").format(why=fault.strerror or ""), _("Choose another place.")
        ) from fault
