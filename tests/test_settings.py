"""The environment as one frozen object: what is read, what is refused, where key, ledger and log lie."""

import base64
import getpass
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.messages import Incoming
from handlers.open import open_assistant, open_store
from handlers.settings import SettingError, local_name, make_key, master_key, read_settings
from tests.commands.scenes import ALEX, ROOT

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


def refused(**environment: str) -> str:
    """What is said when the settings of an environment are refused."""
    with pytest.raises(SettingError) as told:
        read_settings(environment)
    return str(told.value)


def test_nothing_has_to_be_set(home):
    """Log and key have places of their own: the key is never in the log's folder."""
    settings = read_settings({})
    assert settings.database == home / "data" / "leverage-assistant" / "log.db"
    assert settings.key_file == home / "config" / "leverage-assistant" / "key"
    assert (settings.leads, settings.retention_days, settings.overlay) == ((), 365, None)


def test_working_days_are_named(home):
    """Monday to Friday where nothing is said; a day that is none is refused with the names to take."""
    assert read_settings({}).workdays == {0, 1, 2, 3, 4}
    assert read_settings({"LEVERAGE_WORKDAYS": "Sun, mon,tue"}).workdays == {6, 0, 1}
    for wrong in ("someday", "mon-fri", ","):
        assert "LEVERAGE_WORKDAYS" in refused(LEVERAGE_WORKDAYS=wrong) and "mon,tue" in refused(LEVERAGE_WORKDAYS=wrong)


def test_a_system_with_one_folder_for_both_still_keeps_them_apart(home, monkeypatch):
    """Where settings and data share a folder, as on macOS and Windows, the first start works all the same."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "data"))
    settings = read_settings({})
    assert settings.key_file.parent != settings.database.parent
    assert settings.ledger.parent == settings.key_file.parent


def test_everything_that_can_be_set(home):
    """Each setting is read; people are separated by commas, empty places are nobody."""
    settings = read_settings(
        {
            "DATABASE_URL": "sqlite:///~/logs/log.db",
            "LEVERAGE_KEY": KEY,
            "LEVERAGE_KEY_FILE": "~/keys/key",
            "LEVERAGE_LEADS": "slack:T1/U1, teams:tenant/user@example ,local:Ana María,U2,",
            "LEVERAGE_AUDITORS": "local:ben",
            "LEVERAGE_ADMINS": "",
            "LEVERAGE_RETENTION_DAYS": "30",
            "LEVERAGE_OVERLAY": "ours",
        }
    )
    assert settings.database == home / "logs" / "log.db"
    assert (settings.key_file, settings.key_file_given) == (home / "keys" / "key", True)
    assert settings.leads == ("slack:T1/U1", "teams:tenant/user@example", "local:Ana María", "U2")
    assert (settings.auditors, settings.admins) == (("local:ben",), ())
    assert (settings.retention_days, settings.overlay) == (30, Path("ours"))


def test_settings_are_frozen(home):
    """What was checked can't be changed after."""
    with pytest.raises(ValidationError):
        read_settings({}).retention_days = 1


DATABASES = ["postgresql://host/log", "sqlite://log.db", "log.db", "sqlite:///", "sqlite:", "SQLITE:///log.db", " "]


@pytest.mark.parametrize("url", DATABASES)
def test_another_database_is_refused(home, url):
    """The setting is named, with an example of what is understood."""
    said = refused(DATABASE_URL=url)
    assert said == "DATABASE_URL: only sqlite:///path is understood in this version. Example: sqlite:///data/log.db"


DAYS = ["0", "-1", "36501", "1.5", "soon", "", " ", "1e3", "9" * 5_000, "²", "365 "]


@pytest.mark.parametrize("days", DAYS)
def test_days_that_are_no_number_of_days_are_refused(home, days):
    """The setting is named, with an example."""
    said = refused(LEVERAGE_RETENTION_DAYS=days)
    assert said == "LEVERAGE_RETENTION_DAYS: give a whole number of days, for example 365."


PEOPLE = [
    "mail:ana@example",
    "slack:T1",
    "slack:",
    "slack:T1/",
    "slack:/U1",
    "teams:a/b/c",
    "local:",
    "a:b",
    "T1/U1",
    ":",
]


@pytest.mark.parametrize("name", ["LEVERAGE_LEADS", "LEVERAGE_AUDITORS", "LEVERAGE_ADMINS"])
@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_that_is_not_understood_is_refused(home, name, person):
    """A lead that nobody could reach must not look like one: setting and person are named, and how to write it."""
    assert refused(**{name: f"local:ana,{person}"}) == (
        f"{name}: {person!r} is not understood. Write slack:TEAM/USER, teams:TENANT/USER or local:NAME."
    )


@pytest.mark.parametrize("key", ["logs/key", "logs/../logs/key", "link/key"])
def test_a_key_beside_the_log_is_refused(home, key):
    """Whoever copies the log's folder must not have the key with it, by whatever way the folder is named."""
    (home / "logs").mkdir()
    (home / "link").symlink_to("logs")
    said = refused(DATABASE_URL="sqlite:///logs/log.db", LEVERAGE_KEY_FILE=key)
    assert said == "LEVERAGE_KEY_FILE: the key lies beside the database. Move it to another folder."


def test_a_log_beside_the_default_key_is_refused(home):
    """The same, when it is the log that was put there."""
    folder = home / "config" / "leverage-assistant"
    assert refused(DATABASE_URL=f"sqlite:///{folder}/log.db").startswith("LEVERAGE_KEY_FILE: the key lies beside")


def test_each_log_has_a_ledger_of_its_own_beside_the_key(home):
    """Two logs under one key do not share a ledger; one log named in two ways does not get two."""
    one, other = (read_settings({"DATABASE_URL": f"sqlite:///{name}/log.db"}) for name in ("one", "other"))
    again = read_settings({"DATABASE_URL": f"sqlite:///{home}/one/log.db"})
    assert one.ledger.parent == other.ledger.parent == one.key_file.parent
    assert one.ledger != other.ledger
    assert one.ledger == again.ledger


def test_a_key_is_made_where_a_log_begins_and_said_so(home):
    """For its owner only, in a folder of its owner, away from the log; the sentence says where and to back it up."""
    settings = read_settings({})
    key, said = master_key(settings, begins=True)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (settings.key_file, settings.key_file.parent)]
    assert (len(key), modes) == (32, [0o600, 0o700])
    assert str(settings.key_file) in said
    assert "Back it up" in said
    assert master_key(settings) == (key, "")
    assert master_key(settings, begins=True) == (key, "")


def test_two_keys_are_never_the_same(home):
    """Each is made from nothing."""
    assert make_key(home / "a" / "key") != make_key(home / "b" / "key")


def test_a_key_is_not_made_over_a_file(home):
    """A key that is overwritten is a log that is lost."""
    make_key(home / "keys" / "key")
    with pytest.raises(FileExistsError):
        make_key(home / "keys" / "key")


def told_of_key(begins: bool = True, **environment: str) -> str:
    """What is said when there is no key to be had."""
    with pytest.raises(SettingError) as told:
        master_key(read_settings(environment), begins=begins)
    return str(told.value)


def test_no_key_is_made_where_no_log_begins(home):
    """Who only looks gets no key made."""
    assert told_of_key(begins=False).startswith("LEVERAGE_KEY: there is no key at ")
    assert list(home.rglob("*")) == []


def test_a_log_without_its_key_is_refused(home):
    """A new key would not open it: both places and both settings are named, and nothing is made."""
    settings = read_settings({})
    settings.database.parent.mkdir(parents=True)
    settings.database.touch()
    assert told_of_key() == (
        f"LEVERAGE_KEY: there is no key at {settings.key_file}. "
        "Set LEVERAGE_KEY or LEVERAGE_KEY_FILE to the key that the log was written with."
    )
    assert not settings.key_file.exists()


def test_a_named_key_file_must_be_there(home):
    """A typing error in its name must not make a second key."""
    said = told_of_key(LEVERAGE_KEY_FILE="keys/none")
    assert said == "LEVERAGE_KEY_FILE: keys/none does not exist. Make one: leverage doctor --new-key FILE"


def test_a_key_file_that_is_a_folder_is_refused(home):
    """Named, with what to do."""
    said = told_of_key(LEVERAGE_KEY_FILE=str(home))
    assert said.startswith("LEVERAGE_KEY_FILE: ")
    assert said.endswith("can't be read: Is a directory. Name a file that you can read.")


KEYS = ["secret", KEY[:-4], KEY + KEY, "=", "\u202e" * 32, "0" * 100_000, KEY.replace("A", "\x00")]


@pytest.mark.parametrize("key", KEYS, ids=range(len(KEYS)))
def test_what_is_no_key_is_refused_and_not_repeated(home, key):
    """From the environment or a file: the setting is named, the text is not: it may be nearly a key."""
    (home / "keys").mkdir()
    (home / "keys" / "key").write_text(key, encoding="utf-8")
    fix = "this is no key (32 bytes, base64). Make one: leverage doctor --new-key FILE"
    assert told_of_key(LEVERAGE_KEY=key) == f"LEVERAGE_KEY: {fix}"
    assert told_of_key(LEVERAGE_KEY_FILE="keys/key") == f"LEVERAGE_KEY_FILE: {fix}"


def test_a_key_may_come_from_the_environment_or_a_file(home):
    """White space around it does no harm; the environment outranks the file."""
    (home / "keys").mkdir()
    (home / "keys" / "key").write_text(f"  {KEY}\r\n")
    assert master_key(read_settings({"LEVERAGE_KEY_FILE": "keys/key"})) == (bytes(range(32)), "")
    other = base64.urlsafe_b64encode(bytes(32)).decode()
    assert master_key(read_settings({"LEVERAGE_KEY_FILE": "keys/key", "LEVERAGE_KEY": other}))[0] == bytes(32)


def test_another_key_does_not_open_the_log(home):
    """The setting is named, and both keys by their fingerprints."""
    with open_store(read_settings({}), begins=True) as (_store, said):
        assert said
    other = read_settings({"LEVERAGE_KEY": KEY})
    with pytest.raises(
        SettingError, match=r"^LEVERAGE_KEY: the log at .* was written with another key: .* needs the key"
    ):
        open_store(other).__enter__()


def test_a_place_that_is_no_file_is_refused(home):
    """A folder in the log's place: the setting is named."""
    (home / "logs" / "log.db").mkdir(parents=True)
    settings = read_settings({"DATABASE_URL": "sqlite:///logs/log.db", "LEVERAGE_KEY": KEY})
    with pytest.raises(SettingError, match=r"^DATABASE_URL: logs/log\.db is no log, or it is damaged"):
        open_store(settings).__enter__()


def test_counsel_and_the_head_are_named_by_settings(home):
    """Counsel is a role; the head is one person."""
    settings = read_settings({"LEVERAGE_COUNSEL": "local:cleo", "LEVERAGE_HEAD": "local:hana"})
    assert (settings.counsel, settings.head) == (("local:cleo",), "local:hana")


def test_the_first_card_knows_the_house(home):
    """How many read, and how long it is kept, come from the settings."""
    settings = read_settings({"LEVERAGE_LEADS": "local:ana,local:ben", "LEVERAGE_RETENTION_DAYS": "90"})
    with open_store(settings, begins=True) as (store, _said):
        card = open_assistant(settings, store).greet(Incoming(person=ALEX, place="here", delivery="d1")).cards[0]
    assert "human rights leads (2)" in str(card)
    assert "90 days" in str(card)


def test_the_person_at_the_terminal_has_a_name(home, monkeypatch):
    """The login name, as in LEVERAGE_LEADS; without one it is nobody, not a crash."""
    assert local_name() == f"local:{getpass.getuser()}" == "local:alex"


def test_a_person_without_a_login_name_is_nobody(home):
    """In a container the user may have no entry in the list of users."""
    if os.geteuid() != 0:
        pytest.skip("only root can take another user's number")
    code = "from handlers.settings import local_name; print(local_name())"
    bare = {name: value for name, value in os.environ.items() if name not in ("LOGNAME", "USER", "LNAME", "USERNAME")}
    command = [sys.executable, "-c", f"import os; from handlers.settings import local_name; os.setuid(54321); {code}"]
    place = {**bare, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, env=place, check=False, text=True)
    assert done.stdout == "local:nobody\n", done.stderr


APP, TENANT = "0d1e2f3a-4b5c-4d6e-8f70-8192a3b4c5d6", "5f8a2f3e-0c7b-4d1e-9a55-3f1c7f5b2a10"
TEAMS = {"TEAMS_CLIENT_ID": APP, "TEAMS_CLIENT_SECRET": "secret~value", "TEAMS_TENANT_ID": TENANT}
UNCHECKED = {**TEAMS, "TEAMS_UNAUTHENTICATED": "for-tests-on-this-machine"}


def test_what_teams_needs_is_read(home):
    """Three settings are enough: the addresses are Microsoft's own, and tokens are checked."""
    teams = read_settings(TEAMS).teams
    assert teams is not None
    assert (teams.client_id, teams.client_secret, teams.tenant_id) == (APP, "secret~value", TENANT)
    assert teams.service_url == "https://smba.trafficmanager.net/teams/"
    assert teams.login_url == "https://login.microsoftonline.com"
    assert teams.keys_url == "https://login.botframework.com/v1/.well-known/keys"
    assert (teams.slash, teams.unchecked) == (False, False)
    assert read_settings({}).teams is None


def test_ids_of_teams_are_small(home):
    """Pasted in capitals they are the same app and tenant: activities name them in small letters."""
    teams = read_settings({**TEAMS, "TEAMS_CLIENT_ID": APP.upper(), "TEAMS_TENANT_ID": TENANT.upper()}).teams
    assert teams is not None and (teams.client_id, teams.tenant_id) == (APP, TENANT)


def test_slash_commands_are_switched_on(home):
    """TEAMS_SLASH=on."""
    teams = read_settings({**TEAMS, "TEAMS_SLASH": "on"}).teams
    assert teams is not None and teams.slash


WRONG_TEAMS = [
    ({"TEAMS_CLIENT_ID": ""}, "TEAMS_CLIENT_ID: TEAMS_CLIENT_SECRET is set, the app's id is not. Set both."),
    (
        {"TEAMS_CLIENT_ID": "", "TEAMS_CLIENT_SECRET": ""},
        "TEAMS_CLIENT_ID: TEAMS_TENANT_ID is set, the app's id is not. Set both.",
    ),
    ({"TEAMS_CLIENT_ID": "leverage"}, "TEAMS_CLIENT_ID: an id of Microsoft Entra is needed (8d6f2c1e-"),
    ({"TEAMS_CLIENT_ID": f"{APP}\n"}, "TEAMS_CLIENT_ID: an id of Microsoft Entra is needed"),
    ({"TEAMS_TENANT_ID": ""}, "TEAMS_TENANT_ID: an id of Microsoft Entra is needed"),
    ({"TEAMS_TENANT_ID": "company.example"}, "TEAMS_TENANT_ID: an id of Microsoft Entra is needed"),
    ({"TEAMS_TENANT_ID": "common"}, "TEAMS_TENANT_ID: an id of Microsoft Entra is needed"),
    ({"TEAMS_CLIENT_SECRET": ""}, "TEAMS_CLIENT_SECRET: the app's secret is needed. Make one where the app is"),
    ({"TEAMS_SLASH": "yes"}, "TEAMS_SLASH: say on or off."),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG_TEAMS)
def test_a_wrong_setting_of_teams_stops_with_its_name_and_the_fix(home, wrong, said):
    """Before anything starts; the secret is not repeated."""
    told = refused(**{**TEAMS, **wrong})
    assert told.startswith(said)
    assert "secret~value" not in told


WRONG_ADDRESSES = [
    "http://smba.example/teams/",
    "ftp://smba.example",
    "smba.example",
    "https://",
    "https://[",
    "http://127.0.0.1.example.org",
    "http://10.0.0.1/",
]


@pytest.mark.parametrize("name", ["TEAMS_SERVICE_URL", "TEAMS_LOGIN_URL", "TEAMS_KEYS_URL"])
@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_an_address_that_is_not_encrypted_is_refused(home, name, address):
    """What goes there is our secret, a token, or an answer; only this machine is talked to without encryption."""
    assert refused(**{**TEAMS, name: address}).startswith(f"{name}: an address that starts with https:// is needed, ")
    assert read_settings({**TEAMS, name: "http://127.0.0.1:3978/x"}).teams is not None


def test_one_log_serves_one_chat(home):
    """Both chats set: it says so, and what to do."""
    both = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", **TEAMS}
    assert refused(**both) == (
        "TEAMS_CLIENT_ID: Slack is set too (SLACK_BOT_TOKEN). One log serves one chat: start a server for each."
    )


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"HOST": "0.0.0.0"},  # noqa: S104  # what is refused
        {"HOST": "::"},
        {"HOST": "10.0.0.1"},
        {"HOST": "teams.example"},
        {"PUBLIC_URL": "https://teams.example"},
        {"TEAMS_UNAUTHENTICATED": "true"},
        {"TEAMS_UNAUTHENTICATED": "1", "TEAMS_CLIENT_ID": "", "TEAMS_CLIENT_SECRET": "", "TEAMS_TENANT_ID": ""},
    ],
)
def test_nobody_may_switch_the_check_of_tokens_off(home, elsewhere):
    """But for tests on this machine: not where anybody could reach it, and not by a word that one types by habit."""
    assert refused(**{**UNCHECKED, **elsewhere}).startswith("TEAMS_UNAUTHENTICATED: this switches the check of tokens")


@pytest.mark.parametrize("host", ["", "127.0.0.1", "::1", "localhost"])
def test_tests_on_this_machine_need_no_secret(home, host):
    """Where only this machine can reach the server."""
    teams = read_settings({**UNCHECKED, "TEAMS_CLIENT_SECRET": "", "HOST": host}).teams
    assert teams is not None and teams.unchecked
