"""The window in which a channel's notes are switched on, with a preview of what that would mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.views import blocks as kit
from bot.views.annotation import EMOJI
from bot.views.audiences import heading, people
from bot.views.blocks import Block, Element, View
from bot.views.escaping import literal
from glossary.terms import Audience
from storage.annotations import Manners, Mode

FORM = "annotation_settings"
SAVED = "annotation_saved"
PREVIEW = "annotation_preview"

MODE = "mode"
AUDIENCE = "audience"
PER_HOUR = "per_hour"
COOLDOWN = "cooldown"
EXTERNAL = "external"

EVERYBODY = "everybody"
YES, NO = "yes", "no"
HOURLY = (1, 2, 3, 6, 10, 20)
COOLDOWNS = (1, 7, 30, 90)
_TITLE = "Notes on messages"

ONLY_CURATORS = (
    "Curators of this workspace and whoever made this channel decide about notes here. Please ask"
    " one of them."
)
NOT_HERE = "Notes are for channels: nothing happens in direct messages by itself."
NOT_MEMBER = "Parlance is not in this channel yet. Invite it with `/invite @Parlance`."
NOT_READ = (
    "Parlance was not allowed to read messages of channels when it was installed. An admin can"
    " allow it by installing it again; the rest works without."
)
SHARED = (
    "People of other companies read along here. Parlance stays silent in such channels unless you"
    " allow it below."
)
_MODES = {
    Mode.REACTION: (
        "An emoji on the message",
        f":{EMOJI}: Whoever clicks it gets the explanation, privately.",
    ),
    Mode.THREAD: ("A short reply in the thread", "Everybody in the channel can see it."),
    Mode.AUTHOR: ("A hint to the author", "Private: which words the readers may not know."),
    Mode.OFF: ("Nothing", "Parlance writes only when it is asked."),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What the last messages would have led to: how many were seen, and the words of each note."""

    seen: int
    notes: tuple[tuple[str, ...], ...]


def form(
    manners: Manners, *, channel: str, preview: Preview, hints: Sequence[str], metadata: str
) -> View:
    """The window. `channel` is a Slack id, `hints` are sentences of ours."""
    opening = (
        f"How should Parlance explain words in <#{channel}>? It is quiet when unsure, and everybody"
        " can opt out for themselves."
    )
    return kit.modal(
        _TITLE,
        [
            kit.section(opening),
            *(kit.context(f":warning: {hint}") for hint in hints),
            *_fields(manners),
            *_preview(preview),
        ],
        callback=FORM,
        submit="Save",
        close="Cancel",
        metadata=metadata,
    )


def saved(manners: Manners, *, channel: str, hints: Sequence[str]) -> View:
    """What was chosen."""
    said = f"*Saved.* {_summary(manners)}"
    rows = [kit.section(f"{said}\nChannel: <#{channel}>")]
    if manners.is_on:
        rows += [kit.context(f":warning: {hint}") for hint in hints]
    return kit.modal(_TITLE, rows, callback=SAVED)


def _summary(manners: Manners) -> str:
    if not manners.is_on:
        return "Parlance writes nothing here by itself. Notes that are there already stay."
    name, _ = _MODES[manners.mode]
    readers = people(manners.audience) if manners.audience else "readers of both sides"
    return (
        f"{name}, for {readers}; at most {_times(manners.per_hour)} an hour, each word once in"
        f" {_days(manners.cooldown_days)}."
    )


def _fields(manners: Manners) -> list[Block]:
    return [
        kit.input_block("What should readers get?", _modes(manners.mode), block=MODE),
        kit.input_block("Who reads here?", _audiences(manners.audience), block=AUDIENCE),
        kit.input_block(
            "How often at most?",
            _menu(PER_HOUR, {n: f"{_times(n)} an hour" for n in HOURLY}, manners.per_hour),
            block=PER_HOUR,
        ),
        kit.input_block(
            "How long is a word left alone once it was explained?",
            _menu(COOLDOWN, {n: _days(n) for n in COOLDOWNS}, manners.cooldown_days),
            block=COOLDOWN,
        ),
        kit.input_block(
            "Also while people of other companies read along?",
            _menu(EXTERNAL, {NO: "No", YES: "Yes"}, YES if manners.external else NO),
            block=EXTERNAL,
        ),
    ]


def _modes(chosen: Mode) -> Element:
    options = {
        mode: {
            **kit.option(name, value=mode.value),
            "description": kit.plain(description),
        }
        for mode, (name, description) in _MODES.items()
    }
    return {
        "type": "radio_buttons",
        "action_id": MODE,
        "options": list(options.values()),
        "initial_option": options[chosen],
    }


def _audiences(chosen: Audience | None) -> Element:
    names = {EVERYBODY: "People of both sides"} | {one.value: heading(one) for one in Audience}
    return _menu(AUDIENCE, names, chosen.value if chosen else EVERYBODY)


def _menu(action: str, names: Mapping[int, str] | Mapping[str, str], chosen: int | str) -> Element:
    """A menu; a chosen value that it does not offer by itself is offered too."""
    options = {str(value): kit.option(name, value=str(value)) for value, name in names.items()}
    initial = options.setdefault(str(chosen), kit.option(str(chosen), value=str(chosen)))
    return {
        "type": "static_select",
        "action_id": action,
        "options": list(options.values()),
        "initial_option": initial,
    }


def _preview(preview: Preview) -> list[Block]:
    again = kit.button("Preview with these settings", action=PREVIEW, value=PREVIEW)
    return [kit.divider(), *kit.sections(_previewed(preview)), *kit.actions([again])]


def _previewed(preview: Preview) -> str:
    if not preview.seen:
        return (
            "*Preview*: no messages seen here yet. Look again when some have been written: Parlance"
            " remembers which words it would explain, not what people wrote."
        )
    count, one = len(preview.notes), preview.seen == 1
    seen = "the last message" if one else f"the last {preview.seen} messages"
    if not preview.notes:
        return (
            f"*Preview*: {seen if one else f'none of {seen}'} would {'not ' * one}have had a note."
        )
    noted = seen if one else f"{count} of {seen}"
    heading_line = f"*Preview*: {noted} would have had a note, about"
    return "\n".join([heading_line, *_noted(preview.notes)])


def _noted(notes: Sequence[Sequence[str]]) -> Iterable[str]:
    return (f"• {', '.join(map(literal, words))}" for words in notes)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"
