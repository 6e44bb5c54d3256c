"""What a pattern matches, and where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.patterns import Hit, Piece, compile_pattern, find
from bot.understanding.words import split


def hit(pattern: str, text: str, language: str = "en") -> str | None:
    """The words that the pattern matched, or None."""
    words = split(text)
    found = find(compile_pattern(pattern, language), words)
    return found and " ".join(word.typed for word in words[found.start : found.end])


MATCHES = [
    # a word by its stem
    ("supplier", "Our Suppliers hide it", "Suppliers"),
    ("keep passport", "they keep passports", "keep passports"),
    ("keep passport", "they keep the passports", "keep the passports"),
    ("keep passport", "they keep all of their passports", "keep all of their passports"),
    ("keep passport", "they keep old passports", None),
    ("passport keep", "they keep passports", None),
    # letters
    ("passport*", "passportless people", "passportless"),
    ("*port", "a passport", "passport"),
    ("*port", "some ports", None),
    ("*spor*", "a passport", "passport"),
    ("child*", "grandchild", None),
    # alternatives
    ("keep|hold|take passports", "they hold passports", "hold passports"),
    ("keep|hold passports|papers", "they keep papers", "keep papers"),
    ("keep|hold passports|papers", "they keep hours", None),
    # gaps
    ("keep ... passports", "they keep passports", "keep passports"),
    ("keep ... passports", "they keep one two three four passports", "keep one two three four passports"),
    ("keep ... passports", "they keep one two three four five passports", None),
    (
        "keep ... passports",
        "they keep one of the two old, new passports",
        "keep one of the two old new passports",
    ),
    ("keep ... passports", "keep calm and keep passports", "keep calm and keep passports"),
    ("keep ... old passports", "keep old shoes and old passports", "keep old shoes and old passports"),
    # capitals
    ("ILO", "the ILO says", "ILO"),
    ("ILO", "the ilo says", None),
    ("ILO|ITUC report", "an ITUC report", "ITUC report"),
    ("I", "what i say", "i"),
    # sentences
    ("keep passports", "They keep. Passports are here", None),
    ("keep ... passports", "They keep. Passports are here", None),
    ("keep ... passports", "They keep it. Passports are here", None),
    ("keep passports", "They keep it. They keep passports", "keep passports"),
    # accents and capitals of the text
    ("contrasena", "mi CONTRASEÑA", "CONTRASEÑA"),
    ("don't pay", "they don’t pay", "don’t pay"),
    ("supplier", "", None),
    ("keep passports", "they keep", None),
]


@pytest.mark.parametrize(("pattern", "text", "matched"), MATCHES)
def test_a_pattern_matches(pattern, text, matched):
    """By stem, by letters, with alternatives and gaps; never across the end of a sentence."""
    assert hit(pattern, text) == matched


@pytest.mark.parametrize(
    ("pattern", "text", "language"),
    [
        ("lieferant", "unsere Lieferanten", "de"),
        ("trabajador", "los trabajadores", "es"),
        ("ouvrier", "les ouvriers", "fr"),
    ],
)
def test_a_word_is_stemmed_in_its_language(pattern, text, language):
    """Its forms are one word."""
    assert hit(pattern, text, language)


def test_looking_from_a_place_on():
    """The next match after the first."""
    words = split("audit and audit")
    pattern = compile_pattern("audit", "en")
    assert find(pattern, words) == Hit(0, 1)
    assert find(pattern, words, 1) == Hit(2, 3)
    assert find(pattern, words, 3) is None


def test_compiling():
    """Pieces with their alternatives, a gap where dots stand; a pattern without a word is an error."""
    assert compile_pattern("Keep|HOLD ... Pässe", "de").pieces == (
        Piece(("keep", "HOLD"), gap=False, language="de"),
        Piece(("passe",), gap=True, language="de"),
    )
    for empty in ("", "...", " ... ... "):
        with pytest.raises(ValueError, match="holds no word"):
            compile_pattern(empty, "en")


@pytest.mark.parametrize(("pattern", "text"), [("sued", "su"), ("going to", "go to"), ("ans", "l'an")])
def test_a_stem_of_two_letters_says_nothing(pattern, text):
    """Words of which little is left are found as they are, and nothing that happens to begin alike."""
    assert find(compile_pattern(pattern, "en"), split(pattern)) is not None
    assert find(compile_pattern(pattern, "en"), split(text)) is None


@given(text=st.text(alphabet="abc .,!?é", max_size=60), pattern=st.sampled_from([row[0] for row in MATCHES]))
@settings(deadline=None, max_examples=100, derandomize=True)
def test_finding_never_raises_and_stays_in_one_sentence(text, pattern):
    """Whatever the text, a match lies inside it and inside a sentence."""
    words = split(text)
    found = find(compile_pattern(pattern, "en"), words)
    if found is not None:
        assert 0 <= found.start < found.end <= len(words)
        assert len({word.sentence for word in words[found.start : found.end]}) == 1
