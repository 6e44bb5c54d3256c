"""The connector: what it does for the bot, and what it refuses as Teams does."""

import pytest

from tests.slack_double.texts import Json
from tests.teams_double import TeamsDouble, plain

from .bots import PlainBot
from .pieces import card, holding, text


def _personal(teams: TeamsDouble, name: str) -> str:
    return teams.tenant.personal(teams.tenant.person(name)).id


def test_a_message_is_sent_changed_and_deleted(teams: TeamsDouble, bot: PlainBot) -> None:
    """The id that comes back names it; what stands is what a test sees, what stood is remembered."""
    here = _personal(teams, "alex")
    status, sent = bot.send(here, "first")
    assert status == 201 and [one["text"] for one in teams.messages("alex")] == ["first"]
    one = f"/v3/conversations/{here}/activities/{sent['id']}"
    assert bot.call("PUT", one, holding(card(text("second")))) == (200, {"id": sent["id"]})
    assert [plain(message) for message in teams.messages("alex")] == ["second"]
    assert bot.call("DELETE", one)[0] == 200 and teams.messages("alex") == []
    assert bot.call("DELETE", one)[0] == 404 and bot.call("PUT", one, holding(card()))[0] == 404
    assert (
        "first" in teams.seen_by("alex") and "second" in teams.seen_by("alex") and "first" not in teams.seen_by("sam")
    )
    assert [call.method for call in teams.calls] == ["send", "update", "delete", "delete", "update"]


def test_a_personal_chat_is_the_same_each_time(teams: TeamsDouble, bot: PlainBot) -> None:
    """It is made by id and tenant; with a first message where one comes along."""
    alex = teams.tenant.person("alex")
    asked: Json = {"members": [{"id": alex.id}], "tenantId": teams.tenant.tenant_id, "isGroup": False}
    status, made = bot.call("POST", "/v3/conversations", asked)
    again = bot.call("POST", "/v3/conversations", {**asked, "activity": {"type": "message", "text": "hello"}})
    assert status == 201 and again == (201, made) and made["id"].startswith("a:1")
    assert [one["text"] for one in teams.messages("alex")] == ["hello"]


def test_a_thread_is_started_and_answered(teams: TeamsDouble, bot: PlainBot) -> None:
    """In a channel, with its first message; further ones name the thread or the message they answer."""
    channel = teams.tenant.place("suppliers").id
    first = {"type": "message", "text": "root"}
    asked: Json = {"isGroup": True, "channelData": {"channel": {"id": channel}}, "tenantId": teams.tenant.tenant_id}
    assert bot.call("POST", "/v3/conversations", asked)[1]["error"]["code"] == "BadSyntax"
    _, made = bot.call("POST", "/v3/conversations", {**asked, "activity": first})
    assert made == {"id": f"{channel};messageid={made['activityId']}", "activityId": made["activityId"]}
    bot.send(made["id"], "one")
    bot.call("POST", f"/v3/conversations/{channel}/activities/{made['activityId']}", {**first, "text": "two"})
    bot.send(channel, {**first, "text": "three", "replyToId": made["activityId"]})
    bot.send(channel, "apart")
    thread = teams.messages({"conversation": {"id": made["id"]}})
    assert [one["text"] for one in thread] == ["root", "one", "two", "three"]
    assert [one["text"] for one in teams.messages("suppliers")][-1] == "apart"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"members": [{"id": "alex"}]}, "BadSyntax"),
        ({"members": [{"id": "alex"}, {"id": "sam"}], "tenantId": "home"}, "BadSyntax"),
        ({"members": [{"id": "alex"}], "tenantId": "home", "isGroup": True}, "BadSyntax"),
        ({"members": [{"id": "stranger"}], "tenantId": "home"}, "BadSyntax"),
        ({"members": [{"id": "29:nobody"}], "tenantId": "home"}, "BadSyntax"),
        ({"members": [{"id": "new"}], "tenantId": "home"}, "BotNotInConversationRoster"),
    ],
)
def test_other_conversations_are_not_created(teams: TeamsDouble, bot: PlainBot, asked: Json, code: str) -> None:
    """No tenant, another one, groups, nobody, and somebody who has not installed the app."""
    tenant = {"tenantId": teams.tenant.tenant_id} if "tenantId" in asked else {}
    members = [
        {"id": found.id if (found := teams.tenant.find_person(one["id"])) else one["id"]} for one in asked["members"]
    ]
    assert bot.call("POST", "/v3/conversations", {**asked, **tenant, "members": members})[1]["error"]["code"] == code


def test_nobody_calls_without_a_token(teams: TeamsDouble, bot: PlainBot) -> None:
    """None, an inbound one, an expired one, a revoked one: 401 each time."""
    path = f"/v3/conversations/{_personal(teams, 'alex')}/activities"
    said = {"type": "message", "text": "hello"}
    mine = teams.access_token()
    for token in (None, "nonsense", teams.token()):
        assert bot.call("POST", path, said, token)[0] == 401
    assert bot.call("POST", path, said, mine)[0] == 201
    teams.clock.advance(3600)
    assert bot.call("POST", path, said, mine)[0] == 401
    mine = teams.access_token()
    teams.revoke()
    assert bot.call("POST", path, said, mine)[0] == 401
    teams.deregister()
    assert bot.call("POST", path, said)[1]["error"]["code"] == "BotNotRegistered"


def test_where_the_bot_is_not_it_does_not_write(teams: TeamsDouble, bot: PlainBot) -> None:
    """404 for what it does not know, 403 where it is not, is no more, or is blocked."""
    assert bot.send("a:1nothing", "hello")[1]["error"]["code"] == "ConversationNotFound"
    assert bot.send(_personal(teams, "new"), "hello")[1]["error"]["code"] == "ConversationNotFound"
    assert bot.send(f"{teams.tenant.place('suppliers').id};messageid=1", "hello")[0] == 404
    assert bot.send(teams.tenant.place("closed").id, "hello")[1]["error"]["code"] == "BotNotInConversationRoster"
    teams.block("alex")
    blocked = bot.send(_personal(teams, "alex"), "hello")
    assert blocked[0] == 403 and "MessageWritesBlocked" in blocked[1]["message"]
    teams.block("alex", blocked=False)
    assert bot.send(_personal(teams, "alex"), "hello")[0] == 201
    teams.uninstall("sam")
    assert bot.send(_personal(teams, "sam"), "hello")[0] == 403 and teams.messages("sam") == []


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ({"type": "AdaptiveCard", "version": "1.6", "body": []}, 400),
        ({"type": "AdaptiveCard", "body": []}, 400),
        ({"version": "1.5", "body": []}, 400),
        (card({"type": "TextBlok", "text": "hello"}), 400),
        (card({"text": "hello"}), 400),
        (card({"type": "Container", "items": [{"type": "Input.Text"}]}), 400),
        (card(actions=({"type": "Action.Sumbit", "title": "Go"},)), 400),
        (card({"type": "Input.ChoiceSet", "id": "a", "choices": [{"title": "A"}]}), 400),
        (card(text("x" * 28 * 1024)), 413),
        (card({"type": "Icon", "fallback": "drop"}, text("hello")), 201),
    ],
)
def test_a_card_that_is_none_is_refused(teams: TeamsDouble, bot: PlainBot, shown: Json, status: int) -> None:
    """An unknown version, element or action, a missing type, and one that is too big."""
    found, body = bot.send(_personal(teams, "alex"), holding(shown))
    assert found == status and len(teams.messages("alex")) == (status == 201)
    assert status != 413 or body["error"]["code"] == "MessageSizeTooBig"


def test_what_is_no_message_is_refused(teams: TeamsDouble, bot: PlainBot) -> None:
    """Nothing in it, an unknown type, an unknown attachment, too long; typing is taken and stands nowhere."""
    here = _personal(teams, "alex")
    for body in ({"type": "message"}, {"type": "event", "text": "a"}, {"type": "message", "attachments": [{}]}):
        assert bot.send(here, body)[0] == 400
    assert bot.send(here, "x" * 60_000)[0] == 413
    assert bot.send(here, {"type": "typing"}) == (201, {}) and teams.messages("alex") == []


def test_a_targeted_message_is_for_one(teams: TeamsDouble, bot: PlainBot) -> None:
    """Nobody else sees it, and it is changed and deleted as a targeted one only."""
    here, alex = teams.tenant.place("lunch").id, teams.tenant.person("alex").id
    said = {"type": "message", "text": "for your eyes", "recipient": {"id": alex, "isTargeted": True}}
    assert bot.send(here, said)[0] == 400 and bot.send(here, "open", "?isTargetedActivity=true")[0] == 400
    status, sent = bot.send(here, said, "?isTargetedActivity=true")
    assert status == 201 and teams.messages("lunch") == []
    assert [one["targeted"] for one in teams.messages("lunch", "alex")] == [True]
    assert teams.messages("lunch", "sam") == [] and "eyes" not in teams.seen_by("sam")
    assert "eyes" in teams.seen_by("alex")
    path = f"/v3/conversations/{here}/activities/{sent['id']}"
    fresh = {"type": "message", "text": "again"}
    assert bot.call("PUT", path, fresh)[0] == 404 and bot.call("PUT", f"{path}?isTargetedActivity=true", said)[0] == 400
    assert bot.call("PUT", f"{path}?isTargetedActivity=true", fresh)[0] == 200
    assert bot.call("DELETE", f"{path}?isTargetedActivity=true")[0] == 200
    assert teams.messages("lunch", "alex") == [] and "again" not in teams.seen_by("sam")


def test_it_tells_who_is_there(teams: TeamsDouble, bot: PlainBot) -> None:
    """One by either id, all, page by page; guests and strangers are told as such."""
    place = teams.tenant.place("suppliers")
    path, guest = f"/v3/conversations/{place.id}", teams.tenant.person("guest")
    for known_as in (guest.id, guest.aad_id):
        told = bot.call("GET", f"{path}/members/{known_as}")[1]
        assert told["userRole"] == "guest" and "#EXT#" in told["userPrincipalName"] and told["id"] == guest.id
    assert bot.call("GET", f"{path}/members/{teams.tenant.person('new').id}")[0] == 404
    first = bot.call("GET", f"{path}/pagedMembers?pageSize=2")[1]
    rest = bot.call("GET", f"{path}/pagedMembers?pageSize=2&continuationToken={first['continuationToken']}")[1]
    assert [one["name"] for one in (*first["members"], *rest["members"])] == ["Alex Example", "Sam Sample", "Guest"]
    assert "continuationToken" not in rest and len(bot.call("GET", f"{path}/members")[1]) == 3
    chat = _personal(teams, "stranger")
    assert bot.call("GET", f"/v3/conversations/{chat}/members")[1][0]["tenantId"].startswith("9999")


def test_it_tells_of_teams(teams: TeamsDouble, bot: PlainBot) -> None:
    """Their name and their channels, of which the general one has none."""
    team = teams.tenant.place("general").id
    assert bot.call("GET", f"/v3/teams/{team}")[1]["name"] == "buying"
    channels = bot.call("GET", f"/v3/teams/{team}/conversations")[1]["conversations"]
    assert [one["name"] for one in channels] == [None, "suppliers"]
    assert bot.call("GET", "/v3/teams/19:none@thread.tacv2")[0] == 404


def test_nobody_changes_what_others_wrote(teams: TeamsDouble, bot: PlainBot) -> None:
    """The bot's own messages only."""
    teams.message("alex", "mine")
    path = f"/v3/conversations/{_personal(teams, 'alex')}/activities/{teams.messages('alex')[0]['id']}"
    assert bot.call("PUT", path, {"type": "message", "text": "not yours"})[0] == 403


def test_a_notification_shows_the_summary(teams: TeamsDouble, bot: PlainBot) -> None:
    """Where there is none it shows the text."""
    here = _personal(teams, "alex")
    bot.send(here, holding(card(text("secret")), summary="You have an answer"))
    bot.send(here, "plain words")
    bot.send(here, holding(card(text("secret"))))
    assert teams.notifications("alex") == ["You have an answer", "plain words", "sent a card"]


def test_over_the_rate_it_refuses_when_told_to() -> None:
    """Seven messages a second in one conversation; a second later there is room again."""
    with TeamsDouble(rates=True) as teams:
        bot = PlainBot(teams)
        teams.clock.stop()
        here = _personal(teams, "alex")
        assert [bot.send(here, "hello")[0] for _ in range(8)] == [201] * 7 + [429]
        assert bot.send(_personal(teams, "sam"), "hello")[0] == 201
        teams.clock.advance(2.1)
        assert bot.send(here, "hello")[0] == 201
        bot.stop()


def test_a_press_is_answered_like_a_message(teams: TeamsDouble, bot: PlainBot) -> None:
    """What is answered need not be a message that stands somewhere."""
    here = _personal(teams, "alex")
    said = {"type": "message", "text": "hello"}
    assert bot.call("POST", f"/v3/conversations/{here}/activities/f:some-press", said)[0] == 201
