"""What stays in memory of the log: the same as reading all of it, bounded, and gone when it is erased."""

from bot import loading
from bot.consultation import fold
from bot.loading import Loading
from tests.talk import Talk

SITUATION = "Our supplier holds the workers' passports. The audit is next week."


def test_what_is_kept_equals_what_is_read(talk: Talk) -> None:
    """After every turn, though only the new events were decrypted."""
    store = talk.assistant._store  # type: ignore[attr-defined]
    kept = Loading(store)
    for line in (SITUATION, "yes", "linkage", "facts", "back", "2", "not sure", "skip", "tried SUP-A2", "partly"):
        talk.say(line)
        standing = store.standing("c1")
        assert kept.load(standing) == fold(store.events("c1"))
        assert kept.load(standing) is kept.load(standing)


def test_what_was_saved_is_not_read_again(talk: Talk) -> None:
    """A turn keeps what it led to, equal to what the log says; the next one decrypts nothing."""
    store, ours = talk.store, talk.assistant._keeping._loading
    for line in (SITUATION, "yes", "linkage", "facts", "back", "2", "save SUP-A2", "not sure", "skip", "tried SUP-A2"):
        talk.say(line)
        kept = ours._kept["c1"]
        assert kept == fold(store.events("c1"))
        assert ours.load(store.standing("c1")) is kept


def test_what_is_erased_is_let_go(talk: Talk) -> None:
    """Here at once; erased elsewhere, its row is gone and nobody asks for it."""
    talk.say(SITUATION)
    store = talk.assistant._store  # type: ignore[attr-defined]
    kept = Loading(store)
    standing = store.standing("c1")
    assert kept.load(standing).situation
    store.erase("c1")
    kept.forget("c1")
    assert kept.load(standing) is None


def test_no_more_than_so_many_are_kept(talk: Talk, monkeypatch) -> None:
    """The ones that were used last."""
    monkeypatch.setattr(loading, "MOST_KEPT", 2)
    store = talk.assistant._store  # type: ignore[attr-defined]
    kept = Loading(store)
    for number in (1, 2, 3):
        talk.say(f"new {SITUATION}")
        kept.load(store.standing(f"c{number}"))
    assert list(kept._kept) == ["c2", "c3"]
