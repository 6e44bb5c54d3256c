"""The Homes of leads: no row of a case that was erased stays there, whoever erased it, wherever."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.advice import Adviser
from handlers.open import utc_now
from tests.slack.matrix import Matrix, matrix

LEA, AUDITOR, STAFF = "ULEA", "UAUD", "UASK2"


@pytest.fixture
def office(adviser: Adviser, tmp_path) -> Iterator[Matrix]:
    """The server in this process."""
    with matrix(adviser, tmp_path) as made:
        yield made


def shown(office: Matrix, user: str) -> str:
    """What stands on somebody's Home."""
    return json.dumps(office.double.home(user))


def settled(office: Matrix) -> None:
    """What is erased is taken out of the chat."""
    blanker = office.slack._blanker
    for _ in range(2):
        asyncio.run_coroutine_threadsafe(blanker.work(), office.loop).result(30)
        blanker._not_before.clear()


def published(office: Matrix) -> int:
    """How often a Home was drawn."""
    return sum(call.method == "views.publish" for call in office.double.calls)


def test_an_erased_case_leaves_every_home_that_showed_it(office):
    """A lead's and an auditor's; whoever was not shown it is left alone."""
    number = office.case("", office.asker(LEA, "other"))
    for user in (LEA, AUDITOR, STAFF):
        office.home(user)
    assert f"{number} " in shown(office, LEA) and f"{number} " in shown(office, AUDITOR)
    before = published(office)
    office.store.erase(f"m{number}")
    settled(office)
    assert f"{number} " not in shown(office, LEA) + shown(office, AUDITOR)
    assert published(office) - before == 3  # and the asker's own
    assert not office.store.to_blank()


def test_it_is_known_after_a_restart_and_not_kept_twice(office):
    """The cases know where they stand; opening the Home again writes nothing but the line in the audit log."""
    number = office.case("", office.asker(LEA, "other"))
    for _ in range(3):
        office.home(LEA)
    assert [place for place, _ in office.store.posted(f"m{number}")] == [f"slack:home:{LEA}"]
    office.slack._conversation.homes._listed.clear()
    office.store.erase(f"m{number}")
    settled(office)
    assert f"{number} " not in shown(office, LEA)


def test_nobody_is_named_in_the_clear(office):
    """Whose Home shows a case stands in the log sealed, as everything about people does."""
    office.case("", office.asker(LEA, "other"))
    office.home(LEA)
    rows = office.store.ring.file.rows("SELECT id, consultation, sealed FROM outbox")
    assert rows and not any(LEA in str(row["id"]) or LEA.encode() in row["sealed"] for row in rows)


def test_a_case_that_is_erased_while_a_home_is_drawn(office, monkeypatch):
    """It was read before, so it would have stood there unknown to anybody."""
    number = office.case("", office.asker(LEA, "other"))
    said = office.store.said

    def erased_first(id: str, consultation: str, *more: str) -> None:
        office.store.erase(f"m{number}")
        said(id, consultation, *more)

    monkeypatch.setattr(office.store, "said", erased_first)
    office.home(LEA)
    assert f"{number} " not in shown(office, LEA)


def test_retention_leaves_no_row_either(office):
    """Nobody was there when it was done."""
    number = office.case("", office.asker(LEA, "other"))
    office.home(LEA)
    assert office.slack._assistant.retention.run(utc_now() + timedelta(days=900)).case >= 1
    settled(office)
    assert f"{number} " not in shown(office, LEA)
