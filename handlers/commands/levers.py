"""`leverage levers [WORDS ...] [--json]`: the look-up of the slash command, at the command line."""

import argparse
import json
from datetime import UTC, datetime

from bot.advice import Adviser
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue.scene import Scene
from bot.lookup import look_up
from bot.views.lookup import as_json, cards
from bot.views.plain import plain
from handlers.content import open_knowledge
from handlers.settings import Settings
from knowledge.schema.entry import LANGUAGES


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `levers`."""
    parser.add_argument(
        "words", nargs="*", help='for example: suppliers | jv commercial | SUP-A2 | "persuasion scarcity"'
    )
    parser.add_argument("--json", action="store_true", help="machine-readable (docs/machine-readable.md)")
    parser.add_argument("--language", choices=LANGUAGES, default="en")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what fits; 1 when nothing does."""
    adviser = Adviser(open_knowledge(settings))
    query = " ".join(arguments.words)
    found = look_up(adviser.reader, query)
    if arguments.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
    else:
        scene = Scene(
            adviser=adviser,
            commands=Commands(adviser.knowledge),
            words=adviser.knowledge.texts[arguments.language],
            consultation=Consultation(language=arguments.language),
            now=datetime.now(UTC),
        )
        print(plain(cards(scene, query)))
    return 0 if found.levers or found.other or not query else 1
