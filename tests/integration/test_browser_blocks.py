"""Every kind of block and field in the playground's page, over an app that only listens."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from playground import Playground
from playground.model import Json
from tests.integration import browser_gallery
from tests.integration.browser_page import NEEDS_CHROMIUM, SmallSlack
from tests.unit.playground.stub_app import SECRET, TOKEN, StubApp

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
async def stub_slack() -> AsyncIterator[Playground]:
    """The page over an app that only keeps what it is sent."""
    async with Playground(signing_secret=SECRET, bot_token=TOKEN, page=True) as slack:
        yield slack


@pytest.fixture
def app(stub_slack: Playground) -> StubApp:
    app = StubApp(api_url=stub_slack.api_url)
    stub_slack.connect(app.asgi)
    return app


async def acted(slack: Playground, app: StubApp, count: int) -> Json:
    """The last act that reached the app, once there are `count` of them."""
    acts = await slack.wait_for(
        lambda: [p for p in app.received if p.get("type") == "block_actions"][count - 1 :]
    )
    action: Json = acts[-1]["actions"][0]
    return action


async def test_every_kind_of_block_is_drawn_and_its_buttons_reach_the_app(
    stub_slack: Playground, app: StubApp, browser: Browser
) -> None:
    answer = await app.api(
        "chat.postMessage", channel="C0LAUNCH", text="all", blocks=browser_gallery.MESSAGE
    )
    assert answer["ok"], answer
    page = await SmallSlack.opened(browser, stub_slack.page_url)
    message = page.messages.first
    for text in (
        "@Maya",
        "#engineering",
        "🎉",
        "block <of> code",
        "2023-11-14",
        "an item",
        "churn",
    ):
        await expect(message).to_contain_text(text)
    await expect(message.get_by_role("link", name="a link")).to_have_attribute(
        "rel", "noopener noreferrer"
    )

    await message.get_by_role("button", name="Press").click()
    assert (await acted(stub_slack, app, 1))["value"] == "42"
    await message.get_by_label("For whom?").select_option("Finance")
    assert (await acted(stub_slack, app, 2))["selected_option"]["value"] == "finance"
    await message.get_by_label("Who?").select_option("Priya")
    assert (await acted(stub_slack, app, 3))["selected_user"] == "U0PRIYA"
    await message.get_by_role("button", name="Not helpful").click()
    assert (await acted(stub_slack, app, 4))["value"] == "bad"
    await message.locator(".b-overflow").click()
    await page.page.get_by_role("menuitem", name="Show").click()
    assert (await acted(stub_slack, app, 5))["selected_option"]["value"] == "show"

    await message.get_by_role("button", name="Delete").click()
    await page.button("Leave it").click()
    await message.get_by_role("button", name="Delete").click()
    await page.button("Do it").click()
    assert (await acted(stub_slack, app, 6))["action_id"] == "delete"
    assert page.problems == []


async def test_every_kind_of_field_reaches_the_app(
    stub_slack: Playground, app: StubApp, browser: Browser
) -> None:
    page = await SmallSlack.opened(browser, stub_slack.page_url, wait=False)
    await page.type("/translate")
    command = (await stub_slack.wait_for(lambda: app.received))[0]
    opened = await app.api(
        "views.open", trigger_id=command["trigger_id"], view=browser_gallery.FORM
    )
    assert opened["ok"], opened
    form = page.modal
    await form.get_by_label("Notes").fill("two\nlines")
    await form.get_by_label("Business").check()
    await form.get_by_label("Sales").check()
    await form.get_by_label("Owner").select_option("Maya")
    await form.get_by_label("#engineering").check()
    await form.get_by_label("Since").fill("2026-11-01")
    await form.get_by_label("Count").fill("12")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    values = app.received[-1]["view"]["state"]["values"]
    assert values["term"]["value"]["value"] == "churn"
    assert values["notes"]["value"]["value"] == "two\nlines"
    assert values["side"]["value"]["selected_option"]["value"] == "business"
    assert [o["value"] for o in values["audiences"]["value"]["selected_options"]] == ["sales"]
    assert values["owner"]["value"]["selected_user"] == "U0MAYA"
    assert values["channels"]["value"]["selected_channels"] == ["C0ENGINEERING"]
    assert values["since"]["value"]["selected_date"] == "2026-11-01"
    assert values["count"]["value"]["value"] == "12"
    assert page.problems == []


async def test_the_home_tab_is_shown_and_used(
    stub_slack: Playground, app: StubApp, browser: Browser
) -> None:
    page = await SmallSlack.opened(browser, stub_slack.page_url, wait=False)
    await page.button("Parlance home").click()
    await expect(page.page.locator("#home")).to_contain_text("not put anything here yet")
    event = (await stub_slack.wait_for(lambda: app.received))[0]["event"]
    assert (event["type"], event["tab"]) == ("app_home_opened", "home")
    await app.api("views.publish", user_id="U0TOM", view=browser_gallery.HOME)
    await page.page.get_by_label("Search").fill("churn")
    await page.page.get_by_label("Search").press("Enter")
    await page.button("Refresh").click()
    assert (await acted(stub_slack, app, 2))["action_id"] == "refresh"
    assert page.problems == []
