"""Personal details in what was typed, as a card: what was replaced before saving, and by which words."""

from collections.abc import Iterable

from bot.dialogue.scene import Scene
from bot.messages import Choices, Option
from bot.understanding.traces import Kind, Trace, without_traces
from bot.views.consultation import buttons
from knowledge.texts import Texts


def traces_found(scene: Scene, found: Iterable[Trace]) -> Choices:
    """The personal details that were replaced before saving, and what to do about them."""
    words = scene.words
    shown = ", ".join(dict.fromkeys(f"{trace.words} ({words(f'trace.{trace.kind}')})" for trace in found))
    options = (
        Option(id="remove", label=words("chat.traces_remove"), chosen=True),
        Option(id="keep", label=words("chat.traces_keep")),
        Option(id="again", label=words("chat.traces_again")),
    )
    return Choices(
        question="traces",
        progress="",
        title=words("chat.traces", found=shown),
        options=options,
        buttons=buttons(scene, "help"),
    )


def cleaned(words: Texts, text: str) -> str:
    """A text with names, numbers and addresses replaced, as every saved text is: in brackets stands what was there."""
    kinds: tuple[Kind, ...] = ("email", "phone", "name", "handle")
    return without_traces(text, {kind: words(f"trace.{kind}") for kind in kinds})
