"""What a text tells people to type is what they can type, in every language."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.commands import Commands
from knowledge import Knowledge

QUOTED = re.compile(r"«\s*([^»]+?)\s*»|„([^“]+)“|\"([^\"]+)\"")
PLACES = re.compile(r"\{\w+\}")
TYPE = re.compile(r"\b(?:type|schreib|tippe|escribe|tapez)\b", re.IGNORECASE)
LAST = re.compile(r"\?? ?: ([^:\"«„.]+)$")
"""What a text names at its end, without quotation marks: "type for example: leave out 2"."""


def named(commands: Commands, text: str | tuple[str, ...]) -> Iterator[str]:
    """The commands that a text names."""
    for line in (text,) if isinstance(text, str) else text:
        said = PLACES.sub("0417", line)
        quoted = ["".join(found) for found in QUOTED.findall(said)]
        last = LAST.search(said) if TYPE.search(said) else None
        for typed in (*quoted, *((last[1],) if last else ())):
            found = commands.read(typed)
            if found is not None:
                yield found.name


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_each_language_names_the_same_commands(knowledge: Knowledge, language):
    """By words that are read as those commands."""
    commands, english, others = Commands(knowledge), knowledge.texts["en"].words, knowledge.texts[language].words
    keys = [key for key in english if not key.startswith(("command.", "lever.", "vocabulary."))]
    lacking = {
        key: missing
        for key in keys
        if (missing := Counter(named(commands, english[key])) - Counter(named(commands, others[key])))
    }
    assert lacking == {}
