"""A workspace in which every word that anybody can choose tries to notify somebody, on every
surface."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from playground import demo
from playground.model import Message, Ping
from storage.annotations import Mode
from tests.fakes.entries import make_entry
from tests.fakes.language_model import FakeLanguageModel
from tests.scenarios.annotating import JARGON, click_emoji, say, switch_on
from tests.scenarios.conftest import CHANNEL, TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import FORM, as_installed
from tests.scenarios.reading import markup_in

TOM, MAYA, PRIYA = (person.id for person in demo.PEOPLE)
TRAPS = (
    "<!channel>", "<!here|here>", "<!everyone>", "<@U0MAYA>", "<@U0MAYA|maya>",
    "<!subteam^S012AB>", "<!subteam^S012AB|@team>", "&lt;!channel&gt;", "&amp;lt;!here&amp;gt;",
    "@here", "@channel", "<https://evil.example|https://bank.example>",
    "<https://x.example|<!channel>>", "<https://x.example|a &gt; <!here>>",
    "<mailto:a@b.example|@here>",
)  # fmt: skip
HOSTILE = (" ".join(TRAPS), f"> {TRAPS[0]} <{''.join(reversed(TRAPS))} `<@U0MAYA>")
NOTIFYING = re.compile(
    r"<@[UW]\w|<!(?:channel|here|everyone|subteam)|(?<!\w)@(?:channel|here|everyone)\b"
)
DISGUISED = re.compile(r"<https://evil[^|>]*\|https://bank")


def offences(workspace: Workspace) -> Iterator[str]:
    """Whatever left the app and could notify somebody, or leads elsewhere than it says."""
    sent: list[Any] = [dict(call.arguments) for call in workspace.slack.calls]
    answered = [try_.body for one in workspace.slack.deliveries for try_ in one.attempts]
    for text in (*markup_in(sent), *markup_in(answered)):
        if found := NOTIFYING.search(text) or DISGUISED.search(text):
            yield f"{found[0]} in {text}"


async def inhabited(opened: Opener, text: str) -> Workspace:
    """People, a channel, entries, a suggestion and a model, all of them with `text` in them."""
    model = FakeLanguageModel(*[lambda said: f"{text} {said} {text}"] * 40)
    workspace = await as_installed(opened, model=model)
    engine, store = workspace.slack.engine, workspace.services.glossary_store
    engine.people = {key: replace(one, name=text) for key, one in engine.people.items()}
    engine.channels[demo.LAUNCH].name = CHANNEL
    engine.channels[demo.LAUNCH].topic = text
    hostile = {"gloss": text, "definition": text, "so_what": text}
    glossary = await workspace.services.catalogue.glossary(TEAM, None)
    await store.save(TEAM, glossary.entries["load-balancer"].model_copy(update=hostile), author=TOM)
    forms = {"sg": f"zork {text}"[:80]}
    says = {"says": [text[:80]], "ask": text}
    for entry_id in ("zork", "zork-two"):
        entry = make_entry(entry_id, forms=forms, reverse=says)
        await store.save(TEAM, entry.model_copy(update=hostile), author=TOM, status="suggested")
    return workspace


async def press(workspace: Workspace, user: str, where: Any, *actions: str) -> None:
    for action in actions:
        await workspace.slack.click(user, where, action)
        await workspace.done()


async def type_(workspace: Workspace, user: str, line: str) -> Message | None:
    await workspace.slack.command(user, CHANNEL, line)
    await workspace.done()
    shown = workspace.slack.visible(user, CHANNEL)
    return shown[-1] if shown else None


async def use_answers(workspace: Workspace, text: str) -> None:
    shown = await type_(workspace, TOM, f"/translate to business {text} the API latency is up")
    await press(workspace, TOM, shown, "answer_post", "answer_audience", "answer_suggest")
    message = await workspace.slack.post_as_app(CHANNEL, f"{text} the API latency is up")
    await workspace.slack.shortcut(TOM, message, "translate_message")
    await workspace.done()
    await press(workspace, TOM, workspace.modal(TOM), "answer_post")
    await workspace.slack.write_to_bot(TOM, f"{text} the API latency is up")
    await workspace.slack.say(TOM, CHANNEL, f"@parlance {text} the API latency is up")
    await workspace.done()


async def use_words(workspace: Workspace, text: str) -> None:
    for verb in ("search", "show", "history", "edit", "hide", "export"):
        await type_(workspace, MAYA, f"/glossary {verb} {text}")
    await type_(workspace, TOM, "/glossary suggest")
    await workspace.slack.submit(TOM, values=FORM | {"term": text[:80], "definition": text[:390]})
    await workspace.done()
    await type_(workspace, MAYA, "/glossary review")
    await press(workspace, MAYA, workspace.modal(MAYA), "review_decline")
    await workspace.slack.submit(MAYA, values={"reason": text[:490]})
    await workspace.done()
    await type_(workspace, MAYA, "/glossary review")
    await press(workspace, MAYA, workspace.modal(MAYA), "review_edit")
    await type_(workspace, MAYA, "/glossary review")
    await press(workspace, MAYA, workspace.modal(MAYA), "review_approve")
    for verb in ("history", "show zork", "history load balancer", "remove load balancer"):
        await type_(workspace, MAYA, f"/glossary {verb}")
    await type_(workspace, MAYA, "/glossary")
    await workspace.slack.submit(MAYA, values={"glossary_browse": "zork"})
    await workspace.done()


async def bring_words(workspace: Workspace, text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    rows = (
        "id,side,category,kind,forms.sg,gloss,definition",
        f"box,tech,a,noun,flux box,{quoted},{quoted}",
        f"{quoted},{quoted},a,{quoted},{quoted},{quoted},{quoted}",
    )
    for content in ("\r\n".join(rows), text):
        await type_(workspace, MAYA, "/glossary import")
        await workspace.slack.submit(MAYA, values={"import_text": content})
        await workspace.done()
    file = workspace.slack.upload(MAYA, f"{text}.csv", "\r\n".join(rows).encode())
    await type_(workspace, MAYA, "/glossary import")
    await workspace.slack.submit(MAYA, values={"import_file": [file]})
    await workspace.done()
    await workspace.slack.submit(MAYA)
    await workspace.done()


async def be_noted(workspace: Workspace, text: str) -> None:
    for mode in Mode:
        if mode is not Mode.OFF:
            await switch_on(workspace, mode, cooldown_days=0)
            message = await say(workspace, MAYA, f"{JARGON} {text[:30]}")
            await click_emoji(workspace, TOM, message)
    await type_(workspace, MAYA, "/glossary channel")
    await press(workspace, MAYA, workspace.modal(MAYA), "annotation_preview")


async def look_around(workspace: Workspace, text: str) -> None:
    await workspace.services.curators.name(TEAM, people=[MAYA], groups=[], by=MAYA)
    for line in (
        "/glossary stats",
        "/glossary curators",
        f"/glossary {text}",
        f"/translate {text}",
    ):
        await type_(workspace, MAYA, line)
    for user in (MAYA, TOM):
        await workspace.slack.open_home(user)
        await workspace.done()


@pytest.mark.parametrize("text", HOSTILE, ids=["apart", "joined"])
async def test_nothing_that_leaves_the_app_can_notify_anybody(opened: Opener, text: str) -> None:
    workspace = await inhabited(opened, text)
    for use in (use_answers, be_noted, use_words, bring_words, look_around):
        await use(workspace, text)
    assert list(offences(workspace)) == []
    assert [ping for ping in workspace.slack.pings if is_ours(workspace, ping)] == []
    methods = {call.method for call in workspace.slack.calls}
    assert methods >= {
        "chat.postMessage", "chat.postEphemeral", "chat.update", "response_url", "views.open",
        "views.push", "views.update", "views.publish", "reactions.add",
    }  # fmt: skip


def is_ours(workspace: Workspace, ping: Ping) -> bool:
    message = workspace.slack.engine.find_message(ping.channel, ping.ts)
    return message is not None and message.author == workspace.slack.engine.app.bot_user


def test_an_offence_would_be_found() -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}}]
    assert list(markup_in({"text": "@channel", "blocks": blocks})) == ["@channel", "<!here>"]
    assert all(map(NOTIFYING.search, ("<!here>", "a @channel", "<@U0MAYA|x>", "<!subteam^S1>")))
