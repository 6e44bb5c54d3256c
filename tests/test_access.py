"""Who may do what: the table, written out once more, and nothing beside it."""

from typing import get_args

import pytest

from bot.access import ALLOWED, Action, Named, Role, Whose, may, roles_allowing, whose
from bot.record import Person

OWN = {"read_own", "erase_own", "hide_name", "leave_out", "reply"}
READS = {"list_cases", "read_case", "save_filter"}
ACTS = [
    "acknowledge",
    "answer_asker",
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
    "set_away",
    "publish_report",
    "propose_example",
    "approve_example",
]
EXPECTED = {
    "staff": set(),
    "lead": READS | {*ACTS, "read_report", "export", "verify"},
    "auditor": READS | {"read_audit", "read_report", "verify"},
    "admin": {"verify", "erase_any", "backup", "restore", "rotate_key"},
    "counsel": READS | {"mark", "hold"},
}


@pytest.mark.parametrize("of", get_args(Whose))
@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("action", get_args(Action))
def test_a_role_may_do_what_stands_in_the_table(role, action, of):
    """Everything else is denied, in another workspace all of it."""
    expected = {"own": OWN, "other": EXPECTED[role], "elsewhere": set()}[of]
    assert may([role], action, of) == (action in expected)


def test_the_table_knows_every_action_and_role():
    """An action without a row is a change of the table and of this test."""
    assert set(ALLOWED) == set(get_args(Action))
    assert set(get_args(Role)) == set(EXPECTED)
    assert not may(["lead"], "something new")


def test_nobody_may_do_nothing():
    """Without a role every action is denied."""
    assert not any(may([], action, of) for action in get_args(Action) for of in get_args(Whose))


def test_several_roles_add_up():
    """Whoever is both may do what either may."""
    assert may(["staff", "lead"], "export")
    assert may(["staff", "admin"], "restore")
    assert not may(["lead", "auditor"], "erase_any")


@pytest.mark.parametrize("keeps_apart", [("read_case", "erase_any"), ("hold", "close"), ("read_audit", "note")])
def test_what_lies_in_different_hands(keeps_apart):
    """Whoever reads what others wrote can't make it disappear; a lead sets no hold and reads no audit log."""
    assert not [role for role in get_args(Role) if all(may([role], action) for action in keeps_apart)]


def test_whom_to_ask():
    """The roles that allow an action, in the order of the table."""
    assert roles_allowing("export") == ("lead",)
    assert roles_allowing("read_own") == ("staff", "lead", "auditor", "admin", "counsel")
    assert roles_allowing("verify") == ("lead", "auditor", "admin")


ADA, BEN = Person(channel="slack", workspace="T1", user="ada"), Person(channel="slack", workspace="T1", user="ben")
CARL = Person(channel="slack", workspace="T2", user="carl")
DORA = Person(channel="teams", workspace="T1", user="dora")
HERE = Person(channel="local", workspace="", user="eve")


@pytest.mark.parametrize(
    ("person", "asker", "expected"),
    [
        (ADA, ADA, "own"),
        (ADA, BEN, "other"),
        (ADA, CARL, "elsewhere"),
        (ADA, DORA, "elsewhere"),
        (ADA, HERE, "elsewhere"),
        (HERE, ADA, "other"),
    ],
)
def test_whose_case_it_is(person, asker, expected):
    """Another workspace or channel is elsewhere; at the shell, where the key lies at hand, nothing is."""
    assert whose(person, asker) == expected


def test_everybody_is_staff_and_some_are_more():
    """A person may hold several roles, and hers are hers alone."""
    named = Named(leads=(ADA, BEN), auditors=(BEN,), counsel=(CARL,))
    assert named.roles_of(ADA) == ("staff", "lead")
    assert named.roles_of(BEN) == ("staff", "lead", "auditor")
    assert named.roles_of(CARL) == ("staff", "counsel")
    assert named.roles_of(DORA) == ("staff",)
