"""What happened in a consultation besides its questions: results, alerts, sharing, outcomes, reminders, in order.

Nobody is named: leads have numbers in the order in which they first appear, whoever asked is "the person".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.record import Person
from bot.review.export.history import Change
from knowledge.texts import Texts

Topic = Literal["result", "alert", "sharing", "answer", "outcome", "reminder", "rating", "saved"]


@dataclass(frozen=True)
class Happened:
    """One thing that happened: when, what it belongs to, our sentence, and the words that somebody wrote with it."""

    at: datetime
    topic: Topic
    said: str
    written: str = ""


@dataclass(frozen=True)
class _Telling:
    """A change that is to be told."""

    change: Change
    words: Texts
    leads: tuple[Person, ...]

    def say(self, topic: Topic, key: str, written: str = "", **values: object) -> Happened:
        return Happened(self.change.event.at, topic, self.words(f"export.{key}", **values), written)

    def named(self, prefix: str, codes: Iterable[str]) -> str:
        """Codes by their labels; one without a label stands for itself."""
        return ", ".join(self.words.get(f"{prefix}{code}") or code for code in codes)

    def number(self, lead: Person) -> int:
        return self.leads.index(lead) + 1


def happened(changes: tuple[Change, ...], words: Texts) -> tuple[Happened, ...]:
    """What happened, in order."""
    leads = tuple(dict.fromkeys(lead for change in changes for lead in _leads(change)))
    return tuple(
        told
        for change in changes
        if change.event.kind in _TOLD
        for told in _TOLD[change.event.kind](_Telling(change, words, leads))
    )


def _leads(change: Change) -> Iterator[Person]:
    event = change.event
    found = {"alerted": "lead", "alert_seen": "by", "lead_answered": "by"}.get(event.kind)
    if event.kind == "share_began" and event.body["lead"]:
        found = "to"
    if found:
        yield Person(**event.body[found])


def _concluded(telling: _Telling) -> Iterator[Happened]:
    yield telling.say("result", "result_shown", content=telling.change.after.content)


def _alerted(telling: _Telling) -> Iterator[Happened]:
    alert = telling.change.after.alerts[-1]
    kinds = (
        telling.words("urgent.unnamed") if alert.kinds == ("unnamed",) else telling.named("word.safety.", alert.kinds)
    )
    yield telling.say("alert", "told" if alert.sure else "told_guess", lead=telling.number(alert.lead), kinds=kinds)


def _alert_seen(telling: _Telling) -> Iterator[Happened]:
    yield telling.say("alert", "has_it", lead=telling.number(Person(**telling.change.event.body["by"])))


def _shared(telling: _Telling) -> Iterator[Happened]:
    for sharing in telling.change.after.shared[len(telling.change.before.shared) :]:
        facts = ", ".join(_fact_named(telling.words, name) for name in sharing.facts or ())
        facts = facts or telling.words("share.none")
        if sharing.lead:
            yield telling.say("sharing", "asked", sharing.note, lead=telling.number(sharing.to), facts=facts)
        else:
            yield telling.say("sharing", "shared", sharing.note, facts=facts)


def _fact_named(words: Texts, name: str) -> str:
    return words("share.situation") if name == "situation" else words.get(f"question.{name}.name") or name


def _lead_answered(telling: _Telling) -> Iterator[Happened]:
    body = telling.change.event.body
    yield telling.say("answer", "lead_answered", body["text"], lead=telling.number(Person(**body["by"])))


def _outcome(telling: _Telling) -> Iterator[Happened]:
    """What an event adds to the last lever that was tried; asking about it adds nothing."""
    tried, body = telling.change.after.outcomes[-1], telling.change.event.body
    for name, key, prefix in (
        ("outcome", "outcome", "followup."),
        ("left", "left", "followup.left_"),
        ("people", "people", "followup.people_"),
    ):
        if body.get(name):
            yield telling.say("outcome", key, lever=tried.lever, value=telling.named(prefix, (body[name],)))


def _reminded(telling: _Telling) -> Iterator[Happened]:
    date, reason = telling.change.after.reminder
    yield telling.say("reminder", "reminded", reason, date=date)


def _rated(telling: _Telling) -> Iterator[Happened]:
    body = telling.change.event.body
    yield telling.say("rating", "helped" if body["helpful"] == "yes" else "helped_not", body.get("reason", ""))


def _plainly(topic: Topic, key: str) -> Callable[[_Telling], Iterator[Happened]]:
    """Something that is told in one sentence, with the lever it is about."""

    def tell(telling: _Telling) -> Iterator[Happened]:
        yield telling.say(topic, key, lever=telling.change.event.body.get("lever", ""))

    return tell


_TOLD: Mapping[str, Callable[[_Telling], Iterator[Happened]]] = {
    "concluded": _concluded,
    "alerted": _alerted,
    "alert_seen": _alert_seen,
    "alert_unanswered": _plainly("alert", "nobody_answered"),
    "shared": _shared,
    "lead_answered": _lead_answered,
    "tried": _outcome,
    "completed": _outcome,
    "reminded": _reminded,
    "reminder_came": _plainly("reminder", "reminder_came"),
    "rated": _rated,
    "saved": _plainly("saved", "saved"),
    "unsaved": _plainly("saved", "unsaved"),
}
"""event kind -> how it is told. What is not in it belongs to the questions."""
