"""Every example of the content, run: a phrase must match its `yes` and not its `no`, a rule must fire and rest."""

from collections.abc import Iterator

from bot.interview import applies
from bot.understanding.reading import says, switched_off
from bot.understanding.words import clean, split
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.vocabulary import Alias, Phrase


def lint(knowledge: Knowledge) -> tuple[str, ...]:
    """What is wrong with the content, each with entry and fix; empty when all examples hold."""
    checks = (_phrases, _aliases, _rules, _texts)
    return tuple(problem for check in checks for problem in check(knowledge))


def _phrases(knowledge: Knowledge) -> Iterator[str]:
    for phrase in knowledge.phrases:
        for example in phrase.yes:
            if not _matches(phrase, example):
                yield f"phrase {phrase.id}: does not match its yes {example!r}. Widen `says` or mend the example."
        for example in phrase.no:
            if _matches(phrase, example):
                yield f"phrase {phrase.id}: matches its no example {example!r}. Narrow `says` or add `unless`."


def _matches(entry: Phrase | Alias, example: str) -> bool:
    words = split(clean(example))
    off = isinstance(entry, Phrase) and switched_off(entry, words)
    return says(entry, words) is not None and not off


def _aliases(knowledge: Knowledge) -> Iterator[str]:
    for alias in knowledge.aliases:
        yield from (
            f"alias {alias.id}: does not match {example!r}. Widen `says` or mend the example."
            for example in alias.yes
            if not _matches(alias, example)
        )
        yield from (
            f"alias {alias.id}: matches {example!r}. Narrow `says`." for example in alias.no if _matches(alias, example)
        )


def _rules(knowledge: Knowledge) -> Iterator[str]:
    for rule in knowledge.rules:
        for example in rule.fires:
            if not applies(rule.when, example.answers):
                yield f"rule {rule.id}: does not fire under {example.answers}. Mend `when` or the example."
        for example in rule.rests:
            if applies(rule.when, example.answers):
                yield f"rule {rule.id}: fires under {example.answers} where it must rest. Mend `when` or the example."


def _texts(knowledge: Knowledge) -> Iterator[str]:
    """Lines of the same key must be as many in every language."""
    english = knowledge.texts["en"].words
    for language in LANGUAGES[1:]:
        words = knowledge.texts[language].words
        for key, value in english.items():
            other = words.get(key)
            if (
                not key.startswith("command.")
                and isinstance(value, tuple)
                and (not isinstance(other, tuple) or len(other) != len(value))
            ):
                yield f"texts/{language}.toml: {key} needs {len(value)} lines, as in English."
