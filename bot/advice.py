"""From answers to advice: a value that is a function of the situation, the answers and the content alone.

No time and no number stands in it: the same answers give the same advice, byte for byte.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from bot import interview
from bot.consultation import Answers, Consultation
from bot.ranking import SHOWN, Ranked, Reason, rank
from bot.understanding.alarm import DANGERS, Alarm
from bot.understanding.proposals import Proposal, propose
from bot.understanding.reading import Reader, Reading, reader_of
from knowledge import Knowledge
from knowledge.schema.company import CompanyExample
from knowledge.schema.rules import Caution, Gate
from knowledge.schema.systems import InternalItem, Moment, Tip
from knowledge.texts import Texts

TIPS_OF_ONE_PRINCIPLE = 2
MOST_TIPS = 4
MOST_INTERNAL = 3
NO_ADVICE = frozenset({"report_channel", "refuse", "legal_advice", "out_of_scope"})
UNRELATED = frozenset({"out_of_scope", "ask_again"})
"""Words that name no harm: when nothing ties us to it either, the matter is another one."""


@dataclass(frozen=True)
class PrincipleTip:
    """A tip with the principle it applies."""

    principle: str
    tip: Tip
    source: str


@dataclass(frozen=True)
class Advice:
    """What the assistant says about one situation, before it is put into words."""

    route: str
    alarm: Alarm
    severe: bool
    safety: tuple[str, ...]
    connection: str
    confirmed_connection: bool
    understood: Mapping[str, tuple[str, ...]]
    levers: tuple[Ranked, ...]
    held: tuple[str, ...]
    moments: tuple[Moment, ...]
    moment_answered: bool
    persuasion: tuple[PrincipleTip, ...]
    internal: tuple[InternalItem, ...]
    gates: tuple[Gate, ...]
    cautions: tuple[Caution, ...]
    open_questions: tuple[str, ...]
    potential: bool
    alleged: bool
    phrases: tuple[str, ...]
    content: str

    @property
    def urgent(self) -> bool:
        """Whether to warn, however carefully."""
        return self.alarm != "none"

    @property
    def shown(self) -> tuple[Ranked, ...]:
        """The levers of the first page."""
        return self.levers[:SHOWN]


class _Told(NamedTuple):
    """What of a consultation its advice depends on."""

    situation: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    skipped: tuple[str, ...]
    confirmed: bool
    route: str


class Adviser:
    """Knowledge with its vocabulary indexed: gives advice, asks nothing, keeps nothing."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = self._written = knowledge

    @cached_property
    def reader(self) -> Reader:
        """The vocabulary, indexed once; what is learnt adds nothing to it."""
        return reader_of(self._written)

    def prepare(self) -> None:
        """Index the vocabulary and the levers now, so that nobody's first message waits for it."""
        self.reader.prepare()
        self.advise(Consultation(situation="."))

    def learn(self, examples: Iterable[CompanyExample]) -> None:
        """Show these examples of the company's own in place of those learnt before: a new revision of the content."""
        learnt = self._written.with_examples(examples)
        if learnt.content_hash != self.knowledge.content_hash:
            self.knowledge = learnt
            self._advise.cache_clear()

    @lru_cache(maxsize=64)  # noqa: B019 - one adviser lives as long as its process
    def understand(self, text: str) -> tuple[Reading, Proposal]:
        """What a text says, and what it makes likely."""
        reading = self.reader.read(text)
        return reading, propose(self.reader, reading)

    def advise(self, consultation: Consultation) -> Advice:
        """The advice for a consultation as it stands; what is not answered is taken from the text, at half weight.

        A turn asks for it several times, and the next turn for where this one ended: what was made last is kept.
        """
        answers = tuple(consultation.answers.items())
        return self._advise(
            _Told(consultation.situation, answers, consultation.skipped, consultation.confirmed, consultation.route)
        )

    @lru_cache(maxsize=256)  # noqa: B019 - as above
    def _advise(self, told: "_Told") -> Advice:
        knowledge = self.knowledge
        consultation = Consultation(**told._asdict() | {"answers": dict(told.answers)})
        reading, proposal = self.understand(consultation.situation)
        answers = consultation.answers
        guesses = {} if consultation.confirmed else {q: v for q, v in proposal.guesses.items() if q not in answers}
        guesses = {q: v for q, v in guesses.items() if q not in consultation.skipped}
        known = {**guesses, **answers}
        route = _route(proposal, consultation, known)
        ranked = rank(self.reader, reading, answers, guesses) if _gives_levers(route, known) else ()
        ranked = tuple(r for r in ranked if route != "investee" or r.lever.actor == "CUS")
        first = {r.lever.id for r in ranked[:SHOWN]}
        gates = tuple(gate for gate in knowledge.gates if first & set(gate.levers))
        named = answers.get("safety", proposal.answers.get("safety", ()))
        safety = tuple(kind for kind in named if kind not in ("none", "unclear"))
        rings = _alarm(proposal, answers, known)
        return Advice(
            route=route,
            alarm=rings,
            severe=proposal.severe or (bool(safety) and rings == "none"),
            safety=safety,
            connection=interview.connection_of(known),
            confirmed_connection="connection" in answers,
            understood=known,
            levers=ranked,
            held=tuple(lever for gate in gates if _holds(gate, known) for lever in gate.levers),
            moments=_moments(knowledge, ranked, known),
            moment_answered=any(m.startswith("MOM") for m in known.get("moment", ())),
            persuasion=_tips(knowledge, ranked, known),
            internal=_internal(knowledge, known),
            gates=gates,
            cautions=_cautions(knowledge.cautions, first, known),
            open_questions=_open_questions(knowledge, consultation),
            potential="potential" in known.get("status", ()),
            alleged=bool({"no", "unclear"} & set(known.get("checked", ()))),
            phrases=tuple(found.phrase.id for found in reading.found if found.phrase.id.startswith("route.")),
            content=knowledge.content_hash,
        )


def _route(proposal: Proposal, consultation: Consultation, known: Answers) -> str:
    """What needs no advice goes its own way; then the answers decide, and before there are any, the text does.

    A consultation that has begun is one: the person may have insisted.
    """
    answers = consultation.answers
    begun, connection = bool(consultation.route), interview.connection_of(answers)
    aimless = not begun and not answers.get("purpose")
    if aimless and connection == "none" and consultation.situation.strip() and proposal.route in UNRELATED:
        return "out_of_scope"
    if aimless and answers.get("connection") == ("unclear",) and proposal.route == "ask_again":
        return "ask_again"
    insisted = begun or ("actor" in answers and proposal.route == "out_of_scope")
    if proposal.route in NO_ADVICE and not insisted:
        return proposal.route
    if "actor" in answers or proposal.route in NO_ADVICE:
        return _by_answers(answers, known)
    return {"none": "no_link", "cause": "own_operations"}.get(connection, proposal.route)


def _by_answers(answers: Answers, known: Answers) -> str:
    """Where the answers lead. Who says what they want to reach wants levers, tied to the harm or not."""
    route = interview.route_of(known)
    return "leverage" if route == "no_link" and answers.get("purpose") else route


def _gives_levers(route: str, known: Answers) -> bool:
    return route in ("leverage", "no_link") or (route == "investee" and bool(interview.actors_of(known)))


def _alarm(proposal: Proposal, answers: Answers, known: Answers) -> Alarm:
    """What the text makes likely, until the person has said whether anyone is in danger."""
    if "safety" not in answers:
        return proposal.alarm
    tapped = set(DANGERS) & set(answers["safety"])
    over = {"potential", "ended"} & set(known.get("status", ()))
    return "likely" if tapped and not over else "none"


def _holds(gate: Gate, known: Answers) -> bool:
    return gate.holds and interview.applies(gate.when, known)


def _moments(knowledge: Knowledge, ranked: Iterable[Ranked], known: Answers) -> tuple[Moment, ...]:
    """The moments answered; else the ones at which the best levers live."""
    by_id = {moment.id: moment for moment in knowledge.moments}
    answered = tuple(by_id[m] for m in known.get("moment", ()) if m in by_id)
    if answered:
        return answered
    best = {r.lever.id for r in list(ranked)[:2]}
    apt = [r for r in knowledge.rules if r.id.startswith("moment.") and best & set(r.up)]
    return tuple(by_id[v] for rule in apt for v in rule.when[0].any if v in by_id)[:1]


def _tips(knowledge: Knowledge, ranked: Iterable[Ranked], known: Answers) -> tuple[PrincipleTip, ...]:
    """Tips for the counterpart: those that meet a stated interest first, then those that use the best levers."""
    best = [r.lever.id for r in list(ranked)[:SHOWN]]
    interests = set(known.get("interest", ()))
    own = known.get("actor", ())[:1] == ("OWN",)
    counterpart = ("OWN",) if own else interview.actors_of(known)[:1]
    scored = []
    for principle in knowledge.principles:
        for tip in principle.tips:
            meets = len(interests & set(tip.interests))
            uses = sum(SHOWN - best.index(i) for i in tip.levers if i in best)
            if tip.counterpart in counterpart and (meets or uses or own):
                scored.append((-meets, -uses, principle.id, tip.id, PrincipleTip(principle.id, tip, principle.source)))
    return _at_most_two_each(tip for *_, tip in sorted(scored, key=lambda row: row[:4]))


def _at_most_two_each(tips: Iterable[PrincipleTip]) -> tuple[PrincipleTip, ...]:
    kept: list[PrincipleTip] = []
    for tip in tips:
        if sum(k.principle == tip.principle for k in kept) < TIPS_OF_ONE_PRINCIPLE and len(kept) < MOST_TIPS:
            kept.append(tip)
    return tuple(kept)


def _internal(knowledge: Knowledge, known: Answers) -> tuple[InternalItem, ...]:
    items = {item.id: item for means in knowledge.means for item in means.items}
    wanted = [i for pick in knowledge.picks if interview.applies(pick.when, known) for i in pick.ids]
    return tuple(items[i] for i in dict.fromkeys(wanted))[:MOST_INTERNAL]


def _cautions(cautions: Iterable[Caution], first: set[str], known: Answers) -> tuple[Caution, ...]:
    return tuple(
        caution
        for caution in cautions
        if interview.applies(caution.when, known) and (not caution.levers or first & set(caution.levers))
    )


def _open_questions(knowledge: Knowledge, consultation: Consultation) -> tuple[str, ...]:
    done = {*consultation.answers, *consultation.skipped}
    return tuple(
        question.id
        for question in knowledge.questions
        if question.id not in done and interview.applies(question.when, consultation.answers)
    )


def as_json(advice: Advice, words: Texts) -> dict[str, Any]:
    """The machine-readable form: a contract (docs/machine-readable.md)."""
    return {
        "route": advice.route,
        "urgent": advice.urgent,
        "understood": {q: list(values) for q, values in sorted(advice.understood.items())},
        "responsibility": {
            "connection": advice.connection,
            "confirmed": advice.confirmed_connection,
            "note": words("result.preliminary"),
        },
        "levers": [
            {"id": r.lever.id, "score": r.score, "reasons": [_reason(reason, words) for reason in r.reasons]}
            for r in advice.levers
        ],
        "moments": [moment.id for moment in advice.moments],
        "persuasion": [{"id": p.tip.id, "tip": p.tip.text, "source": p.source} for p in advice.persuasion],
        "internal": [{"id": i.id, "tip": i.text, "source": "Shift 2013, III"} for i in advice.internal],
        "cautions": [words(f"gate.{gate.id}") for gate in advice.gates]
        + [words(f"caution.{caution.id}") for caution in advice.cautions],
        "open_questions": list(advice.open_questions),
        "content": advice.content,
    }


def _reason(reason: Reason, words: Texts) -> dict[str, str]:
    return {"rule": reason.rule, "text": reason_text(reason, words), "source": reason.source}


def reason_text(reason: Reason, words: Texts) -> str:
    """A reason in words: ids among its values are replaced by their labels."""
    labels = {"purpose": "choice.purpose.{}", "actor": "word.actor.{}"}
    values = {name: words(labels[name].format(value)) if name in labels else value for name, value in reason.values}
    return str(words(reason.key, **values))
