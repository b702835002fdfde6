"""Glosses: an explanation in brackets behind a term, only where nothing of the sentence is torn.

A bracket reads well where the sentence pauses anyway: at a stop, before a new clause, or between a
subject and its verb. Everywhere else it splits a noun from what goes on about it ("the cluster (…)
for the tests", "the cluster (…) used last year"), or speaks of one item of a list alone. There the
definition below the answer does the work.
"""

from glossary.terms import Slot
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.place import Gloss, Outcome, Place, Reason
from translators.rewriting.reading import LITERAL


def propose_gloss(place: Place) -> Outcome:
    """The gloss in the number of the term, unless it would split or misread the sentence."""
    text = place.meaning.gloss_pl if place.match.slot is Slot.PL else place.meaning.gloss
    if text is None:
        return Reason.NOT_PLAIN_HERE
    if place.right() in _EXPLAINING:
        return Reason.EXPLAINED
    pauses = _pauses(place) or _is_detailed(place, text)
    if not pauses or _is_listed(place) or _is_asked_about(place):
        return Reason.COMPOUND
    if _is_numbered(place) or _may_mean_something_else(place):
        return Reason.COMPOUND
    opening = place.opening
    if opening in _PICKING:
        return Reason.COMPOUND
    bare = not opening or place.left() in {"and", "or"}
    if place.match.slot is Slot.SG and bare and _counts(text):
        return Reason.COMPOUND
    if opening in _SINGLE and _is_abstract(text):
        return Reason.COMPOUND
    # "A list (the list of …)" contradicts itself.
    return Gloss(text.removeprefix("the ") if opening in {"a", "an"} else text)


_EXPLAINING = classes.words(": = i.e. e.g. a.k.a. aka")

# ------------------------------------------------------------------ where a sentence pauses

_STOPS = classes.ENDING_SIGNS | {""}
_OPENS_CLAUSE = classes.words(
    "but so because while when if unless although though since until whereas once before after"
    " during yet"
)
_STEADY = classes.words("also still already always never now")
_TIMES = classes.words("today tomorrow yesterday tonight now again this next last")
_JOINTS = frozenset({",", "and", "or"})


def _pauses(place: Place) -> bool:
    """Whether a bracket may follow: the noun phrase ends, and nothing behind it completes it."""
    following, after = place.right(), place.right(2)
    if following in _STOPS or following in _OPENS_CLAUSE | _TIMES or _is_time(place):
        return True
    if following in {"by", "from"} and after[:1].isdigit():  # "(…) by 40%", "(…) from 6 to 2"
        return True
    if following in {"and", "or"}:
        return after in classes.SUBJECTS or after == "then" or _is_predicate(place, 2)
    if following in _STEADY:
        return _is_predicate(place, 2)
    if classes.is_ly_adverb(following):  # "An address newly assigned" has no verb yet.
        return _is_predicate(place, 2) and not after.endswith("ed")
    return _is_predicate(place, 1)


_DETAILS = classes.words("on in for at per among from across with within under")


def _is_detailed(place: Place, gloss: str) -> bool:
    """Whether an abbreviation, or a metric that the sentence begins with, is followed by its
    details: those are spelled out at once ("CTR (the share of people who click) on the pricing
    page"). Not with the same preposition twice: "an API (an interface for programs) for reports".
    """
    surface, following = place.match.surface, place.right()
    short = " " not in surface and sum(letter.isupper() for letter in surface) > 1
    if not short and (place.meaning.metric is None or not _opens_sentence(place)):
        return False
    return following in _DETAILS and following not in gloss.split()


def _opens_sentence(place: Place) -> bool:
    return place.left(1 + (place.left() in classes.DETERMINERS)) == ""


_BEFORE_TIME = classes.words("by on in within at for until since from over")
_TIME_DETAILS = classes.words("the this next last early late mid end of about around a every")
_TIME_NAMES = classes.words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december q1 q2 q3 q4 today tomorrow yesterday"
    " tonight noon midnight morning afternoon evening night day week weekend month quarter year"
    " sprint"
)
_TIME_UNITS = classes.words("hours hour minutes minute seconds days day weeks week months years")


def _is_time(place: Place) -> bool:
    """Whether "by Friday" or "within 18 months" follows: that belongs to the whole clause."""
    if place.right() not in _BEFORE_TIME:
        return False
    distance = 2
    while place.right(distance) in _TIME_DETAILS:
        distance += 1
    word, after = place.right(distance), place.right(distance + 1)
    return word in _TIME_NAMES or (word[:1].isdigit() and after in _TIME_NAMES | _TIME_UNITS)


def _is_predicate(place: Place, distance: int) -> bool:
    """Whether a finite verb stands there; "used for" and "caused by" belong to the noun."""
    word, after = place.right(distance), place.right(distance + 1)
    if word in classes.SUBJECTS:
        return False
    if classes.is_modal(word) or classes.is_have(word) or word in classes.DO:
        # "The work the tool does will …": there the verb is not the one of the main clause.
        return not word.endswith(("'ve", "'d", "'ll")) and not _is_auxiliary(after)
    if word in _BE:
        return True
    term = place.reading.term_at(place.last + distance)
    if term is not None and term.slot is Slot.S:
        return after not in _COMPLETING
    if word in classes.FINITE:
        participle = word.endswith("ed") or word in _PARTICIPLES
        return not (after in _COMPLETING and participle and word not in _WITHOUT_OBJECT)
    past = word.endswith("ed") and classes.is_content(word)
    return past and after not in _COMPLETING and not classes.is_content(after)


def _is_auxiliary(word: str) -> bool:
    return classes.is_modal(word) or word in _BE


_BE = classes.words("is are was were isn't aren't wasn't weren't")
_PARTICIPLES = classes.words(
    "caused made held kept left lost met sent sold thought brought meant won broke found hit"
)
_WITHOUT_OBJECT = classes.words("failed happened lasted stayed appeared")
"""Their participle is no part of a noun phrase: "the pipeline failed at noon" is a clause."""
_COMPLETING = (
    classes.PREPOSITIONS - classes.words("during after before until since")
) | classes.words("and or")


# -------------------------------------------------------------------- what stands around it

_LONGEST_ITEM = 3


def _is_listed(place: Place) -> bool:
    """Whether the term is an item of a list or one half of an alternative ("x / y"): explaining
    one item makes the others look plain.
    """
    if "/" in {place.left(), place.right()} or (
        place.left(2) == "/" and place.follows_content_word
    ):
        return True
    if place.right() != ",":
        return place.left() == "," and place.right() in {"and", "or"}
    if place.left() == "," or (place.left(2) == "," and place.follows_content_word):
        return True
    for length in range(1, _LONGEST_ITEM + 1):
        item, following = place.right(length + 1), place.right(length + 2)
        if not classes.is_content(item) and item != LITERAL:
            return False
        if following in _JOINTS:
            return True
    return False


def _is_asked_about(place: Place) -> bool:
    """Whether the term stands in the middle of a question, where its verb comes later."""
    if place.reading.sentence(place.first)[-1].lower != "?":
        return False
    return place.right() not in _STOPS - {",", "-", "–", "—"}


_PICKING = classes.words(
    "other another different same such each every any no which what whatever whose neither either"
    " only"
)
"""Words that pick out some of many: "another tool (a tool that …)" says something else than it
means.
"""


def _is_numbered(place: Place) -> bool:
    """Whether a value or version stands before the term ("110% NRR", "a 10.6 SDK")."""
    before = place.left()
    if before == "%" or before.startswith(("$", "€", "£")):
        return True
    return before[:1].isdigit() and (place.match.slot is not Slot.PL or not before.isdigit())


_SINGLE = classes.words("a an one")


def _is_abstract(gloss: str) -> bool:
    """Whether a gloss speaks of something going on or asked ("checking who …", "how often …"),
    which a single thing is not.
    """
    first = gloss.split()[0]
    return first.endswith("ing") or first in classes.SUBORDINATORS or first == "what"


def _counts(gloss: str) -> bool:
    """Whether a gloss speaks of things that are counted ("a group of servers", "tasks that …")."""
    return gloss.split()[0] in {"a", "an"} or grammar.is_plural(gloss)


def _may_mean_something_else(place: Place) -> bool:
    """Whether a lone everyday word heads a compound that may have a meaning of its own.

    A "desktop environment" is no environment; a "database cluster" is a cluster, but only
    entries that list it can know.
    """
    lone = place.first == place.last and place.match.surface.islower()
    before = place.left()
    described = before.endswith(("'s", "s'")) or (
        classes.is_adjective(before) or classes.opens_object(before)
    )
    return lone and place.follows_content_word and not described and before not in classes.FINITE
