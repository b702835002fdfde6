"""From the environment to the answer: a key and an address are set, and a server behaves or not."""

import asyncio
import json
from pathlib import Path

import pytest

from bot import console
from bot.cli import cli
from tests.fakes import model_server as server
from tests.fakes.model_server import Behaviour, ModelServer

TEXT = "Our p99 latency went from 850 ms to 420 ms, but we have not tested it."

OUTCOMES: dict[str, tuple[Behaviour, str, str]] = {
    "answer": (server.answer, "llm", ""),
    "busy": (server.status(429, headers={"Retry-After": "3600"}), "glossary", "busy"),
    "error": (server.status(400), "glossary", "did not accept"),
    "html": (server.html, "glossary", "could not be read"),
    "broken json": (server.broken_json, "glossary", "could not be read"),
    "refusal": (server.refusal, "glossary", "declined"),
    "changed number": (
        server.changed(lambda text: text.replace("850", "950")),
        "glossary",
        "did not keep to the message",
    ),
}


@pytest.mark.parametrize(("behaviour", "engine", "note"), OUTCOMES.values(), ids=OUTCOMES.keys())
async def test_there_is_always_an_answer_and_it_names_its_engine(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    behaviour: Behaviour,
    engine: str,
    note: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLANCE_HOME", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    async with ModelServer(*[behaviour] * 4) as remote:
        monkeypatch.setenv("OPENAI_BASE_URL", remote.base_url)
        arguments = ["translate", "--json", TEXT]
        status = await asyncio.to_thread(console.run, cli, arguments)
        assert remote.requests
    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert answer["engine"] == engine
    assert "850" in answer["output"]
    assert note in " ".join(answer["notes"])
