"""`leverage manifest`: Slack's manifest, ready to paste, or the package that is uploaded to Teams."""

import argparse
import json
import re
from importlib.metadata import version
from pathlib import Path

from handlers.chats import is_https
from handlers.content import open_knowledge
from handlers.settings import SettingError, Settings

VERSION = re.compile(r"\d{1,5}\.\d{1,5}\.\d{1,5}")
SAME_PAGE = (
    "Teams links to {page} for help, privacy and terms, and the server shows nothing there. Name a page: --about."
)


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `manifest`."""
    parser.add_argument("channel", choices=("slack", "teams"), help="for which chat service")
    teams = parser.add_argument_group("teams")
    teams.add_argument("--out", type=Path, default=Path("leverage-teams.zip"), metavar="FILE.zip", help="the package")
    teams.add_argument(
        "--about", default="", metavar="URL", help="your page on help, privacy and terms; else PUBLIC_URL"
    )
    teams.add_argument("--app-version", default="", metavar="1.0.1", help="a higher one with each new upload")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the one, or write the other."""
    return _teams(arguments, settings) if arguments.channel == "teams" else _slack(settings)


def _slack(settings: Settings) -> int:
    """With PUBLIC_URL it is for signed HTTP, without for Socket Mode."""
    from handlers.slack.manifest import manifest  # noqa: PLC0415 - what one chat needs is not loaded for the other

    print(json.dumps(manifest(open_knowledge(settings).texts["en"], settings.public_url), indent=2, ensure_ascii=False))
    return 0


def _teams(arguments: argparse.Namespace, settings: Settings) -> int:
    from handlers.teams.address import endpoint_at  # noqa: PLC0415 - as above
    from handlers.teams.package import package  # noqa: PLC0415

    if settings.teams is None:
        raise SettingError("TEAMS_CLIENT_ID: not set. It is the id of the app in Microsoft Entra; see docs/teams.md")
    endpoint, about = endpoint_at(settings.public_url), _page(arguments.about) or settings.public_url
    packed = package(
        open_knowledge(settings).texts,
        settings.teams.client_id,
        about,
        _version(arguments.app_version),
        slash=settings.teams.slash,
    )
    arguments.out.write_bytes(packed)
    print(f"{arguments.out}: upload it to Teams. The bot's messaging endpoint is {endpoint}")
    if not arguments.about:
        print(SAME_PAGE.format(page=about))
    return 0


def _page(given: str) -> str:
    if given and not is_https(given):
        raise SettingError(f"--about {given}: an address that starts with https:// is needed.")
    return given


def _version(given: str) -> str:
    if given and not VERSION.fullmatch(given):
        raise SettingError(f"--app-version {given}: three numbers are needed, such as 1.0.1")
    return given or version("leverage-assistant")
