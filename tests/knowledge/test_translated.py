"""What the entries of the sources say in the other languages: whole, and nothing that no entry has."""

import pytest

from bot.views.translated import said
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]


def parts(knowledge: Knowledge) -> dict[str, str]:
    """Key -> English text, of everything that a result shows of the entries."""
    named = [
        (knowledge.moments, ("prepare",)),
        (knowledge.principles, ("title",)),
        (knowledge.ladder, ("title", "text")),
    ]
    named += [(knowledge.engagement_levels, ("title",)), (knowledge.elements, ("title", "first_step"))]
    found = {f"{one.id}.{part}": getattr(one, part) for entries, names in named for one in entries for part in names}
    inner = [
        *(tip for principle in knowledge.principles for tip in (*principle.tips, *principle.never)),
        *(item for means in knowledge.means for item in means.items),
        *(caveat for lever in knowledge.levers for caveat in lever.caveats),
        *(point for level in knowledge.engagement_levels for point in (*level.pros, *level.cons)),
    ]
    return found | {f"{one.id}.text": one.text for one in inner}


@pytest.mark.parametrize("language", OTHERS)
def test_every_part_of_a_result_is_translated(knowledge: Knowledge, language: str) -> None:
    """Each once, none left in English, and the levers that it names are the same."""
    words = knowledge.texts[language].words
    kept = {key.removeprefix("entry."): text for key, text in words.items() if key.startswith("entry.")}
    english = parts(knowledge)
    assert set(kept) == set(english)
    assert [key for key, text in kept.items() if text == english[key] and len(text.split()) > 3] == []
    assert [key for key, text in kept.items() if levers(str(text)) != levers(english[key])] == []


def levers(text: str) -> list[str]:
    """The ids of levers in a text."""
    return sorted(
        word.strip("().,;: ") for word in text.replace("/", " ").split() if word.strip("().,;: ")[-1:].isdigit()
    )


def test_english_is_the_entry_itself(knowledge: Knowledge) -> None:
    """Nobody can put other words beside it by mistake."""
    item = knowledge.means[0].items[0]
    assert said(knowledge.texts["en"], item) == item.text
    assert said(knowledge.texts["de"], item) != item.text
