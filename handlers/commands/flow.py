"""`leverage flow [--mermaid]`: the question flow, computed from the content."""

import argparse

from bot.views.flow import mermaid, outline
from handlers.content import open_knowledge
from handlers.settings import Settings
from knowledge.schema.entry import LANGUAGES


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `flow`."""
    parser.add_argument("--mermaid", action="store_true", help="a Mermaid flowchart instead of an outline")
    parser.add_argument("--language", choices=LANGUAGES, default="en")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the flow."""
    knowledge = open_knowledge(settings)
    draw = mermaid if arguments.mermaid else outline
    print(draw(knowledge, knowledge.texts[arguments.language]))
    return 0
