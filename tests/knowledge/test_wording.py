"""Rules that every shown text keeps."""

import re

import pytest

from bot.understanding.words import split
from knowledge import Knowledge
from knowledge.check import TRANSLATED, needed_keys
from knowledge.schema.entry import LANGUAGES

MOST_WORDS_ASKED = 25
MOST_WORDS_OFFERED = 6
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def _lines(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _content_texts(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Every text of the content that is shown, with the id it belongs to."""
    found = []
    for entry in knowledge.by_id.values():
        for field in ("title", "text", "how", "apt_when", "prepare", "first_step", "who", "did", "result"):
            found += [(entry.id, text) for text in [getattr(entry, field, "")] if isinstance(text, str)]
        for field in (
            "whys",
            "examples",
            "caveats",
            "challenges",
            "interests",
            "tips",
            "never",
            "pros",
            "cons",
            "nodes",
        ):
            found += [(part.id, part.text) for part in getattr(entry, field, ())]
    return found


@EACH_LANGUAGE
def test_all_keys_stand_in_all_languages(knowledge: Knowledge, language):
    """English has them all, and so has every other language."""
    words = set(knowledge.texts[language].words)
    assert set(needed_keys(knowledge)) | set(knowledge.texts["en"].words) <= words
    assert {key for key in words - set(knowledge.texts["en"].words) if not key.startswith(TRANSLATED)} == set()


@EACH_LANGUAGE
def test_a_text_has_the_places_that_english_has(knowledge: Knowledge, language):
    """The same {places}, line by line."""
    for key, english in knowledge.texts["en"].words.items():
        if key.startswith("command."):
            continue
        here = [sorted(re.findall(r"\{\w*\}", line)) for line in _lines(knowledge.texts[language].words[key])]
        assert here == [sorted(re.findall(r"\{\w*\}", line)) for line in _lines(english)], key


@EACH_LANGUAGE
def test_questions_are_short(knowledge: Knowledge, language):
    """At most 25 words."""
    for question in knowledge.questions:
        asked = knowledge.texts[language](f"question.{question.id}.ask")
        assert 0 < len(asked.split()) <= MOST_WORDS_ASKED, asked


def test_choices_are_short(knowledge: Knowledge):
    """At most six words in English."""
    for question in knowledge.questions:
        for choice in question.choices:
            label = knowledge.texts["en"](f"choice.{question.id}.{choice.id}")
            assert 0 < len(label.split()) <= MOST_WORDS_OFFERED, label


@EACH_LANGUAGE
def test_the_choices_of_a_question_differ(knowledge: Knowledge, language):
    """No two choices of a question have one label."""
    for question in knowledge.questions:
        labels = [knowledge.texts[language](f"choice.{question.id}.{choice.id}") for choice in question.choices]
        assert len({label.casefold() for label in labels}) == len(labels), question.id


@EACH_LANGUAGE
def test_nothing_shouts(knowledge: Knowledge, language):
    """No exclamation marks, no words in capitals that are not names."""
    for key, value in knowledge.texts[language].words.items():
        for line in _lines(value):
            assert "!" not in line, key
            assert "¡" not in line, key


@EACH_LANGUAGE
def test_human_rights_are_written_out(knowledge: Knowledge, language):
    """ "HR" is the personnel department to most people: it stands in no shown text."""
    for key, value in knowledge.texts[language].words.items():
        for line in _lines(value):
            assert not re.search(r"\bHR\b", line), key


def test_the_content_neither_shouts_nor_abbreviates_human_rights(knowledge: Knowledge):
    """The same holds for the texts of levers and of all other entries."""
    texts = _content_texts(knowledge)
    assert len(texts) > 500
    for entry, text in texts:
        assert "!" not in text, entry
        assert not re.search(r"\bHR\b", text), entry


def test_no_form_steers_to_two_commands(knowledge: Knowledge):
    """Whatever language a command is typed in, it means one thing."""
    meant: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for key, forms in knowledge.texts[language].words.items():
            if key.startswith("command."):
                for form in forms:
                    meant.setdefault(" ".join(word.folded for word in split(form)) or form, set()).add(key)
    assert {form: keys for form, keys in meant.items() if len(keys) > 1} == {}


def test_every_lever_text_is_translated(knowledge: Knowledge):
    """Title and how of all 45 levers, in the three other languages."""
    for language in LANGUAGES[1:]:
        for lever in knowledge.levers:
            for part in ("title", "how"):
                assert knowledge.texts[language].get(f"lever.{lever.id}.{part}"), (language, lever.id)


def test_a_text_is_looked_up_filled_and_counted(knowledge: Knowledge):
    """One line by calling, several by lines(); a missing key is an error in calling and None in get()."""
    words = knowledge.texts["en"]
    assert words("result.case", number=7) == "Case 7."
    assert words("question.contact.ask").endswith("?")
    assert words.lines("result.case", number=7) == ("Case 7.",)
    assert len(words.lines("say.refuse")) == 2
    assert words.get("no.such.key") is None
    assert words.get("say.refuse") is None
    with pytest.raises(KeyError, match="several lines"):
        words("say.refuse")
    with pytest.raises(KeyError):
        words("no.such.key")
