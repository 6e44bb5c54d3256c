"""`python -m tests.review.report.picture [FILE]`: draw the upper part of a made-up company's report for the docs."""

import sys
import tempfile
from pathlib import Path
from random import Random

from bot.review.report import Quarter, frame_of, make
from bot.views.report_page import page
from knowledge import load
from tests.commands.scenes import ROOT
from tests.pictures.image import image
from tests.pictures.tools import QUIET, NotDrawn, Tools, run
from tests.review.report.companies import Company, consultation
from tests.review.report.readings import drawing

SIZE = (760, 1090)
QUARTER = Quarter(2026, 3)
MADE_UP = Company("made up", 1, 1.2, 0.9)


def html() -> str:
    """The page of a report in which nothing is anybody's."""
    knowledge, random = load(), Random("picture")
    frame = frame_of(knowledge)
    data = [consultation(random, frame, QUARTER, MADE_UP) for _ in range(90)]
    report = make(QUARTER, data, frame, QUARTER.next.first_day, drawing("picture"))
    return page(knowledge, knowledge.texts["en"], report)


def main() -> int:
    """Exit status 0 when the picture is drawn and something is on it."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/pictures/report.png"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.html"
        source.write_text(html(), encoding="utf-8")
        window = f"--window-size={SIZE[0]},{SIZE[1]}"
        try:
            run(Tools.found().browser, *QUIET, window, f"--screenshot={target.resolve()}", source.as_uri())
        except NotDrawn as problem:
            print(problem, file=sys.stderr)
            return 1
    return int(image(target.read_bytes()).blank)


if __name__ == "__main__":
    sys.exit(main())
