"""Who looks after the words, and the form that names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.views import blocks as kit
from bot.views.blocks import Block, Rendered, View
from bot.views.escaping import label, literal

FORM = "curators_form"
PEOPLE = "curators_people"
GROUPS = "curators_groups"
GROUPS_OFFERED = 100
"""Options that a menu may hold."""

CURATORS_ONLY = (
    "Only curators change the glossary of this workspace. You can suggest a word or a better"
    " wording, and a curator will look at it."
)
CURATORS_DECIDE = "Only curators and admins of this workspace say who curates."
_ADMINS = "Nobody is named yet, so the admins and owners of this workspace curate."
_CURATED_BY = "These people look after the words of this workspace:"


@dataclass(frozen=True, slots=True)
class Group:
    """A user group of the workspace."""

    id: str
    name: str


def listing(people: Iterable[str], groups: Iterable[str]) -> Rendered:
    """Who curates, by their names; nobody named means the admins."""
    names = [*(literal(name) for name in people), *(f"group {literal(name)}" for name in groups)]
    shown = f"{_CURATED_BY}\n" + "\n".join(f"• {name}" for name in names) if names else _ADMINS
    return Rendered(shown, tuple(kit.sections(shown)))


def form(
    people: Sequence[str], groups: Sequence[str], offered: Sequence[Group], *, metadata: str = ""
) -> View:
    """The form for naming curators, filled with the ids of those who are named."""
    return kit.modal(
        "Curators",
        [kit.context(_FORM_HINT), _people(people), *_groups(groups, offered)],
        callback=FORM,
        submit="Save",
        close="Cancel",
        metadata=metadata,
    )


_FORM_HINT = (
    "Curators add, change and retire words, and decide about suggestions. Where nobody is named,"
    " the admins of this workspace do."
)


def _people(chosen: Sequence[str]) -> Block:
    menu: dict[str, Any] = {"type": "multi_users_select", "action_id": PEOPLE}
    if chosen:
        menu["initial_users"] = list(chosen)
    return kit.input_block("People", menu, block=PEOPLE, optional=True)


def _groups(chosen: Sequence[str], offered: Sequence[Group]) -> list[Block]:
    """A menu of user groups; without it (there are none, or Slack won't say) nothing changes."""
    if not offered:
        return []
    first = sorted(offered, key=lambda group: (group.id not in chosen, group.name.casefold()))
    options = {
        group.id: kit.option(label(group.name) or group.id, value=group.id)
        for group in first[:GROUPS_OFFERED]
    }
    menu: dict[str, Any] = {
        "type": "multi_static_select",
        "action_id": GROUPS,
        "options": list(options.values()),
    }
    initial = [options[group] for group in chosen if group in options]
    if initial:
        menu["initial_options"] = initial
    return [kit.input_block("User groups", menu, block=GROUPS, optional=True)]


def saved(shown: Rendered) -> View:
    """Who curates from now on."""
    return kit.modal("Curators", [kit.section("*Saved.*"), *shown.blocks], callback=FORM)
