"""What a person types after "review" that concerns no case: one table. Nothing is done here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.access import Action, Named
from bot.messages import Card, Note
from bot.record import Body, Person, Setting
from bot.review import away, filters, saved
from bot.review.fields import Field, day
from bot.review.steps import lead_called
from bot.views.review import own
from bot.views.review.published import ORDER, published, report
from knowledge import Knowledge
from knowledge.texts import Texts

Values = Mapping[str, str]
NONE = "none"
FROM = "from"
BETWEEN = frozenset({"to", "until", "-", "–"})
"""What may stand between two days."""
ELSEWHERE = re.compile(r"(slack|teams|local):(?:([^/\s]+)/)?(\S+)")
"""A person in another channel, as the settings name them."""


@dataclass(frozen=True)
class Around:
    """What an order may look at: who gives it, and what leads have set."""

    words: Texts
    person: Person
    named: Named
    today: date
    knowledge: Knowledge
    filters: Body | None = None
    """The person's own."""
    away: tuple[Setting, ...] = ()
    """Everybody's."""
    reports: Mapping[str, str] = field(default_factory=dict)
    """Quarter -> the report that was published, the oldest first."""


@dataclass(frozen=True)
class Handover:
    """All open cases of one person are to be another's."""

    of: Person
    to: Person


@dataclass(frozen=True)
class Given:
    """What an order makes: cards, settings, a handover, and what the audit log says of it (a code)."""

    cards: tuple[Card, ...] = ()
    settings: tuple[Setting, ...] = ()
    detail: str = ""
    handover: Handover | None = None


@dataclass(frozen=True)
class Order:
    """One order: the right it needs, what it does, what its form asks, and how typed words fill that."""

    action: Action
    do: Callable[[Around, Values], Given]
    fields: tuple[Field, ...] = ()
    read: Callable[[str], dict[str, str]] = lambda _: {}


# ---- days away ----


def _away(around: Around, values: Values) -> Given:
    """Sets the days, takes them away, or shows them where none are told."""
    first, last = values.get("first", ""), values.get("last", "")
    if not first and not last:
        return Given((own.away(around.words, *_known(around)),), detail="shown")
    if first.casefold() == NONE:
        said = own.away(around.words, None, _places(around))
        return Given((said,), (Setting(person=around.person, name=away.AWAY),), "cleared")
    begins, ends = day(first), day(last or first)
    if begins is None or ends is None:
        return _said(around, "clocks.away_how")
    days = away.Days(begins, ends)
    problem = away.wrong(days, around.today)
    return _said(around, problem) if problem else _set(around, days)


def _set(around: Around, days: away.Days) -> Given:
    setting = Setting(person=around.person, name=away.AWAY, body=days.body)
    settings = (*(known for known in around.away if known.person != around.person), setting)
    leads = [lead for lead in around.named.leads if lead.channel == around.person.channel]
    return Given((own.away_set(around.words, days, away.unmanned(leads, settings, days)),), (setting,), "set")


def _known(around: Around) -> tuple[away.Days | None, list[int]]:
    body = next((known.body for known in around.away if known.person == around.person), None)
    days = away.days_of(body)
    return (days if days and days.last >= around.today else None), _places(around)


def _places(around: Around) -> list[int]:
    """The places, in the order of duty, of the other leads who are away today."""
    gone = away.on(around.away, around.today) - {around.person}
    return [place for place, lead in enumerate(around.named.leads, 1) if lead in gone]


def _read_away(typed: str) -> dict[str, str]:
    """ "2026-12-20 2027-01-05", with or without words between them."""
    words = [word for word in typed.split() if word not in BETWEEN]
    return dict(zip(("first", "last"), words, strict=False)) if len(words) <= len(DAYS) else {"first": typed}


# ---- handing over ----


def _hand_over(around: Around, values: Values) -> Given:
    """The cases of the person, or of somebody else who is named, are to go to a lead."""
    to = lead_called(around.named, values.get("person", ""), around.person)
    if to is None:
        return _said(around, "clocks.handover_how")
    of = _somebody(around, values["of"]) if values.get("of") else around.person
    if of == to:
        return _said(around, "clocks.handover_same")
    return Given(handover=Handover(of, to))


def _somebody(around: Around, typed: str) -> Person:
    """A lead, or one who is no lead any more: by their id here, or as the settings named them."""
    far = ELSEWHERE.fullmatch(typed)
    if far:
        return Person.model_validate({"channel": far[1], "workspace": far[2] or "", "user": far[3]})
    return lead_called(around.named, typed, around.person) or around.person.model_copy(
        update={"user": typed.lstrip("@")}
    )


def _read_handover(typed: str) -> dict[str, str]:
    """ "2", "2 from 1"."""
    to, _, rest = typed.partition(" ")
    word, _, of = rest.strip().partition(" ")
    return {"person": to, "of": of.strip()} if word.casefold() == FROM else {"person": to if not word else ""}


# ---- saved filters ----


def _save(around: Around, values: Values) -> Given:
    """Keeps a filter under a name, in place of the one of that name."""
    known, name = saved.kept(around.filters), values.get("name", "").casefold()
    typed = saved.expanded(values.get("filter", ""), known, around.person)
    wanted = filters.read(typed, around.person)
    if not name or not wanted.typed:
        return _said(around, "clocks.save_how")
    if not saved.is_name(name, around.person, ORDERS):
        return _said(around, "clocks.save_name", name=name)
    if wanted.unknown:
        return Given((own.not_saved(around.words, wanted.unknown),))
    if len(known) >= saved.MOST and name not in known:
        return _said(around, "clocks.save_many", most=saved.MOST)
    return _kept(around, {**known, name: " ".join(wanted.typed)}, "saved", name)


def _unsave(around: Around, values: Values) -> Given:
    """Takes a saved filter away."""
    known, name = saved.kept(around.filters), values.get("name", "").casefold()
    if name not in known:
        return _said(around, "clocks.not_saved", name=name or "?")
    return _kept(around, {other: typed for other, typed in known.items() if other != name}, "removed", name)


def _kept(around: Around, now: dict[str, str], detail: str, name: str) -> Given:
    said = Note(lines=(around.words(f"clocks.filter_{detail}", name=name),))
    setting = Setting(person=around.person, name=saved.FILTERS, body=saved.body_of(now))
    return Given((said, own.saved_filters(around.words, now)), (setting,), detail)


def _filters(around: Around, _: Values) -> Given:
    """The saved filters, each with what runs it and what removes it."""
    return Given((own.saved_filters(around.words, saved.kept(around.filters)),), detail="shown")


def _read_save(typed: str) -> dict[str, str]:
    """ "NAME = urgent suppliers"."""
    name, equals, rest = typed.partition("=")
    return {"name": name.strip(), "filter": rest.strip()} if equals else {}


# ---- published reports ----


def _report(around: Around, values: Values) -> Given:
    """A published report as it was made then; without a quarter, or with one that is none, which there are."""
    quarter = values.get("quarter", "").upper()
    if quarter not in around.reports:
        return Given((published(around.words, around.reports),), detail="listed")
    return Given(report(around.knowledge, around.words, around.reports[quarter]), detail=quarter)


def _said(around: Around, key: str, **values: object) -> Given:
    return Given((Note(lines=(around.words(key, **values),)),))


DAYS = (Field("first", "day"), Field("last", "day", optional=True))
HANDOVER = (Field("person", "person"), Field("of", "person", optional=True))
FILTER = (Field("name", "line"), Field("filter", "line"))

ORDERS: dict[str, Order] = {
    "away": Order("set_away", _away, DAYS, _read_away),
    "handover": Order("hand_over", _hand_over, HANDOVER, _read_handover),
    "save": Order("save_filter", _save, FILTER, _read_save),
    "unsave": Order("save_filter", _unsave, read=lambda typed: {"name": typed.strip()}),
    "filters": Order("save_filter", _filters),
    ORDER: Order("read_report", _report, read=lambda typed: {"quarter": typed.strip()}),
}
"""first word -> what it is. A new one is one row here, `clocks.order.<word>` in the texts, its right in access.py."""
