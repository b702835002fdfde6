"""A slow matcher that is written from the rules alone, to compare the fast one with.

It tries every spelling at every offset, one character after the other. Its vocabulary is spelled
out by hand: plurals, and the spellings in which capitals matter.
"""

import random
import re
from collections.abc import Iterator

from glossary.literals import LiteralKind, literals
from glossary.matching import Matcher
from glossary.terms import Entry
from tests.unit.glossary.entries import entry

FREE = (
    """
API|APIs|SLA|SLAs|latency|API latency|load balancer|load balancers|CI/CD|CI / CD|C++|.NET|p99|5xx
feature flag|feature flags|Node.js|SOC 2|Kubernetes|cluster|clusters|node pool|node pools|T&M|T & M
churn|naïve plan|naïve plans|Größe|Größen|сделка|rollback|rollbacks|customer's journey
client|clients|server|servers
""".strip()
    .replace("\n", "|")
    .split("|")
)
EXACT = ["IT", "SEA", "C"]
LITERALLY = {"A/B test": "/", "A/B tests": "/", "24/7": "/"}

_COUNTED = ["API", "SLA", "load balancer", "feature flag", "cluster", "node pool", "naïve plan"]
_COUNTED += ["rollback", "A/B test", "client", "server"]
_UNCOUNTED = ["latency", "API latency", "CI/CD", "C++", ".NET", "p99", "5xx", "Node.js", "SOC 2"]
_UNCOUNTED += ["Kubernetes", "T&M", "churn", "сделка", "customer's journey", *EXACT, "24/7"]

ENTRIES: list[Entry] = [
    *(entry(f"counted-{number}", form) for number, form in enumerate(_COUNTED)),
    *(entry(f"mass-{number}", {"mass": form}) for number, form in enumerate(_UNCOUNTED)),
    entry("size", {"sg": "Größe", "pl": "Größen"}),
]

SHOUT = " PLEASE HELP US NOW "
EVERYDAY = {"NET", "IT", "SEA"}
SOFT = " -_/\u00a0\u2010\u2011–"
HYPHENS = "-\u2010\u2011"
CHANGING = {"non", "anti", "re", "un", "co"}
PARTICLES = {"free", "in", "up", "the"}
COMBINING = {"based", "driven", "side", "facing", "level"}

INSIDE_AFTER = re.compile(
    r"""[^\W_]\Z | [@\#$\\]\Z | (?<!\.\.)\.\Z | [^\W_]['’ʼ_]\Z | (?<!\S)--\Z | ::\Z
      | (?<!\S)\S*(?:\w\.\w|://)\S*/\Z | (?<!\S)[~.]*/(?:\S*/)?\Z""",
    re.VERBOSE,
)
"""What before a place makes it part of a longer token."""

INSIDE_BEFORE = re.compile(
    r"[^\W_] | [@\\] | \(\) | :: | :/ | [._][^\W_] | [+\#](?![^\W_]) | ['’ʼ][tm](?![^\W_])",
    re.VERBOSE | re.IGNORECASE,
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where terms of `ENTRIES` stand: leftmost, then longest, none overlapping."""
    places = sorted(set(_places(text)), key=lambda place: (place[0], -place[1]))
    found: list[tuple[int, int]] = []
    for start, end in places:
        is_clear = not found or start >= found[-1][1]
        if is_clear and _stands(text, start, end, places) and not _in_literal(text, start, end):
            found.append((start, end))
    return found


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Every place with the letters of a form between boundaries; `_stands` judges it."""
    for start in range(len(text)):
        for form in (*FREE, *EXACT, *LITERALLY):
            end = start + len(form)
            if end <= len(text) and _is_bounded(text, start, end) and _spells(text, start, form):
                yield start, end


def _is_bounded(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _spells(text: str, start: int, form: str) -> bool:
    written = text[start : start + len(form)]
    if form in EXACT:
        return written == form
    return all(_same(a, b, form) for a, b in zip(written, form, strict=True))


def _same(character: str, wanted: str, form: str) -> bool:
    if wanted in SOFT and wanted not in LITERALLY.get(form, ""):
        return character in SOFT
    if wanted == "'":
        return character in "'’ʼ"
    return character == wanted or (
        character.lower() == wanted.lower() and max(character, wanted) not in "ıİſK"
    )


def _is_shouted(text: str, start: int, places: list[tuple[int, int]]) -> bool:
    """Whether two plain words of the sentence are in capitals, or one beside no small letters."""
    ends = [match.end() for match in re.finditer(r"[.!?…]+[\"'”’)\]]*\s+|\n+", text)]
    first = max((end for end in ends if end <= start), default=0)
    last = min((end for end in ends if end > start), default=len(text))
    words = list(re.compile(r"(?<!\w)[^\W\d_]{2,}(?![\w-])").finditer(text, first, last))
    loud = [
        word
        for word in words
        if word[0].isupper()
        and (len(word[0]) > 6 or word[0] in SHOUT.split() or word[0] in EVERYDAY)
        and not any(begin <= word.start() < end for begin, end in places)
    ]
    return len(loud) > 1 or (len(loud) == 1 and not any(word[0].islower() for word in words))


def _stands(text: str, start: int, end: int, places: list[tuple[int, int]]) -> bool:
    before, after = text[:start], text[end:]
    if text[start:end] in EXACT and _is_shouted(text, start, places):
        return False
    if INSIDE_AFTER.search(before) or INSIDE_BEFORE.match(after):
        return False
    if not _stands_beside_and(before, after, end - start):
        return False
    left = re.search(rf"([^\W_]+)[{HYPHENS}]\Z", before)
    right = re.match(rf"[{HYPHENS}]([^\W_]+)", after)
    if left and any(stop == start - 1 for _, stop in places):
        left = None
    if right and any(begin == end + 1 for begin, _ in places):
        right = None
    if left and (left[1].lower() in CHANGING or _third_before(before, left)):
        return False
    if not right or right[1].lower() in COMBINING:
        return True
    return not (left or right[1].lower() in PARTICLES or _third_after(after, right))


def _third_before(before: str, left: re.Match[str]) -> bool:
    return bool(re.search(rf"[^\W_][{HYPHENS}]\Z", before[: left.start()]))


def _third_after(after: str, right: re.Match[str]) -> bool:
    return bool(re.match(rf"[{HYPHENS}][^\W_]", after[right.end() :]))


def _stands_beside_and(before: str, after: str, length: int) -> bool:
    """Next to "&": not where one of the two words is a single letter ("R&D")."""
    words = [re.search(r"([^\W_]+)&\Z", before), re.match(r"&([^\W_]+)", after)]
    return all(length > 1 and len(word[1]) > 1 for word in words if word)


def _in_literal(text: str, start: int, end: int) -> bool:
    """A term may cover a whole identifier or file name, and touch no other literal."""
    for item in literals(text):
        if item.start < end and start < item.end:
            is_name = item.kind in (LiteralKind.FILE, LiteralKind.IDENTIFIER)
            if not (is_name and start <= item.start and item.end <= end):
                return True
    return False


_OTHERS = """
api Api sla it sea load-balancer load_balancer feature/flag LATENCY we the lead non free based x И
é İ 🙂 data `code` `API` <@U1|sla> https://x.io/api api.example.com a_api api() main.py SHOP-12
latency.log user's don't 12 C# C+ R&D **
"""
PIECES = [*FREE, *EXACT, *LITERALLY, *_OTHERS.split(), SHOUT, "<https://a.b/c|the API>", "\n"]
_CLOSE = "- _ / . ( @ # : :: -- ... & + ‑ – ' \""
_APART = ", . 's ’s ) --"
GLUE = ["", "", " ", " ", " ", "  ", *_CLOSE.split(), *(f"{sign} " for sign in _APART.split())]
GLUE += ["\n", "\t", " --", " & "]


def message(chance: random.Random) -> str:
    """Pieces of messages glued together in likely and unlikely ways."""
    parts: list[str] = []
    for _ in range(chance.randint(1, 9)):
        parts += (chance.choice(PIECES), chance.choice(GLUE))
    return "".join(parts)


def first_difference(count: int, *, seed: int = 1) -> str | None:
    """The first of `count` generated messages on which the fast matcher differs, with both
    answers.
    """
    matcher, chance = Matcher(ENTRIES), random.Random(seed)  # noqa: S311 (not a secret)
    for _ in range(count):
        text = message(chance)
        fast = [(match.start, match.end) for match in matcher.find(text)]
        if fast != (slow := spans(text)):
            return f"{text!r}: matcher {fast}, reference {slow}"
    return None
