"""Who a test means, and where: the part of the double that acting and watching share."""

from typing import TypeAlias

from tests.slack_double.background import Background
from tests.slack_double.texts import Json

from . import places
from .delivery import Delivery
from .places import Place
from .refusals import NotPossible
from .teams import Teams
from .tenant import Person, Tenant

Who: TypeAlias = str | Person
Where: TypeAlias = str | Person | Place | Json | None
"""A person's name for their chat with the bot, a chat's or channel's name, or a message for the thread it is in."""


class Here:
    """The state of the double, and the thread that it is looked at in."""

    def __init__(self, teams: Teams, delivery: Delivery, there: Background) -> None:
        self._teams = teams
        self._delivery = delivery
        self._there = there
        self.tenant: Tenant = teams.tenant

    def _person(self, user: Who) -> Person:
        return self.tenant.person(user)

    def _place(self, where: Where) -> tuple[Place, str | None]:
        if isinstance(where, dict):
            place_id, root = places.split(where["conversation"]["id"])
            return self.tenant.place(place_id), root
        if where is None:
            raise NotPossible("a place is needed: a name, an id or a message")
        return self.tenant.place(where), None
