"""The little English that the deterministic engine needs: closed word classes, inflection, articles, number.

Nothing here knows about messages or terms: strings in, strings out. The classes are closed on purpose. What is not
listed counts as an open-class word, and next to those the engine does not write.
"""

import re
from functools import cache

from glossary.terms import Slot


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = words("a an the")
POSSESSIVES = words("my our your his her its their whose")
DETERMINERS = (
    ARTICLES
    | POSSESSIVES
    | words(
        "this that these those no any some each every all both another either neither such what which"
        " many much more most few fewer less several enough little one two three four five six seven"
        " eight nine ten first last next other same only"
    )
)
SUBJECTS = words("i we they you he she it who")
PLURAL_SUBJECTS = words("i we they you who")
OBJECTS = words(
    "me us them him her it you everyone everybody everything someone something anyone anything"
)
MODALS = words(
    "can could will would shall should may might must cannot can't couldn't won't wouldn't shouldn't"
    " mustn't mightn't gonna"
)
BE = words(
    "is are was were be been being am isn't aren't wasn't weren't i'm we're they're you're it's that's"
)
BECOME = words(
    "become becomes became becoming get gets got getting remain remains remained seem seems look looks"
)
HAVE = words("has have had having hasn't haven't hadn't i've we've they've you've")
DO = words("do does did don't doesn't didn't")
NEGATIONS = words("not never no cannot without nor none nothing neither")
OF = "of"
PREPOSITIONS = words(
    "of to in on for from with at by per into onto during within across between through over under via"
    " against about around without toward towards including despite above below behind beyond among"
    " amid until till since before after near out up down off upon alongside regarding because except"
)
CONJUNCTIONS = words("and or but nor so yet plus and/or")
SUBORDINATORS = words(
    "that which who when while where because since after before until unless if whether although though"
    " as than once whereas why how whenever"
)
ADVERBS = words(
    "now then again also still already just even only always never not here there today tonight tomorrow"
    " yesterday too soon later currently recently instead however therefore rather often sometimes please"
    " first finally anyway both either itself themselves ourselves more less up down twice once"
)
TIME_WORDS = words("this next last today tomorrow yesterday tonight now soon later again")
FINITE = words(
    "went came took caused led made got became began fell rose grew ran failed dropped happened lasted"
    " affected started stopped affects makes needs means takes comes gets seems becomes remains keeps"
    " goes gives happens helps allows lets requires includes contains continues prevents depends exists"
    " hurts needed meant helped stayed stays appears appeared resulted ended"
)
SAFE_ADJECTIVES = words(
    "new old full quick fast slow big small large major minor recent possible potential unexpected sudden"
    " planned unplanned clean complete partial automatic manual successful failed brief long short high low"
    " current previous final early late good bad great real single similar different additional further"
)
CLOSED = (
    DETERMINERS
    | SUBJECTS
    | OBJECTS
    | MODALS
    | BE
    | HAVE
    | DO
    | NEGATIONS
    | PREPOSITIONS
    | CONJUNCTIONS
    | SUBORDINATORS
    | ADVERBS
)

NOUN_END = (
    (PREPOSITIONS - {OF})
    | CONJUNCTIONS
    | SUBORDINATORS
    | SUBJECTS
    | MODALS
    | BE
    | HAVE
    | DO
    | FINITE
    | TIME_WORDS
    | words(
        "also still already just never not here there too instead however therefore rather itself"
        " themselves only both today's"
    )
)
"""Words after which nothing more belongs to the noun phrase that stood before them."""

ENDING_SIGNS = frozenset(".,;:!?)…–—-")
"""Punctuation that ends a noun phrase. An opening bracket does not: what follows may explain the term."""

NOUN_OR_VERB = words(
    "release launch cache patch deploy page ship fork query load log build test merge commit push pull branch"
    " scale queue batch host sync crash hang stall restart reboot upgrade update backup snapshot index alert scope"
    " budget quote forecast contract renew ramp land lead upsell churn pilot market target trial escalate shard"
    " partition throttle retry access audit benchmark block buffer call change check clone compile debug design"
    " discount dump export import exploit file filter fix flag grant hack handle hook influence invoice issue key"
    " label license limit link lock map model monitor mount network offer order panic parse phish pipe pitch plan"
    " poll port process profile program prompt proxy purge rank record report request reset resource restore result"
    " return review rollback route run sample save schedule score script search seed segment share signal sprint"
    " stage stand start stream stress stub support surge switch table tag tax train transfer triage trigger use"
    " value version vest view watch work position price purchase profit benefit cost term close win work stash"
    " leverage sunset onboard pivot silo surface pulse mock spike refactor spin spawn tail trace tune burn deal"
)

_ADVERB_EXCEPTIONS = words(
    "daily weekly monthly quarterly yearly hourly early likely unlikely friendly costly timely family reply"
    " apply supply assembly anomaly rely imply comply multiply july italy ally fly only orderly lovely"
)


def is_closed(word: str) -> bool:
    """Whether a lower-case word belongs to a closed class (or is a contraction or possessive of one)."""
    return word in CLOSED or word.endswith(("'ll", "'ve", "'re", "'d", "n't"))


def is_ly_adverb(word: str) -> bool:
    return len(word) > 4 and word.endswith("ly") and word not in _ADVERB_EXCEPTIONS


def is_adverb(word: str) -> bool:
    return word in ADVERBS or is_ly_adverb(word)


def is_modal(word: str) -> bool:
    return word in MODALS or word.endswith(("'ll", "'d"))


def is_have(word: str) -> bool:
    return word in HAVE or word.endswith("'ve")


def is_be(word: str) -> bool:
    return word in BE or word.endswith("'re")


def is_negation(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def starts_noun_phrase(word: str) -> bool:
    """Whether a word can only be the beginning of a noun phrase: article, possessive, object pronoun, number."""
    return (
        word in ARTICLES
        or word in POSSESSIVES
        or word in OBJECTS
        or word in _POINTING
        or word.endswith("'s")
        or word[:1].isdigit()
        or word[:1] in "$€£"
    )


_POINTING = words("this these those all any some each every both another no more several")


def is_noun_evidence(word: str) -> bool:
    """Whether a lower-case word to the left makes the next content word a noun or an adjective."""
    return (
        word in DETERMINERS
        or (word in PREPOSITIONS and word != "to")
        or word in SAFE_ADJECTIVES
        or word.endswith(("'s", "s'"))
        or word[:1].isdigit()
    )


# ------------------------------------------------------------------------------------------ inflection

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
        "choose chooses chose chosen choosing",
        "come comes came come coming",
        "cost costs cost cost costing",
        "cut cuts cut cut cutting",
        "do does did done doing",
        "draw draws drew drawn drawing",
        "drive drives drove driven driving",
        "drop drops dropped dropped dropping",
        "fall falls fell fallen falling",
        "feel feels felt felt feeling",
        "find finds found found finding",
        "get gets got got getting",
        "give gives gave given giving",
        "go goes went gone going",
        "grow grows grew grown growing",
        "have has had had having",
        "hear hears heard heard hearing",
        "hold holds held held holding",
        "keep keeps kept kept keeping",
        "know knows knew known knowing",
        "lead leads led led leading",
        "leave leaves left left leaving",
        "lose loses lost lost losing",
        "make makes made made making",
        "meet meets met met meeting",
        "pay pays paid paid paying",
        "plan plans planned planned planning",
        "put puts put put putting",
        "read reads read read reading",
        "rise rises rose risen rising",
        "run runs ran run running",
        "say says said said saying",
        "see sees saw seen seeing",
        "sell sells sold sold selling",
        "send sends sent sent sending",
        "set sets set set setting",
        "shrink shrinks shrank shrunk shrinking",
        "slip slips slipped slipped slipping",
        "speak speaks spoke spoken speaking",
        "spend spends spent spent spending",
        "stand stands stood stood standing",
        "stop stops stopped stopped stopping",
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
    """A verb phrase in base form ("go back") with its first word in another verb slot ("went back")."""
    verb, space, rest = phrase.partition(" ")
    return _verb_forms(verb)[_COLUMN[slot]] + space + rest


def _verb_forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    consonant_y = re.search(r"[^aeiou]y$", verb)
    third = verb + "s"
    if consonant_y:
        third = verb[:-1] + "ies"
    elif re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        third = verb + "es"
    stem = verb[:-1] if re.search(r"[^eoy]e$", verb) else verb
    past = verb[:-1] + "ied" if consonant_y else (verb + "d" if verb.endswith("e") else verb + "ed")
    return verb, third, past, past, stem + "ing"


_COMPARATIVE = re.compile(
    r"^(?:\w+er|more|less|better|worse|fewer|likely|unlikely|\w*able|\w+ible|\w+ful|\w+ous)\b"
)
_VERBS_IN_ER = words(
    "answer deliver offer suffer order discover recover remember consider enter differ trigger"
)


def is_verb_phrase(phrase: str) -> bool:
    """Whether the wording of an impact is a verb phrase ("respond faster") rather than a comparative ("faster")."""
    first = phrase.split()[0]
    return first in _VERBS_IN_ER or not _COMPARATIVE.match(phrase)


# ------------------------------------------------------------------------------------- articles, number

_AN_NUMBER = re.compile(r"(?:8|11(?!\d)|18(?!\d))")
_SPELLED = re.compile(r"[A-Z]{2,}s?(?![a-z])")
_SPOKEN_AS_WORD = re.compile(
    r"(?:NATO|RAM|NASA|LAN|WAN|SOC|SAML|RAG|GAAP|CAC|SIEM|REST|CRUD|POC|JSON|LAMP|SaaS|PaaS|MRR?P|YAML|CAPTCHA|FAQ?Q)\b"
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


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
