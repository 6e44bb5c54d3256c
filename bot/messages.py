"""What comes in and what goes out, in no channel's terms: frozen values.

A channel turns its own messages into `Incoming` and renders cards; it adds nothing and decides nothing.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.record import Person


class Value(BaseModel):
    """A frozen value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Press(Value):
    """A tapped button. It names its consultation, question and revision, never a person."""

    action: str
    value: str = ""
    consultation: str = ""
    question: str = ""
    revision: int = -1
    fields: tuple[tuple[str, str], ...] = ()
    """What was filled into the form that this press sends: id of the blank and value."""


class Incoming(Value):
    """One delivery: typed text or a press, from a person, in a private place."""

    person: Person
    place: str
    delivery: str
    text: str = ""
    press: Press | None = None
    language: Literal["en", "de", "es", "fr"] = "en"
    takes_documents: bool = False
    """Whether the channel can hand the person a file."""


class Button(Value):
    """Something a person can tap or type: `say` is what typing it looks like."""

    press: Press
    label: str
    say: str = ""
    main: bool = False
    """Whether it is what most people want next: at most one on a card."""
    chosen: bool = False
    """Whether what it shows is what is shown now."""
    group: str = ""
    """Under which heading it may wait where room is short; none: it is always in sight."""
    confirms: str = ""
    """What is asked before it is done, where a channel can ask: for what can't be taken back."""


class Option(Value):
    """One choice of a question; `chosen` marks what is pre-selected."""

    id: str
    label: str
    chosen: bool = False


class Row(Value):
    """A label and what stands beside it."""

    label: str
    value: str
    person: Person | None = None
    """Whom the value names: a channel that knows this person may show the name they have there."""


class Blank(Value):
    """One thing that a form asks for."""

    id: str
    kind: Literal["words", "line", "day", "person", "choice"]
    label: str
    options: tuple[Option, ...] = ()
    value: str = ""
    """What stands there at first."""
    optional: bool = False


class Entry(Value):
    """An item of a list: an id that opens it, a title, a line below.

    `press` opens what a look-up of the id does not.
    """

    id: str
    title: str
    line: str = ""
    press: Press | None = None


class Section(Value):
    """A heading with lines below it; `place` says where it belongs, less loudly than the title.

    `short` says as much as is needed where the entry `opens` can be opened with a tap.
    """

    title: str
    place: str = ""
    lines: tuple[str, ...]
    short: tuple[str, ...] = ()
    opens: str = ""


class Document(Value):
    """A text file for one person."""

    name: str
    text: str


class Time(Value):
    """A time as it stands in a note's lines: a channel that knows its reader's clock may show it in theirs."""

    text: str
    at: datetime


class Note(Value):
    """Lines of text; an urgent note stands out without relying on colour.

    A note with `times` holds our own sentences only, and no word that a person typed.
    """

    kind: Literal["note"] = "note"
    lines: tuple[str, ...]
    urgent: bool = False
    times: tuple[Time, ...] = ()
    buttons: tuple[Button, ...] = ()


class Facts(Value):
    """A heading and rows: what was understood, a summary.

    `opens` is the action that shows it again: where room is short a button of that action may stand for it.
    """

    kind: Literal["facts"] = "facts"
    title: str
    rows: tuple[Row, ...]
    opens: str = ""
    buttons: tuple[Button, ...] = ()


class Choices(Value):
    """A question with its choices. `more` counts the choices that stand behind "More"."""

    kind: Literal["choices"] = "choices"
    question: str
    progress: str
    title: str
    lines: tuple[str, ...] = ()
    options: tuple[Option, ...]
    several: bool = False
    more: int = 0
    more_label: str = ""
    buttons: tuple[Button, ...] = ()


class Form(Value):
    """A question answered in words; or blanks, which are sent with the press `sends`.

    `instead` says what to type where a channel shows no blanks.
    """

    kind: Literal["form"] = "form"
    question: str
    progress: str = ""
    title: str
    lines: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()
    instead: str = ""
    sends: Press | None = None
    send: str = ""
    """What sending it is called."""
    buttons: tuple[Button, ...] = ()


class Listing(Value):
    """A list of entries that open; `act` is what tapping one is called where it does something else."""

    kind: Literal["list"] = "list"
    title: str
    lines: tuple[str, ...] = ()
    entries: tuple[Entry, ...]
    act: str = ""
    buttons: tuple[Button, ...] = ()


class Detail(Value):
    """One thing in full: sections, where it belongs (`place`), and where it stands in the source.

    `opens` is the action that shows it again: where a button of that action stands by, it may be folded to a line.
    `opener` shows it by itself: beside other cards it may be folded to a line with that as its button.
    """

    kind: Literal["detail"] = "detail"
    title: str
    place: str = ""
    sections: tuple[Section, ...]
    source: str = ""
    opens: str = ""
    opener: Press | None = None
    buttons: tuple[Button, ...] = ()


Card = Annotated[Note | Facts | Choices | Form | Listing | Detail, Field(discriminator="kind")]
"""What goes out."""
