"""`leverage evaluate situations|queries FILE.jsonl`: scores against labels, baselines beside them."""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot import evaluation
from bot.advice import Adviser, as_json
from bot.consultation import Consultation
from bot.lookup import look_up
from handlers.commands.advise import checked
from handlers.content import open_knowledge
from handlers.settings import SettingError, Settings

FAST_PATH = ("actor", "connection", "purpose", "moment", "position")
NEEDED = {
    "situations": ("id", "text", "route", "urgent", "actor", "moment", "core_levers", "acceptable_levers", "not_top3"),
    "queries": ("id", "query", "expected"),
}


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `evaluate`."""
    parser.add_argument("what", choices=["situations", "queries"])
    parser.add_argument("file", type=Path, help="labelled cases, one JSON object a line (docs/evaluation.md)")
    parser.add_argument("--halves", action="store_true", help="also odd and even ids apart")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the scores."""
    items = _items(arguments.file, NEEDED[arguments.what])
    adviser = Adviser(open_knowledge(settings))
    score = _situations if arguments.what == "situations" else _queries
    for name, part in _parts(items, halves=arguments.halves).items():
        print(f"{name}: {len(part)} {arguments.what}")
        score(adviser, part)
    return 0


def _items(path: Path, needed: Iterable[str]) -> list[dict[str, Any]]:
    items = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: can't be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as error:
            raise SettingError(f"{path}, line {number}: no JSON: {error}") from error
        missing = [name for name in needed if not isinstance(item, dict) or name not in item]
        if missing:
            raise SettingError(f"{path}, line {number}: {', '.join(missing)} missing (docs/evaluation.md)")
        items.append(item)
    return items


def _parts(items: list[dict[str, Any]], *, halves: bool) -> dict[str, list[dict[str, Any]]]:
    parts = {"all": items}
    if halves:
        parts["odd ids"] = [item for item in items if item["id"][-1] in "13579"]
        parts["even ids"] = [item for item in items if item["id"][-1] in "02468"]
    return parts


def _situations(adviser: Adviser, items: list[dict[str, Any]]) -> None:
    for title, asked in (("from the text alone", ()), (f"answered: {', '.join(FAST_PATH)}", FAST_PATH)):
        rows = [evaluation.situation_scores(item, advised(adviser, item, asked)) for item in items]
        _print(title, rows)
    with_levers = [item for item in items if item["core_levers"]]
    levers = list(adviser.knowledge.lever_by_id)
    for name, baseline in evaluation.baselines(levers).items():
        _print(f"baseline: {name}", [evaluation.lever_scores(item, baseline(item)) for item in with_levers])


def advised(adviser: Adviser, item: Mapping[str, Any], asked: Iterable[str]) -> dict[str, Any]:
    """The machine-readable advice for a labelled situation, with what its labels answer to some questions."""
    given = {question: item.get(question) for question in asked if item.get(question)}
    advice = adviser.advise(Consultation(situation=item["text"], answers=checked(adviser.knowledge, given)))
    return as_json(advice, adviser.knowledge.texts["en"])


def _queries(adviser: Adviser, items: list[dict[str, Any]]) -> None:
    rows = []
    for item in items:
        found = look_up(adviser.reader, item["query"])
        rows.append(evaluation.query_scores(item, [hit.lever.id for hit in found.levers]))
    _print("look-up", rows)


def _print(title: str, rows: list[evaluation.Scores]) -> None:
    print(f"  {title}")
    for figure in evaluation.figures(rows):
        lower = "  (lower is better)" if figure.name in evaluation.LOWER_IS_BETTER else ""
        interval = f"[{figure.low:.2f}, {figure.high:.2f}]"
        print(f"    {figure.name:20} {figure.mean:.3f}  {interval}  n={figure.items}{lower}")
