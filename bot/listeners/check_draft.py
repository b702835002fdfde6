"""The global shortcut "Check before I post": a draft, read with the eyes of its audience."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import form_state
from bot.listeners.delivery import Body
from bot.needs import Needs, Shortcut
from bot.settings import Settings
from bot.slack import open_view
from bot.views import compose, menu
from bot.wiring import Services

CALLBACK = "check_draft"
SURFACE = "check_draft"


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    shortcut = Shortcut(
        compose.CHECK_TITLE,
        CALLBACK,
        menu.CHECK,
        type="global",
    )
    return Needs(shortcuts=(shortcut,), methods=("views.open",))


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the shortcut; its form is that of the translate command."""
    app.global_shortcut(CALLBACK)(_on_shortcut)


async def _on_shortcut(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
    metadata = form_state.pack({"surface": SURFACE})
    await open_view(client, body, compose.check(metadata=metadata))
    await ack()
