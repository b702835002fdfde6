"""The home tab: what a person chose, where to look words up, what changed lately; for curators what
waits for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.views import blocks as kit
from bot.views import glossary, glossary_form, history, imports, review, stats
from bot.views.audiences import heading
from bot.views.blocks import Block, Element, View
from bot.views.escaping import literal
from bot.views.review import Item
from glossary.revisions import Revision
from glossary.terms import Audience, Side
from storage.people import Person
from storage.usage_report import UsageReport

AUDIENCE = "home_audience"
KNOWN = "home_known"
OPT_OUTS = "home_opt_outs"

NO_AUDIENCE = "none"
KNOWN_SHOWN = 25
WAITING_SHOWN = 3
SPARED = {"annotations": "Don't point out or explain words to me in channels"}
"""What a person may be spared, by the name under which it is kept."""

_WELCOME = (
    "*Parlance* says a message in the other side's words. Use “Translate jargon” in the menu of any"
    " message, or write to me here."
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a curator finds: suggestions (the oldest ones, of `waiting` in all) and figures.

    `names` are headwords by entry id."""

    items: Sequence[Item]
    waiting: int
    report: UsageReport
    names: Mapping[str, str]


def home(
    person: Person,
    known: Mapping[str, str],
    changes: Sequence[Revision],
    authors: Mapping[str, str],
    desk: Desk | None,
) -> View:
    """The home tab of one person. `known` are headwords by entry id; `desk` is for curators."""
    rows = [
        kit.section(_WELCOME),
        *kit.actions([_search_button(), *_curator_buttons(desk)]),
        *_about_you(person),
        *_known(known),
        *_changes(changes, authors),
        *(_curating(desk) if desk else ()),
    ]
    return {"type": "home", "blocks": rows[: kit.MODAL_BLOCKS]}


def _search_button() -> Element:
    return kit.button("Look up a word", action=glossary.OPEN_BROWSER, value="-", style="primary")


def _curator_buttons(desk: Desk | None) -> list[Element]:
    if desk is None:
        return []
    pairs = (("Add a term", glossary_form.OPEN_ADD), ("Import terms", imports.OPEN))
    return [kit.button(text, action=action, value="-") for text, action in pairs]


def _about_you(person: Person) -> list[Block]:
    return [
        kit.divider(),
        kit.section(
            "*Your side*\nMessages that you look at are translated for",
            accessory=_audience_menu(person.audience),
        ),
        *kit.actions([_opt_outs(person.opted_out)]),
    ]


def _audience_menu(chosen: Audience | None) -> Element:
    nobody = kit.option("The other side of each message", value=NO_AUDIENCE)
    return {
        "type": "static_select",
        "action_id": AUDIENCE,
        "initial_option": _option(chosen) if chosen else nobody,
        "option_groups": [
            _group("Either side", [nobody]),
            _group("Business side", _options(Side.BUSINESS)),
            _group("Technical side", _options(Side.TECH)),
        ],
    }


def _options(side: Side) -> list[Element]:
    return [_option(audience) for audience in Audience if audience.side is side]


def _option(audience: Audience) -> Element:
    return kit.option(heading(audience), value=audience.value)


def _group(name: str, options: list[Element]) -> Element:
    return {"label": kit.plain(name), "options": options}


def _opt_outs(chosen: Iterable[str]) -> Element:
    options = {name: kit.option(words, value=name) for name, words in SPARED.items()}
    element: Element = {
        "type": "checkboxes",
        "action_id": OPT_OUTS,
        "options": list(options.values()),
    }
    initial = [options[name] for name in sorted(chosen) if name in options]
    return {**element, "initial_options": initial} if initial else element


def _known(known: Mapping[str, str]) -> list[Block]:
    """The words that are not explained to this person any more, each with a way back."""
    if not known:
        return []
    ordered = sorted(known.items(), key=lambda pair: pair[1].casefold())
    rows: list[Block] = [kit.divider(), kit.section("*Words that you know already*")]
    for entry_id, name in ordered[:KNOWN_SHOWN]:
        again = kit.button("Explain it again", action=KNOWN, value=entry_id)
        rows.append(kit.section(literal(name), accessory=again))
    if len(ordered) > KNOWN_SHOWN:
        rows.append(kit.context(f"…and {len(ordered) - KNOWN_SHOWN} more"))
    return rows


def _changes(changes: Sequence[Revision], authors: Mapping[str, str]) -> list[Block]:
    lines = "\n".join(history.recent_line(one, authors) for one in changes) or history.NOTHING_YET
    return [kit.divider(), *kit.sections(f"*Changed lately*\n{lines}")]


def _curating(desk: Desk) -> list[Block]:
    return [kit.divider(), *_waiting(desk), kit.divider(), *stats.figures(desk.report, desk.names)]


def _waiting(desk: Desk) -> list[Block]:
    if not desk.waiting:
        return [kit.section(f"*Suggestions*\n{review.NOTHING}")]
    lines = [f"*Suggestions*\n{review.waiting(desk.waiting)}", *map(review.line, desk.items)]
    return [*kit.sections("\n".join(lines)), *review.open_button_row()]
