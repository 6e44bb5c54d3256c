"""Small vocabularies for tests: a handful of phrases in place of the content's own."""

from dataclasses import replace

from bot.understanding.reading import Reader
from knowledge import Knowledge
from knowledge.learned import Learned
from knowledge.schema.vocabulary import Phrase


def phrase(
    name: str, *says: str, strength: str = "normal", unless: tuple[str, ...] = (), language="en", **means
) -> Phrase:
    """A phrase in one language; what it means as question=choice or question=(choices)."""
    meaning = {q: (values,) if isinstance(values, str) else values for q, values in means.items()}
    patterns, off = {language: says}, {language: unless} if unless else {}
    return Phrase(id=name, means=meaning, strength=strength, says=patterns, unless=off, yes=("a",), no=("b",))


def reader_of_phrases_alone(knowledge: Knowledge, *phrases: Phrase) -> Reader:
    """A reader that knows no word but theirs and no lever, and has learnt nothing."""
    return Reader(replace(knowledge, phrases=phrases, aliases=(), levers=(), learned=Learned()))
