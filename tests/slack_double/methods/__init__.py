"""The methods of the Web API, one table put together from a file for each family."""

from collections.abc import Callable

from ..slack import Slack
from ..texts import Json
from . import about, chat, conversations, uploads, views

Method = Callable[[Slack, Json], Json]

METHODS: dict[str, Method] = {
    **about.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **uploads.METHODS,
    **views.METHODS,
}
