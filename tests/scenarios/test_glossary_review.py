"""`/glossary review`: suggestions are decided, and whoever made them is told."""

import pytest

from glossary.revisions import Status
from tests.fakes.entries import make_entry
from tests.scenarios.conftest import TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import (
    ADMIN,
    MEMBER,
    add,
    as_installed,
    entry,
    history,
    press,
    run,
    statuses,
    suggest,
    surfaces,
)
from tests.scenarios.reading import words_of


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def reviewing(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "review")
    assert workspace.modal(ADMIN).title == "Review"


def told(workspace: Workspace, user: str = MEMBER) -> str:
    return "\n".join(map(words_of, workspace.slack.direct_messages(user)))


async def test_nothing_waits_at_first(workspace: Workspace) -> None:
    await reviewing(workspace)
    assert "No suggestions are waiting" in words_of(workspace.modal(ADMIN))


async def test_an_approved_suggestion_is_in_force_and_its_author_is_told(
    workspace: Workspace,
) -> None:
    await suggest(workspace)
    await reviewing(workspace)
    shown = words_of(workspace.modal(ADMIN))
    assert "A new term, suggested by Tom" in shown
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_approve")
    assert await entry(workspace) is not None
    assert "was approved" in told(workspace)
    assert "No suggestions are waiting" in words_of(workspace.modal(ADMIN))
    assert await surfaces(workspace) == ["glossary_suggest", "glossary_review", "glossary_approve"]
    assert workspace.slack.violations == []


async def test_a_suggestion_is_edited_and_approved(workspace: Workspace) -> None:
    await suggest(workspace)
    await reviewing(workspace)
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_edit")
    assert workspace.modal(ADMIN).title == "Edit and approve"
    await workspace.slack.submit(ADMIN, values={"gloss": "the box for time travel"})
    await workspace.done()
    known = await entry(workspace)
    assert known is not None
    assert known.gloss == "the box for time travel"
    assert await statuses(workspace) == [Status.SUGGESTED, Status.APPROVED]
    assert "approved with changes" in told(workspace)
    await workspace.slack.close(ADMIN)
    assert "No suggestions are waiting" in words_of(workspace.modal(ADMIN))
    assert workspace.slack.violations == []


async def test_a_declined_suggestion_tells_its_author_the_reason(workspace: Workspace) -> None:
    await suggest(workspace)
    await reviewing(workspace)
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_decline")
    await workspace.slack.submit(ADMIN, values={"reason": "We say <time box> & nothing else."})
    await workspace.done()
    assert await entry(workspace) is None
    assert "We say &lt;time box&gt; &amp; nothing else." in told(workspace)
    [declined, _] = await history(workspace)
    assert (declined.status, declined.note) == (
        Status.DECLINED,
        "We say <time box> & nothing else.",
    )
    assert workspace.slack.violations == []


async def test_a_reason_is_asked_for(workspace: Workspace) -> None:
    await suggest(workspace)
    await reviewing(workspace)
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_decline")
    await workspace.slack.submit(ADMIN, values={"reason": "  "})
    assert set(workspace.modal(ADMIN).errors) == {"reason"}
    assert await statuses(workspace) == [Status.SUGGESTED]


async def test_a_better_wording_is_shown_beside_what_stands_now(workspace: Workspace) -> None:
    await run(workspace, MEMBER, "suggest churn")
    await workspace.slack.submit(MEMBER, values={"gloss": "customers leaving us"})
    await reviewing(workspace)
    shown = words_of(workspace.modal(ADMIN))
    assert "A better wording" in shown
    assert "→ customers leaving us" in shown


async def test_a_suggestion_is_decided_once(workspace: Workspace) -> None:
    await suggest(workspace)
    await reviewing(workspace)
    view = workspace.modal(ADMIN)
    store = workspace.services.glossary_store
    await store.approve(TEAM, "flux-capacitor", 1, author="U9")
    await press(workspace, ADMIN, view, "review_approve")
    assert "decided about this suggestion already" in words_of(workspace.modal(ADMIN))
    assert await statuses(workspace) == [Status.SUGGESTED, Status.APPROVED]
    assert told(workspace) == ""


async def test_a_form_that_was_taken_since_stands_in_the_way_of_approval(
    workspace: Workspace,
) -> None:
    await suggest(workspace)
    await add(workspace, term="fluxer", forms="flux capacitors")
    await reviewing(workspace)
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_approve")
    assert "stands for “fluxer” by now" in words_of(workspace.modal(ADMIN))
    assert await entry(workspace) is None


async def test_who_decides_about_their_own_suggestion_is_not_told(workspace: Workspace) -> None:
    await suggest(workspace, ADMIN)
    await reviewing(workspace)
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_approve")
    assert told(workspace, ADMIN) == ""


async def test_a_long_queue_fits_into_a_window(workspace: Workspace) -> None:
    waiting = [make_entry(f"flux-box-{number}") for number in range(40)]
    await workspace.services.glossary_store.save_all(
        TEAM, waiting, author=MEMBER, status=Status.SUGGESTED
    )
    await reviewing(workspace)
    assert "and 25 more" in words_of(workspace.modal(ADMIN))
    assert workspace.slack.violations == []


async def test_a_failing_direct_message_does_not_stop_a_decision(workspace: Workspace) -> None:
    await suggest(workspace)
    await reviewing(workspace)
    workspace.slack.fail("chat.postMessage", "channel_not_found", times=3)
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_approve")
    assert await entry(workspace) is not None
