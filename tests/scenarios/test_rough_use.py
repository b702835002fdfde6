"""Rough use: bad input, late clicks, two people at once. Each gets a sentence and loses nothing."""

import pytest

from glossary.revisions import StoreUnavailable
from tests.scenarios.conftest import CHANNEL, Workspace
from tests.scenarios.glossary_acts import ADMIN, MEMBER, add, press
from tests.scenarios.reading import words_of


async def test_the_third_window_says_by_itself_what_went_wrong(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack stacks three windows at most: a fourth would never be seen."""
    await add(workspace)
    await workspace.slack.command(MEMBER, CHANNEL, "/glossary")
    await workspace.slack.submit(MEMBER, values={"glossary_browse": "flux"})
    await press(workspace, MEMBER, workspace.modal(MEMBER), "glossary_show")
    shown = workspace.modal(MEMBER)
    await press(workspace, MEMBER, shown, "glossary_improve")
    store = workspace.services.glossary_store
    monkeypatch.setattr(store, "save_all", _unavailable)
    await workspace.slack.submit(MEMBER, values={"gloss": "a better wording"})
    form = workspace.modal(MEMBER)
    assert "Please try again" in next(iter(form.errors.values()))
    assert workspace.slack.violations == []


async def test_a_list_in_the_third_window_says_by_itself_what_was_refused(
    workspace: Workspace,
) -> None:
    await add(workspace)
    await workspace.command(ADMIN, "/glossary hide flux capacitor")
    await workspace.command(ADMIN, "/glossary restore flux capacitor 1")
    await workspace.slack.command(MEMBER, CHANNEL, "/glossary")
    await workspace.slack.submit(MEMBER, values={"glossary_browse": "flux"})
    for action in ("glossary_show", "glossary_history", "glossary_restore"):
        await press(workspace, MEMBER, workspace.modal(MEMBER), action)
    assert "Only curators" in words_of(workspace.modal(MEMBER))
    assert "put in force" in words_of(workspace.modal(MEMBER))
    assert workspace.slack.violations == []


async def _unavailable(*args: object, **options: object) -> None:
    raise StoreUnavailable("down")
