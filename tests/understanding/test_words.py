"""Text as words: the same however it is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.words import (
    LANGUAGES,
    MOST_WORDS,
    SHORT,
    Word,
    clean,
    fold,
    languages_in,
    look_alikes,
    split,
    stem,
)

quickly = settings(deadline=None, max_examples=100, derandomize=True)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Über", "uber"),
        ("uber", "uber"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ça", "ca"),
        ("e\u0301te\u0301", "ete"),
        ("Señor", "senor"),
        ("don’t", "don't"),
        ("don't", "don't"),
        ("ﬁnance", "finance"),
        ("漢字", "漢字"),
        ("", ""),
    ],
)
def test_folding(typed, folded):
    """Small letters, no accents, one kind of apostrophe; what is folded stays as it is."""
    assert fold(typed) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("a\u202eb\u200bc", "abc"),
        ("a\x00b\x07", "ab"),
        ("a\tb", "a b"),
        ("a\rb", "a\nb"),
        ("  a\n", "a"),
        ("\u200b\u202e", ""),
        ("naïve € 5", "naïve € 5"),
    ],
)
def test_cleaning(typed, cleaned):
    """Invisible characters go, line breaks and tabs remain as space."""
    assert clean(typed) == cleaned


@given(text=st.text(max_size=200))
@quickly
def test_what_is_clean_holds_nothing_invisible(text):
    """Only printable characters, spaces and line breaks; cleaning again changes nothing."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not {"\x00", "\t", "\r", "\u202e", "\ufeff"} & set(cleaned)


def test_splitting():
    """Words with what they are typed as, folded, and their sentence; signs that mean something are words."""
    assert split("We don’t. They DO!") == (
        Word("We", "we", 0),
        Word("don’t", "don't", 0),
        Word("They", "they", 1),
        Word("DO", "do", 1),
    )
    assert [word.folded for word in split("5% of €3, co-op a_b")] == ["5", "%", "of", "€", "3", "co", "op", "a", "b"]
    assert split("") == split(" ... !? \n") == ()


def test_where_a_sentence_ends():
    """At a stop with space behind it, or between paragraphs; not inside a number or an address."""
    assert [word.sentence for word in split("Pay 3.50 at example.org; then go.\n\nNow")] == [0, 0, 0, 0, 0, 0, 1, 1, 2]


def test_a_long_text_is_read_to_a_point():
    """As many words as are read, and no more."""
    assert len(split("word " * (MOST_WORDS - 1))) == MOST_WORDS - 1
    assert len(split("word. " * (MOST_WORDS + 5))) == MOST_WORDS


@given(text=st.text(max_size=200))
@quickly
def test_splitting_never_raises(text):
    """Whatever is typed: sentences count upwards and every word is folded."""
    words = split(clean(text))
    assert [word.sentence for word in words] == sorted(word.sentence for word in words)
    assert all(word.folded == fold(word.typed) for word in words)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ("worker", "workers", "worker's")),
        ("de", ("lieferant", "lieferanten")),
        ("es", ("proveedor", "proveedores")),
        ("fr", ("fournisseur", "fournisseurs")),
    ],
)
def test_stems(language, forms):
    """The forms of a word share one."""
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("supplier", LANGUAGES),
        ("Pässe weg", LANGUAGES),
        ("here the workers are locked in and the boss is away", ("en",)),
        ("wir haben ein Problem mit der Fabrik und dem Lager", ("en", "de")),
        ("los trabajadores no cobran y el jefe se va", ("en", "es")),
        ("les ouvriers ne sont pas payés et le patron est parti", ("en", "fr")),
        ("zzz yyy xxx www vvv uuu ttt", LANGUAGES),
        ("", LANGUAGES),
    ],
)
def test_languages_of_a_text(text, languages):
    """A short text, or one without small words, is read in all four; English always is."""
    assert languages_in(split(text)) == languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bei unserem Lieferanten gibt es Kinderarbeit", "de"),
        ("nos quitan la licencia, perder la licencia", "es"),
        ("la police chasse les gens la nuit", "fr"),
    ],
)
def test_a_word_of_two_languages_hides_neither(text, language):
    """German "es" is no Spanish, "la" and "nos" are French and Spanish: the text's own language is read."""
    assert language in languages_in(split(text))


def test_a_short_text_has_fewer_than_six_words():
    """From there on a language must show."""
    assert SHORT == 6
    assert languages_in(split("the workers are our own")) == LANGUAGES
    assert languages_in(split("the workers are our own people")) == ("en",)


def test_look_alikes_are_small_words_of_the_texts_own_language():
    """German "die" is an article where most of the text is German, and a death where it is not."""
    assert "die" in look_alikes(split("Die Leute schlafen in der Halle und wir wissen es"))
    assert "die" not in look_alikes(split("They die in the mine and we know of it"))
    assert look_alikes(split("passports")) == frozenset()
