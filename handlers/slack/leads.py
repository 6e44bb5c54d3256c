"""Who is a lead in Slack: those whom the settings name, then the members of a user group, as Slack tells them.

When Slack does not answer, the list that was known last holds: nobody loses or gains a right by a bad connection.
"""

import asyncio
import logging
import time
from collections.abc import Callable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.dialogue.scene import House
from bot.record import Person
from handlers.naming import house_of
from handlers.settings import Settings
from handlers.slack.refusals import NO_ANSWER, refusal_of

ASKED_AGAIN = 180.0
"""Seconds after which the group is asked for in any case."""
FRESH = 10.0
"""Seconds for which an answer is new enough where somebody's right is in question: Slack takes twenty asks a minute."""
PATIENCE = 1.5
"""Seconds that a person's press waits for Slack's list: Slack itself waits three for us."""

log = logging.getLogger(__name__)


class Leads:
    """The house as it is now. `settles` is told of a new one."""

    def __init__(
        self,
        settings: Settings,
        workspace: str,
        client: AsyncWebClient,
        settles: Callable[[House], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`client` tries nothing twice: whoever waits for a list that is late gets the last one."""
        self._settings, self._workspace, self._client = settings, workspace, client
        self._settles, self._clock = settles, clock
        self._members: tuple[Person, ...] = ()
        self._asked: float | None = None
        self._trouble = ""
        """Why the last ask was not answered; empty when it was."""
        self._asking = asyncio.Lock()

    async def in_question(self) -> None:
        """Somebody's right is in question: the list is asked for, unless it just was."""
        await self._at_most(FRESH)

    async def kept_fresh(self) -> None:
        """Ask again when it is time."""
        await self._at_most(FRESH if self._trouble else ASKED_AGAIN)

    async def _at_most(self, seconds: float) -> None:
        """A list that is no older than this; nothing is asked where no group is set."""
        async with self._asking:
            if self._settings.leads_group and (self._asked is None or self._clock() - self._asked >= seconds):
                self._asked = self._clock()
                await self._ask()

    async def _ask(self) -> None:
        try:
            asked = members_of(self._client, self._settings.leads_group, self._workspace)
            users = await asyncio.wait_for(asked, PATIENCE)
        except SlackApiError as error:
            self._not_told(refusal_of(error.response) or "an error without a name")
        except NO_ANSWER as error:
            self._not_told(type(error).__name__)
        else:
            self._told(tuple(Person(channel="slack", workspace=self._workspace, user=user) for user in users))

    def _told(self, found: tuple[Person, ...]) -> None:
        self._trouble = ""
        if found != self._members:
            self._members = found
            self._settles(house_of(self._settings, "slack", self._workspace, found))

    def _not_told(self, why: str) -> None:
        """Logged once for each reason, with no id of anybody's."""
        if why != self._trouble:
            log.warning("Slack does not tell who is in the leads' group, the last known list holds: %s", why)
        self._trouble = why


async def members_of(client: AsyncWebClient, group: str, workspace: str) -> tuple[str, ...]:
    """The ids of a user group's members. Raises SlackApiError, or one of NO_ANSWER."""
    enterprise, _, team = workspace.rpartition(".")
    answer = await client.usergroups_users_list(usergroup=group, team_id=team if enterprise else None)
    return tuple(user for user in answer.get("users") or () if isinstance(user, str))
