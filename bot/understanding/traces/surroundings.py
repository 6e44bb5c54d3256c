"""What stands around a word that may be a name, and what that makes of it: a person, a company, a place."""

from typing import Literal

from bot.understanding.traces.reading import SPACES, Reading

BESIDE = (", ", " (", ": ")
"""Between a name and a role that belong together."""
_FURTHEST_BODY = 4
_FURTHEST_NOUN = 5
_FURTHEST_ROLE = 3

# ---- it is no person ----


def is_place(reading: Reading, i: int) -> bool:
    """As in "San Pedro", "Hotel Maria"."""
    return reading.is_near(i, dotted=True) and reading.folded[i - 1] in reading.lexicon.place_before


def is_no_person(reading: Reading, i: int) -> bool:
    """As in "Calvin Klein": it begins a phrase of the list."""
    phrases = reading.lexicon.not_persons.get(reading.folded[i], ())
    return any(reading.folded[i : i + len(phrase)] == phrase for phrase in phrases)


def is_body(reading: Reading, last: int) -> bool:
    """What follows makes it a company or a place: "Maria Textiles Ltd", "Ahmed & Sons", "the Maria mill"."""
    i = last + 1
    if reading.is_near(i) and reading.folded[i] in reading.lexicon.things:
        return True
    while i <= last + _FURTHEST_BODY and reading.gap(i).strip(SPACES) in ("", "&", "-") and reading.is_capital(i):
        if reading.folded[i] in reading.lexicon.bodies:
            return True
        i += 1
    return False


def goes_on(reading: Reading, last: int) -> bool:
    """As in "worker Blue Star Training": the capitals go on with a word that is no name."""
    i = last + 1
    return reading.is_near(i) and reading.is_capital(i) and reading.folded[i] in reading.lexicon.not_names


def follows_capital(reading: Reading, i: int) -> bool:
    """As in "Lockheed Martin": it is the end of a longer name, of no person or not known."""
    if not reading.is_near(i) or not reading.is_capital(i - 1):
        return False
    return reading.folded[i - 1] not in reading.lexicon.no_part


# ---- it is a person ----


def acts(reading: Reading, i: int) -> bool:
    """Somebody does something or is spoken to: "ask Ahmed", "Fatima said", "Maria's boss"."""
    # "Rajesh & Priya" may be a company as well.
    if "&" in reading.gap(i) or "&" in reading.gap(i + 1) or follows_capital(reading, i):
        return False
    lexicon, previous = reading.lexicon, _previous(reading, i)
    if previous in lexicon.where:
        return False
    if previous in lexicon.before or previous in lexicon.roles or previous in lexicon.titles:
        return True
    if _is_beside_role(reading, i):
        return True
    if reading.gap(i + 1) in ("'", "’"):
        return reading.folded[i + 1] == "s"
    return reading.is_near(i + 1) and reading.folded[i + 1] in lexicon.after


def _previous(reading: Reading, i: int) -> str:
    """The word before, if nothing but a space parts them, or nothing at all ("d'Aminata")."""
    near = reading.is_near(i) or (i > 0 and reading.gap(i) == "")
    return reading.folded[i - 1] if near else ""


def _is_beside_role(reading: Reading, i: int) -> bool:
    """As in "the recruiter (Suresh)", "Ahmed, the shift supervisor"."""
    roles = reading.lexicon.roles
    if reading.gap(i) in BESIDE and reading.folded[i - 1] in roles:
        return True
    following = reading.folded[i + 1 : i + 1 + _FURTHEST_ROLE]
    return reading.gap(i + 1) in BESIDE and any(word in roles for word in following)


# ---- it is named ----


def cue_begins(reading: Reading, i: int) -> int | None:
    """Where the phrase for "named" begins that ends here."""
    for phrase in reading.lexicon.named:
        begins = i + 1 - len(phrase)
        if begins >= 0 and tuple(reading.folded[begins : i + 1]) == phrase:
            return begins
    return None


def bearer(reading: Reading, before: int) -> Literal["person", "thing"] | None:
    """Whose name is given: the nearest noun of the lists before the phrase, in the same sentence."""
    for i in range(before - 1, max(-1, before - 1 - _FURTHEST_NOUN), -1):
        if any(mark in reading.gap(i + 1) for mark in ".!?\n"):
            return None
        if reading.folded[i] in reading.lexicon.roles:
            return "person"
        if reading.folded[i] in reading.lexicon.things:
            return "thing"
    return None
