"""Which key opens what, and what a chain notices."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.log.chain import GENESIS, Link, breaks_at, digest, link, retied
from bot.log.cipher import WRAPPED_BYTES, Keys, canonical
from bot.record import Person
from bot.store import Unreadable
from tests.log.scenes import ADA, BEN, KEY, OTHER_KEY

KEYS = Keys(KEY)


@given(plain=st.binary(max_size=200), seq=st.integers(0, 9), kind=st.text(max_size=5))
@settings(deadline=None)
def test_what_is_sealed_opens_at_its_place_only(plain, seq, kind):
    """Another sequence number, kind, consultation or key, or one changed byte: Unreadable."""
    key, wrapped = KEYS.new_data_key("c1")
    sealed = key.seal(plain, seq, kind)
    assert KEYS.unwrap("c1", wrapped).unseal(sealed, seq, kind) == plain
    stranger, _ = KEYS.new_data_key("c1")
    for opener, place in ((key, (seq + 1, kind)), (key, (seq, kind + "x")), (stranger, (seq, kind))):
        with pytest.raises(Unreadable):
            opener.unseal(sealed, *place)
    with pytest.raises(Unreadable):
        key.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), seq, kind)


@given(length=st.integers(0, 40))
@settings(deadline=None)
def test_a_truncated_ciphertext_is_unreadable(length):
    """However little is left of it, the answer is Unreadable and nothing else."""
    key, _ = KEYS.new_data_key("c1")
    with pytest.raises(Unreadable):
        key.unseal(key.seal(b"what was said, at some length", 1, "answered")[:length], 1, "answered")


def test_a_wrapped_key_belongs_to_its_consultation_and_master_key():
    """It opens neither for another consultation nor with another master key, and always has one size."""
    _, wrapped = KEYS.new_data_key("c1")
    assert len(wrapped) == WRAPPED_BYTES
    for keys, name in ((KEYS, "c2"), (Keys(OTHER_KEY), "c1")):
        with pytest.raises(Unreadable):
            keys.unwrap(name, wrapped)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_master_key_has_32_bytes(size):
    """Anything else is refused at once."""
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(bytes(size))


def test_people_are_told_apart():
    """Each person has one hash under a key, and another under another key."""
    joined = Person(channel="slack", workspace="T1U", user="-ada")
    hashes = [KEYS.person(ADA), KEYS.person(BEN), KEYS.person(joined), Keys(OTHER_KEY).person(ADA)]
    assert len(set(hashes)) == 4
    assert KEYS.person(ADA) == Keys(KEY).person(ADA)


def test_sub_keys_and_fingerprint_differ():
    """No purpose shares its key with another, and the fingerprint is none of them."""
    found = {KEYS.chain, KEYS.ledger, KEY}
    assert len(found) == 3
    assert KEYS.fingerprint not in {key[:8].hex() for key in found}
    assert KEYS.fingerprint != Keys(OTHER_KEY).fingerprint


@given(one=st.lists(st.text()), two=st.lists(st.text()))
@settings(deadline=None)
def test_different_parts_are_different_bytes(one, two):
    """What is signed can't be read in two ways."""
    assert (canonical(*one) == canonical(*two)) == (one == two)


def chained(texts: list[bytes], key: bytes = KEYS.chain) -> list[Link]:
    """A chain over these ciphertexts."""
    loose = [Link(seq, "answered", digest(text), b"") for seq, text in enumerate(texts, start=1)]
    return retied(key, "c1", loose)


TEXTS = st.lists(st.binary(max_size=8), min_size=2, max_size=8, unique=True)


@given(texts=TEXTS, data=st.data())
@settings(deadline=None)
def test_a_chain_notices_what_is_not_its_tail(texts, data):
    """Taken out, doubled or exchanged, an entry breaks the chain where it happened; a cut tail does not."""
    chain = chained(texts)
    at = data.draw(st.integers(0, len(chain) - 2))
    assert breaks_at(KEYS.chain, "c1", chain) is None
    assert breaks_at(KEYS.chain, "c1", chain[: at + 1]) is None
    assert breaks_at(KEYS.chain, "c1", chain[:at] + chain[at + 1 :]) == at + 1
    assert breaks_at(KEYS.chain, "c1", [*chain[: at + 1], chain[at], *chain[at + 1 :]]) == at + 2
    assert breaks_at(KEYS.chain, "c1", [*chain[:at], chain[at + 1], chain[at], *chain[at + 2 :]]) == at + 1


@given(texts=TEXTS)
@settings(deadline=None)
def test_a_chain_belongs_to_its_key_and_consultation(texts):
    """Tied with another key, or read as another consultation's, it breaks at once."""
    assert breaks_at(KEYS.chain, "c1", chained(texts, Keys(OTHER_KEY).chain)) == 1
    assert breaks_at(KEYS.chain, "c2", chained(texts)) == 1
    assert link(KEYS.chain, GENESIS, "c1", 1, "answered", digest(texts[0])) == chained(texts)[0].mac
