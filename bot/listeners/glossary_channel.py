"""`/glossary channel`: what Parlance does by itself in a channel."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.views import glossary as view
from bot.views.blocks import Rendered


class ChannelSettings:
    """The place for a channel's settings; `bot.listeners.annotations` may take it over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.commands: Mapping[str, Answering] = {"channel": self._on_asked}

    def listen(self, app: AsyncApp) -> None:
        """Nothing to press."""

    async def _on_asked(self, asked: Asked) -> Rendered:
        return view.quiet_in_channels()
