"""`leverage lint`: every example of the content, run."""

import argparse
import sys

from bot.lint import lint
from handlers.settings import Settings
from knowledge import ContentError, load


def register(parser: argparse.ArgumentParser) -> None:
    """No arguments: LEVERAGE_OVERLAY is checked with the rest when it is set."""


def run(_: argparse.Namespace, settings: Settings) -> int:
    """Print what is wrong; 1 when anything is."""
    try:
        knowledge = load(settings.overlay)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    wrong = lint(knowledge)
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print(
            f"Clean: {len(knowledge.levers)} levers, {len(knowledge.rules)} rules, {len(knowledge.phrases)} phrases, "
            f"{len(knowledge.aliases)} aliases, {len(knowledge.questions)} questions, content {knowledge.content_hash}."
        )
    return 1 if wrong else 0
