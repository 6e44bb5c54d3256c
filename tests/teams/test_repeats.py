"""Teams delivers again what it thinks was not taken, and people press twice: one effect each."""

import pytest

from tests.sampling import times
from tests.teams.acting import SITUATION, Scene
from tests.teams.serving import LEAD
from tests.teams_double import plain

AT_ONCE = 20
ROUNDS = times(2, 0.5)
SHAPES = ("full", "recorded", "bare")


def test_twenty_deliveries_of_a_text_have_one_effect(scene: Scene):
    """With the same id, at the same time and later."""
    for _ in range(ROUNDS):
        before = scene.kept().count("told")
        answer = scene.says(f"new {SITUATION}")
        scene.teams.repeat(answer, AT_ONCE, at_once=True)
        scene.shows("Here is what I understood")
        assert scene.kept().count("told") == before + 1


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("renewed", [False, True], ids=["same id", "new ids"])
def test_a_press_that_comes_again_has_one_effect(scene: Scene, shape: str, renewed: bool):
    """Whatever Teams leaves away, and whether or not it gives each a new id and time."""
    scene.says(SITUATION)
    scene.shows("Here is what I understood")
    answer = scene.teams.submit(scene.user, scene.messages()[-1], {}, "That's right", shape=shape)
    assert answer.status == 200
    scene.teams.repeat(answer, AT_ONCE, at_once=True, renewed=renewed)
    scene.shows("What is true, as far as you know?")
    assert scene.kept().count("confirmed") == 1


def test_a_note_that_is_sent_four_times_is_kept_once(scene: Scene):
    """What a lead filled in, with new ids each time."""
    scene.tell()
    number = scene.shows("The lead on duty was told at").split("case ")[1][:4]
    lead = Scene(scene.teams, LEAD)
    lead.says(f"review {number}")
    lead.shows(f"Case {number}\nAsked of you")
    lead.tap("Private note")
    lead.shows(f"Private note: case {number}")
    answer = lead.fills("Save", "the mill called")
    scene.teams.repeat(answer, 3, renewed=True)
    scene.teams.repeat(answer, 3, at_once=True)
    lead.shows("Noted, for leads only")
    assert scene.kept().count("review_noted") == 1


def test_a_look_up_in_a_channel_is_answered_once(scene: Scene):
    """However often its activity comes."""
    answer = scene.teams.mention(scene.user, "levers suppliers", "suppliers")
    scene.teams.repeat(answer, AT_ONCE, at_once=True)
    said = [plain(message) for message in scene.teams.messages("suppliers")]
    assert sum("Suppliers: levers" in one for one in said) == 1


def test_an_execute_means_what_a_submit_means(scene: Scene):
    """Answered with a sentence in time; what comes again, with the same or a new id, has no second effect."""
    scene.says(SITUATION)
    scene.shows("Here is what I understood")
    data = scene.teams.pressed(scene.user, scene.messages()[-1], "That's right")["value"]
    action = {"type": "Action.Execute", "verb": "answer", "data": data}
    answers = [scene.teams.invoke(scene.user, "adaptiveCard/action", {"action": action}) for _ in range(3)]
    answers += scene.teams.repeat(answers[0], 3, at_once=True)
    scene.shows("What is true, as far as you know?")
    assert {(one.status, one.body["statusCode"]) for one in answers} == {(200, 200)}
    assert answers[0].body["value"] == "Taken."
    assert scene.kept().count("confirmed") == 1
