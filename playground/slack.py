"""`Playground`: a small Slack that a test or a newcomer drives as people do.

async with Playground(signing_secret="s", bot_token="xoxb-1") as slack:
    slack.connect(asgi_app)                 # the app, whose own client uses slack.api_url
    await slack.command("tom", "product-launch", "/translate hello")
    answer = await slack.wait_for(lambda: slack.visible("tom", "product-launch"))
"""

import asyncio
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self, TypeVar

import httpx2
from starlette.types import ASGIApp

from playground import acknowledgement, block_kit, demo, payloads, rules, server
from playground.clock import Clock, WallClock
from playground.delivery import Courier, Response, Send, http_sender
from playground.engine import Engine
from playground.errors import ImpossibleAct
from playground.http_server import HOST, LoopbackServer
from playground.inputs import act_on, located_elements, missing_or_wrong, state_of
from playground.model import (
    Call,
    Delivery,
    Json,
    Message,
    Person,
    Ping,
    View,
    Violation,
    Workspace,
)
from playground.web_api import Injected, WebApi, limited

T = TypeVar("T")


class Playground:
    """A workspace with people, served on 127.0.0.1 while the context is open.

    People and channels may be named by name or id. Acts that Slack's window would not allow raise
    `ImpossibleAct`; what Slack refuses the app is in `violations`.
    """

    def __init__(
        self,
        *,
        signing_secret: str,
        bot_token: str,
        workspace: Workspace | None = None,
        clock: Clock | None = None,
        history: Sequence[Message] = (),
        port: int = 0,
        page: bool = False,
    ) -> None:
        self.clock = clock or WallClock()
        self.engine = Engine(workspace or demo.workspace(), clock=self.clock)
        self.engine.seed(history)
        self._courier = Courier(self.engine, signing_secret=signing_secret)
        self.engine.on_event = self._courier.event
        self._api = WebApi(self.engine, bot_token=bot_token)
        app = server.create_server_app(self, self._api.routes, page=page)
        self._server = LoopbackServer(app, port=port)
        self._client: httpx2.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        await self._server.start()
        self.engine.base_url = f"http://{HOST}:{self._server.port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._courier.close()
        await self._server.stop()
        if self._client is not None:
            await self._client.aclose()

    # The app's side

    @property
    def api_url(self) -> str:
        """What the app sets as SLACK_API_URL; ends in `/api/`."""
        return f"{self.engine.base_url}/api/"

    @property
    def page_url(self) -> str:
        return f"{self.engine.base_url}/"

    def connect(self, app: ASGIApp) -> None:
        """Deliver to an ASGI app in this process, at `/slack/events`."""
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        self._use(httpx2.AsyncClient(transport=transport, base_url="http://app", timeout=None))

    def connect_url(self, base_url: str) -> None:
        """Deliver over HTTP to an app that listens at `base_url`."""
        self._use(httpx2.AsyncClient(base_url=base_url, timeout=None))

    def connect_send(self, send: Send) -> None:
        """Deliver through a function of the caller's own."""
        self._courier.send = send

    def _use(self, client: httpx2.AsyncClient) -> None:
        self._client = client
        self._courier.send = http_sender(client)

    def limit(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """Answer the next `times` calls of a method with 429 and Retry-After (whole seconds)."""
        self._api.inject(method, limited(retry_after), times=times)

    def fail(self, method: str, error: str, *, status: int = 200, times: int = 1) -> None:
        """Answer the next `times` calls of a method (or `response_url`) with an error."""
        self._api.inject(method, Injected(status, error), times=times)

    # What happened

    @property
    def calls(self) -> list[Call]:
        return self.engine.calls

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.engine.calls if call.method == method]

    @property
    def deliveries(self) -> list[Delivery]:
        return self.engine.deliveries

    @property
    def violations(self) -> list[Violation]:
        return self.engine.violations

    @property
    def pings(self) -> list[Ping]:
        """Mentions by the bot that would have notified somebody."""
        return self.engine.pings

    def visible(self, user: str, channel: str) -> tuple[Message, ...]:
        """What a person sees in a channel, their ephemeral messages included, oldest first."""
        return self.engine.visible(self.person(user).id, self.engine.channel(channel).id)

    def direct_messages(self, user: str) -> tuple[Message, ...]:
        """What a person sees in their direct message with the bot."""
        person = self.person(user)
        return self.engine.visible(person.id, self.engine.direct_channel(person.id).id)

    def modal(self, user: str) -> View | None:
        """The modal on top of a person's window, if one is open."""
        return self.engine.views.modal(self.person(user).id)

    def home(self, user: str) -> View | None:
        """A person's App Home as last published."""
        return self.engine.views.home(self.person(user).id)

    def person(self, user: str) -> Person:
        return self.engine.person(user)

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - a test states its patience
        """The first true value of `predicate`, tried after every change. TimeoutError else.

        `timeout` is in real seconds; nothing is polled.
        """
        async with asyncio.timeout(timeout):
            while not (value := predicate()):
                await self.engine.next_change()
        return value

    async def settled(self) -> None:
        """Wait until nothing is on its way to the app (repeats that are due later don't count)."""
        await self.wait_for(lambda: self._courier.idle, timeout=10)

    # What people do

    async def command(self, user: str, channel: str, line: str) -> Response | None:
        """Type a slash command. Gives back the acknowledgement, whose content is shown already."""
        person, place = self.person(user), self._place(user, channel)
        name, _, text = line.strip().partition(" ")
        if name not in {command.name for command in self.engine.app.commands}:
            text = f"{name} is not a valid command."
            self.engine.slackbot_says(person.id, place, text)
            return None
        target = self.engine.channels[place]
        url, ticket = self.engine.response_urls.issue(person.id, place)
        payload = payloads.command(
            self.engine,
            person,
            target,
            name=name,
            text=self.engine.encode(text.strip(), labelled=True),
            trigger_id=self.engine.triggers.issue(person.id),
            response_url=url,
        )
        response = await self._courier.form("command", payload, payload)
        acknowledgement.apply_to_command(
            self.engine, response, person=person, channel=target, name=name, ticket=ticket
        )
        return response

    async def shortcut(self, user: str, message: Message, callback_id: str) -> Response | None:
        """Choose an entry of a message's menu."""
        person = self.person(user)
        self._require_shortcut(callback_id, "message")
        self._require_sight(person, message)
        payload = payloads.message_shortcut(
            self.engine,
            person,
            message,
            callback_id=callback_id,
            trigger_id=self.engine.triggers.issue(person.id),
            response_url=self._response_url(person, message, original=None),
        )
        return await self._courier.interaction(payload)

    async def global_shortcut(self, user: str, callback_id: str) -> Response | None:
        """Choose an entry of the shortcuts menu."""
        person = self.person(user)
        self._require_shortcut(callback_id, "global")
        payload = payloads.global_shortcut(
            self.engine,
            person,
            callback_id=callback_id,
            trigger_id=self.engine.triggers.issue(person.id),
        )
        return await self._courier.interaction(payload)

    async def click(
        self,
        user: str,
        where: Message | View,
        action_id: str,
        value: object = None,
        *,
        block_id: str | None = None,
        entered: Mapping[str, object] | None = None,
    ) -> Response | None:
        """Press a button or choose from a menu of a message, modal or home tab.

        `value` is the option's value or label, or the feedback button's; `block_id` tells equal
        action ids apart; `entered` is what stands in the fields around it.
        """
        person = self.person(user)
        current = self._current(person, where)
        block, element = _usable(current, action_id, value=value, block_id=block_id)
        actions = [act_on(block, element, value)]
        state = state_of(current.blocks, entered or {})
        if element["type"] not in ("overflow", "feedback_buttons") and value is not None:
            state = _with_choice(state, actions[0])
        if isinstance(current, View):
            trigger = self.engine.triggers.issue(person.id, view=current.id)
            payload = payloads.view_action(
                self.engine, person, current, actions=actions, state=state, trigger_id=trigger
            )
        else:
            payload = payloads.message_action(
                self.engine,
                person,
                current,
                actions=actions,
                state=state,
                trigger_id=self.engine.triggers.issue(person.id),
                response_url=self._response_url(person, current, original=current.ts),
            )
        return await self._courier.interaction(payload)

    async def submit(
        self, user: str, view_id: str | None = None, values: Mapping[str, object] | None = None
    ) -> Response | None:
        """Submit the open modal. `values` maps block or action ids to what stands in the fields.

        None without sending anything when Slack's own window would show errors beside fields.
        """
        person = self.person(user)
        view = self._open_modal(person, view_id)
        state = state_of(view.blocks, values or {})
        if complaints := missing_or_wrong(view.blocks, state):
            self.engine.views.show_errors(view, complaints)
            return None
        payload = payloads.view_submission(
            self.engine,
            person,
            view,
            state=state,
            trigger_id=self.engine.triggers.issue(person.id, view=view.id),
        )
        response = await self._courier.interaction(payload)
        shown = self.engine.views.find(view.id) or view
        acknowledgement.apply_to_submission(self.engine, response, view=shown)
        return response

    async def close(self, user: str) -> None:
        """Close the modal on top (all of them where it says so), telling the app if it asked."""
        person = self.person(user)
        view = self._open_modal(person, None)
        cleared = bool(view.content.get("clear_on_close"))
        if cleared:
            self.engine.views.clear(person.id)
        else:
            self.engine.views.close(view)
        if view.content.get("notify_on_close"):
            payload = payloads.view_closed(self.engine, person, view, cleared=cleared)
            await self._courier.interaction(payload)

    async def options(
        self, user: str, where: Message | View, action_id: str, typed: str
    ) -> list[Json]:
        """What an external menu offers for the letters typed so far."""
        person = self.person(user)
        current = self._current(person, where)
        block, element = _usable(current, action_id)
        payload = payloads.options_request(
            self.engine, person, current, element=element, block_id=block["block_id"], typed=typed
        )
        response = await self._courier.interaction(payload)
        return self._checked_options(response)

    def _checked_options(self, response: Response | None) -> list[Json]:
        if response is None or response.status != 200:
            return []
        answer = json.loads(response.body or b"{}")
        if faults := list(block_kit.OPTIONS_ANSWER(answer, "")):
            self.engine.complain("block_suggestion", "invalid_options", "; ".join(faults))
            return []
        groups = answer.get("option_groups") or []
        return [*(answer.get("options") or []), *(o for g in groups for o in g["options"])]

    async def say(
        self, user: str, channel: str, text: str, *, thread: Message | None = None
    ) -> Message:
        """Write a message; returns once the app was told."""
        person, place = self.person(user), self._place(user, channel)
        thread_ts = None if thread is None else thread.thread_ts or thread.ts
        message = self.engine.post(
            Message(place, "", person.id, self.engine.encode(text), thread_ts=thread_ts)
        )
        await self.settled()
        return message

    async def write_to_bot(self, user: str, text: str, *, thread: Message | None = None) -> Message:
        """Write a direct message to the bot."""
        return await self.say(
            user, self.engine.direct_channel(self.person(user).id).id, text, thread=thread
        )

    async def post_as_app(self, channel: str, **content: object) -> Message:
        """A message of some other app or bot, with the given `text`, `blocks` or `attachments`."""
        fields = {
            "text": str(content.get("text", "")),
            "blocks": tuple(content.get("blocks", ())),  # type: ignore[arg-type]
            "attachments": tuple(content.get("attachments", ())),  # type: ignore[arg-type]
        }
        rules.check_message(fields["text"], list(fields["blocks"]), list(fields["attachments"]))
        message = self.engine.post(
            Message(self.engine.channel(channel).id, "", "U0OTHERAPP", **fields)  # type: ignore[arg-type]
        )
        await self.settled()
        return message

    async def edit(self, message: Message, text: str) -> Message:
        """Change what a person wrote."""
        current = self._still_there(message)
        changed = self.engine.replace_message(
            replace(current, text=self.engine.encode(text), blocks=())
        )
        await self.settled()
        return changed

    async def delete(self, message: Message) -> None:
        self.engine.delete_message(self._still_there(message))
        await self.settled()

    async def react(self, user: str, message: Message, emoji: str) -> None:
        self.engine.react(self._still_there(message), emoji, self.person(user).id)
        await self.settled()

    async def unreact(self, user: str, message: Message, emoji: str) -> None:
        self.engine.unreact(self._still_there(message), emoji, self.person(user).id)
        await self.settled()

    async def open_home(self, user: str, *, tab: str = "home") -> None:
        """Look at the app's home (or its `messages` tab)."""
        person = self.person(user)
        home = self.home(user)
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.engine.direct_channel(person.id).id,
            "tab": tab,
            "event_ts": self.engine.new_ts(),
        }
        if home is not None and tab == "home":
            event["view"] = self.engine.views.json(home)
        self.engine.tell_app(event)
        await self.settled()

    async def invite_bot(self, channel: str) -> None:
        self.engine.join(self.engine.channel(channel).id, self.engine.app.bot_user)
        await self.settled()

    def remove_bot(self, channel: str) -> None:
        self.engine.leave(self.engine.channel(channel).id, self.engine.app.bot_user)

    # Requests below the level of people, for tests of forgery, repetition and replay

    async def send_raw(self, body: bytes, *, headers: Mapping[str, str]) -> Response:
        """Send bytes to the app with exactly these headers."""
        return await self._courier.raw(body, headers=headers)

    def signed_headers(self, body: bytes, **options: object) -> dict[str, str]:
        """Slack's own headers for a body; `content_type` and `timestamp` (seconds) may be given."""
        return self._courier.signed_headers(body, **options)  # type: ignore[arg-type]

    async def interact(self, payload: Json) -> Response | None:
        """Send any interaction payload, signed: for example an old one again."""
        return await self._courier.interaction(payload)

    async def redeliver(self, delivery: Delivery, *, number: int = 1) -> None:
        """Deliver an event once more with Slack's retry headers."""
        await self._courier.redeliver(delivery, number=number)

    async def verify_url(self) -> bool:
        """True when the app answers Slack's challenge for a request URL."""
        challenge = uuid.uuid4().hex
        response = await self._courier.verify_url(challenge)
        return response is not None and challenge.encode() in response.body

    # Small helpers

    def _place(self, user: str, channel: str) -> str:
        person, place = self.person(user), self.engine.channel(channel)
        if person.id not in place.members:
            raise ImpossibleAct(f"{person.name} is not in {place.name}")
        return place.id

    def _require_shortcut(self, callback_id: str, kind: str) -> None:
        known = {(s.callback_id, s.kind) for s in self.engine.app.shortcuts}
        if (callback_id, kind) not in known:
            raise ImpossibleAct(f"the app has no {kind} shortcut {callback_id}")

    def _require_sight(self, person: Person, message: Message) -> None:
        channel = self.engine.channels[message.channel]
        if person.id not in channel.members or not message.visible_to(person.id):
            raise ImpossibleAct(f"{person.name} cannot see this message")

    def _response_url(self, person: Person, message: Message, *, original: str | None) -> str:
        url, _ = self.engine.response_urls.issue(
            person.id, message.channel, original=original, thread=message.thread_ts
        )
        return url

    def _current(self, person: Person, where: Message | View) -> Message | View:
        """The message or view as it stands now, if this person can see it."""
        if isinstance(where, Message):
            current = self._still_there(where)
            self._require_sight(person, current)
            return current
        view = self.engine.views.find(where.id)
        if view is None or view.person != person.id:
            raise ImpossibleAct(f"{person.name} does not see this view")
        return view

    def _still_there(self, message: Message) -> Message:
        current = self.engine.find_message(message.channel, message.ts)
        if current is None:
            raise ImpossibleAct("this message was deleted")
        return current

    def _open_modal(self, person: Person, view_id: str | None) -> View:
        view = self.engine.views.modal(person.id)
        if view is None or view_id not in (None, view.id):
            raise ImpossibleAct(f"{person.name} has no such modal open")
        return view


def _usable(
    where: Message | View, action_id: str, *, value: object = None, block_id: str | None = None
) -> tuple[Json, Json]:
    """The block and element with an action id; where several have it, the one with this value."""
    found = [
        (block, element)
        for block, element in located_elements(where.blocks)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    if not found:
        raise ImpossibleAct(f"there is nothing to press called {action_id}")
    exact = [pair for pair in found if value is not None and pair[1].get("value") == value]
    return (exact or found)[0]


def _with_choice(state: dict[str, dict[str, Json]], action: Json) -> dict[str, dict[str, Json]]:
    """The state after the act itself, where what was used keeps a content."""
    block, name = action["block_id"], action["action_id"]
    if name not in state.get(block, {}):
        return state
    content = {k: v for k, v in action.items() if k not in ("block_id", "action_id")}
    return {**state, block: {**state[block], name: content}}
