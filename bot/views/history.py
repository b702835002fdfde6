"""What was done to the words: by whom, when, and how to bring an earlier state back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.carried import pack
from bot.views import blocks as kit
from bot.views.blocks import Block, Element, Rendered
from bot.views.escaping import literal
from glossary.formats import Changed
from glossary.revisions import Revision, Status

RESTORE = "glossary_restore"
UNDO = "glossary_undo"
SHOWN = 20

_DID = {
    Status.SUGGESTED: "suggested",
    Status.APPROVED: "put in force",
    Status.HIDDEN: "hidden",
    Status.REMOVED: "own words taken back",
    Status.DECLINED: "suggestion declined",
}
_FIELDS = {
    "side": "side",
    "forms": "forms",
    "gloss": "meaning",
    "definition": "definition",
    "reverse": "how the other side says it",
    "senses": "meanings",
}
NOTHING_YET = "Nothing has been changed in the words of this workspace yet."
NO_DIFFERENCE = "It says the same as the term that stands now."
CHANGED_SINCE = "This term was changed again since then. Its history lists every state."


def moment(at: datetime) -> str:
    """A moment as Slack shows it in the reader's own time zone (mrkdwn)."""
    spoken = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{spoken}>"


def name_of(revision: Revision) -> str:
    """What the entry of a revision is called (plain characters)."""
    return revision.entry.headword if revision.entry else revision.entry_id.replace("-", " ")


def entry_history(
    revisions: Sequence[Revision], authors: Mapping[str, str], *, now: int | None
) -> Rendered:
    """All that was done to one entry, newest first; `now` is the revision in force, which needs no
    bringing back."""
    title = f"*{literal(name_of(revisions[0]))}*{only_in(revisions[0])}"
    rows: list[Block] = [kit.section(title)]
    for one, before in zip(revisions, [*revisions[1:], None], strict=True):
        again = None if one.number == now else restore_button(one)
        rows.append(kit.section(_line(one, before, authors), accessory=again))
    if len(revisions) > SHOWN:
        rows = [*rows[: SHOWN + 1], kit.context(f"…and {len(revisions) - SHOWN} older ones")]
    spoken = [title, *(_line(one, None, authors) for one in revisions[:SHOWN])]
    return Rendered("\n".join(spoken), tuple(rows))


def recent(revisions: Sequence[Revision], authors: Mapping[str, str]) -> Rendered:
    """The last changes of the workspace, newest first."""
    if not revisions:
        return Rendered(NOTHING_YET, (kit.section(NOTHING_YET),))
    listed = "\n".join(recent_line(one, authors) for one in revisions)
    return Rendered(f"*Last changes*\n{listed}", tuple(kit.sections(f"*Last changes*\n{listed}")))


def recent_line(revision: Revision, authors: Mapping[str, str]) -> str:
    """A change as one line of a list (mrkdwn)."""
    return (
        f"• *{literal(name_of(revision))}*{only_in(revision)}: {_DID[revision.status]}"
        f" {moment(revision.at)}{_by(revision, authors)}"
    )


def restore_button(revision: Revision) -> Element:
    """Brings a revision back."""
    return kit.button("Restore", action=RESTORE, value=revision_value(revision))


def revision_value(revision: Revision) -> str:
    """What a button has to know of a revision."""
    named = {"id": revision.entry_id, "number": revision.number, "channel": revision.channel}
    return pack(named, limit=kit.VALUE_LIMIT) or ""


def done(revision: Revision) -> Rendered:
    """What a change came to, with a way back."""
    place = f"<#{revision.channel}>" if revision.channel else "this workspace"
    said = _DONE[revision.status].format(name=literal(name_of(revision)), place=place)
    undo = kit.button("Undo", action=UNDO, value=revision_value(revision))
    return Rendered(said, (kit.section(said), *kit.actions([undo])))


_DONE = {
    Status.APPROVED: "*{name}* is back in force as it stood then.",
    Status.HIDDEN: "*{name}* is hidden: nobody in {place} finds it any more.",
    Status.REMOVED: "What {place} said about *{name}* is taken back. Where there is another term of"
    " that name, it shows again.",
}


def is_built_in(name: str) -> str:
    return f"“{name}” is built in, so there is nothing of your own to remove. You can hide it."


def hidden_already(name: str) -> str:
    return f"“{name}” is hidden already."


def unchanged(name: str) -> str:
    return f"“{name}” has never been changed in this workspace."


def only_in(revision: Revision) -> str:
    """Says of a channel's own word that it holds nowhere else (mrkdwn); empty for all others."""
    return f" (only in <#{revision.channel}>)" if revision.channel else ""


def _line(one: Revision, before: Revision | None, authors: Mapping[str, str]) -> str:
    lines = [f"{one.number}. {_DID[one.status]} {moment(one.at)}{_by(one, authors)}"]
    if changed := _changed(one, before):
        lines.append(f"Changed: {changed}")
    if one.entry and one.entry.gloss:
        lines.append(f"_{literal(one.entry.gloss)}_")
    if one.note:
        lines.append(literal(one.note))
    return "\n".join(lines)


def _changed(one: Revision, before: Revision | None) -> str:
    if before is None or one.entry is None or before.entry is None:
        return ""
    keys = Changed(before.entry, one.entry).keys
    named = dict.fromkeys(_FIELDS.get(key, "details") for key in keys if key != "author")
    return ", ".join(named)


def _by(revision: Revision, authors: Mapping[str, str]) -> str:
    name = authors.get(revision.author)
    return f" by {literal(name)}" if name else ""
