"""The first message: personal details pointed out, the text understood, the way chosen."""

from bot.consultation import Consultation
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Card, Choices, Note
from bot.record import Body
from bot.understanding.reading import Reading
from bot.understanding.replies import read_reply
from bot.understanding.traces import traces
from bot.understanding.words import MOST_WORDS, clean
from bot.views import advice as advice_view
from bot.views import consultation as view
from bot.views.elsewhere import KEPT_NOWHERE, elsewhere
from bot.views.traces import cleaned, traces_found

SPECIAL = ("denial", "drop_it", "drafting", "letter")
FEW_WORDS = 2
"""So short a first message is a hello, in whatever language."""
GREETINGS = ("route.greeting", "route.small_talk")


def tell(scene: Scene, text: str) -> Step:
    """A situation in the person's own words: starts a consultation, or says why there is nothing to start."""
    typed = clean(text)
    if not typed:
        return Step((Note(lines=(scene.words("chat.empty"),)), view.tell(scene)))
    reading, proposal = scene.adviser.understand(typed)
    insisted = scene.insists and proposal.route != "refuse"
    if proposal.route in KEPT_NOWHERE and not insisted:
        return Step(elsewhere(scene, proposal.route), route=proposal.route)
    if proposal.route == "ask_again" and (_greets(reading) or (not scene.own and len(reading.words) <= FEW_WORDS)):
        return Step((view.welcome(scene), view.tell(scene)), route="ask_again")
    if proposal.route == "ask_again":
        return Step(
            (*_too_long(scene, typed), Note(lines=scene.words.lines("say.ask_again")), view.tell(scene)),
            route="ask_again",
        )
    found = traces(typed)
    saved = cleaned(scene.words, typed) if found else typed
    body: Body = {
        "situation": saved,
        "proposed": {q: list(v) for q, v in proposal.answers.items()},
        "route": "leverage" if insisted else proposal.route,
        "traces": bool(found),
    }
    told = Happening("told", body)
    cards: list[Card] = [*_too_long(scene, typed), *_urgent(scene, saved), *_special(scene, reading)]
    if found:
        cards.append(traces_found(scene, found))
    return Step(tuple(cards), (told,), begins=not scene.consultation.id, original=typed if found else "")


def _greets(reading: Reading) -> bool:
    return any(reading.holds(greeting) for greeting in GREETINGS)


def settle_traces(scene: Scene, text: str) -> Step | None:
    """What to do about the personal details: replace (already so), keep as typed, type again."""
    words = scene.words
    options = {name: [words(f"chat.traces_{name}")] for name in ("remove", "keep", "again")}
    yes = {"remove": ["yes", "y", "ok", *options["remove"]], "keep": options["keep"], "again": options["again"]}
    values = read_reply(text, yes).values
    if not values:
        return None
    if values[0] == "again":
        return Step((view.tell(scene),), (Happening("told_again"),))
    if values[0] == "keep" and not scene.original:
        return Step((Note(lines=(words("chat.traces_gone"),)),), (Happening("traces_settled", {}),))
    body = {"situation": scene.original} if values[0] == "keep" else {}
    said = words("chat.traces_kept" if values[0] == "keep" else "chat.traces_removed")
    return Step((Note(lines=(said,)),), (Happening("traces_settled", body),))


def traces_again(scene: Scene) -> tuple[Card, ...]:
    """The choice about personal details, asked again."""
    found = traces(scene.original)
    card = traces_found(scene, found)
    return (card,) if found else (Choices(**{**dict(card), "title": scene.words("chat.traces", found="[…]")}),)


def _special(scene: Scene, reading: Reading) -> tuple[Card, ...]:
    """Own words for "not our problem", "told to drop it", drafting, and letters from outside."""
    harm = bool(reading.about("safety") or reading.about("severity"))
    fitting = [name for name in SPECIAL if reading.holds(f"route.{name}") and not (harm and name == "drafting")]
    lines = [line for name in fitting for line in scene.words.lines(f"say.{name}")]
    return (Note(lines=tuple(lines)),) if lines else ()


def _too_long(scene: Scene, typed: str) -> tuple[Card, ...]:
    if len(typed.split()) <= MOST_WORDS:
        return ()
    return (Note(lines=(scene.words("chat.long", words=MOST_WORDS),)),)


def _urgent(scene: Scene, saved: str) -> tuple[Card, ...]:
    """The banner shows on a guess, before anything is asked."""
    advice = scene.adviser.advise(Consultation(situation=saved))
    return advice_view.urgent_cards(scene, advice) if advice.urgent else ()
