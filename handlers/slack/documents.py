"""Documents for a person's direct message. At most once: where nobody knows whether one arrived, none is sent again."""

import logging
from collections.abc import Callable

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Document
from handlers.slack.refusals import NO_ANSWER, refusal_of

METHOD = "files.completeUploadExternal"
"""What an upload is counted as: the call that shows it."""

log = logging.getLogger(__name__)


class Documents:
    """Uploads with a client that repeats nothing."""

    def __init__(self, client: AsyncWebClient, counted: Callable[[str, str], None]) -> None:
        self._client, self._counted = client, counted

    async def send(self, user: str, document: Document, comment: str) -> str | None:
        """Put a document into a person's direct message; the file's id, None when Slack does not take it."""
        try:
            file = await self._upload(user, document, comment)
        except SlackApiError as error:
            self._failed("refused", refusal_of(error.response))
            return None
        except (SlackClientError, *NO_ANSWER) as error:
            self._failed("dropped", type(error).__name__)
            return None
        self._counted(METHOD, "ok")
        return file

    async def _upload(self, user: str, document: Document, comment: str) -> str:
        opened = await self._client.conversations_open(users=user)
        uploaded = await self._client.files_upload_v2(
            channel=str(opened["channel"]["id"]),
            filename=document.name,
            title=document.name,
            content=document.text.encode(),
            initial_comment=comment,
        )
        return str((uploaded.get("file") or {}).get("id") or "")

    def _failed(self, outcome: str, why: str) -> None:
        self._counted(METHOD, outcome)
        log.warning("a document was not taken by Slack: %s", why)
