"""Filling in the inputs of a card: what the client lets through, and the texts it sends of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from typing import Any

from tests.slack_double.texts import Json

from .refusals import NotPossible


def filled(inputs: Iterable[Json], given: Json) -> dict[str, str]:
    """What is sent of the inputs: what was given, else what stood there; what is empty is left out.

    Raises NotPossible for values the client does not take, and for required inputs that are empty.
    """
    there = {one["id"]: one for one in inputs}
    unknown = sorted(given.keys() - there.keys())
    if unknown:
        raise NotPossible(f"there is no input {unknown}; there are {sorted(there)}")
    values = {name: _entered(one, given[name]) if name in given else _standing(one) for name, one in there.items()}
    wrong = [problem for name, one in there.items() for problem in _problems(one, values[name])]
    if wrong:
        raise NotPossible(f"the client does not send this: {'; '.join(wrong)}")
    return {name: text for name, text in values.items() if text}


def _entered(one: Json, given: Any) -> str:
    return _ENTERED[one["type"]](one, given)


def _standing(one: Json) -> str:
    if one["type"] == "Input.Toggle":
        return str(one.get("value") or one.get("valueOff", "false"))
    return str(one.get("value", ""))


def _problems(one: Json, text: str) -> Iterator[str]:
    if one.get("isRequired") and (not text or (one["type"] == "Input.Toggle" and text != one.get("valueOn", "true"))):
        yield str(one.get("errorMessage") or f"{one['id']} is required")
    if one["type"] == "Input.Text" and text:
        yield from _text_problems(one, text)
    if (
        one["type"] == "Input.Number"
        and text
        and not one.get("min", float("-inf")) <= float(text) <= one.get("max", float("inf"))
    ):
        yield f"{one['id']} is not between {one.get('min')} and {one.get('max')}"


def _text_problems(one: Json, text: str) -> Iterator[str]:
    if len(text) > one.get("maxLength", len(text)):
        yield f"{one['id']} takes {one['maxLength']} characters"
    if not re.search(one.get("regex", ""), text):
        yield f"{one['id']} does not match {one['regex']}"


def _as_text(one: Json, given: Any) -> str:
    return str(given)


def _toggle(one: Json, given: Any) -> str:
    return str(
        one.get("valueOn", "true") if given in (True, one.get("valueOn", "true")) else one.get("valueOff", "false")
    )


def _chosen(one: Json, given: Any) -> str:
    several = list(given) if isinstance(given, list | tuple | set) else [given]
    if len(several) > 1 and not one.get("isMultiSelect"):
        raise NotPossible(f"{one['id']} takes one choice")
    return ",".join(_choice(one, each) for each in several)


def _choice(one: Json, given: Any) -> str:
    choices = one.get("choices") or []
    found = [choice["value"] for choice in choices if given == choice["value"]]
    found = found or [choice["value"] for choice in choices if given == choice["title"]]
    if not found:
        raise NotPossible(f"{one['id']} offers no {given!r}; it offers {[choice['value'] for choice in choices]}")
    return str(found[0])


def _of_form(read: Callable[[str], object]) -> Callable[[Json, Any], str]:
    def entered(one: Json, given: Any) -> str:
        try:
            read(str(given))
        except ValueError as wrong:
            raise NotPossible(f"{one['id']} does not take {given!r}") from wrong
        return str(given)

    return entered


_ENTERED: dict[str, Callable[[Json, Any], str]] = {
    "Input.Text": _as_text,
    "Input.Number": _of_form(float),
    "Input.Date": _of_form(date.fromisoformat),
    "Input.Time": _of_form(time.fromisoformat),
    "Input.Toggle": _toggle,
    "Input.ChoiceSet": _chosen,
}
