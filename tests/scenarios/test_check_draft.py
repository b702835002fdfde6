"""The global shortcut "Check before I post"."""

from tests.scenarios.conftest import ENGINEER, Workspace
from tests.scenarios.reading import button_ids, words_of

DRAFT = "The API latency is up because of tech debt."


async def test_a_draft_is_read_with_the_eyes_of_its_audience(workspace: Workspace) -> None:
    await workspace.slack.global_shortcut(ENGINEER, "check_draft")
    assert workspace.modal(ENGINEER).title == "Check before I post"
    await workspace.slack.submit(ENGINEER, values={"text": DRAFT, "audience": "sales"})
    await workspace.done()
    shown = workspace.modal(ENGINEER)
    assert "For sales" in words_of(shown)
    assert "tech debt: " in words_of(shown)
    [row] = await workspace.uses()
    assert (row.use.surface, row.use.audience) == ("check_draft", "sales")


async def test_where_there_is_no_channel_nothing_can_be_posted(workspace: Workspace) -> None:
    await workspace.slack.global_shortcut(ENGINEER, "check_draft")
    await workspace.slack.submit(ENGINEER, values={"text": DRAFT})
    await workspace.done()
    offered = button_ids(workspace.modal(ENGINEER))
    assert "answer_post" not in offered
    assert "answer_swap" in offered
