"""Every kind of personal detail in a text, and the text without them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from bot.understanding.traces.addresses import emails_in, handles_in
from bot.understanding.traces.lexicon import lexicon_of
from bot.understanding.traces.names import names_in
from bot.understanding.traces.phones import phones_in
from bot.understanding.traces.spans import Span, blanked
from knowledge.load import load_names
from knowledge.schema.names import Names

Kind = Literal["email", "phone", "handle", "name"]
Finder = Callable[[str], Iterable[Span]]


@dataclass(frozen=True)
class Trace:
    """One personal detail: what kind, its words, where it stands."""

    kind: Kind
    words: str
    start: int
    end: int


# The order matters: an address may hold a handle, a number or a name, not the other way round.
_BY_SHAPE: tuple[tuple[Kind, Finder], ...] = (("email", emails_in), ("handle", handles_in), ("phone", phones_in))


def traces(text: str, names: Names | None = None) -> tuple[Trace, ...]:
    """The personal details in a text, in order, none inside another; `names` default to the content's."""
    by_list = partial(names_in, lexicon=lexicon_of(names or load_names()))
    finders: tuple[tuple[Kind, Finder], ...] = (*_BY_SHAPE, ("name", by_list))
    found: list[Trace] = []
    rest = text
    for kind, find in finders:
        spans = list(find(rest))
        found += [Trace(kind, text[start:end], start, end) for start, end in spans]
        # Blanked for the later finders, so that no detail lies inside another.
        rest = blanked(rest, spans)
    return tuple(sorted(found, key=lambda trace: trace.start))


def without_traces(text: str, labels: dict[Kind, str], names: Names | None = None) -> str:
    """The text with each personal detail replaced by its label in brackets.

    An address or number that was found once goes wherever it stands, also where the word is missing that gave it away.
    """
    found = traces(text, names)
    for trace in reversed(found):
        text = f"{text[: trace.start]}[{labels[trace.kind]}]{text[trace.end :]}"
    for kind, words in sorted({(t.kind, t.words) for t in found if t.kind in ("email", "phone")}):
        text = text.replace(words, f"[{labels[kind]}]")
    return text
