"""What a typed reply means; a treacherous one means nothing rather than something wrong."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.replies import LONGEST, Reply, find_date, read_reply
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES

Labels = dict[str, list[str]]


def labels(knowledge: Knowledge, question: str) -> Labels:
    """Choice id -> its labels in all languages, in the order of the content."""
    choices = knowledge.question_by_id[question].choices
    return {c.id: [knowledge.texts[lang](f"choice.{question}.{c.id}") for lang in LANGUAGES] for c in choices}


def values(knowledge: Knowledge, question: str, text: str) -> tuple[str, ...]:
    """The choices that a reply means."""
    return read_reply(text, labels(knowledge, question)).values


TREACHEROUS = [
    # not sure is never No
    ("contact", "not sure", ("unclear",)),
    ("contact", "Not Sure.", ("unclear",)),
    ("checked", "not sure", ("unclear",)),
    ("remedy", "not sure", ("unclear",)),
    ("contact", "nicht sicher", ("unclear",)),
    ("contact", "unclear", ("unclear",)),
    ("contact", "no idea", ()),
    ("contact", "nothing", ()),
    ("contact", "none", ()),
    ("contact", "not no", ()),
    ("contact", "know", ()),
    ("contact", "now", ()),
    ("contact", "not yet", ()),
    ("contact", "no, not really", ()),
    ("contact", "maybe", ()),
    # plain answers
    ("contact", "no", ("no",)),
    ("contact", "NO!", ("no",)),
    ("contact", "yes", ("yes",)),
    ("contact", "ja", ("yes",)),
    ("contact", "nein", ("no",)),
    ("contact", "sí", ("yes",)),
    ("contact", "si", ("yes",)),
    ("contact", "oui", ("yes",)),
    ("contact", "non", ("no",)),
    ("contact", "yes and no", ("yes", "no")),
    # numbers
    ("contact", "2", ("no",)),
    ("contact", " 2 ", ("no",)),
    ("contact", "(2)", ("no",)),
    ("contact", "2.", ("no",)),
    ("contact", "0", ()),
    ("contact", "4", ()),
    ("contact", "-1", ("yes",)),
    ("contact", "99999999999999999999", ()),
    ("contact", "١", ()),
    ("contact", "1-2", ()),
    ("contact", "1.2", ()),
    ("contact", "two", ()),
    ("safety", "1 and 4", ("danger", "violence")),
    ("safety", "1,4", ("danger", "violence")),
    ("safety", "4; 1", ("violence", "danger")),
    ("safety", "1 4", ("danger", "violence")),
    ("safety", "1 und 4", ("danger", "violence")),
    ("safety", "1 y 4", ("danger", "violence")),
    ("safety", "1 et 4", ("danger", "violence")),
    ("safety", "1 & 4 + 2 / 3", ("danger", "violence", "child", "forced")),
    ("safety", "2 and 2", ("child",)),
    ("safety", "1 and 9", ()),
    ("safety", "1 and maybe 4", ()),
    ("safety", ", ,", ()),
    # both, all, neither: which ones is not said
    ("contact", "both", ()),
    ("safety", "both", ()),
    ("safety", "all of them", ()),
    ("contact", "neither", ()),
    ("safety", "the first", ()),
    # labels, ids, slips
    ("actor", "A supplier, contractor or labour agency", ("SUP",)),
    ("actor", "sup", ("SUP",)),
    ("actor", "SUP and gov", ("SUP", "GOV")),
    ("status", "It is happning", ("happening",)),
    ("moment", "mom-08", ("MOM-08",)),
    ("moment", "Negotiating a contrakt", ("MOM-01",)),
    ("safety", "None of these", ("none",)),
    ("connection", "Nuestras propias acciones lo causan nada", ()),
    # one word more or less turns it into its opposite
    ("status", "It is not happening", ()),
    ("status", "It never happened and has not ended", ()),
    ("safety", "keine Kinder arbeiten oder erleiden Schaden", ()),
    ("connection", "not our own actions do it", ()),
    ("connection", "connection I can see", ()),
    ("checked", "it is an allegation", ()),
    ("position", "They don't need us more", ()),
    ("", "", ()),
]


@pytest.mark.parametrize(("question", "reply", "meant"), [row for row in TREACHEROUS if row[0]])
def test_a_reply_means(knowledge: Knowledge, question, reply, meant):
    """These choices, or none rather than a wrong one."""
    assert values(knowledge, question, reply) == meant


def test_every_label_and_id_is_understood(knowledge: Knowledge):
    """In every language and any capitals; where two choices share a label, the first of them."""
    for question in knowledge.questions:
        offered = labels(knowledge, question.id)
        for choice, names in offered.items():
            assert read_reply(choice, offered).values == (choice,), (question.id, choice)
            for name in names:
                for typed in (name, name.upper(), f" {name}. "):
                    (found,) = read_reply(typed, offered).values
                    assert found == choice or name in offered[found], (question.id, typed)


def test_a_label_turned_into_its_opposite_is_not_that_label(knowledge: Knowledge):
    """One "not" in front of it, in any language."""
    negators = {"en": ("not", "don't"), "de": ("nicht", "keine"), "es": ("sin", "nunca"), "fr": ("pas", "jamais")}
    for question in knowledge.questions:
        offered = labels(knowledge, question.id)
        for choice, names in offered.items():
            for language, name in zip(LANGUAGES, names, strict=True):
                held = name.casefold().split()
                for word in negators[language]:
                    if word not in held and choice != "unclear":
                        assert choice not in read_reply(f"{word} {name}", offered).values, (question.id, word, name)


def test_candidates_when_it_is_not_clear(knowledge: Knowledge):
    """The choices whose label holds every word of the reply, four at most."""
    moments = labels(knowledge, "moment")
    assert read_reply("contract", moments) == Reply(candidates=("MOM-01", "MOM-05"))
    assert read_reply("xylophone", moments) == Reply()
    assert len(read_reply("a", labels(knowledge, "elements")).candidates) <= 4
    alike = {"a": ["red apple pie"], "b": ["red apple pies"]}
    assert read_reply("red apple piee", alike) == Reply()
    assert read_reply("apple red", alike).candidates == ("a", "b")
    assert read_reply("red apple pai", {"a": ["red apple pie"]}).values == ("a",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-12", date(2027, 3, 12)),
        ("2027-3-2", date(2027, 3, 2)),
        ("12.3.2027", date(2027, 3, 12)),
        ("12/3/2027", date(2027, 3, 12)),
        ("on 12.03.2027 or 13.03.2027", date(2027, 3, 12)),
        ("29.2.2028", date(2028, 2, 29)),
        ("29.2.2027", None),
        ("2027-13-01", None),
        ("12/13/2027", None),
        ("12.3.27", None),
        ("next week", None),
        ("20270312", None),
        ("", None),
    ],
)
def test_dates(text, day):
    """The first real day, the day before the month."""
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("reply", "meant", "day"),
    [
        ("1 on 2027-03-12", ("MOM-01",), date(2027, 3, 12)),
        ("1 am 12.3.2027", ("MOM-01",), date(2027, 3, 12)),
        ("8 el 12/3/2027", ("MOM-08",), date(2027, 3, 12)),
        ("8 le 12/3/2027", ("MOM-08",), date(2027, 3, 12)),
        ("Negotiating a contract on 2027-03-12", ("MOM-01",), date(2027, 3, 12)),
        ("1 and 8, 2027-03-12", ("MOM-01", "MOM-08"), date(2027, 3, 12)),
        ("2027-03-12", (), date(2027, 3, 12)),
        ("on 2027-03-12", (), date(2027, 3, 12)),
        ("1 on 2027-02-30", ("MOM-01",), None),
        ("something on 2027-03-12", (), date(2027, 3, 12)),
    ],
)
def test_a_choice_with_a_date(knowledge: Knowledge, reply, meant, day):
    """Both are read, in one line."""
    found = read_reply(reply, labels(knowledge, "moment"))
    assert (found.values, found.day) == (meant, day)


def test_a_reply_without_words_or_endless_means_nothing(knowledge: Knowledge):
    """Signs alone, blanks, or a whole page."""
    offered = labels(knowledge, "contact")
    for nothing in ("", "   ", "...", "!?", "-"):
        assert read_reply(nothing, offered) == Reply()
    assert read_reply("no " * LONGEST, {"yes": ["Yes"], "no": ["No"]}).values == ("no",)
    assert read_reply("no" * LONGEST, offered).values == ()


@given(text=st.text(max_size=60))
@settings(deadline=None, max_examples=100, derandomize=True)
def test_reading_a_reply_never_raises(knowledge: Knowledge, text):
    """Whatever is typed, what it means is offered, each choice once."""
    for question in ("contact", "moment"):
        offered = labels(knowledge, question)
        found = read_reply(text, offered)
        assert set(found.values) <= set(offered)
        assert len(set(found.values)) == len(found.values)
        assert not (found.values and found.candidates)
