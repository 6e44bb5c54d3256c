"""Who may deliver, and what: bad tokens, bad bytes, damaged activities; nothing of it is a crash."""

import json
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.sampling import some, times
from tests.slack_double.texts import Json
from tests.teams.acting import SITUATION, Scene
from tests.teams.serving import ALEX
from tests.teams_double import BAD_TOKENS

MANY = times(100, 50)
AT_ONCE = 50
SEED = 1948
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "\x00", "\u202e", "<at>x</at>", "29:1", "x" * 5000),
    *([], {}, [None], [[]], [{}], {"id": 1}, {"id": None}, {"type": []}, {"": {}}, [0, "a", {}]),
    *({"leverage": 1}, {"leverage": {"action": []}}, {"leverage": {"action": "choose"}, "takes": {"as": "choice"}}),
    *({"action": {"data": {"leverage": {"action": "review", "value": "1 note"}, "takes": 7}}}, "message", "invoke"),
)


@pytest.mark.parametrize("kind", some(sorted(BAD_TOKENS), 8))
def test_a_bad_token_is_refused(scene: Scene, kind: str):
    """401, whatever it carries, and nothing is kept."""
    teams = scene.teams
    sent = teams.written(scene.user, SITUATION)
    (answer,) = teams.deliver(sent, token=teams.bad_token(kind))
    assert answer.status == 401
    assert scene.kept() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b"[" * 5000, 400), (b"x" * 1_000_001, 413)],
)
def test_what_is_no_activity_is_refused(scene: Scene, body: bytes, status: int):
    """With a good token."""
    assert scene.teams.raw(body).status == status


def test_damaged_activities_are_no_crash(scene: Scene):
    """Texts, presses, invokes and arrivals with something missing, odd or twice: 200, or 401 without a service."""
    random, statuses = Random(SEED), Counter[int]()
    originals = _originals(scene)
    for _ in range(0, MANY, AT_ONCE):
        sent = [_damaged(random, random.choice(originals)) for _ in range(AT_ONCE)]
        statuses.update(answer.status for answer in scene.teams.deliver(*sent))
    assert statuses.total() >= MANY
    assert set(statuses) <= {200, 400, 401}
    assert statuses[200] > MANY / 2
    replace(scene, user=ALEX).tell()


def _originals(scene: Scene) -> list[Json]:
    teams, user = scene.teams, scene.user
    scene.says(SITUATION)
    scene.shows("Here is what I understood")
    card = scene.messages()[-1]
    execute = {"action": {"type": "Action.Execute", "data": teams.pressed(user, card, "That's right")["value"]}}
    base = teams.written(user, "levers suppliers")
    return [
        base,
        teams.written(user, "levers suppliers", "lunch"),
        teams.pressed(user, card, "That's right"),
        {**base, "type": "invoke", "name": "adaptiveCard/action", "value": execute},
        {**base, "type": "invoke", "name": "task/fetch", "value": {"data": {}}},
        {**base, "type": "installationUpdate", "action": "add"},
        {**base, "type": "conversationUpdate", "membersAdded": [{"id": teams.tenant.bot_id}]},
        {**base, "type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {**base, "type": "nobodyKnows"},
    ]


def _damaged(random: Random, original: Json) -> Json:
    """With one to three things wrong; its id is fresh, or Teams' own retries would hide it."""
    damaged = json.loads(json.dumps(original))
    damaged["id"] = f"f:{random.random()}"
    for _ in range(random.randint(1, 3)):
        where = random.choice(list(_inside(damaged)))
        name = random.choice(list(where) if isinstance(where, dict) else range(len(where)))
        if random.random() < 0.3:
            del where[name]
        else:
            where[name] = deepcopy(random.choice(ODD))
    return damaged


def _inside(found: Any) -> Any:
    """Every mapping and list that holds something."""
    inner = found.values() if isinstance(found, dict) else found
    if found:
        yield found
    for one in inner:
        if isinstance(one, dict | list):
            yield from _inside(one)


def test_any_other_method_is_refused(scene: Scene):
    """405, which some ask for first to see whether anybody is there."""
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(scene.address, method="HEAD"), timeout=10)  # noqa: S310 - our own server on 127.0.0.1
    with refused.value as answer:
        assert answer.code == 405
