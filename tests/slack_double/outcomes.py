"""What comes of the app's answers: messages of slash commands, modals that change or close, response URLs."""

from typing import Any

from . import block_kit, blocks, limits
from .content import content
from .messages import Message
from .refusals import Refused
from .shapes import Problem, field_problems
from .slack import ResponseUrl, Slack
from .texts import Json
from .views import View, invalid

TROUBLE = "We had some trouble connecting. Try again?"


def after_slash(slack: Slack, user: str, channel: str, command: str, body: Any) -> None:
    """An empty body says nothing; any other is a message, for the user alone unless it says in_channel."""
    said = {"text": body} if isinstance(body, str) else body
    if not said or not isinstance(said, dict):
        return
    if said.get("response_type") == "in_channel":
        slack.sightings.add(command, channel)
    try:
        _say(slack, user, channel, said, "the answer to a slash command")
    except Refused as refused:
        slack.warn("the answer to a slash command", f"{refused.error} {refused.more}")
        slack.tell(user, f"{command.split(maxsplit=1)[0]} failed with the error {refused.error}")


def after_submission(slack: Slack, view: View, body: Any) -> None:
    """The modal closes, or errors, update, push or clear are carried out; what is no such thing troubles the user."""
    action = body.get("response_action") if isinstance(body, dict) else None
    try:
        if not slack.views.is_open(view):
            return
        if action is None:
            slack.views.close(view)
        else:
            _ACTIONS[action](slack, view, body)
    except (Refused, KeyError) as wrong:
        detail = f"{wrong.error} {wrong.more}" if isinstance(wrong, Refused) else f"invalid {wrong}"
        slack.warn(f"response_action {action}", detail)
        slack.tell(view.user, TROUBLE)


def after_suggestion(slack: Slack, user: str, action_id: str, body: Any) -> None:
    """What the app suggests can be chosen from now on; a list that Slack would not show is warned of."""
    given = body if isinstance(body, dict) else {}
    groups = [group for group in given.get("option_groups") or [] if isinstance(group, dict)]
    listed = [*(given.get("options") or []), *(option for group in groups for option in group.get("options", []))]
    wrong = list(field_problems(listed, block_kit.many(limits.SUGGESTIONS, "option", least=0), "/options"))
    if wrong:
        slack.warn(f"suggestions for {action_id}", "; ".join(map(str, wrong)))
    slack.suggested[user, action_id] = [] if wrong else listed
    slack.sightings.add(listed, user=user)


def respond(slack: Slack, key: str, given: Json) -> Json:
    """A post to a response URL: five within half an hour, to the user or the channel it came from."""
    url = slack.response_urls.get(key)
    if url is None or slack.clock.now() - url.at > limits.RESPONSE_URL_SECONDS:
        raise Refused("expired_url")
    if url.posts >= limits.RESPONSE_URL_POSTS:
        raise Refused("used_url")
    original = slack.messages.find_for(url.user, url.channel, url.ts) if url.ts else None
    if given.get("delete_original"):
        _delete(slack, original)
    elif given.get("replace_original") and original is not None:
        slack.messages.change(original, content(slack, given, "response_url"))
    else:
        _post_to(slack, url, given)
    url.posts += 1
    return {}


def _post_to(slack: Slack, url: ResponseUrl, given: Json) -> None:
    message = _say(slack, url.user, url.channel, given, "response_url")
    url.ts = url.ts or message.ts


def _say(slack: Slack, user: str, channel: str, given: Json, where: str) -> Message:
    said = content(slack, given, where)
    thread_ts = given.get("thread_ts")
    only_for = None if given.get("response_type") == "in_channel" else user
    return slack.messages.post(channel, slack.bot_message(said, thread_ts), only_for)


def _delete(slack: Slack, original: Message | None) -> None:
    if original is None:
        raise Refused("message_not_found")
    slack.messages.remove(original)


def _errors(slack: Slack, view: View, body: Json) -> None:
    errors = body["errors"]
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not errors or set(errors) - inputs:
        raise Refused("invalid_errors", named=sorted(errors), inputs=sorted(inputs))
    view.errors = errors
    slack.sightings.add(errors, user=view.user)


def _update(slack: Slack, view: View, body: Json) -> None:
    slack.views.update(view, _valid(body["view"]), None)


def _push(slack: Slack, view: View, body: Json) -> None:
    slack.views.push(view.user, _valid(body["view"]))


def _clear(slack: Slack, view: View, body: Json) -> None:
    slack.views.close(view, all_of_them=True)


def _valid(view: Json) -> Json:
    wrong: list[Problem] = list(blocks.view_problems(view))
    if wrong:
        raise invalid([str(problem) for problem in wrong])
    return view


_ACTIONS = {"errors": _errors, "update": _update, "push": _push, "clear": _clear}
