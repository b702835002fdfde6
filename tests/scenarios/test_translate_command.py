"""`/translate`, from the signed command to what the person sees."""

import hashlib
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.views import compose
from glossary.terms import Audience
from tests.scenarios.conftest import CHANNEL, ENGINEER, SALES, Opener, Workspace
from tests.scenarios.reading import button_ids, words_of
from translators.models import Request, Translation

LATENCY = "We need to optimize the API response time."


async def test_only_the_caller_sees_translating_and_then_the_answer(workspace: Workspace) -> None:
    response = await workspace.slack.command(SALES, CHANNEL, f"/translate {LATENCY}")
    assert response is not None
    assert json.loads(response.body) == {"text": "Translating…", "response_type": "ephemeral"}
    await workspace.done()
    [answer] = workspace.slack.visible(SALES, CHANNEL)
    assert answer.ephemeral_to == workspace.slack.person(SALES).id
    assert "Translating" not in words_of(answer)
    assert "Answered by the glossary only (no AI model)" in words_of(answer)
    assert workspace.slack.visible(ENGINEER, CHANNEL) == ()
    assert [call.method for call in workspace.slack.calls] == ["auth.test", "response_url"]


async def test_an_answer_replaces_the_note_that_it_is_coming(workspace: Workspace) -> None:
    await workspace.command(SALES, f"/translate {LATENCY}")
    [sent] = workspace.slack.calls_of("response_url")
    assert sent.arguments["replace_original"] is True
    assert sent.arguments["response_type"] == "ephemeral"


@pytest.mark.parametrize(
    ("line", "audience"),
    [
        ("to business {}", "business"),
        ("to tech {}", "engineering"),
        ("for finance {}", "finance"),
        ("to business for sales {}", "sales"),
    ],
)
async def test_side_and_audience_can_be_named(
    workspace: Workspace, line: str, audience: str
) -> None:
    await workspace.command(SALES, "/translate " + line.format(LATENCY))
    [logged] = await workspace.uses()
    assert logged.use.audience == audience


async def test_a_text_of_neither_side_is_asked_about_and_a_button_decides(
    workspace: Workspace,
) -> None:
    asked = await workspace.command(SALES, "/translate Lunch is at noon tomorrow.")
    assert "For whom is this?" in words_of(asked)
    assert {"answer_to_business", "answer_to_tech"} <= button_ids(asked)
    await workspace.slack.click(SALES, asked, "answer_to_tech")
    await workspace.done()
    [answer] = workspace.slack.visible(SALES, CHANNEL)
    assert "For engineers" in words_of(answer)
    assert "Lunch is at noon tomorrow." in words_of(answer)
    outcomes = [(one.use.surface, one.use.outcome) for one in await workspace.uses()]
    assert outcomes == [("translate_command", "undecided"), ("translate_again", "answered")]


@pytest.mark.parametrize("line", ["{}", "to business {}"])
async def test_a_word_that_the_reader_knows_is_not_explained(
    workspace: Workspace, line: str
) -> None:
    text = "Ask HR about the database and the shard."
    words = words_of(await workspace.command(SALES, "/translate " + line.format(text)))
    assert "shard: " in words
    assert "database: " not in words
    assert "HR: " not in words


@pytest.mark.parametrize("text", [":tada: :rocket:", "`SELECT 1`", "```\nmake deploy\n```"])
async def test_a_text_without_words_is_answered_in_a_sentence(
    workspace: Workspace, text: str
) -> None:
    answer = await workspace.command(SALES, f"/translate {text}")
    assert "no words" in words_of(answer)
    assert not button_ids(answer)


async def test_ten_thousand_characters_are_answered_in_full(workspace: Workspace) -> None:
    noise = (hashlib.sha256(bytes([number])).hexdigest()[:40] for number in range(200))
    sentences = (f"Fix {ref} needs API latency work before the launch. " for ref in noise)
    text = "".join(sentences)[:10_000].strip()
    answer = await workspace.command(SALES, f"/translate to business {text}")
    shown = words_of(answer)
    assert shown.count("before the launch") >= text.count("before the launch")
    assert "too long for buttons" in shown
    assert "answer_post" not in button_ids(answer)
    assert workspace.slack.violations == []


async def test_a_text_beyond_all_measure_is_refused_with_its_length(workspace: Workspace) -> None:
    answer = await workspace.command(SALES, f"/translate {'word ' * 4_000}")
    assert "characters" in words_of(answer)
    [logged] = await workspace.uses()
    assert logged.use.outcome == "refused"


async def test_help_is_answered_at_once(workspace: Workspace) -> None:
    answer = await workspace.command(SALES, "/translate help")
    for word in ("to business", "for finance", "Translate jargon", "executive"):
        assert word in words_of(answer)
    assert workspace.slack.calls_of("response_url") == []


async def test_contradicting_targets_are_refused_in_a_sentence(workspace: Workspace) -> None:
    answer = await workspace.command(SALES, "/translate to tech for sales hello there")
    assert "Name one of the two" in words_of(answer)


async def test_without_a_text_a_form_opens_and_turns_into_the_answer(
    workspace: Workspace,
) -> None:
    await workspace.slack.command(SALES, CHANNEL, "/translate")
    assert workspace.modal(SALES).title == "Translate jargon"
    await workspace.slack.submit(SALES, values={"text": LATENCY, "audience": "executive"})
    await workspace.done()
    shown = workspace.modal(SALES)
    assert "For executives" in words_of(shown)
    assert "answer_post" in button_ids(shown)
    assert workspace.slack.visible(SALES, CHANNEL) == ()


async def test_the_form_starts_with_the_audience_that_was_named(workspace: Workspace) -> None:
    await workspace.slack.command(SALES, CHANNEL, "/translate for finance")
    picker = workspace.modal(SALES).blocks[1]["element"]
    assert picker["initial_option"]["value"] == "finance"


async def test_the_same_command_delivered_twice_is_answered_once(workspace: Workspace) -> None:
    await workspace.slack.command(SALES, CHANNEL, f"/translate {LATENCY}")
    [delivery] = workspace.slack.deliveries
    body = urlencode(delivery.payload).encode()
    headers = workspace.slack.signed_headers(body)
    again = await workspace.slack.send_raw(body, headers=headers)
    await workspace.done()
    assert (again.status, again.body) == (200, b"")
    assert len(workspace.slack.calls_of("response_url")) == 1
    assert len(await workspace.uses()) == 1


async def test_an_answer_whose_response_url_has_expired_comes_as_a_direct_message(
    workspace: Workspace,
) -> None:
    workspace.slack.fail("response_url", "expired_url", status=404)
    await workspace.slack.command(SALES, CHANNEL, f"/translate {LATENCY}")
    await workspace.done()
    [answer] = workspace.slack.direct_messages(SALES)
    assert "Answered by the glossary only" in words_of(answer)


@pytest.mark.parametrize("status", [500, 503])
async def test_a_hiccup_of_slack_is_tried_again(workspace: Workspace, status: int) -> None:
    workspace.slack.fail("response_url", "internal_error", status=status)
    answer = await workspace.command(SALES, f"/translate {LATENCY}")
    assert "Answered by" in words_of(answer)


@pytest.mark.parametrize("method", ["response_url", "auth.test"])
async def test_slacks_rate_limits_are_waited_for(workspace: Workspace, method: str) -> None:
    workspace.slack.limit(method, retry_after=0)
    answer = await workspace.command(SALES, f"/translate {LATENCY}")
    assert "Answered by" in words_of(answer)


async def test_a_token_that_is_void_is_told_with_what_to_do(workspace: Workspace) -> None:
    workspace.slack.fail("auth.test", "invalid_auth")
    answer = await workspace.command(SALES, f"/translate {LATENCY}")
    assert "ask an admin to install it again" in answer.text


async def test_events_that_nobody_wants_are_acknowledged(workspace: Workspace) -> None:
    await workspace.slack.say(SALES, CHANNEL, "hello")
    assert all(delivery.accepted for delivery in workspace.slack.deliveries)
    assert await workspace.slack.verify_url()


class Broken:
    """A translator that fails in a way that nobody foresaw."""

    async def translate(self, request: Request) -> Translation:
        raise RuntimeError(request.text)


async def test_a_failure_is_told_kindly_and_with_a_reference_that_is_in_the_log(
    opened: Opener, logged: Callable[[], str]
) -> None:
    workspace = await opened(translator=Broken())
    answer = await workspace.command(SALES, "/translate my secret words about latency")
    shown = words_of(answer)
    assert "sorry" in shown
    reference = shown.rsplit(" ", 1)[-1]
    assert len(reference) == 8
    assert reference in logged()
    assert "secret words" not in logged()
    [row] = await workspace.uses()
    assert row.use.outcome == "failed"


async def test_no_message_text_is_logged(workspace: Workspace, logged: Callable[[], str]) -> None:
    await workspace.command(SALES, "/translate the flamingo latency of our API is 850 ms")
    assert "flamingo" not in logged()


async def test_a_use_is_logged_without_text_and_under_a_hash(workspace: Workspace) -> None:
    text = "We need to optimize the flamingo API response time."
    await workspace.command(SALES, f"/translate {text}")
    [row] = await workspace.uses()
    assert row.use.surface == "translate_command"
    assert row.use.outcome == "answered"
    assert row.use.engine == "glossary"
    assert row.use.input_chars == len(text)
    assert row.use.person not in (workspace.slack.person(SALES).id, SALES)
    assert "flamingo" not in json.dumps(row.as_json())


FORGERIES: list[tuple[str, Callable[[dict[str, str]], dict[str, str]]]] = [
    ("a forged signature", lambda headers: headers | {"X-Slack-Signature": "v0=" + "0" * 64}),
    ("no signature", lambda headers: {"Content-Type": headers["Content-Type"]}),
    (
        "a signature over another time",
        lambda headers: headers | {"X-Slack-Request-Timestamp": str(int(time.time()) - 1)},
    ),
]


@pytest.mark.parametrize("forge", [case[1] for case in FORGERIES], ids=[c[0] for c in FORGERIES])
async def test_what_slack_did_not_sign_is_refused(
    workspace: Workspace, forge: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    body = b"command=/translate&text=hello&trigger_id=1.1"
    headers = forge(workspace.slack.signed_headers(body))
    response = await workspace.slack.send_raw(body, headers=headers)
    assert response.status == 401
    assert workspace.slack.calls == []


async def test_an_old_request_is_refused_although_it_is_signed(workspace: Workspace) -> None:
    body = b"command=/translate&text=hello&trigger_id=1.1"
    headers = workspace.slack.signed_headers(body, timestamp=int(time.time()) - 301)
    response = await workspace.slack.send_raw(body, headers=headers)
    assert response.status == 401


async def test_an_empty_secret_lets_nobody_in(opened: Opener) -> None:
    workspace = await opened(signing_secret=None)
    response = await workspace.slack.command(SALES, CHANNEL, "/translate hello")
    assert response is not None
    assert response.status == 401


class FullHouse:
    """Jobs that never have room."""

    def register(self, kind: str, handler: Any) -> None: ...

    async def accept(self, job_id: str, kind: str, payload: Any) -> bool:
        raise TimeoutError

    async def drain(self, timeout: float) -> None: ...  # noqa: ASYNC109 part of the contract


async def test_what_can_not_be_stored_is_refused_honestly(opened: Opener) -> None:
    workspace = await opened(jobs=FullHouse())
    answer = await workspace.command(SALES, f"/translate {LATENCY}")
    assert "Please try again in a minute" in words_of(answer)


def test_every_audience_can_be_chosen_in_the_form() -> None:
    picker = compose.modal()["blocks"][1]["element"]
    offered = {one["value"] for group in picker["option_groups"] for one in group["options"]}
    assert offered == {audience.value for audience in Audience} | {"detect"}
