"""Sentences that say what an answer did not do, and why. They hold words of the text, so they are
shown, never logged.
"""

from collections.abc import Sequence

from glossary.matching import TermMatch
from glossary.terms import Audience

_PLAIN = "The text is already plain: nothing had to change."
_PLAIN_WITH_TERMS = "The wording was left as it is; the words in it are explained."
_PLAIN_WITH_FIGURES = "The wording was left as it is; the figures say what its numbers amount to."
NO_WORDS = "There are no words in it to translate."
UNDECIDED = (
    "It is not clear which side this comes from. Say whether it is meant for business or for tech."
)

_FALLBACK = {
    "no_model": "No AI model is set up, so the glossary alone answered.",
    "model_busy": "The AI model is busy, so the glossary alone answered.",
    "model_unavailable": "The AI model could not be reached, so the glossary alone answered.",
    "model_rejected": "The AI model did not accept the request, so the glossary alone answered.",
    "model_refused": "The AI model declined to answer, so the glossary alone answered.",
    "model_malformed": "The AI model's answer could not be read, so the glossary alone answered.",
    "budget_spent": (
        "The workspace has used up today's budget for the AI model, so the glossary alone answered."
        " The model is back after midnight UTC."
    ),
    "unfaithful": "The AI model did not keep to the message, so the glossary alone answered.",
    "withheld": "A plainer sentence could not be vouched for, so the wording was left as it was.",
}

_LEFT = {
    "undecided": "“{surface}” was left as it is: it has more than one meaning here.",
    "quoted": "“{surface}” was left as it is: it stands in a quotation.",
}


def unchanged_note(*, explained: bool, figures: bool) -> str:
    """Why the wording stayed, and what the answer offers instead."""
    if figures:
        return _PLAIN_WITH_FIGURES
    return _PLAIN_WITH_TERMS if explained else _PLAIN


def fallback_note(reason: str) -> str:
    """Why the glossary answered although a model was wanted."""
    return _FALLBACK.get(
        reason, "The AI model gave no usable answer, so the glossary alone answered."
    )


def left_note(surface: str, reason: str) -> str | None:
    """Why a term was not touched; None for reasons that are of no use to a reader."""
    template = _LEFT.get(reason)
    return template.format(surface=surface) if template else None


def vague_note(words: Sequence[str]) -> str | None:
    """Which words of an ask leave open what is meant."""
    if not words:
        return None
    quoted = ", ".join(f"“{word}”" for word in words)
    return f"These words leave open how much is meant: {quoted}."


def meaning_of(match: TermMatch, audience: Audience | None) -> str:
    """What a term means, as one short phrase. An undecided one gets all its meanings."""
    entry = match.entry
    if match.undecided and entry.senses:
        return "either " + ", or ".join(sense.gloss or sense.id for sense in entry.senses)
    meaning = entry.worded_for(audience, match.sense) if audience else match.meaning
    gloss = meaning.gloss or meaning.definition or ""
    if match.role == "reverse":
        return f"the other side says “{entry.headword}”: {gloss}"
    return gloss
