"""What every entry of the content has in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words that are shown: never empty."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.\-]*$")]
"""An id as users type it (SUP-A2, MOM-03, L-EL10). Never renumbered, never reused."""

Source = Annotated[str, StringConstraints(pattern=r"^(Shift 2013, .+|Löning 2021, .+|our reading.*)$")]
"""Where a statement stands: a section of one of the two sources, or "our reading" with what it rests on."""

ActorId = Literal["SUP", "JV", "CUS", "GOV"]
CategoryId = Literal["A", "B", "C", "D", "E"]
ModeId = Literal["oblige_address", "oblige_discuss", "persuade"]
Language = Literal["en", "de", "es", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "de", "es", "fr")


class Frozen(BaseModel):
    """A value: it can't be changed, and an unknown field in a content file is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Statement(Frozen):
    """One thing a source says, in our own words.

    `ours` marks what is our reading and not in the source; it is always shown with the text.
    """

    id: Id
    title: Text
    text: Text
    source: Source
    ours: bool = False
