from tests.pictures.frame import framed

SAID = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*", "verbatim": True}}


def word(text):
    return {"type": "plain_text", "text": text}


def test_a_message_has_no_frame():
    """Its blocks, and that it is a message."""
    card = framed("summary", {"blocks": [], "ts": "1.1", "type": "message"}, "de")
    assert card == {"name": "summary", "language": "de", "kind": "message", "blocks": []}


def test_a_modal_has_its_title_and_its_two_buttons():
    """As words; one that it lacks is left out."""
    view = {"type": "modal", "title": word("Start"), "submit": word("Send"), "close": word("Cancel"), "blocks": []}
    card = framed("form", view)
    assert (card["kind"], card["title"], card["submit"], card["close"]) == ("modal", "Start", "Send", "Cancel")
    assert "submit" not in framed("form", {**view, "submit": None})


def test_the_home_bears_the_name_of_the_app():
    """A Home has no title of its own."""
    card = framed("home", {"type": "home", "blocks": []})
    assert (card["kind"], card["title"]) == ("home", "Leverage Assistant")


def test_what_is_verbatim_is_drawn_with_its_markup():
    """The drawing library would show its stars; nothing else is changed, the card itself neither."""
    card = framed("summary", {"blocks": [SAID]})
    assert card["blocks"] == [{"type": "section", "text": {**SAID["text"], "verbatim": False}}]
    assert SAID["text"]["verbatim"]


def test_a_time_is_drawn_as_its_fallback():
    """The drawing library would read the clock of the machine that draws."""
    said = {**SAID["text"], "text": "Told at <!date^1795334004^{date_short_pretty} {time}|07:53 UTC>."}
    card = framed("one", {"blocks": [{"type": "section", "text": said}]})
    assert card["blocks"][0]["text"]["text"] == "Told at 07:53 UTC."
