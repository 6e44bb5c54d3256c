"""A walk-through of review: who types what, and what they are shown."""

import re

from bot.record import Person
from bot.views.plain import plain
from handlers.terminal import wrapped
from tests.review.desks import ASKER, LEA, LEO, Office

CAST: dict[str, Person] = {"ana": ASKER, "lea": LEA, "leo": LEO}
LINE = re.compile(r"^(ana|lea|leo)> (.*)$", re.MULTILINE)
WIDTH = 100


def played(office: Office, script: str) -> str:
    """The script with everything that was shown; what went to others stands where they read it."""
    return "\n".join(_turn(office, name, typed) for name, typed in LINE.findall(script))


def _turn(office: Office, name: str, typed: str) -> str:
    shown = wrapped(plain(office.hears(CAST[name], typed).cards), WIDTH)
    return f"{name}> {typed}\n\n{shown}\n"
