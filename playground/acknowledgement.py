"""What an app's answer to a command or interaction makes Slack do at once."""

import json

from playground.delivery import Response
from playground.engine import Engine
from playground.errors import Refusal
from playground.model import Channel, Json, Person, View
from playground.tickets import ResponseUrl
from playground.web_api import respond

FORM_TROUBLE = "We had some trouble connecting. Try again?"


def apply_to_command(
    engine: Engine,
    response: Response | None,
    *,
    person: Person,
    channel: Channel,
    name: str,
    ticket: ResponseUrl,
) -> None:
    """Show the answer that came with the acknowledgement, or Slackbot's word that none came."""
    if response is None or response.status != 200:
        error = "operation_timeout" if response is None else "dispatch_failed"
        text = f"{name} failed with the error “{error}”"
        engine.slackbot_says(person.id, channel.id, text)
        return
    body = _command_answer(response)
    if not body:
        return
    try:
        respond(engine, ticket, body)
    except Refusal as refusal:
        engine.complain(name, refusal.code, "; ".join(refusal.details))
        text = f"{name} failed with the error “{refusal.code}”"
        engine.slackbot_says(person.id, channel.id, text)


def _command_answer(response: Response) -> Json:
    """The message in an acknowledgement: JSON, or plain text, which is private."""
    text = response.body.decode(errors="replace").strip()
    if not text:
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}


def apply_to_submission(engine: Engine, response: Response | None, *, view: View) -> None:
    """Close, keep, replace or stack the modal as the acknowledgement says."""
    if response is None or response.status != 200:
        engine.views.show_trouble(view, FORM_TROUBLE)
        return
    try:
        _obey(engine, _command_answer(response), view)
    except Refusal as refusal:
        engine.complain("view_submission", refusal.code, "; ".join(refusal.details))
        engine.views.show_trouble(view, FORM_TROUBLE)


def _obey(engine: Engine, answer: Json, view: View) -> None:
    match answer.get("response_action"):
        case None:
            engine.views.close(view)
        case "clear":
            engine.views.clear(view.person)
        case "errors":
            engine.views.show_errors(view, _checked_errors(answer, view))
        case "update":
            engine.views.update(view, answer.get("view"))
        case "push":
            engine.views.push(view.person, answer.get("view"))
        case other:
            raise Refusal("invalid_response_action", str(other))


def _checked_errors(answer: Json, view: View) -> dict[str, str]:
    """Errors may only stand beside input blocks; Slack drops the whole answer otherwise."""
    errors = answer.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise Refusal("invalid_errors", "errors must name input blocks of the view")
    return {block_id: str(sentence) for block_id, sentence in errors.items()}
