"""Leads review in Slack, against the real server: from the alert to the closed case, and who is refused."""

import json
from dataclasses import replace

import pytest

from tests.sampling import some
from tests.slack.acting import CANARY, SENT, Scene
from tests.slack.desk import AtDesk, audited, events
from tests.slack.serving import LEAD, SECOND_LEAD
from tests.slack_double import plain
from tests.slack_double.texts import Json

AUDITOR, COUNSEL, ADMIN = "USTAFF0080", "USTAFF0081", "USTAFF0082"
SETTINGS = {"LEVERAGE_AUDITORS": AUDITOR, "LEVERAGE_COUNSEL": COUNSEL, "LEVERAGE_ADMINS": ADMIN}
DANGER = f"new Our supplier {CANARY} keeps the passports of migrant workers; the contract is up for renewal"
UNSAID = "xipetotec"


def at_desk(scene: Scene, user: str) -> AtDesk:
    """Somebody beside whoever acts in this test."""
    return AtDesk(scene.slack, scene.socket, user)


@pytest.fixture
def asker(scene: Scene) -> AtDesk:
    """Someone who asked about people in danger, and said so."""
    alex = at_desk(scene, scene.user)
    for line in (DANGER, "yes", "1"):
        alex.types(line)
    alex.reads("The lead on duty was told")
    return alex


@pytest.fixture
def number(asker: AtDesk) -> str:
    """The case's number, as the lead on duty reads it."""
    said = next(said for said in asker.shown() if "The lead on duty was told" in said)
    return said.partition("case ")[2][:4]


def kinds(scene: Scene, number: str) -> list[str]:
    """The kinds of event of a case."""
    return [event["kind"] for event in events(scene, int(number))]


def test_a_lead_s_whole_walk(asker: AtDesk, number: str):
    """From the alert to the closed case: every act through a button or a form, each kept and audited."""
    lea, sam = at_desk(asker, LEAD), at_desk(asker, SECOND_LEAD)
    lea.press(number, lea.reads(f"Case {number}. You were told"), action="alert_seen")
    asker.reads("Seen at")
    asker.slack.open_home(LEAD)
    home = lea.home(f"{number} ·")
    assert plain(home).index("Cases to review") < plain(home).index("Start a consultation")
    assert CANARY not in plain(home) and asker.user not in json.dumps(home)
    lea.press("mine", home)
    home = lea.home("Shown: mine")
    assert number not in plain(home) and "[Start a consultation]" in plain(home)
    lea.press("urgent", home)
    lea.press(number, lea.home("Shown: urgent"))
    opened = lea.case(number)
    assert CANARY not in plain(opened) and asker.user not in json.dumps(opened)
    lea.press(f"{number} known", opened)
    assert CANARY in plain(lea.reads("In their words", after=opened["ts"]))

    lea.press(f"{number} take", opened)
    lea.reads(f"You have case {number}")
    lea.fills(f"{number} note", {"text": f"{UNSAID} called"})
    lea.reads("Noted, for leads only")
    assert [m["ts"] for m in lea.slack.messages(LEAD) if lea.has(f"{number} known", m)] == [opened["ts"]]

    lea.fills(f"{number} ask", {"text": "Who speaks for the workers?"})
    asked = asker.reads("Who speaks for the workers?")
    assert LEAD not in json.dumps(asked) and UNSAID not in asker.slack.seen_by(asker.user)
    asker.press(number, asked, action="reply")
    asker.slack.submit(asker.user, asker.form(), {"text": "The union does"})
    asker.reads("Sent to the lead, without your name")
    came = lea.reads(f"Case {number}: there is a reply")
    assert "union" not in plain(came)
    lea.press(number, came)
    opened = lea.case(number, after=came["ts"])
    lea.press(f"{number} said", opened)
    lea.reads("the asker: The union does", after=opened["ts"])

    lea.fills(f"{number} correct", {"question": "connection", "values": "linkage", "why": "The buyer says so"})
    lea.reads("Corrected beside what was said")
    lea.fills(f"{number} outcome", {"lever": "SUP-A2", "outcome": "partly"})
    lea.reads("Kept: what came of SUP-A2")

    lea.fills(f"{number} identity", {"reason": "The union wants to meet them"})
    wanted = sam.reads(f"Case {number}: a lead asks to see who asks")
    sam.press(number, wanted)
    sam.press(f"{number} grant", sam.case(number, after=wanted["ts"]))
    sam.reads("Granted")
    asker.reads("The union wants to meet them")
    granted = lea.reads(f"Case {number}: the name is shown to you now")
    lea.press(number, granted)
    assert f"<@{asker.user}>" in json.dumps(lea.case(number, after=granted["ts"]))
    assert asker.user not in asker.slack.seen_by(SECOND_LEAD)

    lea.fills(f"{number} follow", {"day": "2040-01-02", "reason": "Are the papers back?"})
    lea.reads("On 2040-01-02 the case comes back")
    lea.fills(f"{number} close", {"changed": "partly", "known_from": "Two have theirs, the union says"})
    lea.reads(f"Case {number} is closed")

    assert [kind for kind in kinds(asker, number) if kind.startswith(("review", "asker"))] == [
        "review_read",
        "review_taken",
        "review_noted",
        "review_wrote",
        "asker_replied",
        "review_corrected",
        "review_tried",
        "review_seeing_asked",
        "review_read",
        "review_seeing_answered",
        "review_follow_up",
        "review_closed",
    ]
    done = [action for _, action in audited(asker, int(number)) if action != "read_case"]
    assert done == [
        *("acknowledge", "take", "note", "write_to_asker", "correct", "record_outcome"),
        *("ask_identity", "grant_identity", "follow_up", "close"),
    ]


def test_a_form_says_what_is_wrong_and_loses_nothing(asker: AtDesk, number: str):
    """Blanks, a day that has passed, a fact's value that does not exist, a person who is no lead: said in the form."""
    lea = at_desk(asker, LEAD)
    lea.types(f"review {number}")
    lea.case(number)
    for act, values, field, said in (
        ("note", {"text": "   "}, "text", "This is needed."),
        ("follow", {"day": "2020-01-01", "reason": "x"}, "day", "2020-01-01 is not in the future"),
        ("correct", {"question": "connection", "values": "<!channel>", "why": "x"}, "values", "connection takes:"),
        ("assign", {"person": AUDITOR}, "person", "no such lead"),
        ("link", {"number": "many"}, "number", "A case number is needed"),
    ):
        lea.fills(f"{number} {act}", values)
        errors = lea.slack.wait(lambda: lea.slack.errors(LEAD), SENT)
        assert said in errors[field], act
        lea.slack.close(LEAD, lea.form())
    assert not [kind for kind in kinds(asker, number) if kind.startswith("review_") and kind != "review_read"]
    lea.fills(f"{number} assign", {"person": SECOND_LEAD})
    at_desk(asker, SECOND_LEAD).reads(f"Case {number} was given to you")


def test_a_form_that_comes_too_late_is_said(asker: AtDesk, number: str):
    """Its trigger had expired: the direct message says what to do, and the act can be typed as well."""
    lea = at_desk(asker, LEAD)
    lea.types(f"/x review {number}".removeprefix("/x "))
    opened = lea.case(number)
    lea.slack.next("views.open", "expired_trigger_id")
    lea.press(f"{number} note", opened)
    lea.reads("could not be opened in time", after=opened["ts"])
    lea.types(f"review {number} note")
    typed = lea.reads(f"review {number} note <Text>", after=opened["ts"])
    lea.fills(f"{number} note", {"text": "filled in from there"}, typed)
    lea.reads("Noted, for leads only", after=opened["ts"])


def test_an_asker_sees_the_leads_by_name(asker: AtDesk, number: str):
    """To leave one out they need not know anybody's id."""
    asker.types("leave out")
    assert f"1: <@{LEAD}>" in json.dumps(asker.reads("Which lead should not read"))
    asker.types("leave out 1")
    asker.reads("can't read case")
    lea = at_desk(asker, LEAD)
    lea.types(f"review {number}")
    lea.reads(f"There is no case {number} that you can read")


def test_a_slash_command_reviews_too(asker: AtDesk, number: str):
    """`/leverage review ...` answers in the direct message and nowhere else."""
    lea = at_desk(asker, LEAD)
    before = len(lea.slack.messages("general"))
    assert "direct message" in str(lea.slack.slash(LEAD, "general", "/leverage", f"review {number} take").body)
    lea.reads(f"You have case {number}")
    lea.slack.slash(LEAD, "general", "/leverage", "review urgent")
    lea.reads("Shown: urgent")
    assert len(lea.slack.messages("general")) == before


def test_what_is_pressed_in_the_queue(asker: AtDesk, number: str):
    """A filter takes the queue's place; a case opens below it, and the queue stays."""
    lea = at_desk(asker, LEAD)
    lea.types("review")
    queue = lea.reads("Shown: everything that is open")
    lea.press("free", queue)
    queue = lea.slack.wait(lambda: next((m for m in lea.slack.messages(LEAD) if "Shown: free" in plain(m)), None), SENT)
    lea.press(number, queue)
    lea.case(number, after=queue["ts"])
    assert "Shown: free" in plain(next(m for m in lea.slack.messages(LEAD) if m["ts"] == queue["ts"]))


@pytest.mark.parametrize("who", some(["staff", "asker", "guest", "stranger", "auditor", "admin"], 3))
def test_whoever_has_no_right_changes_and_learns_nothing(asker: AtDesk, number: str, who: str):
    """The same button, the same form, typed words, the slash command, the Home: refused."""
    users = {"staff": "USTAFF0070", "asker": asker.user, "guest": "UGUEST0001", "stranger": "UFAR000001"}
    user, slack = {**users, "auditor": AUDITOR, "admin": ADMIN}[who], asker.slack
    lea = at_desk(asker, LEAD)
    lea.types(f"review {number}")
    opened = lea.case(number)
    taking = slack.clicked(LEAD, opened, text="Take it")
    noting = slack.clicked(LEAD, opened, text="Private note")
    lea.press(f"{number} note", opened)
    sending = {**noting, "type": "view_submission", "view": _filled(lea.form(), "text", UNSAID)}
    before, known = kinds(asker, number), slack.seen_by(user)
    for payload in (taking, noting, sending):
        assert slack.forged(user, payload).acknowledged
    for line in (f"review {number} take", "review urgent", "help"):
        slack.message(user, line)
        slack.slash(user, "general", "/leverage", line)
    slack.open_home(user)
    slack.wait(lambda: slack.seen_by(user) != known, SENT)
    at_desk(asker, user).settled()
    assert slack.view(user) is None and UNSAID not in slack.seen_by(user)
    assert [kind for kind in kinds(asker, number) if kind not in before] == []
    if who == "auditor":
        assert "Cases to review" in plain(slack.home(user))
    else:
        seen = slack.seen_by(user)
        assert "Cases to review" not in seen and f"Case {number}\n" not in seen
        assert who == "asker" or CANARY not in seen


def _filled(view: Json, name: str, value: str) -> Json:
    """The form with something typed into it."""
    return {**view, "state": {"values": {name: {name: {"type": "plain_text_input", "value": value}}}}}


def test_a_press_that_comes_twice_acts_once(asker: AtDesk, number: str):
    """Slack delivers it again: one effect, one line in the audit log."""
    lea = at_desk(asker, LEAD)
    lea.slack.faults = replace(lea.slack.faults, repeat=1.0)
    lea.types(f"review {number}")
    opened = lea.case(number)
    lea.press(f"{number} take", opened)
    lea.reads(f"You have case {number}")
    lea.fills(f"{number} note", {"text": "once"})
    lea.reads("Noted, for leads only")
    lea.slack.open_home(LEAD)
    lea.home("Cases to review")
    assert [kinds(asker, number).count(kind) for kind in ("review_taken", "review_noted")] == [1, 1]
    assert [line for line in audited(asker, int(number)) if line[1] in ("take", "note")] == [
        (LEAD, "take"),
        (LEAD, "note"),
    ]
