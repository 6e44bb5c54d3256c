"""Rights at the command line: the access table, for the person at this terminal."""

from bot.access import Action, Role, Whose, may, roles_allowing
from bot.log import SqliteStore
from bot.record import Audited, Person
from handlers.naming import named_by
from handlers.open import utc_now
from handlers.settings import SettingError, Settings, local_name

NAMED_BY = {
    "lead": "LEVERAGE_LEADS",
    "auditor": "LEVERAGE_AUDITORS",
    "admin": "LEVERAGE_ADMINS",
    "counsel": "LEVERAGE_COUNSEL",
}
"""role -> the setting that names its people."""


def require(settings: Settings, action: Action, whose: Whose = "other") -> None:
    """Nothing when the person may; SettingError with who may, otherwise."""
    if not may(roles_of(settings, here()), action, whose):
        allowed = roles_allowing(action)
        names = ", ".join(NAMED_BY[role] for role in allowed if role in NAMED_BY)
        raise SettingError(f"{local_name()} may not do this: it needs the role {' or '.join(allowed)} ({names}).")


def roles_of(settings: Settings, person: Person) -> tuple[Role, ...]:
    """The roles of a person at a shell. While nobody is named, whoever holds the key looks after the log, unread."""
    named = named_by(settings)
    if not (named.leads or named.auditors or named.admins or named.counsel):
        return ("staff", "admin")
    return named.roles_of(person)


def here() -> Person:
    """The person at this terminal."""
    return Person(channel="local", workspace="", user=local_name().removeprefix("local:"))


def audited(store: SqliteStore, action: Action, *, consultation: str = "", number: int = 0, detail: str = "") -> None:
    """Write to the audit log that the person at this terminal did this, before it is shown."""
    line = Audited(at=utc_now(), by=here(), action=action, consultation=consultation, number=number, detail=detail)
    store.audit(line)
