"""Every way in, however it ends, leaves exactly one row in the usage log."""

from typing import Any

import pytest

from bot.listeners import (
    answer_actions,
    check_draft,
    translate_command,
    translate_shortcut,
)
from bot.listeners.refusals import Refusals
from tests.scenarios.conftest import CHANNEL, SALES, TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import ADMIN
from translators.models import Request, Translation
from translators.service import Translator
from translators.usage import OUTCOMES

TRANSLATING = (
    translate_command.SURFACE,
    translate_command.FORM_SURFACE,
    translate_shortcut.SURFACE,
    answer_actions.SURFACE,
    check_draft.SURFACE,
    "direct_message",
    "mention",
)
TEXTS = {
    "answered": "The API latency is too high.",
    "undecided": "Lunch is at noon tomorrow.",
    "refused": "",
    "failed": "The API latency is too high.",
}


class BrokenTranslator(Translator):
    """Fails as nobody foresaw."""

    def __init__(self) -> None:
        pass

    async def translate(self, request: Request) -> Translation:
        raise RuntimeError("as nobody foresaw")


async def rows(workspace: Workspace) -> list[tuple[str, str]]:
    return [(row.use.surface, row.use.outcome) for row in await workspace.uses()]


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_every_translation_is_a_row_however_it_ends(opened: Opener, outcome: str) -> None:
    broken = {"translator": BrokenTranslator()} if outcome == "failed" else {}
    workspace = await opened(**broken)
    reply = {"to": "response_url", "team": TEAM, "user": workspace.slack.person(SALES).id}
    for surface in TRANSLATING:
        payload: dict[str, Any] = {
            "text": TEXTS[outcome],
            "markup": "plain",
            "surface": surface,
            "reply": reply,
        }
        await workspace.services.jobs.accept(f"slack:{TEAM}:{surface}", "translate", payload)
        await workspace.done()
    assert await rows(workspace) == [(surface, outcome) for surface in TRANSLATING]


COMMANDS = [
    (SALES, "/translate to business for security x", "translate_command", "refused"),
    (SALES, "/glossary search churn", "glossary_search", "answered"),
    (SALES, "/glossary search xyzzy", "glossary_search", "answered"),
    (SALES, "/glossary search", "glossary_search", "refused"),
    (SALES, "/glossary churn", "glossary_show", "answered"),
    (SALES, "/glossary show", "glossary_show", "refused"),
    (SALES, "/glossary hide churn", "glossary_hide", "refused"),
    (SALES, "/glossary stats", "glossary_stats", "refused"),
    (SALES, "/glossary review", "glossary_review", "refused"),
    (ADMIN, "/glossary hide churn", "glossary_hide", "answered"),
    (ADMIN, "/glossary hide xyzzy", "glossary_hide", "refused"),
    (ADMIN, "/glossary restore churn 99", "glossary_restore", "refused"),
    (ADMIN, "/glossary remove xyzzy", "glossary_remove", "refused"),
    (ADMIN, "/glossary history churn", "glossary_history", "answered"),
    (ADMIN, "/glossary export csv", "glossary_export", "answered"),
    (ADMIN, "/glossary export docx", "glossary_export", "refused"),
    (ADMIN, "/glossary stats", "glossary_stats", "answered"),
]


async def test_every_command_is_a_row_however_it_ends(workspace: Workspace) -> None:
    seen = []
    for user, line, _, _ in COMMANDS:
        await workspace.slack.command(user, CHANNEL, line)
        await workspace.done()
        seen.append((user, line, *(await rows(workspace))[-1]))
        assert len(await rows(workspace)) == len(seen), line
    assert seen == COMMANDS


async def test_a_command_that_fails_as_nobody_foresaw_is_a_row(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("as nobody foresaw")

    monkeypatch.setattr("bot.listeners.glossary_lookup.Lookup._found", fail)
    await workspace.command(SALES, "/glossary search churn")
    assert await rows(workspace) == [("glossary_search", "failed")]


@pytest.mark.parametrize(
    ("body", "surface"),
    [
        ({"command": "/glossary", "text": "  Hide my secret words"}, "glossary_hide"),
        ({"command": "/glossary", "text": "my secret words"}, "glossary_show"),
        ({"command": "/glossary"}, "glossary_show"),
        ({"command": "/translate", "text": "hide"}, "translate_command"),
        ({"callback_id": "translate_message"}, "translate_shortcut"),
        ({"callback_id": "check_draft"}, "check_draft"),
        ({"view": {"callback_id": "compose"}}, "translate_form"),
        ({"view": {"callback_id": "glossary_browse"}}, "glossary_search"),
        ({"actions": [{"action_id": "answer_swap"}], "view": {}}, "answer_swap"),
        ({"actions": [{"action_id": "Not ours!"}]}, "other"),
        ({}, "other"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, str) else "",
)
def test_a_surface_is_told_in_the_programs_own_words(body: dict[str, Any], surface: str) -> None:
    refusals = object.__new__(Refusals)
    refusals._glossary = "/glossary"
    assert refusals.surface(body) == surface
