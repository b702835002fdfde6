"""What a model is told about a message: instructions that hold for many, and this message's data.

Only what is needed leaves: the message with everything private or untouchable behind markers, the
glossary's wording of the terms found in it, and the figures worked out from it.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from glossary.literals import Literal, LiteralKind
from glossary.matching import TermMatch
from glossary.terms import Action, Audience, Example, Slot
from prompts.library import WorkedExample, load, load_examples
from translators.inference.examples import nearest
from translators.inference.secrets import REMOVED, Private, find_private, remove_secrets
from translators.masking import Message
from translators.models import Direction, Figure, Span, Violation
from translators.ports import ModelRequest

MAX_ENTRIES = 12
MAX_EXAMPLES = 3
"""Two or three worked examples from the pool; a sentence of a matched entry is the third."""
_BRACKETS = re.compile(r"[⟦⟧]")

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Instructions:
    """The static part. `label` names prompt, version and the SHA-256 of the very text sent and of
    the pool that the examples of each message come from."""

    text: str
    label: str

    @property
    def rules(self) -> str:
        """All that no answer may repeat. The example is left out: people may well write the same
        sentences as its message."""
        asked = (load(name).text for name in ("request", "repair"))
        return "\n".join((self.text.split("# Example\n")[0], *asked))


@dataclass(frozen=True)
class Briefing:
    """Everything for one message. `message` has its private parts protected as well.

    `matches` and `figures` are those that touch nothing private; `data` is what is sent.
    `expects_change` tells that the message holds a term that the reader needs other words for.
    """

    message: Message
    direction: Direction
    matches: tuple[TermMatch, ...]
    figures: tuple[Figure, ...]
    instructions: Instructions
    data: Data
    expects_change: bool
    secret_spans: tuple[Span, ...]

    def request(self, *, person: str | None) -> ModelRequest:
        return self._request(self.data, person=person)

    def repair(
        self, answer: str, violations: Iterable[Violation], *, person: str | None
    ) -> ModelRequest:
        """The same question with the rejected `answer`, still masked, and what was wrong."""
        found = [f"{v.kind}: {self._masked(v.detail)}".rstrip(": ") for v in violations]
        data = {**self.data, "previous_answer": answer, "found": found}
        return self._request(data, person=person, ending=load("repair").text)

    def without_secrets(self, text: str) -> str:
        """`text`, in the message's own markup, without the message's secrets."""
        for secret in self.secret_texts:
            text = text.replace(secret, REMOVED)
        return text

    @cached_property
    def secret_texts(self) -> tuple[str, ...]:
        """The secrets of the message as they stand in its raw text; the longest first."""
        raw = self.message.raw
        spans = (self.message.raw_span(span.start, span.end) for span in self.secret_spans)
        return tuple(sorted((raw[s.start : s.end] for s in spans), key=len, reverse=True))

    @cached_property
    def written(self) -> str:
        """The data as the model reads it."""
        return _written(self.data)

    @cached_property
    def askable(self) -> str:
        """Every text that a question may take its numbers from."""
        asks = (entry.get("ask", "") for entry in self.data["glossary"])
        figures = (text for figure in self.data["figures"] for text in figure.values())
        return "\n".join((self.data["message"], *asks, *figures))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over all that an answer depends on: text, target, prompt and what was matched."""
        parts = (self.message.raw, self.message.markup, self.instructions.label, self.written)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _request(self, data: Data, *, person: str | None, ending: str = "") -> ModelRequest:
        payload = load("request").render(code=secrets.token_hex(8), data=_written(data))
        return ModelRequest(
            instructions=self.instructions.text,
            payload=f"{payload}\n\n{ending}".rstrip(),
            prompt=self.instructions.label,
            person=person,
        )

    def _masked(self, detail: str) -> str:
        """A check's remark, which may quote the message, with markers for what they hide."""
        message = self.message
        for item, marker in zip(message.protected, message.markers, strict=True):
            span = message.raw_span(item.start, item.end)
            for hidden in {message.text[item.start : item.end], message.raw[span.start : span.end]}:
                detail = detail.replace(hidden, marker)
        return remove_secrets(detail)


def brief(
    message: Message,
    *,
    direction: Direction,
    audience: Audience,
    matches: Sequence[TermMatch],
    figures: Sequence[Figure],
) -> Briefing:
    """What the model is told about `message`. `direction` must be decided (else ValueError)."""
    instructions = instructions_for(direction, audience)
    private = find_private(message.text)
    shielded = message.with_protected(map(_literal, private))
    kept = tuple(m for m in matches if not shielded.is_protected(m.start, m.end))
    facts = tuple(f for f in figures if not shielded.is_protected(f.start, f.end))
    chosen = _chosen(kept, direction=direction, audience=audience)
    data = {
        "message": shielded.masked,
        "glossary": [_entry(m, direction=direction, audience=audience) for m in chosen],
        "figures": [_figure(figure) for figure in facts],
        "examples": _examples(chosen, direction=direction, audience=audience, text=shielded.masked),
    }
    return Briefing(
        message=shielded,
        direction=direction,
        matches=kept,
        figures=facts,
        instructions=instructions,
        data=data,
        expects_change=any(_needs_change(match, audience) for match in chosen),
        secret_spans=tuple(Span(item.start, item.end) for item in private if item.is_secret),
    )


def shield(message: Message) -> Message:
    """The message with everything private protected, so that markers stand for it."""
    return message.with_protected(map(_literal, find_private(message.text)))


def _literal(private: Private) -> Literal:
    return Literal(LiteralKind.IDENTIFIER, private.start, private.end)


@cache
def instructions_for(direction: Direction, audience: Audience) -> Instructions:
    """The static part for a direction and audience; what differs between audiences stands last."""
    if direction is Direction.UNDECIDED:
        raise ValueError("an undecided message has no instructions")
    prompt = load(direction.value)
    text = prompt.render(audience=load(f"audiences/{audience.value}").text)
    sha = hashlib.sha256((text + load_examples(direction.value).sha).encode()).hexdigest()
    return Instructions(text, f"{prompt.id}@{prompt.version}+{sha[:10]}")


def _chosen(
    matches: Sequence[TermMatch], *, direction: Direction, audience: Audience
) -> list[TermMatch]:
    """One match for each entry that tells the model something, at most `MAX_ENTRIES`, in order.

    Where there are more, those that the audience does not know come first.
    """
    telling: dict[tuple[str, str | None], TermMatch] = {}
    for match in matches:
        if _tells(match, direction):
            telling.setdefault((match.entry.id, match.sense.id if match.sense else None), match)
    by_need = sorted(telling.values(), key=lambda match: match.entry.known_to(audience))
    return sorted(by_need[:MAX_ENTRIES], key=lambda match: match.start)


def _tells(match: TermMatch, direction: Direction) -> bool:
    """Whether the target's side is the one that needs a word for this.

    A term of the source's side has a plain wording; a wording that stands for a term of the
    target's side has that term. The rest is in the reader's own words already.
    """
    side = direction.source if match.role == "term" else direction.target
    return match.undecided or (side is not None and match.meaning.belongs_to(side))


def _entry(match: TermMatch, *, direction: Direction, audience: Audience) -> dict[str, Any]:
    """A match as the prompts describe it; keys without a value are left out."""
    entry = match.entry
    if match.undecided and entry.senses:
        return {"term": _clean(match.surface), "either": [_clean(s.gloss) for s in entry.senses]}
    meaning = entry.worded_for(audience, match.sense)
    to_tech = direction is Direction.BUSINESS_TO_TECH
    described = {
        "term": _clean(match.surface),
        "say": _clean(_wording(match, audience)),
        "means": _clean(meaning.gloss),
        "why": None if to_tech else _clean(meaning.so_what),
        "ask": _clean(meaning.reverse.ask) if to_tech else None,
        "facts": [_clean(fact) for fact in meaning.facts_for_llm],
    }
    return {key: value for key, value in described.items() if value}


def _wording(match: TermMatch, audience: Audience) -> str | None:
    """What to say for a match; None where the glossary wants the word itself kept."""
    if match.role == "reverse":
        return match.entry.headword
    meaning = match.entry.worded_for(audience, match.sense)
    if meaning.action in (Action.NEVER, Action.DEFINE):
        return None
    plural = match.slot is Slot.PL
    return meaning.plain.get(match.slot) or (meaning.gloss_pl if plural else None) or meaning.gloss


def _needs_change(match: TermMatch, audience: Audience) -> bool:
    """Whether the glossary has other words for this, which the reader needs."""
    wording = None if match.undecided else _wording(match, audience)
    other = wording is not None and wording.casefold() != match.surface.casefold()
    return other and not match.entry.known_to(audience) and match.role == "term"


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "from": _clean(figure.source),
        "is": _clean(figure.statement),
        "assuming": _clean(figure.assumption),
    }


def _examples(
    matches: Sequence[TermMatch], *, direction: Direction, audience: Audience, text: str
) -> list[dict[str, Any]]:
    """At most `MAX_EXAMPLES`, two of them at least from the pool: those most like the text."""
    sentences = _sentences(matches, direction=direction, text=text)[:1]
    pool = nearest(
        text,
        terms=(match.entry.id for match in matches),
        direction=direction,
        audience=audience,
        most=MAX_EXAMPLES - len(sentences),
    )
    return [*map(_worked, pool), *sentences]


def _worked(example: WorkedExample) -> dict[str, Any]:
    shown: dict[str, Any] = {"before": example.before, "after": example.after}
    return {**shown, "questions": list(example.questions)} if example.questions else shown


def _sentences(
    matches: Sequence[TermMatch], *, direction: Direction, text: str
) -> list[dict[str, str]]:
    """The entries' own examples for this direction, the ones most like the text first."""
    words = _words(text)
    candidates = [
        example
        for match in matches
        for example in match.entry.examples
        if example.to in (None, direction.target)
    ]
    candidates.sort(key=lambda example: _likeness(words, example), reverse=True)
    return [{"before": _clean(e.before), "after": _clean(e.after)} for e in candidates]


def _written(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _likeness(words: frozenset[str], example: Example) -> float:
    """Jaccard's index of the words of both: shared ones over all."""
    others = _words(example.before)
    return len(words & others) / max(1, len(words | others))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _clean(text: str | None) -> str:
    """A glossary's text, which people write too: no secrets, and no markers of its own."""
    return _BRACKETS.sub("", remove_secrets(text)) if text else ""
