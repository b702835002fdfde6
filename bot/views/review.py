"""Suggestions that wait for a curator, the reasons for declining them, and what the suggester is
told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.views import blocks as kit
from bot.views import history, term
from bot.views.blocks import Block, Rendered, View
from bot.views.escaping import literal
from bot.views.history import moment, name_of, revision_value
from glossary.revisions import Revision
from glossary.terms import Entry, Meaning

QUEUE = "review_queue"
OPEN = "review_open"
APPROVE = "review_approve"
EDIT = "review_edit"
DECLINE = "review_decline"
DECLINE_FORM = "review_decline_form"
REASON = "reason"

SHOWN = 15
REASON_LIMIT = 500
NOTHING = "No suggestions are waiting. Thank you for looking after the words."
UNREADABLE = "This suggestion can't be read any more. Please decline it."


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion with the entry that stands now (None: a new term) and its author's name."""

    revision: Revision
    current: Entry | None
    author: str | None


def queue(items: Sequence[Item], *, more: int = 0) -> View:
    """The window in which curators decide, oldest suggestion first. `more` wait behind these."""
    rows = [row for item in items for row in _item(item)] or [kit.section(NOTHING)]
    if more:
        rows.append(kit.context(f"…and {more} more, which show when these are decided"))
    return kit.modal("Review", rows, callback=QUEUE)


def waiting(number: int) -> str:
    """How many suggestions wait."""
    return "1 suggestion is waiting." if number == 1 else f"{number} suggestions are waiting."


def open_button_row() -> list[Block]:
    return kit.actions([kit.button("Review them", action=OPEN, value="-", style="primary")])


def line(item: Item) -> str:
    """A suggestion as one line of a list (mrkdwn)."""
    entry = item.revision.entry
    what = f": {literal(term.short(entry))}" if entry else ""
    return f"• *{literal(name_of(item.revision))}*{what}"


def decline_form(revision: Revision, *, metadata: str) -> View:
    """The reason why a suggestion is turned down: its author reads it."""
    reason = kit.text_input(action=REASON, multiline=True, limit=REASON_LIMIT)
    return kit.modal(
        "Decline",
        [
            kit.section(f"*{literal(name_of(revision))}*"),
            kit.input_block("Why?", reason, block=REASON, hint="The suggester will read this."),
        ],
        callback=DECLINE_FORM,
        submit="Decline",
        close="Cancel",
        metadata=metadata,
    )


def declined(revision: Revision) -> View:
    """What the curator sees after declining."""
    said = f"“{literal(name_of(revision))}” is declined."
    return kit.modal("Review", [kit.section(said)], callback=QUEUE)


def conflict(form: str, other: Entry) -> str:
    """Why a suggestion can't be approved as it is."""
    return (
        f"“{form}” stands for “{other.headword}” by now. Use “Edit…” to change the suggestion, or"
        " decline it."
    )


def told_approved(revision: Revision, *, edited: bool) -> Rendered:
    """What the suggester is told when their word came into force."""
    name = literal(name_of(revision))
    how = "approved with changes" if edited else "approved"
    said = f"Your suggestion “{name}” was {how}. Thank you!"
    card = term.card(revision.entry) if revision.entry else []
    return Rendered(said, (kit.section(said), *card))


def told_declined(revision: Revision) -> Rendered:
    """What the suggester is told when their word was turned down, with the curator's reason."""
    name = literal(name_of(revision))
    said = f"Your suggestion “{name}” was not taken in. Thank you all the same!"
    why = f"*Why*: {literal(revision.note)}" if revision.note else ""
    rows = [kit.section(text) for text in (said, why) if text]
    return Rendered("\n".join(filter(None, (said, why))), tuple(rows))


def _item(item: Item) -> list[Block]:
    revision = item.revision
    value = revision_value(revision)
    buttons = [
        kit.button("Edit…", action=EDIT, value=value),
        kit.button("Decline…", action=DECLINE, value=value),
    ]
    if revision.entry:
        buttons.insert(0, kit.button("Approve", action=APPROVE, value=value, style="primary"))
    else:
        del buttons[0]
    return [*_described(item), *kit.actions(buttons), kit.divider()]


def _described(item: Item) -> list[Block]:
    revision, entry = item.revision, item.revision.entry
    if entry is None:
        return [kit.section(f"*{literal(name_of(revision))}*\n{UNREADABLE}")]
    kind = "A new term" if item.current is None else "A better wording"
    by = f" by {literal(item.author)}" if item.author else ""
    where = history.only_in(revision)
    about = kit.context(f"{kind}{where}, suggested{by} {moment(revision.at)}")
    if item.current is None:
        return [*term.card(entry), about]
    return [*kit.sections("\n".join(_differences(item.current, entry))), about]


def _differences(now: Entry, then: Entry) -> Iterator[str]:
    """What a suggestion would change, each as it stands now and as it would stand."""
    yield f"*{literal(then.headword)}*"
    pairs = [("Forms", _forms(now), _forms(then)), ("Side", str(now.side), str(then.side))]
    for key, before, after in _meanings(now, then):
        pairs += [
            (f"Meaning{key}", before.gloss or "", after.gloss or ""),
            (f"Definition{key}", before.definition or "", after.definition or ""),
            (f"The other side says{key}", _said(before), _said(after)),
        ]
    changed = [pair for pair in pairs if pair[1] != pair[2]]
    if not changed:
        yield history.NO_DIFFERENCE
    for name, old, new in changed:
        yield f"*{literal(name)}*: {literal(old) or '–'} → _{literal(new) or '–'}_"


def _meanings(now: Entry, then: Entry) -> Iterator[tuple[str, Meaning, Meaning]]:
    if not (now.senses and then.senses):
        yield "", now, then
        return
    before = {sense.id: sense for sense in now.senses}
    for sense in then.senses:
        yield f" ({sense.id})", before.get(sense.id, sense), sense


def _forms(entry: Entry) -> str:
    return ", ".join(dict.fromkeys(form for _, form in entry.surfaces))


def _said(meaning: Meaning) -> str:
    return ", ".join(meaning.reverse.says)
