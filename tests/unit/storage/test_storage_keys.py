"""Keys: wrapped for one owner, sealed for one place, found without telling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.errors import WrongKey
from storage.keys import Box, Keys, fingerprint
from tests.contract.storage.kit import RANDOM

OLD, NEW, PEPPER = b"o" * 32, b"n" * 32, b"p" * 32


def test_a_wrapped_key_is_its_owners_alone() -> None:
    keys = Keys(OLD, PEPPER)
    wrapped = keys.new("pod-1", RANDOM)
    assert len(keys.unwrap(wrapped)) == 32
    assert keys.unwrap(wrapped) != keys.unwrap(keys.new("pod-1", RANDOM))
    with pytest.raises(WrongKey):
        keys.unwrap(replace(wrapped, owner="pod-2"))
    with pytest.raises(WrongKey):
        keys.unwrap(replace(wrapped, value=wrapped.value[:-1] + b"\0"))


def test_another_master_key_does_not_unwrap() -> None:
    wrapped = Keys(OLD, PEPPER).new("pod", RANDOM)
    other = Keys(NEW, PEPPER)
    with pytest.raises(WrongKey, match="not at hand"):
        other.unwrap(wrapped)
    with pytest.raises(WrongKey):
        other.unwrap(replace(wrapped, master=other.master))


def test_while_rotating_both_master_keys_unwrap() -> None:
    wrapped = Keys(OLD, PEPPER).new("pod", RANDOM)
    both = Keys(NEW, PEPPER, previous=[OLD])
    fresh = both.rewrap(wrapped, RANDOM)
    assert fresh.master == fingerprint(NEW) != wrapped.master
    assert Keys(NEW, PEPPER).unwrap(fresh) == both.unwrap(wrapped)
    with pytest.raises(WrongKey):
        Keys(OLD, PEPPER).unwrap(fresh)


@pytest.mark.parametrize("secret", [b"", b"short", b"x" * 31, b"x" * 33])
def test_secrets_are_32_bytes(secret: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(secret, PEPPER)
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(OLD, secret)
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(OLD, PEPPER, [secret])


def test_a_sealed_value_stays_in_its_place() -> None:
    box = Box(b"k" * 32, RANDOM)
    sealed = box.seal(b"Ada", "people:1")
    assert box.open(sealed, "people:1") == b"Ada"
    assert b"Ada" not in sealed
    assert box.seal(b"Ada", "people:1") != sealed
    for wrong, place in (
        (sealed, "people:2"),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), "people:1"),
        (b"\x02" + sealed[1:], "people:1"),
        (b"", "people:1"),
    ):
        with pytest.raises(WrongKey) as caught:
            box.open(wrong, place)
        assert "Ada" not in str(caught.value)


def test_a_blind_index_needs_the_pepper_and_tells_the_kinds_apart() -> None:
    keys = Keys(OLD, PEPPER)
    assert keys.index("email", "a@b") == Keys(NEW, PEPPER).index("email", "a@b")
    different = {
        keys.index("email", "a@b"),
        keys.index("note", "a@b"),
        keys.index("email", "a", "b"),
        Keys(OLD, b"q" * 32).index("email", "a@b"),
    }
    assert len(different) == 4
