"""The app's package that `leverage manifest teams` writes."""

import io
import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from bot.commands import Commands
from handlers.chats import SettingError, TeamsSettings
from handlers.teams.address import endpoint_at
from handlers.teams.manifest import ALONE, SEEN_BY_ALL, SEEN_BY_NOBODY, command, localization, manifest
from handlers.teams.package import package
from knowledge.schema.entry import LANGUAGES
from tests.commands.scenes import ROOT, leverage

SCHEMAS = Path(__file__).parent / "schemas"
APP, TENANT = "0d1e2f3a-4b5c-4d6e-8f70-8192a3b4c5d6", "5f8a2f3e-0c7b-4d1e-9a55-3f1c7f5b2a10"
ADDRESS = "https://leverage.company.example"
SET = {"TEAMS_CLIENT_ID": APP, "TEAMS_CLIENT_SECRET": "secret", "TEAMS_TENANT_ID": TENANT, "PUBLIC_URL": ADDRESS}
NAMED = {"unchecked": "unauthenticated"}
"""Settings whose name in the environment is another one."""
EITHER = pytest.mark.parametrize(("slash", "version"), [(False, "1.25"), (True, "1.29")])


def wrong(kind: str, version: str, made: object) -> list[str]:
    """What Microsoft's schema has against it."""
    schema = json.loads((SCHEMAS / f"{kind}-{version}.json").read_text(encoding="utf-8"))
    return [error.message for error in Draft4Validator(schema).iter_errors(made)]


def made_of(knowledge, *, slash: bool = False) -> dict:
    """The manifest in English."""
    return manifest(knowledge.texts["en"], APP, ADDRESS, "0.1.0", slash=slash)


@EITHER
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_official_schema_accepts_it(knowledge, language, slash, version):
    """With and without what only its writer sees, in every language, and each language's own file."""
    words = knowledge.texts[language]
    made = manifest(words, APP, ADDRESS, "0.1.0", slash=slash)
    assert (made["manifestVersion"], wrong("manifest", version, made)) == (version, [])
    assert wrong("localization", version, localization(words, slash=slash)) == []


def test_the_schema_refuses_what_is_wrong(knowledge):
    """So that the test above can fail: a name too long, no address, and what came with a later version."""
    made = made_of(knowledge)
    assert wrong("manifest", "1.25", {**made, "name": {"short": "x" * 31}})
    assert wrong("manifest", "1.25", {**made, "developer": {**made["developer"], "privacyUrl": ""}})
    assert wrong("manifest", "1.25", {**made_of(knowledge, slash=True), "manifestVersion": "1.25"})
    assert wrong("localization", "1.25", {"bots[0].commandLists[0].commands[12].title": "x"})


def test_the_bot_is_all_that_is_asked_for(knowledge):
    """One bot, in personal chats, group chats and teams; no permission, no domain, no channel of other companies."""
    made = made_of(knowledge)
    assert (made["id"], made["bots"][0]["botId"]) == (APP, APP)
    assert made["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    assert made["validDomains"] == []
    assert set(made) & {"permissions", "authorization", "webApplicationInfo", "supportedChannelTypes"} == set()
    assert "supportsTargetedMessages" not in made["bots"][0]


def test_slash_commands_are_private(knowledge):
    """What begins with a slash is seen by nobody else, and is offered where others read along."""
    (bot,) = made_of(knowledge, slash=True)["bots"]
    assert bot["supportsTargetedMessages"] is True
    (slash,) = [menu for menu in bot["commandLists"] if menu.get("triggers") == ["slash"]]
    assert slash["scopes"] == ["team", "groupChat"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_menu_offers_what_is_understood(knowledge, language):
    """Each command is read as the one that it is, and no menu is longer than ten."""
    read, words = Commands(knowledge).read, knowledge.texts[language]
    offered = {name for menu in (ALONE, SEEN_BY_ALL, SEEN_BY_NOBODY) for name in menu}
    assert max(len(menu) for menu in (ALONE, SEEN_BY_ALL, SEEN_BY_NOBODY)) <= 10
    understood = {name: read(command(words, name)) for name in offered - {"review"}}
    assert {name: found.name for name, found in understood.items()} == {name: name for name in understood}
    assert command(words, "review") == "review"


def test_every_language_says_all_of_it(knowledge):
    """What the manifest says in words stands in each language's file, at its place."""
    bot = made_of(knowledge, slash=True)["bots"][0]
    for language in LANGUAGES:
        said = localization(knowledge.texts[language], slash=True)
        for of, menu in enumerate(bot["commandLists"]):
            for number in range(len(menu["commands"])):
                assert said[f"bots[0].commandLists[{of}].commands[{number}].title"]


def test_the_package_holds_what_teams_wants(knowledge):
    """Manifest, icons, a file for each other language, at the top; the same settings make the same bytes."""
    packed = [package(knowledge.texts, APP, ADDRESS, "0.1.0", slash=False) for _ in range(2)]
    with zipfile.ZipFile(io.BytesIO(packed[0])) as file:
        assert sorted(file.namelist()) == ["color.png", "de.json", "es.json", "fr.json", "manifest.json", "outline.png"]
        made = json.loads(file.read("manifest.json"))
        named = {one["file"] for one in made["localizationInfo"]["additionalLanguages"]} | set(made["icons"].values())
        assert named <= set(file.namelist())
        assert (size(file.read("color.png")), size(file.read("outline.png"))) == ((192, 192), (32, 32))
    assert packed[0] == packed[1]


def size(png: bytes) -> tuple[int, ...]:
    """Width and height of a picture."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_a_text_that_teams_would_not_take_is_named(knowledge):
    """The company's own words may be too long: which, by how much, and where to shorten it."""
    words = knowledge.texts["en"]
    longer = replace(words, words={**words.words, "teams.description": "x" * 81})
    with pytest.raises(SettingError) as told:
        manifest(longer, APP, ADDRESS, "0.1.0", slash=False)
    assert str(told.value) == (
        "LEVERAGE_OVERLAY: teams.description has 81 characters, and Teams takes 80. Shorten it in texts.en.toml."
    )


def test_the_command_writes_it(home):
    """It says where it lies, what the bot's messaging endpoint is, and that the page of links is missing."""
    done = leverage("manifest", "teams", **SET)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"leverage-teams.zip: upload it to Teams. The bot's messaging endpoint is {ADDRESS}/api/messages",
        f"Teams links to {ADDRESS} for help, privacy and terms, and the server shows nothing there. "
        "Name a page: --about.",
    ]
    with zipfile.ZipFile(home / "leverage-teams.zip") as file:
        assert json.loads(file.read("manifest.json"))["manifestVersion"] == "1.25"


def test_the_command_takes_a_page_and_a_version(home):
    """With slash commands, in a file of another name: one line is said."""
    given = ("--out", "ours.zip", "--about", "https://intranet.example/leverage", "--app-version", "1.2.3")
    done = leverage("manifest", "teams", *given, **SET, TEAMS_SLASH="on")
    assert (done.status, len(done.out.splitlines())) == (0, 1)
    with zipfile.ZipFile(home / "ours.zip") as file:
        made = json.loads(file.read("manifest.json"))
    assert (made["version"], made["manifestVersion"]) == ("1.2.3", "1.29")
    assert made["developer"]["privacyUrl"] == "https://intranet.example/leverage"


@pytest.mark.parametrize(
    ("given", "set_otherwise", "said"),
    [
        ((), {"TEAMS_CLIENT_ID": "", "TEAMS_CLIENT_SECRET": "", "TEAMS_TENANT_ID": ""}, "TEAMS_CLIENT_ID: not set."),
        ((), {"PUBLIC_URL": ""}, "PUBLIC_URL: not set. Give the address at which Microsoft reaches this server: http"),
        (("--about", "intranet.example"), {}, "--about intranet.example: an address that starts with https:// is"),
        (("--app-version", "one"), {}, "--app-version one: three numbers are needed, such as 1.0.1"),
        (("--out", "none/ours.zip"), {}, "none/ours.zip: No such file or directory"),
    ],
)
def test_what_is_missing_is_said(home, given, set_otherwise, said):
    """One line with the fix, and nothing is written."""
    done = leverage("manifest", "teams", *given, **{**SET, **set_otherwise})
    assert (done.status, done.only_line.startswith(f"leverage: {said}")) == (2, True), done.err
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://leverage.company.example", "an address that starts with https:// is needed"),
        ("leverage.company.example", "an address that starts with https:// is needed"),
        ("https://[", "an address that starts with https:// is needed"),
        ("https://127.0.0.1:3000", "Microsoft can't reach this machine by that name"),
        ("https://localhost", "Microsoft can't reach this machine by that name"),
        ("https://a:b@leverage.company.example", "leave out the name and the password"),
        ("https://leverage.company.example?x=1", "leave out what begins with ? or #"),
        ("https://leverage.company.example/#top", "leave out what begins with ? or #"),
        ("https://leverage.company.example/api/messages/", "leave out /api/messages: the server adds it"),
    ],
)
def test_an_address_that_microsoft_could_not_deliver_to_is_refused(address, said):
    """With what to change."""
    with pytest.raises(SettingError) as told:
        endpoint_at(address)
    assert str(told.value).startswith(f"PUBLIC_URL: {said}")


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/", f"{ADDRESS}:8443", f"{ADDRESS}/behind/"])
def test_the_messaging_endpoint_follows_from_the_address(address):
    """A port and a folder of the proxy's are kept."""
    assert endpoint_at(address) == f"{address.rstrip('/')}/api/messages"


def test_the_page_explains_every_setting():
    """What can be set for Teams stands in docs/teams.md; the menu's length is the one that it names."""
    page = (ROOT / "docs/teams.md").read_text(encoding="utf-8")
    for name in TeamsSettings.model_fields:
        assert f"`TEAMS_{NAMED.get(name, name).upper()}`" in page
    assert len(ALONE) == 9 and "the menu offers nine" in page
