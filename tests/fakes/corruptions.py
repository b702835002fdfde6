"""Seeded mistakes: a faithful answer spoiled in one way that verification must notice.

`corruptions(source, answer)` gives every spoiling that applies to a pair (a negation can only be
dropped where there is one), each with the kinds of violation of which at least one has to be
reported. Deterministic.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glossary.literals import LiteralKind, literals
from translators.reckoning import dates

NUMBER = frozenset({"number_lost", "number_added", "unit_changed"})
DATE = frozenset({"date_lost", "date_added"})
NAME = frozenset({"name_lost", "name_added"})
MODALITY = frozenset({"modality_changed", "cause_or_promise_added"})
LITERAL = frozenset({"literal_lost", "literal_added"})


@dataclass(frozen=True, slots=True)
class Corruption:
    """A spoiled answer. `name` says how; `expected` are the violation kinds that count as
    noticing it."""

    name: str
    answer: str
    expected: frozenset[str]


Spoiler = Callable[[str, str], Iterator[str]]

_DIGITS = re.compile(r"(?<![\w.,:/#<@-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/]|[.,-]\d)")


def _inside_literal(text: str, start: int, end: int) -> bool:
    return any(item.start < end and start < item.end for item in literals(text))


def _plain_numbers(text: str) -> Iterator[re.Match[str]]:
    for match in _DIGITS.finditer(text):
        if not _inside_literal(text, *match.span()):
            yield match


def _replace(text: str, match: re.Match[str], replacement: str) -> str:
    return text[: match.start()] + replacement + text[match.end() :]


def changed_number(source: str, answer: str) -> Iterator[str]:
    for match in _plain_numbers(answer):
        if match[0] in source:
            digit = "7" if match[0][0] != "7" else "3"
            yield _replace(answer, match, digit + match[0][1:])
            yield _replace(answer, match, "1" + match[0])


def invented_number(source: str, answer: str) -> Iterator[str]:
    yield _append(answer, "This affects 46 customers.")
    yield _append(answer, "That is 83% of all cases.")
    yield _append(answer, "It costs $4,700.")


def changed_unit(source: str, answer: str) -> Iterator[str]:
    for unit, other in (
        ("ms", "s"),
        ("minutes", "hours"),
        ("days", "weeks"),
        ("%", " ms"),
        ("hours", "minutes"),
    ):
        match = re.search(rf"(?<=\d)\s?{unit}(?!\w)", answer)
        number = re.search(rf"(\d[\d.,]*)\s?{unit}(?!\w)", answer)
        if match and number and number[1] in source:
            yield _replace(answer, match, f" {other.strip()}")


def dropped_negation(source: str, answer: str) -> Iterator[str]:
    if not _NEGATED.search(source):
        return
    for pattern, replacement in _UNDO_NEGATION:
        if re.search(pattern, answer):
            yield re.sub(pattern, replacement, answer, count=1)


_NEGATED = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|without|cannot)\b|n't\b", re.IGNORECASE
)
_UNDO_NEGATION = (
    (r"\b(is|are|was|were|do|does|did|has|have|will|would|should|could|may|can|am) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\b(is|are|was|were|do|does|did|has|have|had|would|should|could)n't\b", r"\1"),
    (r"\bwon't\b", "will"),
    (r"\bcan't\b", "can"),
    (r"\bnever\b", "always"),
    (r"\bunable to\b", "able to"),
    (r"\bNobody\b|\bNo one\b", "Everybody"),
    (r"\bnobody\b|\bno one\b", "everybody"),
    (r"\bwithout\b", "with"),
)


def added_negation(source: str, answer: str) -> Iterator[str]:
    match = re.search(
        r"\b(is|are|was|were|will|can|should|may|might|has|have)\b(?! not|n't|n’t)", answer
    )
    if match and not re.match(r" (?:no|never|nobody|only|nothing|to)\b", answer[match.end() :]):
        yield answer[: match.end()] + " not" + answer[match.end() :]
    yield _append(answer, "This is not true for large customers.")


def upgraded_modality(source: str, answer: str) -> Iterator[str]:
    pairs = (
        (r"\b(?:may|might|could)\b(?! not)", "will"),
        (r"\bshould\b(?! not)", "must"),
        (r" (?:probably|likely)\b", ""),
    )
    for pattern, replacement in pairs:
        if re.search(pattern, answer) and re.search(pattern.strip(" "), source):
            yield re.sub(pattern, replacement, answer)


def dropped_approximation(source: str, answer: str) -> Iterator[str]:
    pattern = (
        r"\b(?:about|around|roughly|up to|at least|as much as)\s(?=[$€£]?\d|(?:half|one|two|"
        r"three|four|five|ten|a third|a quarter|twice)\b)|, at least,|"
        r" at least\b"
    )
    if re.search(r"\b(?:about|around|roughly|up to|at least)\b", source, re.IGNORECASE):
        spoiled = re.sub(pattern, " ", answer, flags=re.IGNORECASE)
        if spoiled != answer:
            yield spoiled


def added_date(source: str, answer: str) -> Iterator[str]:
    for said in (
        "on Wednesday",
        "in November",
        "by 17 December",
        "the day after tomorrow",
        "in 2031",
    ):
        if said.split()[-1][:3] not in source:
            yield f"{answer.rstrip('.!? ')} {said}."


def changed_date(source: str, answer: str) -> Iterator[str]:
    for when in dates.find(answer):
        if any(atom.startswith("weekday") for atom in when.atoms):
            other = "Sunday" if "weekday:sun" not in when.atoms else "Friday"
            yield answer[: when.start] + other + answer[when.end :]


def lost_date(source: str, answer: str) -> Iterator[str]:
    said = dates.find(answer)
    for when in said:
        kept = any(when.atoms & other.atoms for other in dates.find(source))
        repeated = any(other != when and other.atoms & when.atoms for other in said)
        if kept and not repeated:
            yield answer[: when.start] + "then" + answer[when.end :]


def added_name(source: str, answer: str) -> Iterator[str]:
    yield _append(answer, "Kevin confirmed this.")
    yield _append(answer, "We checked it together with Northwind.")
    yield f"{answer.rstrip('.!? ')}, says Beatrix Lund."


def added_cause(source: str, answer: str) -> Iterator[str]:
    yield f"{answer.rstrip('.!? ')}, because the vendor made a mistake."
    yield f"{answer.rstrip('.!? ')} due to bad planning."
    yield f"{answer.rstrip('.!? ')}, so everybody gets a refund."


def added_promise(source: str, answer: str) -> Iterator[str]:
    yield _append(answer, "We guarantee that everything goes well.")
    yield _append(answer, "Rest assured, this is definitely over.")


def lost_literal(source: str, answer: str) -> Iterator[str]:
    for item in literals(answer):
        if item.kind is not LiteralKind.IDENTIFIER:
            yield answer[: item.start] + "it" + answer[item.end :]


def added_ping(source: str, answer: str) -> Iterator[str]:
    yield f"<!channel> {answer}"
    yield f"{answer} <@U0EVIL999>"
    yield f"{answer} @here"


def added_link(source: str, answer: str) -> Iterator[str]:
    yield f"{answer} See <https://evil.example/login|here>."
    yield f"{answer} https://evil.example/login"


def leaked_marker(source: str, answer: str) -> Iterator[str]:
    yield f"⟦1⟧ {answer}"
    yield f"{answer} ⟦12⟧"


def echoed_prompt(source: str, answer: str) -> Iterator[str]:
    yield f"Here is the translation: {answer}"
    yield f"You are a translator between teams. {answer}"
    yield f"As an AI language model I rewrote this. {answer}"


def wrong_language(source: str, answer: str) -> Iterator[str]:
    yield (
        "Wir haben die Änderung gestern zurückgenommen und prüfen jetzt, warum der Dienst "
        "für die Kunden nicht erreichbar war."
    )
    yield (
        "Nous avons annulé le changement et nous vérifions pourquoi le service ne répond pas "
        "pour les clients dans la région."
    )
    yield (
        "Hemos revertido el cambio y estamos revisando por qué el servicio no responde para "
        "los clientes de la región."
    )
    yield "Мы откатили изменение и проверяем, почему сервис не отвечает."


def empty(source: str, answer: str) -> Iterator[str]:
    yield from ("", "   \n", "…", "-")


def same_as_input(source: str, answer: str) -> Iterator[str]:
    yield source


def _append(answer: str, sentence: str) -> str:
    end = "" if answer.rstrip().endswith((".", "!", "?", ":")) else "."
    return f"{answer.rstrip()}{end} {sentence}"


SPOILERS: tuple[tuple[Spoiler, frozenset[str]], ...] = (
    (changed_number, NUMBER | DATE),
    (invented_number, NUMBER),
    (changed_unit, NUMBER),
    (dropped_negation, frozenset({"negation_changed"})),
    (added_negation, frozenset({"negation_changed"})),
    (upgraded_modality, MODALITY),
    (dropped_approximation, MODALITY),
    (added_date, DATE),
    (changed_date, DATE),
    (lost_date, DATE),
    (added_name, NAME),
    (added_cause, frozenset({"cause_or_promise_added"})),
    (added_promise, frozenset({"cause_or_promise_added"})),
    (lost_literal, LITERAL),
    (added_ping, LITERAL),
    (added_link, LITERAL),
    (leaked_marker, frozenset({"marker_leaked"})),
    (echoed_prompt, frozenset({"prompt_echoed"})),
    (
        wrong_language,
        frozenset({"language_changed", "number_lost", "name_lost", "date_lost", "literal_lost"}),
    ),
    (empty, frozenset({"empty"})),
    (same_as_input, frozenset({"unchanged_copy"})),
)


def corruptions(source: str, answer: str) -> tuple[Corruption, ...]:
    """Every spoiled form of a faithful answer to `source`."""
    return tuple(
        Corruption(spoil.__name__, spoiled, expected)
        for spoil, expected in SPOILERS
        for spoiled in spoil(source, answer)
        if spoiled != answer or spoil is same_as_input
    )
