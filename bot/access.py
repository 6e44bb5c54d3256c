"""Who may do what: one table of action, role and whose case it is. What is not in the table is denied."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bot.record import Person

Role = Literal["staff", "lead", "auditor", "admin", "counsel"]
Whose = Literal["own", "other", "elsewhere"]
"""Whose case: one's own, another person's of the same workspace, one of another workspace.

What is no matter of one case (a backup, a report) counts as another's.
"""
Action = Literal[
    # of one's own consultations
    "read_own",
    "erase_own",
    "hide_name",
    "leave_out",
    "reply",
    # what is urgent or was passed on
    "acknowledge",
    "answer_asker",
    # reading for review
    "list_cases",
    "read_case",
    "read_audit",
    "read_report",
    "export",
    # acting on a case
    "take",
    "assign",
    "set_status",
    "note",
    "tag",
    "follow_up",
    "write_to_asker",
    "correct",
    "link",
    "record_outcome",
    "close",
    "step_back",
    "ask_identity",
    "grant_identity",
    "see_identity",
    "mark",
    "hold",
    # the leads' own settings
    "set_away",
    "save_filter",
    "publish_report",
    "propose_example",
    "approve_example",
    # the log as a whole
    "verify",
    "erase_any",
    "backup",
    "restore",
    "rotate_key",
]

_ROLES = get_args(Role)
_OWN: frozenset[Whose] = frozenset({"own"})
_OTHER: frozenset[Whose] = frozenset({"other"})


def _of(whose: frozenset[Whose], *roles: Role) -> Mapping[Role, frozenset[Whose]]:
    return dict.fromkeys(roles, whose)


ALLOWED: Mapping[Action, Mapping[Role, frozenset[Whose]]] = {
    "read_own": _of(_OWN, *_ROLES),
    "erase_own": _of(_OWN, *_ROLES),
    "hide_name": _of(_OWN, *_ROLES),
    "leave_out": _of(_OWN, *_ROLES),
    "reply": _of(_OWN, *_ROLES),
    "acknowledge": _of(_OTHER, "lead"),
    "answer_asker": _of(_OTHER, "lead"),
    "list_cases": _of(_OTHER, "lead", "auditor", "counsel"),
    "read_case": _of(_OTHER, "lead", "auditor", "counsel"),
    "read_audit": _of(_OTHER, "auditor"),
    "read_report": _of(_OTHER, "lead", "auditor"),
    "export": _of(_OTHER, "lead"),
    "take": _of(_OTHER, "lead"),
    "assign": _of(_OTHER, "lead"),
    "set_status": _of(_OTHER, "lead"),
    "note": _of(_OTHER, "lead"),
    "tag": _of(_OTHER, "lead"),
    "follow_up": _of(_OTHER, "lead"),
    "write_to_asker": _of(_OTHER, "lead"),
    "correct": _of(_OTHER, "lead"),
    "link": _of(_OTHER, "lead"),
    "record_outcome": _of(_OTHER, "lead"),
    "close": _of(_OTHER, "lead"),
    "step_back": _of(_OTHER, "lead"),
    "ask_identity": _of(_OTHER, "lead"),
    "grant_identity": _of(_OTHER, "lead"),
    "see_identity": _of(_OTHER, "lead"),
    "mark": _of(_OTHER, "counsel"),
    "hold": _of(_OTHER, "counsel"),
    "set_away": _of(_OTHER, "lead"),
    "save_filter": _of(_OTHER, "lead", "auditor", "counsel"),
    "publish_report": _of(_OTHER, "lead"),
    "propose_example": _of(_OTHER, "lead"),
    "approve_example": _of(_OTHER, "lead"),
    "verify": _of(_OTHER, "lead", "auditor", "admin"),
    "erase_any": _of(_OTHER, "admin"),
    "backup": _of(_OTHER, "admin"),
    "restore": _of(_OTHER, "admin"),
    "rotate_key": _of(_OTHER, "admin"),
}
"""action -> role -> whose cases. A lead is a member of staff in a case of their own, and nothing more."""


def may(roles: Collection[Role], action: Action, whose: Whose = "other") -> bool:
    """Whether any of the roles allows the action on such a case."""
    allowed = ALLOWED.get(action, {})
    return any(whose in allowed.get(role, frozenset()) for role in roles)


def roles_allowing(action: Action) -> tuple[Role, ...]:
    """The roles that allow an action, for a message that says whom to ask."""
    return tuple(role for role in _ROLES if role in ALLOWED[action])


def whose(person: Person, asker: Person) -> Whose:
    """Whose case it is. At the shell, where the key lies at hand, every workspace is the same one."""
    if person == asker:
        return "own"
    same = (person.channel, person.workspace) == (asker.channel, asker.workspace)
    return "other" if same or person.channel == "local" else "elsewhere"


@dataclass(frozen=True)
class Named:
    """The people whom the settings name, leads in order of duty."""

    leads: tuple[Person, ...] = ()
    auditors: tuple[Person, ...] = ()
    admins: tuple[Person, ...] = ()
    counsel: tuple[Person, ...] = ()
    head: Person | None = None
    """Who hears of cases that nobody read; the first lead where nobody is named."""

    def roles_of(self, person: Person) -> tuple[Role, ...]:
        """The roles of a person: everybody is staff."""
        held: tuple[tuple[Role, tuple[Person, ...]], ...] = (
            ("lead", self.leads),
            ("auditor", self.auditors),
            ("admin", self.admins),
            ("counsel", self.counsel),
        )
        return ("staff", *(role for role, people in held if person in people))


NOBODY = Named()
"""Nobody is named."""
