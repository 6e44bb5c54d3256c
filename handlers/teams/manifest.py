"""The app's manifest: what Teams is told and asked for. That is the bot and nothing else: no permission, no domain.

A command in a menu is the first form of it that the assistant understands, so a menu offers nothing that it does not.
"""

from collections.abc import Iterator
from typing import Any

from bot.review.steps import REVIEWS
from handlers.chats import SettingError
from handlers.teams.icons import BLUE
from knowledge.schema.entry import LANGUAGES
from knowledge.texts import Texts

SCHEMAS = "https://developer.microsoft.com/en-us/json-schemas/teams"
PLAIN, WITH_SLASH = "1.25", "1.29"
"""Versions of the manifest. Messages that only their writer and the bot see came with the second."""
ALONE = ("new", "resume", "list", "levers", "saved", "privacy", "my_data", "help", REVIEWS)
"""The menu of the personal chat, in this order. Teams showed ten commands at most before 1.24."""
SEEN_BY_ALL = ("levers", "new", "help")
SEEN_BY_NOBODY = ("levers", "new", "resume", "list", "privacy", "help", REVIEWS)
"""The menus where others read along: for what they see, and for what they don't."""
PERSONAL, SHARED = ["personal"], ["team", "groupChat"]
COLOUR_ICON, OUTLINE_ICON = "color.png", "outline.png"
MOST = {"name": 30, "full_name": 100, "description": 80, "long_description": 4_000}
"""Characters that Teams takes of each."""


def manifest(words: Texts, client_id: str, about: str, version: str, *, slash: bool) -> dict[str, Any]:
    """The manifest, its words in one language; `about` is the page that Teams links to. Raises SettingError."""
    _check_lengths(words)
    schema = WITH_SLASH if slash else PLAIN
    return {
        "$schema": f"{SCHEMAS}/v{schema}/MicrosoftTeams.schema.json",
        "manifestVersion": schema,
        "version": version,
        "id": client_id,
        "developer": {
            "name": words("teams.name"),
            **dict.fromkeys(("websiteUrl", "privacyUrl", "termsOfUseUrl"), about),
        },
        "localizationInfo": {
            "defaultLanguageTag": words.language,
            "additionalLanguages": [
                {"languageTag": other, "file": f"{other}.json"} for other in LANGUAGES if other != words.language
            ],
        },
        "name": {"short": words("teams.name"), "full": words("teams.full_name")},
        "description": {"short": words("teams.description"), "full": words("teams.long_description")},
        "icons": {"color": COLOUR_ICON, "outline": OUTLINE_ICON},
        "accentColor": f"#{bytes(BLUE).hex()}",
        "defaultInstallScope": "personal",
        "bots": [_bot(words, client_id, slash=slash)],
        "validDomains": [],
    }


def localization(words: Texts, *, slash: bool) -> dict[str, str]:
    """What the manifest says, in another language: by the place in the manifest. Raises SettingError."""
    _check_lengths(words)
    version = WITH_SLASH if slash else PLAIN
    return {
        "$schema": f"{SCHEMAS}/v{version}/MicrosoftTeams.Localization.schema.json",
        "name.short": words("teams.name"),
        "name.full": words("teams.full_name"),
        "description.short": words("teams.description"),
        "description.full": words("teams.long_description"),
        **dict(_placed(words, slash=slash)),
    }


def command(words: Texts, name: str) -> str:
    """How a command is typed in a language."""
    return name if name == REVIEWS else words.lines(f"command.{name}")[0]


def _bot(words: Texts, client_id: str, *, slash: bool) -> dict[str, Any]:
    return {
        "botId": client_id,
        "scopes": [*PERSONAL, *SHARED],
        "isNotificationOnly": False,
        "supportsFiles": False,
        **({"supportsTargetedMessages": True} if slash else {}),
        "commandLists": _menus(words, slash=slash),
    }


def _menus(words: Texts, *, slash: bool) -> list[dict[str, Any]]:
    menus = [_menu(words, PERSONAL, ALONE), _menu(words, SHARED, SEEN_BY_ALL)]
    return [*menus, {"triggers": ["slash"], **_menu(words, SHARED, SEEN_BY_NOBODY)}] if slash else menus


def _menu(words: Texts, scopes: list[str], names: tuple[str, ...]) -> dict[str, Any]:
    commands = [{"title": command(words, name), "description": words(f"teams.command_{name}")} for name in names]
    return {"scopes": scopes, "commands": commands}


def _placed(words: Texts, *, slash: bool) -> Iterator[tuple[str, str]]:
    for of, menu in enumerate(_menus(words, slash=slash)):
        for number, offered in enumerate(menu["commands"]):
            for part, said in offered.items():
                yield f"bots[0].commandLists[{of}].commands[{number}].{part}", said


def _check_lengths(words: Texts) -> None:
    for key, most in MOST.items():
        length = len(words(f"teams.{key}"))
        if length > most:
            raise SettingError(
                f"LEVERAGE_OVERLAY: teams.{key} has {length} characters, and Teams takes {most}. "
                f"Shorten it in texts.{words.language}.toml."
            )
