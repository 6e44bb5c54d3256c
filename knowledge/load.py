"""From content files to `Knowledge`. The only I/O of this ring."""

import fnmatch
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import rtoml
from pydantic import BaseModel, ValidationError

from knowledge.check import problems
from knowledge.learned import NOTHING, Learned, read_learned
from knowledge.library import Knowledge
from knowledge.overlay import Overlay, apply_overlay
from knowledge.schema.company import Contacts
from knowledge.schema.entry import LANGUAGES, Statement
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
from knowledge.texts import Texts, flatten

CONTENT = Path(__file__).parent / "content"

TABLES: dict[str, tuple[str, str, type[BaseModel]]] = {
    "levers": ("levers/*.toml", "lever", Lever),
    "actors": ("actors.toml", "entry", Actor),
    "categories": ("categories.toml", "entry", Category),
    "modes": ("modes.toml", "entry", Mode),
    "moments": ("moments.toml", "entry", Moment),
    "principles": ("principles.toml", "entry", Principle),
    "means": ("internal.toml", "entry", Means),
    "culture": ("culture.toml", "entry", Statement),
    "duties": ("duties.toml", "entry", Duty),
    "responsibility": ("responsibility.toml", "entry", Statement),
    "practice": ("practice.toml", "entry", Statement),
    "figures": ("figures.toml", "entry", Figure),
    "engagement_levels": ("engagement_levels.toml", "entry", EngagementLevel),
    "elements": ("elements.toml", "entry", Element),
    "ladder": ("ladder.toml", "entry", Rung),
    "cases": ("cases.toml", "entry", Case),
    "investing": ("investing.toml", "entry", Statement),
    "purposes": ("purposes.toml", "purpose", Purpose),
    "questions": ("questions.toml", "question", Question),
    "routes": ("routes.toml", "route", Route),
    "rules": ("rules.toml", "rule", Rule),
    "orderings": ("rules.toml", "ordering", Ordering),
    "gates": ("gates.toml", "gate", Gate),
    "cautions": ("gates.toml", "caution", Caution),
    "picks": ("picks.toml", "pick", Pick),
    "phrases": ("vocabulary/*.toml", "phrase", Phrase),
    "aliases": ("vocabulary/*.toml", "alias", Alias),
}
"""system -> (files, the array in them, its shape): a new system is one row here and one file."""

NAMES = "names.toml"
LEARNED = CONTENT / "learned.tsv"
LEARNED_LEVERS = CONTENT / "learned_levers.tsv"
TRANSLATIONS = (("lever", "how"), ("entry", "text"))
"""Under which keys an entry's text stands in other languages: lever.SUP-A2.how, entry.INT-1.1.text."""
ACTOR_ORDER = ("SUP", "JV", "CUS", "GOV")


class ContentError(Exception):
    """The content can't be used: each line names the file, the entry and what to do."""


def load(overlay: Path | None = None, content: Path = CONTENT) -> Knowledge:
    """All content, checked. Raises ContentError with every problem found, not only the first."""
    contents = _contents(content)
    files = {name: _parsed(name, file) for name, file in contents.items() if name.endswith(".toml")}
    extra = Overlay.read(overlay) if overlay else Overlay()
    wrong: list[str] = list(extra.problems)
    tables = {name: tuple(_entries(name, files, wrong)) for name in TABLES}
    tables = apply_overlay(tables, extra, wrong)
    names = _entry(NAMES, files.get(NAMES, {}), Names, wrong)
    if wrong or not isinstance(names, Names):
        raise ContentError("\n".join(wrong))
    knowledge = Knowledge(
        **_in_order(tables),
        names=names,
        contacts=extra.contacts or Contacts(),
        texts=_texts(files, extra),
        learned=_learned(contents, LEARNED),
        learned_levers=_learned(contents, LEARNED_LEVERS),
        content_hash=_hash(contents, extra),
    )
    wrong = problems(knowledge)
    if wrong:
        raise ContentError("\n".join(wrong))
    return knowledge


@cache
def load_names() -> Names:
    """The words by which personal details are found: the same as `load().names`, without the rest."""
    return Names.model_validate(rtoml.loads((CONTENT / NAMES).read_text(encoding="utf-8")))


def _contents(folder: Path) -> dict[str, bytes]:
    """The files of a content folder by name; what was learnt need not be there."""
    paths = (*sorted(folder.rglob("*.toml")), *sorted(folder.glob("*.tsv")))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _parsed(name: str, file: bytes) -> dict[str, Any]:
    try:
        return rtoml.loads(file.decode())
    except UnicodeDecodeError as error:
        raise ContentError(f"{name}: not readable as text: {error}. Save it as UTF-8.") from error
    except rtoml.TomlParsingError as error:
        raise ContentError(f"{name}: not readable as TOML: {error}. Mend that line.") from error


def _entries(system: str, files: dict[str, dict[str, Any]], wrong: list[str]) -> Iterable[BaseModel]:
    pattern, array, shape = TABLES[system]
    for name in fnmatch.filter(files, pattern):
        table = files[name]
        entries = table.get(array, [])
        if not isinstance(entries, list):
            wrong.append(f"{name}: [{array}] is one table. Write [[{array}]], once for each entry.")
            continue
        for raw in entries:
            entry = _entry(name, raw, shape, wrong)
            if entry is not None:
                yield entry


def _entry(name: str, raw: Any, shape: type[BaseModel], wrong: list[str]) -> BaseModel | None:
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        which = raw.get("id", "an entry without id") if isinstance(raw, dict) else "an entry"
        for detail in error.errors():
            place = ".".join(str(part) for part in detail["loc"])
            wrong.append(f"{name}: {which}: {place}: {detail['msg']}")
        return None


def _in_order(tables: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    levers = sorted(tables["levers"], key=lambda lever: ACTOR_ORDER.index(lever.actor))
    return tables | {"levers": tuple(levers)}


def _texts(files: dict[str, dict[str, Any]], extra: Overlay) -> dict[Any, Texts]:
    made = {}
    for language in LANGUAGES:
        table = files.get(f"texts/{language}.toml", {})
        words = flatten({name: part for name, part in table.items() if name != "reviewed"})
        for name, part in files.items():
            if name.startswith("texts/") and name.endswith(f".{language}.toml"):
                words |= flatten({key: value for key, value in part.items() if key != "reviewed"})
        # What the company words anew is said in its words in every language.
        reworded = {f"{prefix}.{one.id}.{part}" for one in extra.rewords for prefix, part in TRANSLATIONS}
        words = {key: text for key, text in words.items() if key not in reworded}
        words |= extra.words.get(language, {})
        made[language] = Texts(language, words, reviewed=bool(table.get("reviewed", False)))
    return made


def _learned(contents: dict[str, bytes], path: Path) -> Learned:
    """Nothing in content without such a file."""
    file = contents.get(path.name)
    return read_learned(file) if file else NOTHING


def _hash(contents: dict[str, bytes], extra: Overlay) -> str:
    digest = sha256(repr(extra).encode())
    for name, file in contents.items():
        digest.update(f"{name}:{len(file)}:".encode())
        digest.update(file)
    return digest.hexdigest()[:16]
