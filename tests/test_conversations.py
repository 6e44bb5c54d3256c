"""Every transcript in tests/conversations is replayed and must come out word for word.

After a change that is meant: LEVERAGE_TRANSCRIPTS=write make test, then read the difference like prose.
"""

import os
from pathlib import Path

import pytest

from bot.advice import Adviser
from knowledge import load
from tests.replay import lines_said, replay

FOLDER = Path(__file__).parent / "conversations"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="session")
def company() -> Adviser:
    """The adviser of an invented company that has set its contacts."""
    return Adviser(load(Path(__file__).parent / "company"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_comes_out_as_written(path: Path, company: Adviser, tmp_path: Path) -> None:
    """The same words get the same answers, word for word."""
    written = path.read_text(encoding="utf-8")
    language = path.stem.rpartition(".")[2] if path.stem[-3:-2] == "." else "en"
    shown = replay(company, tmp_path, lines_said(written), language)  # type: ignore[arg-type]
    if os.environ.get("LEVERAGE_TRANSCRIPTS") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == written
