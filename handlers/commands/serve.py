"""`leverage serve`: the assistant in Slack, until it is stopped."""

import argparse
import asyncio

from bot.advice import Adviser
from bot.log import SqliteStore
from handlers.content import open_knowledge
from handlers.open import open_store
from handlers.settings import SettingError, Settings, SlackSettings
from handlers.slack.edge import Slack, workspace_of
from handlers.web.guard import Guard
from handlers.web.health import Ready
from handlers.web.metrics import Metrics
from handlers.web.server import application, serve


def register(_: argparse.ArgumentParser) -> None:
    """Arguments of `serve`: none, the environment says everything."""


def run(_: argparse.Namespace, settings: Settings) -> int:
    """Serve until SIGTERM. Raises SettingError where a setting is missing or Slack does not take the token."""
    if settings.slack is None:
        raise SettingError("SLACK_BOT_TOKEN: no chat service is set. See docs/slack.md, or try: leverage chat")
    if not (settings.key or settings.key_file_given):
        raise SettingError("LEVERAGE_KEY_FILE: a server needs its key named. Make one: leverage doctor --new-key FILE")
    with open_store(settings, begins=True) as (store, _said):
        asyncio.run(_serve(settings, settings.slack, store))
    return 0


async def _serve(settings: Settings, slack: SlackSettings, store: SqliteStore) -> None:
    workspace = await workspace_of(slack)
    metrics = Metrics()
    metrics.watch_outbox(lambda: len(store.in_line()))
    adviser = Adviser(open_knowledge(settings))
    adviser.prepare()
    edge = Slack(settings, slack, workspace, store, adviser, metrics.sent)
    metrics.watch_socket(edge.socket_age)
    checks = {
        "database": lambda: _writes(store),
        "sending": edge.works,
        "slack": edge.reaches_slack,
        "socket": edge.socket_is_fresh,
    }
    guard = None if slack.app_token else Guard(edge.http, slack.signing_secret, metrics)
    app = application(guard, Ready(checks), metrics, settings.metrics_token, edge.running())
    await serve(app, settings.host, settings.port, started=lambda port: _ready(settings.host, port))


def _ready(host: str, port: int) -> None:
    print(f"Ready on http://{host}:{port}", flush=True)


async def _writes(store: SqliteStore) -> str:
    return "ok" if await asyncio.to_thread(store.can_write) else "the database can't be written"
