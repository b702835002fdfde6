"""How numbers with units are written in messages: one pattern with named parts, read by
`quantities`, and what makes digits a label instead.
"""

import re
from fractions import Fraction
from functools import cache

from translators.reckoning import currencies, number_words, units
from translators.reckoning.units import Dimension, Unit

VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5),
    "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}

_UNIT = units.spelling_pattern()
_SYMBOL = "".join(currencies.SYMBOLS)
_CODE = "|".join(sorted(currencies.CODES))
_CASELESS_CODE = "|".join(sorted(currencies.CASELESS_CODES))
_FRACTION = f"[{''.join(VULGAR)}]"
# Commas or narrow spaces between thousands, lakhs (12,34,567), or a comma as the decimal sign of a
# percentage or of euros ("99,95 %"), which can't be a list.
_DIGITS = r"""(?:
    \d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?(?!\d)
  | \d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)
  | \d{1,3},\d{1,2}(?=\ ?(?:%|€|EUR\b|percent\b|per\ cent\b))
  | \d+(?:\.\d+)? | \.\d+)"""
_LONG_THING = "long|wide|tall|high|deep|thick|screen|monitor|display|laptop|tablet|TV"


@cache
def pattern() -> re.Pattern[str]:
    """Compiled on first use: the unit table makes it large."""
    return re.compile(
        rf"""
     (?P<bracket>\()?(?P<currency>
          (?:(?<![A-Za-z'’.])(?:(?i:US|U\.S\.?|NZ|HK|AU|CA|SG|MX)\ ?|[CASR]|[cC]\ ))?[{_SYMBOL}]\ ?
         |\b(?:{_CODE})\b\ ?
         |(?<![\w-])(?i:{_CASELESS_CODE})\ ?(?=[\d.])
         )?(?P<inner>\()?
     (?P<sign>(?<![\w)/±+])(?<!\d\ )[-−–+]\ ?|\b(?i:minus)\ )?
     (?P<late>[{_SYMBOL}])?
     (?:
        (?<![\w])(?<!\w[.:/#])(?<!\#)(?<![A-Za-z]-)(?<!\d,)
        (?P<digits>{_DIGITS}|{_FRACTION})
        (?P<vulgar>\ ?{_FRACTION})?
        (?:(?:\ (?P<mixed>[1-9]/[1-9])|(?P<over>/[2-9](?=\ (?:{_UNIT})\b)))(?![\d/]))?
        (?:[\s-]?(?P<scale>(?i:hundred|thousand|millions?|billions?|trillions?|dozen
            |lakhs?|crores?|mil)\b)(?:\ (?P<scale2>(?i:thousand|million|billion|trillion)\b))?
          |\ ?(?P<short>(?:[kKMB]|[bB][nN]|[mM][nN]|MM|mm|[tT][nN]|T|(?<=\d)[bm])(?![A-Za-z0-9]
            |/s)))?
      | (?<![\w.-])(?P<words>(?i:{number_words.PATTERN}))
      | (?<![\w-])(?P<multiple>(?i:doubl(?:ed?|es|ing)|twice|tripl(?:ed?|es|ing)|thrice
          |quadrupl(?:ed?|es|ing))\b)
        (?![\s-](?:check|click|book|opt|entry|entries|down|tap|quote|sided|spend))
      | (?<![\w-])(?P<halved>(?i:halved?|halves|halving)\b)(?!-)
      | (?<![\w-])(?P<fold>(?i:two|three|four|five|six|seven|eight|nine|ten))(?=fold\b)
     )
     (?P<close>\)(?=[\s.,;:!?%)]|$))?
     (?P<unit>(?:\s|-)?(?:{_UNIT})(?![A-Za-z0-9_])|(?:fold)\b|\ ?[{_SYMBOL}](?!\d)
        |\ ?[(\[{{<](?:{_UNIT})[)\]}}>]|\ ?["″](?=\ (?:{_LONG_THING})\b))?
     (?P<close2>\))?
    """,
        re.VERBOSE,
    )


HAS_NUMBER = re.compile(
    r"\d|\b(?:half|halv|hundred|thousand|[mb]illion|lakh|crore|dozen|doubl|tripl|twice|quadrupl|"
    r"third|tenth|fifth|quarter|couple|" + "|".join(number_words.UNITS) + f")|{_FRACTION}",
    re.IGNORECASE,
)
LABEL_BEFORE = re.compile(
    r"(?:\b(?:HTTPS?|HTTP/\d|error code|errors?|status(?: code)?|code|port|version|ver|"
    r"release|build|ticket|issue|PR|step|"
    r"phase|tier|level|page|line|chapter|section|sev|severity|priority|room|floor|option|"
    r"item|rule|article|"
    r"python|java|node|php|ruby|postgres(?:ql)?|mysql|ubuntu|windows|ios|android|sprint|iteration|"
    r"catch|appendix|figure|table|part|series|round|SOC|ISO|RFC|PCI|CVE|WCAG|OAuth|TLS|"
    r"SSL|IPv|USB|Bluetooth|wave|group|type|zone|number|no\.|nr\.?)"
    r"[ #:]{1,2}|\bv)$",
    re.IGNORECASE,
)
LABEL_AFTER = re.compile(r"[A-Za-z_]|/\d|[:.]\d|-[A-Za-z]{2}\d|th\b|st\b|nd\b|rd\b")
STATUS_CODES = re.compile(r"[45]\d\d['’]?s\b")
COUNTED_MILLION = re.compile(
    r"\s(?!(?:is|was|as|this|has|lens|less|plus|across|versus)\b)(?:[a-z]+\s)?"
    r"[a-z]{2,}s\b"
)
PHONE = re.compile(
    r"(?<![\w$€£])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|"
    r"\d{3,4}[ .-])\d{3,4}[ .-]?\d{3,4}\b|\+\d[\d .-]{7,}\d"
)
METRES_AFTER = re.compile(r"\s(?:tall|wide|deep|high)\b|\s?[x×]\s?\d+(?:\.\d+)?\s?m\b")
METRES_BEFORE = re.compile(r"\d\s?m\s?[x×]\s?$")
METRIC_LENGTH = re.compile(r"\d\s?(?:mm|cm|dm|km)\b")
"""What shows that "m" are metres and not minutes: a size, or another metric length beside it."""


_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_SEPARATORS = str.maketrans("", "", ",\u202f\u00a0")


def number(match: re.Match[str]) -> Fraction:
    """The number without its scale: separators out, fractions added or divided by."""
    digits = match["digits"]
    if digits in VULGAR:
        return VULGAR[digits]
    if _DECIMAL_COMMA.fullmatch(digits):
        digits = digits.replace(",", ".")
    amount = Fraction(digits.translate(_SEPARATORS))
    if match["vulgar"]:
        amount += VULGAR[match["vulgar"].strip()]
    if match["mixed"]:
        amount += Fraction(match["mixed"])
    if match["over"]:
        amount /= int(match["over"][1:])
    return amount


def currency(match: re.Match[str]) -> Unit | None:
    """The currency before the number: "$", "EUR", or a symbol with a country's letters ("HK$")."""
    written = (match["currency"] or match["late"] or "").strip()
    country = written[:-1].strip().casefold().replace(".", "") if written.endswith("$") else ""
    code = currencies.PREFIXED_DOLLARS.get(country, "")
    return units.currency(code) or units.currency(written[-1:]) or units.currency(written)


_SHARE_BEFORE = re.compile(r"\bper\s?cents? of (?:minus )?$", re.IGNORECASE)


def is_share_of(text: str, start: int) -> bool:
    """Whether the number is the share itself ("per cent of 210")."""
    return bool(_SHARE_BEFORE.search(text, max(0, start - 20), start))


def is_minus(match: re.Match[str]) -> bool:
    return (match["sign"] or "").strip().casefold() in ("-", "−", "–", "minus")


def unit_of(
    text: str, match: re.Match[str], currency: Unit | None, end: int
) -> tuple[Unit, int, str]:
    """The unit, where it ends, and the scale letter that counts.

    "m" is a million of money or things, else minutes, or metres where a size is given.
    """
    short = match["short"] or ""
    if currency is not None:
        return currency, end, short
    found = spelled_unit(text, match)
    if short in _LETTERS and not _is_million(text, match, found):
        return _minutes_or_metres(units.named(_LETTERS[short]), text, match, end), end, ""
    if short == "b" and found is None and not _counts_things(text, match):
        return units.BARE, match.end("digits"), ""
    if found is None:
        is_share = is_share_of(text, match.start("digits"))
        return (units.PERCENT if is_share else units.BARE), end, short
    end = match.end("unit")
    if match["unit"].strip() == "m":
        return _minutes_or_metres(found, text, match, end), end, short
    return *_with_time(text, found, end), short


_LETTERS = {"m": "minute", "mm": "millimetre"}


def _is_million(text: str, match: re.Match[str], found: Unit | None) -> bool:
    """Whether "m" or "mm" scales: before a currency or things, "m" before any unit."""
    if found is not None:
        return match["short"] == "m" or found.dimension is Dimension.MONEY
    return _counts_things(text, match)


def _counts_things(text: str, match: re.Match[str]) -> bool:
    return bool(COUNTED_MILLION.match(text, match.end("short")))


def _minutes_or_metres(unit: Unit, text: str, match: re.Match[str], end: int) -> Unit:
    is_size = unit.name == "minute" and (
        METRES_AFTER.match(text, end)
        or METRES_BEFORE.search(text, max(0, match.start() - 8), match.start("digits"))
        or METRIC_LENGTH.search(text)
    )
    return units.named("metre") if is_size else unit


def _with_time(text: str, unit: Unit, end: int) -> tuple[Unit, int]:
    """A length per time is a speed ("50 km/s"); every other unit stays as it is."""
    per = units.PER_TIME.match(text, end) if unit.dimension is Dimension.LENGTH else None
    if per is None or per.lastgroup is None:
        return unit, end
    return units.speed(unit, units.named(per.lastgroup)), per.end()


_COMPARING = re.compile(r"[\s-](?:over|on)[\s-](?:day|week|month|quarter|year)\b", re.IGNORECASE)
"""After "1,500 week": what was counted is not weeks, it is compared with the week before."""
_MILLIONS = re.compile(r"(?:thousand|[mb]illion|trillion|lakh|crore)s?$", re.IGNORECASE)


def spelled_unit(text: str, match: re.Match[str]) -> Unit | None:
    """The unit after the number. Words that mean money and other things ("pounds", "won") are
    money beside a scale, and pounds a weight without one."""
    spelled = match["unit"]
    if not spelled or match["close"]:
        return None
    if _COMPARING.match(text, match.end("unit")):
        return None
    word = spelled.strip(" -\n\t()[]{}<>")
    if word in ('"', "″"):
        return units.named("inch")
    scaled = match["short"] or _MILLIONS.search(text, match.start(), match.start("unit"))
    weighs = text.startswith(" of ", match.end("unit"))
    if word.casefold() in ("pound", "pounds") and scaled and not weighs:
        return units.currency("£")
    if word.casefold() in currencies.WORDS_OF_OTHER_THINGS and not scaled:
        return None
    return units.unit(spelled) or units.unit(word)


def is_bracketed(match: re.Match[str]) -> bool:
    opened = match["bracket"] or match["inner"]
    return bool(opened and (match["close"] or match["close2"]))
