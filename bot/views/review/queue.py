"""The leads' queue: a row says what a lead has to know to choose, and no word that the asker typed but an alias."""

from collections.abc import Iterable, Sequence

from bot.alerts.wording import clock
from bot.consultation import Consultation
from bot.messages import Button, Entry, Listing, Note, Press
from bot.review.desk import Desk
from bot.review.facets import badges
from bot.review.filters import AFTER, Filter
from bot.review.steps import REVIEWS
from bot.views.consultation import labels_of
from knowledge.texts import Texts

QUICK = ("", "urgent", "mine", "free", "waiting", "closed")
"""Filters with a button each."""
SEPARATOR = " · "


def queue(words: Texts, wanted: Filter, desks: Sequence[Desk], after: str) -> Listing:
    """A page of the queue, with buttons for the filters that are used most and for the next page."""
    typed = " ".join(wanted.typed)
    none = () if desks else (words("review.none"),)
    return Listing(
        title=words("review.queue"),
        lines=(words("review.shown", filter=typed or words("review.all_open")), *none),
        entries=tuple(_entry(desk) for desk in desks),
        buttons=(*_filters(words, typed), *_next(words, typed, after)),
    )


def unknown(words: Texts, wanted: Filter) -> Note:
    """What nobody understands in a filter, and what can be typed: nothing is left out in silence."""
    return Note(
        lines=(
            words("review.unknown", words=" ".join(wanted.unknown)),
            *words.lines("review.can_type"),
            words("clocks.can_type"),
        )
    )


def _filters(words: Texts, typed: str) -> Iterable[Button]:
    """The one that is on stands out."""
    for name in QUICK:
        label = words(f"review.quick.{name or 'all'}")
        said = f"{REVIEWS} {name}".strip()
        yield Button(press=Press(action=REVIEWS, value=name), label=label, say=said, chosen=name == typed)
    yield Button(press=Press(action=REVIEWS, value="filters"), label=words("clocks.order.filters"))


def _next(words: Texts, typed: str, after: str) -> tuple[Button, ...]:
    value = f"{typed} {AFTER}:{after}".strip()
    return (Button(press=Press(action=REVIEWS, value=value), label=words("review.next")),) if after else ()


def _entry(desk: Desk) -> Entry:
    return Entry(
        id="",
        title=SEPARATOR.join(part for part in (desk.number, *_danger(desk), _status(desk)) if part),
        line=SEPARATOR.join(part for part in _about(desk) if part),
        press=Press(action=REVIEWS, value=desk.number),
    )


def _status(desk: Desk) -> str:
    return desk.words(f"review.status.{desk.consultation.review.status}")


def _danger(desk: Desk) -> tuple[str, ...]:
    """Kind of danger, and since when it is seen, or how long it waits."""
    if not desk.standing.urgent:
        return ()
    words, case = desk.words, desk.consultation
    kinds = [kind for kind in case.known.get("safety", ()) if words.get(f"word.safety.{kind}")]
    named = ", ".join(words(f"word.safety.{kind}") for kind in kinds) or words("urgent.unnamed")
    seen = [*(alert.seen for alert in case.alerts if alert.seen), *(at for _, at in case.review.readers)]
    if seen:
        return (words("review.urgent", kinds=named), words("review.seen", time=clock(min(seen), desk.now)))
    minutes = int((desk.now - desk.standing.started_at).total_seconds() // 60)
    return (words("review.urgent", kinds=named), words("review.unseen", age=age(words, minutes)))


def age(words: Texts, minutes: int) -> str:
    """How long ago, in the largest unit that says enough."""
    for unit, size in (("days", 1_440), ("hours", 60)):
        if minutes >= 2 * size:
            return words(f"review.age.{unit}", n=minutes // size)
    return words("review.age.minutes", n=max(minutes, 0))


def _about(desk: Desk) -> Iterable[str]:
    words, case = desk.words, desk.consultation
    facts = case.review.corrected(case.known)
    yield _labels(desk, facts, "scope")
    yield _our_part(desk, facts)
    yield _partner(desk, facts)
    yield _moment(desk, facts)
    yield _labels(desk, facts, "purpose")
    yield due(desk)
    yield owner(desk)
    yield from badge_words(words, case)


def _labels(desk: Desk, facts: dict[str, tuple[str, ...]], name: str) -> str:
    values = tuple(value for value in facts.get(name, ()) if value not in ("none", "unclear"))
    return labels_of(desk.words, desk.adviser.knowledge.question_by_id[name], values)


def _our_part(desk: Desk, facts: dict[str, tuple[str, ...]]) -> str:
    """Our part, as reported: preliminary, and said so."""
    told = _labels(desk, facts, "connection")
    return desk.words("review.our_part", part=told) if told else ""


def _partner(desk: Desk, facts: dict[str, tuple[str, ...]]) -> str:
    alias = next(iter(facts.get("alias", ())), "")
    if not alias:
        return ""
    return desk.words("review.partner_before", alias=alias, n=len(desk.earlier)) if desk.earlier else alias


def _moment(desk: Desk, facts: dict[str, tuple[str, ...]]) -> str:
    when = next(iter(facts.get("when", ())), "")
    return SEPARATOR.join(part for part in (_labels(desk, facts, "moment"), when) if part)


def due(desk: Desk) -> str:
    """What is due next for the leads."""
    words, review = desk.words, desk.consultation.review
    if review.closed:
        return ""
    if any(seeing.waits and seeing.by != desk.person for seeing in review.seeing):
        return words("review.due.grant")
    if review.follow_up:
        return words("review.due.follow_up", date=review.follow_up.day.isoformat())
    if review.talk and review.talk[-1].by == desk.asker:
        return words("review.due.reply")
    return words("review.due.first") if review.status == "new" else ""


def owner(desk: Desk) -> str:
    """Who has it, as far as a lead has to know: oneself, nobody, somebody else, or one who is away."""
    has_it = desk.consultation.review.owner
    if has_it is None or has_it == desk.person:
        return desk.words("review.free" if has_it is None else "review.yours")
    return desk.words("clocks.owner_away" if has_it in desk.scene.house.away else "review.owned")


def badge_words(words: Texts, case: Consultation, *, named: bool = False) -> tuple[str, ...]:
    """What a lead has to know first, in words, and the language where it is another one.

    Whoever is shown the name (`named`) is not told that there is none.
    """
    other = case.language != words.language
    language = (words("review.badge.language", language=case.language),) if other else ()
    shown = (badge for badge in badges(case) if not (named and badge == "unnamed"))
    return (*(words(f"review.badge.{badge}") for badge in shown), *language)
