"""An HTTP server on 127.0.0.1 inside the running event loop, started and stopped at once."""

import asyncio
import socket

from starlette.types import ASGIApp
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

HOST = "127.0.0.1"


class LoopbackServer:
    """Serves an ASGI app on the loopback address only.

    It uses uvicorn's protocol without its `Server`, whose main loop looks only ten times a second
    whether it should stop: that would cost every test a tenth of a second.
    """

    def __init__(self, app: ASGIApp, *, port: int = 0) -> None:
        self._config = Config(
            app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False
        )
        self._state = ServerState()
        self._wanted_port = port
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen. OSError when the port is taken; port 0 takes a free one."""
        self._config.load()
        listener = socket.create_server((HOST, self._wanted_port))
        self.port = listener.getsockname()[1]
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, sock=listener)

    async def stop(self) -> None:
        """Close all connections; requests that don't end within a second are cancelled."""
        if self._server is None:
            return
        self._server.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        if not self._state.tasks:
            return
        _, late = await asyncio.wait(self._state.tasks, timeout=1)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _protocol(self) -> asyncio.Protocol:
        return H11Protocol(config=self._config, server_state=self._state, app_state={})
