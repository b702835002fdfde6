"""Answers in a thread: to a direct message, or to whoever mentions Parlance in a channel."""

from bot.views import answer_buttons as buttons
from bot.views import blocks as kit
from bot.views.blocks import Block, Rendered

_EVERYBODY_SEES = frozenset({buttons.SWAP})
_POSTED_ALREADY = frozenset({buttons.POST})


def in_thread(message: Rendered, *, private: bool) -> Rendered:
    """An answer as it stands in a thread: it is posted already, and where others read along
    nobody turns it around for all of them."""
    without = _POSTED_ALREADY if private else _POSTED_ALREADY | _EVERYBODY_SEES
    kept = [row for block in message.blocks for row in _without(block, without)]
    return Rendered(message.text, tuple(kept))


def how_to(command: str) -> Rendered:
    """What to write, for those who wrote nothing that could be translated."""
    said = (
        "Write me a message, and I say it in the other side's words. Start with “to business”,"
        " “to tech” or “for finance” to choose for whom. I see only what is written to me: for"
        " another message, use “Translate jargon” in its menu."
    )
    more = f"`{command}` in any channel answers only you."
    return Rendered(f"{said}\n{more}", (kit.section(said), kit.context(more)))


def _without(block: Block, actions: frozenset[str]) -> list[Block]:
    if block["type"] != "actions":
        return [block]
    left = [one for one in block["elements"] if one["action_id"] not in actions]
    return [{**block, "elements": left}] if left else []
