"""Numbers as people read them: few digits, thousands separators, the money notation of the
message kept."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from translators.reckoning import bridges, currencies, units
from translators.reckoning.quantities import SCALES, Quantity
from translators.reckoning.units import Dimension

_WIDE = Context(prec=120)
"""Digits enough for every number that a message can hold."""


def plain(number: Fraction, *, places: int | None = None) -> str:
    """The number with thousands separators, rounded half up to `places`; None keeps up to six
    places, no trailing zeros."""
    exact = _WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))
    step = Decimal(1).scaleb(-(6 if places is None else places))
    text = f"{exact.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def short(number: Fraction) -> str:
    """Three significant digits of a fraction (86.4, 4.32, 0.5), whole numbers in full."""
    if number.denominator == 1 or abs(number) >= 100:
        return plain(number, places=0)
    return plain(number, places=_places(number))


def _places(number: Fraction) -> int:
    """Decimal places that leave three significant digits."""
    if number == 0:
        return 0
    exact = Decimal(number.numerator) / Decimal(abs(number.denominator))
    return max(0, 2 - exact.adjusted())


def is_rounded(number: Fraction) -> bool:
    """Whether `short` leaves something out."""
    return Fraction(short(number).replace(",", "")) != number


def counted(number: Fraction, noun: str) -> str:
    """ "1 minute", "86.4 minutes"."""
    return f"{short(number)} {noun if number == 1 else noun + 's'}"


def duration(minutes: Fraction) -> str:
    """A length of time in the unit that reads best: seconds below a minute, hours from two hours
    on, days from three days on."""
    if minutes < 1:
        return counted(minutes * 60, "second")
    if minutes < 120:
        return counted(minutes, "minute")
    if minutes < 72 * 60:
        return counted(minutes / 60, "hour")
    return counted(minutes / 1440, "day")


_LADDERS = (("k", "M", "B"), ("k", "m", "bn"), ("thousand", "million", "billion"))


def money(amount: Fraction, like: Quantity) -> str:
    """An amount in the currency and notation of `like` ("$600k" beside "$50k", "€2.4 million"
    beside "€200,000")."""
    scale, factor = _scale_for(abs(amount), like.scale)
    number = plain(amount / factor, places=None if factor > 1 and _is_tidy(amount / factor) else 2)
    gap = " " if len(scale) > 2 else ""
    before, after = _currency_marks(like)
    sign, number = ("-", number[1:]) if number.startswith("-") else ("", number)
    return f"{sign}{before}{number}{gap}{scale}{after}"


def _is_tidy(number: Fraction) -> bool:
    return (number * 100).denominator == 1


def _scale_for(amount: Fraction, scale: str) -> tuple[str, int]:
    ladder = next((steps for steps in _LADDERS if scale in steps), None)
    if scale in ("b", "mn", "mm", "MM", "K"):
        ladder = ("k", "M", "B")
    if ladder is None:
        return "", 1
    for step in reversed(ladder):
        factor = SCALES[step.casefold()]
        if amount >= factor:
            return step, factor
    return "", 1


def _currency_marks(like: Quantity) -> tuple[str, str]:
    """How the message writes the currency: ("$", "") or ("", " EUR")."""
    for symbol in currencies.SYMBOLS:
        if symbol in like.text:
            stripped = like.text.lstrip("(-−–+ ")
            index = stripped.find(symbol)
            return (stripped[: index + 1], "") if index <= 2 else ("", symbol)
    if like.text[:3] == like.unit.name:
        return f"{like.unit.name} ", ""
    word = like.text.split()[-1]
    return "", f" {word}" if like.dimension is Dimension.MONEY else ""


def measured(quantity: Quantity) -> str:
    """The quantity with its unit in words ("5 minutes", "1.2 s" as "1.2 seconds")."""
    if quantity.dimension is Dimension.MONEY:
        return quantity.text
    if quantity.dimension is Dimension.PERCENT:
        return f"{plain(quantity.amount)}%"
    if quantity.dimension is Dimension.FACTOR:
        return f"{plain(quantity.amount)} times"
    if quantity.unit is units.BARE:
        return plain(quantity.amount)
    name = quantity.unit.name
    return f"{plain(quantity.amount)} {name if quantity.amount == 1 else name + 's'}"


def one_in_words(percent: Fraction) -> str:
    """ "1 in 1,000", or "3 in 100 (about 1 in 33)" where one in a whole number does not come out
    even."""
    cases = bridges.one_in(percent)
    if cases.denominator == 1:
        return f"1 in {plain(cases)}"
    base = 100
    while (percent * base / 100).denominator != 1 and base < 10**9:
        base *= 10
    about = f" (about 1 in {plain(cases, places=0)})" if percent < 20 else ""
    return f"{plain(percent * base / 100)} in {plain(Fraction(base))}{about}"


def counted_exactly(minutes: Fraction) -> str:
    """ "86.4 minutes", nothing rounded off."""
    return f"{plain(minutes)} {'minute' if minutes == 1 else 'minutes'}"


_WORDS = {
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
}


def counted_words(number: Fraction) -> str:
    """Up to ten in words ("five"), else in digits."""
    if number.denominator == 1 and int(number) in _WORDS:
        return _WORDS[int(number)]
    return counted(number, "").strip() if number == 1 else short(number)
