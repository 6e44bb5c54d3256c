"""What really happens to a case, through the assistant, in exports."""

from bot.review.export.outline import outline
from bot.review.export.record import record_of
from bot.review.export.unnamed import IN_CUSTODY, unnamed
from knowledge import Knowledge
from tests.review.desks import ASKER, COUNSEL, LEA, LEO, LIZ, OTHER_ASKER, Office
from tests.review.scenes import case_with

BY_LEA = (
    *("take", "note quetzal is tired", "ask did quetzal call", "tag quetzal", "follow 2027-03-01 quetzal again"),
    *("correct connection linkage quetzal said so", "link 1", "link 2", "unlink 1"),
    *("outcome SUP-A2 worked", "identity quetzal must be called", "example SUP-A2 quetzal tried it", "assign 2"),
)


def reviewed(office: Office) -> int:
    """A case to which leads, counsel and its asker did nearly everything; its number."""
    office.consults(OTHER_ASKER)
    office.consults(OTHER_ASKER)
    number = office.consults()
    for act in BY_LEA:
        office.reads(LEA, f"review {number}", f"review {number} {act}")
    office.reads(ASKER, f"reply {number} quetzal did", f"agree {number}", "show name", "hide name", "leave out 3")
    office.reads(LEO, f"review {number} grant", f"review {number} approve", f"review {number} withdraw")
    office.reads(COUNSEL, f"review {number}", f"review {number} mark", f"review {number} hold quetzal sues")
    office.reads(COUNSEL, f"review {number} release")
    office.reads(LEO, f"review {number} close partly quetzal told us", f"review {number} reopen")
    office.reads(LEO, f"review {number} status waiting", f"review {number} notme")
    return number


def test_events_are_as_the_scene_has_them(office: Office):
    """So that what the scene proves holds for what is kept: the same fields in each kind of event of review."""
    standing = office.store.by_number(reviewed(office))
    fields = {event.kind: set(event.body) for event in case_with("x")[1]}
    review = [event for event in office.store.events(standing.consultation) if "by" in event.body]
    assert {event.kind: set(event.body) for event in review} == {event.kind: fields[event.kind] for event in review}
    assert len({event.kind for event in review}) == 27


def test_nobody_is_named_and_no_word_survives_redaction(office: Office, knowledge: Knowledge):
    """In the document, whole and redacted; and the asker is in no line of JSON."""
    standing = office.store.by_number(reviewed(office))
    events = office.store.events(standing.consultation)
    people = [person.user for person in (ASKER, LEA, LEO, LIZ, COUNSEL)]
    for redact in (False, True):
        record = record_of(standing, events, knowledge, redact=redact)
        made = repr(outline(record, knowledge.texts["en"], office.now))
        assert [name for name in people if name in made] == []
        assert ("quetzal" in made) is not redact and "Lead 1" in made and "Counsel 4" in made
    found, kept = unnamed(standing, events)
    assert found.person == IN_CUSTODY and ASKER.user not in repr((found, kept)) and LEA.user in repr(kept)
