"""The answer to a translation: what matters first, everything it rests on below, in few lines."""

from collections.abc import Iterable, Mapping, Sequence

from bot.carried import pack
from bot.views import answer_buttons as buttons
from bot.views import blocks as kit
from bot.views.answered import Answer
from bot.views.audiences import heading, people
from bot.views.blocks import Block, Rendered, View
from bot.views.escaping import literal
from translators.models import Engine, Figure, TermUse, Translation

MODAL = "answer"

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


def message(answer: Answer) -> Rendered:
    """The answer as a message that only its reader sees."""
    rows = [*_body(answer), *buttons.under_message(answer)]
    return Rendered(_spoken(answer), tuple(rows))


def modal(answer: Answer) -> View:
    """The answer in the modal that the shortcut opened."""
    carried = {"url": answer.response_url, "channel": answer.channel}
    metadata = pack(carried, limit=kit.METADATA_LIMIT) or ""
    rows = [*_body(answer), *buttons.under_modal(answer)]
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


def _body(answer: Answer) -> list[Block]:
    translation = answer.translation
    if translation.wordless:
        return kit.sections("\n".join(map(literal, translation.notes)))
    rows = _undecided(answer) if answer.is_undecided else _translated(answer)
    return [
        *rows,
        *_figures(translation.figures),
        *_terms(translation.terms),
        *_questions(translation.questions),
        *_slots(translation.slots),
        *_small_print(answer),
    ]


def _translated(answer: Answer) -> list[Block]:
    return [kit.context(_for_whom(answer.translation)), *kit.sections(answer.output)]


def _undecided(answer: Answer) -> list[Block]:
    return [
        kit.section("*For whom is this?* Both sides could have written it."),
        *kit.actions(buttons.choices(answer)),
    ]


def _for_whom(translation: Translation) -> str:
    audience = translation.audience
    return f"*For {people(audience)}*" if audience else "*Translation*"


def _figures(figures: Sequence[Figure]) -> list[Block]:
    return _list("In numbers", (_figure(figure) for figure in figures))


def _figure(figure: Figure) -> str:
    how = " · ".join(literal(part) for part in (figure.formula, figure.assumption) if part)
    line = f"• {literal(figure.statement)}"
    return f"{line}\n      ↳ {how}" if how else line


def _explained(terms: Sequence[TermUse]) -> list[TermUse]:
    """Each entry once, where it stands first."""
    unique = {term.entry: term for term in reversed(terms) if term.explained and term.meaning}
    return list(reversed(unique.values()))


def _terms(terms: Sequence[TermUse]) -> list[Block]:
    lines = [
        f"• *{literal(_unescaped(term.surface))}*: {literal(term.meaning)}"
        for term in _explained(terms)
    ]
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


def _small_print(answer: Answer) -> list[Block]:
    translation, rows = answer.translation, []
    if translation.lens and translation.lens.strip():
        rows.append(kit.context(literal(translation.lens)))
    notes = [literal(note) for note in translation.notes if note.strip()]
    if notes:
        rows.append(kit.context("\n".join(notes)))
    if not answer.is_undecided:
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


def _spoken(answer: Answer) -> str:
    """The answer for screen readers and notifications, which see no blocks."""
    translation = answer.translation
    if translation.wordless:
        return "\n".join(map(literal, translation.notes))
    if answer.is_undecided:
        return "For whom is this? Both sides could have written it."
    to = heading(translation.audience) if translation.audience else "Translation"
    lines = [f"{to}: {answer.output}"]
    lines += [literal(figure.statement) for figure in translation.figures]
    lines += [
        f"{literal(_unescaped(term.surface))} means: {literal(term.meaning)}"
        for term in _explained(translation.terms)[:MAX_TERMS]
    ]
    lines += [f"Question: {literal(question)}" for question in translation.questions]
    return "\n".join([*lines, engine_line(translation)])
