"""`leverage report [QUARTER] [--html FILE] [--json]`: what keeps coming back, without a word on who asked."""

import argparse
import hashlib
import json
import secrets
from pathlib import Path

from bot.consultation import fold
from bot.log import SqliteStore
from bot.review.report import Counted, NoQuarter, NotOver, Quarter, as_json, counted, frame_of, from_json, make
from bot.review.report.counted import counts_in
from bot.review.report.hiding import ODDS
from bot.review.report.quarter import closed
from bot.views.plain import plain
from bot.views.report import cards, overview
from bot.views.report_page import page
from handlers.commands.rights import audited, require
from handlers.content import open_knowledge
from handlers.exporting.files import new_file
from handlers.open import open_store, utc_now
from handlers.settings import SettingError, Settings
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from knowledge.texts import Texts


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `report`."""
    parser.add_argument("quarter", nargs="?", help="for example 2026-Q3: published now, unless it was before")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--html", type=Path, metavar="FILE", help="a new file: one page, also for print")
    form.add_argument("--json", action="store_true", help="machine-readable (docs/machine-readable.md)")
    parser.add_argument("--language", choices=LANGUAGES, default="en")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print, or write, the report of a quarter; without one, list what there is."""
    require(settings, "read_report")
    knowledge = open_knowledge(settings)
    words = knowledge.texts[arguments.language]
    with open_store(settings) as (store, _said):
        if arguments.quarter is None:
            return _list(arguments, store, words)
        body = _body(settings, store, knowledge, _quarter(arguments.quarter))
        audited(store, "read_report", detail=arguments.quarter)
    report = from_json(body)
    if arguments.json:
        print(body)
    elif arguments.html:
        _write(arguments.html, page(knowledge, words, report))
    else:
        print(plain(cards(knowledge, words, report)))
    return 0


def _list(arguments: argparse.Namespace, store: SqliteStore, words: Texts) -> int:
    if arguments.html:
        raise SettingError("--html: name the quarter, for example: leverage report 2026-Q3 --html report.html")
    now, begun = utc_now(), store.begun()
    published = tuple(Quarter.read(quarter) for quarter, _ in store.reports())
    can_be = tuple(quarter for quarter in closed(begun, now) if quarter not in published) if begun else ()
    if arguments.json:
        print(json.dumps({"published": [str(q) for q in published], "can_be_published": [str(q) for q in can_be]}))
    else:
        print(plain([overview(words, published, can_be, Quarter.of(now))]))
    return 0


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.read(text)
    except NoQuarter as error:
        raise SettingError(f"{text}: this is no quarter. Write it like 2026-Q3.") from error


def _body(settings: Settings, store: SqliteStore, knowledge: Knowledge, quarter: Quarter) -> str:
    """The report as it was published; where it was not, it is now."""
    kept = dict(store.reports()).get(str(quarter))
    return kept or _publish(settings, store, knowledge, quarter)


def _publish(settings: Settings, store: SqliteStore, knowledge: Knowledge, quarter: Quarter) -> str:
    now = utc_now()
    try:
        quarter.must_be_over(now)
    except NotOver as error:
        raise SettingError(f"{quarter} is not over. It can be published from {error.since} (UTC) on.") from error
    begun = store.begun()
    if begun is None or quarter < Quarter.of(begun):
        raise SettingError(f"{quarter}: the log holds nothing so old. See what can be published: leverage report")
    require(settings, "publish_report")
    made = make(quarter, _counted(store, quarter), frame_of(knowledge), now.date(), _lot)
    audited(store, "publish_report", detail=str(quarter))
    return store.publish_report(str(quarter), as_json(made))


def _counted(store: SqliteStore, quarter: Quarter) -> list[Counted]:
    key = secrets.token_bytes(32)  # of this one report: no digest of a partner can be compared with another's

    def digest(alias: str) -> str:
        return hashlib.blake2b(alias.encode(), key=key).hexdigest()

    return [
        counted(fold(events), standing, digest)
        for standing, events in store.everything()
        if counts_in(quarter, standing)
    ]


def _lot() -> bool:
    return secrets.randbelow(ODDS) == 0


def _write(path: Path, text: str) -> None:
    with new_file(path) as file:
        file.write(text.encode())
    print(f"Written to {path}: open it in a browser.")
