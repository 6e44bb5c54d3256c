"""Nothing that a person types is live in Slack: no mention, link, layout or trick of letters, in any card."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any, get_args

import pytest

from bot.access import Named
from bot.advice import Adviser
from bot.consultation import Sharing
from bot.messages import (
    Blank,
    Button,
    Card,
    Choices,
    Detail,
    Entry,
    Facts,
    Form,
    Listing,
    Note,
    Option,
    Press,
    Row,
    Section,
)
from bot.record import Person, Standing
from bot.review.desk import Desk
from bot.review.filters import read as read_filter
from bot.review.record import Closing, Correction, FollowUp, Hold, Review, Said, Seeing
from bot.views import sharing as passed
from bot.views.plain import plain
from bot.views.review.case import PARTS, case, part
from bot.views.review.form import form
from bot.views.review.queue import queue, unknown
from handlers.slack import forms, passing_forms, review_forms
from handlers.slack.escape import clean
from handlers.slack.home_view import home
from handlers.slack.render import messages
from tests.injection import CODE, LAYOUT, MARKUP, STRINGS
from tests.sampling import some
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
        Facts(
            title=text, rows=(Row(label=text, value=text, person=SOMEBODY), Row(label="x", value="y", person=at(text)))
        ),
        Choices(**asked, buttons=(button,)),
        Choices(**asked, several=True, more=1, more_label=text),
        Form(question="q", progress=text, title=text, lines=(text,), buttons=(button,)),
        Form(question="q", title=text, instead=text, blanks=blanks(text), sends=Press(action="review", value="1 x")),
        Listing(
            title=text, lines=(text,), entries=(Entry(id="SUP-A2", title=text, line=text), Entry(id="", title=text))
        ),
        Detail(title=text, sections=(Section(title=text, lines=(text, text)),), source=text, opens="levers"),
        Detail(title=text, sections=(Section(title="", lines=(text,)),), source=text),
    )


def at(user: str) -> Person:
    """Somebody with this name in Slack, if it is one."""
    return Person(channel="slack", workspace="T1", user=user)


SOMEBODY = at("U1")


def blanks(text: str) -> tuple[Blank, ...]:
    """A blank of each kind, with the text wherever one has room."""
    offered = (Option(id="a", label=text), Option(id="b", label=f"{text} 2"))
    return tuple(
        Blank(id=kind, kind=kind, label=text, value=text, options=offered if kind == "choice" else ())
        for kind in get_args(Blank.model_fields["kind"].annotation)
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
OWN_MENTION = re.compile(r": <@U1>$")
LOOSE = re.compile("&(?!(?:amp|lt|gt);)")


def live(kind: str, text: str) -> str:
    """What is live in a text, or nothing: but for our own mention of a person whom a card names."""
    if kind == "mrkdwn" and OWN_MENTION.search(text) and "\n" not in text:
        kind, text = "plain_text", OWN_MENTION.sub("", text)
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
    """In any card; and Slack takes every message. Here and below all strings, where more than a sample is asked for."""
    words = adviser.knowledge.texts["en"]
    for text in some(STRINGS, 96)[part::8]:
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
    for text in some(STRINGS, 40):
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
    for text in some(STRINGS, 40):
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


def test_nothing_is_live_in_a_form_of_review(adviser: Adviser):
    """Its title, lines, labels, options and what stands there at first."""
    words = adviser.knowledge.texts["en"]
    for text in some(STRINGS, 60):
        (form,) = (card for card in cards(text) if isinstance(card, Form) and card.blanks)
        made = review_forms.fill_form(words, form, "1700000000.1")
        assert scenes.faults(made) == [], text[:40]
        assert [found for found in texts(made) if live(*found)] == [], text[:40]


def test_nothing_is_live_in_what_leads_read(adviser: Adviser):
    """Every word that an asker or a lead can type, in the queue and on the Home, in the case, in each of its parts."""
    words = adviser.knowledge.texts["en"]
    for text in some(STRINGS, 30):
        desk = typed_desk(adviser, text)
        listed = (
            queue(words, read_filter(text, desk.person), [desk], ""),
            unknown(words, read_filter(text, desk.person)),
        )
        shown = (listed, case(desk), *(part(desk, name) for name in PARTS), (form(desk, "tag"),))
        for made in (message for cards_ in shown for message in messages(cards_, words)):
            assert scenes.faults(asdict(made)) == [], text[:40]
            assert [found for found in texts(asdict(made)) if live(*found)] == [], text[:40]
            assert text.strip()[:40] not in made.text or len(text.strip()) < 4
        view = home((), words, listed)
        assert scenes.faults(view) == [] and [found for found in texts(view) if live(*found)] == [], text[:40]


def typed_desk(adviser: Adviser, text: str) -> Desk:
    """A case with the text in every word of the leads and of the asker."""
    lead, now = at("U2"), scenes.THEN
    review = Review(
        notes=(Said(lead, now, text),),
        talk=(Said(lead, now, text, True), Said(SOMEBODY, now, text)),
        tags=(text,),
        follow_up=FollowUp(now.date(), text, lead),
        corrections=(Correction("alias", (text,), text, lead, now),),
        closings=(Closing("partly", text, lead, now),),
        unnamed=False,
        seeing=(Seeing(lead, text, now),),
        hold=Hold(lead, text, now),
    )
    base = scenes.told(adviser)
    sharing = Sharing(lead, lead=True, note=text)
    told = {
        "situation": text,
        "notes": (text,),
        "review": review,
        "shared": (sharing,),
        "person": SOMEBODY,
        "shown": text,
    }
    consultation = replace(base.consultation, **told)
    standing = Standing(
        consultation="c1",
        number=417,
        person=SOMEBODY,
        state="finished",
        route="leverage",
        urgent=True,
        revision=5,
        started_at=now,
        changed_at=now,
    )
    named = Named(leads=(lead,))
    return Desk(
        scene=replace(base, consultation=consultation),
        standing=standing,
        words=base.words,
        person=lead,
        roles=named.roles_of(lead),
        named=named,
    )
