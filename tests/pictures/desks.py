"""What leads, counsel and the asker see of review: every act has its picture, as a form or as what became of it."""

import re
from collections.abc import Iterator

from tests.pictures.picture import Picture
from tests.slack.desk import AtDesk
from tests.slack_double import plain
from tests.slack_double.texts import Json

FORMS = (
    *("assign", "status", "note", "tag", "follow", "write", "ask", "correct", "link", "unlink"),
    *("outcome", "identity", "close"),
)
ORDERS = ("away", "handover", "save")
ACTS = {
    **{act: f"form-{act}" for act in (*FORMS, "example", "hold")},
    **{act: f"done-{act}" for act in ("take", "notme", "grant", "refuse", "approve", "withdraw")},
    **{act: f"done-{act}" for act in ("mark", "release", "reopen")},
}
"""act of review -> the picture that shows it."""


def desks(lea: AtDesk, sam: AtDesk, counsel: AtDesk, alex: AtDesk) -> Iterator[Picture]:
    """In the order in which they happen: two leads, counsel, and the person who asked."""
    yield from _review(lea, alex)
    yield from _deciding(lea, sam)
    yield from _forms(lea)
    yield from _example(lea, alex)
    yield from _counsel(counsel, alex)
    yield from _closing(lea)
    yield from _another(lea, sam)
    yield from _orders(lea)
    yield from _asker(alex)


def _review(lea: AtDesk, alex: AtDesk) -> Iterator[Picture]:
    """A lead looks at the queue, opens a case, and asks; the asker replies."""
    lea.slack.open_home(lea.user)
    yield Picture("review-home", "Cases to review", lea.home("Cases to review"))
    lea.types("review")
    queue = lea.reads("Shown: everything that is open")
    yield Picture("queue", "Cases to review", queue)
    number = _number(queue)
    lea.types(f"review {number}")
    opened = lea.case(number)
    yield Picture("case", f"Case {number}", opened)
    lea.press(f"{number} known", opened)
    yield Picture("case-known", "What is known", lea.reads("In their words", after=opened["ts"]))
    lea.press(f"{number} ask", opened)
    lea.slack.submit(lea.user, lea.form(), {"text": "Do the children live at the mill, and is there a school nearby?"})
    asked = alex.reads("is there a school nearby?")
    yield Picture("asked", "A human rights lead asks you", asked)
    alex.press(number, asked, action="reply")
    yield Picture("reply-form", "Your reply", alex.form())
    alex.slack.submit(alex.user, alex.form(), {"text": "Some do. The school is an hour away on foot."})
    yield Picture("replied", "Sent to the lead", alex.reads("Sent to the lead"))
    came = lea.reads("there is a reply")
    yield Picture("reply-came", "there is a reply", came)
    lea.press(number, came)
    opened = lea.case(number, after=came["ts"])
    lea.press(f"{number} said", opened)
    yield Picture("case-said", "Messages and notes", lea.reads("Messages and notes", after=opened["ts"]))


def _deciding(lea: AtDesk, sam: AtDesk) -> Iterator[Picture]:
    """A lead asks for the name, another one decides."""
    number = _number(lea.reads("Shown: everything that is open"))
    lea.fills(f"{number} identity", {"reason": "The union at the mill wants to meet them"})
    wanted = sam.reads("asks to see who asks")
    yield Picture("grant-wanted", "asks to see who asks", wanted)
    sam.press(number, wanted)
    yield Picture("case-to-grant", f"Case {number}", sam.case(number, after=wanted["ts"]))
    sam.press(f"{number} grant")
    yield Picture(ACTS["grant"], "Granted", sam.reads("Granted. The lead sees the name"))
    came = lea.reads("the name is shown to you now")
    lea.press(number, came)
    yield Picture("case-named", f"Case {number}", lea.case(number, after=came["ts"]))


def _forms(lea: AtDesk) -> Iterator[Picture]:
    """The form of each act that has to be told something."""
    number = _number(lea.reads("Shown: everything that is open"))
    lea.types(f"review {number} link 2")
    lea.reads("Linked with case 0002")
    for act in FORMS:
        lea.press(f"{number} {act}")
        yield Picture(f"form-{act}", f"case {number}", lea.form())
    lea.fills(f"{number} outcome", {"lever": "SUP-A2", "outcome": "worked"})
    lea.reads("Kept: what came of SUP-A2")
    lea.press(f"{number} example")
    yield Picture("form-example", f"case {number}", lea.form())
    lea.types(f"review {number} note")
    yield Picture("typed-note", "Fill in", lea.reads("Fill in"))


def _example(lea: AtDesk, alex: AtDesk) -> Iterator[Picture]:
    """What was tried becomes an example: a lead words it, the asker agrees, a lead approves and takes it back."""
    number = _number(lea.reads("Shown: everything that is open"))
    told = {"lever": "SUP-A2", "text": "We asked for the audit report first, and went back with a plan of three steps"}
    lea.fills(f"{number} example", told)
    asked = alex.reads("would like to show colleagues")
    yield Picture("example-asked", "would like to show colleagues", asked)
    alex.slack.click(alex.user, asked, text="I agree")
    came = lea.reads("has answered your proposal")
    lea.press(number, came)
    lea.press(f"{number} approve", lea.case(number, after=came["ts"]))
    yield Picture(ACTS["approve"], "Approved", lea.reads("Approved: everybody who looks up"))
    lea.press(f"{number} withdraw")
    yield Picture(ACTS["withdraw"], "no longer shown", lea.reads("no longer shown"))


def _counsel(counsel: AtDesk, alex: AtDesk) -> Iterator[Picture]:
    """Counsel marks a case and keeps it; the asker is told, and not why."""
    number = _number(_queue(counsel))
    counsel.types(f"review {number}")
    counsel.press(f"{number} hold", counsel.case(number))
    yield Picture(ACTS["hold"], f"case {number}", counsel.form())
    counsel.slack.submit(counsel.user, counsel.form(), {"reason": "A claim of the union is expected"})
    counsel.reads("On hold: nothing of it is deleted")
    yield Picture("held-asker", "at the request of counsel", alex.reads("is kept for now"))
    counsel.press(f"{number} mark")
    yield Picture(ACTS["mark"], "Marked as prepared", counsel.reads("Marked as prepared for counsel"))
    counsel.press(f"{number} release")
    yield Picture(ACTS["release"], "The hold has ended", counsel.reads("The hold has ended"))


def _closing(lea: AtDesk) -> Iterator[Picture]:
    """A case is closed with what changed for the people, and opened again."""
    number = _number(lea.reads("Shown: everything that is open"))
    lea.fills(f"{number} close", {"changed": "partly", "known_from": "The union: most are at school now"})
    yield Picture("case-closed", "is closed", lea.reads(f"Case {number} is closed"))
    lea.press(f"{number} reopen")
    yield Picture(ACTS["reopen"], "is open again", lea.reads(f"Case {number} is open again"))


def _another(lea: AtDesk, sam: AtDesk) -> Iterator[Picture]:
    """The second case: taken, its name refused, given to a lead who steps back."""
    lea.types("review 2")
    lea.press("0002 take", lea.case("0002"))
    yield Picture(ACTS["take"], "You have case 0002", lea.reads("You have case 0002"))
    lea.fills("0002 identity", {"reason": "A colleague says she knows them"})
    wanted = sam.reads("Case 0002: a lead asks")
    sam.press("0002", wanted)
    sam.press("0002 refuse", sam.case("0002", after=wanted["ts"]))
    yield Picture(ACTS["refuse"], "The name stays", sam.reads("Refused. The name stays where it is"))
    yield Picture("name-refused", "refused to show the name", lea.reads("refused to show the name"))
    lea.types(f"review 2 assign {sam.user}")
    given = sam.reads("Case 0002 was given to you")
    yield Picture("given", "was given to you", given)
    sam.press("0002", given)
    sam.press("0002 notme", sam.case("0002", after=given["ts"]))
    yield Picture(ACTS["notme"], "The next lead on duty is told", sam.reads("You can't read case 0002 any more"))
    yield Picture("needs-another", "needs another lead", lea.reads("needs another lead"))


def _orders(lea: AtDesk) -> Iterator[Picture]:
    """What a lead sets that concerns no case."""
    lea.types("review away")
    lea.press("away", lea.reads("You are not set as away"))
    yield Picture("form-away", "Days away", lea.form())
    lea.slack.submit(lea.user, lea.form(), {"first": "2040-12-20", "last": "2041-01-05"})
    away = lea.reads("Away from 2040-12-20")
    yield Picture("away", "Away from", away)
    lea.press("handover", away)
    yield Picture("form-handover", "Hand over", lea.form())
    lea.types("review save mills = urgent suppliers")
    lea.reads("Saved: review mills")
    lea.types("review filters")
    filters = lea.reads("Your saved filters")
    yield Picture("filters", "Your saved filters", filters)
    lea.press("save", filters)
    yield Picture("form-save", "Save a filter", lea.form())


def _asker(alex: AtDesk) -> Iterator[Picture]:
    """What the person who asked decides about the leads."""
    alex.types("leave out")
    yield Picture("leave-out", "Which lead should not read", alex.reads("Which lead should not read"))
    alex.types("show name")
    yield Picture("name-shown", "see your name now", alex.reads("see your name now"))


def _queue(desk: AtDesk) -> Json:
    desk.types("review")
    return desk.reads("Shown: everything that is open")


def _number(queue: Json) -> str:
    """The number of the first case of a queue."""
    return re.findall(r"([0-9]{4}) ·", plain(queue))[0]
