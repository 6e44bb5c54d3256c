"""The page: whole in itself, readable by eye, ear and printer; everything in it is escaped."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from random import Random

import pytest

from bot.review.report import Quarter, make
from bot.views.plain import plain
from bot.views.report import cards, overview
from bot.views.report_page import page
from knowledge.schema.entry import LANGUAGES
from tests.review.report.companies import COMPANIES, consultation

QUARTER = Quarter(2026, 3)


class Read(HTMLParser):
    """A page as a program reads it: its elements with what they say of themselves, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.said.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The elements of a kind."""
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def report(frame):
    """A report of a company of some size."""
    random = Random("page")
    data = [consultation(random, frame, QUARTER, COMPANIES[-1]) for _ in range(180)]
    return make(QUARTER, data, frame, QUARTER.next.first_day, lambda: False)


def test_the_overview_of_reports(knowledge):
    """Which are published, which can be, and from when the next one can be."""
    shown = plain([overview(knowledge.texts["en"], (Quarter(2026, 1), Quarter(2026, 2)), (), QUARTER)])
    assert "2026-Q1, 2026-Q2" in shown and "none" in shown and "from 2026-10-01" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_needs_nothing_from_elsewhere(knowledge, report, language):
    """No script, no link, no picture, no font: and were there one, the page itself forbids it."""
    html = page(knowledge, knowledge.texts[language], report)
    read = Read(html)
    assert not {"script", "link", "img", "iframe", "object", "use", "a"} & {tag for tag, _ in read.elements}
    assert not re.search(r"url\(|@import|https?:|javascript:|\son\w+=", html)
    policy = [meta["content"] for meta in read.of("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert read.of("html") == [{"lang": language}]


def test_a_screen_reader_reads_every_figure(knowledge, report):
    """Each table has a caption and each row a heading; bars are silent, for the figure stands beside them."""
    html = page(knowledge, knowledge.texts["en"], report)
    read = Read(html)
    rows = sum(len(table.rows) for table in report.tables if not table.id.startswith(("lever_", "consultations")))
    levers = {row.id for table in report.tables if table.id.startswith("lever_") for row in table.told}
    assert len(read.of("caption")) == len(read.of("table"))
    assert len([th for th in read.of("th") if th.get("scope") == "row"]) == rows + len(levers)
    assert read.of("svg")
    assert all(svg["aria-hidden"] == "true" for svg in read.of("svg"))
    for table in report.tables:
        for row in table.told:
            assert f">at least {row.at_least}<" in html


def test_every_element_is_closed(knowledge, report):
    """So it is XML as well, but for the head's empty elements."""
    html = page(knowledge, knowledge.texts["en"], report)
    for tag in ("table", "tr", "td", "th", "caption", "dl", "dd", "section", "svg", "main", "html"):
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>"), tag


def test_what_is_written_into_it_is_escaped(knowledge, report):
    """A company's own words can't break out of it, wherever they stand."""
    words = knowledge.texts["en"]
    mark = "<script>alert('&')</script>"
    hostile = {key: mark if isinstance(text, str) else (mark,) for key, text in words.words.items()}
    html = page(knowledge, replace(words, words=hostile), report)
    assert Read(html).of("script") == []
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in html


def test_what_the_content_no_longer_has_is_shown_by_its_id(knowledge, report):
    """A report outlives its tables' words: an old row reads as its id."""
    old = report.table("moment").rows[0].model_copy(update={"id": "MOM-99", "at_least": 5})
    lever = report.table("lever_tried").rows[0].model_copy(update={"id": "SUP-Z9", "at_least": 5})
    tables = tuple(
        table.model_copy(update={"rows": (*table.rows, {"moment": old, "lever_tried": lever}[table.id])})
        if table.id in ("moment", "lever_tried")
        else table
        for table in report.tables
    )
    aged = report.model_copy(update={"tables": tables})
    said = plain(cards(knowledge, knowledge.texts["en"], aged))
    assert "MOM-99: at least 5" in said
    assert "SUP-Z9: at least 5" in said
    assert "MOM-99" in page(knowledge, knowledge.texts["en"], aged)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_and_page_say_the_same(knowledge, report, language):
    """Each heading and each figure of the cards stands on the page."""
    words = knowledge.texts[language]
    text = " ".join(Read(page(knowledge, words, report)).said)
    facts, detail, note = cards(knowledge, words, report)
    for row in facts.rows:
        assert row.label in text
        assert row.value in text
    for line in note.lines:
        assert line in text
    for section in detail.sections[:11]:
        assert section.title in text
        assert all(line.rpartition(": ")[0] in text for line in section.lines[:-1])
