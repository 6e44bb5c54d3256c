"""Who reads what, how long it is kept and what is left of it: said from what the company has set."""

from collections.abc import Iterable

from bot.dialogue.scene import Scene
from bot.messages import Note
from bot.views.consultation import house_words


def privacy(scene: Scene) -> Note:
    """The whole of it, on wish; the first card says the shortest version."""
    return Note(lines=(*scene.words.lines("chat.privacy", **house_words(scene)), *_rules(scene)))


def _rules(scene: Scene) -> Iterable[str]:
    words, house = scene.words, scene.house
    periods, contacts = house.periods, scene.knowledge.contacts
    yield words("keeping.privacy.name" if house.leads > 1 else "keeping.privacy.name_kept")
    yield words("keeping.privacy.counsel", n=house.counsel) if house.counsel else words("keeping.privacy.no_counsel")
    yield words("keeping.privacy.days", cases=periods.cases, open=periods.open_cases, drafts=periods.drafts)
    yield words("keeping.privacy.audit", audit=periods.audit, deliveries=periods.deliveries)
    backups = periods.backups
    yield words("keeping.privacy.backups", n=backups) if backups else words("keeping.privacy.no_backups")
    yield words("keeping.privacy.erased")
    yield words("keeping.privacy.chat")
    yield words("keeping.privacy.ask", leads="; ".join(contacts.leads) or words("chat.not_set"))
