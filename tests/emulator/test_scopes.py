"""What the app may do: the scopes of the manifest are enough for everything, and a missing one is named."""

import json

import pytest

from handlers.slack.manifest import SCOPES
from tests.commands.scenes import leverage
from tests.slack.serving import environment

from .emulator import SEED, scopes_in

SITUATION = "Our supplier keeps the passports of migrant workers"


def test_the_seed_grants_what_the_manifest_asks_for():
    """No more and no less, and the emulator holds us to it."""
    seed = json.loads(SEED.read_text(encoding="utf-8"))
    assert scopes_in(seed) == sorted(SCOPES)
    assert seed["slack"]["strict_scopes"] is True


def test_the_doctor_says_what_it_was_told(start):
    """The token is good. The emulator tells no x-oauth-scopes, and the doctor does not claim that all are there."""
    with start(served=False) as hands:
        done = leverage("doctor", **environment(hands, socket=False) | hands.settings)
    assert "ok   Slack: the bot token is for Example" in done.out
    assert "FIX  Slack scopes: the answer does not tell them" in done.out
    assert "ok   Slack: signed HTTP" in done.out


@pytest.mark.parametrize(("scope", "method"), [("chat:write", "chat.postMessage"), ("im:write", "conversations.open")])
def test_a_missing_scope_is_named_by_the_doctor(start, scope, method):
    """The call is refused, the card goes to the dead letters, and the doctor and the log name the scope."""
    with start(without=(scope,)) as hands:
        assert hands.write("alex", SITUATION).acknowledged
        hands.wait(lambda: f"dead letters: missing_scope {scope}" in hands.log() or None)
        assert (method, "missing_scope") in hands.emulator.refusals()
        done = leverage("doctor", **environment(hands, socket=False) | hands.settings)
        assert f"(missing_scope {scope})" in done.out
        assert hands.crashes() == ""


def test_without_the_scope_for_profiles_nobody_is_let_in(start):
    """Who can't be told from a guest hears that something went wrong; the log names the scope."""
    with start(without=("users:read",)) as hands:
        assert hands.write("alex", SITUATION).acknowledged
        assert "(missing_scope users:read)" in hands.crashes()
        hands.shows("alex", "Something went wrong")
