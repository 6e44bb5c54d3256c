"""Every role, every act, one's own case, another's, one of another workspace: through Teams what the table allows.

Typed, pressed and filled in, as a Submit and as an Execute, against a real server. Nothing is allowed that
`bot.access.ALLOWED` denies, and nothing denied that it allows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.advice import Adviser
from bot.messages import Press
from bot.record import Person
from bot.review.acts import ACTS
from bot.views.sharing import ANSWERS
from handlers.open import open_store
from handlers.settings import read_settings
from handlers.teams.presses import sent
from tests.review.cases import FILLED, ROLES, UNSAID, WHOSE, Cases, allowed, ready_cases, words_of
from tests.sampling import some
from tests.teams.serving import ELSEWHERE, company, environment, serving
from tests.teams_double import TeamsDouble

NAMES = {name: f"staff{number}" for number, name in enumerate(("UASK", "UASK3", "ULEO", *ROLES))}
SENT = 15
TRIED = some(ACTS, 2)
"""Every act in the slow checks, else a few, the same each time."""


@dataclass(kw_only=True)
class Matrix(Cases):
    """Everything that a try needs."""

    teams: TeamsDouble

    def filled(self) -> dict[str, str]:
        """What an act is told, with a person of this tenant."""
        return {**FILLED, "person": self.here("ULEO").user}

    def sends(self, user: str, **more: Any) -> str:
        """Deliver an activity, and wait for what is answered to it: the newest messages, as they read.

        What is still on its way to the same person, of an answer before or of what another did, is no answer to it.
        """
        place = self.here(user).private_place
        self.teams.wait(lambda: all(card.place != place for card in self.store.waiting(-1)), SENT)
        before = self._said(user)
        activity = self.teams.written(NAMES[user], "x")
        activity = {name: value for name, value in activity.items() if name != "text" or "value" not in more}
        (answer,) = self.teams.deliver({**activity, **more})
        assert answer.status == 200
        return "\n".join(self.teams.wait(lambda: self._said(user)[len(before) :] or None, SENT))

    def _said(self, user: str) -> list[str]:
        bot = self.teams.tenant.bot_id
        found = self.teams.messages(NAMES[user])
        return [str(message) for message in found if message["from"]["id"] == bot]

    def typed(self, user: str, text: str) -> str:
        """A text in the personal chat."""
        return self.sends(user, text=text)

    def pressed(self, user: str, press: Press, told: dict[str, str] | None = None) -> str:
        """A button with what was filled in beside it."""
        return self.sends(user, value=_data(press, told or {}))

    def executed(self, user: str, press: Press, told: dict[str, str] | None = None) -> str:
        """The same as an Execute."""
        action = {"type": "Action.Execute", "data": _data(press, told or {})}
        return self.sends(user, type="invoke", name="adaptiveCard/action", value={"action": action})


def _data(press: Press, told: dict[str, str]) -> dict[str, Any]:
    inputs = {name: f"in{number}" for number, name in enumerate(told)}
    return {**sent(press, "fields" if told else "", inputs.items()), **{inputs[name]: told[name] for name in told}}


@pytest.fixture(scope="module")
def office(adviser: Adviser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """The server, and its log opened a second time."""
    folder: Path = tmp_path_factory.mktemp("matrix") / "home"
    with pytest.MonkeyPatch.context() as patch, TeamsDouble(company()) as teams:
        folder.mkdir()
        patch.setenv("HOME", str(folder))

        def here(name: str) -> Person:
            user = teams.tenant.person(NAMES[name]).aad_id
            return Person(channel="teams", workspace=teams.tenant.tenant_id, user=user)

        def elsewhere(name: str) -> Person:
            return here(name).model_copy(update={"workspace": ELSEWHERE})

        ids = {name: here(name).user for name in NAMES}
        named = {
            "LEVERAGE_LEADS": ",".join((ids["ULEA"], ids["ULEO"], ids["ULIZ"])),
            "LEVERAGE_AUDITORS": ids["UAUD"],
            "LEVERAGE_ADMINS": ids["UADM"],
            "LEVERAGE_COUNSEL": ids["UCOU"],
        }
        ready = ready_cases(adviser, folder / "ready")
        with serving(teams, **named), open_store(read_settings({**environment(teams), **named})) as (store, _):
            yield Matrix(store=store, ready=ready, here=here, elsewhere=elsewhere, teams=teams)


def ways(office: Matrix, act: str) -> dict[str, Callable[[str, int], str]]:
    """Every way to do an act."""
    filled = office.filled()
    told = {field.id: filled[field.id] for field in ACTS[act].fields}

    def press(number: int) -> Press:
        return Press(action="review", value=f"{number} {act}")

    return {
        "typed": lambda user, number: office.typed(user, f"review {number} {words_of(act, filled)}"),
        "pressed": lambda user, number: office.pressed(user, press(number), told),
        "executed": lambda user, number: office.executed(user, press(number), told),
    }


@pytest.mark.parametrize("user", some(ROLES, 2))
@pytest.mark.parametrize("whose", WHOSE)
def test_acts(office: Matrix, user: str, whose: str):
    """It happens where the table says so, and nobody reads on the way what they may not."""
    found, expected = {}, {}
    for act in TRIED:
        is_allowed = allowed(user, ACTS[act].action, whose)
        for way, do in ways(office, act).items():
            found[act, way], expected[act, way] = office.happens(act, user, whose, do), is_allowed
    assert found == expected


@pytest.mark.parametrize("user", some(ROLES, 2))
@pytest.mark.parametrize("whose", WHOSE)
def test_reading(office: Matrix, user: str, whose: str):
    """The queue, the case, and a part of it."""
    number = office.case("", office.asker(user, whose))
    row, filtered, head = f"{number} · urgent", f"tag:m{number}", f"Case {number}"
    asked = Press(action="review", value=filtered)
    listed = [row in office.typed(user, f"review {filtered}"), row in office.pressed(user, asked)]
    assert listed == [allowed(user, "list_cases", whose)] * 2
    case, part = Press(action="review", value=str(number)), Press(action="review", value=f"{number} known")
    read = [head in office.typed(user, f"review {number}"), head in office.executed(user, case)]
    assert [*read, UNSAID in office.pressed(user, part)] == [allowed(user, "read_case", whose)] * 3


@pytest.mark.parametrize("user", some(ROLES, 2))
@pytest.mark.parametrize("whose", WHOSE)
def test_alerts_and_answers(office: Matrix, user: str, whose: str):
    """ "I have it", and a lead's answer."""
    number = office.case("alert", office.asker(user, whose))
    office.pressed(user, Press(action="alert_seen", value=str(number)))
    assert ("alert_seen" in office.kinds(number)) is allowed(user, "acknowledge", whose)
    number = office.case("", office.asker(user, whose), *office.asked_of(user))
    office.pressed(user, Press(action=ANSWERS, value=f"{number} Call me first"))
    assert ("lead_answered" in office.kinds(number)) is allowed(user, "answer_asker", whose)


@pytest.mark.parametrize("user", some(ROLES, 2))
@pytest.mark.parametrize("whose", WHOSE)
def test_what_is_the_asker_s(office: Matrix, user: str, whose: str):
    """Replying, hiding the name, leaving a lead out: one's own cases only, whatever the role."""
    number = office.case("", office.asker(user, whose))
    office.typed(user, f"reply {number} The union does")
    assert ("asker_replied" in office.kinds(number)) is allowed(user, "reply", whose)
    for action, value, kind in (("hide_name", "", "name_hidden"), ("leave_out", "2", "left_out")):
        number = office.case("", office.asker(user, whose))
        before = office.kinds(number)
        office.pressed(user, Press(action=action, value=value, consultation=f"m{number}"))
        assert (kind in office.kinds(number)[len(before) :]) is allowed(user, action, whose)
