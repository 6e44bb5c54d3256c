"""`python -m tests.pictures [FOLDER] [--docs]`: draw the cards in Slack, and fail where one lost something."""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.commands.scenes import ROOT
from tests.pictures.desks import ACTS
from tests.pictures.frame import framed
from tests.pictures.image import image
from tests.pictures.picture import Picture
from tests.pictures.scenes import pictures
from tests.pictures.seen import as_typed, missing
from tests.pictures.tools import WIDTH, NotDrawn, Page, Tools
from tests.slack_double.texts import Json

DOCS = ROOT / "docs/pictures"
IN_DOCS = ("summary", "result", "look-up", "queue", "case")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when every picture is whole."""
    asked = _parser().parse_args(arguments)
    try:
        found = draw(asked.folder.resolve())
    except NotDrawn as problem:
        found = [str(problem)]
    for line in found:
        print(line, file=sys.stderr)
    if asked.docs and not found:
        for name in IN_DOCS:
            print(shutil.copy(asked.folder / f"{name}.png", DOCS))
    return 1 if found else 0


def draw(folder: Path) -> list[str]:
    """Draw every picture into the folder; what is wrong with them."""
    tools = Tools.found()
    print("Getting the drawing library ...", flush=True)
    tools.get_library()
    folder.mkdir(parents=True, exist_ok=True)
    print("Talking to the server ...", flush=True)
    drawn = list(pictures())
    cards = [framed(one.name, one.shown, one.language) for one in drawn]
    (folder / "cards.json").write_text(json.dumps(cards, indent=1), encoding="utf-8")
    print(f"Drawing {len(cards)} cards ...", flush=True)
    tools.draw(folder / "cards.json", folder)
    undrawn = sorted({*ACTS.values()} - {one.name for one in drawn})
    faulty = [line for one, card in zip(drawn, cards, strict=True) for line in _checked(tools, folder, one, card)]
    return [*(f"{name}: nothing was drawn" for name in undrawn), *faulty]


def _checked(tools: Tools, folder: Path, one: Picture, card: Json) -> Iterator[str]:
    """Take the picture; what is wrong with it."""
    source, target = folder / f"{one.name}.html", folder / f"{one.name}.png"
    page = tools.read(source)
    tools.photograph(source, page.height, target)
    print(f"{target}  {WIDTH} x {page.height}", flush=True)
    lost = [f'lost "{text}"' for text in missing(card, one.headline, page.text)]
    raw = [f'shows the marks of "{text}"' for text in as_typed(card, page.text)]
    yield from (f"{one.name}: {fault}" for fault in (*lost, *raw, *faults(page, target)))


def faults(page: Page, picture: Path) -> Iterator[str]:
    """What is wrong with the picture of a page, whatever stands on it."""
    taken = image(picture.read_bytes())
    if page.width > WIDTH:
        yield f"{page.width} wide, and a phone has {WIDTH}"
    if (taken.width, taken.height) != (WIDTH, page.height):
        yield f"the picture is {taken.width} x {taken.height}, the page {WIDTH} x {page.height}"
    if taken.blank:
        yield "the picture is blank"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build/pictures", metavar="FOLDER")
    parser.add_argument("--docs", action="store_true", help="refresh the pictures that the documentation shows")
    return parser


if __name__ == "__main__":
    sys.exit(main())
