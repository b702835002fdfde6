"""Numbers written in words: "twenty-five", "two and a half", "one hundred thousand", "two
thirds", "half"."""

import re
from fractions import Fraction

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

UNITS = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "dozen": 12,
}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_PART = "|".join(f"{word}s?" for word in sorted(PARTS, key=len, reverse=True))

_BIG_PART = r"""(?:half|(?:an?\s)?quarter|three[\s-]quarters|(?:an?|one)\s(?:half|third|tenth))
    (?:\sof)?(?:\san?)?\s(?:thousand|million|billion|trillion|dozen)s?"""
_COUNTING = ("first", "second", "third", "fourth", "last", "this", "next", "that", "per", "each")
_ORDERED = "".join(rf"(?<!\b{word}\s)" for word in _COUNTING)

PATTERN = rf"""(?:
    {_ORDERED}{_BIG_PART}\b
   |half\ an?\ (?:{_SCALE})\b
   |an?\ couple(?:\ of)?(?=\ \w)
   |half\ an?(?=\ (?:second|minute|hour|day|week|month|year)\b)
   |(?<!first\ )(?<!second\ )(?<!other\ )half(?=\ (?:of|the|our|their|its|his|her|your|as|my|that
       |this)\b)
   |(?<=by\ )half\b|(?<=in\ )half\b
   |(?:an?|one)[\s-](?:half|third|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)\b
   |(?:an?|one)[\s-]quarter(?=\ of\b)
   |(?:{_UNIT})[\s-](?:{_PART})\b(?!\ (?:largest|biggest|time|one)\b)
   |an?\ (?:{_SCALE})(?:\s(?:and\s)?(?:{_UNIT}|{_SCALE})\b)*
   |(?:{_UNIT})(?:[\s-](?:and\s)?(?:(?:{_UNIT})|(?:{_SCALE})s?)\b)*(?:\ and\ (?:a\ half
       |a\ quarter|a\ third|three\ quarters)\b|\ point(?:[\s-](?:{_UNIT}|oh)\b)+
       (?:\ (?:{_SCALE})s?\b)?)?
   |(?:{_SCALE})(?=\s)(?:\s(?:{_SCALE})\b)*
)\b"""
"""Verbose, case-insensitive; what it matches is read by `value`."""

_WORD = re.compile(r"[a-z]+")


def value(text: str) -> Fraction | None:
    """The number that these words name, or None where they name none ("a", "and", "twenty
    third-party")."""
    words = _WORD.findall(text.casefold())
    if not words:
        return None
    if "couple" in words:
        return Fraction(2)
    scale = SCALES.get(words[-1].removesuffix("s"))
    if scale and (share := _part_of(words[:-1])):
        return share * scale
    if words[0] == "half":
        return Fraction(SCALES.get(words[-1], 1), 2)
    if "point" in words:
        return _decimal(words)
    whole, part = _split_part(words)
    number = _cardinal(whole)
    return number if part is None else _with_part(number, part)


def _part_of(words: list[str]) -> Fraction | None:
    """ "half", "a quarter of a", "three quarters" before a scale."""
    kept = [word for word in words if word not in ("a", "an", "of", "one")]
    if not kept or kept[-1].removesuffix("s") not in PARTS or len(kept) > 2:
        return None
    count = 1 if len(kept) == 1 else UNITS.get(kept[0], 0)
    return Fraction(count, PARTS[kept[-1].removesuffix("s")]) or None


def _decimal(words: list[str]) -> Fraction | None:
    """ "ninety-nine point nine five": digits, or tens and ones, after the point."""
    cut = words.index("point")
    whole = _cardinal(words[:cut])
    scale = SCALES.get(words[-1].removesuffix("s"), 1)
    digits, tens = "", False
    for number in (UNITS.get(word, 0) for word in words[cut + 1 : None if scale == 1 else -1]):
        digits = f"{digits[:-1]}{number}" if tens and 0 < number < 10 else f"{digits}{number}"
        tens = number >= 20
    return None if whole is None else (whole + Fraction(int(digits), 10 ** len(digits))) * scale


def _split_part(words: list[str]) -> tuple[list[str], tuple[Fraction, bool] | None]:
    """Cut "and a half" or "thirds" off the end; the flag says whether it is added (or else
    multiplied)."""
    last = words[-1] if words[-1] in PARTS else words[-1].removesuffix("s")
    if last not in PARTS:
        return words, None
    share = Fraction(1, PARTS[last])
    if "and" in words and len(words) >= 4:
        cut = len(words) - 1 - words[::-1].index("and")
        count = _cardinal(words[cut + 1 : -1])
        return words[:cut], (share * (count or 1), True)
    return words[:-1], (share, False)


def _with_part(number: Fraction | None, part: tuple[Fraction, bool]) -> Fraction | None:
    share, is_added = part
    if number is None:
        return None
    return number + share if is_added else number * share


def _cardinal(words: list[str]) -> Fraction | None:
    if not any(
        word in UNITS or word.removesuffix("s") in SCALES or word in ("a", "an") for word in words
    ):
        return None
    total = group = 0
    for word in words:
        if word in UNITS:
            group += UNITS[word]
        elif word in ("a", "an"):
            group += 1
        elif (scale := SCALES.get(word.removesuffix("s"))) is not None:
            if scale >= 1000:
                total += max(group, 1) * scale
                group = 0
            else:
                group = max(group, 1) * scale
        elif word != "and":
            return None
    return Fraction(total + group)
