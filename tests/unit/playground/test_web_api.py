"""The Web API answers and refuses as Slack does, and every call is logged."""

from typing import Any

import pytest

from playground import ManualClock, Playground
from playground.model import Json
from tests.unit.playground.stub_app import TOKEN, StubApp, call_api, plain_client

VIEW = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "One"},
    "blocks": [{"type": "divider"}],
}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


async def trigger(slack: Playground, app: StubApp) -> str:
    await slack.command("tom", "product-launch", "/translate x")
    return str(app.received[-1]["trigger_id"])


async def test_auth_test_says_who_the_bot_is(app: StubApp) -> None:
    answer = await app.api("auth.test")
    assert answer["ok"]
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        "T0DEMO",
        "U0PARLANCE",
        "B0PARLANCE",
    )


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        ("chat.shout", {}, "unknown_method"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0LAUNCH"}, "no_text"),
        ("chat.postMessage", {"channel": "C0LAUNCH", "text": "x" * 4001}, "msg_too_long"),
        (
            "chat.postMessage",
            {"channel": "C0LAUNCH", "text": "x", "thread_ts": "1.1"},
            "thread_not_found",
        ),
        (
            "chat.postEphemeral",
            {"channel": "C0LAUNCH", "user": "U0NOBODY", "text": "x"},
            "user_not_found",
        ),
        ("chat.update", {"channel": "C0LAUNCH", "ts": "1.1", "text": "x"}, "message_not_found"),
        ("chat.delete", {"channel": "C0LAUNCH", "ts": "1.1"}, "message_not_found"),
        ("views.open", {"trigger_id": "1.2.3", "view": VIEW}, "invalid_trigger_id"),
        ("views.update", {"view_id": "V9", "view": VIEW}, "not_found"),
        ("views.publish", {"user_id": "U0NOBODY", "view": HOME}, "user_not_found"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        (
            "reactions.add",
            {"channel": "C0LAUNCH", "timestamp": "1.1", "name": "eyes"},
            "message_not_found",
        ),
        ("files.completeUploadExternal", {"files": [{"id": "F1"}]}, "file_not_found"),
    ],
)
async def test_a_wrong_call_is_refused_with_slacks_code(
    slack: Playground, app: StubApp, method: str, arguments: dict[str, Any], code: str
) -> None:
    answer = await app.api(method, **arguments)
    assert answer["ok"] is False
    assert answer["error"] == code
    assert [(violation.where, violation.code) for violation in slack.violations] == [(method, code)]
    assert [call.method for call in slack.calls] == [method]


@pytest.mark.parametrize(("token", "code"), [("", "not_authed"), ("xoxb-other", "invalid_auth")])
async def test_only_the_bots_token_opens_the_api(slack: Playground, token: str, code: str) -> None:
    assert (await call_api(slack.api_url, "auth.test", token=token))["error"] == code


async def test_form_bodies_carry_json_in_their_fields(slack: Playground, app: StubApp) -> None:
    async with plain_client() as client:
        response = await client.post(
            slack.api_url + "chat.postMessage",
            data={
                "token": TOKEN,
                "channel": "#product-launch",
                "text": "t",
                "blocks": '[{"type": "divider"}]',
            },
        )
        broken = await client.post(
            slack.api_url + "chat.postMessage",
            data={"token": TOKEN, "channel": "C0LAUNCH", "text": "t", "blocks": "[{"},
        )
    assert response.json()["message"]["blocks"][0]["type"] == "divider"
    assert broken.json()["error"] == "invalid_blocks_format"


async def test_where_the_bot_is_not_a_member_it_cannot_write(
    slack: Playground, app: StubApp
) -> None:
    slack.remove_bot("engineering")
    answer = await app.api("chat.postMessage", channel="C0ENGINEERING", text="x")
    assert answer["error"] == "not_in_channel"


async def test_a_message_to_a_person_goes_to_their_direct_messages(
    slack: Playground, app: StubApp
) -> None:
    answer = await app.api("chat.postMessage", channel="U0PRIYA", text="psst")
    opened = await app.api("conversations.open", users="U0PRIYA")
    assert answer["channel"] == opened["channel"]["id"]
    assert [message.text for message in slack.direct_messages("priya")] == ["psst"]
    assert slack.visible("tom", "product-launch") == ()


async def test_the_bot_changes_and_deletes_only_its_own_messages(
    slack: Playground, app: StubApp
) -> None:
    theirs = await slack.say("tom", "product-launch", "mine")
    refused = await app.api("chat.update", channel="C0LAUNCH", ts=theirs.ts, text="yours")
    assert refused["error"] == "cant_update_message"
    refused = await app.api("chat.delete", channel="C0LAUNCH", ts=theirs.ts)
    assert refused["error"] == "cant_delete_message"
    own = await app.api("chat.postMessage", channel="C0LAUNCH", text="one")
    await app.api("chat.update", channel="C0LAUNCH", ts=own["ts"], text="two")
    assert [m.text for m in slack.visible("maya", "product-launch")] == ["mine", "two"]
    await app.api("chat.delete", channel="C0LAUNCH", ts=own["ts"])
    assert [m.text for m in slack.visible("maya", "product-launch")] == ["mine"]


async def test_an_ephemeral_message_cannot_be_updated(slack: Playground, app: StubApp) -> None:
    answer = await app.api("chat.postEphemeral", channel="C0LAUNCH", user="U0TOM", text="psst")
    updated = await app.api(
        "chat.update", channel="C0LAUNCH", ts=answer["message_ts"], text="louder"
    )
    assert updated["error"] == "message_not_found"


async def test_a_trigger_opens_one_view(slack: Playground, app: StubApp) -> None:
    trigger_id = await trigger(slack, app)
    assert (await app.api("views.open", trigger_id=trigger_id, view=VIEW))["ok"]
    again = await app.api("views.open", trigger_id=trigger_id, view=VIEW)
    assert again["error"] == "exchanged_trigger_id"


async def test_a_trigger_is_good_for_three_seconds(
    slack: Playground, app: StubApp, clock: ManualClock
) -> None:
    trigger_id = await trigger(slack, app)
    clock.advance(3.1)
    answer = await app.api("views.open", trigger_id=trigger_id, view=VIEW)
    assert answer["error"] == "expired_trigger_id"
    assert slack.modal("tom") is None


async def test_a_refused_view_does_not_spend_the_trigger(slack: Playground, app: StubApp) -> None:
    trigger_id = await trigger(slack, app)
    broken = await app.api("views.open", trigger_id=trigger_id, view={**VIEW, "blocks": [{}]})
    assert broken["error"] == "invalid_arguments"
    assert broken["response_metadata"]["messages"]
    assert (await app.api("views.open", trigger_id=trigger_id, view=VIEW))["ok"]


async def test_a_view_is_updated_by_id_unless_its_hash_is_old(
    slack: Playground, app: StubApp
) -> None:
    opened = await app.api("views.open", trigger_id=await trigger(slack, app), view=VIEW)
    view = opened["view"]
    two = {**VIEW, "title": {"type": "plain_text", "text": "Two"}}
    fresh = await app.api("views.update", view_id=view["id"], hash=view["hash"], view=two)
    assert fresh["ok"]
    stale = await app.api("views.update", view_id=view["id"], hash=view["hash"], view=VIEW)
    assert stale["error"] == "hash_conflict"
    shown = slack.modal("tom")
    assert shown is not None
    assert shown.title == "Two"


async def test_at_most_three_modals_are_stacked_and_only_from_within_one(
    slack: Playground, app: StubApp
) -> None:
    outside = await trigger(slack, app)
    assert (await app.api("views.push", trigger_id=outside, view=VIEW))["error"] == (
        "invalid_trigger_id"
    )
    await app.api("views.open", trigger_id=outside, view=_with_button("one"))
    for title, code in (("two", None), ("three", None), ("four", "push_limit_reached")):
        view = slack.modal("tom")
        assert view is not None
        await slack.click("tom", view, "more")
        inside = app.received[-1]["trigger_id"]
        answer = await app.api("views.push", trigger_id=inside, view=_with_button(title))
        assert answer.get("error") == code
    await slack.close("tom")
    top = slack.modal("tom")
    assert top is not None
    assert top.title == "two"


def _with_button(title: str) -> Json:
    button = {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "+"}}
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "blocks": [{"type": "actions", "elements": [button]}],
    }


async def test_external_ids_are_unique_and_find_their_view(slack: Playground, app: StubApp) -> None:
    named = {**VIEW, "external_id": "mine"}
    await app.api("views.open", trigger_id=await trigger(slack, app), view=named)
    assert (await app.api("views.update", external_id="mine", view=named))["ok"]
    await slack.command("maya", "product-launch", "/translate x")
    other = app.received[-1]["trigger_id"]
    answer = await app.api("views.open", trigger_id=other, view=named)
    assert answer["error"] == "duplicate_external_id"


async def test_a_home_tab_is_each_persons_own(slack: Playground, app: StubApp) -> None:
    published = await app.api("views.publish", user_id="U0TOM", view=HOME)
    assert published["view"]["type"] == "home"
    assert slack.home("tom") is not None
    assert slack.home("maya") is None
    stale = await app.api("views.publish", user_id="U0TOM", view=HOME, hash="old")
    assert stale["error"] == "hash_conflict"


async def test_a_response_url_works_five_times(slack: Playground, app: StubApp) -> None:
    await trigger(slack, app)
    url = app.received[-1]["response_url"]
    statuses = [(await app.respond(url, text=f"{n}")).status_code for n in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [violation.code for violation in slack.violations] == ["used_url"]


async def test_a_response_url_works_for_thirty_minutes(
    slack: Playground, app: StubApp, clock: ManualClock
) -> None:
    await trigger(slack, app)
    url = app.received[-1]["response_url"]
    clock.advance(30 * 60 + 1)
    response = await app.respond(url, text="late")
    assert (response.status_code, response.json()["error"]) == (404, "expired_url")


async def test_a_response_url_refuses_what_a_message_may_not_be(
    slack: Playground, app: StubApp
) -> None:
    await trigger(slack, app)
    response = await app.respond(app.received[-1]["response_url"], blocks=[{"type": "alert"}])
    assert (response.status_code, response.json()["error"]) == (400, "invalid_blocks")


async def test_an_answer_may_be_public_or_private(slack: Playground, app: StubApp) -> None:
    await trigger(slack, app)
    url = app.received[-1]["response_url"]
    await app.respond(url, text="private")
    await app.respond(url, text="public", response_type="in_channel")
    assert [m.text for m in slack.visible("tom", "product-launch")] == ["private", "public"]
    assert [m.text for m in slack.visible("maya", "product-launch")] == ["public"]


async def test_reactions_are_added_once_and_taken_away(slack: Playground, app: StubApp) -> None:
    message = await slack.say("tom", "product-launch", "hi")
    where = {"channel": "C0LAUNCH", "timestamp": message.ts, "name": "eyes"}
    assert (await app.api("reactions.add", **where))["ok"]
    assert (await app.api("reactions.add", **where))["error"] == "already_reacted"
    (shown,) = slack.visible("tom", "product-launch")
    assert shown.reactions == {"eyes": ("U0PARLANCE",)}
    assert (await app.api("reactions.remove", **where))["ok"]
    assert (await app.api("reactions.remove", **where))["error"] == "no_reaction"


async def test_people_and_channels_can_be_looked_up(app: StubApp) -> None:
    maya = (await app.api("users.info", user="U0MAYA"))["user"]
    assert (maya["real_name"], maya["is_admin"], maya["profile"]["title"]) == (
        "Maya",
        True,
        "Backend engineer",
    )
    bot = (await app.api("users.info", user="U0PARLANCE"))["user"]
    assert bot["is_bot"] is True
    assert len((await app.api("users.list"))["members"]) == 4
    channels = (await app.api("conversations.list"))["channels"]
    assert [channel["name"] for channel in channels] == ["product-launch", "engineering"]
    info = (await app.api("conversations.info", channel="C0LAUNCH"))["channel"]
    assert info["is_member"] is True
    members = (await app.api("conversations.members", channel="C0LAUNCH"))["members"]
    assert "U0TOM" in members
    joined = await app.api("users.conversations", user="U0TOM")
    assert len(joined["channels"]) == 2
    assert (await app.api("team.info"))["team"]["id"] == "T0DEMO"


async def test_a_file_is_uploaded_in_three_steps_and_fetched_with_the_token(
    slack: Playground, app: StubApp
) -> None:
    step = await app.api("files.getUploadURLExternal", filename="terms.csv", length=3)
    async with plain_client() as client:
        await client.post(step["upload_url"], content=b"a,b")
        done = await app.api(
            "files.completeUploadExternal", files=[{"id": step["file_id"]}], channel_id="C0LAUNCH"
        )
        url = done["files"][0]["url_private_download"]
        fetched = await client.get(url, headers={"Authorization": f"Bearer {TOKEN}"})
        refused = await client.get(url)
    assert fetched.content == b"a,b"
    assert refused.status_code == 404
    (message,) = slack.visible("tom", "product-launch")
    assert message.files[0]["name"] == "terms.csv"


async def test_too_many_calls_are_answered_with_429_and_a_time_to_wait(
    slack: Playground, app: StubApp
) -> None:
    slack.limit("users.info", retry_after=7)
    async with plain_client() as client:
        url, headers = slack.api_url + "users.info", {"Authorization": f"Bearer {TOKEN}"}
        first = await client.get(url, params={"user": "U0TOM"}, headers=headers)
        second = await client.get(url, params={"user": "U0TOM"}, headers=headers)
    assert (first.status_code, first.headers["Retry-After"]) == (429, "7")
    assert first.json()["error"] == "ratelimited"
    assert second.json()["ok"]


async def test_a_method_can_be_made_to_fail(slack: Playground, app: StubApp) -> None:
    slack.fail("chat.postMessage", "restricted_action")
    answer = await app.api("chat.postMessage", channel="C0LAUNCH", text="x")
    assert answer["error"] == "restricted_action"
    slack.fail("response_url", "server_error", status=500)
    await trigger(slack, app)
    response = await app.respond(app.received[-1]["response_url"], text="x")
    assert response.status_code == 500


async def test_what_would_notify_somebody_is_noted(slack: Playground, app: StubApp) -> None:
    await app.api("chat.postMessage", channel="C0LAUNCH", text="hello <!here> and <@U0TOM>")
    await slack.say("tom", "product-launch", "@here people may do that")
    assert [ping.target for ping in slack.pings] == ["U0TOM", "here"]


async def test_another_host_name_is_refused(slack: Playground) -> None:
    """Otherwise a foreign page could reach this server by pointing its name at 127.0.0.1."""
    async with plain_client() as client:
        response = await client.get(slack.api_url + "auth.test", headers={"Host": "evil.example"})
    assert response.status_code == 400
