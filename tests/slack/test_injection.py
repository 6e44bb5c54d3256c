"""Nothing that a person types is live in Slack: no mention, link, layout or trick of letters, in any card."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from bot.advice import Adviser
from bot.consultation import Sharing
from bot.messages import Button, Card, Choices, Detail, Entry, Facts, Form, Listing, Note, Option, Press, Row, Section
from bot.record import Person
from bot.views import sharing as passed
from bot.views.plain import plain
from handlers.slack import forms, passing_forms
from handlers.slack.escape import clean
from handlers.slack.home_view import home
from handlers.slack.render import messages
from tests.injection import CODE, LAYOUT, MARKUP, STRINGS
from tests.slack import scenes


def test_there_are_enough():
    """Of different ones."""
    assert len(set(STRINGS)) >= 200


def cards(text: str) -> tuple[Card, ...]:
    """Every kind of card, with the text wherever one has room for text; ids and actions are ours."""
    button = Button(press=Press(action="levers", value=text, consultation="c1", revision=1), label=text, say=text)
    options = (Option(id="a", label=text, chosen=True), Option(id="b", label=f"{text} 2"))
    asked: dict[str, Any] = {
        "question": "q",
        "progress": text,
        "title": text,
        "lines": (text, text),
        "options": options,
    }
    return (
        Note(lines=(text, text), buttons=(button,)),
        Note(lines=(text, text), urgent=True),
        Facts(title=text, rows=(Row(label=text, value=text),), buttons=(button,)),
        Choices(**asked, buttons=(button,)),
        Choices(**asked, several=True, more=1, more_label=text),
        Form(question="q", progress=text, title=text, lines=(text,), buttons=(button,)),
        Listing(
            title=text, lines=(text,), entries=(Entry(id="SUP-A2", title=text, line=text), Entry(id="", title=text))
        ),
        Detail(title=text, sections=(Section(title=text, lines=(text, text)),), source=text, opens="levers"),
        Detail(title=text, sections=(Section(title="", lines=(text,)),), source=text),
    )


def texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text object: its type and its text."""
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value["type"], value["text"]
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


BOLD = re.compile(r"^\*[^*\n]+\*$")
LOOSE = re.compile("&(?!(?:amp|lt|gt);)")


def live(kind: str, text: str) -> str:
    """What is live in a text, or nothing."""
    if "<" in text or ">" in text or LOOSE.search(text):
        return "not escaped"
    if any(letter != "\n" and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in text):
        return "letters that can't be seen"
    if kind == "mrkdwn" and not BOLD.match(text):
        return "no heading of ours"
    if kind == "mrkdwn" and (set("*_~`") & set(text[1:-1]) or re.search(r":[\w+-]+:", text)):
        return "layout"
    return ""


@pytest.mark.parametrize("part", range(8))
def test_nothing_is_live_in_a_message(adviser: Adviser, part: int):
    """In any card; and Slack takes every message."""
    words = adviser.knowledge.texts["en"]
    for text in STRINGS[part::8]:
        for card in cards(text):
            for message in messages([card], words):
                payload = asdict(message)
                assert scenes.faults(payload) == [], (card.kind, text[:40])
                assert [found for found in texts(payload) if live(*found)] == [], (card.kind, text[:40])
                assert not live("plain_text", message.text) and not set("*_~`") & set(message.text)


def test_plain_texts_show_no_emoji_by_name(adviser: Adviser):
    """What is typed as a name stays a name; and no client makes links of mrkdwn by itself."""
    for message in messages(cards(":smile:"), adviser.knowledge.texts["en"]):
        found = list(objects(asdict(message)))
        assert found and all(one.get("emoji") is False or one.get("verbatim") is True for one in found)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every text object."""
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from objects(inner)


def test_nothing_is_live_in_a_view(adviser: Adviser):
    """Neither on the Home tab nor in a form that begins with the text."""
    words = adviser.knowledge.texts["en"]
    about = Press(action="situation", consultation="c1", revision=1)
    for text in STRINGS[::3]:
        views = (
            home(cards(text), words),
            forms.situation_form(words, "note", text),
            forms.remind_form(words, about, text),
        )
        for view in views:
            assert scenes.faults(view) == [], text[:40]
            assert [found for found in texts(view) if live(*found)] == [], text[:40]
        first = views[1]["blocks"][1]["element"].get("initial_value", "")
        assert clean(text).strip().startswith(first) and not live("", first.translate(dict.fromkeys(map(ord, "<>&"))))


def test_what_was_typed_can_still_be_read(adviser: Adviser):
    """As it was typed, but for what nobody can see."""
    for text in (*MARKUP, *LAYOUT[:9], *CODE):
        said = scenes.read(messages([Note(lines=(f"a {text} b",))], adviser.knowledge.texts["en"]))
        assert f"a {text} b" in said or "&" in text or "|" in text


def test_user_words_are_in_no_id(adviser: Adviser):
    """Ids are ours: what is typed stands in texts, and in the value of a button that asks for it again."""
    for message in messages(cards("canary"), adviser.knowledge.texts["en"]):
        for block in message.blocks:
            named = [block.get("block_id", ""), *(one["action_id"] for one in block.get("elements", []))]
            assert "canary" not in " ".join(named)


def test_nothing_is_live_in_what_is_passed_on(adviser: Adviser):
    """The preview, what a lead, a colleague and a channel read, a lead's answer, and the forms for them."""
    words, base = adviser.knowledge.texts["en"], scenes.scene(adviser)
    for text in STRINGS[::3]:
        to = Person(channel="slack", workspace="T1", user="U1")
        sharing = Sharing(to, lead=True, note=text, facts=("situation", "alias"))
        answers = {**base.consultation.answers, "alias": (text,)}
        scene = replace(base, consultation=replace(base.consultation, situation=text, answers=answers, number=417))
        read = (
            passed.choice(scene, sharing),
            passed.preview(scene, sharing),
            *passed.received(scene, sharing),
            *passed.answered(scene, text),
        )
        for message in (message for card in read for message in messages([card], words)):
            assert scenes.faults(asdict(message)) == [], text[:40]
            assert [found for found in texts(asdict(message)) if live(*found)] == [], text[:40]
        view = passing_forms.share_preview(words, text, Press(action="share"))
        assert scenes.faults(view) == [] and [found for found in texts(view) if live(*found)] == [], text[:40]
        assert text not in plain(passed.for_channel(scene)) or len(text) < 4
