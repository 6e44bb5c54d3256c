"""Rights at the command line: the access table, for the person at this terminal."""

from bot.access import Action, Whose, may, roles_allowing
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
    person = local_name()
    if not may(settings.roles_of(person), action, whose):
        allowed = roles_allowing(action)
        names = ", ".join(NAMED_BY[role] for role in allowed if role in NAMED_BY)
        raise SettingError(f"{person} may not do this: it needs the role {' or '.join(allowed)} ({names}).")
