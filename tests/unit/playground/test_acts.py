"""What people do reaches the app as Slack sends it, and its answer shows where Slack shows it."""

import pytest
from starlette.responses import PlainTextResponse, Response

from playground import ManualClock, Playground
from playground.errors import ImpossibleAct
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


FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Add"},
    "submit": {"type": "plain_text", "text": "Save"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "term",
            "label": {"type": "plain_text", "text": "Term"},
            "element": {"type": "plain_text_input", "action_id": "text", "max_length": 5},
        },
        {
            "type": "input",
            "block_id": "side",
            "optional": True,
            "label": {"type": "plain_text", "text": "Side"},
            "element": {
                "type": "static_select",
                "action_id": "choice",
                "options": [
                    {"text": {"type": "plain_text", "text": "Tech"}, "value": "tech"},
                    {"text": {"type": "plain_text", "text": "Business"}, "value": "business"},
                ],
            },
        },
    ],
}
BUTTONS = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {
                "type": "button",
                "action_id": "go",
                "value": "42",
                "text": {"type": "plain_text", "text": "Go"},
            },
            {
                "type": "static_select",
                "action_id": "choice",
                "options": [{"text": {"type": "plain_text", "text": "Tech"}, "value": "tech"}],
            },
        ],
    }
]


async def opened_form(slack: Playground, app: StubApp) -> None:
    """Tom types the command and the app opens the form."""
    await slack.command("tom", "product-launch", "/glossary add")
    answer = await app.api("views.open", trigger_id=app.received[-1]["trigger_id"], view=FORM)
    assert answer["ok"], answer


async def test_an_unknown_command_is_answered_by_slackbot(slack: Playground, app: StubApp) -> None:
    await slack.command("tom", "product-launch", "/dance")
    (message,) = slack.visible("tom", "product-launch")
    assert message.text == "/dance is not a valid command."
    assert app.received == []


async def test_a_message_shortcut_carries_the_message_and_works_where_the_bot_is_not_a_member(
    slack: Playground, app: StubApp
) -> None:
    slack.remove_bot("engineering")
    message = await slack.say("maya", "engineering", "p95 is *bad*")
    await slack.shortcut("tom", message, "translate_message")
    (payload,) = app.received
    assert payload["type"] == "message_action"
    assert payload["message"]["text"] == "p95 is *bad*"
    assert payload["channel"] == {"id": "C0ENGINEERING", "name": "engineering"}
    await app.respond(payload["response_url"], text="It is slow", response_type="in_channel")
    assert [m.text for m in slack.visible("priya", "engineering")] == ["p95 is *bad*", "It is slow"]


async def test_a_button_of_a_private_message_sends_no_message_but_a_url_that_replaces_it(
    slack: Playground, app: StubApp
) -> None:
    app.handler = lambda payload: reply(text="choose", blocks=BUTTONS)
    await slack.command("tom", "product-launch", "/translate x")
    (message,) = slack.visible("tom", "product-launch")
    app.handler = lambda payload: reply()
    await slack.click("tom", message, "go")
    payload = app.received[-1]
    assert payload["actions"][0]["value"] == "42"
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    await app.respond(payload["response_url"], text="done", replace_original=True)
    assert [m.text for m in slack.visible("tom", "product-launch")] == ["done"]


async def test_a_button_of_a_public_message_carries_it_and_may_delete_it(
    slack: Playground, app: StubApp
) -> None:
    await app.api("chat.postMessage", channel="C0LAUNCH", text="choose", blocks=BUTTONS)
    (message,) = slack.visible("tom", "product-launch")
    await slack.click("priya", message, "choice", "Tech")
    payload = app.received[-1]
    assert payload["message"]["ts"] == message.ts
    assert payload["actions"][0]["selected_option"]["value"] == "tech"
    assert payload["state"]["values"]["row"]["choice"]["selected_option"]["value"] == "tech"
    await app.respond(payload["response_url"], delete_original=True)
    assert slack.visible("tom", "product-launch") == ()


async def test_nobody_can_press_what_they_do_not_see(slack: Playground, app: StubApp) -> None:
    app.handler = lambda payload: reply(text="choose", blocks=BUTTONS)
    await slack.command("tom", "product-launch", "/translate x")
    (message,) = slack.visible("tom", "product-launch")
    with pytest.raises(ImpossibleAct):
        await slack.click("priya", message, "go")
    with pytest.raises(ImpossibleAct):
        await slack.click("tom", message, "no-such-button")


async def test_a_submitted_form_brings_its_state_and_closes(
    slack: Playground, app: StubApp
) -> None:
    await opened_form(slack, app)
    await slack.submit("tom", values={"term": "churn", "side": "Business"})
    payload = app.received[-1]
    values = payload["view"]["state"]["values"]
    assert payload["type"] == "view_submission"
    assert values["term"]["text"] == {"type": "plain_text_input", "value": "churn"}
    assert values["side"]["choice"]["selected_option"]["value"] == "business"
    assert slack.modal("tom") is None


@pytest.mark.parametrize("entered", [{}, {"term": "too long"}])
async def test_slacks_own_window_refuses_an_incomplete_form(
    slack: Playground, app: StubApp, entered: dict[str, str]
) -> None:
    await opened_form(slack, app)
    before = len(app.received)
    assert await slack.submit("tom", values=entered) is None
    assert len(app.received) == before
    view = slack.modal("tom")
    assert view is not None
    assert set(view.errors) == {"term"}


async def test_errors_in_the_acknowledgement_stand_beside_the_field(
    slack: Playground, app: StubApp
) -> None:
    await opened_form(slack, app)
    app.handler = lambda payload: reply(
        response_action="errors", errors={"term": "There is one already."}
    )
    await slack.submit("tom", values={"term": "churn"})
    view = slack.modal("tom")
    assert view is not None
    assert view.errors == {"term": "There is one already."}


SAVED = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Saved"},
    "blocks": [{"type": "divider"}],
}


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ({"response_action": "update", "view": SAVED}, "Saved"),
        ({"response_action": "push", "view": SAVED}, "Saved"),
        ({"response_action": "clear"}, None),
        ({}, None),
    ],
)
async def test_the_acknowledgement_says_what_becomes_of_a_form(
    slack: Playground, app: StubApp, answer: Json, title: str | None
) -> None:
    await opened_form(slack, app)
    app.handler = lambda payload: reply(**answer)
    await slack.submit("tom", values={"term": "churn"})
    view = slack.modal("tom")
    assert (view.title if view else None) == title
    assert slack.violations == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "No such field."}},
        {"response_action": "errors"},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "explode"},
    ],
)
async def test_a_wrong_acknowledgement_leaves_the_form_open_with_slacks_complaint(
    slack: Playground, app: StubApp, answer: Json
) -> None:
    await opened_form(slack, app)
    app.handler = lambda payload: reply(**answer)
    await slack.submit("tom", values={"term": "churn"})
    view = slack.modal("tom")
    assert view is not None
    assert view.trouble == "We had some trouble connecting. Try again?"
    assert [violation.where for violation in slack.violations] == ["view_submission"]


async def test_closing_tells_the_app_that_asked_for_it(slack: Playground, app: StubApp) -> None:
    await opened_form(slack, app)
    await slack.close("tom")
    assert app.received[-1]["type"] == "view_closed"
    assert app.received[-1]["is_cleared"] is False
    assert slack.modal("tom") is None


async def test_an_external_menu_offers_what_the_app_answers(
    slack: Playground, app: StubApp
) -> None:
    external = {"type": "external_select", "action_id": "find", "min_query_length": 1}
    view = {
        "type": "home",
        "blocks": [
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "Find"},
                "accessory": external,
            }
        ],
    }
    await app.api("views.publish", user_id="U0TOM", view=view)
    home = slack.home("tom")
    assert home is not None
    option = {"text": {"type": "plain_text", "text": "churn"}, "value": "churn"}
    app.handler = lambda payload: reply(options=[option])
    assert await slack.options("tom", home, "find", "chu") == [option]
    assert app.received[-1]["value"] == "chu"
    app.handler = lambda payload: reply(options=[{"value": "no text"}])
    assert await slack.options("tom", home, "find", "chu") == []
    assert [violation.code for violation in slack.violations] == ["invalid_options"]


async def test_a_global_shortcut_needs_to_be_one_of_the_app(
    slack: Playground, app: StubApp
) -> None:
    with pytest.raises(ImpossibleAct):
        await slack.global_shortcut("tom", "unheard_of")
