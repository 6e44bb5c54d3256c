"""Rights at the command line: the access table, for the person at this terminal."""

from bot.access import Action, may, roles_allowing
from handlers.settings import SettingError, Settings, local_name


def require(settings: Settings, action: Action) -> None:
    """Nothing when the person may; SettingError with who may, otherwise."""
    person = local_name()
    if not may(settings.roles_of(person), action):
        allowed = roles_allowing(action)
        names = ", ".join(f"LEVERAGE_{role.upper()}S" for role in allowed)
        raise SettingError(f"{person} may not do this: it needs the role {' or '.join(allowed)} ({names}).")
