"""The rules that tell which words are a person's name: one for each kind of word that sets one off.

A rule looks at that word and a few around it, and answers with the first and the last word of a name, or with nothing.
It never looks further than a few words, so reading stays linear in the length of the text.
"""

from collections.abc import Callable

from bot.understanding.traces.lexicon import Trigger
from bot.understanding.traces.reading import Reading
from bot.understanding.traces.surroundings import (
    BESIDE,
    acts,
    bearer,
    cue_begins,
    goes_on,
    is_body,
    is_no_person,
    is_place,
)

Extent = tuple[int, int]
"""The first and the last word of a name, by their numbers."""
Rule = Callable[[Reading, int], Extent | None]

_MOST_TITLES = 3
_CLOSES = ("", ",", ")", ".", ":", ";")
_OF_ITSELF = frozenset({"name", "nombre", "nom", "me", "heisse", "m'appelle"})
"""How a phrase begins that gives a name without a noun before: "my name is", "me llamo"."""


def _given_name(reading: Reading, i: int) -> Extent | None:
    """As in "Maria Lopez", "maria lopez", and "Maria" where somebody acts."""
    if is_place(reading, i) or is_no_person(reading, i) or reading.is_compound(i):
        return None
    titled = reading.is_title_case(i)
    last = reading.end(i) if titled else i
    if last == i:
        last = reading.end_by_surname(i)
    if is_body(reading, last):
        return None
    return (i, last) if last > i or (titled and acts(reading, i)) else None


def _word_and_surname(reading: Reading, i: int) -> Extent | None:
    """As in "Grace Lopez": an ordinary word unless a known surname follows."""
    surname = i + 1
    if not reading.is_title_case(i) or not reading.is_near(surname):
        return None
    if reading.folded[surname] not in reading.lexicon.surnames or not reading.is_name_word(surname):
        return None
    if is_place(reading, i) or is_no_person(reading, i):
        return None
    last = reading.end(i)
    return None if is_body(reading, last) else (i, last)


def _surname_first(reading: Reading, i: int) -> Extent | None:
    """As in "Lopez, Maria", "Nguyen Van Duc", and "J. Lopez"."""
    if not reading.is_name_word(i) or is_place(reading, i) or is_no_person(reading, i):
        return None
    if i and reading.is_initial(i - 1):
        return i - 1, i
    if reading.folded[i] in reading.lexicon.first_surnames:
        last = reading.end(i)
        if last > i and not is_body(reading, last):
            return i, last
    given = i + 1
    follows = reading.gap(given) in (" ", ", ") and reading.is_title_case(given)
    if follows and reading.folded[given] in reading.lexicon.given and not is_body(reading, given):
        return i, given
    return None


def _after_title(reading: Reading, i: int) -> Extent | None:
    """As in "Mr Khan", "Frau Dr. Müller", "señora lopez"."""
    if reading.folded[i] in reading.lexicon.titles_in_capitals and not reading.is_capital(i):
        return None
    # "M. Kouassi": without its dot an "M" is no title.
    if is_no_person(reading, i) or (reading.folded[i] == "m" and not reading.gap(i + 1).startswith(".")):
        return None
    first = _past_titles(reading, i)
    if not reading.is_near(first, dotted=True):
        return None
    first = reading.past_particles(first)
    known = reading.folded[first] in reading.lexicon.known
    if not (known or reading.is_name_word(first, capitals=3) or reading.is_initial(first)):
        return None
    last = reading.end(first)
    return None if is_body(reading, last) else (i, last)


def _past_titles(reading: Reading, i: int) -> int:
    """The word after "Prof. Dr."."""
    first = i + 1
    while first < i + _MOST_TITLES and reading.is_near(first, dotted=True):
        if reading.folded[first] not in reading.lexicon.titles:
            break
        first += 1
    return first


def _after_role(reading: Reading, i: int) -> Extent | None:
    """As in "the foreman Kofi Asante", "supervisor Khan", "Witness: Kofi Asante"."""
    first = i + 1
    if not (reading.is_near(first) or reading.gap(first) in BESIDE):
        return None
    if not _may_begin(reading, first):
        return None
    last = reading.end(first)
    # "the foreman, Kofi Asante, ..." is closed again; otherwise the comma begins something else.
    if reading.gap(first) == ", " and reading.gap(last + 1).lstrip()[:1] not in _CLOSES:
        return None
    if is_body(reading, last) or goes_on(reading, last):
        return None
    return (first, last) if last > first or reading.folded[first] in reading.lexicon.surnames else None


def _after_named(reading: Reading, i: int) -> Extent | None:
    """As in "a woman named Rahima", "heißt Tenzin Dorje"; not "a factory named Blue Star"."""
    begins = cue_begins(reading, i)
    first = i + 1
    if begins is None or not reading.is_near(first) or not _may_begin(reading, first):
        return None
    last = reading.end(first)
    if is_body(reading, last) or goes_on(reading, last):
        return None
    whose = bearer(reading, begins)
    if whose == "thing":
        return None
    of_itself = reading.folded[begins] in _OF_ITSELF
    alone_counts = whose == "person" or of_itself or reading.folded[first] in reading.lexicon.given
    return (first, last) if last > first or alone_counts else None


def _may_begin(reading: Reading, first: int) -> bool:
    """A name may begin here: not "San Pedro", "Calvin Klein"."""
    if not reading.is_name_word(first) or is_no_person(reading, first):
        return False
    return reading.folded[first] not in reading.lexicon.place_before


RULES: dict[Trigger, Rule] = {
    "given": _given_name,
    "also_word": _word_and_surname,
    "surname": _surname_first,
    "title": _after_title,
    "role": _after_role,
    "named": _after_named,
}
