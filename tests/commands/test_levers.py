"""`leverage levers`: the look-up at the command line, and its contract."""

import json

import pytest

from tests.commands.contract import documented, paths

FIELDS = ("id", "actor", "category", "title", "score", "why", "source")


def test_the_fields_are_those_of_the_contract(run):
    """Exactly the documented fields, in the documented order."""
    answers = [json.loads(run("levers", "--json", *words).out) for words in (["jv", "contract"], ["MOM-05"], ["CIA-6"])]
    for answer in answers:
        assert list(answer) == ["query", "levers", "other"]
        assert [tuple(lever) for lever in answer["levers"] if tuple(lever) != FIELDS] == []
    assert paths(*answers) == documented("leverage levers")


def test_an_id_finds_its_lever(run, knowledge):
    """The look-up of an id is that lever, with its title and its section of the source."""
    lever = knowledge.lever_by_id["SUP-A2"]
    done = run("levers", "sup-a2", "--json")
    (found,) = json.loads(done.out)["levers"]
    assert (found["id"], found["title"], found["source"]) == (lever.id, lever.title, lever.source)
    assert lever.title in run("levers", "sup-a2").out


def test_words_need_no_quotes(run):
    """Several words are one query."""
    assert run("levers", "jv", "contract", "--json").out == run("levers", "jv contract", "--json").out


@pytest.mark.parametrize("query", ["asdfghjkl \u202eqwertz", "x" * 100_000])
def test_nothing_found_is_exit_status_1(run, query):
    """The answer is no: an honest sentence, or empty lists."""
    plain, machine = run("levers", query), run("levers", query, "--json")
    assert (plain.status, machine.status) == (1, 1)
    assert plain.out.startswith("Nothing fits")
    answer = json.loads(machine.out)
    assert (answer["levers"], answer["other"]) == ([], [])
    assert query.replace("\u202e", "").startswith(answer["query"])


def test_without_words_the_actors_are_listed(run):
    """No words: whom one can move."""
    done = run("levers")
    assert (done.status, "SUP" in done.out) == (0, True)


def test_another_language(run, knowledge):
    """Titles in the language asked for, where they are translated; the machine-readable form stays English."""
    german = knowledge.texts["de"]("lever.SUP-A2.title")
    assert german in run("levers", "SUP-A2", "--language", "de").out
    assert german not in run("levers", "SUP-A2", "--language", "de", "--json").out
