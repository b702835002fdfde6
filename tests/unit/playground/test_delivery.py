"""Requests are signed, limited to three seconds, and events are repeated as Slack repeats them."""

import pytest
from starlette.responses import PlainTextResponse, Response

from playground import ManualClock, Playground
from playground.errors import ImpossibleAct
from playground.model import Json
from playground.signing import sign
from tests.unit.playground.stub_app import StubApp


def test_a_signature_is_the_documented_one() -> None:
    """The worked example of Slack's page on verifying requests, with its published secret."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
        b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015"
        b".47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signature = sign(body, secret="8f742231b10e8888abcd99yyyzzz85a5", timestamp=1531420618)
    assert signature == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_a_message_reaches_the_app_as_an_event(slack: Playground, app: StubApp) -> None:
    message = await slack.say("tom", "product-launch", "churn & such")
    (envelope,) = app.received
    assert envelope["type"] == "event_callback"
    assert envelope["event"]["text"] == "churn &amp; such"
    assert envelope["event"]["ts"] == message.ts
    assert envelope["event"]["channel_type"] == "channel"


async def test_a_mention_arrives_twice(slack: Playground, app: StubApp) -> None:
    await slack.say("tom", "product-launch", "@Parlance what is churn?")
    assert [e["event"]["type"] for e in app.received] == ["message", "app_mention"]
    assert len({e["event_id"] for e in app.received}) == 2


async def test_edits_deletions_and_reactions_are_events(slack: Playground, app: StubApp) -> None:
    message = await slack.say("tom", "product-launch", "one")
    edited = await slack.edit(message, "two")
    await slack.react("maya", edited, "eyes")
    await slack.unreact("maya", edited, "eyes")
    await slack.delete(edited)
    kinds = [(e["event"]["type"], e["event"].get("subtype")) for e in app.received]
    assert kinds == [
        ("message", None),
        ("message", "message_changed"),
        ("reaction_added", None),
        ("reaction_removed", None),
        ("message", "message_deleted"),
    ]
    assert app.received[1]["event"]["message"]["text"] == "two"
    assert app.received[1]["event"]["previous_message"]["text"] == "one"


async def test_the_app_hears_nothing_of_channels_it_is_not_in(
    slack: Playground, app: StubApp
) -> None:
    slack.remove_bot("engineering")
    await slack.say("maya", "engineering", "secret")
    assert app.received == []
    await slack.invite_bot("engineering")
    await slack.say("maya", "engineering", "public")
    assert [e["event"]["type"] for e in app.received] == ["member_joined_channel", "message"]


async def test_direct_messages_and_threads_reach_the_app(slack: Playground, app: StubApp) -> None:
    first = await slack.write_to_bot("priya", "what is p95?")
    await slack.write_to_bot("priya", "and p99?", thread=first)
    events = [envelope["event"] for envelope in app.received]
    assert [event["channel_type"] for event in events] == ["im", "im"]
    assert events[1]["thread_ts"] == first.ts


async def test_opening_the_home_tells_the_app(slack: Playground, app: StubApp) -> None:
    await slack.open_home("tom")
    event = app.received[0]["event"]
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", "U0TOM")


async def test_the_bots_own_messages_come_back_as_events(slack: Playground, app: StubApp) -> None:
    await app.api("chat.postMessage", channel="C0LAUNCH", text="hello")
    await slack.settled()
    assert app.received[0]["event"]["bot_id"] == "B0PARLANCE"


async def test_a_failed_event_comes_again_with_the_same_id(
    slack: Playground, app: StubApp, clock: ManualClock
) -> None:
    """At once, after a minute, after five more minutes, and then no more."""
    app.handler = lambda payload: PlainTextResponse("down", status_code=500)
    await slack.say("tom", "product-launch", "hi")
    assert len(app.received) == 2
    for seconds, count in ((59, 2), (1, 3), (300, 4), (10_000, 4)):
        clock.advance(seconds)
        await reached(slack, app, count)
        assert len(app.received) == count
    assert len({envelope["event_id"] for envelope in app.received}) == 1
    numbers = [headers.get("x-slack-retry-num") for headers in app.headers]
    assert numbers == [None, "1", "2", "3"]
    assert {h.get("x-slack-retry-reason") for h in app.headers[1:]} == {"http_error"}
    assert len(slack.deliveries[0].attempts) == 4


async def reached(slack: Playground, app: StubApp, count: int) -> None:
    await slack.wait_for(lambda: len(app.received) == count)
    await slack.settled()


async def test_a_slow_answer_to_an_event_counts_as_none(
    slack: Playground, app: StubApp, clock: ManualClock
) -> None:
    async def slow_once(payload: Json) -> Response:
        if len(app.received) == 1:
            clock.advance(3.5)
            await clock.sleep(60)
        return PlainTextResponse("")

    app.handler = slow_once
    await slack.say("tom", "product-launch", "hi")
    assert app.headers[1]["x-slack-retry-reason"] == "http_timeout"
    assert [attempt.status for attempt in slack.deliveries[0].attempts] == [None, 200]


async def test_an_app_may_decline_to_get_an_event_again(slack: Playground, app: StubApp) -> None:
    app.handler = lambda payload: PlainTextResponse(
        "no", status_code=500, headers={"X-Slack-No-Retry": "1"}
    )
    await slack.say("tom", "product-launch", "hi")
    assert len(app.received) == 1


async def test_an_event_can_be_delivered_once_more(slack: Playground, app: StubApp) -> None:
    await slack.say("tom", "product-launch", "hi")
    await slack.redeliver(slack.deliveries[0])
    first, second = app.received
    assert first["event_id"] == second["event_id"]
    assert app.headers[1]["x-slack-retry-num"] == "1"


async def test_a_command_is_never_repeated(slack: Playground, app: StubApp) -> None:
    app.handler = lambda payload: PlainTextResponse("down", status_code=500)
    await slack.command("tom", "product-launch", "/translate hi")
    assert len(app.received) == 1
    (message,) = slack.visible("tom", "product-launch")
    assert message.text == "/translate failed with the error “dispatch_failed”"


async def test_forged_and_stale_requests_can_be_sent(slack: Playground, app: StubApp) -> None:
    body = b"command=%2Ftranslate"
    forged = {**slack.signed_headers(body), "X-Slack-Signature": "v0=00"}
    assert (await slack.send_raw(body, headers=forged)).status == 401
    assert (await slack.send_raw(body, headers=slack.signed_headers(body))).status == 200
    stale = slack.signed_headers(body, timestamp=1_500_000_000)
    await slack.send_raw(body, headers=stale)
    assert app.headers[-1]["x-slack-request-timestamp"] == "1500000000"


async def test_an_old_payload_can_be_sent_again(slack: Playground, app: StubApp) -> None:
    message = await slack.say("tom", "product-launch", "hi")
    await slack.shortcut("tom", message, "translate_message")
    await slack.interact(app.received[-1])
    assert app.received[-1] == app.received[-2]


async def test_the_request_url_is_verified_by_its_challenge(
    slack: Playground, app: StubApp
) -> None:
    assert await slack.verify_url()


async def test_without_an_app_nothing_can_be_sent_and_events_are_lost(slack: Playground) -> None:
    await slack.say("tom", "product-launch", "hi")
    with pytest.raises(RuntimeError, match="no app is connected"):
        await slack.command("tom", "product-launch", "/translate hi")


async def test_an_app_that_does_not_listen_is_a_failed_delivery(slack: Playground) -> None:
    slack.connect_url("http://127.0.0.1:1")
    await slack.command("tom", "product-launch", "/translate hi")
    assert [violation.code for violation in slack.violations] == ["dispatch_failed"]


async def test_people_who_do_not_exist_do_nothing(slack: Playground, app: StubApp) -> None:
    with pytest.raises(ImpossibleAct):
        await slack.say("nobody", "product-launch", "hi")
    with pytest.raises(ImpossibleAct):
        await slack.say("tom", "nowhere", "hi")


async def test_waiting_gives_up_after_its_time(slack: Playground) -> None:
    with pytest.raises(TimeoutError):
        await slack.wait_for(lambda: False, timeout=0.01)
