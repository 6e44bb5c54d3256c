"""Cards into personal chats: each once, in order, whatever fails on the way; what may be lost is shown again."""

import time

import pytest

from tests.sampling import long, some
from tests.teams.acting import Scene
from tests.teams.serving import ALEX, company, serving, start
from tests.teams_double import Fault, Faults, TeamsDouble

SITUATION = "Our supplier lets nobody join a union; the contract is up for renewal"
"""No lead is told of it, so no other card comes between."""
SAID, ASKED = "Here is what I understood", "Is any of this happening or about to?"
IN_DOUBT = ("dropped_after", "dropped_before", "server_error", "bad_gateway", "broken_json")


def times_shown(scene: Scene) -> int:
    """How often the first card stands there."""
    return sum(SAID in said for said in scene.shown())


@pytest.mark.parametrize("fault", [Fault("rate_limited", retry_after=0), Fault("rate_limited", retry_after=None)])
def test_what_surely_did_not_arrive_is_posted_again(scene: Scene, fault: Fault):
    """After the pause that Teams asks for, or one of ours."""
    scene.teams.next("send", fault)
    scene.says(SITUATION)
    scene.shows(SAID)
    assert times_shown(scene) == 1


@pytest.mark.parametrize("fault", some(IN_DOUBT, 1))
def test_what_may_have_arrived_is_shown_again_when_the_person_writes(scene: Scene, fault: str):
    """A first post is not repeated by itself: it would stand there twice."""
    scene.teams.next("send", fault)
    before = len(scene.teams.calls)
    scene.says(SITUATION)
    scene.teams.wait(lambda: any(call.method == "send" for call in scene.teams.calls[before:]), 15)
    time.sleep(1)
    arrived = times_shown(scene)
    assert arrived == (fault in ("dropped_after", "broken_json"))
    scene.says("help")
    scene.teams.wait(lambda: times_shown(scene) > arrived or None, 15)
    scene.tap("That's right")
    scene.shows(ASKED)
    assert scene.kept().count("confirmed") == 1
    assert times_shown(scene) <= arrived


def test_who_presses_on_it_has_seen_it(scene: Scene):
    """Then it isn't shown again."""
    scene.teams.next("send", "dropped_after")
    scene.says(SITUATION)
    scene.shows(SAID)
    scene.tap("That's right")
    scene.shows(ASKED)
    scene.says("help")
    scene.shows("answer a few questions")
    assert times_shown(scene) <= 1


@pytest.mark.parametrize("fault", some(["rate_limited", "server_error", "dropped_after", "dropped_before"], 1))
def test_a_card_that_takes_anothers_place_may_be_repeated(scene: Scene, fault: str):
    """Until it stands there."""
    scene.says(SITUATION)
    scene.shows(SAID)
    before = len(scene.messages())
    scene.teams.next("update", Fault(fault, retry_after=0))
    scene.tap("That's right")
    scene.shows(ASKED)
    assert (times_shown(scene), len(scene.messages())) == (0, before)


def test_whoever_took_the_app_away_holds_up_nobody(scene: Scene):
    """Their card goes to the dead letters; when they are back they go on."""
    scene.says(SITUATION)
    scene.shows(SAID)
    scene.teams.block(scene.user)
    try:
        other = Scene(scene.teams, ALEX)
        other.says(f"new {SITUATION}")
        other.shows(SAID)
    finally:
        scene.teams.block(scene.user, blocked=False)
    scene.says("yes")
    scene.shows(ASKED)


@long
def test_through_bad_weather(home):
    """30 % refused for haste, 10 % broken, 10 % dropped: nothing is lost once the person writes again."""
    weather = Faults(rate_limited=0.3, server_error=0.1, dropped_before=0.05, dropped_after=0.05, retry_after=0, seed=5)
    with TeamsDouble(company()) as teams, serving(teams):
        scene = Scene(teams, ALEX)
        scene.says("help")
        scene.shows("answer a few questions")
        teams.faults = Faults(repeat=0.05, seed=5, by_method=dict.fromkeys(("send", "update"), weather))
        scene.says(SITUATION)
        for line in ("yes", *("skip",) * 6):
            assert scene.says(line).acknowledged
        time.sleep(5)
        teams.faults = Faults()
        scene.says("result")
        scene.shows("Levers, best first")
        assert scene.kept().count("told") == 1 and "concluded" in scene.kept()


@long
def test_a_card_that_was_being_posted_at_a_kill_is_not_posted_again(home):
    """Nobody can ask Teams what arrived: it is shown again when the person writes, and not before."""
    with TeamsDouble(company()) as teams:
        scene = Scene(teams, ALEX)
        process = start(teams)
        scene.says("help")
        scene.shows("answer a few questions")
        with teams.holding("send", after=True) as gate:
            scene.says(SITUATION)
            gate.wait(15)
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
        with serving(teams):
            time.sleep(2)
            assert times_shown(scene) == 1
            scene.says("yes")
            scene.shows(ASKED)
            assert times_shown(scene) == 2
