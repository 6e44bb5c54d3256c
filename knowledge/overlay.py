"""A company's folder of TOML files: its contacts, its own words, entries of its own. No code.

company.toml      [contacts] leads, auditors, reporting_channel, emergency_number, counsel, company_channel
texts.<lang>.toml the same keys as the assistant's texts: a company's wording wins
<any>.toml        [[phrase]], [[alias]], [[caution]], [[example]] add to the content; [[reword]] replaces a text
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import rtoml
from pydantic import BaseModel, ValidationError

from knowledge.schema.company import CompanyExample, Contacts
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.rules import Caution, Reword
from knowledge.schema.vocabulary import Alias, Phrase
from knowledge.texts import flatten

_ADDABLE: dict[str, tuple[str, type[BaseModel]]] = {
    "phrase": ("phrases", Phrase),
    "alias": ("aliases", Alias),
    "caution": ("cautions", Caution),
    "example": ("company_examples", CompanyExample),
}
Shape = TypeVar("Shape", bound=BaseModel)

_REWORDED_FIELD = {"levers": "how"}


@dataclass(frozen=True)
class Overlay:
    """What a company adds. `problems` names every file and entry that can't be used."""

    contacts: Contacts | None = None
    words: Mapping[str, Mapping[str, str | tuple[str, ...]]] = field(default_factory=dict)
    added: Mapping[str, tuple[BaseModel, ...]] = field(default_factory=dict)
    rewords: tuple[Reword, ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> "Overlay":
        """The overlay in a folder. Nothing is raised: what is wrong stands in `problems`."""
        if not folder.is_dir():
            return cls(problems=(f"{folder}: no such folder. Set LEVERAGE_OVERLAY to the folder of your files.",))
        reader = _Reader()
        for path in sorted(folder.glob("*.toml")):
            reader.read(path)
        return cls(
            reader.contacts,
            reader.words,
            {name: tuple(entries) for name, entries in reader.added.items()},
            tuple(reader.rewords),
            tuple(reader.problems),
        )


class _Reader:
    def __init__(self) -> None:
        self.contacts: Contacts | None = None
        self.words: dict[str, dict[str, str | tuple[str, ...]]] = {}
        self.added: dict[str, list[BaseModel]] = {}
        self.rewords: list[Reword] = []
        self.problems: list[str] = []

    def read(self, path: Path) -> None:
        try:
            table = rtoml.loads(path.read_text(encoding="utf-8"))
        except (rtoml.TomlParsingError, UnicodeDecodeError, OSError) as error:
            self.problems.append(f"{path.name}: not readable as TOML: {error}. Mend that line.")
            return
        language = path.name.removeprefix("texts.").removesuffix(".toml")
        if path.name.startswith("texts.") and language in LANGUAGES:
            self.words[language] = flatten({name: part for name, part in table.items() if name != "reviewed"})
            return
        for array, value in table.items():
            self._take(path.name, array, value)

    def _take(self, name: str, array: str, value: Any) -> None:
        if array == "contacts":
            self.contacts = self._entry(name, "contacts", value, Contacts)
        elif array in ("reword", *_ADDABLE) and not _is_list_of_tables(value):
            self.problems.append(f"{name}: [{array}] is one table. Write [[{array}]], once for each entry.")
        elif array == "reword":
            made_rewords = [self._entry(name, raw.get("id"), raw, Reword) for raw in value]
            self.rewords += [entry for entry in made_rewords if entry is not None]
        elif array in _ADDABLE:
            system, shape = _ADDABLE[array]
            made = [e for raw in value if (e := self._entry(name, raw.get("id"), raw, shape))]
            self.added.setdefault(system, []).extend(made)
        else:
            known = ", ".join(["contacts", "reword", *_ADDABLE])
            self.problems.append(f"{name}: [{array}] is not something an overlay can hold. Use one of: {known}.")

    def _entry(self, name: str, which: Any, raw: Any, shape: type[Shape]) -> Shape | None:
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            for detail in error.errors():
                place = ".".join(str(part) for part in detail["loc"])
                self.problems.append(f"{name}: {which}: {place}: {detail['msg']}")
            return None


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def apply_overlay(tables: dict[str, tuple[Any, ...]], extra: Overlay, wrong: list[str]) -> dict[str, tuple[Any, ...]]:
    """The tables with the overlay's entries added and its rewordings made; unknown ids are added to `wrong`."""
    made = {name: entries + extra.added.get(name, ()) for name, entries in tables.items()}
    made["company_examples"] = extra.added.get("company_examples", ())
    known = {lever.id for lever in made["levers"]}
    wrong.extend(
        f"overlay: example: {example.id}: there is no lever {example.lever}. Its id looks like SUP-A2."
        for example in made["company_examples"]
        if example.lever not in known
    )
    for reword in extra.rewords:
        system = next((name for name, entries in made.items() if any(_rewords(name, e, reword) for e in entries)), None)
        if system is None:
            wrong.append(
                f"overlay: reword: {reword.id} is no entry that can be reworded. "
                f"Look the id up with: leverage levers {reword.id}"
            )
            continue
        changed = {_REWORDED_FIELD.get(system, "text"): reword.text}
        made[system] = tuple(
            entry.model_copy(update=changed) if entry.id == reword.id else entry for entry in made[system]
        )
    return made


def _rewords(system: str, entry: Any, reword: Reword) -> bool:
    return entry.id == reword.id and _REWORDED_FIELD.get(system, "text") in type(entry).model_fields
