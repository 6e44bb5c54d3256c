"""What people do arrives at the bot in the shape that Teams gives it."""

import pytest

from tests.teams_double import NotPossible, TeamsDouble

from .bots import PlainBot


def test_a_personal_message_carries_what_teams_sends(teams: TeamsDouble, bot: PlainBot) -> None:
    """Who, where, when and in which language and time zone; with a bearer token."""
    answer = teams.message("sam", "hello & <you>")
    (heard,) = bot.heard
    sam, home = teams.tenant.person("sam"), teams.tenant
    assert answer.acknowledged and teams.deliveries == [answer.tries[0]]
    assert heard["type"] == "message" and heard["text"] == "hello & <you>" and heard["channelId"] == "msteams"
    assert heard["from"] == {"id": sam.id, "name": "Sam Sample", "aadObjectId": sam.aad_id}
    assert sam.id.startswith("29:1") and heard["recipient"] == {"id": home.bot_id, "name": home.bot_name}
    assert heard["conversation"]["conversationType"] == "personal" and "isGroup" not in heard["conversation"]
    assert heard["conversation"]["tenantId"] == heard["channelData"]["tenant"]["id"] == home.tenant_id
    assert heard["locale"] == "fr-FR" and heard["localTimezone"] == "America/New_York"
    assert heard["localTimestamp"][-6:] in ("-05:00", "-04:00") and heard["timestamp"].endswith("Z")
    assert heard["entities"][-1]["timezone"] == "America/New_York" and heard["serviceUrl"] == teams.service_url
    assert bot.headers[0]["Authorization"].startswith("Bearer ey")


def test_outside_the_personal_chat_only_a_mention_is_heard(teams: TeamsDouble, bot: PlainBot) -> None:
    """The mention stands in the text and in an entity; a channel's conversation is the thread."""
    assert teams.message("alex", "just talking", "general").reason == "not_for_the_bot"
    teams.mention("alex", "help", "suppliers")
    (heard,) = bot.heard
    assert heard["text"] == "<at>Leverage</at> help" and heard["entities"][0]["text"] == "<at>Leverage</at>"
    assert heard["entities"][0]["mentioned"]["id"] == teams.tenant.bot_id
    assert heard["conversation"]["id"].endswith(f"@thread.tacv2;messageid={heard['id']}")
    assert heard["conversation"]["isGroup"] is True and heard["conversation"]["conversationType"] == "channel"
    assert heard["channelData"]["team"]["id"] == teams.tenant.place("general").id
    teams.mention("sam", "me too", teams.messages("suppliers")[0])
    assert bot.heard[1]["conversation"]["id"] == heard["conversation"]["id"]
    teams.mention("sam", "hello", "lunch")
    assert bot.heard[2]["conversation"]["conversationType"] == "groupChat"


def test_a_stranger_writes_from_their_own_company(teams: TeamsDouble, bot: PlainBot) -> None:
    """The tenant of the conversation is theirs."""
    teams.message("stranger", "hello")
    assert bot.heard[0]["conversation"]["tenantId"] == "99999999-0000-4000-8000-000000000000"


def test_nobody_writes_where_they_are_not(teams: TeamsDouble, bot: PlainBot) -> None:
    """Neither in a channel of another team nor to a bot that they have not installed."""
    for who, where in (("alex", "secret"), ("new", None), ("alex", "nowhere"), ("nobody", None)):
        with pytest.raises(NotPossible):
            teams.message(who, "hello", where)
    teams.mention("alex", "hello", "closed")
    assert bot.heard == []


def test_installing_is_told_twice(teams: TeamsDouble, bot: PlainBot) -> None:
    """As conversationUpdate and as installationUpdate; of a team in its general channel."""
    teams.install("new")
    teams.uninstall("sam", "audits")
    assert [one["type"] for one in bot.heard] == ["conversationUpdate", "installationUpdate"] * 2
    assert bot.heard[0]["membersAdded"] == [{"id": teams.tenant.bot_id}] and bot.heard[1]["action"] == "add"
    assert bot.heard[3]["action"] == "remove" and bot.heard[3]["channelData"]["settings"]["selectedChannel"]
    assert teams.message("new", "hello").acknowledged
    assert teams.mention("sam", "hello", "audits").reason == "not_for_the_bot"


def test_people_come_go_edit_delete_and_react(teams: TeamsDouble, bot: PlainBot) -> None:
    """Each is an activity of its own type."""
    teams.join("sam", "new", "lunch")
    teams.leave("sam", "new", "lunch")
    teams.message("alex", "helo")
    teams.edit("alex", teams.messages("alex")[0], "hello")
    bot.send(teams.tenant.personal(teams.tenant.person("alex")).id, "hi")
    teams.react("alex", teams.messages("alex")[1])
    teams.delete("alex", teams.messages("alex")[0])
    kinds = ["conversationUpdate", "conversationUpdate", "message", "messageUpdate", "messageReaction", "messageDelete"]
    assert [one["type"] for one in bot.heard] == kinds
    assert bot.heard[0]["membersAdded"][0]["id"] == teams.tenant.person("new").id
    assert bot.heard[3]["text"] == "hello" and bot.heard[3]["id"] == bot.heard[2]["id"]
    assert bot.heard[3]["channelData"]["eventType"] == "editMessage" and bot.heard[4]["reactionsAdded"] == [
        {"type": "like"}
    ]
    assert [one["text"] for one in teams.messages("alex")] == ["hi"]


def test_anything_else_can_be_sent(teams: TeamsDouble, bot: PlainBot) -> None:
    """Types, invokes and events that nobody knows."""
    teams.activity("alex", "somethingNew", extra=1)
    teams.invoke("alex", "unknown/invoke", {"a": 1})
    teams.conversation_update("sam", "audits", "channelRenamed")
    assert [one["type"] for one in bot.heard] == ["somethingNew", "invoke", "conversationUpdate"]
    assert bot.heard[1]["name"] == "unknown/invoke" and bot.heard[2]["channelData"]["eventType"] == "channelRenamed"
    assert teams.raw("{not json").status == 500
