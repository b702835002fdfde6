"""What an operator can count and follow, and whose words and names are nowhere in it."""

import json
import re
from collections.abc import Callable
from typing import Any

import httpx2

from bot import web
from tests.fakes.language_model import FakeLanguageModel
from tests.scenarios.conftest import SALES, TEAM, Opener, Workspace
from translators.errors import ModelBusy

LINE = "/translate to business We need to optimize the API response time for Initech."


async def read(workspace: Workspace) -> str:
    """The page that Prometheus reads."""
    transport = httpx2.ASGITransport(web.create_asgi_app(workspace.services))
    async with httpx2.AsyncClient(transport=transport, base_url="http://bot") as client:
        page = await client.get("/metrics")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/plain; version=")
    return page.text


def value(page: str, sample: str) -> float:
    """The value of a sample, written as on the page; 0 where it is not there."""
    found = re.search(rf"^{re.escape(sample)} (\S+)$", page, re.MULTILINE)
    return float(found[1]) if found else 0.0


async def test_everything_on_the_way_of_a_translation_is_counted(opened: Opener) -> None:
    workspace = await opened(model=FakeLanguageModel())
    for _ in range(2):
        await workspace.command(SALES, LINE)
    [first, _] = [row.use for row in await workspace.uses()]
    page = await read(workspace)
    expected = {
        'parlance_requests_total{kind="command",status="200"}': 2,
        'parlance_ack_seconds_count{kind="command"}': 2,
        'parlance_jobs_accepted_total{kind="translate",outcome="new"}': 2,
        'parlance_jobs_total{kind="translate",outcome="done"}': 2,
        'parlance_job_seconds_count{kind="translate"}': 2,
        "parlance_jobs_running": 0,
        'parlance_translations_total{engine="llm",fallback="none",outcome="answered"}': 2,
        'parlance_translation_seconds_count{engine="llm"}': 2,
        'parlance_model_calls_total{outcome="answered"}': 1,
        "parlance_model_call_seconds_count": 1,
        'parlance_answer_cache_total{result="miss"}': 1,
        'parlance_answer_cache_total{result="hit"}': 1,
        'parlance_tokens_total{kind="input"}': first.input_tokens,
        'parlance_tokens_total{kind="output"}': first.output_tokens,
    }
    assert {sample: value(page, sample) for sample in expected} == expected
    assert value(page, 'parlance_database_seconds_count{operation="read"}') > 0
    assert value(page, 'parlance_database_seconds_count{operation="write"}') > 0


async def test_a_failing_model_and_a_refused_request_are_counted_by_reason(
    opened: Opener,
) -> None:
    workspace = await opened(model=FakeLanguageModel(ModelBusy()))
    await workspace.command(SALES, LINE)
    await workspace.command(SALES, "/translate " + "too long " * 2_000)
    page = await read(workspace)
    fallen = (
        'parlance_translations_total{engine="glossary",fallback="model_busy",outcome="answered"}'
    )
    refused = 'parlance_translations_total{engine="none",fallback="none",outcome="refused"}'
    for sample in ('parlance_model_calls_total{outcome="model_busy"}', fallen, refused):
        assert value(page, sample) == 1, sample


async def test_forged_requests_are_counted_as_such(workspace: Workspace) -> None:
    headers = workspace.slack.signed_headers(b"command=%2Ftranslate&text=secret")
    await workspace.slack.send_raw(b"command=%2Fanything-they-like", headers=headers)
    assert value(await read(workspace), 'parlance_requests_total{kind="other",status="401"}') == 1


async def test_an_event_that_nobody_knows_makes_no_new_label(workspace: Workspace) -> None:
    body = json.dumps(
        {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": "Ev1",
            "event": {"type": "invented_42"},
        }
    ).encode()
    headers = workspace.slack.signed_headers(body, content_type="application/json")
    await workspace.slack.send_raw(body, headers=headers)
    page = await read(workspace)
    assert value(page, 'parlance_requests_total{kind="other",status="200"}') == 1
    assert "invented" not in page


async def test_nobodys_words_or_names_are_in_the_metrics(opened: Opener) -> None:
    workspace = await opened(model=FakeLanguageModel())
    await workspace.command(SALES, LINE)
    [row] = await workspace.uses()
    page = await read(workspace)
    for private in ("Initech", "optimize", "Tom", "U0TOM", TEAM, row.use.person, row.use.job_id):
        assert private not in page, private


async def test_a_request_its_model_call_and_its_answer_are_logged_under_one_id(
    opened: Opener, logged: Callable[[], str]
) -> None:
    workspace = await opened(model=FakeLanguageModel())
    await workspace.command(SALES, LINE)
    [row] = await workspace.uses()
    events = {event["event"] for event in _lines(logged()) if event.get("job") == row.use.job_id}
    assert events >= {"acknowledged", "model_called", "translated", "shown", "job_ended"}
    assert "Initech" not in logged()


def _lines(text: str) -> list[dict[str, Any]]:
    found = re.findall(r"\{\".*\}|\{.*\"event\".*\}", text)
    return [json.loads(line) for line in found]
