"""Faithfulness, checked by code: what an answer lost, changed or added against its source.

Both engines' answers go through `check`. Kinds of violations are stable words:

| kind | meaning |
|---|---|
| `number_lost` | a number of the source is not in the answer, in any notation |
| `number_added` | a number that neither the source, a figure nor a used entry has |
| `unit_changed` | the number is there with another unit, or without its unit |
| `date_lost`, `date_added` | a date, time of day or deadline is missing or new |
| `deadline_changed` | "by Friday" became "after Friday", or the other way round |
| `name_lost`, `name_added` | a name is missing or new |
| `negation_changed` | the answer negates less or more than the source |
| `modality_changed` | a hedge, bound or obligation was dropped, added, weakened or made stronger |
| `cause_or_promise_added` | a cause, purpose or promise that neither source nor entries state |
| `quantity_direction_changed` | what went up goes down, or the other way round |
| `literal_lost`, `literal_added` | a mention, link, code, emoji or identifier is missing or new |
| `marker_leaked` | a marker of the masked text (⟦1⟧) was left in the answer |
| `prompt_echoed` | the answer speaks about its task or repeats its instructions |
| `language_changed` | the answer is in another language |
| `empty` | the answer has no words although the source has |
| `unchanged_copy` | the answer is the source (only where a change is expected) |
| `length` | the answer is far too long, or far too short, for its source |

Allowed beyond the source is what our own arithmetic (figures) and the wording of the matched
entries say; a number, name or negation inside a matched term may go away with the term.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from glossary.matching import TermMatch
from translators.masking import Message
from translators.models import Figure, Violation
from translators.verifying import claims, language, names, numbers
from translators.verifying.case import Case
from translators.verifying.facts import words


def check(
    source: Message,
    answer: Message,
    *,
    matches: Sequence[TermMatch] = (),
    figures: Sequence[Figure] = (),
    expect_change: bool = False,
    instructions: str = "",
) -> tuple[Violation, ...]:
    """What the answer got wrong, nothing where it is faithful.

    `matches` and `figures` are those of the source; what they say may appear in the answer.
    `expect_change` makes a mere copy a violation. `instructions` is the prompt that the answer
    must not repeat. Details of violations quote the texts: they are for the repair request and
    must not be logged.
    """
    if source.has_words and not answer.has_words:
        return (Violation("empty", "the answer has no words"),)
    case = Case(source, answer, tuple(matches), tuple(figures), expect_change, instructions)
    found = [violation for inspect in _CHECKS for violation in inspect(case)]
    return tuple(dict.fromkeys(found))


_PING = re.compile(r"<[!@#][^<>\s]*>?|(?<![\w.])@(?:channel|here|everyone)\b")


_ADDRESS = re.compile(
    r"(?<![\w@/.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|ai|co|eu|de|fr|uk|us|ch|nl|example|"
    r"internal|local|test)\b(?:/[\w./-]*\w)?",
    re.IGNORECASE,
)
"""A web address without its scheme: no literal, so an engine may reword what stands around it."""


def _addresses(case: Case) -> Iterator[Violation]:
    for match in _ADDRESS.finditer(case.source.text):
        if match[0].casefold() not in case.answer_message.text.casefold():
            yield Violation("literal_lost", f"'{match[0]}' is missing")
    for match in _ADDRESS.finditer(case.answer.text):
        if match[0].casefold() not in case.source_message.text.casefold():
            yield Violation("literal_added", f"'{match[0]}' is not in the source")


def _literals(case: Case) -> Iterator[Violation]:
    wanted = _literal_texts(case.source_message)
    given = _literal_texts(case.answer_message)
    for text in wanted:
        if text not in given and text not in case.answer_message.text:
            yield Violation("literal_lost", f"'{text}' is missing")
    for text in given:
        if text not in case.source_message.text and text not in case.licence.text:
            yield Violation("literal_added", f"'{text}' is not in the source")
    for match in _PING.finditer(f"{case.answer_message.text} {case.answer_message.raw}"):
        if match[0] not in case.source_message.text and match[0] not in given:
            yield Violation("literal_added", f"'{match[0]}' is not in the source")


def _literal_texts(message: Message) -> dict[str, None]:
    return {message.text[item.start : item.end]: None for item in message.protected}


_MARKER = re.compile(r"[⟦⟧]|\[\[\d+\]\]")
_TASK_TALK = re.compile(
    r"\b(?:as an ai|language model|system prompt|my instructions|these instructions|"
    r"you are (?:a|an) (?:\w+ )?(?:translator|assistant|bot|expert)|"
    r"here(?:'s| is) (?:the|your|a) (?:\w+ )?(?:translation|rewrite|version|rewritten)|"
    r"sure[,!] here|translated (?:text|message):|translation:|"
    r"i (?:can(?:no|')t|am unable to) (?:help|assist|translate)|the (?:message|"
    r"text) (?:below|above|to translate)|output format|json schema|"
    r"rewrite the (?:message|text)|translate the (?:message|text|following)|"
    r"target audience:|matched (?:terms|entries)|glossary entr(?:y|ies):)",
    re.IGNORECASE,
)
_ENVELOPE = re.compile(r"[\"']translation[\"']\s*:|</?data\b[ \w]*>", re.IGNORECASE)
"""The JSON of an output or the fence of the data, left in what people read."""
_RUN = 7


def _form(case: Case) -> Iterator[Violation]:
    answer, source = case.answer_message.text, case.source_message.text
    if _MARKER.search(answer) and not _MARKER.search(source):
        yield Violation("marker_leaked", "a marker of the masked text is left")
    echoed = _TASK_TALK.search(answer) or _ENVELOPE.search(answer)
    if (echoed and echoed[0].casefold() not in source.casefold()) or _repeats(case):
        yield Violation("prompt_echoed", "the answer speaks about the task")
    if language.differ(case.source.text, case.answer.text):
        yield Violation("language_changed", "the answer is in another language than the source")
    if case.expect_change and words(answer) == words(source):
        yield Violation("unchanged_copy", "the answer is the source")
    allowed = len(source) * 4 + 400 + len(" ".join(figure.statement for figure in case.figures))
    if len(answer) > allowed:
        yield Violation("length", f"{len(answer)} characters for {len(source)}")
    if len(words(source)) > 20 and len(words(answer)) * 6 < len(words(source)):
        yield Violation("length", f"{len(words(answer))} words for {len(words(source))}")


def _repeats(case: Case) -> bool:
    """Whether the answer holds a run of words of the instructions that the source does not hold."""
    prompt = words(case.instructions)
    if len(prompt) < _RUN:
        return False
    runs = {tuple(prompt[i : i + _RUN]) for i in range(len(prompt) - _RUN + 1)}
    said, known = words(case.answer_message.text), words(case.source_message.text)
    spoken = {tuple(said[i : i + _RUN]) for i in range(len(said) - _RUN + 1)}
    there = {tuple(known[i : i + _RUN]) for i in range(len(known) - _RUN + 1)}
    return bool((spoken & runs) - there)


_CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    numbers.numbers_lost,
    numbers.numbers_added,
    numbers.labels,
    numbers.rates,
    names.dates,
    names.deadlines,
    names.names,
    claims.negation,
    claims.modality,
    claims.claims,
    claims.direction,
    _literals,
    _addresses,
    _form,
)
