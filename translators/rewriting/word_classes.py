"""Closed classes of English words, and the questions the rules ask about a word.

All words are lower case. The classes are closed on purpose: what is not listed counts as an
open-class word, and next to those the engine does not write.
"""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = words("a an the")
POSSESSIVES = words("my our your his her its their whose")
DETERMINERS = (
    ARTICLES
    | POSSESSIVES
    | words(
        "this that these those no any some each every all both another either neither such what"
        " which many much more most few fewer less several enough little one two three four five"
        " six seven eight nine ten first last next other same only"
    )
)
SUBJECTS = words("i we they you he she it who")
PLURAL_SUBJECTS = words("i we they you who")
OBJECTS = words(
    "me us them him her it you everyone everybody everything someone something anyone anything"
)
MODALS = words(
    "can could will would shall should may might must cannot can't couldn't won't wouldn't"
    " shouldn't mustn't mightn't"
)
BE = words(
    "is are was were be been being am isn't aren't wasn't weren't i'm we're they're you're"
    " it's that's"
)
BECOME = words(
    "become becomes became becoming get gets got getting remain remains remained seem seems"
    " look looks"
)
HAVE = words("has have had having hasn't haven't hadn't i've we've they've you've")
DO = words("do does did don't doesn't didn't")
NEGATIONS = words("not never no cannot without nor none nothing neither")
OF = "of"
PREPOSITIONS = words(
    "of to in on for from with at by per into onto during within across between through"
    " over under via against about around without toward towards including despite above"
    " below behind beyond among amid until till since before after near out up down off upon"
    " alongside regarding because except"
)
CONJUNCTIONS = words("and or but nor so yet plus and/or")
SUBORDINATORS = words(
    "that which who when while where because since after before until unless if whether"
    " although though as than once whereas why how whenever"
)
ADVERBS = words(
    "now then again also still already just even only always never not here there today"
    " tonight tomorrow yesterday too soon later currently recently instead however therefore"
    " rather often sometimes please first finally anyway both either itself themselves"
    " ourselves more less up down twice once"
)
TIME_WORDS = words("this next last today tomorrow yesterday tonight now soon later again")
FINITE = words(
    "went came took caused led made got became began fell rose grew ran failed dropped"
    " happened lasted affected started stopped affects makes needs means takes comes gets"
    " seems becomes remains keeps goes gives happens helps allows lets requires includes"
    " contains continues prevents depends exists hurts needed meant helped stayed stays"
    " appears appeared resulted ended let broke brought held kept left lost met said saw"
    " sent sold stood told thought threw won wrote gave knew spoke chose drove froze hung"
    " slowed had ate says wants expects thinks knows tells looks sees found hit"
)
SAFE_ADJECTIVES = words(
    "new old full quick fast slow big small large major minor recent possible potential"
    " unexpected sudden planned unplanned clean complete partial automatic manual successful"
    " failed brief long short high low current previous final early late good bad great real"
    " single higher lower bigger smaller better worse greater faster slower longer shorter"
    " similar different additional further"
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
        "also still already just never not here there too instead however therefore rather"
        " itself themselves only both today's"
    )
)
"""Words after which nothing more belongs to the noun phrase that stood before them."""

ENDING_SIGNS = frozenset(".,;:!?)…–—-")
"""Punctuation that ends a noun phrase. An opening bracket does not: what follows may explain
the term.
"""

NOUN_OR_VERB = words(
    "release launch cache patch deploy page ship fork query load log build test merge"
    " commit push pull branch scale queue batch host sync crash hang stall restart reboot"
    " upgrade update backup snapshot index alert scope budget quote forecast contract renew"
    " ramp land lead upsell churn pilot market target trial escalate shard partition"
    " throttle retry access audit benchmark block buffer call change check clone compile"
    " debug design discount dump export import exploit file filter fix flag grant hack"
    " handle hook influence invoice issue key label license limit link lock map model"
    " monitor mount network offer order panic parse phish pipe pitch plan poll port process"
    " profile program prompt proxy purge rank record report request reset resource restore"
    " result return review rollback route run sample save schedule score script search seed"
    " segment share signal sprint stage stand start stream stress stub support surge switch"
    " table tag tax train transfer triage trigger use value version vest view watch work"
    " position price purchase profit benefit cost term close win stash leverage sunset"
    " onboard pivot silo surface pulse mock spike refactor spin spawn tail trace tune burn"
    " deal"
)

_ADVERB_EXCEPTIONS = words(
    "daily weekly monthly quarterly yearly hourly early likely unlikely friendly costly"
    " timely family reply apply supply assembly anomaly rely imply comply multiply july"
    " italy ally fly only orderly lovely"
)


PARTICLES = words("up down out off back away on in over together apart")


def is_noun_or_verb(word: str) -> bool:
    """Whether a word, or the singular of a plural, is a noun as often as a verb."""
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return any(stem in NOUN_OR_VERB for stem in stems)


def is_contraction(word: str) -> bool:
    """Whether a word ends in a contracted verb or "not"."""
    return word.endswith(("'ll", "'ve", "'re", "'d", "n't"))


def is_content(word: str) -> bool:
    """Whether a word is an open-class word: it may be anything, a noun's head or modifier above
    all.
    """
    return word[:1].isalpha() and not is_closed(word) and not is_ly_adverb(word)


def is_closed(word: str) -> bool:
    """Whether a lower-case word belongs to a closed class (or is a contraction or possessive of
    one).
    """
    return word in CLOSED or is_contraction(word)


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
    """Whether a word can only be the beginning of a noun phrase: article, possessive, object
    pronoun, number.
    """
    return (
        word in ARTICLES
        or word in POSSESSIVES
        or word in OBJECTS
        or word in _POINTING
        or word.endswith("'s")
        or word[:1].isdigit()
        or word.startswith(("$", "€", "£"))
    )


_POINTING = DETERMINERS - words("that such what which next last first only other same little")


OBJECT_TAKERS = words(
    "need needs needed want wants wanted see sees saw find finds found avoid avoids prevent"
    " prevents reduce reduces cause causes include includes require requires create creates"
    " introduce introduces add adds remove removes make makes made get gets got take takes"
    " took give gives gave bring brings brought improve improves keep keeps kept detect"
    " detects investigate investigates solve solves handle handles expect expects minimize"
    " minimise eliminate eliminates optimize optimise lower hurt hurts cut slash become"
    " becomes became predict predicts measure measures"
)
"""Verbs that are hardly ever nouns: what follows them begins an object."""


def opens_object(word: str) -> bool:
    """Whether a word is surely a verb or participle: what follows is a noun phrase of its own."""
    return word in OBJECT_TAKERS or (
        word.endswith("ed") and len(word) > 4 and word not in _NO_VERBS
    )


_NO_VERBS = words("speed need feed seed embed shared unified distributed managed")


def is_adjective(word: str) -> bool:
    """Whether a word looks like an adjective by its ending, or is one of the plainest."""
    return word in SAFE_ADJECTIVES or word in _ADJECTIVES or word.endswith(_ADJECTIVE_ENDINGS)


_ADJECTIVES = words(
    "wrong hidden unusual easy easiest hard extra rare common main wide open safe strong weak"
    " steady broken clear simple quiet unclear repeat usual ready"
)
_ADJECTIVE_ENDINGS = ("ed", "al", "ous", "ive", "able", "ible", "ful", "less", "ic", "ary", "lying")


def is_noun_evidence(word: str) -> bool:
    """Whether a lower-case word to the left makes the next content word a noun or an adjective."""
    return opens_object(word) or (
        word in DETERMINERS
        or (word in PREPOSITIONS and word != "to")
        or word in SAFE_ADJECTIVES
        or word.endswith(("'s", "s'"))
        or word[:1].isdigit()
    )
