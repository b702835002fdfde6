"""A wire to a database that can be cut and that can go dead."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter


class Proxy:
    """Forwards connections to `host`:`port`; `address` is the own port."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._is_cut = False
        self._writers: set[StreamWriter] = set()
        self._server: asyncio.Server
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._close_all()
        self._server.close()

    async def cut(self, seconds: float) -> None:
        """The server is down: every connection breaks, new ones are closed at once."""
        self._is_cut = True
        self._close_all()
        await asyncio.sleep(seconds)
        self._is_cut = False

    async def freeze(self, seconds: float) -> None:
        """The server hangs: connections stay, nothing comes through."""
        self._flowing.clear()
        await asyncio.sleep(seconds)
        self._flowing.set()

    def _close_all(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _connect(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        there_reader, there_writer = await asyncio.open_connection(self._host, self._port)
        self._writers |= {writer, there_writer}
        await asyncio.gather(
            self._forward(reader, there_writer), self._forward(there_reader, writer)
        )

    async def _forward(self, reader: StreamReader, writer: StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65_536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
        self._writers.discard(writer)
