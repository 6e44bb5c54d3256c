"""What a message of ours says once it is gone: which case it was and why, in the reader's language."""

import pytest

from bot.record import Posted
from bot.views.blanked import blanked, headed, language_of
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES, Language

ERASED = Posted(id="one", place="slack:dm:U1", consultation="c1", number=417)
WITHDRAWN = ERASED.model_copy(update={"withdrawn": True})
DRAFT = ERASED.model_copy(update={"number": 0})


def test_erased_withdrawn_and_a_draft(knowledge: Knowledge) -> None:
    """Three sentences; nothing is called erased that is there still."""
    words = knowledge.texts["en"]
    assert blanked(words, ERASED) == "Case 0417 is erased. What stood here is gone."
    assert blanked(words, WITHDRAWN) == "You can't read case 0417 any more. What stood here is gone."
    assert blanked(words, DRAFT) == "The draft that stood here is erased."
    assert (headed(words, ERASED), headed(words, WITHDRAWN)) == ("Erased", "Not yours any more")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language(knowledge: Knowledge, language: Language) -> None:
    """Each names the case; a title fits into a form's."""
    words = knowledge.texts[language]
    assert len({blanked(words, one) for one in (ERASED, WITHDRAWN, DRAFT)}) == 3
    assert all("0417" in blanked(words, one) for one in (ERASED, WITHDRAWN))
    assert all(len(headed(words, one)) <= 24 for one in (ERASED, WITHDRAWN))


def test_in_the_readers_language() -> None:
    """As it was noted when it was sent; English where this release does not speak it."""
    assert [language_of(ERASED.model_copy(update={"language": one})) for one in ("fr", "xx")] == ["fr", "en"]
