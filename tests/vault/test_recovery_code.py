# SPDX-License-Identifier: MIT
"""The recovery code: nothing lost, and every slip of the pen found where it was made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.faults import Refusal
from otdesk.vault import recovery_code

SECRETS = st.binary(min_size=20, max_size=20)
PLACES = st.integers(0, 39)


def _letters(code: str) -> list[str]:
    return list(code.replace("-", ""))


@given(SECRETS)
def test_a_code_gives_its_secret_back(secret: bytes) -> None:
    code = recovery_code.code_of(secret)
    assert len(code.split("-")) == recovery_code.GROUPS
    assert recovery_code.secret_of(code) == secret


@given(SECRETS)
def test_case_spaces_and_look_alikes_do_not_matter(secret: bytes) -> None:
    code = recovery_code.code_of(secret).lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert recovery_code.secret_of(code) == secret
    assert recovery_code.secret_of(recovery_code.code_of(secret).replace("-", "")) == secret


@given(SECRETS, PLACES, st.integers(1, 31))
def test_any_wrong_character_is_found_in_its_group(secret: bytes, place: int, off: int) -> None:
    letters = _letters(recovery_code.code_of(secret))
    alphabet = recovery_code.ALPHABET
    letters[place] = alphabet[(alphabet.index(letters[place]) + off) % 32]
    with pytest.raises(Refusal) as told:
        recovery_code.secret_of("".join(letters))
    assert f"Group {place // 5 + 1} " in told.value.message


@given(SECRETS, st.integers(0, 38))
def test_exchanged_neighbors_are_found(secret: bytes, place: int) -> None:
    letters = _letters(recovery_code.code_of(secret))
    if letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(Refusal):
        recovery_code.secret_of("".join(letters))


@given(SECRETS, st.permutations(range(8)))
def test_exchanged_groups_are_found(secret: bytes, order: list[int]) -> None:
    groups = recovery_code.code_of(secret).split("-")
    mixed = [groups[index] for index in order]
    if mixed == groups:
        return
    with pytest.raises(Refusal):
        recovery_code.secret_of("-".join(mixed))


@given(SECRETS, PLACES)
def test_a_missing_character_names_the_group_or_the_length(secret: bytes, place: int) -> None:
    groups = recovery_code.code_of(secret).split("-")
    index = place // 5
    groups[index] = groups[index][:-1]
    with pytest.raises(Refusal) as told:
        recovery_code.secret_of("-".join(groups))
    assert f"Group {index + 1} " in told.value.message
    with pytest.raises(Refusal) as told:
        recovery_code.secret_of("".join(groups))
    assert "39 characters" in told.value.message


def test_codes_are_random() -> None:
    assert len({recovery_code.new_code() for _ in range(200)}) == 200
