"""Text on its way to Slack: everything escaped, nothing left that can ping anybody.

Slack gives `<…>` and `&…;` a meaning wherever text is shown, the top-level `text` of a message
included. Words of people, models and glossaries therefore pass through here, and only here, before
they are put into a block.
"""

import html
import re
from collections.abc import Mapping

from translators.masking import escape
from translators.models import Markup

_TOKEN = re.compile(r"<(?P<inside>[^<>\n]*)>|&(?:amp|lt|gt);|[&<>]")
_BROADCAST = re.compile(r"(?<!\w)@(?=(?:channel|here|everyone)\b)", re.IGNORECASE)
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s|<>]+", re.IGNORECASE)
_LOOKS_LIKE_ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.[a-z]{2,}(?:/|$)", re.IGNORECASE)
_WORD_JOINER = "\u2060"

Names = Mapping[str, str]
"""Display names of people by their Slack id."""


def literal(text: str) -> str:
    """Plain text as mrkdwn that shows exactly these characters and pings nobody."""
    return escape(_defused(text))


def safe(text: str, *, markup: Markup, names: Names | None = None) -> str:
    """A message in `markup` as mrkdwn that pings nobody: mentions become names, links stay
    links."""
    if markup is Markup.PLAIN:
        return literal(text)
    known = names or {}
    parts: list[str] = []
    position = 0
    for match in _TOKEN.finditer(text):
        parts += (_defused(text[position : match.start()]), _shown(match, known))
        position = match.end()
    parts.append(_defused(text[position:]))
    return "".join(parts)


def readable(text: str, *, markup: Markup, names: Names | None = None) -> str:
    """A message as the plain characters that a person reads: for input boxes, never for mrkdwn."""
    if markup is Markup.PLAIN:
        return text
    shown = _TOKEN.sub(lambda match: _unlinked(match, names or {}), text)
    return html.unescape(shown)


def label(text: str) -> str:
    """Words of people for a `plain_text` object (a heading, an option), where escapes would
    show."""
    return _defused(text).replace("<", "‹").replace(">", "›")


def mentioned(text: str) -> frozenset[str]:
    """Slack ids of the people whom a text mentions without saying their name."""
    return frozenset(re.findall(r"<@([UW][A-Z0-9]+)>", text))


def _defused(text: str) -> str:
    return _BROADCAST.sub(f"@{_WORD_JOINER}", text)


def _shown(match: re.Match[str], names: Names) -> str:
    """What stands for one token, as mrkdwn. Whatever is not known to be harmless is shown as
    typed."""
    if match["inside"] is None:
        return match[0] if len(match[0]) > 1 else escape(match[0])
    inside, target, words = _split(match)
    if _LINK.fullmatch(target):
        return _link(target, words)
    if inside.startswith("#") and _CHANNEL.fullmatch(target[1:]):
        return f"<{target}>"
    return _escaped_once(_name(inside, target, words, names) or f"<{inside}>")


def _unlinked(match: re.Match[str], names: Names) -> str:
    if match["inside"] is None:
        return match[0]
    inside, target, words = _split(match)
    if _LINK.fullmatch(target):
        return target
    if inside.startswith("#"):
        return f"#{words or target[1:]}"
    return _name(inside, target, words, names) or match[0]


def _split(match: re.Match[str]) -> tuple[str, str, str]:
    target, _, words = match["inside"].partition("|")
    return match["inside"], target, words.strip()


def _name(inside: str, target: str, words: str, names: Names) -> str | None:
    """The words that stand for a mention, a group or a date; None for what is none of these."""
    if inside.startswith("@"):
        return _defused("@" + (names.get(target[1:]) or words or target[1:]).lstrip("@"))
    if inside.startswith("!date"):
        return _defused(words) or "a date"
    if inside.startswith("!"):
        return _defused("@" + (words or target[1:].partition("^")[0]).lstrip("@"))
    return None


def _link(target: str, words: str) -> str:
    """A link whose words can't pass for another address."""
    address = _escaped_once(target)
    disguised = _LOOKS_LIKE_ADDRESS.search(words) and words not in target
    if not words or disguised:
        return f"<{address}>"
    return f"<{address}|{_escaped_once(_defused(words)).replace('|', '¦')}>"


def _escaped_once(text: str) -> str:
    """Escape what is not escaped yet."""
    return _TOKEN.sub(
        lambda match: match[0] if re.fullmatch(r"&\w+;", match[0]) else escape(match[0]), text
    )
