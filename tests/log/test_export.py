"""The export: one consultation a line, and no erased one."""

import io
import json

from bot.log.export import export
from tests.log.scenes import CANARY, standing, talk


def test_a_line_a_consultation(store):
    """Each line is JSON with a standing and its events, by case number; the erased are not in it."""
    talk(store, "later", turns=1, number=2)
    talk(store, "c1", turns=1, number=1)
    talk(store, "gone", turns=1, number=3)
    store.erase("gone")
    out = io.StringIO()
    assert export(store, out) == 2
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["standing"]["consultation"] for line in lines] == ["c1", "later"]
    assert lines[0]["standing"] == standing("c1", 1, 1).model_dump(mode="json")
    assert [event["kind"] for event in lines[0]["events"]] == ["answered", "advised"]
    assert lines[0]["events"][0]["body"]["text"] == CANARY


def test_an_empty_log_exports_nothing(store):
    """No line, not an empty one."""
    out = io.StringIO()
    assert export(store, out) == 0
    assert out.getvalue() == ""
