"""Entries made for the tests of the rewriter, so that the packs can change freely."""

from collections.abc import Mapping
from functools import cache

from glossary.layers import Glossary
from glossary.terms import Audience, Entry, Side
from translators import masking
from translators.models import Direction, Markup
from translators.rewriter import Rewrite, rewrite

_VERB_SLOTS = ("base", "s", "past", "pp", "ing")


def _verb(forms: str, plain: str, **more: str) -> dict[str, object]:
    """Five forms and five plain words, each list separated by commas."""
    surface = dict(zip(_VERB_SLOTS, forms.split(", "), strict=True))
    return {
        "forms": surface,
        "plain": dict(zip(_VERB_SLOTS, plain.split(", "), strict=True)) | more,
    }


_ENTRIES: tuple[Mapping[str, object], ...] = (
    {
        "id": "latency",
        "kind": "metric",
        "forms": {"mass": "latency", "sg": "response time", "pl": "response times"},
        "plain": {"mass": "waiting time", "sg": "waiting time", "pl": "waiting times"},
        "gloss": "how long people wait for an answer",
        "so_what": "customers finish checkout sooner",
        "impact": {
            "better": "down",
            "subject": "the product",
            "up": "respond more slowly",
            "down": "respond faster",
            "np_up": "slower responses",
            "np_down": "faster responses",
        },
        "metric": {"unit": "ms"},
        "audiences": {"support": {"so_what": "fewer people write in"}},
        "familiarity": {"product": 2},
    },
    {
        "id": "error-rate",
        "kind": "metric",
        "forms": {"sg": "error rate", "pl": "error rates"},
        "plain": {"sg": "share of requests that fail", "pl": "shares of requests that fail"},
        "gloss": "share of requests that fail",
        "so_what": "customers get through at the first try",
        "impact": {
            "better": "down",
            "subject": "failures",
            "number": "pl",
            "up": "more frequent",
            "down": "less frequent",
            "np_up": "more failures",
            "np_down": "fewer failures",
        },
    },
    {
        "id": "throughput",
        "kind": "metric",
        "forms": {"mass": "throughput"},
        "plain": {"mass": "amount of work done per second"},
        "gloss": "how much work gets done per second",
        "so_what": "busy days pass without delays",
        "impact": {
            "better": "up",
            "subject": "the system",
            "up": "able to handle more work",
            "down": "able to handle less work",
            "np_up": "more capacity",
            "np_down": "less capacity",
        },
    },
    {
        "id": "churn",
        "side": "business",
        "kind": "metric",
        "forms": {"mass": ["churn", "customer churn"], "sg": "churn rate", "pl": "churn rates"},
        "plain": {"mass": "customer loss", "sg": "share of customers who leave"},
        "gloss": "customers who cancel",
        "so_what": "income from existing customers stays",
        "impact": {
            "better": "down",
            "subject": "customers",
            "number": "pl",
            "up": "cancel more often",
            "down": "cancel less often",
            "np_up": "more customers cancelling",
            "np_down": "fewer customers cancelling",
        },
    },
    {
        "id": "rollback",
        "forms": {"sg": "rollback", "pl": "rollbacks"},
        "plain": {
            "sg": "return to the previous version",
            "pl": "returns to the previous version",
        },
        "gloss": "going back to the version before",
    },
    {
        "id": "root-cause",
        "forms": {"sg": "root cause", "pl": "root causes"},
        "plain": {"sg": "underlying cause", "pl": "underlying causes"},
        "gloss": "what made it happen",
    },
    {
        "id": "regression",
        "forms": {"sg": "regression", "pl": "regressions"},
        "plain": {"sg": "new fault", "pl": "new faults"},
        "gloss": "a fault that came with a change",
    },
    {
        "id": "workaround",
        "forms": {"sg": "workaround", "pl": "workarounds"},
        "plain": {"sg": "interim fix", "pl": "interim fixes"},
        "gloss": "a way to live with the fault",
    },
    {
        "id": "dns",
        "kind": "abbreviation",
        "action": "gloss",
        "forms": {"mass": "DNS"},
        "gloss": "the internet's address book",
    },
    {
        "id": "cluster",
        "action": "gloss",
        "forms": {"sg": "cluster", "pl": "clusters"},
        "gloss": "a group of servers",
        "gloss_pl": "groups of servers",
    },
    {
        "id": "cache",
        "action": "gloss",
        "forms": {"sg": "cache", "pl": "caches"},
        "gloss": "a quick-access copy of data",
        "gloss_pl": "quick-access copies of data",
    },
    {
        "id": "feature-flag",
        "action": "gloss",
        "forms": {"sg": "feature flag", "pl": "feature flags"},
        "gloss": "an on/off switch for a feature",
    },
    {
        "id": "api",
        "kind": "abbreviation",
        "action": "gloss",
        "forms": {"sg": "API", "pl": "APIs"},
        "gloss": "how other programs use ours",
        "gloss_pl": "how other programs use ours",
    },
    {"id": "shard", "action": "define", "forms": {"sg": "shard"}, "gloss": "a part of the data"},
    {"id": "kernel", "action": "never", "forms": {"sg": "kernel"}, "gloss": "the system's core"},
    {
        "id": "roll-back",
        "kind": "verb",
        **_verb(
            "roll back, rolls back, rolled back, rolled back, rolling back",
            "withdraw, withdraws, withdrew, withdrawn, withdrawing",
            before_to="go back",
        ),
        "gloss": "take a change out again",
    },
    {
        "id": "deploy",
        "kind": "verb",
        **_verb(
            "deploy, deploys, deployed, deployed, deploying",
            "release, releases, released, released, releasing",
        ),
        "gloss": "put into live use",
    },
    {
        "id": "provision",
        "kind": "verb",
        **_verb(
            "provision, provisions, provisioned, provisioned, provisioning",
            "set up, sets up, set up, set up, setting up",
        ),
        "gloss": "make ready for use",
    },
    {
        "id": "mitigate",
        "kind": "verb",
        **_verb(
            "mitigate, mitigates, mitigated, mitigated, mitigating",
            "contain, contains, contained, contained, containing",
        ),
        "gloss": "limit the damage",
    },
    {
        "id": "flaky",
        "kind": "adjective",
        "forms": {"adjective": "flaky"},
        "plain": {"adjective": "unreliable"},
        "gloss": "sometimes fails without a real fault",
    },
    {
        "id": "deprecated",
        "kind": "adjective",
        "forms": {"adjective": "deprecated"},
        "plain": {"attributive": "outdated", "predicative": "being phased out"},
        "gloss": "soon to be removed",
    },
    {
        "id": "leverage",
        "side": "business",
        "kind": "verb",
        **_verb(
            "leverage, leverages, leveraged, leveraged, leveraging",
            "use, uses, used, used, using",
        ),
        "gloss": "make use of",
    },
    {
        "id": "circle-back-on",
        "side": "business",
        "kind": "verb",
        **_verb(
            "circle back on, circles back on, circled back on, circled back on, circling back on",
            "come back to, comes back to, came back to, come back to, coming back to",
        ),
        "gloss": "talk about it later",
    },
    {
        "id": "move-the-needle",
        "side": "business",
        "kind": "idiom",
        **_verb(
            "move the needle, moves the needle, moved the needle, moved the needle,"
            " moving the needle",
            "make a difference, makes a difference, made a difference, made a difference,"
            " making a difference",
        ),
        "gloss": "make a difference",
    },
    {
        "id": "year-over-year",
        "side": "business",
        "kind": "idiom",
        "forms": {"adverbial": ["year over year", "year-over-year", "YoY"]},
        "plain": {"adverbial": "compared with a year earlier", "attributive": "annual"},
        "gloss": "compared with a year earlier",
    },
    {
        "id": "low-hanging-fruit",
        "side": "business",
        "kind": "idiom",
        "forms": {"mass": "low-hanging fruit"},
        "plain": {"mass": "easiest improvements"},
        "gloss": "the easiest improvements",
    },
    {
        "id": "end-of-day",
        "side": "business",
        "kind": "idiom",
        "forms": {"phrase": "at the end of the day"},
        "plain": {"phrase": "in the end"},
        "gloss": "in the end",
    },
    {
        "id": "arr",
        "side": "business",
        "kind": "abbreviation",
        "action": "gloss",
        "forms": {"mass": "ARR"},
        "gloss": "yearly subscription income",
    },
    {
        "id": "ticket",
        "side": "both",
        "forms": {"sg": "ticket"},
        "senses": [
            {
                "id": "work",
                "side": "tech",
                "gloss": "a piece of work",
                "definition": "A piece of work.",
                "cues": ["sprint"],
            },
            {
                "id": "case",
                "side": "business",
                "gloss": "a customer's case",
                "definition": "A customer's case.",
                "cues": ["helpdesk"],
            },
        ],
    },
)


def entry(**fields: object) -> Entry:
    """An entry with what every entry needs filled in."""
    base = {"side": "tech", "category": "tests", "kind": "noun", "action": "replace"}
    meaning = {} if "senses" in fields else {"definition": "Made for a test."}
    return Entry.model_validate(base | meaning | fields)


@cache
def glossary() -> Glossary:
    return Glossary((entry(**dict(fields)) for fields in _ENTRIES), version="tests")


def run(
    text: str,
    *,
    to: Side = Side.BUSINESS,
    audience: Audience | None = None,
    known: frozenset[str] = frozenset(),
    words: Glossary | None = None,
    markup: Markup | None = Markup.PLAIN,
) -> Rewrite:
    """Rewrite `text` for `audience` (the general one of the side `to` unless given)."""
    message = masking.read(text, markup=markup)
    matches = (words or glossary()).find(message.text, protected=message.protected)
    return rewrite(
        message,
        matches=matches,
        figures=(),
        direction=Direction.to(to),
        audience=audience or Audience.general(to),
        known_terms=known,
    )


def to_business(text: str) -> str:
    return run(text).output


def to_tech(text: str) -> str:
    return run(text, to=Side.TECH).output
