"""Sentences about a metric that moves, told from the side of the people who feel it.

Four constructions are known: agent and verb ("we cut latency by a third"), a metric that moves
("latency rose"), from one value to another ("latency went from 850 ms to 420 ms"), adjective
and noun ("high latency"). Tense, modality and negation stay those of the verb that was there;
quantities stay as they were typed. Joined nouns, complements with "of" and levels ("rose to 2
s") give None: there the noun alone is put into plain words.
"""

from glossary.terms import Impact, Slot
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.metric_agents import agent_clause
from translators.rewriting.metric_moves import moving_clause
from translators.rewriting.metric_outcomes import Clause, make_clause, way_of
from translators.rewriting.metric_phrases import MetricPhrase, is_wait, read_phrase
from translators.rewriting.place import Place, ends_noun_phrase
from translators.rewriting.reading import Reading


def rewrite_clause(place: Place) -> Clause | None:
    """The clause around a metric in plain words; None where none of the constructions surely
    stands there.
    """
    impact = place.meaning.impact
    phrase = read_phrase(place, impact) if impact else None
    if impact is None or phrase is None:
        return None
    return (
        agent_clause(place, impact, phrase)
        or moving_clause(place, impact, phrase)
        or _described(place, impact, phrase)
    )


_QUALITIES = {
    **dict.fromkeys(("increased", "elevated", "high", "higher", "rising", "growing"), "up"),
    **dict.fromkeys(("reduced", "low", "lower", "decreased", "falling"), "down"),
    **dict.fromkeys(("improved", "better"), "good"),
    **dict.fromkeys(("poor", "bad", "worse"), "bad"),
}
_SPEEDS = {"fast": "down", "faster": "down", "quicker": "down", "slow": "up", "slower": "up"}
_BEFORE_QUALITY = (
    (classes.PREPOSITIONS - {"to"})
    | {"", ",", "and", "but"}
    | classes.words(
        "see sees saw seen seeing observed experienced experiencing cause caused causing causes"
        " reported reporting show shows showed have has had means mean need needs want wants"
        " expect expected get"
    )
)
_LEADS_TO = classes.words("due thanks led leads leading lead")


def _described(place: Place, impact: Impact, phrase: MetricPhrase) -> Clause | None:
    """ "High latency": the noun phrase of the impact, where it may stand without an article."""
    reading, first = place.reading, phrase.first - 1
    quality = reading.left(phrase.first)
    way = _QUALITIES.get(quality) or (_SPEEDS.get(quality) if is_wait(place, impact) else None)
    if way is None or not phrase.is_bare:
        return None
    words = impact.np_up if way_of(way, impact) == "up" else impact.np_down
    plural = grammar.is_plural(words)
    if reading.left(first) in {"a", "an"}:
        first -= 1
    last = _agreeing(place, plural=plural)
    if last is None or not _may_precede(reading, first):
        return None
    if last > place.last:
        words = f"{words} {grammar.agree(reading.tokens[last].lower, plural=plural)}"
    return make_clause(place, first, words, last)


def _may_precede(reading: Reading, first: int) -> bool:
    before = reading.left(first)
    return before in _BEFORE_QUALITY or (before == "to" and reading.left(first, 2) in _LEADS_TO)


def _agreeing(place: Place, *, plural: bool) -> int | None:
    """The last token to replace: the metric, or the be, have or do behind it that must agree.
    None: don't.
    """
    following, after = place.right(), place.right(2)
    if following in {",", "and"}:
        goes_on = after in classes.SUBJECTS | {"which", "so", "but"}
        return place.last if goes_on or place.reading.ends_opening(place.last) else None
    if following in {"or", "(", "to"} or not ends_noun_phrase(place.reading, place.last, noun=True):
        return None
    if plural is (place.match.slot is Slot.PL):
        return place.last
    if grammar.agree(following, plural=plural) != following:
        return place.last + 1
    finite = following in classes.FINITE and following.endswith("s")
    return None if finite else place.last
