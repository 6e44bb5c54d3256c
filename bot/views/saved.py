"""What a person comes back to: saved levers, each to be opened, and reminders that are to come."""

from bot.dialogue.scene import Scene
from bot.messages import Button, Card, Entry, Listing, Note
from bot.views.consultation import press
from bot.views.levers import title_of


def saved(scene: Scene) -> tuple[Card, ...]:
    """One list of the levers saved with the person's own consultations, each once with its cases; none, no list."""
    cases: dict[str, list[str]] = {}
    for standing in scene.own:
        for lever in standing.saved:
            cases.setdefault(lever, []).append(f"{standing.number:04d}")
    entries = tuple(_entry(scene, lever, of) for lever, of in cases.items() if lever in scene.knowledge.lever_by_id)
    return (Listing(title=scene.words("saved.title"), entries=entries),) if entries else ()


def _entry(scene: Scene, lever: str, cases: list[str]) -> Entry:
    title = title_of(scene.words, scene.knowledge.lever_by_id[lever])
    return Entry(id=lever, title=title, line=scene.words("saved.of_cases", numbers=", ".join(cases)))


def reminders(scene: Scene) -> tuple[Card, ...]:
    """The reminders that are to come, the next one first; none, no card."""
    own = sorted((standing.remind_on, standing.number) for standing in scene.own if standing.remind_on)
    lines = tuple(scene.words("saved.reminder", date=day, number=f"{number:04d}") for day, number in own)
    return (Note(lines=lines),) if lines else ()


def buttons(scene: Scene, lever: str) -> tuple[Button, ...]:
    """To save the lever that is shown, or to remove it; nothing where no consultation could hold it."""
    if not scene.consultation.id:
        return ()
    action = "unsave" if lever in scene.consultation.saved else "save"
    said = f"{scene.words.lines(f'command.{action}')[0]} {lever}"
    label = scene.words(f"saved.{action}", id=lever)
    return (Button(press=press(scene.consultation, action, lever), label=label, say=said),)
