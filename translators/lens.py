"""The lens: one sentence on what the reader's side usually cares about in a matter like this.

A message is placed in a topic (incident, security, cost, …) by votes: the category of each matched
term, and topic words in the text or, where no text is given, in the matched surfaces. The sentence
states what the audience's role usually cares about in that topic; where a metric is named, it adds
the pair of measures that both sides can watch (app performance and customer satisfaction,
deployment speed and revenue growth, uptime and user retention, and others in that spirit). It never
says anything about the case at hand and holds no number. The wording stands in `lens.yaml`. No
topic, no sentence.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from glossary.matching import TermMatch
from glossary.terms import Audience
from translators.models import Direction
from translators.phrases import Phrasebook, plural, table, words

CATEGORY_VOTES = 2
CUE_VOTES = 3

Pair = tuple[str, str]


def look(
    direction: Direction,
    audience: Audience,
    *,
    matches: Sequence[TermMatch],
    text: str = "",
) -> str | None:
    """What `audience` usually cares about in the matter of `matches` (and of `text`, where given).

    None where the direction is open or nothing shows what the matter is.
    """
    if direction is Direction.UNDECIDED:
        return None
    decided = [match for match in matches if not match.undecided]
    spoken = text or " . ".join(match.surface for match in matches)
    topic = _topic(decided, spoken)
    if topic is None:
        return None
    pair = _pair(decided, spoken)
    shared = f"; a pair that both sides can watch is {pair[0]} and {pair[1]}" if pair else ""
    return f"{_concern(topic, audience)}{shared}."


def _concern(topic: str, audience: Audience) -> str:
    about = _topics()[topic]
    subject, concern = table("lens")["audiences"][audience], about["concerns"][audience]
    return f"When it comes to {about['name']}, {subject} usually cares about {concern}"


def _topic(matches: Sequence[TermMatch], spoken: str) -> str | None:
    """The topic with most votes, the first of the table among equals; a word counts once."""
    votes: Counter[str] = Counter()
    for entry in {match.entry.id: match.entry for match in matches}.values():
        if topic := _categories().get(entry.category):
            votes[topic] += CATEGORY_VOTES
    hits = _topic_cues().find(words(spoken))
    for topic, _ in {(hit.value, spoken[hit.start : hit.end].lower()) for hit in hits}:
        votes[topic] += CUE_VOTES
    return max(_topics(), key=lambda name: votes[name]) if votes else None


def _pair(matches: Sequence[TermMatch], spoken: str) -> Pair | None:
    """The pair of the first metric that is named: by its glossary entry, else by its words."""
    by_entry = (_metrics().get(match.entry.id) for match in matches)
    by_cue = (hit.value for hit in _pair_cues().find(words(spoken)))
    return next(filter(None, by_entry), None) or next(by_cue, None)


def _topics() -> Mapping[str, Any]:
    topics: Mapping[str, Any] = table("lens")["topics"]
    return topics


def _pairs() -> list[tuple[Pair, Mapping[str, Any]]]:
    return [((row["pair"][0], row["pair"][1]), row) for row in table("lens")["pairs"]]


@cache
def _categories() -> Mapping[str, str]:
    return {
        category: topic for topic, about in _topics().items() for category in about["categories"]
    }


@cache
def _metrics() -> Mapping[str, Pair]:
    return {metric: pair for pair, row in _pairs() for metric in row["metrics"]}


@cache
def _topic_cues() -> Phrasebook[str]:
    return Phrasebook(
        (form, topic)
        for topic, about in _topics().items()
        for cue in about["cues"]
        for form in (cue, plural(cue))
    )


@cache
def _pair_cues() -> Phrasebook[Pair]:
    return Phrasebook(
        (form, pair) for pair, row in _pairs() for cue in row["cues"] for form in (cue, plural(cue))
    )
