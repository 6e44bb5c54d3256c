"""Who writes from Teams: members of our own tenant only, neither guests nor strangers."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from handlers.teams.activity import Activity
from handlers.teams.connector import Connector, Missing

KEPT_SECONDS = 600.0
MOST_KEPT = 10_000
OUTSIDERS = frozenset({"guest", "anonymous", "federated"})
"""What the roster says of someone who is no member of the tenant."""


class People:
    """Members, asked of Teams and remembered for a while."""

    def __init__(self, connector: Connector, tenant: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._connector, self._tenant, self._clock = connector, tenant, clock
        self._known: dict[str, tuple[float, bool]] = {}

    async def is_member(self, activity: Activity) -> bool:
        """Whether whoever acted may use the assistant. Raises Later, InDoubt and Refused."""
        if activity.tenant != self._tenant or not activity.user:
            return False
        kept = self._known.get(activity.user)
        if kept is None or kept[0] <= self._clock():
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            kept = self._known[activity.user] = (self._clock() + KEPT_SECONDS, await self._asked(activity))
        return kept[1]

    async def _asked(self, activity: Activity) -> bool:
        try:
            told = await self._connector.member(activity.service_url, activity.conversation, activity.account)
        except Missing:
            return False
        return member_of(told, self._tenant, activity.user)


def member_of(told: Mapping[str, Any], tenant: str, user: str) -> bool:
    """Whether the roster's entry is that of this user, and of a member of the tenant."""
    ours = told.get("tenantId", tenant) == tenant and told.get("aadObjectId", user) == user
    return ours and str(told.get("userRole", "user")).casefold() not in OUTSIDERS
