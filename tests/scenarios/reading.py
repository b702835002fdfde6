"""Reading messages and modals as a test does: all words that are shown, all things to press."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from playground.inputs import located_elements
from playground.model import Message, View


def words_of(shown: Message | View) -> str:
    """All words in the blocks, in reading order; formatting signs are left out."""
    texts = "\n".join(_texts(list(shown.blocks)))
    return texts.replace("*", "").replace("_", "")


def button_ids(shown: Message | View) -> set[str]:
    """The action ids of everything that can be pressed or chosen."""
    return {element["action_id"] for _, element in located_elements(shown.blocks)}


def everything_sent(calls: Sequence[Any]) -> str:
    """All that the app sent to Slack, as one text."""
    return json.dumps([call.arguments for call in calls], ensure_ascii=False)


def markup_in(sent: object) -> Iterator[str]:
    """Every text in what was sent (a call's arguments, an acknowledgement, a view) that Slack reads
    as markup: mrkdwn objects, and the text of messages. Other text shows as it stands."""
    if isinstance(sent, Mapping):
        kind, text = sent.get("type"), sent.get("text")
        if isinstance(text, str) and kind not in ("plain_text", "view_submission"):
            yield text
        for inner in sent.values():
            yield from markup_in(inner)
    elif isinstance(sent, list | tuple):
        for inner in sent:
            yield from markup_in(inner)
    elif isinstance(sent, str) and sent[:1] in ("{", "["):
        with suppress(ValueError):
            yield from markup_in(json.loads(sent))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if value.get("type") in ("mrkdwn", "plain_text"):
            yield str(value["text"])
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
