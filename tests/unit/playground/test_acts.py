"""What people do reaches the app as Slack would send it, and its answer shows where Slack shows it."""

from starlette.responses import PlainTextResponse, Response

from playground import ManualClock, Playground
from playground.model import Json
from tests.unit.playground.stub_app import StubApp, reply


async def test_a_command_reaches_the_app_with_its_text_escaped(
    slack: Playground, app: StubApp
) -> None:
    await slack.command("tom", "#product-launch", "/translate  a < b & ask @maya in #engineering ")
    (payload,) = app.received
    assert payload["command"] == "/translate"
    assert payload["text"] == ("a &lt; b &amp; ask <@U0MAYA|maya> in <#C0ENGINEERING|engineering>")
    assert payload["channel_name"] == "product-launch"
    assert slack.violations == []


async def test_an_acknowledgement_with_text_is_seen_by_the_caller_only(
    slack: Playground, app: StubApp
) -> None:
    app.handler = lambda payload: PlainTextResponse("Translating…")
    await slack.command("tom", "product-launch", "/translate hi")
    (message,) = slack.visible("tom", "product-launch")
    assert (message.text, message.ephemeral_to) == ("Translating…", "U0TOM")
    assert slack.visible("maya", "product-launch") == ()


async def test_replace_original_replaces_the_acknowledgements_message(
    slack: Playground, app: StubApp
) -> None:
    app.handler = lambda payload: reply(text="Translating…")
    await slack.command("tom", "product-launch", "/translate hi")
    response = await app.respond(
        app.received[0]["response_url"], text="Done", replace_original=True
    )
    assert response.text == "ok"
    assert [m.text for m in slack.visible("tom", "product-launch")] == ["Done"]


async def test_an_app_that_says_nothing_for_three_seconds_fails_the_command(
    slack: Playground, app: StubApp, clock: ManualClock
) -> None:
    async def too_late(payload: Json) -> Response:
        clock.advance(3.1)
        await clock.sleep(1)
        return PlainTextResponse("")

    app.handler = too_late
    assert await slack.command("tom", "product-launch", "/translate hi") is None
    (message,) = slack.visible("tom", "product-launch")
    assert message.text == "/translate failed with the error “operation_timeout”"
    assert [v.code for v in slack.violations] == ["operation_timeout"]
