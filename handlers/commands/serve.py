"""`leverage serve`: the assistant in Slack or in Teams, until it is stopped."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.advice import Adviser
from bot.log import SqliteStore
from handlers.chats import TEAMS_IS_MISSING
from handlers.content import open_knowledge
from handlers.open import open_store
from handlers.settings import SettingError, Settings, SlackSettings, TeamsSettings
from handlers.web.asgi import App
from handlers.web.health import Ready
from handlers.web.metrics import Metrics
from handlers.web.server import application, serve

Check = Callable[[], Awaitable[str]]


@dataclass(frozen=True)
class Edge:
    """One chat at the server: its paths, what its health depends on, and what keeps it going."""

    paths: Mapping[str, App]
    checks: Mapping[str, Check]
    running: AbstractAsyncContextManager[None]


def register(_: argparse.ArgumentParser) -> None:
    """Arguments of `serve`: none, the environment says everything."""


def run(_: argparse.Namespace, settings: Settings) -> int:
    """Serve until SIGTERM. Raises SettingError where a setting is missing or the chat does not take it."""
    if settings.slack is None and settings.teams is None:
        raise SettingError(
            "SLACK_BOT_TOKEN: no chat service is set. See docs/slack.md (Teams: docs/teams.md), or try: leverage chat"
        )
    if not (settings.key or settings.key_file_given):
        raise SettingError("LEVERAGE_KEY_FILE: a server needs its key named. Make one: leverage doctor --new-key FILE")
    with open_store(settings, begins=True) as (store, _said):
        asyncio.run(_serve(settings, store))
    return 0


async def _serve(settings: Settings, store: SqliteStore) -> None:
    metrics = Metrics()
    metrics.watch_outbox(lambda: len(store.in_line()))
    edge = await _edge(settings, store, metrics)
    checks = {"database": lambda: _writes(store), **edge.checks}
    app = application(edge.paths, Ready(checks), metrics, settings.metrics_token, edge.running)
    await serve(app, settings.host, settings.port, started=lambda port: _ready(settings.host, port))


async def _edge(settings: Settings, store: SqliteStore, metrics: Metrics) -> Edge:
    if settings.slack is not None:
        return await _slack(settings, settings.slack, store, metrics)
    if settings.teams is not None:
        return _teams(settings, settings.teams, store, metrics)
    raise SettingError("SLACK_BOT_TOKEN: no chat service is set.")


async def _slack(settings: Settings, slack: SlackSettings, store: SqliteStore, metrics: Metrics) -> Edge:
    from handlers.slack.edge import Slack, workspace_of  # noqa: PLC0415 - a chat's libraries load where it is set
    from handlers.slack.manifest import EVENTS_PATH  # noqa: PLC0415
    from handlers.web.guard import Guard  # noqa: PLC0415

    workspace = await workspace_of(slack)
    edge = Slack(settings, slack, workspace, store, _adviser(settings), metrics.sent)
    metrics.watch_socket(edge.socket_age)
    paths = {} if slack.app_token else {EVENTS_PATH: Guard(edge.http, slack.signing_secret, metrics)}
    checks = {"sending": edge.works, "slack": edge.reaches_slack, "socket": edge.socket_is_fresh}
    return Edge(paths, checks, edge.running())


def _teams(settings: Settings, teams: TeamsSettings, store: SqliteStore, metrics: Metrics) -> Edge:
    try:
        from handlers.teams.edge import Teams  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        raise SettingError(f"TEAMS_CLIENT_ID: {TEAMS_IS_MISSING}") from error
    from handlers.teams.address import PATH  # noqa: PLC0415

    edge = Teams(settings, teams, store, _adviser(settings), metrics)
    return Edge({PATH: edge.http}, {"sending": edge.works, "teams": edge.reaches_teams}, edge.running())


def _adviser(settings: Settings) -> Adviser:
    adviser = Adviser(open_knowledge(settings))
    adviser.prepare()
    return adviser


def _ready(host: str, port: int) -> None:
    print(f"Ready on http://{host}:{port}", flush=True)


async def _writes(store: SqliteStore) -> str:
    return "ok" if await asyncio.to_thread(store.can_write) else "the database can't be written"
