"""Every role, every act, one's own case, another's, one of another workspace: through Slack what the table allows.

Nothing is allowed that `bot.access.ALLOWED` denies, and nothing denied that it allows, by whichever way in.
"""

from collections.abc import Callable, Iterator

import pytest

from bot.access import may
from bot.advice import Adviser
from bot.review.acts import ACTS
from bot.views.sharing import ANSWERS
from tests.review.cases import ROLES, UNSAID, WHOSE, allowed, words_of
from tests.sampling import some
from tests.slack.matrix import Matrix, matrix


@pytest.fixture(scope="module")
def office(adviser: Adviser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """The server in this process."""
    with matrix(adviser, tmp_path_factory.mktemp("matrix")) as made:
        yield made


def ways(office: Matrix, act: str) -> dict[str, Callable[[str, int], str]]:
    """Every way to do an act."""
    typed = {
        "typed": lambda user, number: office.typed(user, f"review {number} {words_of(act)}"),
        "slash": lambda user, number: office.slash(user, f"review {number} {words_of(act)}"),
    }
    if ACTS[act].fields:
        return {**typed, "form": lambda user, number: office.form(user, number, act)}
    return {
        **typed,
        "button": lambda user, number: office.button(user, "review", f"{number} {act}"),
        "menu": lambda user, number: office.menu(user, f"{number} {act}"),
        "home": lambda user, number: office.home_button(user, f"{number} {act}"),
    }


TRIED = some(ACTS, 4)
"""Every act in the slow checks, else a few, the same each time."""


@pytest.mark.parametrize("user", some(ROLES, 3))
@pytest.mark.parametrize("whose", WHOSE)
def test_acts(office: Matrix, user: str, whose: str):
    """Typed, by slash command, by button or menu, by a form that is sent: it happens where the table says so."""
    found, expected = {}, {}
    for act in TRIED:
        is_allowed = allowed(user, ACTS[act].action, whose)
        for way, do in ways(office, act).items():
            found[act, way], expected[act, way] = office.happens(act, user, whose, do), is_allowed
        if ACTS[act].fields:
            number = office.case(act, office.asker(user, whose))
            found[act, "opens"] = office.opens(user, "review", f"{number} {act}")
            expected[act, "opens"] = is_allowed
    assert found == expected


@pytest.mark.parametrize("user", some(ROLES, 3))
@pytest.mark.parametrize("whose", WHOSE)
def test_reading(office: Matrix, user: str, whose: str):
    """The queue, by every way in and on the Home; the case, and a part of it."""
    number = office.case("", office.asker(user, whose))
    row, filtered = f"{number} · urgent", f"tag:m{number}"
    listed = {
        "typed": row in office.typed(user, f"review {filtered}"),
        "slash": row in office.slash(user, f"review {filtered}"),
        "button": row in office.button(user, "review", filtered),
        "home": row in office.home_button(user, filtered),
    }
    assert listed == dict.fromkeys(listed, allowed(user, "list_cases", whose))
    opened = office.home(user)
    assert ("Cases to review" in opened) is may(ROLES[user], "list_cases")
    head = f"Case {number}"
    read = {
        "typed": head in office.typed(user, f"review {number}"),
        "slash": head in office.slash(user, f"review {number}"),
        "button": head in office.button(user, "review", str(number)),
        "home": head in office.home_button(user, str(number)),
        "part": UNSAID in office.button(user, "review", f"{number} known"),
    }
    assert read == dict.fromkeys(read, allowed(user, "read_case", whose))


@pytest.mark.parametrize("user", some(ROLES, 3))
@pytest.mark.parametrize("whose", WHOSE)
def test_alerts_and_answers(office: Matrix, user: str, whose: str):
    """ "I have it", and a lead's answer by the form and by what the form sends."""
    number = office.case("alert", office.asker(user, whose))
    office.button(user, "alert_seen", str(number))
    assert ("alert_seen" in office.kinds(number)) is allowed(user, "acknowledge", whose)
    forms = (office.answer_form, lambda user, number: office.button(user, ANSWERS, f"{number} Call me"))
    for answers, sends in zip(forms, (True, False), strict=True):
        number = office.case("", office.asker(user, whose), *office.asked_of(user))
        answers(user, number)
        # A button of ours opens the form: words behind its number are never sent by it.
        expected = allowed(user, "answer_asker", whose) and sends
        assert ("lead_answered" in office.kinds(number)) is expected


@pytest.mark.parametrize("user", some(ROLES, 3))
@pytest.mark.parametrize("whose", WHOSE)
def test_what_is_the_asker_s(office: Matrix, user: str, whose: str):
    """Replying, hiding the name, leaving a lead out: one's own cases only, whatever the role."""
    own = allowed(user, "reply", whose)
    for reply in (office.reply_form, lambda user, number: office.typed(user, f"reply {number} The union does")):
        number = office.case("", office.asker(user, whose))
        reply(user, number)
        assert ("asker_replied" in office.kinds(number)) is own
    for action, value, kind in (("hide_name", "", "name_hidden"), ("leave_out", "2", "left_out")):
        number = office.case("", office.asker(user, whose))
        before = office.kinds(number)
        office.button(user, action, value, consultation=f"m{number}")
        assert (kind in office.kinds(number)[len(before) :]) is allowed(user, action, whose)
        office.typed(user, f"open {number}")
        office.typed(user, f"{action.replace('_', ' ')} {value}".strip())
        assert office.kinds(number)[len(before) :].count(kind) == (2 if own else 0)
