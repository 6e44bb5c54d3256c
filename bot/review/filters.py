"""What a lead types to narrow the queue: words and `field:value`, read into what the store is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.record import Person, Wanted
from bot.review.facets import FACTS, folded, named
from bot.review.fields import day

MINE = "mine"
CLOSED = "closed"
AFTER = "after"
WORDS: Mapping[str, str] = {
    "urgent": "urgent:yes",
    "free": "owner:none",
    "follow-up": "follow_up:yes",
    **{status: f"status:{status}" for status in ("new", "in_review", "waiting", "reopened")},
    **dict.fromkeys(("supplier", "suppliers", "sup"), "actor:sup"),
    **dict.fromkeys(("jv", "partner", "partners"), "actor:jv"),
    **dict.fromkeys(("customer", "customers", "cus"), "actor:cus"),
    **dict.fromkeys(("government", "gov"), "actor:gov"),
    **dict.fromkeys(("investee", "investees", "inv"), "actor:inv"),
    **dict.fromkeys(("own", "ours"), "actor:own"),
    **{connection: f"connection:{connection}" for connection in ("cause", "contribute", "linkage")},
    **{badge: f"badge:{badge}" for badge in ("unsafe", "held", "marked", "barrier", "unread")},
}
"""What a single word stands for."""
FIELDS: Mapping[str, str] = {
    **{fact: fact for fact in FACTS},
    **{name: name for name in ("tag", "route", "status", "language", "badge", "state")},
    "partner": "alias",
    "harm": "safety",
}
"""What may stand before a colon, and the facet that it is."""
CODES = frozenset({"route", "status", "language", "badge", "state"})
PERIOD = ("since", "until")


@dataclass(frozen=True)
class Filter:
    """What was typed, read: the facets, the period, the page, and the words that nobody understands."""

    words: tuple[str, ...] = ()
    closed: bool = False
    since: date | None = None
    until: date | None = None
    after: str = ""
    typed: tuple[str, ...] = field(default=(), compare=False)
    """The words as typed, without the page: they name the filter."""
    unknown: tuple[str, ...] = ()

    def wanted(self, without: tuple[str, ...]) -> Wanted:
        """What the store is asked for; `until` includes its day."""
        return Wanted(
            words=self.words,
            without=without,
            closed=self.closed,
            since=_midnight(self.since),
            until=_midnight(self.until + timedelta(days=1)) if self.until and self.until < date.max else None,
        )


def read(typed: str, person: Person) -> Filter:
    """The filter that a person typed."""
    tokens = typed.split()
    facets = tuple(facet for token in tokens if (facet := _facet(token, person)))
    period = {name: day(_value(tokens, name)) for name in PERIOD}
    return Filter(
        words=tuple(dict.fromkeys(facets)),
        closed=CLOSED in (token.casefold() for token in tokens),
        since=period["since"],
        until=period["until"],
        after=_value(tokens, AFTER),
        typed=tuple(token for token in tokens if not token.startswith(f"{AFTER}:")),
        unknown=tuple(token for token in tokens if not _is_known(token, person)),
    )


def _facet(token: str, person: Person) -> str:
    name, colon, value = token.partition(":")
    if colon:
        facet = FIELDS.get(name.casefold(), "")
        return f"{facet}:{_as_kept(facet, value)}" if facet and value else ""
    if name.casefold() == MINE:
        return f"owner:{named(person)}"
    return WORDS.get(name.casefold(), "")


def _as_kept(facet: str, value: str) -> str:
    """Codes as they are; what a person chose, folded, with "_" for a space."""
    return value.casefold() if facet in CODES else folded(value.replace("_", " "))


def _is_known(token: str, person: Person) -> bool:
    name, colon, value = token.partition(":")
    if colon and name in PERIOD:
        return day(value) is not None
    return bool(_facet(token, person)) or token.casefold() == CLOSED or (name == AFTER and bool(value))


def _value(tokens: list[str], name: str) -> str:
    return next((token.partition(":")[2] for token in tokens if token.startswith(f"{name}:")), "")


def _midnight(of: date | None) -> datetime | None:
    return datetime(of.year, of.month, of.day, tzinfo=UTC) if of else None
