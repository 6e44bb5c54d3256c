"""Whether something has the shape Slack asks for; every fault with a pointer to where it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from . import block_kit
from .block_kit import Field
from .texts import Json, measured


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where."""

    pointer: str
    message: str

    def __str__(self) -> str:
        """As Slack words it in response_metadata.messages."""
        return f"{self.message} [json-pointer:{self.pointer}]"


Problems = Iterator[Problem]


def length_problems(text: str, least: int, most: int, at: str) -> Problems:
    """Too long or too short."""
    if measured(text) > most:
        yield Problem(at, f"must be less than {most + 1} characters")
    if len(text) < least:
        yield Problem(at, f"must be more than {least - 1} characters")


def object_problems(value: Json, shape: block_kit.Shape, at: str) -> Problems:
    """What is wrong with the fields of an object of this shape."""
    for name in value.keys() - shape.keys() - {"type"}:
        yield Problem(at, f"invalid additional property: {name}")
    for name, field in shape.items():
        if value.get(name) is not None:
            yield from field_problems(value[name], field, f"{at}/{name}")
        elif field.required:
            yield Problem(at, f"missing required field: {name}")


def field_problems(value: Any, field: Field, at: str) -> Problems:
    """What is wrong with what one field holds."""
    yield from _KINDS[field.kind](value, field, at)


def typed_problems(value: Any, of: tuple[str, ...], at: str, inner: int = 3000) -> Problems:
    """What is wrong with an object that must be of one of these types."""
    if not isinstance(value, dict):
        yield Problem(at, "must be an object")
    elif of[0] in block_kit.UNTYPED:
        yield from object_problems(value, block_kit.UNTYPED[of[0]], at)
    elif not _is_of(value, of):
        yield Problem(f"{at}/type", f"unsupported type: {value.get('type')}")
    elif value["type"] in block_kit.BOTH:
        yield from _text(value, block_kit.text(inner), at)
    else:
        shapes = block_kit.BLOCKS if set(of) <= block_kit.BLOCKS.keys() else block_kit.ELEMENTS
        yield from _of_type(value, shapes[value["type"]], at)


def block_problems(value: Any, at: str) -> Problems:
    """What is wrong with one block, taken by itself."""
    if not isinstance(value, dict):
        yield Problem(at, "must be an object")
    elif not _is_of(value, tuple(block_kit.BLOCKS)):
        yield Problem(f"{at}/type", f"unsupported type: {value.get('type')}")
    else:
        yield from _of_type(value, block_kit.BLOCKS[value["type"]], at)


def _is_of(value: Json, kinds: tuple[str, ...]) -> bool:
    # A tuple and not a set: what stands there may be anything, a list included.
    return value.get("type") in kinds


def _of_type(value: Json, shape: block_kit.Shape, at: str) -> Problems:
    yield from object_problems(value, shape, at)
    kind = value["type"]
    exactly = block_kit.ONE_OF.get(kind, ())
    if exactly and sum(name in value for name in exactly) != 1:
        yield Problem(at, f"must have exactly one of: {', '.join(exactly)}")
    some = block_kit.ANY_OF.get(kind, ())
    if some and not any(value.get(name) for name in some):
        yield Problem(at, f"missing required field: {some[0]}")
    for (owner, name), (low, high) in block_kit.NUMBERS.items():
        if owner == kind and isinstance(value.get(name), int) and not low <= value[name] <= high:
            yield Problem(f"{at}/{name}", f"must be between {low} and {high}")


def _text(value: Any, field: Field, at: str) -> Problems:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        yield Problem(at, "must be a text object")
    elif not _is_of(value, field.of):
        yield Problem(f"{at}/type", f"must be one of: {', '.join(field.of)}")
    else:
        yield from length_problems(value["text"], 1, field.most, f"{at}/text")
        allowed = {"plain_text": {"emoji"}, "mrkdwn": {"verbatim"}}[value["type"]]
        for name in value.keys() - {"type", "text"} - allowed:
            yield Problem(at, f"invalid additional property: {name}")


def _string(value: Any, field: Field, at: str) -> Problems:
    if not isinstance(value, str):
        yield Problem(at, "must be a string")
    else:
        yield from length_problems(value, field.least, field.most, at)


def _many(value: Any, field: Field, at: str) -> Problems:
    if not isinstance(value, list):
        yield Problem(at, "must be an array")
        return
    if len(value) > field.most:
        yield Problem(at, f"no more than {field.most} items allowed")
    if len(value) < field.least:
        yield Problem(at, f"no fewer than {field.least} items allowed")
    for number, member in enumerate(value):
        yield from typed_problems(member, field.of, f"{at}/{number}", field.inner)


def _one(value: Any, field: Field, at: str) -> Problems:
    yield from typed_problems(value, field.of, at)


def _any(value: Any, field: Field, at: str) -> Problems:
    yield from ()


_KINDS: dict[str, Callable[[Any, Field, str], Problems]] = {
    "text": _text,
    "string": _string,
    "many": _many,
    "one": _one,
    "any": _any,
}
