"""`leverage manifest slack`: the app's manifest, ready to paste where Slack asks for it."""

import argparse
import json

from handlers.content import open_knowledge
from handlers.settings import Settings
from handlers.slack.manifest import manifest


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `manifest`."""
    parser.add_argument("channel", choices=("slack",), help="for which chat service")


def run(_: argparse.Namespace, settings: Settings) -> int:
    """Print it. With PUBLIC_URL it is for signed HTTP, without for Socket Mode."""
    words = open_knowledge(settings).texts["en"]
    print(json.dumps(manifest(words, settings.public_url), indent=2, ensure_ascii=False))
    return 0
