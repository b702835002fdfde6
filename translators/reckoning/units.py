"""The units that numbers in messages come with: what they measure, and how many base units they
are.

Base units: second, byte, metre, kilogram, square metre, litre, metre per second, one per second.
A unit without a fixed size (a currency, a degree) has factor 1 and is only ever compared with
itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from translators.reckoning import currencies


class Dimension(StrEnum):
    """What a number counts or measures. COUNT is a bare number, FACTOR "times", POINTS
    percentage points."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    FACTOR = "factor"
    TIME = "time"
    MONEY = "money"
    DATA = "data"
    RATE = "rate"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    WEIGHT = "weight"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    ANGLE = "angle"


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is the singular in words; `factor` the number of base units of its dimension in one
    of it."""

    name: str
    dimension: Dimension
    factor: Fraction = Fraction(1)


BARE = Unit("", Dimension.COUNT)
PERCENT = Unit("percent", Dimension.PERCENT)
TIMES = Unit("times", Dimension.FACTOR)

_DAY = 86_400

# dimension: (name, factor, spellings in any case, spellings exactly as they stand)
_TABLE: dict[Dimension, tuple[tuple[str, str | int, str, str], ...]] = {
    Dimension.PERCENT: (("percent", 1, "%|percent|per cent|pct|percents|per-cent|percentage", ""),),
    Dimension.POINTS: (
        ("percentage point", 1, "percentage points|percentage point|pp|ppt|ppts|% points", ""),
        ("basis point", "1/100", "basis points|basis point|bps|bp", ""),
    ),
    Dimension.FACTOR: (("times", 1, "x|×|times|fold|-fold", "X"),),
    Dimension.TIME: (
        ("nanosecond", "1/1000000000", "nanoseconds|nanosecond|ns", ""),
        ("microsecond", "1/1000000", "microseconds|microsecond|µs|μs", "us"),
        ("millisecond", "1/1000", "milliseconds|millisecond|millis|msec|msecs", "ms"),
        ("second", 1, "seconds|second|secs|sec", "s|S"),
        ("minute", 60, "minutes|minute|mins|min", "m"),
        ("hour", 3600, "hours|hour|hrs|hr", "h|H"),
        ("day", _DAY, "days|day|calendar days|calendar day", "d"),
        ("business day", _DAY, "business days|business day|working days|working day", ""),
        ("week", 7 * _DAY, "weeks|week|wks|wk", "w"),
        ("month", 30 * _DAY, "months|month|mos|mo|mths|mth", ""),
        ("quarter", 91 * _DAY, "quarters|quarter", ""),
        ("year", 365 * _DAY, "years|year|yrs|yr", "y"),
    ),
    Dimension.DATA: (
        ("bit", "1/8", "bits|bit", ""),
        ("kilobit", 125, "kilobits|kilobit|kbits|kbit", "kb|Kb"),
        ("megabit", 125_000, "megabits|megabit|mbits|mbit", "Mb"),
        ("gigabit", 125_000_000, "gigabits|gigabit|gbits|gbit", "Gb"),
        ("byte", 1, "bytes|byte", ""),
        ("kilobyte", 1000, "kilobytes|kilobyte|kbytes", "KB|kB"),
        ("megabyte", 10**6, "megabytes|megabyte|megs|mb", "MB"),
        ("gigabyte", 10**9, "gigabytes|gigabyte|gigs|gig|gb", "GB"),
        ("terabyte", 10**12, "terabytes|terabyte|tb", "TB"),
        ("petabyte", 10**15, "petabytes|petabyte|pb", "PB"),
        ("kibibyte", 2**10, "kibibytes|kibibyte|kib", ""),
        ("mebibyte", 2**20, "mebibytes|mebibyte|mib", ""),
        ("gibibyte", 2**30, "gibibytes|gibibyte|gib", ""),
        ("tebibyte", 2**40, "tebibytes|tebibyte|tib", ""),
    ),
    Dimension.RATE: (
        (
            "request per second",
            1,
            "requests per second|requests/second|requests/sec|requests/s|req/s|reqs/s|rps",
            "",
        ),
        ("query per second", 1, "queries per second|queries/s|qps", ""),
        ("transaction per second", 1, "transactions per second|transactions/s|tps", ""),
        (
            "request per minute",
            "1/60",
            "requests per minute|requests/minute|requests/min|req/min|rpm",
            "",
        ),
        ("megabit per second", 125_000, "megabits per second|mbit/s|mbps", "Mb/s|Mbps"),
        ("gigabit per second", 125_000_000, "gigabits per second|gbit/s|gbps", "Gb/s|Gbps"),
        ("megabyte per second", 10**6, "megabytes per second", "MB/s|MBps"),
        ("gigabyte per second", 10**9, "gigabytes per second", "GB/s|GBps"),
    ),
    Dimension.LENGTH: (
        ("picometre", "1/1000000000000", "picometers|picometer|picometres|picometre", ""),
        ("millimetre", "1/1000", "millimeters|millimeter|millimetres|millimetre", ""),
        ("centimetre", "1/100", "centimeters|centimeter|centimetres|centimetre", "cm"),
        ("decimetre", "1/10", "decimeters|decimeter|decimetres|decimetre|dm", ""),
        ("metre", 1, "meters|meter|metres|metre", ""),
        ("kilometre", 1000, "kilometers|kilometer|kilometres|kilometre|kms", "km"),
        ("inch", "254/10000", "inches|inch|-inch", ""),
        ("foot", "3048/10000", "feet|foot|ft", ""),
        ("yard", "9144/10000", "yards|yard", ""),
        ("mile", "1609344/1000", "miles|mile|-mile|mi", ""),
        ("light year", 9_460_730_472_580_800, "light years|light year|light-years|light-year", ""),
        ("pixel", 1, "pixels|pixel|px", ""),
    ),
    Dimension.AREA: (
        (
            "square metre",
            1,
            "square meters|square meter|square metres|square metre|sq m|sqm|m²|m2",
            "",
        ),
        (
            "square kilometre",
            10**6,
            "square kilometers|square kilometer|square kilometres|sq km|km²|km2",
            "",
        ),
        ("square foot", "9290304/100000000", "square feet|square foot|sq ft|sqft|square-foot", ""),
        ("square mile", "2589988110336/1000000", "square miles|square mile|square-mile|sq mi", ""),
        ("acre", "40468564224/10000000", "acres|acre|-acre", ""),
        ("hectare", 10_000, "hectares|hectare", ""),
    ),
    Dimension.VOLUME: (
        ("tablespoon", "15/1000", "tablespoons|tablespoon|tbsp", ""),
        ("teaspoon", "5/1000", "teaspoons|teaspoon|tsp", ""),
        ("cup", "24/100", "cups|cup", ""),
        ("litre", 1, "liters|liter|litres|litre", ""),
        ("millilitre", "1/1000", "milliliters|milliliter|millilitres|millilitre", "ml"),
        ("gallon", "3785411784/1000000000", "gallons|gallon|-gallon", ""),
        ("pint", "473176473/1000000000", "pints|pint", ""),
        ("barrel", "158987/1000", "barrels|barrel", ""),
        ("cubic metre", 1000, "cubic meters|cubic meter|cubic metres|cubic metre", ""),
        ("cubic centimetre", "1/1000", "cubic centimeters|cubic centimeter|cubic centimetres", ""),
        ("cubic foot", "28316846592/1000000000", "cubic feet|cubic foot", ""),
        ("cubic inch", "16387064/1000000000", "cubic inches|cubic inch", ""),
        ("cubic mile", "4168181825441", "cubic miles|cubic mile", ""),
    ),
    Dimension.WEIGHT: (
        ("gram", "1/1000", "grams|gram", ""),
        ("milligram", "1/1000000", "milligrams|milligram|mg", ""),
        (
            "microgram",
            "1/1000000000",
            "micrograms|microgram|microgrammes|microgramme|mcg|μg|µg",
            "",
        ),
        ("kilogram", 1, "kilograms|kilogram|kilos|kilo|kgs|kg", ""),
        ("tonne", 1000, "tonnes|tonne|metric tons|metric ton", ""),
        ("ton", "90718474/100000", "tons|ton|-ton", ""),
        ("pound", "45359237/100000000", "pounds|pound|lbs|lb|-pound", ""),
        ("ounce", "28349523125/1000000000000", "ounces|ounce|oz", ""),
    ),
    Dimension.SPEED: (
        (
            "kilometre per hour",
            "1000/3600",
            "kilometers per hour|kilometres per hour|kilometers an hour|km/h|km/hr|kmph|kph|kmh",
            "",
        ),
        ("mile per hour", "1609344/3600000", "miles per hour|miles an hour|mph", ""),
        ("metre per second", 1, "meters per second|metres per second|m/s", ""),
        ("foot per second", "3048/10000", "feet per second|ft/s", ""),
        ("knot", "1852/3600", "knots|knot", ""),
    ),
    Dimension.TEMPERATURE: (
        (
            "degree celsius",
            1,
            "degrees celsius|degree celsius|degrees centigrade|degrees c|degree c|deg c|° "
            "c|°c|celsius",
            "C",
        ),
        (
            "degree fahrenheit",
            1,
            "degrees fahrenheit|degree fahrenheit|degrees f|degree f|deg f|° f|°f|fahrenheit",
            "F",
        ),
        ("degree", 1, "degrees|degree|-degree|°|deg", ""),
    ),
    Dimension.ANGLE: (("radian", 1, "radians|radian|rad|rads", ""),),
}


def _rows() -> Iterator[tuple[str, bool, Unit]]:
    for dimension, rows in _TABLE.items():
        for name, factor, folded, exact in rows:
            unit = Unit(name, dimension, Fraction(factor))
            yield from ((spelling, True, unit) for spelling in folded.split("|") if spelling)
            yield from ((spelling, False, unit) for spelling in exact.split("|") if spelling)


_FOLDED: dict[str, Unit] = {spelling: unit for spelling, folded, unit in _rows() if folded}
_EXACT: dict[str, Unit] = {spelling: unit for spelling, folded, unit in _rows() if not folded}
_BY_NAME: dict[str, Unit] = {unit.name: unit for _, _, unit in _rows()}


def unit(spelling: str) -> Unit | None:
    """The unit that is written like this ("ms", "Minutes", "per cent"), or None."""
    found = _EXACT.get(spelling) or _FOLDED.get(" ".join(spelling.casefold().split()))
    return found or currency(spelling)


def named(name: str) -> Unit:
    """The unit with this name ("minute"). An unknown name is a programming error (KeyError)."""
    return _BY_NAME[name]


def currency(spelling: str) -> Unit | None:
    """The currency that is written like this ("$", "USD", "euros"), or None."""
    code = currencies.code(spelling)
    return Unit(code, Dimension.MONEY) if code else None


def spelling_pattern() -> str:
    """A verbose pattern for every spelling of every unit and currency, longest first.

    Whole words count in any case; what is shorter than three letters only as it stands ("5 US
    customers" are no microseconds). A space may also be a hyphen.
    """
    words = {*_FOLDED, *currencies.NAMES}
    caseless = {word for word in words if len(word) > 2 and word.isascii()}
    exact = {*_EXACT, *currencies.CODES, *words} - caseless
    return f"(?:(?i:{_alternatives(caseless)})|{_alternatives(exact)})"


def _alternatives(spellings: set[str]) -> str:
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return "|".join(re.escape(spelling).replace(r"\ ", r"[\s-]") for spelling in ordered)


_PER = {
    "second": "second|sec|s",
    "millisecond": "millisecond|ms",
    "minute": "minute|min",
    "hour": "hour|hr|h",
}
PER_TIME = re.compile(
    r"(?:\s?/\s?|\sper\s)(?:"
    + "|".join(f"(?P<{name}>{said})" for name, said in _PER.items())
    + r")\b"
)


def speed(way: Unit, time: Unit) -> Unit:
    """The speed that is so much of a way in so much time ("metre per second")."""
    return Unit(f"{way.name} per {time.name}", Dimension.SPEED, way.factor / time.factor)
