"""What goes wrong on the way, by order, by rate and at gates."""

import threading

import aiohttp
import pytest

from tests.teams_double import Fault, Faults, NotPossible, TeamsDouble

from .bots import PlainBot


def _here(teams: TeamsDouble) -> str:
    return teams.tenant.place("alex").id


@pytest.mark.parametrize(
    ("fault", "status"),
    [("rate_limited", 429), ("server_error", 500), ("bad_gateway", 502), ("unavailable", 503), ("ServiceError", 500)],
)
def test_a_refused_call_carries_nothing_out(teams: TeamsDouble, bot: PlainBot, fault: str, status: int) -> None:
    """The next call meets it, the one after does not."""
    teams.next("send", fault)
    if fault in ("rate_limited", "ServiceError"):
        assert bot.send(_here(teams), "hello")[0] == status
    else:
        with pytest.raises(ValueError, match="Expecting value"):
            bot.send(_here(teams), "hello")
    assert teams.messages("alex") == [] and teams.calls[-1].status == status and teams.calls[-1].fault == fault
    assert bot.send(_here(teams), "hello")[0] == 201


@pytest.mark.parametrize(("fault", "posted"), [("dropped_before", 0), ("dropped_after", 1)])
def test_a_dropped_call_leaves_the_bot_in_doubt(teams: TeamsDouble, bot: PlainBot, fault: str, posted: int) -> None:
    """The connection is cut, before anything was carried out or after."""
    teams.next("send", fault)
    with pytest.raises(aiohttp.ClientError):
        bot.send(_here(teams), "hello")
    assert len(teams.messages("alex")) == posted and teams.calls[-1].ok == bool(posted)


def test_an_answer_breaks_off_or_is_slow(teams: TeamsDouble, bot: PlainBot) -> None:
    """Both calls were carried out."""
    teams.next("send", "broken_json")
    with pytest.raises(ValueError, match="Unterminated"):
        bot.send(_here(teams), "hello")
    teams.next("send", Fault("slow", seconds=0.05))
    assert bot.send(_here(teams), "hello")[0] == 201
    assert len(teams.messages("alex")) == 2


@pytest.mark.parametrize(("after", "posted"), [(False, 0), (True, 1)])
def test_a_call_can_be_held_at_a_gate(teams: TeamsDouble, bot: PlainBot, after: bool, posted: int) -> None:
    """Before it is carried out or after; it is never answered, and once the gate is gone calls are as ever."""
    failed: list[Exception] = []

    def send() -> None:
        try:
            bot.send(_here(teams), "hello")
        except aiohttp.ClientError as error:
            failed.append(error)

    with teams.holding("send", after=after) as gate:
        sending = threading.Thread(target=send)
        sending.start()
        gate.wait()
        assert len(teams.messages("alex")) == posted and failed == []
    sending.join()
    assert len(failed) == 1 and bot.send(_here(teams), "hello")[0] == 201


def test_faults_come_by_rate_and_by_method(teams: TeamsDouble, bot: PlainBot) -> None:
    """The same seed gives the same faults; a method with rates of its own goes by those."""

    def outcomes() -> list[int]:
        teams.faults = Faults(rate_limited=0.5, seed=3, by_method={"members": Faults()})
        return [bot.send(_here(teams), "hello")[0] for _ in range(12)]

    first = outcomes()
    assert first == outcomes() and set(first) == {201, 429}
    assert all(bot.call("GET", f"/v3/conversations/{_here(teams)}/members")[0] == 200 for _ in range(5))


def test_only_what_there_is_can_be_ordered(teams: TeamsDouble) -> None:
    """A name that is neither a fault nor a code is a mistake of the test."""
    with pytest.raises(NotPossible):
        teams.next("send", "earthquake")


def test_waiting_in_vain_tells_the_last_calls(teams: TeamsDouble, bot: PlainBot) -> None:
    """The failure shows what was called and what was delivered."""
    bot.send(_here(teams), "hello")
    teams.message("alex", "hello")
    with pytest.raises(AssertionError, match=r"send .* 201[^$]*message -> 200"):
        teams.wait(lambda: None, 0.02)
