"""What somebody asks for after `/translate`: `[to business|to tech|for AUDIENCE] TEXT`."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.views import help as wording
from glossary.terms import Audience, Side
from translators.errors import BadRequest

_SIDES = {
    "business": Side.BUSINESS,
    "biz": Side.BUSINESS,
    "tech": Side.TECH,
    "technical": Side.TECH,
}
_ALIASES = {
    "executives": Audience.EXECUTIVE,
    "leadership": Audience.EXECUTIVE,
    "engineers": Audience.ENGINEERING,
    "developers": Audience.ENGINEERING,
    "ops": Audience.OPERATIONS,
}
_AUDIENCES = {audience.value: audience for audience in Audience} | _ALIASES
_NEVER_VERBS = frozenset(_AUDIENCES) - {"support", "finance", "product", "data", "security"}
"""Audiences that may also follow "to": "to support the launch" is a text, not an audience."""
_TARGET = re.compile(
    r"\s*(?P<word>to|for)\s+(?P<name>[a-z]+)(?P<colon>\s*:)?(?=\s|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to translate (as it arrived) and for whom; all None or empty where nothing was said."""

    text: str = ""
    to: Side | None = None
    audience: Audience | None = None
    help: bool = False


def parse(raw: str) -> Asked:
    """Read a command's text. Raises BadRequest where side and audience contradict each other, and
    where a target is misspelt."""
    if raw.strip().casefold() in {"help", "?"}:
        return Asked(help=True)
    asked, rest = Asked(), raw
    while (match := _TARGET.match(rest)) and (said := _understood(match, asked)):
        asked, rest = said, rest[match.end() :]
    _refuse_misspelt(rest)
    if asked.to and asked.audience and asked.audience.side is not asked.to:
        raise BadRequest(wording.contradiction(asked.audience, asked.to))
    return replace(asked, text=rest.strip())


def _refuse_misspelt(text: str) -> None:
    """A word with a colon that is nearly an audience ("for finence: …") is no part of the text."""
    match = _TARGET.match(text)
    if match and match["colon"]:
        written = match["name"].lower()
        near = get_close_matches(written, [*_AUDIENCES, *_SIDES], n=1, cutoff=0.8)
        if near and near[0] != written:
            raise BadRequest(wording.misspelt(match["word"].lower(), written, near[0]))


def _understood(match: re.Match[str], asked: Asked) -> Asked | None:
    """`asked` with this target added; None where the words belong to the text."""
    word, name = match["word"].lower(), match["name"].lower()
    if asked.to is None and word == "to" and _agrees(_SIDES.get(name), asked.audience):
        return replace(asked, to=_SIDES[name])
    named = name in (_AUDIENCES if word == "for" or match["colon"] else _NEVER_VERBS)
    if asked.audience is None and named:
        return replace(asked, audience=_AUDIENCES[name])
    if asked.to is None and word == "for" and name in _SIDES:
        return replace(asked, to=_SIDES[name])
    return None


def _agrees(side: Side | None, audience: Audience | None) -> bool:
    return side is not None and (audience is None or audience.side is side)
