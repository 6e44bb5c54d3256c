"""The ledger's file: flushed, signed, torn, written anew."""

import errno
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.log.account import Account, Note, Reached, erase, note, number, reach
from bot.log.cipher import Keys
from bot.log.ledger import Broken, Ledger, begin
from bot.store import Unreadable
from tests.log.scenes import KEY

KEYS = Keys(KEY)
NAMES = st.sampled_from(["c1", "c2", "c3"])
SAID = st.one_of(
    st.builds(
        lambda name, count, turn: reach(name, Reached(count, count * 2, bytes([count] * 32)), turn),
        NAMES,
        st.integers(1, 9),
        st.integers(1, 99),
    ),
    st.builds(erase, NAMES, st.integers(1, 99)),
    st.builds(number, st.integers(0, 99)),
    st.builds(lambda name: note(Note(name, "cut", "it was cut")), NAMES),
)


def state(account: Account) -> tuple[object, ...]:
    """All that an account says."""
    return account.reached, account.erased, account.notes, account.number, account.turn


@pytest.fixture
def path(tmp_path):
    """An empty ledger."""
    begin(tmp_path / "ledger", KEYS, [])
    return tmp_path / "ledger"


@given(said=st.lists(SAID, max_size=12))
@settings(deadline=None)
def test_the_file_says_what_was_said(tmp_path_factory, said):
    """Read again, or retold and read again, the ledger says the same."""
    path = tmp_path_factory.mktemp("ledger") / "ledger"
    begin(path, KEYS, [])
    expected = Account()
    for kind, body in said:
        expected.hear(kind, body)
    written, read = Ledger(path, KEYS), Ledger(path, KEYS)
    written.write(said)
    assert state(written.account) == state(read.account) == state(expected)
    begin(path, KEYS, expected.retold())
    retold = read.account
    assert (retold.reached, retold.erased, retold.notes) == (
        expected.reached,
        expected.erased,
        expected.notes,
    )
    assert retold.number == expected.number
    assert retold.turn == (expected.turn if expected.reached or expected.erased else 0)
    written.close()
    read.close()


@given(data=st.data())
@settings(deadline=None)
def test_any_changed_line_is_found(tmp_path_factory, data):
    """Whichever byte is changed or added, the ledger is not taken for what was written."""
    path = tmp_path_factory.mktemp("ledger") / "ledger"
    begin(path, KEYS, [number(1), erase("c1", 1), erase("c2", 2)])
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 2))
    changed = data.draw(st.sampled_from([whole[:at] + b"~" + whole[at + 1 :], whole[:at] + b"~" + whole[at:]]))
    path.write_bytes(changed)
    with pytest.raises((Broken, Unreadable)):
        Ledger(path, KEYS)


def test_a_torn_line_is_written_over(path):
    """What a killed process left of its last line does not count, and the next line takes its place."""
    path.write_bytes(path.read_bytes() + b'[1, "number", {"num')
    ledger = Ledger(path, KEYS)
    ledger.write([number(7)])
    ledger.write([])
    assert Ledger(path, KEYS).account.number == 7


def test_a_line_of_a_later_release_is_passed_over(path):
    """An older release reads a newer ledger."""
    ledger = Ledger(path, KEYS)
    ledger.write([("weather", {"is": "fine"}), number(3)])
    assert Ledger(path, KEYS).account.number == 3


@pytest.mark.parametrize("piece", [1, 70, 300])
def test_a_ledger_is_read_a_piece_at_a_time(path, monkeypatch, piece):
    """Wherever a piece ends, in a line or behind it, and though a line is longer: it says the same."""
    monkeypatch.setattr("bot.log.ledger.PIECE", piece)
    ledger = Ledger(path, KEYS)
    ledger.write([erase(f"c{count}", count) for count in range(20)])
    path.write_bytes(path.read_bytes() + b'[21, "number"')
    ledger.write([note(Note(None, "cut", "x" * 500)), number(7)])
    assert state(Ledger(path, KEYS).account) == state(ledger.account)
    assert Ledger(path, KEYS).account.number == 7


def test_an_empty_file_is_no_ledger(path):
    """Emptied, it is broken; it does not count as new."""
    path.write_bytes(b"")
    with pytest.raises(Broken, match="empty"):
        Ledger(path, KEYS)


def test_a_full_disk_leaves_the_ledger_whole(path, monkeypatch):
    """A write that fails is an error, and the next one follows what is in the file."""
    ledger = Ledger(path, KEYS)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(OSError, match="no space"):
            ledger.write([number(1)])
    ledger.write([number(2)])
    assert ledger.account.number == Ledger(path, KEYS).account.number == 2
    ledger.close()
    ledger.close()
