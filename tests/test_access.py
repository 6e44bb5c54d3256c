"""Who may do what: the table, written out once more, and nothing beside it."""

from typing import get_args

import pytest

from bot.access import ALLOWED, Action, Role, may, roles_allowing

OWN = {"read_own", "erase_own"}
EXPECTED = {
    "writer": OWN,
    "lead": OWN | {"read_any", "export", "verify", "acknowledge", "answer_asker"} | {"publish_report", "read_report"},
    "auditor": OWN | {"read_any", "verify", "read_report"},
    "admin": OWN | {"verify", "erase_any", "backup", "restore", "rotate_key"},
}


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("action", get_args(Action))
def test_a_role_may_do_what_stands_in_the_table(role, action):
    """Everything else is denied."""
    assert may([role], action) == (action in EXPECTED[role])


def test_the_table_knows_every_role_and_nothing_unknown():
    """A new role or action is a change of this test."""
    assert set(ALLOWED) == set(get_args(Role)) == set(EXPECTED)
    assert set().union(*ALLOWED.values()) == set(get_args(Action))


def test_nobody_may_do_nothing():
    """Without a role every action is denied."""
    assert not any(may([], action) for action in get_args(Action))


def test_several_roles_add_up():
    """Whoever is both may do what either may."""
    assert may(["writer", "lead"], "export")
    assert may(["writer", "admin"], "restore")
    assert not may(["lead", "auditor"], "erase_any")


def test_reading_and_erasing_any_consultation_lie_in_different_hands():
    """Whoever reads what others wrote can't make it disappear."""
    assert not [role for role in get_args(Role) if may([role], "read_any") and may([role], "erase_any")]


def test_whom_to_ask():
    """The roles that allow an action, in the order of the table."""
    assert roles_allowing("export") == ("lead",)
    assert roles_allowing("read_own") == ("writer", "lead", "auditor", "admin")
    assert roles_allowing("verify") == ("lead", "auditor", "admin")
