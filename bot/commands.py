"""What people type to steer: the same commands in four languages, from the texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.words import split
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES

WITH_MORE = frozenset(
    {
        "change",
        "erase",
        "levers",
        "tried",
        "remind",
        "why_not",
        "persuade",
        "inside",
        "new",
        "open",
        "save",
        "unsave",
        "send_draft",
        "ask_lead",
        "helpful",
        "not_helpful",
        "reply",
        "leave_out",
        "agree",
        "decline",
    }
)
"""Commands that may be followed by words of their own."""
FEW_WORDS = {"open": 1, "save": 2, "unsave": 2, "send_draft": 2, "erase": 2, "leave_out": 2, "agree": 2, "decline": 2}
"""Of some at most so many: "Save the Children wrote to us" is no command."""


@dataclass(frozen=True)
class Command:
    """A command and the words that follow it."""

    name: str
    rest: str = ""


class Commands:
    """The typed commands of all languages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._forms = _forms(knowledge)
        self._longest = max(len(form.split()) for form in self._forms)

    def read(self, text: str) -> Command | None:
        """The command that a text is, or None. The longest form wins ("why not" before "why")."""
        typed = text.strip()
        whole = _plain(typed) or typed
        if whole in self._forms:
            return Command(self._forms[whole])
        words = typed.split()
        for size in range(min(self._longest, len(words) - 1), 0, -1):
            name = self._forms.get(_plain(" ".join(words[:size])))
            if name in WITH_MORE and len(words) - size <= FEW_WORDS.get(name, len(words)):
                return Command(name, " ".join(words[size:]))
        return None


def _forms(knowledge: Knowledge) -> Mapping[str, str]:
    made: dict[str, str] = {}
    for language in LANGUAGES:
        words = knowledge.texts[language].words
        for key, forms in words.items():
            if key.startswith("command.") and isinstance(forms, tuple):
                made |= {_plain(form) or form: key.removeprefix("command.") for form in forms if form not in made}
    return made


@lru_cache(maxsize=2_000)
def _plain(text: str) -> str:
    return " ".join(word.folded for word in split(text))
