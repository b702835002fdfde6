"""The page serves only who holds its token, acts for a person, and shows what that person sees."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from starlette.responses import PlainTextResponse

import playground
from playground import Playground, demo
from playground.model import Json
from playground.page import Page
from tests.unit.playground.stub_app import SECRET, TOKEN, StubApp, plain_client

STATIC = Path(playground.__file__).parent / "static"


@pytest.fixture
async def paged() -> AsyncIterator[Playground]:
    async with Playground(
        signing_secret=SECRET, bot_token=TOKEN, history=demo.history(1_700_000_000), page=True
    ) as slack:
        yield slack


@pytest.fixture
def app(paged: Playground) -> StubApp:
    app = StubApp(api_url=paged.api_url)
    paged.connect(app.asgi)
    return app


class Visitor:
    """A browser in few lines: holds the token that stands in the page."""

    def __init__(self, slack: Playground, client: httpx2.AsyncClient, token: str) -> None:
        self.slack, self.client, self.token = slack, client, token

    async def act(self, person: str, act: str, **details: object) -> httpx2.Response:
        return await self.client.post(
            f"{self.slack.page_url}page/act",
            json={"person": person, "act": act, **details},
            headers={"X-Playground-Token": self.token},
        )


@pytest.fixture
async def visitor(paged: Playground) -> AsyncIterator[Visitor]:
    async with plain_client() as client:
        html = (await client.get(paged.page_url)).text
        found = re.search(r'name="playground-token" content="([^"]+)"', html)
        assert found is not None
        yield Visitor(paged, client, found[1])


async def test_the_page_allows_itself_nothing_from_elsewhere(paged: Playground) -> None:
    async with plain_client() as client:
        response = await client.get(paged.page_url)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in re.sub(r"https?://www\.w3\.org/\S+", "", response.text)


@pytest.mark.parametrize("asset", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_no_file_of_the_page_loads_from_elsewhere_or_writes_html(asset: Path) -> None:
    text = asset.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"""(src|href|import|url)\W{1,3}https?://""", text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


async def test_every_file_that_the_page_names_is_served(paged: Playground) -> None:
    async with plain_client() as client:
        for asset in STATIC.iterdir():
            if asset.name != "index.html":
                response = await client.get(f"{paged.page_url}static/{asset.name}")
                assert response.status_code == 200, asset.name


@pytest.mark.parametrize("name", ["nothing.js", "..%2fpage.py", "%2e%2e/page.py", "index.html"])
async def test_other_files_are_not_served(paged: Playground, name: str) -> None:
    async with plain_client() as client:
        response = await client.get(f"{paged.page_url}static/{name}")
    assert response.status_code == 404


async def test_without_the_token_nobody_acts(visitor: Visitor) -> None:
    visitor.token = "guessed"
    response = await visitor.act("U0TOM", "say", channel="C0LAUNCH", text="hi")
    assert response.status_code == 403
    url = f"{visitor.slack.page_url}page/stream?person=U0TOM&token=guessed"
    assert (await visitor.client.get(url)).status_code == 403
    assert all(message.text != "hi" for message in visitor.slack.visible("tom", "product-launch"))


async def test_a_person_says_something_and_uses_a_command(visitor: Visitor, app: StubApp) -> None:
    app.handler = lambda payload: PlainTextResponse("Translating…")
    said = await visitor.act("U0TOM", "say", channel="C0LAUNCH", text="hi @Maya")
    used = await visitor.act("U0TOM", "command", channel="C0LAUNCH", text="/translate hi")
    assert (said.json(), used.json()) == ({"problem": None}, {"problem": None})
    texts = [message.text for message in visitor.slack.visible("tom", "product-launch")]
    assert texts[-2:] == ["hi <@U0MAYA>", "Translating…"]


async def test_a_message_can_be_answered_edited_and_deleted_by_its_author_only(
    visitor: Visitor, app: StubApp
) -> None:
    await visitor.act("U0TOM", "say", channel="C0LAUNCH", text="one")
    message = visitor.slack.visible("tom", "product-launch")[-1]
    where = {"channel": "C0LAUNCH", "ts": message.ts}
    await visitor.act("U0MAYA", "say", text="reply", **where)
    await visitor.act("U0MAYA", "react", emoji="eyes", **where)
    assert (await visitor.act("U0MAYA", "edit", text="two", **where)).status_code == 409
    assert (await visitor.act("U0MAYA", "delete", **where)).status_code == 409
    await visitor.act("U0TOM", "edit", text="two", **where)
    edited, reply = visitor.slack.visible("tom", "product-launch")[-2:]
    assert (edited.text, edited.reactions) == ("two", {"eyes": ("U0MAYA",)})
    assert reply.thread_ts == message.ts
    await visitor.act("U0MAYA", "react", emoji="eyes", **where)
    await visitor.act("U0TOM", "delete", **where)
    assert visitor.slack.visible("tom", "product-launch")[-1].text == "reply"


async def test_a_private_message_is_dismissed_by_its_reader_only(
    visitor: Visitor, app: StubApp
) -> None:
    app.handler = lambda payload: PlainTextResponse("psst")
    await visitor.act("U0TOM", "command", channel="C0LAUNCH", text="/translate x")
    message = visitor.slack.visible("tom", "product-launch")[-1]
    where = {"channel": "C0LAUNCH", "ts": message.ts}
    assert (await visitor.act("U0MAYA", "dismiss", **where)).status_code == 409
    assert (await visitor.act("U0TOM", "dismiss", **where)).status_code == 200
    assert visitor.slack.visible("tom", "product-launch")[-1].text != "psst"


async def test_an_app_that_is_down_is_told_to_the_person(visitor: Visitor, app: StubApp) -> None:
    app.handler = lambda payload: PlainTextResponse("", status_code=500)
    message = visitor.slack.visible("tom", "product-launch")[0]
    response = await visitor.act(
        "U0TOM",
        "shortcut",
        channel="C0LAUNCH",
        ts=message.ts,
        callback_id="translate_message",
    )
    assert response.json()["problem"] == "The app could not be reached (HTTP 500)."


@pytest.mark.parametrize(
    ("act", "status"),
    [("unknown", 400), ("shortcut", 409), ("click", 409), ("submit", 409), ("close", 409)],
)
async def test_an_act_that_cannot_be_is_refused_in_words(
    visitor: Visitor, app: StubApp, act: str, status: int
) -> None:
    details = {"channel": "C0LAUNCH", "ts": "1.1", "callback_id": "x", "view": "", "entered": {}}
    response = await visitor.act("U0TOM", act, **details)
    assert response.status_code == status
    assert response.json()["problem"]


async def first_windows(slack: Playground, person: str, count: int) -> list[Json]:
    """The first `count` windows that the page is sent, without a network in between."""
    windows: list[Json] = []
    async with asyncio.timeout(5):
        async for event in Page(slack).windows(person):
            windows.append(json.loads(event.removeprefix("data: ")))
            if len(windows) == count:
                break
            await slack.say("maya", "product-launch", "news")
    return windows


async def test_the_window_shows_what_the_person_sees_and_follows_changes(
    paged: Playground, app: StubApp
) -> None:
    first, second = await first_windows(paged, "U0TOM", 2)
    assert first["me"] == "U0TOM"
    assert [c["name"] for c in first["channels"]] == [
        "product-launch",
        "engineering",
        "directmessage",
    ]
    before, after = (window["channels"][0]["messages"] for window in (first, second))
    assert len(after) == len(before) + 1
    assert after[-1]["text"] == "news"


async def test_nobody_sees_another_persons_private_messages(
    paged: Playground, app: StubApp
) -> None:
    app.handler = lambda payload: PlainTextResponse("only for Tom")
    await paged.command("tom", "product-launch", "/translate x")
    (tom,) = await first_windows(paged, "U0TOM", 1)
    (maya,) = await first_windows(paged, "U0MAYA", 1)
    assert "only for Tom" in json.dumps(tom)
    assert "only for Tom" not in json.dumps(maya)


async def test_the_stream_is_server_sent_events(visitor: Visitor, app: StubApp) -> None:
    url = f"{visitor.slack.page_url}page/stream"
    params = {"person": "U0TOM", "token": visitor.token}
    async with visitor.client.stream("GET", url, params=params) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        async for line in response.aiter_lines():
            assert json.loads(line.removeprefix("data: "))["me"] == "U0TOM"
            break


async def test_closing_the_playground_ends_the_streams(caplog: pytest.LogCaptureFixture) -> None:
    async with plain_client() as client:
        async with Playground(signing_secret=SECRET, bot_token=TOKEN, page=True) as slack:
            token = re.search(
                r'content="([^"]+)">\s*<title', (await client.get(slack.page_url)).text
            )
            assert token is not None
            url = f"{slack.page_url}page/stream?person=U0TOM&token={token[1]}"
            stream = await client.send(client.build_request("GET", url), stream=True)
            lines = stream.aiter_lines()
            assert (await anext(lines)).startswith("data: ")
        rest = [line async for line in lines if line]
        assert len(rest) <= 1
    assert "Exception" not in caplog.text


async def test_without_the_page_only_the_api_is_served() -> None:
    async with (
        Playground(signing_secret=SECRET, bot_token=TOKEN) as slack,
        plain_client() as client,
    ):
        assert (await client.get(slack.page_url)).status_code == 404
