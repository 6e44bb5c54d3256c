import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice import Adviser
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue.scene import Scene
from bot.fitting import Fitter
from bot.lookup import Lookup, look_up
from bot.messages import Detail, Listing, Note
from bot.views.lookup import as_json, cards
from bot.views.plain import plain
from knowledge.schema.entry import LANGUAGES, Language

Look = Callable[[str], Lookup]
Show = Callable[..., str]

OFF_TOPIC = [
    "parking", "pizza", "asdfgh", "holiday request", "printer", "expense report", "reset my password",
    "vpn not working", "lunch menu", "birthday cake",
    "wifi", "weather tomorrow", "sick leave", "coffee machine", "salary slip", "hello",
    "recipe for soup", "dog food", "taxi", "gym membership",
    "Urlaubsantrag", "Drucker kaputt", "Kantine", "Gehaltsabrechnung", "Wetter", "Weihnachtsfeier",
    "vacaciones", "impresora rota", "el tiempo hoy", "cafetera",
    "congés payés", "imprimante", "météo", "recette de crêpes", "fiche de paie",
    "???", "12345",
    "contract renewal of my phone", "supplier invoice not paid", "audit of my expense claims",
    "customer satisfaction score",
]  # fmt: skip


def scene_of(adviser: Adviser, language: Language = "en") -> Scene:
    knowledge = adviser.knowledge
    return Scene(
        adviser=adviser,
        commands=Commands(knowledge),
        words=knowledge.texts[language],
        consultation=Consultation(language=language),
        now=datetime(2026, 11, 21, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def look(adviser: Adviser) -> Look:
    return lambda query: look_up(adviser.reader, query)


@pytest.fixture(scope="module")
def show(adviser: Adviser) -> Show:
    return lambda query, language="en": plain(cards(scene_of(adviser, language), query))


def ids(found: Lookup) -> list[str]:
    return [fit.lever.id for fit in found.levers]


# ---- ids ----


@pytest.mark.parametrize("typed", ["SUP-A2", "sup-a2", "sup a2", "supa2", " Sup A2 ", "open SUP-A2 please"])
def test_a_lever_is_found_by_its_id_however_typed(look: Look, typed: str) -> None:
    found = look(typed)
    assert (ids(found), found.entry, found.good) == (["SUP-A2"], "SUP-A2", True)


@pytest.mark.parametrize("entry", ["CIA-6", "INT-3.2a", "L-EL10", "MOM-03", "cia 6", "l-el10"])
def test_any_entry_is_found_by_its_id(look: Look, entry: str) -> None:
    found = look(entry)
    assert found.entry.replace("-", "").casefold() == entry.replace("-", "").replace(" ", "").casefold()
    assert (found.entry,) == found.other


def test_every_entry_can_be_opened_by_its_id(adviser: Adviser, look: Look) -> None:
    for entry in adviser.knowledge.by_id:
        found = look(entry)
        assert entry in (found.entry, *found.actors)
        assert cards(scene_of(adviser), entry)


def test_a_moment_comes_with_the_levers_that_live_then(look: Look) -> None:
    assert ids(look("MOM-03"))[0] == "SUP-A3"


# ---- filters ----


@pytest.mark.parametrize(
    ("query", "actor", "count"),
    [("SUP", "SUP", 14), ("suppliers", "SUP", 14), ("jv", "JV", 11), ("Kunden", "CUS", 8), ("gobierno", "GOV", 12)],
)
def test_an_actor_alone_lists_its_levers(look: Look, query: str, actor: str, count: int) -> None:
    found = look(query)
    assert (count, (actor,)) == (len(found.levers), found.actors)


def test_actor_and_category_limit_together(look: Look) -> None:
    assert ids(look("jv commercial")) == ["JV-A1", "JV-A2"]


def test_words_left_after_the_filters_rank_inside_them(look: Look) -> None:
    found = look("gov joint lobbying")
    assert ids(found)[0] == "GOV-C3"
    assert {"GOV"} == {fit.lever.actor for fit in found.levers}


def test_a_filter_word_keeps_its_worth_when_nothing_else_is_left(look: Look) -> None:
    assert ids(look("embassy"))[0] == "GOV-D1"


def test_a_moment_named_lists_the_levers_that_live_then(look: Look) -> None:
    assert {"JV-A1", "JV-A2", "JV-B5", "JV-D1"} <= set(ids(look("jv before the contract")))
    assert ids(look("tender"))[0] == "SUP-A3"


# ---- words ----


@pytest.mark.parametrize(
    ("query", "lever"),
    [
        ("contracts", "SUP-A1"), ("questionnaires", "SUP-A4"), ("EITI", "GOV-E1"), ("Bettercoal", "SUP-C1"),
        ("world cup sponsors", "CUS-C2"), ("train our suppliers", "SUP-B1"), ("secondment", "JV-B2"),
        ("Lieferanten schulen", "SUP-B1"), ("unsere Botschaft", "GOV-D1"), ("Endverbleibsklausel", "CUS-A1"),
        ("formar a los proveedores", "SUP-B1"), ("mesa redonda con todos", "SUP-E2"),
        ("our lead times cause overtime", "SUP-B2"), ("origin survey to suppliers", "SUP-A4"),
        ("refuse a client", "CUS-A3"), ("friendly ministry inside government", "GOV-C2"),
        ("Bieter nach Löhnen auswählen", "SUP-A3"), ("jemanden zum Partner schicken", "JV-B2"),
        ("acompañar al socio a la comunidad", "JV-B3"), ("qué hacen otras marcas", "SUP-C2"),
        ("refuser une vente douteuse", "CUS-A3"), ("clause de veto dans le pacte", "JV-A1"),
        ("transparence des paiements", "GOV-B3"), ("détacher un salarié chez le partenaire", "JV-B2"),
    ],
)  # fmt: skip
def test_plain_words_of_four_languages_find_the_lever(look: Look, query: str, lever: str) -> None:
    assert ids(look(query))[0] == lever


@pytest.mark.parametrize(
    ("query", "lever"),
    [
        ("pay a bit more for clean payrolls", "SUP-A5"), ("what did the other brands do in this mess", "SUP-C2"),
        ("lend them our community officer for a year", "JV-B2"), ("bring a strict development bank on board", "JV-D1"),
        ("ask our foreign ministry to talk to theirs", "GOV-D1"),
    ],
)  # fmt: skip
def test_words_that_no_list_holds_find_the_lever(look: Look, query: str, lever: str) -> None:
    """By what others typed who needed it."""
    first = look(query).levers[0]
    assert (first.lever.id, "likeness" in first.why) == (lever, True)


def test_a_title_in_any_language_finds_its_lever(adviser: Adviser, look: Look) -> None:
    for language in LANGUAGES:
        words = adviser.knowledge.texts[language]
        for lever in adviser.knowledge.levers:
            title = lever.title if language == "en" else words.get(f"lever.{lever.id}.title") or lever.title
            assert lever.id in ids(look(title))[:3], (language, lever.id)


@pytest.mark.parametrize(
    ("query", "first"),
    [("persuasion scarcity", "CIA-6"), ("internal board", "INT-1"), ("engagement escalation", "L-EL10")],
)
def test_chapters_besides_the_levers_are_looked_up_too(look: Look, query: str, first: str) -> None:
    found = look(query)
    assert (first, True, ()) == (found.other[0], found.good, found.levers)


def test_misspelt_words_are_mended_and_said(look: Look, show: Show) -> None:
    found = look("suplier audits")
    assert (found.read_as, ids(found)[0]) == ((("suplier", "supplier"),), "SUP-A2")
    assert 'Reading "suplier" as supplier.' in show("suplier audits")


def test_every_lever_says_what_speaks_for_it(look: Look) -> None:
    assert "words: audits" in look("suplier audits").levers[0].why


def test_a_mended_word_is_said_above_the_one_entry_it_opens(adviser: Adviser) -> None:
    said, opened = cards(scene_of(adviser), "persuasion autority")
    assert isinstance(said, Note) and said.lines == ('Reading "autority" as authority.',)
    assert isinstance(opened, Detail) and opened.place == "CIA-5"


@pytest.mark.parametrize("purpose", ["attention", "terms", "facts", "ability", "standard"])
def test_a_purpose_is_looked_up_by_its_label(adviser: Adviser, look: Look, purpose: str) -> None:
    found = look(adviser.knowledge.texts["en"](f"choice.purpose.{purpose}"))
    assert all(purpose in [s.purpose for s in fit.lever.purposes] for fit in found.levers[:3]) and found.good


@pytest.mark.parametrize("typed", ["", "que", "???"])
def test_a_query_without_a_telling_word_is_explained_by_no_lever(adviser: Adviser, typed: str) -> None:
    fitter = Fitter(adviser.reader)
    assert {fitter.explained(fitter.asker.ask(typed), lever, 0.5) for lever in adviser.knowledge.levers} == {0.0}


def test_the_same_query_finds_the_same(look: Look) -> None:
    assert look("joint letter of brands") == look("joint letter of brands")


# ---- nothing fits ----


@pytest.mark.parametrize("query", OFF_TOPIC)
def test_what_has_nothing_to_do_with_levers_finds_none(look: Look, query: str) -> None:
    found = look(query)
    assert (found.good, found.levers, found.other) == (False, (), ())


def test_where_nothing_fits_the_actors_are_offered(adviser: Adviser) -> None:
    (card,) = cards(scene_of(adviser), "parking")
    assert isinstance(card, Note)
    assert card.lines[0].startswith('Nothing fits "parking" well.')
    assert {"SUP", "JV", "CUS", "GOV"} <= {button.press.value for button in card.buttons}


@settings(max_examples=150, deadline=None)
@given(typed=st.text(max_size=200))
def test_nothing_that_can_be_typed_raises(adviser: Adviser, typed: str) -> None:
    assert len(look_up(adviser.reader, typed).levers) <= 45
    assert cards(scene_of(adviser), typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n\t",
        "supplier " * 12_000,
        "\x00\x1b[31m\u202esupplier",
        "🧵🧵🧵",
        "\ud800",
        "*|... -",
        "page 2",
        "more",
        "A" * 100_000,
    ],
    ids=["empty", "space", "100 kB", "control", "emoji", "half a character", "signs", "page", "more", "one long word"],
)
def test_odd_input_is_answered(adviser: Adviser, typed: str) -> None:
    assert look_up(adviser.reader, typed).query is not None
    assert cards(scene_of(adviser), typed)


# ---- cards ----


def test_at_most_five_levers_stand_on_a_page(adviser: Adviser) -> None:
    (card, *_) = cards(scene_of(adviser), "suppliers")
    assert isinstance(card, Listing)
    assert len(card.entries) == 5
    assert card.buttons[0].label == "9 more"


@pytest.mark.parametrize("asked", ["suppliers more", "suppliers page 2"])
def test_more_pages_on_until_all_have_been_shown(adviser: Adviser, look: Look, asked: str) -> None:
    (card, *_) = cards(scene_of(adviser), asked)
    assert isinstance(card, Listing)
    assert [entry.id for entry in card.entries] == ids(look("suppliers"))[5:10]


def test_the_more_button_leads_to_the_next_page(adviser: Adviser) -> None:
    seen: list[str] = []
    asked = "suppliers"
    while asked:
        (card, *_) = cards(scene_of(adviser), asked)
        assert isinstance(card, Listing)
        seen += [entry.id for entry in card.entries]
        asked = next((b.press.value for b in card.buttons if b.press.action == "levers"), "")
    assert sorted(seen) == sorted(lever.id for lever in adviser.knowledge.levers_of("SUP"))


def test_an_empty_query_lists_the_actors_with_their_counts(adviser: Adviser) -> None:
    (card,) = cards(scene_of(adviser), "")
    assert isinstance(card, Listing)
    assert [(e.id, e.line) for e in card.entries] == [("SUP", "14"), ("JV", "11"), ("CUS", "8"), ("GOV", "12")]


def test_an_id_opens_the_lever_in_full(adviser: Adviser) -> None:
    (card,) = cards(scene_of(adviser), "SUP-A2")
    assert isinstance(card, Detail)
    assert card.source.startswith("Shift 2013")


def test_one_other_entry_alone_is_opened(adviser: Adviser) -> None:
    (card,) = cards(scene_of(adviser), "persuasion scarcity")
    assert isinstance(card, Detail)
    assert card.place == "CIA-6"


@pytest.mark.parametrize("query", ["suppliers", "SUP-A2", "internal", "parking", ""])
def test_every_look_up_ends_with_starting_a_consultation(adviser: Adviser, query: str) -> None:
    shown = cards(scene_of(adviser), query)
    assert any(button.press.action == "new" for card in shown for button in card.buttons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_look_ups_are_answered_in_every_language(show: Show, language: Language) -> None:
    assert "SUP-A2" in show("audit", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_that_nobody_has_reviewed_is_marked(show: Show, adviser: Adviser, language: Language) -> None:
    words = adviser.knowledge.texts[language]
    assert (words("lookup.translated") in show("SUP-A2", language)) is not words.reviewed


def test_what_is_found_repeats_no_word_of_the_query(show: Show) -> None:
    assert "zebrafish" not in show("supplier audits zebrafish")


# ---- the contract ----


def test_the_json_is_a_contract(look: Look) -> None:
    made = as_json(look("suplier audits"))
    assert {"query", "levers", "other"} == made.keys()
    assert {"id", "actor", "category", "title", "score", "why", "source"} == made["levers"][0].keys()
    assert json.loads(json.dumps(made)) == made
