"""Passing on in Slack: forms for a person or a channel, for what a channel will read, and for a lead's answer."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
    UserSelectElement,
)

from bot.messages import Press
from handlers.slack import limits
from handlers.slack.blocks import Made, named, plain
from handlers.slack.escape import escaped, head
from handlers.slack.forms import held, modal
from knowledge.texts import Texts

SHARE, PREVIEW, ANSWER = "share", "share_preview", "answer"
PERSON, CHANNEL = "person", "channel"


@dataclass(frozen=True)
class Target:
    """To whom something is to be passed on: a person's or a channel's id, or neither."""

    person: str = ""
    channel: str = ""

    @property
    def one(self) -> bool:
        """Whether it is one of the two."""
        return bool(self.person) != bool(self.channel)


def share_form(words: Texts, about: Press) -> Made:
    """To whom: a member, or a channel that nobody outside reads."""
    inside = ConversationFilter(
        include=["public", "private"], exclude_bot_users=True, exclude_external_shared_channels=True
    )
    found = [
        SectionBlock(text=plain(words("slack.share_note"), limits.SECTION)),
        _optional(words("slack.share_person"), PERSON, UserSelectElement(action_id=PERSON)),
        _optional(words("slack.share_channel"), CHANNEL, ConversationSelectElement(action_id=CHANNEL, filter=inside)),
    ]
    return modal(words, SHARE, words("slack.share_title"), found, about)


def share_preview(words: Texts, text: str, about: Press) -> Made:
    """What a channel will read, word for word as far as there is room."""
    shown = SectionBlock(text=plain(head(escaped(text), limits.SECTION - 1), limits.SECTION))
    title = SectionBlock(text=plain(words("slack.share_preview"), limits.SECTION))
    return modal(words, PREVIEW, words("slack.share_title"), [title, shown], about, submit=words("share.send"))


def answer_form(words: Texts, about: Press) -> Made:
    """A lead's answer to the person who asked."""
    field = PlainTextInputElement(action_id=ANSWER, multiline=True, max_length=limits.INPUT)
    asked = InputBlock(block_id=ANSWER, label=named(words("share.your_answer"), limits.LABEL), element=field)
    return modal(words, ANSWER, words("slack.answer_title"), [asked], about, submit=words("share.send"))


def _optional(label: str, name: str, element: Any) -> InputBlock:
    return InputBlock(block_id=name, label=named(label, limits.LABEL), element=element, optional=True)


def target_of(view: Any) -> Target:
    """To whom, from the form."""
    return Target(held(view, PERSON, "selected_user"), held(view, CHANNEL, "selected_conversation"))


def answer_of(view: Any) -> str:
    """What the lead wrote."""
    return held(view, ANSWER, "value")
