"""Who writes from Slack: full members of our workspace only, with their language and time zone."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.refusals import error_of
from handlers.terminal import language_of
from knowledge.schema.entry import Language

KEPT_SECONDS = 600
OUTSIDERS = ("is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot")
"""What a profile says of someone who is no full member: a bot, a former member, a guest, someone from elsewhere."""


@dataclass(frozen=True)
class Profile:
    """What we need of a profile: may they use the assistant, in which language, how far from UTC."""

    member: bool
    language: Language = "en"
    offset_seconds: int = 0


STRANGER = Profile(member=False)


class People:
    """Profiles, asked of Slack and remembered for a while."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client, self._clock = client, clock
        self._known: dict[str, tuple[float, Profile]] = {}

    async def profile(self, user: str, team: str) -> Profile:
        """The profile of a user who writes from this team; a stranger's where Slack does not know them."""
        kept = self._known.get(user)
        if kept is None or kept[0] <= self._clock():
            kept = (self._clock() + KEPT_SECONDS, await self._asked(user, team))
            self._known[user] = kept
        return kept[1]

    async def _asked(self, user: str, team: str) -> Profile:
        try:
            answer = await self._client.users_info(user=user, include_locale=True)
        except SlackApiError as error:
            if error_of(error.response) in ("user_not_found", "user_not_visible"):
                return STRANGER
            raise
        return profile_of(answer.get("user") or {}, team)


def profile_of(user: Mapping[str, Any], team: str) -> Profile:
    """A profile from Slack's description of a user. On Enterprise Grid a user may belong to several teams."""
    grid = user.get("enterprise_user") or {}
    teams = {user.get("team_id"), *grid.get("teams", ()), grid.get("enterprise_id")}
    member = team in teams and not any(user.get(mark) for mark in OUTSIDERS)
    return Profile(member, language_of(user.get("locale", "")), int(user.get("tz_offset") or 0))
