"""Everything the sources say, loaded: one frozen value with look-ups by id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from knowledge.learned import NOTHING, Learned
from knowledge.schema.company import CompanyExample, Contacts
from knowledge.schema.entry import Language, Statement
from knowledge.schema.interview import Purpose, Question, Route
from knowledge.schema.levers import Actor, Category, Lever, Mode
from knowledge.schema.names import Names
from knowledge.schema.rules import Caution, Gate, Ordering, Pick, Rule
from knowledge.schema.systems import (
    Case,
    Duty,
    Element,
    EngagementLevel,
    Figure,
    Means,
    Moment,
    Principle,
    Rung,
)
from knowledge.schema.vocabulary import Alias, Phrase
from knowledge.texts import Texts


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The content of both sources, the interview, the rules, the vocabulary and the texts.

    `content_hash` changes when any content file or overlay changes; a result keeps it. Two are told apart by it, not
    field by field.
    """

    levers: tuple[Lever, ...]
    actors: tuple[Actor, ...]
    categories: tuple[Category, ...]
    modes: tuple[Mode, ...]
    moments: tuple[Moment, ...]
    principles: tuple[Principle, ...]
    means: tuple[Means, ...]
    culture: tuple[Statement, ...]
    duties: tuple[Duty, ...]
    responsibility: tuple[Statement, ...]
    practice: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    engagement_levels: tuple[EngagementLevel, ...]
    elements: tuple[Element, ...]
    ladder: tuple[Rung, ...]
    cases: tuple[Case, ...]
    investing: tuple[Statement, ...]
    purposes: tuple[Purpose, ...]
    questions: tuple[Question, ...]
    routes: tuple[Route, ...]
    rules: tuple[Rule, ...]
    orderings: tuple[Ordering, ...]
    gates: tuple[Gate, ...]
    cautions: tuple[Caution, ...]
    picks: tuple[Pick, ...]
    phrases: tuple[Phrase, ...]
    aliases: tuple[Alias, ...]
    names: Names
    contacts: Contacts
    texts: Mapping[Language, Texts]
    content_hash: str
    learned: Learned = NOTHING
    """What messages about danger, of each route, over each actor and for each purpose are made of."""
    learned_levers: Learned = NOTHING
    """What messages and look-ups that each lever helps are made of."""
    company_examples: tuple[CompanyExample, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Any]:
        """Every entry a person may look up, by its id."""
        groups: tuple[tuple[Any, ...], ...] = (
            self.levers, self.actors, self.categories, self.moments, self.principles, self.means, self.culture,
            self.duties, self.responsibility, self.practice, self.figures, self.engagement_levels, self.elements,
            self.ladder, self.cases, self.investing,
        )  # fmt: skip
        found = {entry.id: entry for group in groups for entry in group}
        items = {item.id: item for means in self.means for item in means.items}
        return found | items

    @cached_property
    def lever_by_id(self) -> Mapping[str, Lever]:
        """The levers by id, in the source's order."""
        return {lever.id: lever for lever in self.levers}

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """The questions by id, in the order they are asked."""
        return {question.id: question for question in self.questions}

    def examples_of(self, lever: str) -> tuple[CompanyExample, ...]:
        """What the company tried with a lever."""
        return tuple(example for example in self.company_examples if example.lever == lever)

    def with_examples(self, examples: Iterable[CompanyExample]) -> "Knowledge":
        """The same content and these examples: a revision with a hash of its own where it adds any."""
        known = {example.id for example in self.company_examples}
        added = tuple(example for example in examples if example.id not in known)
        if not added:
            return self
        said = "\n".join((self.content_hash, *(example.model_dump_json() for example in added)))
        revision = sha256(said.encode()).hexdigest()[: len(self.content_hash)]
        return replace(self, company_examples=(*self.company_examples, *added), content_hash=revision)

    def levers_of(self, *actors: str) -> tuple[Lever, ...]:
        """The levers over these actors, in the order of the actors, then of the source."""
        return tuple(lever for actor in actors for lever in self.levers if lever.actor == actor)
