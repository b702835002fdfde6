"""The form behind a bare `/translate` and behind "Check before I post": a text and for whom."""

from collections.abc import Iterable
from typing import Any

from bot.views import blocks as kit
from bot.views.audiences import heading
from bot.views.blocks import Block, Element, View
from glossary.terms import Audience, Side

MODAL = "compose"
TEXT = "text"
AUDIENCE = "audience"
DETECT = "detect"
TITLE = "Translate jargon"
CHECK_TITLE = "Check before I post"


_CHECKED = "See which words your readers may not know, and how you could say it. Nothing is posted."


def modal(*, text: str = "", audience: Audience | None = None, metadata: str = "") -> View:
    """The form, filled with `text` (plain characters) and the audience where they are known."""
    fields = _fields("What do you want to say, or to understand?", "For whom?", text, audience)
    return _form(TITLE, fields, submit="Translate", metadata=metadata)


def check(*, metadata: str = "") -> View:
    """The form for a draft."""
    fields = _fields("Your draft", "Who will read it?", "", None)
    return _form(CHECK_TITLE, [kit.section(_CHECKED), *fields], submit="Check", metadata=metadata)


def _form(title: str, rows: Iterable[Block], *, submit: str, metadata: str) -> View:
    return kit.modal(title, rows, callback=MODAL, submit=submit, close="Cancel", metadata=metadata)


def _fields(asked: str, for_whom: str, text: str, audience: Audience | None) -> list[Block]:
    field = kit.text_input(action=TEXT, initial=text, multiline=True)
    return [
        kit.input_block(asked, field, block=TEXT),
        kit.input_block(for_whom, _picker(audience), block=AUDIENCE),
    ]


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
