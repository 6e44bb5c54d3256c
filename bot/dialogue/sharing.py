"""Passing on: a lead is asked, a colleague is told. Each fact is ticked, seen before it goes, and sent once.

Without ticks it is the case number and the levers. What may stand in a channel is levers, moments and sources only.
"""

from bot.alerts import leads_for
from bot.consultation import Sharing
from bot.dialogue.scene import Happening, Scene, Sending, Step
from bot.messages import Card, Choices, Facts, Note
from bot.record import Person
from bot.understanding.replies import read_reply
from bot.views import sharing as view
from bot.views.traces import cleaned
from knowledge.schema.entry import LANGUAGES


def ask_lead(scene: Scene, rest: str) -> Step:
    """Ask the lead on duty, with a question of one's own after the command. Where none can be reached, whom to tell."""
    leads = leads_for(scene.house, scene.person, scene.consultation.review.barred)
    if not leads:
        contacts = "; ".join(scene.knowledge.contacts.leads) or scene.words("chat.not_set")
        return Step((Note(lines=(scene.words("share.no_lead", lead=contacts),)),))
    return _begin(scene, leads[0], rest, lead=True)


def with_colleague(scene: Scene, user: str) -> Step:
    """Share with a member of the same workspace, whom the channel has checked."""
    if scene.person is None or user == scene.person.user:
        return Step((Note(lines=(scene.words("share.not_yourself"),)),))
    return _begin(scene, scene.person.model_copy(update={"user": user}), "", lead=False)


def share(scene: Scene, _: str) -> Step:
    """What may be passed on to anybody: levers, the moment and the sources, and no word of the case."""
    return Step((Note(lines=(scene.words("share.open"),)), *view.for_channel(scene)))


def _begin(scene: Scene, to: Person, note: str, *, lead: bool) -> Step:
    saved = cleaned(scene.words, note.strip())
    body = {"to": to.model_dump(), "lead": lead, "note": saved}
    return Step((), (Happening("share_began", body),))


def on_the_table(scene: Scene, sharing: Sharing) -> Choices | Facts:
    """The choice of facts, or what will be sent."""
    return view.choice(scene, sharing) if sharing.facts is None else view.preview(scene, sharing)


def choose(scene: Scene, text: str) -> Step | None:
    """The facts that were ticked; None when the reply names none."""
    found = read_reply(text, {name: [label] for name, label in view.offered(scene).items()}).values
    if not found:
        return None
    facts = [name for name in found if name != view.NOTHING]
    return Step((), (Happening("share_chosen", {"facts": facts}),))


def leave(scene: Scene) -> Step:
    """Nothing is sent."""
    return Step((Note(lines=(scene.words("share.left"),)),), (Happening("share_left"),))


def send(scene: Scene, text: str) -> Step | None:
    """Send what was shown, once; None when the reply is neither yes nor no."""
    sharing, case = scene.consultation.sharing, scene.consultation
    reply = read_reply(text, {"yes": _forms(scene, "command.yes", "share.send"), "no": _forms(scene, "share.leave")})
    if reply.values == ("no",):
        return leave(scene)
    if sharing is None or not reply.values:
        return None
    said: tuple[Card, ...] = (Note(lines=(scene.words("share.sent_lead" if sharing.lead else "share.sent"),)),)
    body = {"to": sharing.to.model_dump(), "lead": sharing.lead, "facts": list(sharing.facts or ())}
    # As it was previewed, word for word: in the language of whoever passes it on.
    name, read = f"{case.id}:shared:{len(case.shared)}", view.received(scene, sharing)
    sending = Sending(name, sharing.to.private_place, read, case.language)
    return Step(said, (Happening("shared", body),), sends=(sending,))


def _forms(scene: Scene, *keys: str) -> list[str]:
    texts = [scene.knowledge.texts[language] for language in LANGUAGES]
    return [form for words in texts for key in keys for form in words.lines(key)]
