"""`leverage doctor`: what is set, what is missing, and the fix for each."""

import argparse
import asyncio
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.lint import lint
from bot.log import SqliteStore
from handlers.chats import TEAMS_IS_MISSING
from handlers.open import open_store
from handlers.settings import SettingError, Settings, make_key, master_key
from knowledge import ContentError, load

Check = Callable[[Settings], Iterator[tuple[bool, str]]]


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `doctor`."""
    parser.add_argument("--live", action="store_true", help="the lists to go through in a real workspace or tenant")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a new master key in FILE and stop")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print each check; 1 when one fails."""
    if arguments.live:
        print(Path(__file__).with_name("live.txt").read_text(encoding="utf-8"), end="")
        return 0
    if arguments.new_key:
        try:
            make_key(arguments.new_key)
        except FileExistsError as error:
            raise SettingError(f"--new-key {arguments.new_key}: exists already. Name a new file.") from error
        print(f"A new key is in {arguments.new_key}; only you can read it. Set LEVERAGE_KEY_FILE to it.")
        return 0
    results = [result for check in CHECKS for result in check(settings)]
    for good, line in results:
        print(f"{'ok  ' if good else 'FIX '} {line}")
    return 0 if all(good for good, _ in results) else 1


def _content(settings: Settings) -> Iterator[tuple[bool, str]]:
    try:
        knowledge = load(settings.overlay)
    except ContentError as error:
        yield False, f"content: {error}"
        return
    wrong = lint(knowledge)
    yield not wrong, f"content {knowledge.content_hash}: {len(wrong)} problems" + (" (leverage lint)" if wrong else "")
    contacts = knowledge.contacts
    for name in ("emergency_number", "reporting_channel", "counsel"):
        value = getattr(contacts, name)
        yield bool(value), f"{name}: {value or 'not set: write it under [contacts] in a file of LEVERAGE_OVERLAY'}"


def _key(settings: Settings) -> Iterator[tuple[bool, str]]:
    if not (settings.key or settings.key_file_given or settings.key_file.exists() or settings.database.exists()):
        yield True, f"key: none yet; one is made at {settings.key_file} with the first consultation"
        return
    try:
        master_key(settings)
    except SettingError as error:
        yield False, f"key: {error}"
        return
    if settings.key:
        yield True, "key: from LEVERAGE_KEY"
    else:
        private = not settings.key_file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        yield (
            private,
            f"key: {settings.key_file}" + ("" if private else f": others can read it. chmod 600 {settings.key_file}"),
        )


def _log(settings: Settings) -> Iterator[tuple[bool, str]]:
    if not settings.database.exists():
        yield True, f"log: none yet at {settings.database}"
        return
    try:
        with open_store(settings) as (store, _said):
            findings, waiting, dead = store.verify(), len(store.waiting(1000)), dead_letters(store)
    except (SettingError, sqlite3.Error) as error:
        yield False, f"log: {error}"
        return
    yield (
        not findings,
        f"log: {settings.database}: {len(findings)} findings" + (" (leverage verify)" if findings else ""),
    )
    yield True, f"outbox: {waiting} cards waiting"
    yield not dead, f"dead letters: {len(dead)}" + (f" ({', '.join(sorted(set(dead)))})" if dead else "")


def dead_letters(store: SqliteStore) -> list[str]:
    """Why cards were never taken by the chat service, one reason for each."""
    references = (
        reference for standing, _ in store.everything() for _, reference in store.posted(standing.consultation)
    )
    return [reference.removeprefix("dead:") for reference in references if reference.startswith("dead:")]


def _people(settings: Settings) -> Iterator[tuple[bool, str]]:
    leads = len(settings.leads)
    group = f", and those in the group {settings.leads_group}" if settings.leads_group else ""
    nobody = ": nobody is on duty. Set LEVERAGE_LEADS"
    yield bool(leads or group), f"leads: {leads}" + (group if leads or group else nobody)


def _slack(settings: Settings) -> Iterator[tuple[bool, str]]:
    if settings.slack is None:
        yield True, "Slack: not set (SLACK_BOT_TOKEN); see docs/slack.md"
        return
    from handlers.slack.checking import found  # noqa: PLC0415 - Slack's libraries load only where it is set

    yield from asyncio.run(found(settings.slack, settings.leads_group))


def _teams(settings: Settings) -> Iterator[tuple[bool, str]]:
    if settings.teams is None:
        yield True, "Teams: not set (TEAMS_CLIENT_ID); see docs/teams.md"
        return
    try:
        from handlers.teams.checking import found  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        yield False, f"Teams: {TEAMS_IS_MISSING}"
        return
    yield from asyncio.run(found(settings, settings.teams))


CHECKS: tuple[Check, ...] = (_content, _key, _log, _people, _slack, _teams)
