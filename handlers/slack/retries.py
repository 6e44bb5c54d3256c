"""Which calls to Slack may be made again by themselves. What people would see twice never is: it may have arrived."""

from typing import Any

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest

RETRIES = 2
SEEN_TWICE = frozenset({"chat.postMessage", "chat.postEphemeral"})


def retry_handlers() -> list[AsyncRetryHandler]:
    """Twice more after a cut connection or a server error, but for posts; nothing was done when a rate limit spoke."""
    return [
        _AfterCut(max_retry_count=RETRIES),
        AsyncRateLimitErrorRetryHandler(max_retry_count=RETRIES),
        _AfterServerError(max_retry_count=RETRIES),
    ]


def _is_post(request: HttpRequest) -> bool:
    return request.url.rpartition("/")[2] in SEEN_TWICE


class _AfterCut(AsyncConnectionErrorRetryHandler):
    async def _can_retry_async(self, *, request: HttpRequest, **told: Any) -> bool:
        return not _is_post(request) and await super()._can_retry_async(request=request, **told)


class _AfterServerError(AsyncServerErrorRetryHandler):
    async def _can_retry_async(self, *, request: HttpRequest, **told: Any) -> bool:
        return not _is_post(request) and await super()._can_retry_async(request=request, **told)
