"""What leads, counsel and the asker did once the consultation was a case: one row for each kind of event of review."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.record import Body
from bot.review.export.telling import Happened, Telling, Topic


@dataclass(frozen=True)
class Row:
    """How a kind is told: what it belongs to, the key of our sentence, the field of somebody's words."""

    topic: Topic
    key: str | Callable[[Body], str]
    written: str = ""

    def __call__(self, telling: Telling) -> Iterator[Happened]:
        """The sentence, with everything that it may name."""
        body = telling.change.event.body
        key = self.key if isinstance(self.key, str) else self.key(body)
        yield telling.say(self.topic, f"review.{key}", _written(body, self.written), **_values(telling, body))


def _written(body: Body, field: str) -> str:
    found = body.get(field, "")
    return ", ".join(found) if isinstance(found, list) else str(found)


def _values(telling: Telling, body: Body) -> dict[str, object]:
    return {
        "who": telling.who("by"),
        "whom": telling.who("owner") or telling.who("lead") or telling.who("whose"),
        "lever": body.get("lever", ""),
        "day": body.get("day", ""),
        "number": f"{body.get('number', 0):04d}",
        "status": telling.named("review.status.", [body.get("status", "")]),
        "outcome": telling.named("review.choice.outcome.", [body.get("outcome", "")]),
        "changed": telling.named("review.choice.changed.", [body.get("changed", "")]),
    }


def _taken(body: Body) -> str:
    if not body["owner"]:
        return "given_back"
    return "taken" if body["owner"] == body["by"] else "given"


def _if(field: str, yes: str, no: str) -> Callable[[Body], str]:
    """One sentence where the field says yes, or holds something, another where not."""
    return lambda body: yes if body.get(field) else no


BY_LEADS: Mapping[str, Row] = {
    "review_read": Row("reading", "read"),
    "review_taken": Row("course", _taken),
    "review_status": Row("course", "status_set"),
    "review_noted": Row("note", "noted", "text"),
    "review_wrote": Row("message", _if("asks", "asked", "wrote"), "text"),
    "asker_replied": Row("message", "replied", "text"),
    "review_tagged": Row("course", _if("tags", "tagged", "untagged"), "tags"),
    "review_follow_up": Row("course", _if("day", "follow_up_set", "follow_up_gone"), "reason"),
    "review_follow_up_came": Row("course", "follow_up_came"),
    "review_linked": Row("course", "linked"),
    "review_unlinked": Row("course", "unlinked"),
    "review_tried": Row("lead_outcome", "tried"),
    "review_closed": Row("closing", "closed", "known_from"),
    "review_stepped_back": Row("course", "stepped_back"),
    "left_out": Row("course", "left_out"),
    "name_hidden": Row("custody", "name_hidden"),
    "name_shown": Row("custody", "name_shown"),
    "review_seeing_asked": Row("custody", "seeing_asked", "reason"),
    "review_seeing_answered": Row("custody", _if("granted", "granted", "refused")),
    "review_marked": Row("counsel", _if("marked", "marked_on", "marked_off")),
    "review_held": Row("counsel", "held", "reason"),
    "review_released": Row("counsel", "released"),
    "review_proposed": Row("example", "proposed", "text"),
    "proposal_answered": Row("example", _if("agreed", "agreed", "declined")),
    "review_approved": Row("example", "approved"),
    "review_withdrawn": Row("example", "withdrawn"),
    "review_unread_told": Row("course", "unread_told"),
}
"""event kind -> how it is told. A correction has a table of its own: what was said stands beside it."""
