"""What came of it: a lever that was tried, what is left, what changed for the people, and whether the answer helped."""

from collections.abc import Callable

from bot import interview
from bot.dialogue import sharing
from bot.dialogue.naming import LEVER_ID, lever_id_in
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Choices, Facts, Note, Option
from bot.understanding.replies import read_reply
from bot.views import picking
from bot.views.advice import inside_sentence
from bot.views.consultation import buttons
from bot.views.traces import cleaned
from knowledge.schema.entry import LANGUAGES

OUTCOMES = ("worked", "partly", "no", "not_yet")
LEFT = ("agreed", "refuse", "cannot", "us")
PEOPLE = ("yes", "partly", "no", "unknown")
NEXT_ASKED = {"worked": "people", "partly": "left", "no": "left"}
"""What is asked after an outcome; nothing after "not done yet"."""
ANSWERS_LEFT = {
    "agreed": ("SUP-A2", "CUS-A2", "JV-B3", "GOV-E1"),
    "refuse": ("SUP-C1", "CUS-C2", "JV-D1", "GOV-C3"),
    "cannot": ("SUP-B1", "SUP-A5", "JV-B2", "GOV-B1", "GOV-D4"),
    "us": (),
}
"""What is left -> levers that answer it (our reading)."""


def tried(scene: Scene, rest: str) -> Step:
    """We tried this: how did it go?"""
    lever_id = lever_id_in(scene, rest)
    if lever_id is None:
        shown = (ranked.lever.id for ranked in scene.adviser.advise(scene.consultation).shown)
        return Step((picking.levers(scene, "tried", "followup.which_lever", shown),))
    outcome = _choice(scene, LEVER_ID.sub("", rest), "followup.", OUTCOMES)
    if outcome:
        return _outcome(scene, lever_id, outcome)
    return Step((_options(scene, "outcome", "followup.ask", "followup.", OUTCOMES),), (asks(lever_id),))


def asks(lever_id: str) -> Happening:
    """That it is asked how a lever went."""
    return Happening("tried", {"lever": lever_id, "outcome": "", "asks": "outcome"})


def _outcome(scene: Scene, lever_id: str, outcome: str) -> Step:
    kept = {"lever": lever_id, "outcome": outcome, "asks": NEXT_ASKED.get(outcome, "")}
    return Step((_noted(scene, outcome),), (Happening("tried", kept),))


def _noted(scene: Scene, outcome: str) -> Note:
    said = inside_sentence(scene.words, scene.words(f"followup.{outcome}"))
    return Note(lines=(scene.words("followup.noted", outcome=said),))


def followup_card(scene: Scene) -> Choices | Facts | None:
    """The follow-up question that is open, if any."""
    if scene.consultation.sharing is not None:
        return sharing.on_the_table(scene, scene.consultation.sharing)
    cards = {
        "outcome": ("followup.ask", "followup.", OUTCOMES),
        "left": ("followup.left", "followup.left_", LEFT),
        "people": ("followup.people", "followup.people_", PEOPLE),
    }
    asked = scene.consultation.asked
    return _options(scene, asked, *cards[asked]) if asked in cards else None


def follow_up(scene: Scene, text: str) -> Step | None:
    """A reply to the open follow-up question; None when it names no choice."""
    handlers = {
        "outcome": _reply_outcome,
        "left": _reply_left,
        "people": _reply_people,
        "facts": sharing.choose,
        "send": sharing.send,
    }
    handler = handlers.get(scene.consultation.asked)
    return handler(scene, text) if handler else None


def _reply_outcome(scene: Scene, text: str) -> Step | None:
    outcome = _choice(scene, text, "followup.", OUTCOMES)
    if not outcome:
        return None
    kept = {"outcome": outcome, "asks": NEXT_ASKED.get(outcome, "")}
    return Step((_noted(scene, outcome),), (Happening("completed", kept),))


def _reply_left(scene: Scene, text: str) -> Step | None:
    left = _choice(scene, text, "followup.left_", LEFT)
    if not left:
        return None
    actors = interview.actors_of(scene.consultation.known)
    fits = [lever for lever in ANSWERS_LEFT[left] if not actors or lever.split("-")[0] in actors]
    levers = ", ".join(fits or ANSWERS_LEFT[left])
    said = scene.words(f"followup.advise_{left}", levers=levers)
    return Step((Note(lines=(said,)),), (Happening("completed", {"left": left, "asks": "people"}),))


def _reply_people(scene: Scene, text: str) -> Step | None:
    people = _choice(scene, text, "followup.people_", PEOPLE)
    if not people:
        return None
    thanks = Note(lines=(scene.words("followup.thanks"),))
    return Step((thanks,), (Happening("completed", {"people": people, "asks": ""}),))


def leave_open(scene: Scene) -> Step:
    """Leave the follow-up question unanswered."""
    if scene.consultation.sharing is not None:
        return sharing.leave(scene)
    return Step((Note(lines=(scene.words("chat.skipped"),)),), (Happening("completed", {"asks": ""}),))


def rate(helpful: str) -> Callable[[Scene, str], Step]:
    """A step that keeps whether the answer helped."""

    def step(scene: Scene, rest: str) -> Step:
        saved = cleaned(scene.words, rest)
        happened = Happening("rated", {"helpful": helpful, "reason": saved})
        asks_why = helpful == "no" and not saved
        said = scene.words("followup.rated_why" if asks_why else "followup.rated")
        return Step((Note(lines=(said,)),), (happened,))

    return step


def _choice(scene: Scene, text: str, prefix: str, names: tuple[str, ...]) -> str:
    texts = scene.knowledge.texts
    options = {name: [texts[language](f"{prefix}{name}") for language in LANGUAGES] for name in names}
    values = read_reply(text, options).values
    return values[0] if values else ""


def _options(scene: Scene, question: str, title: str, prefix: str, names: tuple[str, ...]) -> Choices:
    options = tuple(Option(id=name, label=scene.words(f"{prefix}{name}")) for name in names)
    return Choices(
        question=question, progress="", title=scene.words(title), options=options, buttons=buttons(scene, "skip")
    )
