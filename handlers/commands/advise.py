"""`leverage advise [TEXT] [--answer Q=V ...] [--json] [--batch FILE]`: advice that is not logged."""

import argparse
import codecs
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import interview
from bot.advice import Adviser, as_json
from bot.commands import Commands
from bot.consultation import Answers, Consultation
from bot.dialogue.scene import Scene
from bot.understanding.replies import find_date
from bot.views.advice import result
from bot.views.elsewhere import KEPT_NOWHERE, elsewhere
from bot.views.plain import plain
from handlers.content import open_knowledge
from handlers.settings import SettingError, Settings
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `advise`."""
    parser.add_argument("text", nargs="?", default="", help="the situation, in your own words")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="Q=V[,V]", help="for example: --answer actor=SUP"
    )
    parser.add_argument("--json", action="store_true", help="machine-readable (docs/machine-readable.md)")
    parser.add_argument("--batch", type=Path, metavar="FILE.jsonl", help='lines of {"id", "text", "answers"?}')
    parser.add_argument("--language", choices=LANGUAGES, default="en")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print advice; 2 when an answer or a line of the batch can't be used."""
    knowledge = open_knowledge(settings)
    adviser = Adviser(knowledge)
    words = knowledge.texts[arguments.language]
    if arguments.batch:
        return _batch(adviser, arguments.batch, words)
    answers = checked(knowledge, _given(arguments.answer))
    consultation = Consultation(situation=arguments.text, answers=answers, language=arguments.language)
    advice = adviser.advise(consultation)
    if arguments.json:
        print(json.dumps(as_json(advice, words), ensure_ascii=False))
    else:
        now = datetime.now(UTC)
        scene = Scene(adviser=adviser, commands=Commands(knowledge), words=words, consultation=consultation, now=now)
        given = advice.route not in (*KEPT_NOWHERE, "ask_again")
        print(plain(result(scene, advice) if given else elsewhere(scene, advice.route)))
    return 0


def _given(pairs: Iterable[str]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for pair in pairs:
        question, equals, values = pair.partition("=")
        if not equals:
            raise SettingError(f"--answer {pair}: write QUESTION=CHOICE, for example --answer actor=SUP")
        given.setdefault(question.strip(), []).extend(value.strip() for value in values.split(",") if value.strip())
    return given


def checked(knowledge: Knowledge, given: Mapping[str, Any]) -> Answers:
    """Answers by id, each question and choice known. Raises SettingError with the choices there are."""
    made: dict[str, tuple[str, ...]] = {}
    for question_id, given_values in given.items():
        question = knowledge.question_by_id.get(question_id)
        if question is None:
            raise SettingError(
                f"there is no question {question_id!r}; there are: {', '.join(knowledge.question_by_id)}"
            )
        values = [given_values] if isinstance(given_values, str) else given_values
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise SettingError(f"answers.{question_id}: give a list of choices")
        known = [choice.id for choice in question.choices]
        wrong = [value for value in values if known and value not in known]
        if wrong:
            raise SettingError(f"{question_id} has no choice {wrong[0]!r}; it has: {', '.join(known)}")
        if question.kind == "date" and not find_date(" ".join(values)):
            raise SettingError(f"{question_id}: give a date like 2027-03-12")
        if values:
            made[question_id] = (
                interview.valid(knowledge, question, {}, values) if question.id != "purpose" else tuple(values[:2])
            )
    return made


def _batch(adviser: Adviser, path: Path, words: Any) -> int:
    """One JSON line out for each good line in; a bad line is named on standard error."""
    status = 0
    try:
        lines = path.read_bytes().removeprefix(codecs.BOM_UTF8).split(b"\n")
    except OSError as error:
        raise SettingError(f"--batch {path}: can't be read: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _record(line)
            answers = checked(adviser.knowledge, record.get("answers") or {})
        except (ValueError, RecursionError, SettingError) as error:
            print(f"{path}, line {number}: {error}", file=sys.stderr)
            status = 2
            continue
        advice = adviser.advise(Consultation(situation=record["text"], answers=answers))
        made = {"id": record["id"], **as_json(advice, words)}
        print(json.dumps(made, ensure_ascii=False))
    return status


def _record(line: bytes) -> dict[str, Any]:
    # A line ends at \\n and nowhere else: U+2028 and the like may stand in a text.
    record = json.loads(line.decode("utf-8"))
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    for name in ("id", "text"):
        if not isinstance(record.get(name), str):
            raise ValueError(f"{name!r} is missing or no string")
    if not isinstance(record.get("answers") or {}, dict):
        raise ValueError("'answers' must be an object: question -> list of choices")
    json.dumps(record, ensure_ascii=False).encode("utf-8")  # half a character can't be written out again
    return record
