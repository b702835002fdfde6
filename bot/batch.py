"""`parlance translate --batch`: one JSON object a line in, one a line out, in order."""

import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from glossary.explaining import explain
from glossary.terms import Audience, Side
from translators.errors import BadRequest
from translators.models import EngineChoice, Request, Translation
from translators.service import Translator


class BatchLine(BaseModel):
    """A line of a batch file. Keys that it doesn't know are left alone, so that files can carry
    more.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: str | int | float | None = None
    text: str
    to: Side | None = None
    audience: Audience | None = Field(default=None, alias="for")
    engine: EngineChoice | None = None

    def request(self, default_engine: EngineChoice) -> Request:
        return Request(
            text=self.text, to=self.to, audience=self.audience, engine=self.engine or default_engine
        )


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What one line came to: `row` is printed; `translation` is None where the line was bad."""

    row: dict[str, Any]
    translation: Translation | None = None


async def translate_lines(
    lines: Iterable[str], translator: Translator, *, engine: EngineChoice
) -> AsyncIterator[BatchResult]:
    """Results in the order of `lines`; empty lines are skipped, bad ones become an error row."""
    for line in lines:
        if line.strip():
            yield await _translate_line(line, translator, engine)


async def _translate_line(line: str, translator: Translator, engine: EngineChoice) -> BatchResult:
    try:
        fields = json.loads(line)
    except ValueError:
        return _failure(None, "The line is not JSON: write one JSON object on each line.")
    if not isinstance(fields, dict):
        return _failure(None, 'The line is not a JSON object: write {"id": …, "text": …}.')
    try:
        parsed = BatchLine.model_validate(fields)
        translation = await translator.translate(parsed.request(engine))
    except ValidationError as problem:
        return _failure(fields.get("id"), explain(problem))
    except BadRequest as problem:
        return _failure(fields.get("id"), str(problem))
    return BatchResult({"id": parsed.id, **translation.as_json()}, translation)


def _failure(identifier: object, sentence: str) -> BatchResult:
    return BatchResult({"id": identifier, "error": sentence})
