"""What stands in a chat of an erased consultation: on a list from the erasure on, until it is gone there."""

import pytest

from bot.log.backup import backup, restore
from bot.record import Erasing, Person, Term, Turn
from bot.store import Held, Stale
from tests.log.scenes import AT, CANARY, KEY, card, event, standing, talk, turn
from tests.log.test_erase import bytes_on_disk


def said(store, name="c1"):
    """Place and reference of what is to be blanked, without the list of the person's consultations."""
    found = sorted((one for one in store.to_blank() if one.consultation == name), key=lambda one: one.id)
    return [(one.place, one.reference) for one in found if not one.place.startswith("slack:home:")]


def sent_to(store, place, reference, name="c1", revision=3):
    """A card that went there."""
    out = card(f"{name}-{revision}", name).model_copy(update={"place": place})
    now = standing(name, number=int(name[1:]), revision=revision + 1)
    store.save(Turn(delivery=out.id, revision=revision, standing=now, events=(event(),), outgoing=(out,)))
    store.sent(out.id, reference)


def test_an_erasure_lists_what_was_sent(store):
    """Messages, cards on their way, a form, a file, the Home tab; no terminal's, nor what never arrived."""
    talk(store)
    ours, lead, gone = ("slack:dm:U1", "D1:1,2"), ("slack:dm:ULEAD", "D2:3"), ("slack:dm:U9", "dead:user_not_found")
    for revision, (place, reference) in enumerate([ours, lead, ("terminal", ""), gone], 3):
        sent_to(store, place, reference, revision=revision)
    store.said("form", "c1", "slack:view:U1", "V1")
    store.said("file", "c1", "slack:file:U1", "F1")
    store.said("asked", "c1", "slack:dm:U1")
    waits = card("waits", "c1").model_copy(update={"place": "slack:dm:U1"})
    store.save(Turn(delivery="w", revision=7, standing=standing(revision=8), events=(event(),), outgoing=(waits,)))
    assert store.erase("c1")
    unknown, file, form = ("slack:dm:U1", "?"), ("slack:file:U1", "F1"), ("slack:view:U1", "V1")
    assert sorted(said(store)) == sorted([unknown, unknown, ours, lead, file, form])
    (home,) = [one for one in store.to_blank() if one.place.startswith("slack:home:")]
    assert (home.place, home.reference, home.number) == ("slack:home:U-ada", "T1", 1)
    assert store.verify() == ()


def test_what_is_withdrawn_from_a_reader_is_listed(store):
    """What stands in their chats, and their Home; nobody else's, and the consultation stays whole."""
    talk(store)
    lead = Person(channel="slack", workspace="T1", user="ULEAD")
    sent_to(store, "slack:dm:ULEAD", "D2:1", revision=3)
    sent_to(store, "slack:dm:ULEAD2", "D3:1", revision=4)
    store.said("form", "c1", "slack:view:ULEAD:V", "V1")
    waits = card("waits", "c1").model_copy(update={"place": "slack:dm:ULEAD"})
    now = standing(revision=6)
    store.save(Turn(delivery="w", revision=5, standing=now, events=(event(),), outgoing=(waits,), withdrawn=(lead,)))
    found = {(one.place, one.reference, one.number, one.withdrawn) for one in store.to_blank()}
    told = [("slack:dm:ULEAD", "D2:1"), ("slack:view:ULEAD:V", "V1"), ("slack:home:ULEAD", "T1")]
    assert found == {(*one, 1, True) for one in told}
    assert store.verify() == ()


def test_what_is_withdrawn_is_blanked_where_it_arrives(store):
    """A card that was on its way; erased later, it is on the list again."""
    talk(store)
    lead = Person(channel="slack", workspace="T1", user="ULEAD")
    out = card("on its way", "c1").model_copy(update={"place": "slack:dm:ULEAD"})
    store.save(Turn(delivery="d", revision=3, standing=standing(revision=4), events=(event(),), outgoing=(out,)))
    store.save(Turn(delivery="e", revision=4, standing=standing(revision=5), events=(event(),), withdrawn=(lead,)))
    store.sent("on its way", "D2:9")
    assert said(store) == [("slack:dm:ULEAD", "D2:9")]
    for one in store.to_blank():
        store.blanked(one.id)
    store.erase("c1")
    assert ("slack:dm:ULEAD", "D2:9") in said(store)


def test_nothing_is_withdrawn_at_a_shell(store):
    """What a terminal has shown can't be taken back."""
    talk(store)
    kim = Person(channel="local", workspace="", user="kim")
    store.save(Turn(delivery="d", revision=3, standing=standing(revision=4), events=(event(),), withdrawn=(kim,)))
    assert store.to_blank() == ()


def test_each_channel_blanks_its_own(store):
    """However much another has left: what it can't take back now holds up nothing here."""
    talk(store)
    sent_to(store, "slack:dm:U1", "D1:1")
    for revision in range(4, 9):
        sent_to(store, "teams:dm:29-x", f"conversation:{revision}", revision=revision)
    sent_to(store, "local:dm:U9", "D9:1", revision=9)
    store.erase("c1")
    slack, teams = store.to_blank(2, "slack"), store.to_blank(4, "teams")
    assert [one.place for one in slack] == ["slack:home:U-ada", "slack:dm:U1"]
    assert [one.reference for one in teams] == [f"conversation:{revision}" for revision in (8, 7, 6, 5)]
    assert len(store.to_blank()) == 7


def test_what_is_blanked_is_off_the_list(store):
    """One by one; doing it again changes nothing."""
    talk(store)
    sent_to(store, "slack:dm:U1", "D1:1")
    store.erase("c1")
    for one in store.to_blank():
        store.blanked(one.id)
        store.blanked(one.id)
    assert store.to_blank() == ()


def test_a_card_that_was_on_its_way_is_blanked_where_it_arrives(store):
    """It was sent while its consultation was erased: then its place is known after all."""
    talk(store)
    out = card("on its way", "c1").model_copy(update={"place": "slack:dm:U1"})
    store.save(Turn(delivery="d", revision=3, standing=standing(revision=4), events=(event(),), outgoing=(out,)))
    store.said("being said", "c1", "slack:dm:U1")
    store.erase("c1")
    store.sent("on its way", "D1:9")
    store.said("being said", "c1", "slack:dm:U1", "D1:10")
    assert said(store) == [("slack:dm:U1", "D1:10"), ("slack:dm:U1", "D1:9")]


@pytest.mark.parametrize("arrives", ["", "?", "dead:user_not_found"])
def test_what_did_not_arrive_stays_as_it_was_listed(store, arrives):
    """Nobody knows where it is, or that it is anywhere."""
    talk(store)
    store.said("being said", "c1", "slack:dm:U1")
    store.erase("c1")
    store.said("being said", "c1", "slack:dm:U1", arrives)
    assert said(store) == [("slack:dm:U1", "?")]


def test_a_line_that_can_not_be_read_holds_up_no_other(store, caplog):
    """It stays on the list and is named in the log of the service; what it said is not."""
    talk(store)
    for reference in ("D1:1", "D2:2"):
        store.said(reference, "c1", "slack:dm:U1", reference)
    store.erase("c1")
    store.ring.file.run("UPDATE blanking SET sealed = zeroblob(40) WHERE id = 'D1:1'")
    assert said(store) == [("slack:dm:U1", "D2:2")]
    assert "D1:1 can't be decrypted; it stays in the chat" in caplog.text


def test_the_list_is_sealed(place):
    """Neither who read nor where stands in the file in the clear."""
    with place.open() as store:
        talk(store)
        sent_to(store, "slack:dm:U-reader", "D-secret:1")
        store.erase("c1")
        found = bytes_on_disk(place)
    assert not [word for word in (b"U-reader", b"D-secret", b"U-ada", CANARY.encode()) if word in found]


def test_a_restored_log_still_blanks(place):
    """What the backup knows of is listed again, and what the present log had not blanked yet is taken over."""
    folder = place.folder / "backup"
    with place.open() as store:
        talk(store)
        talk(store, "c2", number=2)
        sent_to(store, "slack:dm:U1", "D1:1")
        backup(store, folder)
        sent_to(store, "slack:dm:U2", "D2:2", revision=4)
        sent_to(store, "slack:dm:U3", "D3:3", name="c2")
        store.erase("c1")
        store.erase("c2")
    restore(folder, place.path, KEY, place.ledger, overwrite=True)
    with place.open() as store:
        assert said(store) == [("slack:dm:U1", "D1:1"), ("slack:dm:U2", "D2:2")]
        assert said(store, "c2") == [("slack:dm:U3", "D3:3")]
        assert store.verify() == ()


def held(store, name="c1"):
    """Counsel keeps it."""
    row = standing(name, revision=4).model_copy(update={"term": Term(kind="held", since=AT)})
    store.save(turn(name, 3).model_copy(update={"standing": row}))


def test_what_is_held_is_not_erased(store):
    """And nothing is changed, whatever the row says; only what was erased before is erased again."""
    talk(store)
    held(store)
    with pytest.raises(Held):
        store.erase("c1")
    assert (store.to_blank(), store.ledger.account.erased) == ((), set())
    assert store.events("c1")
    assert store.erase("c1", Erasing(although_held=True))


def test_what_has_moved_on_is_not_erased(store):
    """Somebody wrote while another found that its time was over."""
    talk(store)
    with pytest.raises(Stale):
        store.erase("c1", Erasing(revision=2))
    assert store.events("c1")


def test_an_erasure_is_made_again_although_the_backup_held_it(place):
    """The hold had ended when it was erased."""
    folder = place.folder / "backup"
    with place.open() as store:
        talk(store)
        held(store)
        backup(store, folder)
        freed = standing(revision=5).model_copy(update={"term": Term(kind="case", since=AT)})
        store.save(turn("c1", 4).model_copy(update={"standing": freed}))
        store.erase("c1")
    assert restore(folder, place.path, KEY, place.ledger, overwrite=True).erased == ("c1",)
    with place.open() as store:
        ((_, line),) = store.audited()
        assert (line.action, line.number) == ("erase_again", 1)
