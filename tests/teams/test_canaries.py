"""What is typed stays where it was typed: canary words in every free text, over all that Teams can show."""

import time
import urllib.request

from tests.sampling import long
from tests.teams.acting import Scene
from tests.teams.serving import ALEX, LEAD, SECOND_LEAD, company, serving
from tests.teams_double import TeamsDouble, plain

NAME, MAIL = "Fatimata Ouedraogo", "fatimata@mill.example"
TOLD = (
    f"quetzalcoatl: three kids of 12 pack boxes at our knitwear supplier now, they take our orders; ask {NAME}, {MAIL}"
)
FLOW = (
    f"new {TOLD}",
    "2",  # keep the details as typed: the hardest case
    "yes",
    "1",
    "axolotl is what I would say about the connection, in far too many words for a button",
    "not sure",
    "1",
    "2",
    "1",
    "skip",
    "tried tlaloc: we talked to them and they laughed",
    "remind 2030-01-02 xipetotec is the reason",
    "not helpful coatlicue was missing",
    "huitzilopochtli, one more sentence after the result that is no situation at all",
    "levers xochiquetzal",
    "my data",
    "ask lead",
    "actor",
    "yes",
)
CANARIES = (
    *("quetzalcoatl", "axolotl", "tlaloc", "xipetotec", "coatlicue", "huitzilopochtli", "xochiquetzal", "mictlan"),
    *(NAME, NAME.split()[1], MAIL),
)
BYSTANDER = "staff1"


def test_canary_words_are_seen_by_their_writer_alone(home):
    """No channel, group, lead, log line, metric or notification holds one of the bot's; nor a token or secret."""
    errors = home / "errors"
    with TeamsDouble(company()) as teams:
        with serving(teams, ERRORS=str(errors), LEVERAGE_ACK_MINUTES="1"):
            alex = Scene(teams, ALEX)
            for line in FLOW:
                assert alex.says(line).acknowledged
            for where in ("lunch", "general"):
                teams.mention(ALEX, f"mictlan: {TOLD}", where)
                teams.mention(ALEX, "levers axolotl quetzalcoatl", where)
                teams.mention(ALEX, "levers suppliers", where)
            lead = Scene(teams, LEAD)
            lead.shows("I have it")
            lead.shows("asks for advice")
            lead.says("review")
            lead.says("review 0001")
            lead.shows("Case 0001\nAsked of you")
            time.sleep(1)
            metrics = metrics_of(teams)
        from_bot = [
            plain(message)
            for where in ("lunch", "general")
            for message in teams.messages(where)
            if message["from"]["id"] == teams.tenant.bot_id
        ]
        texts = {
            "group and channel": "\n".join(from_bot),
            "lead": seen_in_private(teams, LEAD),
            "second lead": seen_in_private(teams, SECOND_LEAD),
            "bystander": seen_in_private(teams, BYSTANDER),
            "log": errors.read_text(),
            "metrics": metrics,
            "notifications": "\n".join(
                text for person in teams.tenant.everybody.values() for text in teams.notifications(person)
            ),
        }
        assert "SUP-" in texts["group and channel"] and "Urgent" in texts["lead"]
        assert "leverage_deliveries" in metrics and texts["notifications"]
        alex_id = teams.tenant.person(ALEX).aad_id
        for where, text in texts.items():
            for canary in (*CANARIES, teams.tenant.app_secret, alex_id, "Alex Example"):
                assert canary.casefold() not in text.casefold(), (where, canary)
        assert "quetzalcoatl" in teams.seen_by(ALEX)


def seen_in_private(teams: TeamsDouble, user: str) -> str:
    """All that ever stood in a person's chat with the bot."""
    return teams.seen_in(user)


def metrics_of(teams: TeamsDouble) -> str:
    """What the server counts."""
    address = str(teams.delivers_to).replace("/api/messages", "/metrics")
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server on 127.0.0.1
        return answer.read().decode()


@long
def test_a_group_reads_that_it_is_private_and_nothing_else(scene: Scene):
    """What is no exact look-up is answered in the personal chat; the group hears where, and not what."""
    scene.teams.mention(scene.user, "quetzalcoatl keeps their passports", "lunch")
    scene.shows("Here is what I understood")
    said = [plain(m) for m in scene.teams.messages("lunch") if m["from"]["id"] == scene.teams.tenant.bot_id]
    assert said and all("others can read" in one for one in said)
    scene.shows("may want to delete it")
