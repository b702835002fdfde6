"""What a person entered in a modal, and what the modal carried."""

from collections.abc import Mapping
from typing import Any

from bot import carried
from bot.listeners.delivery import Body
from bot.views.blocks import METADATA_LIMIT


def values(body: Body) -> dict[str, str]:
    """The entered text or chosen value by block id; empty fields are left out."""
    blocks: Mapping[str, Mapping[str, Mapping[str, Any]]] = body["view"]["state"]["values"]
    entered = {block: _value(next(iter(fields.values()))) for block, fields in blocks.items()}
    return {block: value for block, value in entered.items() if value}


def metadata(body: Body) -> dict[str, Any]:
    """What `pack` put into the modal; empty where nothing was."""
    packed = body["view"].get("private_metadata") or ""
    return carried.unpack(packed) if packed else {}


def pack(data: Mapping[str, Any]) -> str:
    """`data` for a modal's metadata; empty where it doesn't fit."""
    return carried.pack(data, limit=METADATA_LIMIT) or ""


def _value(field: Mapping[str, Any]) -> str:
    chosen = field.get("selected_option")
    return str(chosen["value"] if chosen else field.get("value") or "").strip()
