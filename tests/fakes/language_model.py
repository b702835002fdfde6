"""A language model in memory that works from what it is told, and remembers what it was asked."""

import json
import re
from collections.abc import Callable
from typing import Any

from translators.models import TokenUsage
from translators.ports import ModelAnswer, ModelRequest

_DATA = re.compile(r"<data (?P<code>\w+)>\n(?P<data>.*)\n</data (?P=code)>", re.DOTALL)

Change = Callable[[str], str]
Step = Change | ModelAnswer | Exception


def data_of(payload: str) -> dict[str, Any]:
    """The JSON document that a payload fences in."""
    fenced = _DATA.search(payload)
    assert fenced, "the payload fences no data"
    data: dict[str, Any] = json.loads(fenced["data"])
    return data


def rewrite(data: dict[str, Any]) -> str:
    """A faithful, if plodding, translation: every term is replaced by the wording given for it."""
    text: str = data["message"]
    for entry in data["glossary"]:
        if "say" in entry:
            term = re.compile(rf"(?<!\w){re.escape(entry['term'])}(?!\w)", re.IGNORECASE)
            text = term.sub(entry["say"].replace("\\", r"\\"), text)
    return text


def ask_back(data: dict[str, Any]) -> tuple[str, ...]:
    """The questions that the glossary has for the terms of the message."""
    return tuple(entry["ask"] for entry in data["glossary"] if "ask" in entry)


def unchanged(text: str) -> str:
    return text


class FakeLanguageModel:
    """Answers with `rewrite` of what it is told, through one step of the script after the other.

    A step changes the translation, is the whole answer, or is raised. After the last step, and
    without a script, answers are left as they are.
    """

    name = "fake-model"

    def __init__(self, *script: Step) -> None:
        self.script = list(script)
        self.requests: list[ModelRequest] = []
        self.closed = False

    async def ask(self, request: ModelRequest) -> ModelAnswer:
        self.requests.append(request)
        step = self.script.pop(0) if self.script else unchanged
        if isinstance(step, Exception):
            raise step
        if isinstance(step, ModelAnswer):
            return step
        data = data_of(request.payload)
        tokens = TokenUsage(len(request.instructions + request.payload) // 4, 20, 0)
        return ModelAnswer(step(rewrite(data)), ask_back(data), self.name, tokens)

    @property
    def sent(self) -> str:
        """Everything that left for the model, in one text."""
        return "\n".join(request.instructions + request.payload for request in self.requests)

    async def close(self) -> None:
        self.closed = True
