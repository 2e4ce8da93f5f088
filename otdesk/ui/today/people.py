# SPDX-License-Identifier: MIT
"""Whom a typed name means: one student or group, never one of several who share it."""

from collections import Counter
from collections.abc import Sequence

from otdesk import words
from otdesk.faults import Refusal
from otdesk.queries.choices import SchoolChoice, WhoChoice
from otdesk.words import _


class People:
    """Students and groups by what tells them apart: the name, and grade and school of those who share it."""

    def __init__(self, everybody: Sequence[WhoChoice], schools: Sequence[SchoolChoice]) -> None:
        self._school_names = {school.school_id: school.name for school in schools}
        shared = Counter(choice.name.casefold() for choice in everybody)
        self._by_label: dict[str, WhoChoice] = {}
        for choice in everybody:
            alone = shared[choice.name.casefold()] == 1
            self._by_label[self._free(choice.name if alone else self._told_apart(choice))] = choice

    def _told_apart(self, choice: WhoChoice) -> str:
        grade = words.grade_long(choice.grade) if choice.grade is not None else ""
        return words.listed_with_dots([choice.name, grade, self._school_names.get(choice.school_id, "")])

    def _free(self, label: str) -> str:
        """Two of one name in one grade of one school are numbered."""
        taken, number = label, 1
        while taken in self._by_label:
            number += 1
            taken = f"{label} ({number})"
        return taken

    def labels(self) -> list[str]:
        return list(self._by_label)

    def meant(self, text: str) -> WhoChoice:
        """Who is called so, or is the only one whose name begins so. Raises Refusal for nobody and for several."""
        said = " ".join(text.split())
        wanted = said.casefold()
        found = [choice for label, choice in self._by_label.items() if label.casefold() == wanted]
        if not found and wanted:
            found = [choice for label, choice in self._by_label.items() if label.casefold().startswith(wanted)]
        if not found:
            raise Refusal(_("Nobody on your caseload is called “{name}”.").format(name=said))
        if len(found) > 1:
            raise Refusal(
                _("Several on your caseload are called “{name}”. Choose one from the list.").format(name=said)
            )
        return found[0]
