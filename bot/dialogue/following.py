"""After the result: more levers, why not one, persuasion, colleagues, the brief, what was tried, reminders."""

import re
from collections.abc import Callable

from bot import interview
from bot.advice import Advice
from bot.dialogue import sharing
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Card, Choices, Facts, Note, Option
from bot.record import Due
from bot.understanding.replies import find_date, read_reply
from bot.understanding.traces import without_traces
from bot.views import advice as view
from bot.views.advice import inside_sentence
from bot.views.consultation import buttons, trace_labels
from bot.views.document import document
from bot.views.plain import plain
from knowledge.schema.entry import LANGUAGES

LEVER_ID = re.compile(r"\b(SUP|JV|CUS|GOV)-?\s?([A-E])\s?(\d)\b", re.IGNORECASE)
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


def _advice(scene: Scene) -> Advice:
    return scene.adviser.advise(scene.consultation)


def lever_id_in(scene: Scene, text: str) -> str | None:
    """The lever a text names, as its id."""
    match = LEVER_ID.search(text)
    found = f"{match[1]}-{match[2]}{match[3]}".upper() if match else ""
    return found if found in scene.knowledge.lever_by_id else None


def only_lever_id(scene: Scene, text: str) -> str | None:
    """The lever's id when the text is nothing else."""
    return lever_id_in(scene, text) if LEVER_ID.fullmatch(text.strip()) else None


def conclude(scene: Scene) -> Step:
    """The result, kept as it was shown with the content it was made from."""
    advice = _advice(scene)
    cards = view.result(scene, advice)
    body = {"shown": plain(cards), "content": advice.content, "route": advice.route}
    return Step(cards, (Happening("concluded", body),))


def shown_again(scene: Scene) -> tuple[Card, ...]:
    """A finished consultation that was opened: its result. Under newer content, what was said then, word for word."""
    consultation = scene.consultation
    if consultation.state != "finished":
        return ()
    advice = _advice(scene)
    if advice.content == consultation.content:
        return view.result(scene, advice)
    return (Note(lines=tuple(consultation.shown.splitlines())),)


def show_result(scene: Scene, _: str) -> Step:
    """The result as the answers stand now, kept as shown; further questions end here."""
    ends = (Happening("further", {"wanted": False}),) if scene.consultation.further else ()
    step = conclude(scene)
    return Step(step.cards, (*ends, *step.happened))


def export(scene: Scene, _: str) -> Step:
    """The result as a file, or shown again where there are none."""
    if not scene.takes_documents:
        return show_result(scene, "")
    return Step((Note(lines=(scene.words("chat.document"),)),), document=document(scene))


def more(scene: Scene, _: str) -> Step:
    """The next levers."""
    advice = _advice(scene)
    rest = advice.levers[len(advice.shown) : 2 * len(advice.shown)]
    if not rest:
        return Step((Note(lines=(scene.words("lookup.more", n=0),)),))
    return Step(tuple(view.lever_cards(scene, advice, rest, start=len(advice.shown) + 1)))


def why_not(scene: Scene, rest: str) -> Step:
    """What speaks against a lever, or simply that others fit better."""
    words, lever_id = scene.words, lever_id_in(scene, rest)
    if lever_id is None:
        return Step((Note(lines=(words("whynot.which"),)),))
    advice = _advice(scene)
    order = [r.lever.id for r in advice.levers]
    against = view.against(scene, advice, lever_id)
    if lever_id not in order:
        lines: tuple[str, ...] = (_left_out(scene, lever_id),)
    elif order.index(lever_id) < len(advice.shown):
        lines = (words("whynot.shown", id=lever_id, place=order.index(lever_id) + 1),)
    else:
        lines = (words("whynot.place", id=lever_id, place=order.index(lever_id) + 1, first=order[0]),)
    return Step((Note(lines=(*lines, *against)),))


def _left_out(scene: Scene, lever_id: str) -> str:
    """Why a lever is not in the ranking at all: the text rules it out, or it is over another actor."""
    words = scene.words
    reading, _ = scene.adviser.understand(scene.consultation.situation)
    said = reading.words_for("bars", lever_id)
    if said:
        return words("whynot.barred", id=lever_id, words=said)
    actor = scene.knowledge.lever_by_id[lever_id].actor
    return words("whynot.other_actor", id=lever_id, actor=words(f"word.actor.{actor}"))


def persuade(scene: Scene, _: str) -> Step:
    """Tips for the counterpart."""
    return Step((view.persuade_card(scene, _advice(scene)),))


def inside(scene: Scene, _: str) -> Step:
    """How to move colleagues."""
    return Step((view.inside_card(scene, _advice(scene)),))


def fails(scene: Scene, _: str) -> Step:
    """What if it does not work."""
    return Step((view.fails_card(scene),))


def brief(scene: Scene, _: str) -> Step:
    """The meeting brief."""
    return Step((view.brief(scene, _advice(scene)),))


def questions(scene: Scene, _: str) -> Step:
    """Further questions, each re-ranking."""
    if scene.consultation.further:
        return Step((Note(lines=(scene.words("chat.further_done"),)),))
    wanted = Happening("further", {"wanted": True})
    after = scene.after(wanted)
    question = interview.open_question(scene.knowledge, after.consultation)
    if question is None:
        return Step((Note(lines=(scene.words("chat.further_none"),)),))
    return Step((), (wanted,))


def tried(scene: Scene, rest: str) -> Step:
    """We tried this: how did it go?"""
    words, lever_id = scene.words, lever_id_in(scene, rest)
    if lever_id is None:
        return Step((Note(lines=(words("followup.which_lever"),)),))
    outcome = _choice(scene, LEVER_ID.sub("", rest), "followup.", OUTCOMES)
    if outcome:
        return _outcome(scene, lever_id, outcome)
    return Step((_options(scene, "outcome", "followup.ask", "followup.", OUTCOMES),), (_asks(lever_id),))


def _asks(lever_id: str) -> Happening:
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


def remind(scene: Scene, rest: str) -> Step:
    """Remind me on a day, with the reason."""
    words, day = scene.words, find_date(rest)
    if day is None:
        return Step((Note(lines=(words("followup.reminder_when"),)),))
    if day <= scene.today:
        return Step((Note(lines=(words("followup.reminder_past", date=day.isoformat()),)),))
    reason = re.sub(r"[\d./-]{8,10}", "", rest).strip(" .,:;") or inside_sentence(words, words("result.moment"))
    saved = without_traces(reason, trace_labels(scene.words))
    consultation = scene.consultation
    at = scene.now.replace(year=day.year, month=day.month, day=day.day, hour=9, minute=0, second=0, microsecond=0)
    due = Due(
        id=f"{consultation.id}:remind:{consultation.revision}",
        consultation=consultation.id,
        kind="remind",
        at=at,
        body={"reason": saved},
    )
    said = Note(lines=(words("followup.reminder_set", date=day.isoformat(), reason=saved),))
    return Step((said,), (Happening("reminded", {"date": day.isoformat(), "reason": saved}),), due=(due,))


def rate(helpful: str) -> Callable[[Scene, str], Step]:
    """A step that keeps whether the answer helped."""

    def step(scene: Scene, rest: str) -> Step:
        saved = without_traces(rest, trace_labels(scene.words))
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


def leave_open(scene: Scene) -> Step:
    """Leave the follow-up question unanswered."""
    if scene.consultation.sharing is not None:
        return sharing.leave(scene)
    return Step((Note(lines=(scene.words("chat.skipped"),)),), (Happening("completed", {"asks": ""}),))


def reminder_came(scene: Scene, due: Due) -> Step:
    """A reminder on its day: why it was set, and how the first lever went."""
    words, consultation = scene.words, scene.consultation
    number = f"{consultation.number:04d}"
    said = Note(lines=(words("followup.reminder_due", reason=due.body["reason"], number=number),))
    levers = _advice(scene).shown
    asks = (_asks(levers[0].lever.id),) if levers else ()
    return Step((said,), (Happening("reminder_came"), *asks), settles=(due.id,))
