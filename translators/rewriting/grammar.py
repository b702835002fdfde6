"""Inflection, articles and number: strings in, strings out."""

import re
from functools import cache

from glossary.terms import Slot
from translators.rewriting.word_classes import DETERMINERS, is_closed, words

# -------------------------------------------------------------------------------- inflection

_IRREGULAR = {
    line.split()[0]: tuple(line.split())
    for line in (
        "be is was been being",
        "become becomes became become becoming",
        "begin begins began begun beginning",
        "break breaks broke broken breaking",
        "bring brings brought brought bringing",
        "build builds built built building",
        "buy buys bought bought buying",
        "cancel cancels cancelled cancelled cancelling",
        "choose chooses chose chosen choosing",
        "come comes came come coming",
        "cost costs cost cost costing",
        "creep creeps crept crept creeping",
        "cut cuts cut cut cutting",
        "do does did done doing",
        "draw draws drew drawn drawing",
        "drive drives drove driven driving",
        "fall falls fell fallen falling",
        "feel feels felt felt feeling",
        "find finds found found finding",
        "get gets got got getting",
        "give gives gave given giving",
        "go goes went gone going",
        "grow grows grew grown growing",
        "have has had had having",
        "hear hears heard heard hearing",
        "hit hits hit hit hitting",
        "hold holds held held holding",
        "keep keeps kept kept keeping",
        "know knows knew known knowing",
        "lead leads led led leading",
        "leave leaves left left leaving",
        "let lets let let letting",
        "lose loses lost lost losing",
        "make makes made made making",
        "meet meets met met meeting",
        "pay pays paid paid paying",
        "put puts put put putting",
        "read reads read read reading",
        "rise rises rose risen rising",
        "run runs ran run running",
        "say says said said saying",
        "see sees saw seen seeing",
        "sell sells sold sold selling",
        "send sends sent sent sending",
        "set sets set set setting",
        "shut shuts shut shut shutting",
        "shrink shrinks shrank shrunk shrinking",
        "speak speaks spoke spoken speaking",
        "spend spends spent spent spending",
        "stand stands stood stood standing",
        "take takes took taken taking",
        "tell tells told told telling",
        "think thinks thought thought thinking",
        "throw throws threw thrown throwing",
        "win wins won won winning",
        "withdraw withdraws withdrew withdrawn withdrawing",
        "write writes wrote written writing",
    )
}
_COLUMN = {Slot.BASE: 0, Slot.S: 1, Slot.PAST: 2, Slot.PP: 3, Slot.ING: 4}


@cache
def inflect(phrase: str, slot: Slot) -> str:
    """A verb phrase in base form ("go back") with its first word in another verb slot ("went
    back").
    """
    verb, space, rest = phrase.partition(" ")
    return _verb_forms(verb)[_COLUMN[slot]] + space + rest


def _verb_forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if re.search(r"[^aeiou]y$", verb):
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s")
    if re.search(r"[^eoy]e$", verb):
        return verb, third, verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("e"):
        return verb, third, verb + "d", verb + "d", verb + "ing"
    # A verb of one syllable doubles its last consonant ("stop", "stopped").
    stem = verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprtv]", verb) else verb
    return verb, third, stem + "ed", stem + "ed", stem + "ing"


_COMPARATIVE = re.compile(
    r"^(?:\w+er|more|less|better|worse|fewer|likely|unlikely|worth|out|\w*able|\w+ible|\w+ful|\w+ous)\b"
)
_VERBS_IN_ER = words(
    "answer deliver offer suffer order discover recover remember consider enter differ trigger"
)


def is_verb_phrase(phrase: str) -> bool:
    """Whether the wording of an impact is a verb phrase ("respond faster") rather than a
    comparative ("faster").
    """
    first = phrase.split()[0]
    return first in _VERBS_IN_ER or not _COMPARATIVE.match(phrase)


_INTRANSITIVE = words(
    "act agree appear arrive ask begin break cancel cease change close come connect"
    " continue deal do end fail finish flow go grow happen help join leave listen log look"
    " meet move open pause pay plan release resume return run shrink slow speak speed spread"
    " start stay stop switch talk test try turn wait work write"
)


def stands_alone(phrase: str) -> bool:
    """Whether a verb phrase in base form makes a clause without an object ("go back", "make a
    difference").
    """
    verb, _, rest = phrase.partition(" ")
    return verb in _INTRANSITIVE or bool(DETERMINERS & set(rest.split()))


# -------------------------------------------------------------------------- articles, number

_AN_NUMBER = re.compile(r"(?:8|11(?!\d)|18(?!\d))")
_SPELLED = re.compile(r"[A-Z]{2,}s?(?![a-z])")
_SPOKEN_AS_WORD = re.compile(
    r"(?:NATO|RAM|NASA|LAN|WAN|SOC|SAML|RAG|GAAP|CAC|SIEM|REST|CRUD|POC|JSON|LAMP|SaaS|YAML)\b"
)
_SILENT_H = re.compile(r"(?:hour|honest|heir|hono)", re.IGNORECASE)
_YOU_OR_ONE = re.compile(
    r"(?:uni(?!n|m)|use|usu|util|euro|one\b|one-|once|ubiq|ur[aei]|u[sx]\b|url|ui\b)", re.IGNORECASE
)


def article(phrase: str) -> str:
    """ "a" or "an", by the sound of the phrase's first word."""
    word = phrase.lstrip("“\"'*_(")
    if word[:1].isdigit():
        return "an" if _AN_NUMBER.match(word) else "a"
    if _SPELLED.match(word) and not _SPOKEN_AS_WORD.match(word):
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    if _SILENT_H.match(word):
        return "an"
    if _YOU_OR_ONE.match(word):
        return "a"
    return "an" if word[:1].lower() in "aeiou" else "a"


def has_tail(phrase: str) -> bool:
    """Whether a noun phrase goes on after its head ("return to the previous version")."""
    return any(is_closed(word) for word in phrase.lower().split()[1:])


def head(phrase: str) -> str:
    """The head noun of a noun phrase: the last word before the first closed-class word."""
    found = ""
    for word in phrase.split():
        if found and is_closed(word.lower()):
            break
        found = word
    return found


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase looks plural by its head ("slower responses", "people who left")."""
    last = head(phrase).lower()
    return last in {"people", "men", "women", "children"} or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "news"))
    )


_AGREEMENT = (
    ("is", "are"), ("was", "were"), ("has", "have"), ("does", "do"),
    ("isn't", "aren't"), ("wasn't", "weren't"), ("hasn't", "haven't"), ("doesn't", "don't"),
)  # fmt: skip
_TO_PLURAL = dict(_AGREEMENT)
_TO_SINGULAR = {plural: singular for singular, plural in _AGREEMENT}


def agree(auxiliary: str, *, plural: bool) -> str:
    """A lower-case be, have or do in the number of its subject; anything else unchanged."""
    table = _TO_PLURAL if plural else _TO_SINGULAR
    return table.get(auxiliary, auxiliary)
