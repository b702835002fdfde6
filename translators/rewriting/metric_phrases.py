"""The noun phrase of a metric, the quantities behind it, and the subject that a plain clause
gets instead.
"""

import re
from dataclasses import dataclass

from glossary.terms import Impact
from translators.rewriting import word_classes as classes
from translators.rewriting.place import Place
from translators.rewriting.reading import Reading


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the product that a metric is measured on: as the subject of a clause, and as a
    place.
    """

    subject: str
    plural: bool
    place: str


_SCOPES = {
    "search": Scope("searches", True, "in search"),
    "checkout": Scope("the checkout", False, "at checkout"),
    "page": Scope("pages", True, "on pages"),
    "website": Scope("the website", False, "on the website"),
    "site": Scope("the site", False, "on the site"),
    "app": Scope("the app", False, "in the app"),
    "dashboard": Scope("the dashboard", False, "on the dashboard"),
    "login": Scope("the login", False, "at login"),
    "database": Scope("the database", False, "in the database"),
    "db": Scope("the database", False, "in the database"),
    "network": Scope("the network", False, "in the network"),
    "query": Scope("database look-ups", True, "in database look-ups"),
}
_WHOLE = frozenset({"the product", "the system", "the service", "the platform", "the software"})
_IMPLIED = classes.words(
    "api service system request server backend application product endpoint web"
)
_PERCENTILE = re.compile(r"(?:p9\d(?:\.\d+)?|tail)$")
_TIME_UNITS = frozenset({"ms", "s", "seconds", "milliseconds", "minutes", "hours"})


@dataclass(frozen=True, slots=True)
class MetricPhrase:
    """A metric with the modifiers that can be kept in a clause. `first` is the phrase's first
    token.
    """

    first: int
    determiner: str = ""
    scope: Scope | None = None
    percentile: str = ""
    average: bool = False

    @property
    def is_bare(self) -> bool:
        return not (self.determiner or self.scope or self.percentile or self.average)

    @property
    def tail(self) -> str:
        """What the modifiers say, as it stands behind a clause."""
        if not self.percentile:
            return " on average" if self.average else ""
        label = "" if self.percentile == "tail" else f" ({self.percentile})"
        return f" for the slowest requests{label}"

    def bracket(self, quantity: str, *, name: str = "") -> str:
        """Values in brackets, with the percentile or the metric's `name` that they are of."""
        if self.percentile == "tail":
            return f"{self.tail} ({quantity})"
        label = self.percentile or name
        return f"{'' if self.percentile else self.tail} ({label}{' ' if label else ''}{quantity})"


def read_phrase(place: Place, impact: Impact) -> MetricPhrase | None:
    """The metric's noun phrase; None where a modifier would be lost."""
    reading, index = place.reading, place.first
    scope, percentile, average = None, "", False
    while word := reading.left(index):
        if word in _SCOPES and scope is None:
            scope = _SCOPES[word]
        elif _PERCENTILE.match(word) and not percentile and is_wait(place, impact):
            percentile = word
        elif word in {"average", "mean"}:
            average = True
        elif not (word in _IMPLIED or re.search(rf"\b{re.escape(word)}s?\b", impact.subject)):
            break
        index -= 1
    determiner = reading.left(index) if reading.left(index) in {"the", "our"} else ""
    if average and percentile:
        return None
    return MetricPhrase(index - bool(determiner), determiner, scope, percentile, average)


def is_wait(place: Place, impact: Impact) -> bool:
    """Whether the metric is a time that people wait."""
    metric = place.meaning.metric
    return metric is not None and metric.unit in _TIME_UNITS and impact.better == "down"


@dataclass(frozen=True, slots=True)
class Subject:
    words: str
    plural: bool


def subject_of(phrase: MetricPhrase, impact: Impact) -> Subject:
    """What changes for people: the impact's subject, narrowed to the part of the product that
    was measured.
    """
    words, plural = impact.subject, impact.number == "pl"
    if phrase.scope and words in _WHOLE:
        words, plural = phrase.scope.subject, phrase.scope.plural
    elif phrase.scope:
        words = f"{words} {phrase.scope.place}"
    if phrase.determiner == "our" and words.startswith("the "):
        words = "our" + words.removeprefix("the")
    return Subject(words, plural)


# ------------------------------------------------------------------ what may follow a clause

_GOES_ON = (classes.SUBORDINATORS - {"that", "which", "who", "whose", "than"}) | {"so", "but"}
_TIMES = classes.TIME_WORDS | {"overnight", "afterwards", "already", "week", "month", "year"}
"""Words that speak of time behind a clause ("… overnight", "… week over week")."""
_SIGNS = frozenset(".;:!?)…–—")
_NARROWS = classes.words(
    "on for during since until before after with without through via across over within"
    " despite due thanks in by at to from"
)
_PURPOSES = classes.words(
    "improve help keep make meet get reduce increase give let avoid win support serve hit"
    " reach save retain grow protect prevent allow stay fix unblock"
)
_FRACTIONS = classes.words("half two three third thirds")
_SECOND_QUANTITY = re.compile(
    r"(?:\b(?:and|or|but|while)\b|,)\s+(?!(?:we|they|it|this|that|so)\b)(?:[\w-]+\s+){1,5}"
    r"(?:by|to|from)\s+[~$€£]?(?:a|one|\d)"
)


def may_end(reading: Reading, last: int) -> bool:
    """Whether a clause may be rebuilt up to token `last`: what follows must neither join,
    complete nor measure it.
    """
    following, after = reading.right(last), reading.right(last, 2)
    if following == "" or following in _SIGNS or following in _GOES_ON | _TIMES:
        return True
    if reading.ends_opening(last):
        return True
    if following in {",", "and"}:
        return after in classes.SUBJECTS | {
            "so",
            "then",
            "but",
            "which",
            "because",
            "while",
            "this",
        }
    if following == "to":
        return after in _PURPOSES
    if following not in _NARROWS or has_second_quantity(reading, last):
        return False
    level = following in {"at", "from", "in", "within", "over"} and _is_quantity(after)
    return not level and not (following == "in" and after in _FRACTIONS)


def _is_quantity(word: str) -> bool:
    return word[:1].isdigit() or word[:1] in {"$", "€", "£", "~", "<", ">"} or word in _QUANTIFIERS


_QUANTIFIERS = classes.words("about around zero roughly nearly less more under")


def has_second_quantity(reading: Reading, last: int) -> bool:
    """Whether a joined part without a verb of its own follows ("… by 20% and costs by 30%")."""
    end = reading.sentence(last)[-1].end
    return bool(_SECOND_QUANTITY.search(reading.text, reading.tokens[last].end, end))


def has_share(reading: Reading, last: int) -> bool:
    """Whether "by" and a quantity follow ("by 20%", "by a third")."""
    after = reading.right(last, 2)
    return reading.right(last) == "by" and (
        _is_quantity(after) or after in _FRACTIONS | {"a", "one", "up", "at", "almost", "over"}
    )
