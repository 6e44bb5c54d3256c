"""The environment as one frozen object. A wrong setting stops the start with its name and the fix."""

import base64
import binascii
import getpass
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict

from handlers.chats import SettingError, SlackSettings, TeamsSettings, chats_of

__all__ = ["SettingError", "Settings", "SlackSettings", "TeamsSettings", "read_settings"]

APPLICATION = "leverage-assistant"
KEY_BYTES = 32
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PERSON = re.compile(r"local:\S.*|(slack|teams):[^/\s]+/[^/\s]+|[^:/\s]+")
"""local:NAME, slack:TEAM/USER, teams:TENANT/USER, or a bare id of the one configured workspace."""
GROUP = re.compile(r"S[A-Z0-9]+")
"""A Slack user group."""


class Settings(BaseModel):
    """What the environment says, checked."""

    model_config = ConfigDict(frozen=True)

    database: Path
    key: str = ""
    key_file: Path
    key_file_given: bool = False
    leads: tuple[str, ...] = ()
    leads_group: str = ""
    auditors: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    counsel: tuple[str, ...] = ()
    head: str = ""
    retention_days: int = 365
    draft_days: int = 30
    audit_days: int = 1_095
    backup_days: int = 0
    overlay: Path | None = None
    ack_minutes: int = 15
    workdays: frozenset[int] = frozenset(range(5))
    """Days of the week, Monday being 0."""
    slack: SlackSettings | None = None
    teams: TeamsSettings | None = None
    host: str = "127.0.0.1"
    port: int = 3000
    public_url: str = ""
    metrics_token: str = ""

    @property
    def ledger(self) -> Path:
        """The ledger's file: beside the key, never beside the database."""
        mark = hashlib.sha256(str(self.database.absolute()).encode()).hexdigest()[:12]
        return self.key_file.parent / f"ledger-{mark}"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment. Raises SettingError."""
    key_file = environment.get("LEVERAGE_KEY_FILE", "")
    host = environment.get("HOST", "") or "127.0.0.1"
    slack, teams = chats_of(environment, host)
    settings = Settings(
        database=_database(environment.get("DATABASE_URL", "")),
        key=environment.get("LEVERAGE_KEY", ""),
        key_file=Path(key_file).expanduser() if key_file else _key_folder() / "key",
        key_file_given=bool(key_file),
        leads=_people(environment, "LEVERAGE_LEADS"),
        leads_group=_group(environment.get("LEVERAGE_LEADS_GROUP", "").strip()),
        auditors=_people(environment, "LEVERAGE_AUDITORS"),
        admins=_people(environment, "LEVERAGE_ADMINS"),
        counsel=_people(environment, "LEVERAGE_COUNSEL"),
        head=next(iter(_people(environment, "LEVERAGE_HEAD")), ""),
        retention_days=_days(environment.get("LEVERAGE_RETENTION_DAYS", "365")),
        draft_days=_number(environment, "LEVERAGE_DRAFT_DAYS", 30, 1, 36_500),
        audit_days=_number(environment, "LEVERAGE_AUDIT_DAYS", 1_095, 1, 36_500),
        backup_days=_number(environment, "LEVERAGE_BACKUP_DAYS", 0, 0, 36_500),
        overlay=Path(environment["LEVERAGE_OVERLAY"]) if environment.get("LEVERAGE_OVERLAY") else None,
        ack_minutes=_number(environment, "LEVERAGE_ACK_MINUTES", 15, 1, 1_440),
        workdays=_workdays(environment),
        slack=slack,
        teams=teams,
        host=host,
        port=_number(environment, "PORT", 3000, 0, 65_535),
        public_url=environment.get("PUBLIC_URL", ""),
        metrics_token=environment.get("LEVERAGE_METRICS_TOKEN", ""),
    )
    apart_from_the_log(settings, settings.key_file, "LEVERAGE_KEY_FILE")
    return settings


def apart_from_the_log(settings: Settings, key_file: Path, name: str) -> None:
    """Nothing when a key's file lies in another folder than the database. Raises SettingError."""
    if key_file.resolve().parent == settings.database.resolve().parent:
        raise SettingError(f"{name}: the key lies beside the database. Move it to another folder.")


def _key_folder() -> Path:
    """The folder for settings; some systems keep data there too, and then a folder of its own."""
    folder = Path(platformdirs.user_config_dir(APPLICATION))
    if folder == Path(platformdirs.user_data_dir(APPLICATION)):
        return Path(platformdirs.user_config_dir(f"{APPLICATION}-key"))
    return folder


def _database(url: str) -> Path:
    if not url:
        return Path(platformdirs.user_data_dir(APPLICATION)) / "log.db"
    if not url.startswith("sqlite:///") or url == "sqlite:///":
        raise SettingError(
            "DATABASE_URL: only sqlite:///path is understood in this version. Example: sqlite:///data/log.db"
        )
    return Path(url.removeprefix("sqlite:///")).expanduser()


def _days(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text) or not 1 <= int(text) <= 36_500:
        raise SettingError("LEVERAGE_RETENTION_DAYS: give a whole number of days, for example 365.")
    return int(text)


def _number(environment: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = environment.get(name, "") or str(usual)
    if not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
        raise SettingError(f"{name}: give a whole number from {least} to {most}, for example {usual}.")
    return int(text)


def _workdays(environment: Mapping[str, str]) -> frozenset[int]:
    text = environment.get("LEVERAGE_WORKDAYS", "") or "mon,tue,wed,thu,fri"
    named = [day.strip().casefold() for day in text.split(",") if day.strip()]
    if not named or not set(named) <= set(WEEK):
        raise SettingError(f"LEVERAGE_WORKDAYS: {text!r} is not understood. Name days of {','.join(WEEK)}.")
    return frozenset(WEEK.index(day) for day in named)


def _people(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    people = tuple(part.strip() for part in environment.get(name, "").split(",") if part.strip())
    for person in people:
        if not PERSON.fullmatch(person):
            raise SettingError(
                f"{name}: {person!r} is not understood. Write slack:TEAM/USER, teams:TENANT/USER or local:NAME."
            )
    return people


def _group(text: str) -> str:
    if text and not GROUP.fullmatch(text):
        raise SettingError("LEVERAGE_LEADS_GROUP: the id of a Slack user group is needed, for example S0614TZR7.")
    return text


def master_key(settings: Settings, *, begins: bool = False) -> tuple[bytes, str]:
    """The master key, and a sentence when it was made just now: only where a log `begins`. Raises SettingError."""
    if settings.key:
        return _decoded(settings.key, "LEVERAGE_KEY"), ""
    if settings.key_file.exists():
        return _decoded(_text_of(settings.key_file), "LEVERAGE_KEY_FILE"), ""
    if settings.key_file_given:
        raise SettingError(
            f"LEVERAGE_KEY_FILE: {settings.key_file} does not exist. Make one: leverage doctor --new-key FILE"
        )
    if settings.database.exists() or not begins:
        raise SettingError(
            f"LEVERAGE_KEY: there is no key at {settings.key_file}. "
            "Set LEVERAGE_KEY or LEVERAGE_KEY_FILE to the key that the log was written with."
        )
    made = make_key(settings.key_file)
    said = f"A new key was made: {settings.key_file} (only you can read it)."
    return made, f"{said} Back it up: without it the log can't be read."


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        why = f"{path} can't be read: {error.strerror}"
        raise SettingError(f"LEVERAGE_KEY_FILE: {why}. Name a file that you can read.") from error


def make_key(path: Path) -> bytes:
    """A new key in a file that only its owner can read: whole, or not there at all. Raises FileExistsError."""
    key = secrets.token_bytes(KEY_BYTES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}-", encoding="ascii") as file:
        file.write(base64.urlsafe_b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
        os.link(file.name, path)  # a name is given to a whole file, and only where none has it
    return key


def _decoded(text: str, name: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise SettingError(f"{name}: this is no key (32 bytes, base64). Make one: leverage doctor --new-key FILE")
    return key


def local_name() -> str:
    """The name of the person at this terminal, as "local:NAME"."""
    try:
        return f"local:{getpass.getuser()}"
    except (KeyError, OSError):
        return "local:nobody"
