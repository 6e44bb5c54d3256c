"""Words by which personal details are found in a text: names, and what stands around them."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from knowledge.schema.entry import Frozen, Text


def _split(words: object) -> object:
    """One text of many words is many words; a table of such texts, by region, is one list."""
    if isinstance(words, dict):
        return tuple(word for part in words.values() for word in str(part).split())
    return tuple(words.split()) if isinstance(words, str) else words


Words = Annotated[tuple[Text, ...], BeforeValidator(_split), Field(min_length=1)]


class Names(Frozen):
    """Names of people, and the words that tell a person from a place, a company or a standard.

    Reading folds them, so accents and capitals don't matter. `also_words` are given names that are ordinary
    words or places too; `bodies` are words that make a company or place of a name ("Ahmed Textiles").
    """

    given: Words
    also_words: Words
    surnames: Words
    first_surnames: Words
    particles: Words
    titles: Words
    titles_in_capitals: Words
    """Titles that are ordinary words when written small: "miss", "don"."""
    roles: Words
    things: Words
    named: Words
    before: Words
    after: Words
    where: Words
    place_before: Words
    bodies: Words
    not_names: Words
    not_persons: Words
