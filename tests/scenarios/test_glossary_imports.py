"""`/glossary import` shows what a file would change before it changes it; `export` loads back."""

import json
from collections.abc import Sequence

import pytest

from glossary.formats import Format, read, write
from glossary.revisions import Status
from glossary.terms import Entry
from tests.fakes.entries import make_entry
from tests.scenarios.conftest import TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import (
    ADMIN,
    MEMBER,
    add,
    as_installed,
    entry,
    run,
    statuses,
    surfaces,
)
from tests.scenarios.reading import words_of

BOX = make_entry("flux-box")
WARP = make_entry("warp-coil")


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def paste(workspace: Workspace, text: str, form: str = "csv") -> None:
    await run(workspace, ADMIN, "import")
    values = {"import_text": text, "import_format": form}
    await workspace.slack.submit(ADMIN, values=values)
    await workspace.done()


async def choose(workspace: Workspace, name: str, content: bytes) -> None:
    await run(workspace, ADMIN, "import")
    file = workspace.slack.upload(ADMIN, name, content)
    await workspace.slack.submit(ADMIN, values={"import_file": [file]})
    await workspace.done()


async def confirm(workspace: Workspace) -> None:
    await workspace.slack.submit(ADMIN)
    await workspace.done()


def shown(workspace: Workspace) -> str:
    return words_of(workspace.modal(ADMIN))


@pytest.mark.parametrize("form", list(Format))
async def test_pasted_terms_are_shown_first_and_saved_when_agreed(
    workspace: Workspace, form: Format
) -> None:
    await paste(workspace, write([BOX], form), form)
    assert "Nothing is saved yet. 1 added, 0 changed" in shown(workspace)
    assert await entry(workspace, BOX.id) is None
    await confirm(workspace)
    assert "Imported. 1 added" in shown(workspace)
    assert await entry(workspace, BOX.id) == BOX
    assert await surfaces(workspace) == ["glossary_import"]
    assert workspace.slack.violations == []


@pytest.mark.parametrize("name", ["words.csv", "words.json", "words.yaml", "WORDS.YML"])
async def test_a_file_is_read_by_its_name(workspace: Workspace, name: str) -> None:
    await choose(workspace, name, write([BOX, WARP], Format.of(name)).encode())
    assert "2 added" in shown(workspace)
    await confirm(workspace)
    assert await entry(workspace, WARP.id) == WARP
    assert workspace.slack.violations == []


async def test_importing_never_deletes_what_the_file_does_not_mention(
    workspace: Workspace,
) -> None:
    await add(workspace)
    await paste(workspace, write([BOX], Format.CSV))
    await confirm(workspace)
    assert await statuses(workspace) == [Status.APPROVED]
    assert await entry(workspace) is not None


async def test_changes_are_told_from_what_is_the_same(workspace: Workspace) -> None:
    store = workspace.services.glossary_store
    await store.save_all(TEAM, [BOX, WARP], author="U9")
    changed = BOX.model_copy(update={"gloss": "another box"})
    await paste(workspace, write([changed, WARP], Format.CSV))
    assert "0 added, 1 changed, 1 the same already" in shown(workspace)
    assert "(gloss)" in shown(workspace)
    await confirm(workspace)
    assert await entry(workspace, BOX.id) == changed
    [latest, _] = await store.history(TEAM, BOX.id)
    assert latest.note == "imported from pasted terms"
    assert len(await store.history(TEAM, WARP.id)) == 1


async def test_bad_rows_are_named_by_line_and_left_out(workspace: Workspace) -> None:
    good = write([BOX], Format.CSV)
    columns = good.splitlines()[0].count(",")
    await paste(workspace, good + "x" + "," * columns + "\r\n")
    assert "1 left out" in shown(workspace)
    assert "Line 3" in shown(workspace)
    await confirm(workspace)
    assert await entry(workspace, BOX.id) == BOX


async def test_a_form_that_stands_for_another_term_is_a_bad_row(workspace: Workspace) -> None:
    taken = make_entry("my-churn", forms={"sg": "churn"})
    await paste(workspace, write([taken, BOX], Format.CSV))
    assert "Line 2: “churn” already stands for “churn”." in shown(workspace)
    await confirm(workspace)
    assert await entry(workspace, "my-churn") is None


async def test_a_file_with_nothing_new_has_nothing_to_agree_to(workspace: Workspace) -> None:
    await workspace.services.glossary_store.save(TEAM, BOX, author="U9")
    await paste(workspace, write([BOX], Format.CSV))
    assert "There is nothing to import" in shown(workspace)
    assert "submit" not in workspace.modal(ADMIN).content


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "import_text"),
        ({"import_text": "  "}, "import_text"),
        ({"import_text": "no header here"}, "import_text"),
        ({"import_text": "{}", "import_format": "json"}, "import_text"),
    ],
)
async def test_what_cannot_be_read_is_told_beside_its_field(
    workspace: Workspace, values: dict[str, str], field: str
) -> None:
    await run(workspace, ADMIN, "import")
    await workspace.slack.submit(ADMIN, values=values)
    assert set(workspace.modal(ADMIN).errors) == {field}


async def test_a_file_of_another_kind_is_refused_beside_its_field(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "import")
    file = workspace.slack.upload(ADMIN, "words.docx", b"x")
    await workspace.slack.submit(ADMIN, values={"import_file": [file]})
    assert set(workspace.modal(ADMIN).errors) == {"import_file"}


async def test_pasting_and_a_file_at_once_is_asked_about(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "import")
    file = workspace.slack.upload(ADMIN, "words.csv", b"x")
    values = {"import_file": [file], "import_text": write([BOX], Format.CSV)}
    await workspace.slack.submit(ADMIN, values=values)
    assert set(workspace.modal(ADMIN).errors) == {"import_text"}


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe\x00", "not in UTF-8"), (b"nothing,of,use\r\n", "does not exist")],
)
async def test_a_file_that_cannot_be_used_is_told_in_the_window(
    workspace: Workspace, content: bytes, told: str
) -> None:
    await choose(workspace, "words.csv", content)
    assert told in shown(workspace)


async def test_a_file_that_slack_does_not_hand_over_is_told(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "import")
    file = workspace.slack.upload(ADMIN, "words.csv", write([BOX], Format.CSV).encode())
    gone = {**file, "url_private_download": file["url_private_download"] + "-gone"}
    await workspace.slack.submit(ADMIN, values={"import_file": [gone]})
    await workspace.done()
    assert "did not hand the file over" in shown(workspace)


async def test_our_token_goes_to_slack_only(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "import")
    file = workspace.slack.upload(ADMIN, "words.csv", write([BOX], Format.CSV).encode())
    elsewhere = {**file, "url_private_download": "http://127.0.0.1:1/files/x"}
    await workspace.slack.submit(ADMIN, values={"import_file": [elsewhere]})
    await workspace.done()
    assert "did not hand the file over" in shown(workspace)


async def test_whoever_agreed_looks_again_where_the_words_changed_meanwhile(
    workspace: Workspace,
) -> None:
    await paste(workspace, write([BOX], Format.CSV))
    mine = BOX.model_copy(update={"gloss": "a box of somebody else"})
    await workspace.services.glossary_store.save(TEAM, mine, author="U9")
    await confirm(workspace)
    assert "changed meanwhile" in shown(workspace)
    assert await entry(workspace, BOX.id) == mine
    await confirm(workspace)
    assert await entry(workspace, BOX.id) == BOX


async def test_a_thousand_terms_fit(workspace: Workspace) -> None:
    many = [make_entry(f"flux-box-{number}") for number in range(1000)]
    await choose(workspace, "words.json", write(many, Format.JSON).encode())
    assert "1000 added" in shown(workspace)
    assert "and 985 more" in shown(workspace)
    await confirm(workspace)
    assert len((await workspace.services.glossary_store.layer(TEAM)).entries) == 1000
    assert workspace.slack.violations == []


# Export


async def exported(workspace: Workspace, user: str, words: str) -> Sequence[Entry]:
    """The entries in the file that a person gets."""
    answer = await workspace.command(user, f"/glossary export {words}".strip())
    assert "on its way" in words_of(answer)
    [file] = workspace.slack.direct_messages(user)[-1].files
    content = workspace.slack.engine.contents[file["id"]]
    assert workspace.slack.violations == []
    return read(content, Format.of(file["name"])).entries


@pytest.mark.parametrize("form", ["", "json"])
async def test_everybody_may_take_the_words_out_and_loses_nothing(
    workspace: Workspace, form: str
) -> None:
    await add(workspace)
    holding = await workspace.services.catalogue.glossary(TEAM, None)
    found = {one.id: one for one in await exported(workspace, MEMBER, form)}
    assert found == holding.entries


async def test_own_words_alone_can_be_taken_out(workspace: Workspace) -> None:
    answer = await workspace.command(MEMBER, "/glossary export csv own")
    assert "no words of its own yet" in words_of(answer)
    await add(workspace)
    assert list(await exported(workspace, MEMBER, "own yaml")) == [await entry(workspace)]


async def test_what_was_exported_loads_back_without_a_change(workspace: Workspace) -> None:
    await add(workspace)
    entries = await exported(workspace, ADMIN, "csv own")
    await choose(workspace, "words.csv", write(entries, Format.CSV).encode())
    assert "There is nothing to import" in shown(workspace)


@pytest.mark.parametrize("words", ["pdf", "csv json", "csv please"])
async def test_another_format_is_asked_about(workspace: Workspace, words: str) -> None:
    answer = await workspace.command(MEMBER, f"/glossary export {words}")
    assert "Say which format" in words_of(answer)


async def test_a_file_that_slack_does_not_take_is_apologised_for(workspace: Workspace) -> None:
    workspace.slack.fail("files.getUploadURLExternal", "file_uploads_disabled")
    await workspace.slack.command(MEMBER, "product-launch", "/glossary export csv")
    await workspace.done()
    assert "did not take the file" in words_of(workspace.slack.direct_messages(MEMBER)[-1])


async def test_terms_of_an_import_are_escaped(workspace: Workspace) -> None:
    trap = make_entry("trap", forms={"sg": "<!channel> & <@U0MAYA>"})
    await paste(workspace, json.dumps([trap.model_dump(mode="json")]), "json")
    await confirm(workspace)
    assert "&lt;!channel&gt;" in json.dumps([call.arguments for call in workspace.slack.calls])
    assert "<!channel>" not in words_of(workspace.modal(ADMIN))
