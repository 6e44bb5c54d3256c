"""Who may do what: one table of role and action. What is not in the table is denied."""

from collections.abc import Collection
from typing import Literal

Role = Literal["writer", "lead", "auditor", "admin"]
Action = Literal[
    "read_own",
    "erase_own",
    "read_any",
    "export",
    "verify",
    "erase_any",
    "backup",
    "restore",
    "rotate_key",
    "acknowledge",
    "answer_asker",
    "publish_report",
    "read_report",
]

ALLOWED: dict[Role, frozenset[Action]] = {
    "writer": frozenset({"read_own", "erase_own"}),
    "lead": frozenset(
        {
            *("read_own", "erase_own", "read_any", "export", "verify", "acknowledge", "answer_asker"),
            *("publish_report", "read_report"),
        }
    ),
    "auditor": frozenset({"read_own", "erase_own", "read_any", "verify", "read_report"}),
    "admin": frozenset({"read_own", "erase_own", "verify", "erase_any", "backup", "restore", "rotate_key"}),
}


def may(roles: Collection[Role], action: Action) -> bool:
    """Whether any of the roles allows the action."""
    return any(action in ALLOWED[role] for role in roles)


def roles_allowing(action: Action) -> tuple[Role, ...]:
    """The roles that allow an action, for a message that says whom to ask."""
    return tuple(role for role, actions in ALLOWED.items() if action in actions)
