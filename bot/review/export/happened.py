"""What happened in a consultation besides its questions: results, alerts, sharing, outcomes, reminders, in order."""

from collections.abc import Callable, Iterator, Mapping

from bot.record import Person
from bot.review.export.by_leads import BY_LEADS
from bot.review.export.history import Change
from bot.review.export.telling import Happened, Telling, Topic, people_in
from knowledge.texts import Texts


def happened(changes: tuple[Change, ...], words: Texts) -> tuple[Happened, ...]:
    """What happened, in order."""
    people = people_in(changes)
    return tuple(
        told
        for change in changes
        if change.event.kind in _TOLD
        for told in _TOLD[change.event.kind](Telling(change, words, people))
    )


def _concluded(telling: Telling) -> Iterator[Happened]:
    yield telling.say("result", "result_shown", content=telling.change.after.content)


def _alerted(telling: Telling) -> Iterator[Happened]:
    alert = telling.change.after.alerts[-1]
    kinds = (
        telling.words("urgent.unnamed") if alert.kinds == ("unnamed",) else telling.named("word.safety.", alert.kinds)
    )
    yield telling.say("alert", "told" if alert.sure else "told_guess", lead=telling.number(alert.lead), kinds=kinds)


def _alert_seen(telling: Telling) -> Iterator[Happened]:
    yield telling.say("alert", "has_it", lead=telling.number(Person(**telling.change.event.body["by"])))


def _shared(telling: Telling) -> Iterator[Happened]:
    for sharing in telling.change.after.shared[len(telling.change.before.shared) :]:
        facts = ", ".join(_fact_named(telling.words, name) for name in sharing.facts or ())
        facts = facts or telling.words("share.none")
        if sharing.lead:
            yield telling.say("sharing", "asked", sharing.note, lead=telling.number(sharing.to), facts=facts)
        else:
            yield telling.say("sharing", "shared", sharing.note, facts=facts)


def _fact_named(words: Texts, name: str) -> str:
    return words("share.situation") if name == "situation" else words.get(f"question.{name}.name") or name


def _lead_answered(telling: Telling) -> Iterator[Happened]:
    body = telling.change.event.body
    yield telling.say("answer", "lead_answered", body["text"], lead=telling.number(Person(**body["by"])))


def _outcome(telling: Telling) -> Iterator[Happened]:
    """What an event adds to the last lever that was tried; asking about it adds nothing."""
    tried, body = telling.change.after.outcomes[-1], telling.change.event.body
    for name, key, prefix in (
        ("outcome", "outcome", "followup."),
        ("left", "left", "followup.left_"),
        ("people", "people", "followup.people_"),
    ):
        if body.get(name):
            yield telling.say("outcome", key, lever=tried.lever, value=telling.named(prefix, (body[name],)))


def _reminded(telling: Telling) -> Iterator[Happened]:
    date, reason = telling.change.after.reminder
    yield telling.say("reminder", "reminded", reason, date=date)


def _rated(telling: Telling) -> Iterator[Happened]:
    body = telling.change.event.body
    yield telling.say("rating", "helped" if body["helpful"] == "yes" else "helped_not", body.get("reason", ""))


def _plainly(topic: Topic, key: str) -> Callable[[Telling], Iterator[Happened]]:
    """Something that is told in one sentence, with the lever it is about."""

    def tell(telling: Telling) -> Iterator[Happened]:
        yield telling.say(topic, key, lever=telling.change.event.body.get("lever", ""))

    return tell


_TOLD: Mapping[str, Callable[[Telling], Iterator[Happened]]] = {
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
    **BY_LEADS,
}
"""event kind -> how it is told. What is in neither this nor UNTOLD is a correction by a lead: `reviewed` tells it."""

UNTOLD = frozenset(
    {
        *("started", "told", "told_again", "traces_settled", "confirmed", "noted"),
        *("answered", "skipped", "reopened", "kept", "further", "moved_on"),
        *("stopped", "resumed", "opened", "drafted"),
        *("share_began", "share_chosen", "share_left"),
    }
)
"""Kinds that need not be told: what they came to stands in the situation, the facts, the notes, the state, and in what
was passed on in the end."""
