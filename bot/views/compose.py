"""The form behind a bare `/translate`: a text and for whom."""

from collections.abc import Iterable
from typing import Any

from bot.views import blocks as kit
from bot.views.audiences import heading
from bot.views.blocks import Element, View
from glossary.terms import Audience, Side

MODAL = "compose"
TEXT = "text"
AUDIENCE = "audience"
DETECT = "detect"
TITLE = "Translate jargon"
CHECK_TITLE = "Check before I post"


def modal(
    *, text: str = "", audience: Audience | None = None, metadata: str = "", title: str = TITLE
) -> View:
    """The form, filled with `text` (plain characters) and the audience where they are known."""
    return kit.modal(
        title,
        [
            kit.input_block(
                "What do you want to say, or to understand?",
                kit.text_input(action=TEXT, initial=text, multiline=True),
                block=TEXT,
            ),
            kit.input_block("For whom?", _picker(audience), block=AUDIENCE),
        ],
        callback=MODAL,
        submit="Translate",
        close="Cancel",
        metadata=metadata,
    )


def _picker(chosen: Audience | None) -> Element:
    detect = kit.option("The other side (found out from the text)", value=DETECT)
    return {
        "type": "static_select",
        "action_id": AUDIENCE,
        "initial_option": _option(chosen) if chosen else detect,
        "option_groups": [
            _group("Either side", [detect]),
            _group("Business side", map(_option, _of(Side.BUSINESS))),
            _group("Technical side", map(_option, _of(Side.TECH))),
        ],
    }


def _of(side: Side) -> list[Audience]:
    return [audience for audience in Audience if audience.side is side]


def _option(audience: Audience) -> Element:
    return kit.option(heading(audience), value=audience.value)


def _group(name: str, options: Iterable[Element]) -> dict[str, Any]:
    return {"label": kit.plain(name), "options": list(options)}
