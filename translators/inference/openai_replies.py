"""What OpenAI's two endpoints send back, read into our values.

Only what is needed is read, and only from the text of the reply, so that a server that answers with
something else altogether (a login page, half a document, `{}`) fails in one place and in one way.
Nothing of a reply's text gets into an error.
"""

import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from translators.errors import (
    ModelBusy,
    ModelError,
    ModelMalformed,
    ModelRefused,
    ModelTruncated,
    ModelUnavailable,
)
from translators.models import TokenUsage
from translators.ports import ModelAnswer

SCHEMA_NAME = "translation"


class Output(BaseModel):
    """The JSON that the model is asked to write; its schema goes with every request."""

    model_config = ConfigDict(extra="forbid")

    translation: str = Field(description="The translated message and nothing else.")
    questions: list[str] = Field(description="At most three questions to the writer, or none.")


def _count(value: object) -> int | None:
    """A token count, or None for whatever is not one: accounting must not spoil an answer."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


Count = Annotated[int | None, BeforeValidator(_count)]


class _InputDetails(BaseModel):
    cached_tokens: Count = None


class _Usage(BaseModel):
    """Both endpoints' counts: `input_tokens` of the one are `prompt_tokens` of the other."""

    input_tokens: Count = None
    output_tokens: Count = None
    input_tokens_details: Annotated[_InputDetails, BeforeValidator(_object)] = _InputDetails()
    prompt_tokens: Count = None
    completion_tokens: Count = None
    prompt_tokens_details: Annotated[_InputDetails, BeforeValidator(_object)] = _InputDetails()

    def counts(self) -> TokenUsage:
        details = (self.input_tokens_details, self.prompt_tokens_details)
        return TokenUsage(
            input_tokens=_first(self.input_tokens, self.prompt_tokens),
            output_tokens=_first(self.output_tokens, self.completion_tokens),
            cached_tokens=_first(*(detail.cached_tokens for detail in details)),
        )


def _first(*counts: int | None) -> int | None:
    return next((count for count in counts if count is not None), None)


class _Reply(BaseModel):
    model: str | None = None
    usage: Annotated[_Usage, BeforeValidator(_object)] = _Usage()


class _Part(BaseModel):
    type: str
    text: str | None = None


class _Item(BaseModel):
    type: str
    content: list[_Part] | None = None


class _Reason(BaseModel):
    reason: str | None = None


class _Failure(BaseModel):
    code: str | None = None


class _ResponsesReply(_Reply):
    output: list[_Item]
    status: str = "completed"
    incomplete_details: _Reason | None = None
    error: _Failure | None = None


class _ChatMessage(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _ChatMessage
    finish_reason: str | None = None


class _ChatReply(_Reply):
    choices: list[_Choice] = Field(min_length=1)


ReplyT = TypeVar("ReplyT", bound=_Reply)


def read_responses(body: str, *, asked: str) -> ModelAnswer:
    """The answer in a reply of `/responses`; `asked` names the model asked. Raises ModelError."""
    reply = _parse(_ResponsesReply, body)
    tokens = reply.usage.counts()
    if reply.status != "completed":
        raise _unfinished(reply, tokens)
    parts = [part for item in reply.output if item.type == "message" for part in item.content or ()]
    if any(part.type == "refusal" for part in parts):
        raise ModelRefused("The model refused", tokens=tokens)
    written = "".join(part.text or "" for part in parts if part.type == "output_text")
    return _answer(written, model=reply.model or asked, tokens=tokens)


def read_chat(body: str, *, asked: str) -> ModelAnswer:
    """The answer in a reply of `/chat/completions`; `asked` as above. Raises ModelError."""
    reply = _parse(_ChatReply, body)
    tokens, choice = reply.usage.counts(), reply.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelRefused("The model refused", tokens=tokens)
    if choice.finish_reason == "length":
        raise ModelTruncated("The output was cut off", tokens=tokens)
    return _answer(choice.message.content or "", model=reply.model or asked, tokens=tokens)


def _parse(shape: type[ReplyT], body: str) -> ReplyT:
    try:
        return shape.model_validate_json(body)
    except ValidationError as problem:
        count = problem.error_count()
    # Raised outside of the handler, so that the problem, which quotes the reply, is not chained.
    raise ModelMalformed(f"The reply is not of the endpoint's shape ({count} errors)")


def _unfinished(reply: _ResponsesReply, tokens: TokenUsage) -> ModelError:
    if reply.status == "incomplete":
        reason = reply.incomplete_details.reason if reply.incomplete_details else None
        if reason == "content_filter":
            return ModelRefused("The output was filtered", tokens=tokens)
        return ModelTruncated("The output was cut off", tokens=tokens)
    if reply.error and reply.error.code == "rate_limit_exceeded":
        return ModelBusy("The request failed for its rate", tokens=tokens)
    return ModelUnavailable("The request was not completed", tokens=tokens)


_FENCED = re.compile(r"\s*(?:<think>.*?</think>\s*)?```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL)
_THOUGHT = re.compile(r"\s*<think>.*?</think>\s*", re.DOTALL)


def _unwrapped(written: str) -> str:
    """The JSON without the code fence or the thoughts that local models put around it."""
    fenced = _FENCED.fullmatch(written)
    return fenced[1] if fenced else _THOUGHT.sub("", written, count=1)


def _answer(written: str, *, model: str, tokens: TokenUsage) -> ModelAnswer:
    try:
        output = Output.model_validate_json(_unwrapped(written))
    except ValidationError as problem:
        count = problem.error_count()
    else:
        if output.translation.strip():
            return ModelAnswer(output.translation.strip(), tuple(output.questions), model, tokens)
        count = 1
    raise ModelMalformed(f"The output is not of the schema ({count} errors)", tokens=tokens)
