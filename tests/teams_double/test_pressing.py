"""Pressing buttons on cards: what can be pressed, what arrives, and what comes of the answer."""

import pytest

from tests.slack_double.texts import Json
from tests.teams_double import NotPossible, TeamsDouble, plain

from .bots import PlainBot
from .messages import CARD
from .pieces import card, choices, execute, holding, submit, text

FORM = card(
    text("Who was harmed?"),
    choices("who", "workers", "neighbours", isMultiSelect=True, isRequired=True, errorMessage="Choose somebody"),
    {"type": "Input.Text", "id": "note", "label": "Note", "maxLength": 10},
    {"type": "Input.Toggle", "id": "sure", "title": "Sure"},
    actions=(submit("Send", step=1), submit("Skip", step=2), execute("Go on", step=3)),
)


def _posted(teams: TeamsDouble, bot: PlainBot, shown: Json, where: str = "alex") -> Json:
    place = teams.tenant.place(where)
    assert bot.send(place.id, holding(shown))[0] == 201
    return teams.messages(where)[-1]


def test_a_press_brings_data_and_inputs(teams: TeamsDouble, bot: PlainBot) -> None:
    """Several choices come as one text with commas, what was left empty does not come at all."""
    message = _posted(teams, bot, FORM)
    answer = teams.submit("alex", message, {"who": ["workers", "Neighbours"]}, "Send")
    (heard,) = bot.heard
    assert heard["value"] == {"step": 1, "who": "workers,neighbours", "sure": "false"}
    assert heard["type"] == "message" and heard["text"] == "" and heard["replyToId"] == message["id"]
    assert heard["id"].startswith("f:") and answer.acknowledged and teams.notices("alex") == []
    teams.submit("alex", message, {"who": "workers", "sure": True, "note": "hello"}, {"step": 2})
    assert bot.heard[1]["value"] == {"step": 2, "who": "workers", "sure": "true", "note": "hello"}


def test_in_a_channel_a_press_has_no_text_and_names_no_message(teams: TeamsDouble, bot: PlainBot) -> None:
    """As it was recorded: only channelData.legacy knows; another shape comes when asked for."""
    message = _posted(teams, bot, FORM, "suppliers")
    teams.submit("alex", message, {"who": "workers"}, "Send")
    teams.submit("alex", message, {"who": "workers"}, "Send", shape="recorded")
    bare, recorded = bot.heard
    assert (
        "text" not in bare and "replyToId" not in bare and bare["channelData"]["legacy"]["replyToId"].startswith("1:")
    )
    assert bare["conversation"]["id"] == message["conversation"]["id"] and "teamsChannelId" not in bare["channelData"]
    assert "text" not in recorded and recorded["replyToId"] == message["id"]


@pytest.mark.parametrize(
    ("inputs", "action"),
    [
        ({}, "Send"),
        ({"who": "nobody"}, "Send"),
        ({"who": "workers", "note": "more than ten"}, "Send"),
        ({"who": "workers", "unknown": "1"}, "Send"),
        ({"who": "workers"}, "Delete"),
        ({"who": "workers"}, None),
        ({"who": "workers"}, {"step": 7}),
    ],
)
def test_what_cannot_be_pressed_is_not(teams: TeamsDouble, bot: PlainBot, inputs: Json, action: str | Json) -> None:
    """A required input left empty, a value not offered, a button that is not there or not the only one."""
    message = _posted(teams, bot, FORM)
    with pytest.raises(NotPossible):
        teams.submit("alex", message, inputs, action)
    assert bot.heard == []


def test_what_does_not_stand_any_more_is_not_pressed(teams: TeamsDouble, bot: PlainBot) -> None:
    """After an update and after deletion; a client that has not heard of it presses what it shows."""
    message = _posted(teams, bot, FORM)
    path = f"/v3/conversations/{message['conversation']['id']}/activities/{message['id']}"
    bot.call("PUT", path, holding(card(text("Thank you"))))
    with pytest.raises(NotPossible):
        teams.submit("alex", message, {"who": "workers"}, "Send")
    teams.submit("alex", message, {"who": "workers"}, "Send", stale=True)
    assert bot.heard[0]["value"]["step"] == 1
    with pytest.raises(NotPossible):
        teams.submit("sam", message, {"who": "workers"}, "Send", stale=True)


def test_an_execute_is_an_invoke_whose_answer_is_the_card(teams: TeamsDouble, bot: PlainBot) -> None:
    """Whoever pressed sees the other card, the others see the one that was."""
    bot.answer = lambda activity: {"statusCode": 200, "type": CARD, "value": card(text("Done"))}
    message = _posted(teams, bot, FORM, "lunch")
    teams.execute("alex", message, {"who": "workers"}, "Go on")
    action = bot.heard[0]["value"]["action"]
    assert bot.heard[0]["type"] == "invoke" and bot.heard[0]["name"] == "adaptiveCard/action"
    assert action["verb"] == "go" and action["data"] == {"step": 3, "who": "workers", "sure": "false"}
    assert plain(teams.messages("lunch", "alex")[0]) == "Done"
    assert plain(teams.messages("lunch", "sam")[0]).startswith("Who was harmed?")
    with pytest.raises(NotPossible):
        teams.execute("alex", message, {"who": "workers"}, "Go on")
    assert "Done" not in teams.seen_by("sam")


def test_an_old_client_presses_the_fallback(teams: TeamsDouble, bot: PlainBot) -> None:
    """An Action.Submit with the same title; `press` takes whichever is there."""
    message = _posted(teams, bot, FORM)
    teams.submit("alex", message, {"who": "workers"}, "Go on")
    teams.press("alex", message, "Send", {"who": "workers"})
    assert [one["type"] for one in bot.heard] == ["message", "message"] and bot.heard[0]["value"]["step"] == 3


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Saved"}, "Saved"),
        ({"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"message": "No"}}, "No"),
        (
            {"statusCode": 200, "type": CARD, "value": {"type": "AdaptiveCard"}},
            "Something went wrong. Please try again.",
        ),
        (None, "Something went wrong. Please try again."),
        (500, "Unable to reach app. Please try again."),
    ],
)
def test_the_user_reads_what_became_of_it(teams: TeamsDouble, bot: PlainBot, answer: object, told: str) -> None:
    """A toast, an error of the bot's, and failures: no body, no right card, no answer."""
    bot.answer = lambda activity: answer
    message = _posted(teams, bot, FORM)
    teams.execute("alex", message, {"who": "workers"}, "Go on")
    assert teams.notices("alex") == [told] and teams.notices("sam") == []
    assert plain(teams.messages("alex")[0]).startswith("Who was harmed?")
    assert len(teams.warnings) == (told.startswith("Something"))


def test_a_failed_submit_is_seen(teams: TeamsDouble, bot: PlainBot) -> None:
    """The user reads that the app could not be reached."""
    bot.answer = lambda activity: 500
    teams.submit("alex", _posted(teams, bot, FORM), {"who": "workers"}, "Send")
    assert teams.notices("alex") == ["Unable to reach app. Please try again."]


def test_cards_within_cards_and_hidden_parts(teams: TeamsDouble, bot: PlainBot) -> None:
    """A card that is shown on demand brings its inputs; what is hidden for good cannot be pressed."""
    inner = {**card({"type": "Input.Text", "id": "why"}, actions=(submit("Tell", a=1),))}
    show = {"type": "Action.ShowCard", "title": "More", "card": inner}
    hidden = {"type": "Container", "isVisible": False, "items": [{"type": "ActionSet", "actions": [submit("Gone")]}]}
    message = _posted(teams, bot, card({"type": "Input.Text", "id": "who", "value": "me"}, hidden, actions=(show,)))
    teams.submit("alex", message, {"why": "so"}, "Tell")
    assert bot.heard[0]["value"] == {"a": 1, "who": "me", "why": "so"}
    with pytest.raises(NotPossible):
        teams.submit("alex", message, action="Gone")


def test_a_press_can_be_had_without_sending_it(teams: TeamsDouble, bot: PlainBot) -> None:
    """Two at the same time are two activities with the same value."""
    message = _posted(teams, bot, FORM)
    both = [teams.pressed("alex", message, "Send", {"who": "workers"}) for _ in range(2)]
    assert bot.heard == [] and both[0]["id"] != both[1]["id"]
    assert [one.status for one in teams.deliver(*both)] == [200, 200]
    assert bot.heard[0]["value"] == bot.heard[1]["value"]
