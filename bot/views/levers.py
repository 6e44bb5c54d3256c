"""A lever in full, and any other entry of the sources, as cards."""

import re
from collections.abc import Callable
from typing import Any

from bot.messages import Detail, Section
from bot.views.translated import said
from knowledge import Knowledge
from knowledge.schema.entry import Statement
from knowledge.schema.levers import Lever
from knowledge.schema.systems import (
    Case,
    Duty,
    Element,
    EngagementLevel,
    Figure,
    InternalItem,
    Means,
    Moment,
    Principle,
)
from knowledge.texts import Texts

SENTENCE_ENDS = re.compile(r"(?<=[.;:])\s")


def title_of(words: Texts, lever: Lever) -> str:
    """A lever's title in the reader's language where it is translated."""
    return said(words, lever, "title", of="lever")


def begun(how: str) -> str:
    """The first sentence, where the whole text can be opened: it is read on a phone."""
    first = SENTENCE_ENDS.split(how, maxsplit=1)[0]
    return first if first.endswith(".") else f"{first.rstrip(';:')}."


def how_of(words: Texts, lever: Lever) -> str:
    """A lever's HOW in the reader's language where it is translated."""
    return said(words, lever, "how", of="lever")


def place_of(words: Texts, lever: Lever) -> str:
    """Whom a lever is over and of which category it is: titles alone are not unique."""
    return f"{words(f'word.actor.{lever.actor}')}, {words(f'word.category.{lever.category}')}"


def lever_detail(knowledge: Knowledge, words: Texts, lever: Lever) -> Detail:
    """A lever in full: how, what it does, examples, limits, what it serves, its section."""
    gates = [words(f"gate.{gate.id}") for gate in knowledge.gates if lever.id in gate.levers]
    cautions = [words(f"caution.{c.id}") for c in knowledge.cautions if lever.id in c.levers and not c.when]
    how = [how_of(words, lever)]
    if words.get(f"lever.{lever.id}.how") and not words.reviewed:
        how.append(words("lookup.translated"))
    purposes = "; ".join(words(f"choice.purpose.{support.purpose}") for support in lever.purposes)
    modes = "; ".join(words(f"word.mode.{mode}") for mode in lever.modes)
    sections = (
        _section(words("lookup.how"), how),
        _section(words("lookup.why"), [why.text for why in lever.whys]),
        _section(words("lookup.examples"), [example.text for example in lever.examples]),
        _section(words("learning.ours"), company_lines(knowledge, words, lever)),
        _section(words("lookup.careful"), [*(said(words, c) for c in lever.caveats), *cautions, *gates]),
        _section(words("lookup.purposes"), [f"{purposes} ({words('lookup.ours')})"]),
        _section(words("lookup.modes"), [f"{modes} ({words('lookup.ours')})"]),
    )
    return Detail(
        title=title_of(words, lever),
        place=f"{lever.id} · {place_of(words, lever)}",
        sections=tuple(section for section in sections if section.lines),
        source=lever.source,
    )


def company_lines(knowledge: Knowledge, words: Texts, lever: Lever) -> list[str]:
    """What the company itself tried with a lever: no source says it, and the line does."""
    return [words("learning.example", text=example.text) for example in knowledge.examples_of(lever.id)]


def entry_detail(knowledge: Knowledge, words: Texts, entry: Any) -> Detail:
    """Any entry of the sources in full."""
    if isinstance(entry, Lever):
        return lever_detail(knowledge, words, entry)
    if isinstance(entry, InternalItem):
        return Detail(
            title=entry.id, sections=(Section(title="", lines=(said(words, entry),)),), source="Shift 2013, III"
        )
    more = next((make for shape, make in _MORE.items() if isinstance(entry, shape)), _nothing_more)
    ours = f" ({words('lookup.ours')})" if entry.ours else ""
    sections = (Section(title="", lines=(f"{said(words, entry)}{ours}",)), *more(words, entry))
    return Detail(
        title=said(words, entry, "title"),
        place=entry.id,
        sections=tuple(s for s in sections if s.lines),
        source=entry.source,
    )


def _section(title: str, lines: list[str]) -> Section:
    return Section(title=title, lines=tuple(lines))


def _nothing_more(_: Texts, __: Statement) -> tuple[Section, ...]:
    return ()


def _principle(words: Texts, entry: Principle) -> tuple[Section, ...]:
    tips = [f"{words(f'word.actor.{tip.counterpart}')}: {said(words, tip)}" for tip in entry.tips]
    return (
        _section(f"{words('lookup.tips')} ({words('lookup.ours')})", tips),
        _section(words("lookup.never"), [said(words, never) for never in entry.never]),
    )


def _means(words: Texts, entry: Means) -> tuple[Section, ...]:
    return (_section(words("lookup.items"), [f"{item.id}  {said(words, item)}" for item in entry.items]),)


def _moment(words: Texts, entry: Moment) -> tuple[Section, ...]:
    return (_section(f"{words('lookup.prepare')} ({words('lookup.ours')})", [said(words, entry, "prepare")]),)


def _level(words: Texts, entry: EngagementLevel) -> tuple[Section, ...]:
    return (
        _section(words("lookup.prerequisite"), [entry.prerequisite] if entry.prerequisite else []),
        _section(words("lookup.pros"), [said(words, point) for point in entry.pros]),
        _section(words("lookup.cons"), [said(words, point) for point in entry.cons]),
    )


def _element(words: Texts, entry: Element) -> tuple[Section, ...]:
    return (_section(f"{words('lookup.first_step')} ({words('lookup.ours')})", [said(words, entry, "first_step")]),)


def _case(words: Texts, entry: Case) -> tuple[Section, ...]:
    return (_section(words("lookup.examples"), [entry.who, entry.did, entry.result]),)


def _figure(words: Texts, entry: Figure) -> tuple[Section, ...]:
    return (_section(words("lookup.items"), [f"{node.id}  {node.text}" for node in entry.nodes]),)


def _duty(words: Texts, entry: Duty) -> tuple[Section, ...]:
    return (_section(words("result.responsibility"), [*entry.should, *([entry.remedy] if entry.remedy else [])]),)


_MORE: dict[type, Callable[[Texts, Any], tuple[Section, ...]]] = {
    Principle: _principle,
    Means: _means,
    Moment: _moment,
    EngagementLevel: _level,
    Element: _element,
    Case: _case,
    Figure: _figure,
    Duty: _duty,
}
