"""Who may do what at a shell: by the settings, and by the one table of rights."""

from bot.record import Person
from handlers.commands.rights import roles_of
from handlers.settings import read_settings


def local(name: str) -> Person:
    """Somebody at this machine."""
    return Person(channel="local", workspace="", user=name)


def test_while_nobody_is_named_whoever_holds_the_key_looks_after_the_log(home):
    """A newcomer can back up, verify and erase; nobody reads what others wrote before somebody is named for it."""
    assert roles_of(read_settings({}), local("anybody")) == ("staff", "admin")


def test_roles_are_those_given(home):
    """As soon as one person is named, everybody else only writes; one person may hold several roles."""
    settings = read_settings({"LEVERAGE_LEADS": "local:ana,dora", "LEVERAGE_ADMINS": "local:ana,local:ben"})
    assert roles_of(settings, local("ana")) == ("staff", "lead", "admin")
    assert roles_of(settings, local("ben")) == ("staff", "admin")
    assert roles_of(settings, local("carol")) == ("staff",)
    assert roles_of(read_settings({"LEVERAGE_COUNSEL": "local:cleo"}), local("cleo")) == ("staff", "counsel")


def test_an_id_of_a_chat_is_nobody_at_a_shell(home):
    """Whatever somebody is called at this machine."""
    settings = read_settings({"LEVERAGE_LEADS": "dora,slack:T1/U1"})
    assert [roles_of(settings, local(name)) for name in ("dora", "U1", "slack:T1/U1")] == [("staff",)] * 3
