"""Nothing that a person types is live in Teams: no link, mention, list, layout, macro or trick of letters, in any card.

Two readers look at every text: a parser of Markdown with everything on and addresses made links, which knows more than
any Teams does; and what Teams has beside Markdown.
"""

import re
import unicodedata
from functools import lru_cache

import pytest
from markdown_it import MarkdownIt

from bot.advice import Adviser
from bot.messages import Button, Note, Press
from bot.views.review.case import PARTS, case, part
from bot.views.review.form import form
from bot.views.review.queue import queue, unknown
from handlers.letters import clean
from handlers.teams.escape import inert, pieces
from handlers.teams.limits import faults
from handlers.teams.presses import pressed
from handlers.teams.render import messages
from knowledge.schema.entry import LANGUAGES
from tests.injection import CODE, FORMULAS, LAYOUT, LETTERS, MARKUP, SCRIPTS, STRINGS
from tests.sampling import some
from tests.slack.test_injection import cards, read_filter, typed_desk
from tests.teams import scenes
from tests.teams.clicking import inputs, submits, tap
from tests.teams.reading import read

MARKDOWN = MarkdownIt("gfm-like", {"linkify": True, "html": True, "typographer": False})
OURS = re.compile(r"\*\*(?P<label>[^*]+:)\*\* ")
"""A row's label, which is bold."""
SIGNS = re.compile(
    r"(?<![^\W_])_|_(?![^\W_])|\{\{|\$\{|\]\(|\]\[|\]:|&#?\w+;|://|^\s*([-+#=]\s|\d+[.)]\s)|\b(tel|msteams|javascript):\S"
)
TEAMS = {
    "<at>Kim</at>": "a mention",
    "<at id='1'>x</at>": "a mention",
    "{{DATE(2017-02-14T06:08:39Z, SHORT)}}": "a date",
    "{{TIME(2017-02-14T06:08:39Z)}}": "a time",
    "{{{DATE(2017-02-14T06:08:39Z)}}}": "a date in a brace",
    "${$root.name}": "a template's expression",
    "$${x}": "a template's expression, escaped",
    "[pay here](https://x.example)": "a link",
    "[pay here] (https://x.example)": "nearly a link",
    "[a]: https://x.example\n\n[a]": "a link by its name",
    "![x](https://x.example/x.png)": "a picture",
    "[x][x]": "a link by its name",
    "<https://x.example>": "a link",
    "https://x.example and http://a.com/b?c=d": "an address",
    "HTTPS://X.COM": "an address",
    "www.x.com": "an address",
    "kim@x.com": "an address",
    "x.com": "an address",
    "//x.com": "an address",
    "mailto:kim@x.com": "an address",
    "tel:+49301234567": "a number",
    "msteams:/l/chat": "an address of Teams",
    "**bold** __bold__ *it* _it_ ***both***": "layout",
    "a\n- b\n- c": "a list",
    "  - b": "a list",
    "1. a\n2. b": "a list",
    "1) a": "a list",
    "+ a": "a list",
    "# a\n## b": "headings",
    "a\n===": "a heading",
    "a\n---": "a heading",
    "***": "a rule",
    "| a | b |\n|---|---|\n| 1 | 2 |": "a table",
    "a | b\n--- | ---": "a table",
    "> a": "a quote",
    "    a": "code",
    "```\na\n```": "code",
    "\\*\\*a\\*\\* \\[b\\](c)": "what takes a sign's meaning away",
    "&lt;at&gt;Kim&lt;/at&gt; &#60;b&#62; &#x3c; &amp;": "signs by their names",
    "a\r- b\r\r1. c": "a list after other line breaks",
    "a\u2028- b\u20291. c": "a list after other line breaks",
}
"""What means something in a card of Teams, and what it is."""
EVERY = tuple(dict.fromkeys((*STRINGS, *TEAMS, *FORMULAS, *SCRIPTS)))
SEEN = frozenset(["paragraph_open", "inline", "paragraph_close"])
WORDS = frozenset({"text", "softbreak"})


@lru_cache(maxsize=100_000)
def live(text: str) -> str:
    """What is live in a text, or nothing; a label of ours may be bold."""
    told = OURS.sub(lambda found: found["label"] + " ", text, count=1)
    if "\n" in told or any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in told):
        return "letters that can't be seen"
    if set("*~`<>|\\") & set(told) or SIGNS.search(told):
        return "signs that mean something"
    for block in MARKDOWN.parse(told):
        if block.type not in SEEN:
            return block.type
        if not {inner.type for inner in block.children or ()} <= WORDS:
            return str([inner.type for inner in block.children or ()])
    return ""


def test_there_are_enough():
    """Of different ones."""
    assert len(EVERY) > 650


def test_the_readers_see_what_is_live():
    """Both together: every one of the strings that mean something is found where nothing is done about it."""
    assert [said for text, said in TEAMS.items() if not any(map(live, (text, *text.split("\n"))))] == []


@pytest.mark.parametrize("part_", range(8))
def test_nothing_is_live_in_a_message(adviser: Adviser, part_: int):
    """In any card; and Teams takes every message. All of the strings, where more than a sample is asked for."""
    words = adviser.knowledge.texts["en"]
    for text in some(EVERY, 240)[part_::8]:
        for card in cards(text):
            for message in messages([card], words):
                assert faults(message.card) == (), (card.kind, text[:40])
                found = {one: live(one) for one in scenes.said(message.card) if live(one)}
                assert found == {}, (card.kind, text[:40])
                assert text.strip()[:40] not in message.summary or len(text.strip()) < 4


def test_nothing_is_live_where_a_long_text_is_broken(adviser: Adviser):
    """A piece that begins with a sign begins a line."""
    for sign in ("- ", "1. ", "# ", "+ ", "> ", "* ", "    "):
        text = f"{'x' * 60} {sign}" * 400
        for message in scenes.rendered(adviser, [Note(lines=(text,))]):
            assert [one for one in scenes.said(message.card) if live(one)] == [], sign
        assert not any(map(live, pieces(text, 100)))


def test_nothing_is_live_in_what_leads_read(adviser: Adviser):
    """Every word that an asker or a lead can type, in the queue, in the case, in each of its parts."""
    words = adviser.knowledge.texts["en"]
    for text in some((*TEAMS, *EVERY), 90):
        desk = typed_desk(adviser, text)
        wanted = read_filter(text, desk.person)
        listed = (queue(words, wanted, [desk], ""), unknown(words, wanted))
        for found in (listed, case(desk), *(part(desk, name) for name in PARTS), (form(desk, "tag"),)):
            for message in messages(found, words):
                assert faults(message.card) == (), text[:40]
                assert [one for one in scenes.said(message.card) if live(one)] == [], text[:40]


def test_what_was_typed_can_still_be_read():
    """Letter by letter, but for look-alikes, for what nobody can see, and for a space between the halves of a link."""
    alike = str.maketrans("∗＿∼ˋ‹›∣∖＆∕․‑＋＃＝﹚꞉\u00a0", "*_~`<>|\\&/.-+#=):\u0020")
    for text in (*MARKUP, *LAYOUT, *CODE, *LETTERS, *TEAMS, *SCRIPTS):
        told, typed = ("".join(said.translate(alike).split()) for said in (inert(text), clean(text)))
        assert told == typed.translate(alike), text


def test_what_has_no_meaning_is_left_as_it_is(adviser: Adviser):
    """Nearly all of our own texts, in every language: prose needs no look-alikes."""
    for language in LANGUAGES:
        held = adviser.knowledge.texts[language].words.values()
        flat = [one for value in held for one in ((value,) if isinstance(value, str) else value)]
        changed = [text for text in flat if inert(text) != text]
        assert len(changed) < len(flat) / 50, changed


def test_what_is_typed_is_sent_as_it_was(adviser: Adviser):
    """A button's press, and what stands in a field at first, are no markup: nothing is replaced in them."""
    for text in TEAMS:
        press = Press(action="levers", value=text, consultation="c1", revision=1)
        (message,) = messages(
            [Note(lines=("n",), buttons=(Button(press=press, label="x"),))], adviser.knowledge.texts["en"]
        )
        assert pressed(tap(message.card, submits(message.card)[0])) == press
    fields = [
        one for card in cards("**a** b") for m in scenes.rendered(adviser, [card]) for one in inputs(m.card).values()
    ]
    assert {one.get("value") for one in fields if one["type"] == "Input.Text"} == {None, "**a** b"}


def test_user_words_are_in_no_id(adviser: Adviser):
    """Ids are ours: what is typed stands in texts, and in the press of a button that asks for it again."""
    for message in scenes.rendered(adviser, cards("canary")):
        assert not any("canary" in id for id in inputs(message.card))
        assert "canary" not in message.card["fallbackText"]


def test_the_company_s_own_addresses_stay(adviser: Adviser):
    """Those alone: whoever has to report something can follow them, and nobody is led elsewhere."""
    own = ("https://speak-up.example/a_b?c=1", "leads@company.example", "[x](https://bad.example)", "https://a.example")
    told = f"Report: {own[0]}, or write to {own[1]}. Or {own[3]}"
    typed = (
        "https://a.example.evil.com",
        "https://a.example@evil.com",
        "https://a.example.1evil.com",
        "xhttps://a.example",
    )
    note = Note(
        lines=(told, own[2], *typed, "https://a.example-evil.com https://a.example:80@x", "x.leads@company.example")
    )
    first, *others = read(messages([note], adviser.knowledge.texts["en"], own=own)).splitlines()
    assert first == told and not any(map(live, others))


def test_a_message_reads_as_it_was_typed(adviser: Adviser):
    """A sentence with signs in it stays a sentence."""
    said = "We pay 2.5 * 3 = 7.5; see https://x.example/a_b (e.g. [page 3](p)), kim@x.com & Co."
    told = "We pay 2.5 ∗ 3 = 7.5; see https:∕∕x․example/a_b (e.g. [page 3] (p)), kim@x․com & Co."
    assert read(scenes.rendered(adviser, [Note(lines=(said,))])) == f"{told}\n"
