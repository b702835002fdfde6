"""The translator against aimock, a model server that we did not write, in good and bad moods.

Skipped where node or the npm package is missing. `npm install --prefix DIR @copilotkit/aimock` and
`AIMOCK_HOME=DIR` (or a `node_modules` in the project's folder) bring it.
"""

import asyncio
import json
import os
import re
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from glossary.layers import Glossary
from glossary.packs import builtin
from translators.inference.openai_model import Limits, Style, build_model
from translators.llm import LlmEngine
from translators.models import Engine, Request, Translation
from translators.service import Translator

HOME = Path(os.environ.get("AIMOCK_HOME", Path(__file__).parents[2]))
COMMAND = HOME / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
NODE = shutil.which("node")
TEXT = "We rolled back the deploy because latency rose from 420 ms to 850 ms on Friday."
GOOD = "We withdrew the release because waiting time rose from 420 ms to 850 ms on Friday."
DEADLINE_S = 5.0
A_MOOD = 20
"""Translations for each mood and style: 200 in all."""

pytestmark = pytest.mark.skipif(
    NODE is None or not COMMAND.exists(), reason="node or the npm package aimock is missing"
)


class Builtin:
    """A `GlossarySource` of the packs that ship."""

    async def glossary(self, workspace: str | None, channel: str | None) -> Glossary:
        return builtin()


@pytest.fixture
async def aimock(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a running aimock that knows one good answer."""
    content = json.dumps({"translation": GOOD, "questions": []})
    fixture = {"match": {"userMessage": "rolled back"}, "response": {"content": content}}
    (tmp_path / "fixtures.json").write_text(json.dumps({"fixtures": [fixture]}), encoding="utf-8")
    assert NODE
    process = await asyncio.create_subprocess_exec(
        NODE, COMMAND, "-p", "0", "-f", tmp_path / "fixtures.json",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout
    try:
        address = await asyncio.wait_for(_address(process.stdout), timeout=20)
        drain = asyncio.create_task(process.stdout.read())
        yield address
    finally:
        process.terminate()
        await process.wait()
    await drain


async def _address(output: asyncio.StreamReader) -> str:
    async for line in output:
        if address := re.search(rb"http://127\.0\.0\.1:[1-9]\d*", line):
            return address[0].decode()
    raise AssertionError("aimock said no address")


async def translations(address: str, style: Style, chaos: dict[str, float]) -> list[Translation]:
    async with httpx2.AsyncClient(base_url=address) as client:
        (await client.post("/__aimock/chaos", json=chaos)).raise_for_status()
    limits = Limits(backoff_s=0.01, breaker_threshold=10_000)
    model = build_model(
        "sk-test", f"{address}/v1", "gpt-5-mini", style, deadline_s=DEADLINE_S, limits=limits
    )
    translator = Translator(Builtin(), LlmEngine(model, deadline_s=DEADLINE_S))
    started = time.perf_counter()
    try:
        answers = await asyncio.gather(
            *(translator.translate(Request(TEXT)) for _ in range(A_MOOD))
        )
    finally:
        await model.close()
    assert time.perf_counter() - started < DEADLINE_S + 1
    return answers


@pytest.mark.parametrize("style", ["responses", "chat"])
@pytest.mark.parametrize(
    "mood", [None, "dropRate", "disconnectRate", "malformedRate", "rateLimitRate"]
)
async def test_everybody_is_answered_whatever_the_servers_mood(
    aimock: str, style: Style, mood: str | None
) -> None:
    answers = await translations(aimock, style, {mood: 0.4} if mood else {})
    engines = Counter(answer.engine for answer in answers)
    assert len(answers) == A_MOOD
    assert all(answer.output for answer in answers)
    assert {answer.output for answer in answers if answer.engine is Engine.LLM} <= {GOOD}
    assert engines[Engine.LLM] > 0
    if mood is None:
        assert engines[Engine.LLM] == A_MOOD


@pytest.mark.parametrize("style", ["responses", "chat"])
@pytest.mark.parametrize("mood", ["dropRate", "disconnectRate", "malformedRate", "rateLimitRate"])
async def test_a_server_that_only_fails_leaves_the_answer_to_the_glossary(
    aimock: str, style: Style, mood: str
) -> None:
    answers = await translations(aimock, style, {mood: 1.0})
    assert {answer.engine for answer in answers} == {Engine.GLOSSARY}
    assert {answer.fallback for answer in answers} <= {
        "model_unavailable",
        "model_busy",
        "model_malformed",
    }
