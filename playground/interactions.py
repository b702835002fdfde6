"""What people do with the app's commands, shortcuts, buttons and forms."""

import json
from collections.abc import Mapping

from playground import acknowledgement, block_elements, payloads
from playground.delivery import Response
from playground.errors import ImpossibleAct
from playground.inputs import State, act_on, located_elements, missing_or_wrong, state_of
from playground.model import Json, Message, Person, View
from playground.watching import Watching
from playground.wording import escape


class Interactions(Watching):
    """Acts that reach the app as one signed request each, whose answer shows at once.

    Each gives back the app's response; None when none came within three seconds, or when Slack's
    own window stopped the act. `ImpossibleAct` is raised for what Slack's window does not offer.
    """

    async def command(self, user: str, channel: str, line: str) -> Response | None:
        """Type a slash command. Gives back the acknowledgement, whose content is shown already."""
        person, place = self.person(user), self._place(user, channel)
        name, _, text = line.strip().partition(" ")
        known = {command.name: command for command in self.engine.app.commands}
        if name not in known:
            self.engine.slackbot_says(person.id, place, f"{name} is not a valid command.")
            return None
        encode = self.engine.encode_command if known[name].should_escape else escape
        target = self.engine.channels[place]
        url, ticket = self.engine.response_urls.issue(person.id, place)
        payload = payloads.command(
            self.engine,
            person,
            target,
            name=name,
            text=encode(text.strip()),
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
        action = act_on(block, element, value)
        state = _with_choice(state_of(current.blocks, entered or {}), action)
        return await self._courier.interaction(self._pressed(person, current, action, state))

    def _pressed(self, person: Person, where: Message | View, action: Json, state: State) -> Json:
        """The payload of one act on a message or view."""
        if isinstance(where, View):
            return payloads.view_action(
                self.engine,
                person,
                where,
                actions=[action],
                state=state,
                trigger_id=self.engine.triggers.issue(person.id, view=where.id),
            )
        return payloads.message_action(
            self.engine,
            person,
            where,
            actions=[action],
            state=state,
            trigger_id=self.engine.triggers.issue(person.id),
            response_url=self._response_url(person, where, original=where.ts),
        )

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
        if faults := list(block_elements.OPTIONS_ANSWER(answer, "")):
            self.engine.complain("block_suggestion", "invalid_options", "; ".join(faults))
            return []
        groups = answer.get("option_groups") or []
        return [*(answer.get("options") or []), *(o for g in groups for o in g["options"])]

    # Small helpers

    def _require_shortcut(self, callback_id: str, kind: str) -> None:
        known = {(s.callback_id, s.kind) for s in self.engine.app.shortcuts}
        if (callback_id, kind) not in known:
            raise ImpossibleAct(f"the app has no {kind} shortcut {callback_id}")

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


def _with_choice(state: State, action: Json) -> State:
    """The state after the act itself, where what was used keeps a content."""
    block, name = action["block_id"], action["action_id"]
    if name not in state.get(block, {}):
        return state
    content = {k: v for k, v in action.items() if k not in ("block_id", "action_id")}
    return {**state, block: {**state[block], name: content}}
