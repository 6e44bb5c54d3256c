"""Reminders: set for a day with their reason, and what is asked when the day has come."""

import re

from bot.dialogue.outcomes import asks
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Note
from bot.record import Due
from bot.understanding.replies import find_date
from bot.views.advice import inside_sentence
from bot.views.traces import cleaned


def remind(scene: Scene, rest: str) -> Step:
    """Remind me on a day, with the reason."""
    words, day = scene.words, find_date(rest)
    if day is None:
        return Step((Note(lines=(words("followup.reminder_when"),)),))
    if day <= scene.today:
        return Step((Note(lines=(words("followup.reminder_past", date=day.isoformat()),)),))
    reason = re.sub(r"[\d./-]{8,10}", "", rest).strip(" .,:;") or inside_sentence(words, words("result.moment"))
    saved = cleaned(scene.words, reason)
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


def reminder_came(scene: Scene, due: Due) -> Step:
    """A reminder on its day: why it was set, and how the first lever went."""
    words, consultation = scene.words, scene.consultation
    number = f"{consultation.number:04d}"
    said = Note(lines=(words("followup.reminder_due", reason=due.body["reason"], number=number),))
    levers = scene.adviser.advise(consultation).shown
    following = (asks(levers[0].lever.id),) if levers else ()
    return Step((said,), (Happening("reminder_came"), *following), settles=(due.id,))
