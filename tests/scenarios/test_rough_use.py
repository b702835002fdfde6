"""Rough use: bad input, late clicks, two people at once. Each gets a sentence and loses nothing."""

import pytest

from glossary.revisions import Status, StoreUnavailable
from tests.scenarios.conftest import CHANNEL, Workspace
from tests.scenarios.glossary_acts import ADMIN, MEMBER, add, press, run, statuses
from tests.scenarios.reading import words_of


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/translate 🎉 :tada:", "no words in it"),
        ("/translate https://example.com `code`", "no words in it"),
        ("/translate " + "word " * 8_000, "Send it in parts"),
        ("/translate for finence: the API latency", "Did you mean “for finance: …”?"),
        ("/glossary serach churn", "Did you mean “/glossary search churn”?"),
        ("/glossary frobnicate", "nothing on “frobnicate” yet"),
        ("/glossary restore churn 99", "no revision 99"),
        ("/glossary export docx", "Say which format"),
    ],
    ids=["emoji", "links", "long", "audience", "subcommand", "unknown", "revision", "format"],
)
async def test_bad_input_is_answered_in_a_sentence(
    workspace: Workspace, line: str, said: str
) -> None:
    assert said in words_of(await workspace.command(ADMIN, line))
    assert workspace.slack.violations == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", 'id,side\r\n1,2,3\r\n"open', "'category' is missing"),
        ("a.yaml", "- id: x\n\tside: tech\n", "found a tab character"),
        ("a.json", '[{"id": "x", "side', "From here on the file is no JSON"),
        ("a.json", '{"a": 1}', "a list of entries"),
    ],
    ids=["csv", "tabs", "truncated", "no-list"],
)
async def test_a_broken_file_is_told_and_changes_nothing(
    workspace: Workspace, name: str, content: str, said: str
) -> None:
    await add(workspace)
    await run(workspace, ADMIN, "import")
    file = workspace.slack.upload(ADMIN, name, content.encode())
    await workspace.slack.submit(ADMIN, values={"import_file": [file]})
    await workspace.done()
    assert said in words_of(workspace.modal(ADMIN))
    assert await statuses(workspace) == [Status.APPROVED]
    assert workspace.slack.violations == []


async def test_buttons_about_a_term_that_is_gone_say_so(workspace: Workspace) -> None:
    await add(workspace)
    shown = await workspace.command(MEMBER, "/glossary show flux capacitor")
    await workspace.command(ADMIN, "/glossary remove flux capacitor")
    await press(workspace, MEMBER, shown, "glossary_improve")
    assert "taken out of the glossary" in words_of(workspace.slack.visible(MEMBER, CHANNEL)[-1])
    await press(workspace, MEMBER, shown, "glossary_history")
    assert "own words taken back" in words_of(workspace.modal(MEMBER))


async def test_a_message_that_is_deleted_before_the_answer_is_answered(
    workspace: Workspace,
) -> None:
    message = await workspace.slack.say(ADMIN, CHANNEL, "The API latency is up again today.")
    await workspace.slack.shortcut(MEMBER, message, "translate_message")
    await workspace.slack.delete(message)
    await workspace.done()
    assert "API latency" in words_of(workspace.modal(MEMBER))
    assert workspace.slack.violations == []


async def test_an_answer_whose_way_back_expired_is_asked_for_again_by_its_buttons(
    workspace: Workspace,
) -> None:
    answer = await workspace.command(MEMBER, "/translate to business the API latency is up")
    workspace.slack.fail("response_url", "expired_url", status=404, times=9)
    await press(workspace, MEMBER, answer, "answer_swap")
    assert "For engineers" in words_of(workspace.slack.direct_messages(MEMBER)[-1])


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
