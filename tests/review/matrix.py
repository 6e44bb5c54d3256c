"""The rights as they are tried: every act by everybody on every kind of case, and what the table says of it."""

from dataclasses import dataclass

from bot.access import Whose, may, whose
from bot.record import Person
from bot.review.acts import ACTS
from tests.review.desks import ADMIN, ASKER, AUDITOR, COUNSEL, LEA, LEO, LIZ, NAMED, OTHER_ASKER, Office, member
from tests.sampling import some

FAR_LEAD = member("UFARLEAD", "T2")
"""A lead's id in another workspace: nobody here."""
THIRD = member("UASK3")
"""Somebody whose case every lead may read."""
PEOPLE = {
    "staff": OTHER_ASKER,
    "lead": LEA,
    "auditor": AUDITOR,
    "admin": ADMIN,
    "counsel": COUNSEL,
    "lead left out": LIZ,
    "lead of another workspace": FAR_LEAD,
}
TOLD = {
    "assign": LEO.user,
    "status": "waiting",
    "note": "a note",
    "tag": "a tag",
    "follow": "2027-01-01 ask again",
    "write": "a message",
    "ask": "a question",
    "correct": "connection linkage because",
    "link": "{before}",
    "unlink": "{before}",
    "outcome": "SUP-A2 worked",
    "example": "SUP-A4 what was tried",
    "identity": "a reason",
    "hold": "a reason",
    "close": "yes we were told",
}
"""act -> words that it takes, fit to be done; `{before}` is the case that was made just before this one."""


@dataclass(frozen=True)
class Cell:
    """Somebody, an act, and whose case it is done to."""

    who: str
    act: str
    own: bool

    @property
    def person(self) -> Person:
        """Who it is."""
        return PEOPLE[self.who]

    @property
    def whose(self) -> Whose:
        """Whose case it is for them."""
        return "own" if self.own else whose(self.person, ASKER)

    @property
    def allowed(self) -> bool:
        """Whether the table allows it. Whoever is left out is allowed nothing."""
        if self.who == "lead left out" and not self.own:
            return False
        return may(NAMED.roles_of(self.person), ACTS[self.act].action, self.whose)


EVERY = [Cell(who, act, own) for who in PEOPLE for act in ACTS for own in (True, False)]
CELLS = some(EVERY, 40)
"""All of them in the slow checks, else a sample that is the same each time."""


def told(act: str, number: int) -> str:
    """The words for an act on this case."""
    return TOLD.get(act, "").replace("{before}", str(number - 1))


def ready(office: Office, act: str, asker: Person) -> int:
    """A case of this asker in which the act can be done; its number."""
    if "{before}" in TOLD.get(act, ""):
        office.consults(THIRD)
    number = office.consults(asker)
    leads = [lead for lead in (LEO, LEA) if lead != asker]
    if asker != LIZ:
        office.hears(asker, "leave out 3")
    before = {
        "unlink": (leads[0], f"link {number - 1}"),
        "reopen": (leads[0], "close yes we were told"),
        "release": (COUNSEL if asker != COUNSEL else None, "hold a reason"),
        "example": (leads[0], "outcome SUP-A4 worked"),
        "grant": (leads[0], "identity a reason"),
        "refuse": (leads[0], "identity a reason"),
    }.get(act)
    if before and before[0]:
        office.hears(before[0], f"review {number} {before[1]}")
    if act in ("approve", "withdraw"):
        _teach(office, number, asker, leads[0], approved=act == "withdraw")
    return number


def _teach(office: Office, number: int, asker: Person, lead: Person, *, approved: bool) -> None:
    office.hears(lead, f"review {number} outcome SUP-A4 worked")
    office.hears(lead, f"review {number} example SUP-A4 what was tried")
    office.hears(asker, f"agree {number}")
    if approved:
        office.hears(lead, f"review {number} approve")
