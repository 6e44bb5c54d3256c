"""What is typed stays where it was typed: canary words in every free text, and nowhere else."""

import time
import urllib.request

from handlers.open import open_store
from handlers.settings import read_settings
from tests.sampling import long
from tests.slack.desk import AtDesk
from tests.slack.serving import ALEX, LEAD, SECOND_LEAD, company, environment, serving
from tests.slack_double import SlackDouble, plain

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
)
CANARIES = (
    *("quetzalcoatl", "axolotl", "tlaloc", "xipetotec", "coatlicue", "huitzilopochtli", "xochiquetzal", "tonatiuh"),
    *(NAME, NAME.split()[1], MAIL),
)


def test_canary_words_are_seen_by_their_writer_alone(home):
    """No channel, lead, log line, metric or notification holds one; nor a token."""
    errors = home / "errors"
    with SlackDouble(company()) as slack:
        with serving(slack, socket=False, ERRORS=str(errors), LEVERAGE_ACK_MINUTES="1"):
            for line in FLOW:
                assert slack.message(ALEX, line).acknowledged
            for line in FLOW[:2]:
                slack.slash(ALEX, "general", "/leverage", line)
            slack.slash(ALEX, "general", "/levers", "axolotl quetzalcoatl")
            slack.mention(ALEX, "general", "<@U0BOT> levers suppliers")
            slack.slash(ALEX, "general", "/leverage")
            form = slack.wait(lambda: slack.view(ALEX))
            slack.fill(ALEX, form, {"situation": "tonatiuh is what I began to type"})
            slack.close(ALEX, form)
            slack.message(ALEX, "export")
            slack.message(ALEX, "resume")
            slack.open_home(ALEX)
            slack.wait(lambda: "I have it" in "".join(map(plain, slack.messages(LEAD))) or None, 15)
            time.sleep(1)
            metrics = metrics_of(slack)
        texts = {
            "channel": slack.seen_by("USTAFF0001"),
            "lead": slack.seen_by(LEAD),
            "second lead": slack.seen_by(SECOND_LEAD),
            "log": errors.read_text(),
            "metrics": metrics,
            "notifications": "\n".join(str(call.arguments.get("text")) for call in slack.calls),
        }
        assert "Urgent" in texts["lead"]
        assert "leverage_deliveries" in metrics
        for where, text in texts.items():
            for canary in (*CANARIES, slack.bot_token, slack.app_token, slack.signing_secret):
                assert canary.casefold() not in text.casefold(), (where, canary)
        assert "quetzalcoatl" in slack.seen_by(ALEX)


def test_sharing_tells_no_more_than_was_ticked(home):
    """A lead and a colleague read the ticked facts, a channel none; the words stay with their writer."""
    errors, colleague = home / "errors", "UGERDA0001"
    with SlackDouble(company()) as slack:
        with serving(slack, socket=False, ERRORS=str(errors)):
            for line in FLOW[:10]:
                slack.message(ALEX, line)
            for said in ("ask lead", "actor", "yes"):
                slack.message(ALEX, said)
            with_share = slack.wait(lambda: [m for m in slack.messages(ALEX) if "[Share]" in plain(m)] or None, 15)[-1]
            for chosen in ({"person": colleague}, {"channel": "CGENERAL01"}):
                slack.click(ALEX, with_share, text="Share")
                slack.submit(ALEX, slack.wait(lambda: slack.view(ALEX)), chosen)
                if "channel" in chosen:
                    slack.submit(ALEX, slack.view(ALEX), {})
                else:
                    for said in ("position", "yes"):
                        slack.message(ALEX, said)
            slack.wait(lambda: "shares a case" in "".join(map(plain, slack.messages(colleague))) or None, 15)
            slack.wait(lambda: "Levers to consider" in "".join(map(plain, slack.messages("general"))) or None, 15)
            slack.wait(lambda: "asks for advice" in "".join(map(plain, slack.messages(LEAD))) or None, 15)
            metrics = metrics_of(slack)
        notified = "\n".join(str(call.arguments.get("text")) for call in slack.calls)
        seen = {name: slack.seen_by(name) for name in (colleague, LEAD, "USTAFF0001")}
        for text in (*seen.values(), slack.seen_in("general"), errors.read_text(), metrics, notified):
            for canary in (*CANARIES, "alex", ALEX):
                assert canary.casefold() not in text.casefold(), canary
        assert "Whose behaviour" in seen[LEAD] and "Who needs whom" not in seen[LEAD]
        assert "Who needs whom" in seen[colleague] and "Whose behaviour" not in seen[colleague]


LEADS_WORDS = {
    "note": {"text": "chalchiuhtlicue called from the mill"},
    "tag": {"tags": "mictlan"},
    "correct": {"question": "alias", "values": "huehueteotl", "why": "ehecatl said so"},
    "identity": {"reason": "mayahuel wants to meet them"},
    "follow": {"day": "2040-01-01", "reason": "ask xolotl again"},
    "ask": {"text": "Who is ometeotl?"},
    "close": {"changed": "partly", "known_from": "cihuacoatl says so"},
}
LEADS_CANARIES = (
    *("chalchiuhtlicue", "mictlan", "huehueteotl", "ehecatl", "mayahuel", "xolotl", "ometeotl", "cihuacoatl"),
    "tepeyollotl",
)


@long
def test_what_leads_write_is_read_by_those_it_is_for(home):
    """Notes, tags, reasons, corrections and closings by leads, the reply by the asker's lead; nothing by others."""
    errors = home / "errors"
    with SlackDouble(company()) as slack:
        alex, lea = AtDesk(slack, False, ALEX), AtDesk(slack, False, LEAD)
        with serving(slack, socket=False, ERRORS=str(errors), LEVERAGE_ACK_MINUTES="1"):
            for line in FLOW[:4]:
                slack.message(ALEX, line)
            slack.open_home(LEAD)
            lea.press("0001", lea.home("0001 ·"))
            lea.press("0001 known", lea.case("0001"))
            lea.reads("In their words")
            lea.press("0001 take")
            lea.reads("You have case 0001")
            for act, told in LEADS_WORDS.items():
                lea.fills(f"0001 {act}", told)
            asked = alex.reads("Who is ometeotl?")
            alex.press("0001", asked, action="reply")
            slack.submit(ALEX, alex.form(), {"text": "tepeyollotl is who they are"})
            lea.press("0001", lea.reads("there is a reply"))
            lea.press("0001 said", lea.case("0001"))
            lea.reads("tepeyollotl")
            lea.types("review partner:huehueteotl")
            slack.wait(lambda: "a lead asks" in "".join(map(plain, slack.messages(SECOND_LEAD))) or None, 15)
            slack.open_home("USTAFF0001")
            metrics = metrics_of(slack)
        texts = {
            "channel": slack.seen_in("general"),
            "unrelated": slack.seen_by("USTAFF0001"),
            "second lead": slack.seen_by(SECOND_LEAD),
            "log": errors.read_text(),
            "metrics": metrics,
            "notifications": "\n".join(str(call.arguments.get("text")) for call in slack.calls),
        }
        for where, text in texts.items():
            for canary in (*CANARIES, *LEADS_CANARIES, ALEX):
                assert canary.casefold() not in text.casefold(), (where, canary)
        read = slack.seen_by(ALEX)
        assert [word for word in LEADS_CANARIES if word in read] == ["ometeotl"] and LEAD not in read
        assert ALEX not in slack.seen_by(LEAD)


def metrics_of(slack: SlackDouble) -> str:
    """What the server counts."""
    address = slack.address.replace("/slack/events", "/metrics")
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server on 127.0.0.1
        return str(answer.read().decode())


@long
def test_the_log_keeps_what_was_typed(home):
    """So that the test above is about something."""
    with SlackDouble(company()) as slack:
        with serving(slack, socket=False):
            for line in FLOW[:4]:
                slack.message(ALEX, line)
        with open_store(read_settings(environment(slack, socket=False))) as (store, _):
            assert "quetzalcoatl" in str([events for _, events in store.everything()])
