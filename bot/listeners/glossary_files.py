"""Files that people hand over in a form, and files that they are handed."""

from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.views import imports as view
from bot.views.blocks import Rendered
from translators.errors import BadRequest

DOWNLOAD_SECONDS = 10.0
UPLOAD_SECONDS = 30.0
_SLACKS = (".slack.com", ".slack-files.com")


async def download(url: str, *, token: str | None, api: str) -> bytes:
    """The content of a file that Slack named in a form. Raises BadRequest.

    `api` is the address of Slack's Web API. Our token goes to Slack only: the address is checked,
    and nobody is followed elsewhere.
    """
    if not _is_slacks(url, api):
        raise BadRequest(view.NOT_READ)
    headers = {"Authorization": f"Bearer {token}"}
    timeout = aiohttp.ClientTimeout(total=DOWNLOAD_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            return await _content(answer)
    except (aiohttp.ClientError, TimeoutError):
        raise BadRequest(view.NOT_READ) from None


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    # Without the scope, or with a token that is void, Slack answers with a page to sign in at.
    if answer.status != 200 or answer.content_type == "text/html":
        raise BadRequest(view.NOT_READ)
    parts: list[bytes] = []
    async for part in answer.content.iter_chunked(65_536):
        parts.append(part)
        if sum(map(len, parts)) > view.MAX_BYTES:
            raise BadRequest(view.TOO_LARGE)
    return b"".join(parts)


def _is_slacks(url: str, api: str) -> bool:
    """Whether an address is Slack's own, or on the server that stands in for Slack."""
    parts = urlsplit(url)
    host = f".{parts.hostname or ''}"
    if parts.scheme == "https" and host.endswith(_SLACKS):
        return True
    mine = urlsplit(api)
    return (parts.scheme, parts.netloc) == (mine.scheme, mine.netloc)


async def hand_over(
    client: AsyncWebClient, user: str, *, name: str, content: str, said: Rendered
) -> bool:
    """Send a person a file by direct message, below a sentence; False where Slack takes no file.

    Writing first tells us which conversation it is, without a scope for opening one.
    """
    written = await client.chat_postMessage(
        channel=user, text=said.text, blocks=list(said.blocks), parse="none", link_names=False
    )
    channel = str(written["channel"])
    try:
        await _upload(client, content.encode(), name=name, channel=channel)
    except (SlackApiError, aiohttp.ClientError, TimeoutError):
        return False
    return True


async def _upload(client: AsyncWebClient, content: bytes, *, name: str, channel: str) -> None:
    """What the SDK's `files_upload_v2` does, but in pieces: in one, a large file would stop
    everybody else's answers while it is written."""
    place = await client.files_getUploadURLExternal(filename=name, length=len(content))
    timeout = aiohttp.ClientTimeout(total=UPLOAD_SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(place["upload_url"], data=BytesIO(content), proxy=client.proxy) as answer,
    ):
        answer.raise_for_status()
    files = [{"id": place["file_id"], "title": name}]
    await client.files_completeUploadExternal(files=files, channel_id=channel)
