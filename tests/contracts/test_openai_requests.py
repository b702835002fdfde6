"""What the SDK sends for us is what OpenAI's own API description asks for."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from glossary.packs import builtin
from glossary.terms import Audience
from tests.fakes.model_server import envelope
from translators import figures, masking
from translators.inference.briefing import Briefing, brief
from translators.inference.openai_model import Style, build_model
from translators.models import Direction, Violation
from translators.ports import ModelRequest

DESCRIPTION = Path(__file__).parents[2].parent / "shared" / "data" / "openai-openapi.json.gz"
SCHEMAS: dict[Style, str] = {
    "responses": "CreateResponse",
    "chat": "CreateChatCompletionRequest",
}
PATHS: dict[Style, str] = {"responses": "/v1/responses", "chat": "/v1/chat/completions"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DESCRIPTION.exists(), reason="no API description beside the project"),
]


@cache
def _validator(style: Style) -> Draft202012Validator:
    """OpenAPI 3.1 uses JSON Schema 2020-12; references stay inside of the file."""
    with gzip.open(DESCRIPTION, "rt", encoding="utf-8") as file:
        document = json.load(file)
    resource = DRAFT202012.create_resource(document)
    registry: Registry[Any] = Registry().with_resource("openai", resource)
    schema = {"$ref": f"openai#/components/schemas/{SCHEMAS[style]}"}
    return Draft202012Validator(schema, registry=registry)


def _briefing(direction: Direction) -> Briefing:
    message = masking.read("<@U012ABCDEF> latency rose from 420 ms to 850 ms, churn is 3% a month")
    assert direction.target
    return brief(
        message,
        direction=direction,
        audience=Audience.general(direction.target),
        matches=builtin().find(message.text, protected=message.protected),
        figures=figures.compute(message),
    )


async def _sent(style: Style, request: ModelRequest) -> tuple[str, dict[str, Any]]:
    """Path and body of what the SDK makes of a request."""
    seen: list[httpx2.Request] = []

    def answer(wire: httpx2.Request) -> httpx2.Response:
        seen.append(wire)
        return httpx2.Response(200, json=envelope(style, '{"translation": "x", "questions": []}'))

    client = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    await build_model("sk-test", None, "gpt-5-mini", style, http_client=client).ask(request)
    return seen[0].url.path, json.loads(seen[0].content)


@pytest.mark.parametrize("style", ["responses", "chat"])
@pytest.mark.parametrize("direction", [Direction.TECH_TO_BUSINESS, Direction.BUSINESS_TO_TECH])
@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize("person", [None, "hashed-ada"])
async def test_a_request_is_valid_by_the_official_description(
    style: Style, direction: Direction, repair: bool, person: str | None
) -> None:
    briefing = _briefing(direction)
    request = (
        briefing.repair("Wrong.", [Violation("empty")], person=person)
        if repair
        else briefing.request(person=person)
    )
    path, body = await _sent(style, request)
    assert path == PATHS[style]
    assert [error.message for error in _validator(style).iter_errors(body)] == []


@pytest.mark.parametrize("style", ["responses", "chat"])
async def test_the_validation_does_see_mistakes(style: Style) -> None:
    _, body = await _sent(style, _briefing(Direction.TECH_TO_BUSINESS).request(person=None))
    spoilt = [
        body | {"store": "no"},
        body | {"safety_identifier": 5},
        body | ({"input": 5} if style == "responses" else {"messages": [{"role": "nobody"}]}),
    ]
    for wrong in spoilt:
        assert not _validator(style).is_valid(wrong)
