"""Answers: a reply to the open question, not sure, skip, back, keep, change, and confirming what was understood."""

from bot import interview
from bot.advice import Advice
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Note
from bot.record import Body
from bot.understanding.replies import Reply, read_reply
from bot.understanding.words import clean
from bot.views import consultation as view
from bot.views import picking
from bot.views.traces import cleaned
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.interview import Question

MEANS_A_NOTE = 8
"""A reply of at least this many words that names no choice is kept as a note."""
MOST_MOVED = 4


def labels(scene: Scene, question: Question) -> dict[str, list[str]]:
    """Choice id -> its labels in all languages, in the order shown."""
    choices = interview.in_order_for(scene.knowledge, question, scene.consultation.answers)
    texts = scene.knowledge.texts
    return {c.id: [texts[language](f"choice.{question.id}.{c.id}") for language in LANGUAGES] for c in choices}


def reply(scene: Scene, text: str, question: Question) -> Step | None:
    """The step for a typed reply; None when it names no choice."""
    typed = clean(text)
    if question.kind == "words":
        saved = cleaned(scene.words, typed)
        return answer(scene, question, (saved,)) if saved else None
    if question.kind == "date":
        return _date(scene, question, read_reply(typed, {"": [""]}))
    found = read_reply(typed, labels(scene, question))
    if not found.values:
        return None
    values = interview.valid(scene.knowledge, question, scene.consultation.answers, found.values)
    if question.kind in ("one", "upto_two") and len(found.values) > len(values):
        key = "chat.at_most_two" if question.kind == "upto_two" else "chat.which"
        return Step((Note(lines=(scene.words(key),)), view.ask(scene, question)))
    return answer(scene, question, values, _moment_date(question, found))


def _date(scene: Scene, question: Question, found: Reply) -> Step:
    words = scene.words
    if found.day is None:
        return Step((Note(lines=(words("chat.bad_date"),)), view.ask(scene, question)))
    if found.day < scene.today:
        return Step((Note(lines=(words("chat.past_date", date=found.day.isoformat()),)), view.ask(scene, question)))
    return answer(scene, question, (found.day.isoformat(),))


def _moment_date(question: Question, found: Reply) -> dict[str, list[str]]:
    """A date given with the moment answers "when" as well."""
    return {"when": [found.day.isoformat()]} if question.id == "moment" and found.day else {}


def answer(scene: Scene, question: Question, values: tuple[str, ...], also: Body | None = None) -> Step:
    """The answer as an event, with the later answers that no longer hold dropped, and what changed said."""
    consultation = scene.consultation
    after = {**consultation.answers, question.id: values, **{q: tuple(v) for q, v in (also or {}).items()}}
    dropped = interview.orphans(scene.knowledge, after)
    body: Body = {"question": question.id, "values": list(values), "dropped": list(dropped), "also": also or {}}
    happened = Happening("answered", body)
    lines = () if after == consultation.answers else _what_changed(scene, happened, dropped)
    return Step((Note(lines=lines),) if lines else (), (happened,))


def _what_changed(scene: Scene, happened: Happening, dropped: tuple[str, ...]) -> tuple[str, ...]:
    was = scene.consultation
    lines: list[str] = []
    if was.reopened:
        held = not dropped and len(was.answers) > 1
        lines.append(scene.words("chat.changed") + (f" {scene.words('chat.still_hold')}" if held else ""))
    if dropped:
        lines.append(scene.words("chat.dropped", questions=view.changed_labels(scene, dropped)))
    if was.shown:
        moved = _moved(scene.adviser.advise(was), scene.adviser.advise(scene.after(happened).consultation))
        lines += [scene.words("chat.moved", levers=", ".join(moved))] if moved else []
    return tuple(lines)


def _moved(before: Advice, after: Advice) -> tuple[str, ...]:
    old = [r.lever.id for r in before.shown]
    new = [r.lever.id for r in after.shown]
    return tuple(i for i in new if i not in old or new.index(i) < old.index(i))[:MOST_MOVED]


def not_sure(scene: Scene, question: Question) -> Step:
    """Not sure: an answer of its own where there is such a choice, else the question is skipped."""
    noted = Note(lines=(scene.words("chat.noted_unclear"),))
    if question.choice("unclear") is not None:
        step = answer(scene, question, ("unclear",))
        return Step((noted, *step.cards), step.happened)
    return Step((noted,), (Happening("skipped", {"question": question.id}),))


def skip(scene: Scene, question: Question) -> Step:
    """Leave the question open for good; what the text says about it counts for nothing either."""
    left = {q: v for q, v in scene.consultation.answers.items() if q != question.id}
    dropped = interview.orphans(scene.knowledge, left)
    lines = [scene.words("chat.skipped")]
    if dropped:
        lines.append(scene.words("chat.dropped", questions=view.changed_labels(scene, dropped)))
    body: Body = {"question": question.id, "dropped": list(dropped)}
    return Step((Note(lines=tuple(lines)),), (Happening("skipped", body),))


def back(scene: Scene) -> Step:
    """Open the question before; its answer stands until it is changed."""
    before = interview.before(scene.knowledge, scene.consultation)
    if before is None:
        return Step((Note(lines=(scene.words("chat.nothing_back"),)),))
    return reopen(scene, before)


def reopen(scene: Scene, question: Question) -> Step:
    """Open a question again, and say what its answer was."""
    words = scene.words
    values = scene.consultation.answers.get(question.id, ())
    done, total = interview.progress(scene.knowledge, scene.consultation, question)
    place = words("chat.again", progress=words("chat.progress", done=done, all=total))
    was = view.labels_of(words, question, values) or words("chat.skipped")
    note = Note(lines=(f"{place} {words('chat.was', answer=was)}",), buttons=view.buttons(scene, "keep"))
    return Step((note,), (Happening("reopened", {"question": question.id}),))


def keep(scene: Scene) -> Step | None:
    """Keep the answer of a question that was opened again."""
    return Step((), (Happening("kept"),)) if scene.consultation.reopened else None


def change(scene: Scene, which: str) -> Step:
    """Open the question that `which` names, or ask which one."""
    answered = [
        q for q in scene.knowledge.questions if q.id in {*scene.consultation.known, *scene.consultation.skipped}
    ]
    texts = scene.knowledge.texts
    names = {q.id: [texts[language](f"question.{q.id}.ask") for language in LANGUAGES] for q in answered}
    found = read_reply(which, names).values if which and names else ()
    if found:
        confirmed = _confirm_first(scene)
        after = scene.after(*confirmed)
        step = reopen(after, scene.knowledge.question_by_id[found[0]])
        return Step(step.cards, (*confirmed, *step.happened))
    return Step((picking.answers(scene, answered),))


def _confirm_first(scene: Scene) -> tuple[Happening, ...]:
    needed = bool(scene.consultation.proposed) and not scene.consultation.confirmed
    return (confirmation(scene),) if needed else ()


def confirmation(scene: Scene) -> Happening:
    """What was understood becomes answers; connection never does, it is always asked."""
    c = scene.consultation
    made = interview.proposed_answers(scene.knowledge, c.proposed, c.answers)
    return Happening("confirmed", {"answers": {q: list(values) for q, values in made.items()}})


def confirm(scene: Scene) -> Step:
    """That's right."""
    return Step((), (confirmation(scene),))


def misunderstood(scene: Scene, text: str, question: Question) -> Step:
    """Nothing matched: candidates when there are some; a long text is kept as a note; else what can be typed."""
    words, typed = scene.words, clean(text)
    if len(typed.split()) >= MEANS_A_NOTE:
        saved = cleaned(scene.words, typed)
        note = Note(lines=(words("chat.note_kept"),))
        return Step((note, view.ask(scene, question)), (Happening("noted", {"text": saved}),))
    candidates = read_reply(typed, labels(scene, question)).candidates if question.choices else ()
    if candidates:
        names = list(labels(scene, question))
        lines = [f"{names.index(c) + 1}  {words(f'choice.{question.id}.{c}')}" for c in candidates]
        return Step((Note(lines=(words("chat.which"), *lines)),))
    return Step((Note(lines=(_not_understood(scene, typed),)), view.ask(scene, question)))


def _not_understood(scene: Scene, typed: str) -> str:
    words = scene.words
    commands = ", ".join(words.lines(f"command.{name}")[0] for name in ("not_sure", "skip", "back", "help"))
    shown = typed if len(typed) <= 60 else f"{typed[:60]}…"
    return words("chat.not_understood", text=shown, commands=commands)
