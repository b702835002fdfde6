"""`/glossary channel`: what Parlance does by itself in a channel."""

from collections.abc import Mapping

from bot.listeners.annotation_settings import open_settings
from bot.listeners.glossary_desk import Answering, Asked, Desk


class ChannelSettings:
    """Opens the window in which notes on messages are switched on; `bot.listeners.annotations`
    listens for what is pressed in it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.commands: Mapping[str, Answering] = {"channel": self._on_asked}

    async def _on_asked(self, asked: Asked) -> None:
        await open_settings(self._desk.services, asked.client, body=asked.body)
