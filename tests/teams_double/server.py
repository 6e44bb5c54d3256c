"""The double's server on 127.0.0.1."""

from aiohttp import web

from .connector import routes
from .delivery import Delivery
from .masquerade import Masquerade
from .teams import Teams

HOST = "127.0.0.1"


class Server:
    """Serves the identity side and the connector, and sends to the bot."""

    def __init__(self, teams: Teams, delivery: Delivery) -> None:
        self._teams = teams
        self._delivery = delivery
        self.masquerade = Masquerade()

    async def start(self) -> None:
        """Listen on a free port."""
        application = web.Application(client_max_size=8 * 1024 * 1024)
        application.add_routes(routes(self._teams))
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self._teams.base_url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        await self.masquerade.start(self._runner)
        await self._delivery.start()

    async def stop(self) -> None:
        """Leave no connection and no socket."""
        await self._delivery.stop()
        await self.masquerade.stop()
        await self._runner.cleanup()
