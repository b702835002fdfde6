"""What a button or a modal carries, so that nobody's text has to be kept on our side.

Slack hands a button's value (2,000 characters) and a modal's metadata (3,000) back when they are
used, and the payload is signed. Texts are compressed; what still does not fit is not carried, and
the button is left out.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from typing import Any

from bot.views.errors import OLD_BUTTON
from translators.errors import BadRequest

_UNPACKED_LIMIT = 100_000


def pack(values: Mapping[str, Any], *, limit: int) -> str | None:
    """`values` (JSON) in at most `limit` characters of the URL-safe alphabet; None if they don't
    fit."""
    raw = json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()
    packed = base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode()
    return packed if len(packed) <= limit else None


def unpack(packed: str) -> dict[str, Any]:
    """The values that `pack` was given. Raises BadRequest for anything else."""
    try:
        inflate = zlib.decompressobj()
        raw = inflate.decompress(base64.urlsafe_b64decode(packed), _UNPACKED_LIMIT)
        values = json.loads(raw)
    except (binascii.Error, zlib.error, ValueError):
        raise BadRequest(OLD_BUTTON) from None
    if not isinstance(values, dict):
        raise BadRequest(OLD_BUTTON)
    return values
