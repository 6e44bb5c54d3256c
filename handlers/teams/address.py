"""Where Microsoft delivers to: the bot's messaging endpoint, made of the server's public address."""

from collections.abc import Callable
from urllib.parse import SplitResult

from handlers.chats import SettingError, is_here, is_https, parts_of

PATH = "/api/messages"
EXAMPLE = "https://leverage.company.example"
_WRONG: tuple[tuple[Callable[[SplitResult], object], str], ...] = (
    (
        lambda parts: is_here(parts.hostname or ""),
        f"Microsoft can't reach this machine by that name. Give one such as {EXAMPLE}",
    ),
    (lambda parts: parts.username or parts.password, "leave out the name and the password"),
    (lambda parts: parts.query or parts.fragment, "leave out what begins with ? or #"),
    (lambda parts: parts.path.rstrip("/").endswith(PATH), f"leave out {PATH}: the server adds it"),
)
"""What can't be right, and the fix; the first that fits is said."""


def endpoint_at(public_url: str) -> str:
    """The messaging endpoint. Raises SettingError where Microsoft could not deliver there."""
    if not public_url:
        raise SettingError(f"PUBLIC_URL: not set. Give the address at which Microsoft reaches this server: {EXAMPLE}")
    if not is_https(public_url):
        raise SettingError(f"PUBLIC_URL: an address that starts with https:// is needed, such as {EXAMPLE}")
    parts = parts_of(public_url)
    fix = next((fix for wrong, fix in _WRONG if wrong(parts)), "")
    if fix:
        raise SettingError(f"PUBLIC_URL: {fix}.")
    return f"{public_url.rstrip('/')}{PATH}"
