"""The answer to a translation: what matters first, everything it rests on below, in few lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.carried import pack
from bot.views import blocks as kit
from bot.views.audiences import heading, people
from bot.views.blocks import Block, Element, Rendered, View
from bot.views.escaping import literal, safe
from glossary.terms import Audience, Side
from translators.models import Direction, Engine, Figure, TermUse, Translation

MODAL = "answer"
SWAP = "answer_swap"
TO_BUSINESS = "answer_to_business"
TO_TECH = "answer_to_tech"
POST = "answer_post"
AUDIENCE = "answer_audience"
SUGGEST = "answer_suggest"
FEEDBACK = "answer_feedback"
HELPFUL = "answer_helpful"
NOT_HELPFUL = "answer_not_helpful"

TITLE = "Translate jargon"
MAX_TERMS = 8
_SLOTS = {
    "goal": "goal",
    "target": "target number",
    "metric": "measure of success",
    "deadline": "deadline",
    "budget": "budget",
    "stakeholders": "people concerned",
    "constraints": "constraints",
}
_TOO_LONG = "This text is too long for buttons: copy the answer, or translate it in parts."


@dataclass(frozen=True, slots=True)
class Answer:
    """A translation with what its buttons need.

    `author` is the display name of whoever wrote the message, `names` are display names by Slack
    id. `response_url` is where a modal may still post to (None: nowhere), `channel` where it was
    opened.
    """

    translation: Translation
    job_id: str
    author: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    response_url: str | None = None
    channel: str | None = None


def message(answer: Answer) -> Rendered:
    """The answer as a message that only its reader sees."""
    rows = [*_body(answer), *_message_buttons(answer)]
    return Rendered(_spoken(answer), tuple(rows))


def modal(answer: Answer) -> View:
    """The answer in the modal that the shortcut opened."""
    carried = {"url": answer.response_url, "channel": answer.channel}
    metadata = pack(carried, limit=kit.METADATA_LIMIT) or ""
    rows = [*_body(answer), *_modal_buttons(answer)]
    return kit.modal(TITLE, rows, callback=MODAL, metadata=metadata)


def posted(output: str, *, author: str | None, poster: str) -> Rendered:
    """An answer that somebody shares with the channel: Parlance speaks, and says whose words these
    were.

    `output` is mrkdwn that went through `escaping.safe`.
    """
    credit = f"Translated by Parlance from a message by {literal(author or poster)}"
    if author and author != poster:
        credit += f" · shared by {literal(poster)}"
    return Rendered(f"{output}\n{credit}", (*kit.sections(output), kit.context(credit)))


def working() -> Rendered:
    return Rendered("Translating…", (kit.context("Translating…"),))


def working_modal() -> View:
    return kit.modal(TITLE, [kit.section("Working…")], callback=MODAL)


def shared_note() -> Block:
    return kit.context("✓ Posted to the channel.")


def thanks() -> Block:
    return kit.context("Thank you for telling us.")


def output_of(answer: Answer) -> str:
    """The translated text as mrkdwn that can't ping."""
    translation = answer.translation
    return safe(translation.output, markup=translation.markup, names=answer.names)


def _body(answer: Answer) -> list[Block]:
    translation = answer.translation
    if translation.wordless:
        return kit.sections("\n".join(map(literal, translation.notes)))
    rows = _undecided(answer) if _is_undecided(translation) else _translated(answer)
    return [
        *rows,
        *_figures(translation.figures),
        *_terms(translation.terms),
        *_questions(translation.questions),
        *_slots(translation.slots),
        *_small_print(translation),
    ]


def _is_undecided(translation: Translation) -> bool:
    return translation.direction is Direction.UNDECIDED


def _translated(answer: Answer) -> list[Block]:
    return [kit.context(_for_whom(answer.translation)), *kit.sections(output_of(answer))]


def _undecided(answer: Answer) -> list[Block]:
    return [
        kit.section("*For whom is this?* Both sides could have written it."),
        *kit.actions(_choices(answer)),
    ]


def _for_whom(translation: Translation) -> str:
    audience = translation.audience
    return f"*For {people(audience)}*" if audience else "*Translation*"


def _figures(figures: Sequence[Figure]) -> list[Block]:
    return _list("In numbers", (_figure(figure) for figure in figures))


def _figure(figure: Figure) -> str:
    how = " · ".join(literal(part) for part in (figure.formula, figure.assumption) if part)
    line = f"• {literal(figure.source)}: {literal(figure.statement)}"
    return f"{line}\n      {how}" if how else line


def _terms(terms: Sequence[TermUse]) -> list[Block]:
    unique = {term.entry: term for term in reversed(terms) if term.explained and term.meaning}
    shown = list(reversed(unique.values()))
    lines = [f"• *{literal(_unescaped(term.surface))}*: {literal(term.meaning)}" for term in shown]
    more = len(lines) - MAX_TERMS
    if more > 0:
        lines[MAX_TERMS:] = [f"…and {more} more"]
    return _list("Words", lines)


def _unescaped(surface: str) -> str:
    """A surface form is cut from the text as it arrived, where Slack has escaped three
    characters."""
    return surface.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _questions(questions: Sequence[str]) -> list[Block]:
    numbered = (f"{number}. {literal(text)}" for number, text in enumerate(questions, start=1))
    return _list("Worth asking first", numbered)


def _slots(slots: Mapping[str, str | None]) -> list[Block]:
    given = [
        f"*{_SLOTS.get(name, name).capitalize()}*: {literal(value)}"
        for name, value in slots.items()
        if value
    ]
    missing = [_SLOTS.get(name, name) for name, value in slots.items() if not value]
    lines = [" · ".join(given)] if given else []
    if missing:
        lines.append(f"*Not said yet*: {', '.join(missing)}")
    return [kit.context(*lines)] if lines else []


def _small_print(translation: Translation) -> list[Block]:
    rows = []
    if translation.lens and translation.lens.strip():
        rows.append(kit.context(literal(translation.lens)))
    notes = [literal(note) for note in translation.notes if note.strip()]
    if notes:
        rows.append(kit.context("\n".join(notes)))
    if not _is_undecided(translation):
        rows.append(kit.context(engine_line(translation)))
    return rows


def engine_line(translation: Translation) -> str:
    """Who answered, so that nobody takes rules for a model or a model for a person."""
    if translation.engine is Engine.GLOSSARY:
        return "Answered by the glossary only (no AI model)"
    model = literal(translation.model or "the AI model")
    return f"Answered by {model} with the glossary · AI can be wrong"


def _list(title: str, lines: Iterable[str]) -> list[Block]:
    text = "\n".join(lines)
    return kit.sections(f"*{title}*\n{text}") if text else []


def _message_buttons(answer: Answer) -> list[Block]:
    if answer.translation.wordless:
        return []
    thumbs = {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": _thumb("👍", "This was helpful", f"+{answer.job_id}"),
                "negative_button": _thumb("👎", "This was not helpful", f"-{answer.job_id}"),
            }
        ],
    }
    return [*_offers(answer), thumbs]


def _modal_buttons(answer: Answer) -> list[Block]:
    """Feedback buttons exist in messages only, so a modal has two plain ones."""
    if answer.translation.wordless:
        return []
    thumbs = [
        kit.button("👍 Helpful", action=HELPFUL, value=f"+{answer.job_id}"),
        kit.button("👎 Not helpful", action=NOT_HELPFUL, value=f"-{answer.job_id}"),
    ]
    return [*_offers(answer), *kit.actions(thumbs)]


def _thumb(face: str, spoken: str, value: str) -> Element:
    return {"text": kit.plain(face), "accessibility_label": spoken, "value": value}


def _offers(answer: Answer) -> list[Block]:
    """What one can do with the answer; an offer whose text can't be carried is not made."""
    if _is_undecided(answer.translation):
        fits = bool(_choices(answer))
    else:
        fits = _swap(answer) is not None and _post(answer) is not None
    row = kit.actions([offer for offer in _offered(answer) if offer])
    return row if fits else [*row, kit.context(_TOO_LONG)]


def _offered(answer: Answer) -> list[Element | None]:
    suggest = kit.button("Suggest a better term", action=SUGGEST, value=_entries(answer))
    if _is_undecided(answer.translation):
        return [suggest]
    return [_post(answer), _swap(answer), _other_audience(answer), suggest]


def _choices(answer: Answer) -> list[Element]:
    pairs = (
        (Side.BUSINESS, Audience.BUSINESS, TO_BUSINESS),
        (Side.TECH, Audience.ENGINEERING, TO_TECH),
    )
    offered = (
        _again(answer, f"For {people(audience)}", action=action, to=side)
        for side, audience, action in pairs
    )
    return [button for button in offered if button]


def _post(answer: Answer) -> Element | None:
    value = pack({"out": output_of(answer), "author": answer.author}, limit=kit.VALUE_LIMIT)
    if value is None:
        return None
    return kit.button("Post to channel", action=POST, value=value, style="primary")


def _swap(answer: Answer) -> Element | None:
    source = answer.translation.direction.source
    return _again(answer, "Swap direction", action=SWAP, to=source)


def _other_audience(answer: Answer) -> Element | None:
    return _again(answer, "Other audience…", action=AUDIENCE, to=None)


def _again(answer: Answer, text: str, *, action: str, to: Side | None) -> Element | None:
    """A button that translates the same text once more, towards `to`."""
    carried = {
        "text": answer.translation.text,
        "markup": answer.translation.markup,
        "author": answer.author,
        "to": to,
    }
    value = pack(carried, limit=kit.VALUE_LIMIT)
    return kit.button(text, action=action, value=value) if value else None


def _entries(answer: Answer) -> str:
    """The ids of the terms in the answer, as many as a button holds."""
    unique = list(dict.fromkeys(term.entry for term in answer.translation.terms))
    return kit.cut(" ".join(unique), kit.VALUE_LIMIT).removesuffix(kit.MORE) or "-"


def _spoken(answer: Answer) -> str:
    """The answer for screen readers and notifications, which see no blocks."""
    translation = answer.translation
    if translation.wordless:
        return "\n".join(map(literal, translation.notes))
    if _is_undecided(translation):
        return "For whom is this? Both sides could have written it."
    to = heading(translation.audience) if translation.audience else "Translation"
    asked = [f"Question: {literal(question)}" for question in translation.questions]
    return "\n".join([f"{to}: {output_of(answer)}", *asked, engine_line(translation)])
