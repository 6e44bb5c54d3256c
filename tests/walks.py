"""Random walks through the dialogue: a person who answers, steers and types nonsense, seeded."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.advice import Adviser
from bot.assistant import with_what_comes_next
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue import dispatch
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Incoming
from bot.record import Person
from knowledge.schema.entry import LANGUAGES

PERSON = Person(channel="local", workspace="", user="walker")
THEN = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
LONGEST = 400
"""A walk of random turns ends long before; one that does not is stuck."""

SITUATIONS = (
    "kids pack boxes at our supplier's mill, the audit is next week, we take most of their output",
    "our joint venture partner's guards beat villagers at the fence, we hold 20 percent",
    "police officers want the live location of our customers by Friday",
    "our pension fund holds bonds of a mining company, people were shot at the mine",
    "a client uses our cameras against protesters, maintenance is due",
    "our own warehouse staff faint in the heat",
    "a supplier in a country where we never bought anything beats its workers, we have no business with them",
    "Unser Lieferant zahlt seit drei Monaten keine Löhne",
    "Nuestro proveedor retiene los pasaportes de los trabajadores",
    "Notre client utilise nos logiciels pour surveiller des militants",
)
NOISE = ("", "blah", "x y z", "2027-03-01", "99", "1 and 2 and 3", "\u202e\u0007", "😀", "日本", "why not", "a" * 300)
STEERING = (
    "skip", "not sure", "back", "keep", "change", "change 1", "why", "more", "summary", "help", "list", "stop",
    "resume", "questions", "result", "brief", "persuade", "inside", "fails", "tried SUP-A2", "tried JV-B4 partly",
    "why not GOV-C3", "remind 2027-05-01 the talks", "helpful", "not helpful too long", "levers jv", "1", "2", "yes",
)  # fmt: skip


def begun(adviser: Adviser, commands: Commands, language: str, now: datetime = THEN) -> Scene:
    """A scene in which a consultation has started and nothing was said."""
    scene = Scene(
        adviser=adviser,
        commands=commands,
        words=adviser.knowledge.texts[language],  # type: ignore[index]
        consultation=Consultation(),
        now=now,
    )
    body = {"id": "c1", "number": 1, "person": PERSON.model_dump(), "language": language}
    return scene.after(Happening("started", body))


def turn(scene: Scene, text: str) -> tuple[Scene, Step]:
    """The scene after one typed text, and the whole step."""
    step = dispatch.take(scene, Incoming(person=PERSON, place="", delivery="d", text=text))
    after = scene.after(*step.happened)
    if step.original:
        after = Scene(**{**after.__dict__, "original": step.original})
    step, after = with_what_comes_next(step, after)
    return after, step


def walk(adviser: Adviser, commands: Commands, seed: int) -> Iterator[tuple[Scene, Step]]:
    """Turns until a result was shown and the walker loses interest."""
    draw = random.Random(seed)
    scene = begun(adviser, commands, draw.choice(LANGUAGES))
    scene, step = turn(scene, draw.choice(SITUATIONS))
    yield scene, step
    for _ in range(LONGEST):
        if scene.consultation.shown and draw.random() < 0.2:
            return
        if scene.consultation.state == "stopped":
            scene = scene.after(Happening("resumed"))
        scene, step = turn(scene, _says(draw, step))
        yield scene, step
    raise AssertionError(f"walk {seed} does not end")


def _says(draw: random.Random, step: Step) -> str:
    last = step.cards[-1] if step.cards else None
    chance = draw.random()
    if last is not None and last.kind == "choices" and chance < 0.75:
        options = [option.id for option in last.options]
        return ",".join(draw.sample(options, min(len(options), draw.choice((1, 1, 1, 2)))))
    if last is not None and last.kind == "facts" and chance < 0.7:
        return "yes"
    if last is not None and last.kind == "form" and chance < 0.4:
        return draw.choice(("2027-06-01", "a country", "skip"))
    return draw.choice(NOISE if chance > 0.95 else STEERING)
