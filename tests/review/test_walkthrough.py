"""The walk-through in the leads' guide is the real one."""

import re
from pathlib import Path

from bot.advice import Adviser
from knowledge import load
from tests.review.desks import Office
from tests.review.walkthrough import played

ROOT = Path(__file__).parents[2]
LEFT_OUT = "[...]"


def test_the_walk_through_comes_out_as_written(tmp_path):
    """Every part of it stands in what is really shown, in order."""
    found = re.search(
        r"<!-- walk-through.*?-->\n```\n(.*?)```", (ROOT / "docs" / "leads.md").read_text("utf-8"), re.DOTALL
    )
    script = found[1]
    shown = played(Office(Adviser(load(ROOT / "tests" / "company")), tmp_path), script)
    place = 0
    for part in script.split(LEFT_OUT):
        at = shown.find(part.strip("\n"), place)
        assert at >= 0, part
        place = at + len(part.strip("\n"))
